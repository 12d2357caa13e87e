//! Groups, driven from another process.

use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refused, Shared, StatusCode};
use crate::phones::{Channel, Group, Phone, PhoneKey};

/// What a group is called, and whether bots hear everything in it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Setting {
    title: String,
    seen_by_bots: bool,
}

/// What a member does: `say` `{by, text, as_group?}` · `add_bot` `{by}` · `remove_bot` `{by}` · `migrate` `{by, to}`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Deed {
    by: i64,
    text: String,
    as_group: bool,
    to: i64,
}

pub(super) async fn group(
    axum::extract::State(world): Shared,
    Path(id): Path<i64>,
    Json(setting): Json<Setting>,
) -> Json<Value> {
    let group = Group::new(world, id).titled(&setting.title);
    let group = if setting.seen_by_bots { group.seen_by_bots() } else { group };
    Json(json!({ "id": group.id() }))
}

pub(super) async fn act(
    axum::extract::State(world): Shared,
    Path((id, action)): Path<(i64, String)>,
    Json(deed): Json<Deed>,
) -> Result<Json<Value>, Refused> {
    let by = Phone::new(Arc::clone(&world), PhoneKey::new(Channel::Telegram, &deed.by.to_string()));
    let group = Group::new(world, id);
    let done = match action.as_str() {
        "say" if deed.as_group => json!({ "id": group.say_as_group(&by, &deed.text)? }),
        "say" => json!({ "id": group.say(&by, &deed.text)? }),
        "add_bot" => json!({ "done": group.add_bot(&by)? }),
        "remove_bot" => json!({ "done": group.remove_bot(&by)? }),
        "migrate" => json!({ "group": group.migrate(&by, deed.to)?.id() }),
        _ => return Err(Refused(StatusCode::NOT_FOUND, format!("no action {action}"))),
    };
    Ok(Json(done))
}
