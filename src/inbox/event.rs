//! How an event is filed: its kind, its identity, the conversation whose order it keeps.

use carnet_webhooks::{EventKind, InboundEvent, Sender};

/// The name under which an event of this kind is filed and counted.
pub(super) fn kind_of(event: &InboundEvent) -> &'static str {
    match event.kind {
        EventKind::Message(_) => "message",
        EventKind::Receipt(_) => "receipt",
        EventKind::Identity(_) => "identity",
        EventKind::Reach(_) => "reach",
        EventKind::Template(_) => "template",
        EventKind::Account(_) => "account",
        EventKind::Skipped(_) => "skipped",
    }
}

/// What an event's order depends on: a person for what people do, our message for its receipts.
pub fn conversation_of(event: &InboundEvent) -> String {
    match &event.kind {
        EventKind::Message(message) => person(&message.sender),
        EventKind::Receipt(receipt) => format!("receipt {}", receipt.message_id),
        EventKind::Identity(change) => person(&change.before),
        EventKind::Reach(change) => {
            change.chat.group().map_or_else(|| person(&change.who), |group| format!("group {group}"))
        }
        EventKind::Template(change) => format!("template {}", change.name),
        EventKind::Account(notice) => format!("account {}", notice.field),
        EventKind::Skipped(_) => "skipped".to_owned(),
    }
}

/// The provider's own id of a person comes first: a phone number may be absent, or be somebody else's tomorrow.
fn person(sender: &Sender) -> String {
    match (&sender.user_id, &sender.phone) {
        (Some(id), _) => format!("user {id}"),
        (None, Some(phone)) => format!("phone {phone}"),
        (None, None) => "nobody".to_owned(),
    }
}
