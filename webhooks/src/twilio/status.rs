//! News of a message we sent through Twilio.
//!
//! Lives here: the status form. Never here: inbound messages.
//! Invariant: a status we do not know is skipped, not guessed.

use super::params::Params;
use crate::{
    Addressee, EventKind, InboundEvent, Provider, ProviderError, Receipt, ReceiptStatus, Sender, gather, words,
};

/// The query parameter of our status-callback address that carries the attempt's id.
const ATTEMPT: &str = "a";

pub(super) fn read(params: &Params<'_>) -> InboundEvent {
    let word = params.get("MessageStatus").unwrap_or_default();
    let message_id = params.get("MessageSid").and_then(words::id);
    // In a status we are the one it is from.
    let addressee = params.get("From").and_then(words::id).map(Addressee::Number);
    let dedupe = words::key(&["status", message_id.as_deref().unwrap_or_default(), word]);
    let Some(message_id) = message_id else {
        return gather::skipped(Provider::Twilio, addressee, dedupe, "malformed", "status");
    };
    let Some(status) = status(word) else {
        return gather::skipped(Provider::Twilio, addressee, dedupe, "unknown_status", word);
    };
    let kind = EventKind::Receipt(Receipt {
        message_id,
        attempt: params.query(ATTEMPT).as_deref().and_then(words::id),
        status,
        recipient: recipient(params),
        error: params
            .get("ErrorCode")
            .and_then(|code| code.parse().ok())
            .map(|code| ProviderError { code, permanent: None }),
        price: None,
    });
    InboundEvent { provider: Provider::Twilio, addressee, dedupe, at_ms: None, kind }
}

fn status(word: &str) -> Option<ReceiptStatus> {
    Some(match word {
        "accepted" | "scheduled" | "queued" | "sending" => ReceiptStatus::Accepted,
        // Some parts have arrived: more than that nobody knows.
        "sent" | "partially_delivered" => ReceiptStatus::Sent,
        "delivered" => ReceiptStatus::Delivered,
        "read" => ReceiptStatus::Read,
        "undelivered" | "failed" | "canceled" => ReceiptStatus::Failed,
        _ => return None,
    })
}

fn recipient(params: &Params<'_>) -> Sender {
    let to = params.get("To").unwrap_or_default();
    let whatsapp = to.strip_prefix("whatsapp:");
    let phone = words::phone(whatsapp.unwrap_or(to));
    let user_id = if phone.is_none() { whatsapp.and_then(words::id) } else { None };
    Sender { phone, user_id, ..Sender::default() }
}
