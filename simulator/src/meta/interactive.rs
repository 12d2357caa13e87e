//! Interactive messages: reply buttons, lists, link buttons, location requests.

use std::collections::HashSet;

use serde_json::Value;

use super::content::{Content, optional, required};
use super::errors::{Refusal, invalid};
use crate::phones::{Button, ButtonKind};

pub(super) fn content(part: &Value) -> Result<Content, Refusal> {
    let kind = part["type"].as_str().unwrap_or_default();
    let longest_body = if kind == "list" { 4_096 } else { 1_024 };
    let text = required(&part["body"], "text", "interactive.body", longest_body)?;
    let footer = optional(&part["footer"], "text", "interactive.footer", 60)?;
    let header = header(&part["header"], kind)?;
    let action = &part["action"];
    let (menu, buttons) = match kind {
        "button" => (None, reply_buttons(action)?),
        "list" => (Some(required(action, "button", "interactive.action", 20)?), rows(action)?),
        "cta_url" => (None, vec![link(action)?]),
        "location_request_message" if action["name"] == "send_location" => (None, Vec::new()),
        _ => return Err(Refusal::new(131_009, "interactive.type is not valid")),
    };
    Ok(Content { kind: "interactive", text, header, footer, menu, buttons, ..Content::default() })
}

fn header(header: &Value, kind: &str) -> Result<Option<String>, Refusal> {
    match header["type"].as_str() {
        None => Ok(None),
        Some("text") => required(header, "text", "interactive.header", 60).map(Some),
        Some("image" | "video" | "document") if kind != "list" => Ok(None),
        Some(_) => Err(Refusal::new(131_009, "interactive.header.type is not valid")),
    }
}

fn reply_buttons(action: &Value) -> Result<Vec<Button>, Refusal> {
    let buttons = action["buttons"].as_array().map_or(&[][..], Vec::as_slice);
    if !(1..=3).contains(&buttons.len()) {
        return Err(Refusal::new(131_009, "interactive.action.buttons must have 1 to 3 buttons"));
    }
    let buttons = buttons
        .iter()
        .map(|button| {
            if button["type"] != "reply" {
                return Err(Refusal::new(131_009, "button.type must be \"reply\""));
            }
            Ok(Button {
                id: checked(&button["reply"], "id", "button", 256)?,
                title: checked(&button["reply"], "title", "button", 20)?,
                description: None,
                section: None,
                kind: ButtonKind::Reply,
                url: None,
                row: 0,
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    unique(&buttons, |button| &button.id, "button ids")?;
    unique(&buttons, |button| &button.title, "button titles")?;
    Ok(buttons)
}

fn rows(action: &Value) -> Result<Vec<Button>, Refusal> {
    let sections = action["sections"].as_array().map_or(&[][..], Vec::as_slice);
    if !(1..=10).contains(&sections.len()) {
        return Err(Refusal::new(131_009, "interactive.action.sections must be 1 to 10"));
    }
    let mut all = Vec::new();
    for section in sections {
        let title = optional(section, "title", "section", 24)?;
        if sections.len() > 1 && title.as_deref().is_none_or(str::is_empty) {
            return Err(Refusal::new(131_009, "section.title is required with several sections"));
        }
        let rows = section["rows"].as_array().map_or(&[][..], Vec::as_slice);
        if rows.is_empty() {
            return Err(Refusal::new(131_009, "section.rows must not be empty"));
        }
        for row in rows {
            all.push(Button {
                id: checked(row, "id", "row", 200)?,
                title: checked(row, "title", "row", 24)?,
                description: optional(row, "description", "row", 72)?,
                section: title.clone(),
                kind: ButtonKind::ListRow,
                url: None,
                row: all.len(),
            });
        }
    }
    if all.len() > 10 {
        return Err(Refusal::new(131_009, "a list has at most 10 rows in total"));
    }
    unique(&all, |row| &row.id, "row ids")?;
    Ok(all)
}

fn link(action: &Value) -> Result<Button, Refusal> {
    if action["name"] != "cta_url" {
        return Err(Refusal::new(131_009, "interactive.action.name must be \"cta_url\""));
    }
    let parameters = &action["parameters"];
    let url = required(parameters, "url", "interactive.action.parameters", 2_000)?;
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err(invalid("interactive.action.parameters.url is not a URL"));
    }
    Ok(Button {
        id: String::new(),
        title: required(parameters, "display_text", "interactive.action.parameters", 20)?,
        description: None,
        section: None,
        kind: ButtonKind::Link,
        url: Some(url),
        row: 0,
    })
}

/// Ids and titles: Meta answers 131009 for these, not 100.
fn checked(part: &Value, name: &str, of: &str, longest: usize) -> Result<String, Refusal> {
    required(part, name, of, longest).map_err(|refusal| Refusal { code: 131_009, ..refusal })
}

fn unique(buttons: &[Button], of: impl Fn(&Button) -> &String, what: &str) -> Result<(), Refusal> {
    let mut seen = HashSet::new();
    if buttons.iter().all(|button| seen.insert(of(button))) {
        return Ok(());
    }
    Err(Refusal::new(131_009, format!("{what} must be unique")))
}
