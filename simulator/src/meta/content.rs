//! What a message says, checked against the documented limits of its type.

use serde_json::Value;

use super::errors::{Refusal, invalid};
use super::{interactive, template_use};
use crate::account::Account;
use crate::phones::{Button, Document};
use crate::world::World;

const LONGEST_TEXT: usize = 4_096;
const LONGEST_CAPTION: usize = 1_024;

/// A checked message, as the phone will show it.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) kind: &'static str,
    pub(super) text: String,
    pub(super) header: Option<String>,
    pub(super) footer: Option<String>,
    pub(super) menu: Option<String>,
    pub(super) buttons: Vec<Button>,
    pub(super) document: Option<Document>,
    pub(super) template: Option<template_use::Used>,
    /// The message it quotes or reacts to.
    pub(super) about: Option<String>,
}

pub(super) fn content(
    world: &World,
    number: &str,
    account: Option<&Account>,
    body: &Value,
) -> Result<Content, Refusal> {
    let kind = body["type"].as_str().unwrap_or("text");
    let part = &body[kind];
    if !part.is_object() && !part.is_array() {
        return Err(Refusal::new(131_008, format!("{kind} is required")));
    }
    let mut content = match kind {
        "text" => text(part)?,
        "interactive" => interactive::content(part)?,
        "template" => template_use::content(world, account, part)?,
        "document" => media(world, "document", part)?,
        "image" => media(world, "image", part)?,
        "video" => media(world, "video", part)?,
        "audio" => media(world, "audio", part)?,
        "sticker" => media(world, "sticker", part)?,
        "reaction" => reaction(part)?,
        "location" => location(part)?,
        "contacts" => Content { kind: "contacts", ..Content::default() },
        _ => {
            return Err(Refusal::new(131_051, format!("type {kind} is not supported")));
        }
    };
    if let Some(quoted) = body["context"]["message_id"].as_str() {
        content.about = Some(quoted.to_owned());
    }
    tracing::trace!(number, kind, "message checked");
    Ok(content)
}

fn text(part: &Value) -> Result<Content, Refusal> {
    let text = required(part, "body", "text", LONGEST_TEXT)?;
    Ok(Content { kind: "text", text, ..Content::default() })
}

fn media(world: &World, kind: &'static str, part: &Value) -> Result<Content, Refusal> {
    let caption = optional(part, "caption", kind, LONGEST_CAPTION)?.unwrap_or_default();
    let document = attachment(world, kind, part)?;
    Ok(Content { kind, text: caption, document: Some(document), ..Content::default() })
}

/// A file by uploaded id or by link.
pub(super) fn attachment(world: &World, kind: &str, part: &Value) -> Result<Document, Refusal> {
    let named = part["filename"].as_str();
    match (part["id"].as_str(), part["link"].as_str()) {
        (Some(id), None) => {
            let file = world
                .files
                .get(id)
                .ok_or_else(|| Refusal::new(131_009, format!("{kind}.id is not an uploaded file")))?;
            Ok(Document {
                name: named.unwrap_or(&file.name).to_owned(),
                mime: file.mime.clone(),
                size: file.bytes.len(),
                url: format!("/_sim/files/{id}"),
            })
        }
        (None, Some(link)) if link.starts_with("http://") || link.starts_with("https://") => {
            let last = link.rsplit('/').next().unwrap_or_default();
            Ok(Document { name: named.unwrap_or(last).to_owned(), mime: String::new(), size: 0, url: link.to_owned() })
        }
        (None, Some(_)) => Err(Refusal::new(131_009, format!("{kind}.link is not a URL"))),
        _ => Err(invalid(format!("{kind} needs exactly one of id and link"))),
    }
}

fn reaction(part: &Value) -> Result<Content, Refusal> {
    let about = part["message_id"].as_str().filter(|id| id.starts_with("wamid."));
    let about = about.ok_or_else(|| Refusal::new(131_009, "reaction.message_id is not valid"))?;
    let text = part["emoji"].as_str().unwrap_or_default().to_owned();
    Ok(Content { kind: "reaction", text, about: Some(about.to_owned()), ..Content::default() })
}

fn location(part: &Value) -> Result<Content, Refusal> {
    let coordinate = |name: &str| part[name].is_number() || part[name].is_string();
    if !coordinate("latitude") || !coordinate("longitude") {
        return Err(Refusal::new(131_008, "location needs latitude and longitude"));
    }
    let text = part["name"].as_str().unwrap_or_default().to_owned();
    Ok(Content { kind: "location", text, ..Content::default() })
}

/// A non-empty string of at most so many characters.
pub(super) fn required(part: &Value, name: &str, of: &str, longest: usize) -> Result<String, Refusal> {
    let text = optional(part, name, of, longest)?;
    text.filter(|text| !text.trim().is_empty()).ok_or_else(|| Refusal::new(131_008, format!("{of}.{name} is required")))
}

/// A string of at most so many characters, if there is one.
pub(super) fn optional(part: &Value, name: &str, of: &str, longest: usize) -> Result<Option<String>, Refusal> {
    match &part[name] {
        Value::Null => Ok(None),
        Value::String(text) if text.chars().count() <= longest => Ok(Some(text.clone())),
        Value::String(_) => Err(invalid(format!("{of}.{name} must be at most {longest} characters long"))),
        _ => Err(invalid(format!("{of}.{name} must be a string"))),
    }
}
