//! Message templates as an account manages them: submitted, listed page by page, reworded, and judged: at once, or when
//! `/_sim/templates` says so.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use serde_json::{Value, json};

use super::errors::{Refusal, invalid};
use super::whatsapp;
use crate::account::Provider;
use crate::server::{Accepted, Answer, Call, Draft, Judged};
use crate::sync::lock;
use crate::world::World;

/// Templates by business account, name and language.
#[derive(Debug, Default)]
pub(crate) struct Templates(Mutex<HashMap<(String, String, String), Value>>);

impl Templates {
    /// Makes a template known as approved; gives its id.
    pub(crate) fn approve(&self, id: u64, waba: &str, template: Value) -> String {
        self.keep(id, waba, template, "APPROVED")
    }

    fn keep(&self, id: u64, waba: &str, mut template: Value, status: &str) -> String {
        let id = id.to_string();
        template["id"] = json!(id);
        template["status"] = json!(status);
        let text = |name: &str| template[name].as_str().unwrap_or_default().to_owned();
        let key = (waba.to_owned(), text("name"), text("language"));
        lock(&self.0).insert(key, template);
        id
    }

    /// Changes a template; gives it as it is then.
    pub(crate) fn change(
        &self,
        waba: &str,
        name: &str,
        language: &str,
        change: impl FnOnce(&mut Value),
    ) -> Option<Value> {
        let key = (waba.to_owned(), name.to_owned(), language.to_owned());
        let mut all = lock(&self.0);
        let template = all.get_mut(&key)?;
        change(template);
        Some(template.clone())
    }

    /// All templates of a business account, by the time they were made.
    pub(crate) fn of(&self, waba: &str) -> Vec<Value> {
        let all = lock(&self.0);
        let mut of: Vec<Value> = all.iter().filter(|((of, ..), _)| of == waba).map(|(_, one)| one.clone()).collect();
        of.sort_by_key(|template| template["id"].as_str().and_then(|id| id.parse::<u64>().ok()));
        of
    }

    /// Puts other components in a template's place, by its id. False: there is none.
    fn reword(&self, id: &str, components: &Value, status: &str) -> bool {
        let mut all = lock(&self.0);
        let Some(template) = all.values_mut().find(|template| template["id"] == id) else { return false };
        template["components"] = components.clone();
        template["status"] = json!(status);
        true
    }

    fn knows(&self, id: &str) -> bool {
        lock(&self.0).values().any(|template| template["id"] == id)
    }

    pub(super) fn find(&self, waba: Option<&str>, name: &str, language: &str) -> Option<Value> {
        let all = lock(&self.0);
        let fits = |(of, n, l): &(String, String, String)| {
            waba.is_none_or(|waba| waba.is_empty() || waba == of) && n == name && l == language
        };
        all.iter().find(|(key, _)| fits(key)).map(|(_, template)| template.clone())
    }
}

/// `GET`, `POST`, `DELETE /{version}/{waba}/message_templates`.
pub(crate) fn templates(world: &Arc<World>, call: &Call, waba: &str) -> Judged {
    if let Err(refusal) = authorised_for(world, call, waba) {
        return Judged::Answer(refusal.answer());
    }
    match call.method {
        Method::POST => match create(world, call, waba) {
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

/// `GET /{version}/{waba}/subscribed_apps`: the app that asks is subscribed. Anything else about it is not played.
pub(crate) fn subscriptions(world: &Arc<World>, call: &Call, waba: &str) -> Judged {
    Judged::Answer(match authorised_for(world, call, waba) {
        Err(refusal) => refusal.answer(),
        Ok(()) => {
            let app = json!({ "whatsapp_business_api_data": { "id": "1000000000000001", "name": "Carnet" } });
            Answer::json(200, &json!({ "data": [app] }))
        }
    })
}

/// A page of templates: `limit` from `after` on, with a `next` while there are more.
fn list(world: &World, call: &Call, waba: &str) -> Value {
    let name = call.query("name");
    let all = world.templates.of(waba).into_iter().filter(|one| name.is_none_or(|name| one["name"] == name));
    let all: Vec<Value> = all.collect();
    let number = |key: &str| call.query(key).and_then(|text| text.parse::<usize>().ok());
    let (from, limit) = (number("after").unwrap_or(0), number("limit").unwrap_or(25).max(1));
    let until = (from + limit).min(all.len());
    let page = all.get(from..until).unwrap_or_default();
    let mut paging = json!({ "cursors": { "before": from.to_string(), "after": until.to_string() } });
    if until < all.len() {
        let base = world.base_url();
        paging["next"] = json!(format!("{base}/v25.0/{waba}/message_templates?limit={limit}&after={until}"));
    }
    json!({ "data": page, "paging": paging })
}

/// `POST /{version}/{template id}`: other components, which are looked at again. None: no template has this id.
pub(crate) fn reword(world: &Arc<World>, call: &Call, id: &str) -> Option<Judged> {
    if call.method != Method::POST || !world.templates.knows(id) {
        return None;
    }
    let body: Value = serde_json::from_slice(&call.body).unwrap_or_default();
    if let Err(refusal) = check_components(&body["components"]) {
        return Some(Judged::Answer(refusal.answer()));
    }
    let (id, components, status) = (id.to_owned(), body["components"].clone(), judgement(world));
    Some(Judged::Draft(Box::new(Draft {
        provider: Provider::WhatsApp,
        account: id.clone(),
        to: None,
        kind: "setup",
        attempt: None,
        body,
        accept: Box::new(move |world| {
            let success = world.templates.reword(&id, &components, status);
            Accepted::plain(json!({ "success": success }))
        }),
    })))
}

/// The state of what has just been submitted.
fn judgement(world: &World) -> &'static str {
    if world.limits().template_review { "PENDING" } else { "APPROVED" }
}

/// Any number of the business account may manage its templates, with its own token.
fn authorised_for(world: &World, call: &Call, waba: &str) -> Result<(), Refusal> {
    let token = call.credential("Bearer").ok_or(Refusal::new(190, "No access token"))?;
    let accounts = world.accounts.all();
    let mut expected = accounts
        .iter()
        .filter_map(|account| whatsapp(account))
        .filter(|account| account.waba_id == waba)
        .filter_map(|account| account.access_token.as_deref())
        .peekable();
    if expected.peek().is_none() || expected.any(|known| known == token) {
        return Ok(());
    }
    Err(Refusal::new(190, "Invalid access token"))
}

fn create(world: &World, call: &Call, waba: &str) -> Result<Draft, Refusal> {
    let body: Value =
        serde_json::from_slice(&call.body).map_err(|error| invalid(format!("The body is not JSON: {error}")))?;
    let text = |name: &str| body[name].as_str().filter(|s| !s.is_empty()).map(str::to_owned);
    let name = text("name").ok_or_else(|| invalid("name is required"))?;
    let language = text("language").ok_or_else(|| invalid("language is required"))?;
    if world.templates.find(Some(waba), &name, &language).is_some() {
        return Err(Refusal::new(2_388_024, "there is a template of this name in this language already"));
    }
    let category = text("category").ok_or_else(|| invalid("category is required"))?;
    let lawful = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.len() > 512 || !name.chars().all(lawful) {
        return Err(invalid("name may have a-z, 0-9 and _ only"));
    }
    if !["UTILITY", "MARKETING", "AUTHENTICATION"].contains(&category.as_str()) {
        return Err(invalid("category is not valid"));
    }
    check_components(&body["components"])?;
    let (stored, of, status) = (body.clone(), waba.to_owned(), judgement(world));
    Ok(Draft {
        provider: Provider::WhatsApp,
        account: waba.to_owned(),
        to: None,
        kind: "setup",
        attempt: None,
        body,
        accept: Box::new(move |world| {
            let id = world.templates.keep(world.fresh(), &of, stored, status);
            let answer = json!({ "id": id, "status": status, "category": category });
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
