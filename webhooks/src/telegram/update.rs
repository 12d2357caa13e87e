//! One update: which kind it is, and the kinds that are not messages.
//!
//! Lives here: callback queries, membership, reactions. Never here: the contents of messages.
//! Invariant: an update gives exactly one event, under the key of its `update_id`.

use serde_json::Value;

use super::message;
use crate::json::Node;
use crate::{
    Chat, Content, EventKind, InboundEvent, IncomingMessage, Provider, Reach, ReachChange, Sender, Skipped, Unreadable,
    words,
};

pub(crate) fn parse(raw: &[u8], bot: &str) -> Result<Vec<InboundEvent>, Unreadable> {
    let value: Value = serde_json::from_slice(raw).map_err(|_not_json| Unreadable::not_json(raw))?;
    let update = Node::new(&value);
    if !update.is_object() {
        return Err(Unreadable::wrong_shape(raw));
    }
    let dedupe = match update.at("update_id").integer() {
        Some(id) => words::key(&["update", bot, &id.to_string()]),
        None => words::key(&["skipped", bot, &words::fingerprint(raw)]),
    };
    let (kind, at_ms) = read(update);
    Ok(vec![InboundEvent { provider: Provider::Telegram, addressee: None, dedupe, at_ms, kind }])
}

const KNOWN: [&str; 5] = ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction"];

/// The event and its time.
type Read = (EventKind, Option<i64>);

fn read(update: Node<'_>) -> Read {
    if update.at("update_id").integer().is_none() {
        return (skipped("malformed", "update"), None);
    }
    // Besides its id an update holds one member, named after its kind; what we know goes before what may be added one day.
    let known = KNOWN.into_iter().find(|name| update.at(name).is_there());
    let Some(name) = known.or_else(|| update.keys().find(|name| *name != "update_id")) else {
        return (skipped("malformed", "update"), None);
    };
    let part = update.at(name);
    match name {
        "message" => (message::read(part), part.at("date").seconds()),
        "edited_message" => (message::read_edit(part), part.at("edit_date").seconds()),
        // A press has no time of its own; the message's date is that of our sending.
        "callback_query" => (callback(part), None),
        "my_chat_member" => (membership(part), part.at("date").seconds()),
        "message_reaction" => (reaction(part), part.at("date").seconds()),
        "channel_post" | "edited_channel_post" => (skipped("not_for_us", name), part.at("date").seconds()),
        _ => (skipped("unknown_update", name), None),
    }
}

pub(super) fn skipped(reason: &str, what: &str) -> EventKind {
    EventKind::Skipped(Skipped { reason: reason.to_owned(), what: words::word(what) })
}

/// A person, by Telegram's number of them. Other bots are nobody.
pub(super) fn sender(from: Node<'_>) -> Option<Sender> {
    if from.at("is_bot").is_true() {
        return None;
    }
    let names = [from.at("first_name").str(), from.at("last_name").str()];
    let full_name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(Sender {
        phone: None,
        user_id: Some(from.at("id").integer()?.to_string()),
        display_name: words::name(&full_name),
        language: from.at("language_code").word(),
    })
}

/// A channel is no chat of ours: nobody there is a person.
pub(super) fn chat(chat: Node<'_>) -> Option<Chat> {
    let id = chat.at("id").integer()?.to_string();
    match chat.at("type").str()? {
        "private" => Some(Chat::Private),
        "group" | "supergroup" => Some(Chat::Group { id, title: chat.at("title").str().and_then(words::name) }),
        _ => None,
    }
}

/// Who acts on a group as a whole: a person, or whoever runs it without showing their name.
fn member(from: Node<'_>, chat: &Chat) -> Option<Sender> {
    let nameless = || Sender { user_id: chat.group().map(str::to_owned), ..Sender::default() };
    sender(from).or_else(|| matches!(chat, Chat::Group { .. }).then(nameless))
}

fn callback(query: Node<'_>) -> EventKind {
    // The message may be too old to be shown to us; its id and its chat are told even then.
    let message = query.at("message");
    let (Some(id), Some(payload)) = (query.at("id").id(), query.at("data").full_text()) else {
        return skipped("malformed", "callback_query");
    };
    let Some(sender) = sender(query.at("from")) else {
        return skipped("no_sender", "callback_query");
    };
    let Some(chat) = chat(message.at("chat")) else {
        return skipped("no_chat", "callback_query");
    };
    let on = message.at("message_id").id();
    let content = Content::Press { payload, title: None, callback: Some(id.clone()), on: on.clone() };
    EventKind::Message(IncomingMessage { id, sender, chat, content, quotes: on, forwarded: false })
}

fn membership(change: Node<'_>) -> EventKind {
    let reachable = |member: &str| {
        let member = change.at(member);
        Some(match member.at("status").str()? {
            "creator" | "administrator" | "member" => true,
            "restricted" => member.at("is_member").is_true(),
            "left" | "kicked" => false,
            _ => return None,
        })
    };
    let Some(chat) = chat(change.at("chat")) else {
        return skipped("not_for_us", "my_chat_member");
    };
    let Some(who) = member(change.at("from"), &chat) else {
        return skipped("no_sender", "my_chat_member");
    };
    let change = match (reachable("old_chat_member"), reachable("new_chat_member")) {
        (_, None) => return skipped("malformed", "my_chat_member"),
        (Some(before), Some(now)) if before == now => {
            return skipped("no_change", "my_chat_member");
        }
        (_, Some(true)) => Reach::Unblocked,
        (_, Some(false)) => Reach::Blocked,
    };
    EventKind::Reach(ReachChange { who, chat, change })
}

fn reaction(part: Node<'_>) -> EventKind {
    let (Some(on), Some(chat)) = (part.at("message_id").id(), chat(part.at("chat"))) else {
        return skipped("malformed", "message_reaction");
    };
    let Some(sender) = sender(part.at("user")) else {
        return skipped("no_sender", "message_reaction");
    };
    if chat.group().is_some() {
        return skipped("among_others", "message_reaction");
    }
    let emoji = part.at("new_reaction").first().at("emoji").full_text();
    let content = Content::Reaction { on: on.clone(), emoji };
    EventKind::Message(IncomingMessage { id: on.clone(), sender, chat, content, quotes: Some(on), forwarded: false })
}
