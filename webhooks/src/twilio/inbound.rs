//! A message a person sent us through Twilio.
//!
//! Lives here: SMS and WhatsApp forms. Never here: statuses of our own messages.
//! Invariant: one event per file, else one per message; keys follow from the message's id.

use super::params::Params;
use crate::{
    Addressee, Chat, Content, EventKind, InboundEvent, IncomingMessage, Media, MediaKind, Provider, Reach, ReachChange,
    Sender, gather, words,
};

/// WhatsApp allows one file per message, MMS ten.
const MAX_MEDIA: usize = 10;

pub(super) fn read(params: &Params<'_>) -> Vec<InboundEvent> {
    let Some(id) = params.get("MessageSid").and_then(words::id) else {
        return vec![skip(params, "unknown_update", params.get("EventType").unwrap_or("form"))];
    };
    let Some(sender) = sender(params) else {
        return vec![skip(params, "no_sender", "message")];
    };
    if let Some(word) = params.get("OptOutType") {
        return vec![opt_out(params, &id, sender, word)];
    }
    let contents = contents(params);
    let message = |content| IncomingMessage {
        id: id.clone(),
        sender: sender.clone(),
        chat: Chat::Private,
        content,
        quotes: params.get("OriginalRepliedMessageSid").and_then(words::id),
        forwarded: ["Forwarded", "FrequentlyForwarded"].iter().any(|mark| params.get(mark) == Some("true")),
    };
    let numbered = contents.into_iter().enumerate();
    numbered.map(|(n, content)| event(params, key(&id, n), EventKind::Message(message(content)))).collect()
}

/// The first content has the message's own key, the further files one each.
fn key(id: &str, n: usize) -> String {
    if n == 0 { words::key(&["message", id]) } else { words::key(&["message", id, &n.to_string()]) }
}

fn event(params: &Params<'_>, dedupe: String, kind: EventKind) -> InboundEvent {
    InboundEvent { provider: Provider::Twilio, addressee: addressee(params), dedupe, at_ms: None, kind }
}

fn addressee(params: &Params<'_>) -> Option<Addressee> {
    params.get("To").and_then(words::id).map(Addressee::Number)
}

fn skip(params: &Params<'_>, reason: &str, what: &str) -> InboundEvent {
    let pairs: Vec<&str> = params.sorted().into_iter().flat_map(|(name, value)| [name, value]).collect();
    let dedupe = words::key(&["skipped", &words::fingerprint(words::key(&pairs).as_bytes())]);
    gather::skipped(Provider::Twilio, addressee(params), dedupe, reason, what)
}

/// A WhatsApp person without a number is named by what follows the prefix. An SMS sender that is a word can be nobody's phone.
fn sender(params: &Params<'_>) -> Option<Sender> {
    let from = params.get("From")?;
    let whatsapp = from.strip_prefix("whatsapp:");
    let phone = words::phone(whatsapp.unwrap_or(from));
    let user_id = if phone.is_none() { whatsapp.and_then(words::id) } else { None };
    let display_name = params.get("ProfileName").and_then(words::name);
    let known = phone.is_some() || user_id.is_some();
    known.then_some(Sender { phone, user_id, display_name, language: None })
}

/// Twilio has answered these words by itself; they are news for us, not questions.
fn opt_out(params: &Params<'_>, id: &str, who: Sender, word: &str) -> InboundEvent {
    let change = match word {
        "STOP" => Reach::OptedOut,
        "START" => Reach::OptedIn,
        _ => return skip(params, "answered_by_provider", word),
    };
    let kind = EventKind::Reach(ReachChange { who, chat: Chat::Private, change });
    event(params, words::key(&["reach", id]), kind)
}

/// At least one content: the files if there are any, else what was said.
fn contents(params: &Params<'_>) -> Vec<Content> {
    let count = params.get("NumMedia").and_then(|count| count.parse::<usize>().ok()).unwrap_or_default();
    let files: Vec<_> = (0..count.min(MAX_MEDIA)).filter_map(|n| media(params, n)).map(Content::Media).collect();
    if files.is_empty() { vec![words_or_press(params)] } else { files }
}

fn media(params: &Params<'_>, n: usize) -> Option<Media> {
    let url = params.get(&format!("MediaUrl{n}"))?;
    let mime = params.get(&format!("MediaContentType{n}"));
    Some(Media {
        kind: mime.map_or(MediaKind::Document, media_kind),
        id: None,
        url: Some(words::text(url)),
        mime: mime.map(words::text),
        // The text of the message belongs to the first file.
        caption: params.get("Body").filter(|_| n == 0).map(words::text),
        file_name: None,
        size_bytes: None,
    })
}

fn media_kind(mime: &str) -> MediaKind {
    match mime.split_once('/').map(|(family, _)| family) {
        Some("image") => MediaKind::Image,
        Some("video") => MediaKind::Video,
        Some("audio") => MediaKind::Audio,
        _ => MediaKind::Document,
    }
}

fn words_or_press(params: &Params<'_>) -> Content {
    let text = |name: &str| params.get(name).map(words::text);
    let title = text("ButtonText").or_else(|| text("ListTitle"));
    if let Some(payload) = text("ButtonPayload").or_else(|| text("ListId")).or_else(|| title.clone()) {
        let on = params.get("OriginalRepliedMessageSid").and_then(words::id);
        return Content::Press { payload, title, callback: None, on };
    }
    if params.get("Latitude").is_some() && params.get("Longitude").is_some() {
        return Content::Location;
    }
    match text("Body") {
        Some(body) => Content::Text { body },
        None => {
            Content::Unsupported { what: params.get("MessageType").map_or_else(|| "empty".to_owned(), words::word) }
        }
    }
}
