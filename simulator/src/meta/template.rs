//! Message templates: created, listed, approved at once, and used.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use serde_json::{Value, json};

use super::content::Content;
use super::errors::{Refusal, invalid};
use super::{authorised, whatsapp};
use crate::account::{Account, Provider};
use crate::phones::{Button, ButtonKind};
use crate::server::{Accepted, Answer, Call, Draft, Judged};
use crate::sync::lock;
use crate::world::World;

/// Templates by business account, name and language.
#[derive(Debug, Default)]
pub(crate) struct Templates(Mutex<HashMap<(String, String, String), Value>>);

/// A template at the moment of use.
#[derive(Clone, Debug)]
pub(super) struct Used {
    pub(super) name: String,
    pub(super) category: String,
}

impl Templates {
    /// Makes a template known as approved; gives its id.
    pub(crate) fn approve(&self, id: u64, waba: &str, mut template: Value) -> String {
        let id = id.to_string();
        template["id"] = json!(id);
        template["status"] = json!("APPROVED");
        let text = |name: &str| template[name].as_str().unwrap_or_default().to_owned();
        let key = (waba.to_owned(), text("name"), text("language"));
        lock(&self.0).insert(key, template);
        id
    }

    fn find(&self, waba: Option<&str>, name: &str, language: &str) -> Option<Value> {
        let all = lock(&self.0);
        let fits = |(of, n, l): &(String, String, String)| {
            waba.is_none_or(|waba| waba.is_empty() || waba == of) && n == name && l == language
        };
        all.iter().find(|(key, _)| fits(key)).map(|(_, template)| template.clone())
    }
}

/// `GET`, `POST`, `DELETE /{version}/{waba}/message_templates`.
pub(crate) fn templates(world: &Arc<World>, call: &Call, waba: &str) -> Judged {
    if let Err(refusal) = authorised(world, call, waba) {
        return Judged::Answer(refusal.answer());
    }
    match call.method {
        Method::POST => match create(call, waba) {
            Ok(draft) => Judged::Draft(Box::new(draft)),
            Err(refusal) => Judged::Answer(refusal.answer()),
        },
        Method::DELETE => {
            let name = call.query("name").unwrap_or_default();
            lock(&world.templates.0).retain(|(of, n, _), _| of != waba || n != name);
            Judged::Answer(Answer::json(200, &json!({ "success": true })))
        }
        _ => Judged::Answer(Answer::json(200, &list(world, call, waba))),
    }
}

fn list(world: &World, call: &Call, waba: &str) -> Value {
    let name = call.query("name");
    let mut data: Vec<Value> = lock(&world.templates.0)
        .iter()
        .filter(|((of, n, _), _)| of == waba && name.is_none_or(|name| name == n))
        .map(|(_, template)| template.clone())
        .collect();
    data.sort_by_key(|template| template["id"].to_string());
    json!({ "data": data, "paging": { "cursors": { "before": "MA==", "after": "MA==" } } })
}

fn create(call: &Call, waba: &str) -> Result<Draft, Refusal> {
    let body: Value =
        serde_json::from_slice(&call.body).map_err(|error| invalid(format!("The body is not JSON: {error}")))?;
    let text = |name: &str| body[name].as_str().filter(|s| !s.is_empty()).map(str::to_owned);
    let name = text("name").ok_or_else(|| invalid("name is required"))?;
    text("language").ok_or_else(|| invalid("language is required"))?;
    let category = text("category").ok_or_else(|| invalid("category is required"))?;
    let lawful = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.len() > 512 || !name.chars().all(lawful) {
        return Err(invalid("name may have a-z, 0-9 and _ only"));
    }
    if !["UTILITY", "MARKETING", "AUTHENTICATION"].contains(&category.as_str()) {
        return Err(invalid("category is not valid"));
    }
    check_components(&body["components"])?;
    let (stored, of) = (body.clone(), waba.to_owned());
    Ok(Draft {
        provider: Provider::WhatsApp,
        account: waba.to_owned(),
        to: None,
        kind: "setup",
        attempt: None,
        body,
        accept: Box::new(move |world| {
            let id = world.templates.approve(world.fresh(), &of, stored);
            let answer = json!({ "id": id, "status": "APPROVED", "category": category });
            Accepted::plain(answer)
        }),
    })
}

fn check_components(components: &Value) -> Result<(), Refusal> {
    let components = components.as_array().ok_or_else(|| invalid("components is required"))?;
    let mut has_body = false;
    for component in components {
        let kind = component["type"].as_str().unwrap_or_default().to_uppercase();
        let text = component["text"].as_str().unwrap_or_default();
        let longest = if kind == "BODY" { 1_024 } else { 60 };
        if text.chars().count() > longest {
            return Err(Refusal::new(2_388_040, format!("{kind} is longer than {longest}")));
        }
        if kind == "BODY" {
            has_body = true;
            let trimmed = text.trim();
            if trimmed.starts_with("{{") || trimmed.ends_with("}}") {
                return Err(Refusal::new(2_388_299, "a variable stands at the start or the end"));
            }
        }
    }
    if has_body { Ok(()) } else { Err(invalid("a BODY component is required")) }
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
