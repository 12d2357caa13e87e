//! Reply markup, checked and turned into buttons.

use serde_json::Value;

use super::errors::Refusal;
use crate::phones::{Button, ButtonKind};

const MOST_BUTTONS: usize = 100;
const MOST_IN_ROW: usize = 8;

/// The buttons of any markup; none for markup without buttons.
pub(super) fn buttons(markup: Option<&Value>) -> Result<Vec<Button>, Refusal> {
    let Some(markup) = markup else {
        return Ok(Vec::new());
    };
    let (rows, inline) = match (&markup["inline_keyboard"], &markup["keyboard"]) {
        (Value::Array(rows), _) => (rows, true),
        (_, Value::Array(rows)) => (rows, false),
        _ => return Ok(Vec::new()),
    };
    let mut all = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let row = row.as_array().ok_or_else(|| Refusal::bad("object expected as reply markup"))?;
        if inline && row.len() > MOST_IN_ROW {
            return Err(Refusal::bad("reply markup is too long"));
        }
        for button in row {
            all.push(if inline { inline_button(button, at)? } else { key(button, at)? });
        }
    }
    if all.len() > MOST_BUTTONS {
        return Err(Refusal::bad("reply markup is too long"));
    }
    Ok(all)
}

fn inline_button(button: &Value, row: usize) -> Result<Button, Refusal> {
    let title = title(button)?;
    let data = button["callback_data"].as_str();
    let url = button["url"].as_str();
    let (kind, id) = match (data, url) {
        (Some(data), None) if (1..=64).contains(&data.len()) => (ButtonKind::Callback, data),
        (Some(_), None) => return Err(Refusal::bad("BUTTON_DATA_INVALID")),
        (None, Some(url)) if url.contains("://") => (ButtonKind::Link, url),
        (None, Some(_)) => return Err(Refusal::bad("BUTTON_URL_INVALID")),
        _ if button["web_app"].is_object() || button["copy_text"].is_object() => (ButtonKind::Link, ""),
        _ => return Err(Refusal::bad("BUTTON_TYPE_INVALID")),
    };
    Ok(Button { id: id.to_owned(), title, description: None, section: None, kind, url: url.map(str::to_owned), row })
}

fn key(button: &Value, row: usize) -> Result<Button, Refusal> {
    let title = match button {
        Value::String(text) => text.clone(),
        _ => title(button)?,
    };
    let shares = button["request_contact"].as_bool().unwrap_or(false);
    let kind = if shares { ButtonKind::ShareContact } else { ButtonKind::Keyboard };
    Ok(Button { id: title.clone(), title, description: None, section: None, kind, url: None, row })
}

fn title(button: &Value) -> Result<String, Refusal> {
    let text = button["text"].as_str().filter(|text| !text.is_empty());
    text.map(str::to_owned).ok_or_else(|| Refusal::bad("inline keyboard button text is empty"))
}
