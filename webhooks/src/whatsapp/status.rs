//! One element of `statuses[]`: news of a message of ours.
//!
//! Lives here: its reading. Never here: joining it with an attempt.
//! Invariant: one event per element; a word we do not know is skipped, not guessed.

use super::body::Change;
use super::people::People;
use crate::json::Node;
use crate::{EventKind, InboundEvent, Price, Provider, ProviderError, Receipt, ReceiptStatus, Sender, words};

pub(super) fn read(change: &Change<'_>, people: &People<'_>, item: Node<'_>) -> InboundEvent {
    let (Some(message_id), Some(word)) = (item.at("id").id(), item.at("status").str()) else {
        return change.skip(item, "malformed", "status");
    };
    let Some(status) = status(word) else {
        return change.skip(item, "unknown_status", word);
    };
    let in_group = item.at("recipient_type").str() == Some("group");
    let recipient = recipient(people, item, in_group);
    let at_ms = item.at("timestamp").seconds();
    InboundEvent {
        provider: Provider::WhatsApp,
        addressee: change.addressee(),
        dedupe: key(&message_id, word, at_ms, in_group.then_some(&recipient)),
        at_ms,
        kind: EventKind::Receipt(Receipt {
            message_id,
            attempt: item.at("biz_opaque_callback_data").id(),
            status,
            recipient,
            error: error(item),
            price: price(item.at("pricing")),
        }),
    }
}

fn status(word: &str) -> Option<ReceiptStatus> {
    Some(match word {
        "accepted" => ReceiptStatus::Accepted,
        "sent" => ReceiptStatus::Sent,
        "delivered" => ReceiptStatus::Delivered,
        // Played is a voice message's reading.
        "read" | "played" => ReceiptStatus::Read,
        "failed" => ReceiptStatus::Failed,
        _ => return None,
    })
}

/// The provider's word stays in the key: `read` and `played` are two events of one rank. Where a message has several
/// recipients each has a receipt; their names are hashed together with the message's id, for keys are stored unsealed.
fn key(message_id: &str, word: &str, at_ms: Option<i64>, participant: Option<&Sender>) -> String {
    let at = at_ms.unwrap_or_default().to_string();
    let Some(person) = participant else {
        return words::key(&["status", message_id, word, &at]);
    };
    let name = |name: &Option<String>| name.clone().unwrap_or_default();
    let person = words::key(&[message_id, &name(&person.phone), &name(&person.user_id)]);
    words::key(&["status", message_id, word, &at, &words::fingerprint(person.as_bytes())])
}

/// In a group `recipient_id` names the group, and the participant is told beside it.
fn recipient(people: &People<'_>, item: Node<'_>, in_group: bool) -> Sender {
    let (phone, user) = if in_group {
        (item.at("recipient_participant_id"), item.at("recipient_participant_user_id"))
    } else {
        (item.at("recipient_id"), item.at("recipient_user_id"))
    };
    if !phone.is_there() && !user.is_there() {
        return Sender::default();
    }
    // A receipt needs no name; what is not carried cannot leak.
    people.person(phone, user).map(|person| Sender { display_name: None, ..person }).unwrap_or_default()
}

fn error(item: Node<'_>) -> Option<ProviderError> {
    let code = item.at("errors").first().at("code").integer()?;
    Some(ProviderError { code, permanent: None })
}

fn price(pricing: Node<'_>) -> Option<Price> {
    let billable = pricing.at("billable");
    pricing.is_object().then(|| Price {
        billable: billable.is_there().then(|| billable.is_true()),
        category: pricing.at("category").word(),
        pricing_type: pricing.at("type").word(),
        amount: None,
        currency: None,
        segments: None,
    })
}
