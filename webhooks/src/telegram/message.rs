//! A message, new or edited: who, where, in answer to what, and the news of groups.
//!
//! Lives here: the envelope. Never here: contents.
//! Invariants: a message of nobody (a channel, another bot) is never taken for a person's; what is said in a group and not
//! to us leaves this file as a fact without words.

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
        // What people say to each other is not kept.
        Found::Content(content) if envelope.chat.group().is_some() && !content.is_for_us_among_others() => {
            skipped("among_others", "message")
        }
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
    if envelope.chat.group().is_some() {
        return skipped("among_others", "edited_message");
    }
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
        let sender = match message.at("sender_chat").at("id").id() {
            // In the name of the group: whoever runs it and does not show who they are.
            Some(name) if chat.group() == Some(&name) => Sender { user_id: Some(name), ..Sender::default() },
            // In the name of a channel, or of another group: nobody we could know.
            Some(_) => return Err("not_for_us"),
            None => sender(message.at("from")).ok_or("no_sender")?,
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
        let here = self.chat.group()?.to_owned();
        let to = message.at("migrate_to_chat_id").id();
        let from = message.at("migrate_from_chat_id").id();
        let (old, new) = match (from, to) {
            (_, Some(to)) => (here, to),
            (Some(from), None) => (from, here),
            (None, None) => return None,
        };
        let change = Reach::MovedTo(new);
        let chat = Chat::Group { id: old, title: None };
        Some(EventKind::Reach(ReachChange { who: self.sender.clone(), chat, change }))
    }
}
