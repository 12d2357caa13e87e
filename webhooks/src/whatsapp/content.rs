//! What a message says.
//!
//! Lives here: one reader per `type`. Never here: who said it, or what we make of it.
//! Invariant: total; what is new, incomplete or of a wrong type is `Unsupported` under the provider's own name.

use crate::json::Node;
use crate::words;
use crate::{Content, Media, MediaKind};

pub(super) fn read(kind: &str, item: Node<'_>, from: Option<&str>) -> Content {
    let part = item.at(kind);
    let content = match kind {
        "text" => part.at("body").text().map(|body| Content::Text { body }),
        "button" => press(item, part.at("payload"), part.at("text")),
        "interactive" => interactive(item, part),
        "image" => media(MediaKind::Image, part),
        "video" => media(MediaKind::Video, part),
        "audio" if part.at("voice").is_true() => media(MediaKind::Voice, part),
        "audio" => media(MediaKind::Audio, part),
        "document" => media(MediaKind::Document, part),
        "sticker" => media(MediaKind::Sticker, part),
        "contacts" => contact(part, from),
        "location" => part.is_object().then_some(Content::Location),
        "reaction" => reaction(part),
        "edit" => edit(part),
        "revoke" => part.at("original_message_id").id().map(|original| Content::Revoked { original }),
        _ => None,
    };
    content.unwrap_or_else(|| unsupported(kind, part))
}

/// `unsupported` and `unknown` say inside what it was.
fn unsupported(kind: &str, part: Node<'_>) -> Content {
    Content::Unsupported { what: part.at("type").word().unwrap_or_else(|| words::word(kind)) }
}

fn press(item: Node<'_>, payload: Node<'_>, title: Node<'_>) -> Option<Content> {
    let title = title.full_text();
    let payload = payload.full_text().or_else(|| title.clone())?;
    Some(Content::Press { payload, title, callback: None, on: item.at("context").at("id").id() })
}

fn interactive(item: Node<'_>, part: Node<'_>) -> Option<Content> {
    let kind = part.at("type").str()?;
    let reply = part.at(kind);
    match kind {
        "button_reply" | "list_reply" => press(item, reply.at("id"), reply.at("title")),
        "nfm_reply" => reply.at("response_json").full_text().map(|response| Content::Form { response }),
        _ => None,
    }
}

fn media(kind: MediaKind, part: Node<'_>) -> Option<Content> {
    let media = Media {
        kind,
        id: part.at("id").id(),
        url: part.at("url").full_text(),
        mime: part.at("mime_type").full_text(),
        caption: part.at("caption").full_text(),
        file_name: part.at("filename").full_text(),
        size_bytes: part.at("file_size").integer().and_then(|size| u64::try_from(size).ok()),
    };
    (media.id.is_some() || media.url.is_some()).then_some(Content::Media(media))
}

/// The first number of the first card; `wa_id` is the provider's own reading of it.
fn contact(cards: Node<'_>, from: Option<&str>) -> Option<Content> {
    let number = cards.first().at("phones").first();
    let phone = number.at("wa_id").phone().or_else(|| number.at("phone").phone())?;
    let own = from == Some(phone.as_str());
    Some(Content::Contact { phone, own })
}

fn reaction(part: Node<'_>) -> Option<Content> {
    Some(Content::Reaction { on: part.at("message_id").id()?, emoji: part.at("emoji").full_text() })
}

/// The new words of a text, or the new caption of a file.
fn edit(part: Node<'_>) -> Option<Content> {
    let message = part.at("message");
    let kind = message.at("type").str()?;
    let body = message.at(kind).at("body").text().or_else(|| message.at(kind).at("caption").text())?;
    Some(Content::Edited { original: part.at("original_message_id").id()?, body })
}
