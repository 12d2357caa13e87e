//! A message, new or edited: who, where, in answer to what, and the news of groups.
//!
//! Lives here: the envelope. Never here: contents.
//! Invariant: a message of nobody (a channel, another bot) is never taken for a person's.

use super::content::{self, Found};
use super::update::{chat, sender, skipped};
use crate::json::Node;
use crate::{Chat, Content, EventKind, IncomingMessage, Reach, ReachChange, Sender};

pub(super) fn read(message: Node<'_>) -> EventKind {
    let envelope = match Envelope::of(message) {
        Ok(envelope) => envelope,
        Err(reason) => return skipped(reason, "message"),
    };
    if let Some(moved) = envelope.moved(message) {
        return moved;
    }
    match content::read(message, envelope.forwarded) {
        Found::Content(content) => envelope.holding(content),
        Found::Service(what) => skipped("service_message", what),
    }
}

pub(super) fn read_edit(message: Node<'_>) -> EventKind {
    let envelope = match Envelope::of(message) {
        Ok(envelope) => envelope,
        Err(reason) => return skipped(reason, "message"),
    };
    let Some(body) = message.at("text").text().or_else(|| message.at("caption").text()) else {
        return skipped("no_text", "edited_message");
    };
    let original = envelope.id.clone();
    envelope.holding(Content::Edited { original, body })
}

struct Envelope {
    id: String,
    sender: Sender,
    chat: Chat,
    quotes: Option<String>,
    forwarded: bool,
}

impl Envelope {
    fn of(message: Node<'_>) -> Result<Self, &'static str> {
        let (Some(id), Some(chat)) = (message.at("message_id").id(), chat(message.at("chat"))) else {
            return Err("malformed");
        };
        let Some(sender) = sender(message.at("from")) else {
            return Err("no_sender");
        };
        let forward_marks = ["forward_origin", "forward_from", "forward_from_chat", "forward_date"];
        Ok(Self {
            id,
            sender,
            chat,
            quotes: message.at("reply_to_message").at("message_id").id(),
            forwarded: forward_marks.iter().any(|mark| message.at(mark).is_there()),
        })
    }

    fn holding(self, content: Content) -> EventKind {
        let Self { id, sender, chat, quotes, forwarded } = self;
        EventKind::Message(IncomingMessage { id, sender, chat, content, quotes, forwarded })
    }

    /// A group that became a supergroup is told twice: in the old chat and in the new one.
    fn moved(&self, message: Node<'_>) -> Option<EventKind> {
        let Chat::Group(here) = &self.chat else {
            return None;
        };
        let to = message.at("migrate_to_chat_id").id();
        let from = message.at("migrate_from_chat_id").id();
        let (old, new) = match (from, to) {
            (_, Some(to)) => (here.clone(), to),
            (Some(from), None) => (from, here.clone()),
            (None, None) => return None,
        };
        let change = Reach::MovedTo(new);
        Some(EventKind::Reach(ReachChange { who: self.sender.clone(), chat: Chat::Group(old), change }))
    }
}
