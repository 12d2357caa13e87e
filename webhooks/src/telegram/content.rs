//! What a message says.
//!
//! Lives here: one reader per kind of content. Never here: who said it.
//! Invariant: total; a kind we cannot use is `Unsupported`, and what no person wrote (a pin, a join) is a service message.

use crate::json::Node;
use crate::{Content, Media, MediaKind};

pub(super) enum Found<'a> {
    Content(Content),
    /// Telegram's own words about the chat, under the name of the member that made it one.
    Service(&'a str),
}

/// What a person can send and we cannot use.
const UNUSABLE: [&str; 10] =
    ["checklist", "dice", "game", "gift", "invoice", "paid_media", "passport_data", "poll", "rich_message", "story"];

/// What every message may carry beside its content.
const ENVELOPE: [&str; 16] = [
    "author_signature",
    "business_connection_id",
    "chat",
    "date",
    "direct_messages_topic",
    "edit_date",
    "entities",
    "from",
    "has_protected_content",
    "is_topic_message",
    "media_group_id",
    "message_id",
    "message_thread_id",
    "reply_to_message",
    "sender_chat",
    "via_bot",
];

pub(super) fn read(message: Node<'_>, forwarded: bool) -> Found<'_> {
    if let Some(content) = usable(message, forwarded) {
        return Found::Content(content);
    }
    if let Some(what) = UNUSABLE.into_iter().find(|kind| message.at(kind).is_there()) {
        return Found::Content(Content::Unsupported { what: what.to_owned() });
    }
    Found::Service(message.keys().find(|key| !ENVELOPE.contains(key)).unwrap_or("empty"))
}

fn usable(message: Node<'_>, forwarded: bool) -> Option<Content> {
    let caption = message.at("caption");
    let file = |kind: MediaKind, name: &str| media(kind, message.at(name), caption);
    if let Some(body) = message.at("text").text() {
        return Some(Content::Text { body });
    }
    photo(message)
        .or_else(|| file(MediaKind::Voice, "voice"))
        .or_else(|| file(MediaKind::Audio, "audio"))
        .or_else(|| file(MediaKind::Video, "video"))
        .or_else(|| file(MediaKind::Video, "video_note"))
        // An animation is told as a document too, for old clients.
        .or_else(|| file(MediaKind::Video, "animation"))
        .or_else(|| file(MediaKind::Document, "document"))
        .or_else(|| file(MediaKind::Sticker, "sticker"))
        .or_else(|| contact(message, forwarded))
        .or_else(|| message.at("location").is_object().then_some(Content::Location))
        .or_else(|| message.at("web_app_data").at("data").text().map(|response| Content::Form { response }))
}

/// The same picture in several sizes; the one with the most points is the one to read.
fn photo(message: Node<'_>) -> Option<Content> {
    let points = |size: &Node<'_>| {
        let side = |name: &str| size.at(name).integer().unwrap_or_default();
        side("width").saturating_mul(side("height"))
    };
    let largest = message.at("photo").items().max_by_key(points)?;
    media(MediaKind::Image, largest, message.at("caption"))
}

fn media(kind: MediaKind, file: Node<'_>, caption: Node<'_>) -> Option<Content> {
    let id = file.at("file_id").id()?;
    Some(Content::Media(Media {
        kind,
        id: Some(id),
        url: None,
        mime: file.at("mime_type").full_text(),
        caption: caption.full_text(),
        file_name: file.at("file_name").full_text(),
        size_bytes: file.at("file_size").integer().and_then(|size| u64::try_from(size).ok()),
    }))
}

/// A number is the person's own only if Telegram says whose it is, the person sent it themselves, and it is them.
fn contact(message: Node<'_>, forwarded: bool) -> Option<Content> {
    let card = message.at("contact");
    let phone = card.at("phone_number").phone()?;
    let owner = card.at("user_id").integer();
    let own = !forwarded && owner.is_some() && owner == message.at("from").at("id").integer();
    Some(Content::Contact { phone, own })
}
