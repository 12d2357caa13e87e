//! A template at the moment of use: whether it may be, its parameters, what a phone shows of it.

use serde_json::Value;

use super::content::Content;
use super::errors::Refusal;
use super::whatsapp;
use crate::account::Account;
use crate::phones::{Button, ButtonKind};
use crate::world::World;

/// What is known of a template that was used.
#[derive(Clone, Debug)]
pub(super) struct Used {
    pub(super) name: String,
    pub(super) category: String,
}

/// A message that uses a template.
pub(super) fn content(world: &World, account: Option<&Account>, part: &Value) -> Result<Content, Refusal> {
    let missing = |what: &str| Refusal::new(131_008, format!("template.{what} is required"));
    let name = part["name"].as_str().ok_or_else(|| missing("name"))?;
    let language = part["language"]["code"].as_str().ok_or_else(|| missing("language.code"))?;
    let waba = account.and_then(whatsapp).map(|a| a.waba_id.as_str());
    let known = world.templates.find(waba, name, language);
    if known.is_none() && world.limits().known_templates {
        let details = format!("template {name} does not exist in {language}");
        return Err(Refusal::new(132_001, details));
    }
    if let Some(code) = known.as_ref().and_then(closed) {
        return Err(Refusal::new(code, format!("template {name} in {language} may not be used")));
    }
    let parameters = body_parameters(part)?;
    let pattern = known.as_ref().and_then(body_text);
    if let Some(pattern) = &pattern
        && variables(pattern) != parameters.len()
    {
        return Err(Refusal::new(132_000, "number of parameters does not match the template"));
    }
    let text = filled(pattern.as_deref(), &parameters);
    if text.chars().count() > 1_024 {
        return Err(Refusal::new(132_005, "the filled text is longer than 1024 characters"));
    }
    let category = known.as_ref().and_then(|t| t["category"].as_str()).unwrap_or("UTILITY");
    Ok(Content {
        kind: "template",
        text,
        buttons: quick_replies(part, known.as_ref()),
        document: header_document(world, part)?,
        template: Some(Used { name: name.to_owned(), category: category.to_owned() }),
        ..Content::default()
    })
}

/// Why a known template may not be used now.
fn closed(template: &Value) -> Option<i64> {
    match template["status"].as_str() {
        Some("APPROVED") => None,
        Some("PAUSED") => Some(132_015),
        Some("DISABLED") => Some(132_016),
        _ => Some(132_001),
    }
}

fn components<'a>(part: &'a Value, kind: &'a str) -> impl Iterator<Item = &'a Value> {
    let all = part["components"].as_array().map_or(&[][..], Vec::as_slice);
    all.iter().filter(move |c| c["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case(kind)))
}

/// Name (for named parameters) and text of the body's parameters.
fn body_parameters(part: &Value) -> Result<Vec<(Option<String>, String)>, Refusal> {
    let mut all = Vec::new();
    for parameter in components(part, "body").filter_map(|c| c["parameters"].as_array()).flatten() {
        let text = match parameter["type"].as_str() {
            Some("text") => parameter["text"].as_str(),
            Some("currency") => parameter["currency"]["fallback_value"].as_str(),
            Some("date_time") => parameter["date_time"]["fallback_value"].as_str(),
            _ => None,
        };
        let text = text.filter(|text| !text.is_empty());
        let text = text.ok_or_else(|| Refusal::new(132_012, "a body parameter has no text"))?;
        if text.contains(['\n', '\t']) || text.contains("     ") {
            let details = "a parameter may not have line breaks, tabs or five spaces in a row";
            return Err(Refusal::new(132_012, details));
        }
        let name = parameter["parameter_name"].as_str().map(str::to_owned);
        all.push((name, text.to_owned()));
    }
    Ok(all)
}

fn body_text(template: &Value) -> Option<String> {
    let body = components(template, "body").next()?;
    body["text"].as_str().map(str::to_owned)
}

/// How many different variables a text has.
fn variables(text: &str) -> usize {
    let names: std::collections::HashSet<&str> =
        text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).collect();
    names.len()
}

fn filled(pattern: Option<&str>, parameters: &[(Option<String>, String)]) -> String {
    let Some(pattern) = pattern else {
        let texts: Vec<&str> = parameters.iter().map(|(_, text)| text.as_str()).collect();
        return texts.join(" | ");
    };
    let mut text = pattern.to_owned();
    for (index, (name, value)) in parameters.iter().enumerate() {
        let name = name.clone().unwrap_or_else(|| (index + 1).to_string());
        text = text.replace(&format!("{{{{{name}}}}}"), value);
    }
    text
}

fn quick_replies(part: &Value, known: Option<&Value>) -> Vec<Button> {
    let titles: Vec<String> = known
        .and_then(|t| components(t, "buttons").next())
        .and_then(|c| c["buttons"].as_array())
        .into_iter()
        .flatten()
        .map(|button| button["text"].as_str().unwrap_or_default().to_owned())
        .collect();
    components(part, "button")
        .filter(|c| c["sub_type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case("quick_reply")))
        .map(|component| {
            let at = match &component["index"] {
                Value::String(text) => text.parse().unwrap_or_default(),
                other => other.as_u64().unwrap_or_default(),
            };
            let at = usize::try_from(at).unwrap_or_default();
            let payload = component["parameters"][0]["payload"].as_str().unwrap_or_default();
            Button {
                id: payload.to_owned(),
                title: titles.get(at).cloned().unwrap_or_else(|| payload.to_owned()),
                description: None,
                section: None,
                kind: ButtonKind::QuickReply,
                url: None,
                row: at,
            }
        })
        .collect()
}

fn header_document(world: &World, part: &Value) -> Result<Option<crate::phones::Document>, Refusal> {
    let parameters = components(part, "header").filter_map(|c| c["parameters"].as_array());
    for parameter in parameters.flatten() {
        if let Some(kind @ ("document" | "image")) = parameter["type"].as_str() {
            return super::content::attachment(world, kind, &parameter[kind]).map(Some);
        }
    }
    Ok(None)
}
