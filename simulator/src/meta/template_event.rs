//! What Meta tells of a template: its status, its quality, its category.

use serde_json::{Value, json};

use crate::account::{Account, WhatsAppAccount};
use crate::clock;
use crate::webhook::{Parcel, Payload};
use crate::world::World;

/// What becomes of a template.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fate {
    /// `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED`, …
    pub(crate) status: Option<String>,
    pub(crate) reason: Option<String>,
    /// `FIRST_PAUSE`, `UNPAUSE`, …
    pub(crate) title: Option<String>,
    /// `GREEN`, `YELLOW`, `RED`.
    pub(crate) quality: Option<String>,
    /// `UTILITY`, `MARKETING`, `AUTHENTICATION`.
    pub(crate) category: Option<String>,
}

/// Changes a template and tells every number of its business account that has a webhook. False: there is no such template.
pub(crate) fn tell(world: &World, [waba, name, language]: [&str; 3], fate: &Fate) -> bool {
    let before = world.templates.change(waba, name, language, |_| {});
    let changed = world.templates.change(waba, name, language, |template| {
        if let Some(status) = &fate.status {
            template["status"] = json!(status);
            template["rejected_reason"] = json!(fate.reason.as_deref().unwrap_or("NONE"));
        }
        if let Some(quality) = &fate.quality {
            template["quality_score"] = json!({ "score": quality });
        }
        if let Some(category) = &fate.category {
            template["category"] = json!(category);
        }
    });
    let (Some(before), Some(template)) = (before, changed) else { return false };
    for (field, value) in events(&before, &template, fate) {
        post(world, waba, field, &value);
    }
    true
}

fn events(before: &Value, template: &Value, fate: &Fate) -> Vec<(&'static str, Value)> {
    let of_template = |mut value: Value| {
        value["message_template_id"] = json!(template["id"].as_str().and_then(|id| id.parse::<u64>().ok()));
        value["message_template_name"] = template["name"].clone();
        value["message_template_language"] = template["language"].clone();
        value
    };
    let mut events = Vec::new();
    if let Some(status) = &fate.status {
        let mut value = json!({ "event": status, "reason": fate.reason.as_deref().unwrap_or("NONE") });
        if let Some(title) = &fate.title {
            value["other_info"] = json!({ "title": title });
        }
        events.push(("message_template_status_update", of_template(value)));
    }
    if let Some(quality) = &fate.quality {
        let value = json!({ "previous_quality_score": "UNKNOWN", "new_quality_score": quality });
        events.push(("message_template_quality_update", of_template(value)));
    }
    if let Some(category) = &fate.category {
        let value = json!({ "previous_category": before["category"], "new_category": category });
        events.push(("template_category_update", of_template(value)));
    }
    events
}

fn post(world: &World, waba: &str, field: &str, value: &Value) {
    for account in world.accounts.all() {
        let Account::WhatsApp(WhatsAppAccount { waba_id, webhook_url: Some(url), .. }) = &*account else { continue };
        if waba_id != waba {
            continue;
        }
        let body = json!({
            "object": "whatsapp_business_account",
            "entry": [{
                "id": waba,
                "time": clock::unix(),
                "changes": [{ "field": field, "value": value }],
            }],
        });
        world.courier.post(Parcel {
            conversation: format!("templates {waba}"),
            url: url.clone(),
            purpose: "status",
            ids: vec![world.fresh().to_string()],
            payload: Payload::Json(body),
            account: std::sync::Arc::clone(&account),
        });
        // One callback per app: the numbers of an account share theirs.
        return;
    }
}
