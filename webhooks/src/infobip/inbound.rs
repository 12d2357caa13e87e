//! A message a person sent us by SMS.
//!
//! Lives here: its reading. Never here: reports of our own messages.
//! Invariant: one event per result.

use super::results::{instant, number, skip};
use crate::json::Node;
use crate::{Chat, Content, EventKind, InboundEvent, IncomingMessage, Provider, Sender, words};

pub(super) fn read(item: Node<'_>) -> InboundEvent {
    let addressee = number(item.at("to"));
    let Some(id) = item.at("messageId").id() else {
        return skip(addressee, item, "malformed", "result");
    };
    let Some(phone) = item.at("from").phone() else {
        return skip(addressee, item, "no_sender", "message");
    };
    // `text` is what was typed; `cleanText` has lost its keyword and is a last resort.
    let body = item.at("text").text().or_else(|| item.at("cleanText").text());
    let content = match body {
        Some(body) => Content::Text { body },
        None => Content::Unsupported { what: "empty".to_owned() },
    };
    InboundEvent {
        provider: Provider::Infobip,
        addressee,
        dedupe: words::key(&["message", &id]),
        at_ms: instant(item.at("receivedAt")),
        kind: EventKind::Message(IncomingMessage {
            id,
            sender: Sender { phone: Some(phone), ..Sender::default() },
            chat: Chat::Private,
            content,
            quotes: None,
            forwarded: false,
        }),
    }
}
