//! Everything that is not a message or a status: templates, accounts, preferences, errors of a whole value.
//!
//! Lives here: one reader per field. Never here: what we do about it.
//! Invariant: these events have no id of their own, so their key is the addressee, the provider's time and their content.

use super::body::Change;
use crate::json::Node;
use crate::words;
use crate::{
    AccountNotice, Addressee, Chat, EventKind, InboundEvent, Provider, Reach, ReachChange, Sender, TemplateAspect,
    TemplateChange,
};

/// Fields about an account or a number as a whole; their detail is kept as it came.
const ACCOUNT_FIELDS: [&str; 9] = [
    "account_alerts",
    "account_review_update",
    "account_settings_update",
    "account_update",
    "business_capability_update",
    "business_status_update",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
];

pub(super) fn notice(change: &Change<'_>, field: &str) -> InboundEvent {
    match field {
        "message_template_status_update" => template(change, TemplateAspect::Status),
        "message_template_quality_update" => template(change, TemplateAspect::Quality),
        "template_category_update" => template(change, TemplateAspect::Category),
        _ if ACCOUNT_FIELDS.contains(&field) => account(change, field, change.value),
        _ => change.skip(change.value, "unknown_field", field),
    }
}

/// An error of the whole value, told beside or instead of its messages.
pub(super) fn error(change: &Change<'_>, item: Node<'_>) -> InboundEvent {
    account(change, "errors", item)
}

fn account(change: &Change<'_>, field: &str, detail: Node<'_>) -> InboundEvent {
    let kind = EventKind::Account(AccountNotice { field: field.to_owned(), detail: detail.json() });
    event(change, change.addressee(), field, detail, kind)
}

fn template(change: &Change<'_>, what: TemplateAspect) -> InboundEvent {
    let value = change.value;
    let (event_word, reason) = match what {
        TemplateAspect::Status => (value.at("event"), status_reason(value)),
        TemplateAspect::Quality => (value.at("new_quality_score"), None),
        TemplateAspect::Category if value.at("new_category").is_there() => (value.at("new_category"), None),
        // A change that is announced a day ahead names only the category to come.
        TemplateAspect::Category => (value.at("correct_category"), Some("announced".to_owned())),
    };
    let (Some(name), Some(word)) = (value.at("message_template_name").id(), event_word.word()) else {
        return change.skip(value, "malformed", "template");
    };
    let kind = EventKind::Template(TemplateChange {
        template_id: value.at("message_template_id").id(),
        name,
        language: value.at("message_template_language").word().unwrap_or_default(),
        event: word,
        reason,
        what,
    });
    let addressee = change.waba_id.clone().map(Addressee::BusinessAccount);
    event(change, addressee, "template", value, kind)
}

/// A pause is explained by its title; a rejection by its reason, which is `NONE` where there is none.
fn status_reason(value: Node<'_>) -> Option<String> {
    let reason = value.at("reason").word().filter(|reason| reason != "NONE");
    reason.or_else(|| value.at("other_info").at("title").word())
}

/// A person asked Meta to stop, or to resume, a category of messages from us.
pub(super) fn preference(change: &Change<'_>, item: Node<'_>) -> InboundEvent {
    let reach = match item.at("value").str() {
        Some("stop") => Reach::OptedOut,
        Some("resume" | "signup") => Reach::OptedIn,
        _ => return change.skip(item, "malformed", "user_preferences"),
    };
    let phone = item.at("wa_id").phone();
    let user_id = item.at("user_id").id();
    if phone.is_none() && user_id.is_none() {
        return change.skip(item, "no_sender", "user_preferences");
    }
    let who = Sender { phone, user_id, ..Sender::default() };
    let kind = EventKind::Reach(ReachChange { who, chat: Chat::Private, change: reach });
    let at_ms = item.at("timestamp").seconds();
    InboundEvent { at_ms, ..event(change, change.addressee(), "preference", item, kind) }
}

fn event(
    change: &Change<'_>,
    addressee: Option<Addressee>,
    name: &str,
    content: Node<'_>,
    kind: EventKind,
) -> InboundEvent {
    let at = change.at_ms.unwrap_or_default().to_string();
    let dedupe = words::key(&[name, change.scope(), &at, &content.fingerprint()]);
    InboundEvent { provider: Provider::WhatsApp, addressee, dedupe, at_ms: change.at_ms, kind }
}
