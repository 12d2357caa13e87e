//! One element of `messages[]`.
//!
//! Lives here: the envelope (who, where, when, in answer to what) and messages about persons. Never here: contents.
//! Invariant: exactly one event per element, whatever it holds.

use super::body::Change;
use super::content;
use super::people::People;
use crate::json::Node;
use crate::{Chat, EventKind, IdentityChange, InboundEvent, IncomingMessage, Provider, Sender, words};

pub(super) fn read(change: &Change<'_>, people: &People<'_>, item: Node<'_>) -> InboundEvent {
    let (Some(id), Some(kind)) = (item.at("id").id(), item.at("type").str()) else {
        return change.skip(item, "malformed", "message");
    };
    let Some(sender) = people.person(item.at("from"), item.at("from_user_id")) else {
        return change.skip(item, "no_sender", kind);
    };
    let event = if kind == "system" {
        identity(item.at("system"), sender).map(EventKind::Identity)
    } else {
        let message = message(id.clone(), kind, sender, item);
        // What people say to each other is not kept.
        if message.chat.group().is_some() && !message.content.is_for_us_among_others() {
            return change.skip(item, "among_others", kind);
        }
        Some(EventKind::Message(message))
    };
    let Some(event) = event else {
        return change.skip(item, "unknown_system", item.at("system").at("type").str().unwrap_or("system"));
    };
    InboundEvent {
        provider: Provider::WhatsApp,
        addressee: change.addressee(),
        dedupe: key(change.scope(), &id, kind),
        at_ms: item.at("timestamp").seconds(),
        kind: event,
    }
}

/// These kinds may carry the id of the message they speak of; the kind keeps the two apart.
fn key(scope: &str, id: &str, kind: &str) -> String {
    match kind {
        "edit" | "revoke" | "system" | "unsupported" | "unknown" => words::key(&["message", scope, id, kind]),
        _ => words::key(&["message", scope, id]),
    }
}

fn message(id: String, kind: &str, sender: Sender, item: Node<'_>) -> IncomingMessage {
    let context = item.at("context");
    IncomingMessage {
        content: content::read(kind, item, sender.phone.as_deref()),
        id,
        sender,
        chat: item.at("group_id").id().map_or(Chat::Private, |id| Chat::Group { id, title: None }),
        quotes: context.at("id").id(),
        forwarded: context.at("forwarded").is_true() || context.at("frequently_forwarded").is_true(),
    }
}

/// A person who became another, in the old names and in the new ones.
fn identity(system: Node<'_>, person: Sender) -> Option<IdentityChange> {
    let named = |phone: Option<String>, user_id: Option<String>| Sender { phone, user_id, ..Sender::default() };
    let old_user = system.at("previous_user_id").id();
    let new_user = system.at("user_id").id();
    let new_phone = system.at("wa_id").phone();
    let change = match system.at("type").str()? {
        "user_changed_number" => IdentityChange {
            before: named(person.phone, old_user.or(person.user_id)),
            after: named(new_phone, new_user),
        },
        "user_changed_user_id" => IdentityChange {
            before: named(person.phone.clone(), old_user),
            after: named(new_phone.or(person.phone), new_user.or(person.user_id)),
        },
        // The same names, but another device holds them: whoever it is must prove themselves again.
        "user_identity_changed" | "customer_identity_changed" => {
            IdentityChange { before: person.clone(), after: named(person.phone, person.user_id) }
        }
        _ => return None,
    };
    // Without an old name nobody can be found whose links it concerns.
    (change.before.phone.is_some() || change.before.user_id.is_some()).then_some(change)
}
