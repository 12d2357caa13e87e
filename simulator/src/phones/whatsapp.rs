//! Meta's inbound events: what arrives at the webhook when a person does something.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::actions::{Said, SentFile};
use super::bubble::{Bubble, Button, ButtonKind, PhoneKey, Profile, Side};
use crate::account::WhatsAppAccount;
use crate::clock;
use crate::webhook::Payload;
use crate::world::World;

/// The envelope of every event of the `messages` field.
pub(crate) fn changes(account: &WhatsAppAccount, mut value: Value) -> Value {
    value["messaging_product"] = json!("whatsapp");
    value["metadata"] = json!({
        "display_phone_number": account.display_phone_number,
        "phone_number_id": account.phone_number_id,
    });
    json!({
        "object": "whatsapp_business_account",
        "entry": [{
            "id": account.waba_id,
            "changes": [{ "value": value, "field": "messages" }],
        }],
    })
}

/// The `contacts` array: number and user id each only when the person has and shows it.
pub(crate) fn contacts(key: &PhoneKey, profile: &Profile) -> Value {
    let mut contact = json!({ "profile": { "name": profile.name } });
    if let Some(username) = &profile.username {
        contact["profile"]["username"] = json!(username);
    }
    if let Some(number) = number(key, profile) {
        contact["wa_id"] = json!(number);
    }
    if let Some(user_id) = user_id(key, profile) {
        contact["user_id"] = json!(user_id);
    }
    json!([contact])
}

pub(super) fn wrote(
    world: &World,
    account: &WhatsAppAccount,
    key: &PhoneKey,
    text: &str,
    quoted: Option<&Bubble>,
) -> Said {
    let mut message = json!({ "type": "text", "text": { "body": text } });
    if let Some(quoted) = quoted {
        message["context"] = context(account, quoted);
    }
    said(world, account, key, message, text, "text", quoted)
}

pub(super) fn attached(world: &World, account: &WhatsAppAccount, key: &PhoneKey, sent: &SentFile) -> Said {
    let kind = sent.kind(["image", "audio", "document"]);
    let mut file = json!({
        "id": sent.id, "mime_type": sent.file.mime, "sha256": STANDARD.encode(Sha256::digest(&sent.file.bytes)),
    });
    match kind {
        "document" => file["filename"] = json!(sent.file.name),
        "audio" => file["voice"] = json!(true),
        _ => {}
    }
    if !sent.caption.is_empty() && kind != "audio" {
        file["caption"] = json!(sent.caption);
    }
    let message = json!({ "type": kind, kind: file });
    let made = said(world, account, key, message, &sent.caption, kind, None);
    let bubble = made.bubble.map(|bubble| Bubble { document: Some(sent.document()), ..bubble });
    Said { bubble, ..made }
}

pub(super) fn pressed(
    world: &World,
    account: &WhatsAppAccount,
    key: &PhoneKey,
    bubble: &Bubble,
    button: &Button,
) -> Said {
    let (id, title) = (&button.id, &button.title);
    let mut message = match button.kind {
        ButtonKind::QuickReply => {
            json!({ "type": "button", "button": { "payload": id, "text": title } })
        }
        ButtonKind::ListRow => {
            let mut reply = json!({ "id": id, "title": title });
            if let Some(description) = &button.description {
                reply["description"] = json!(description);
            }
            interactive("list_reply", &reply)
        }
        _ => interactive("button_reply", &json!({ "id": id, "title": title })),
    };
    message["context"] = context(account, bubble);
    said(world, account, key, message, title, "interactive", Some(bubble))
}

fn interactive(kind: &str, reply: &Value) -> Value {
    json!({ "type": "interactive", "interactive": { "type": kind, kind: reply } })
}

pub(super) fn reacted(world: &World, account: &WhatsAppAccount, key: &PhoneKey, bubble: &Bubble, emoji: &str) -> Said {
    let mut reaction = json!({ "message_id": bubble.id });
    if !emoji.is_empty() {
        reaction["emoji"] = json!(emoji);
    }
    let message = json!({ "type": "reaction", "reaction": reaction });
    let made = said(world, account, key, message, emoji, "reaction", Some(bubble));
    world.phones.redraw(key, &bubble.account, &bubble.id, |b| {
        b.reaction = (!emoji.is_empty()).then(|| emoji.to_owned());
    });
    Said { bubble: None, ..made }
}

/// The person's new number comes with a new user id; the event still comes from the old number.
pub(super) fn changed_number(world: &World, account: &WhatsAppAccount, key: &PhoneKey, new_key: &PhoneKey) -> Said {
    let id = world.message_id(&key.id);
    let system = world.phones.meet(key, |person| {
        let body = format!("User {} changed from {} to {}", person.profile.name, key.id, new_key.id);
        let mut system = json!({
            "body": body, "wa_id": new_key.id, "type": "user_changed_number",
        });
        if let Some(old) = person.profile.user_id.take() {
            let country = old.split_once('.').map_or("XX", |(country, _)| country).to_owned();
            let new = format!("{country}.{}", world.fresh());
            system["user_id"] = json!(new);
            system["previous_user_id"] = json!(old);
            person.profile.user_id = Some(new);
        }
        system
    });
    let message = json!({
        "from": key.id, "id": id, "timestamp": clock::unix().to_string(),
        "type": "system", "system": system,
    });
    let payload = Payload::Json(changes(account, json!({ "messages": [message] })));
    Said { id, payload, bubble: None }
}

fn said(
    world: &World,
    account: &WhatsAppAccount,
    key: &PhoneKey,
    mut message: Value,
    text: &str,
    kind: &str,
    about: Option<&Bubble>,
) -> Said {
    let id = world.message_id(&key.id);
    let profile = world.phones.meet(key, |person| person.profile.clone());
    if let Some(number) = number(key, &profile) {
        message["from"] = json!(number);
    }
    if let Some(user_id) = user_id(key, &profile) {
        message["from_user_id"] = json!(user_id);
    }
    message["id"] = json!(id);
    message["timestamp"] = json!(clock::unix().to_string());
    let value = json!({ "contacts": contacts(key, &profile), "messages": [message] });
    let mut bubble = Bubble::new(id.clone(), &account.phone_number_id, Side::Person, kind);
    text.clone_into(&mut bubble.text);
    bubble.reply_to = about.map(|about| about.id.clone());
    Said { id, payload: Payload::Json(changes(account, value)), bubble: Some(bubble) }
}

fn context(account: &WhatsAppAccount, quoted: &Bubble) -> Value {
    json!({ "from": account.display_phone_number, "id": quoted.id })
}

fn number<'a>(key: &'a PhoneKey, profile: &Profile) -> Option<&'a str> {
    let is_number = key.id.chars().all(|c| c.is_ascii_digit());
    (is_number && !profile.hides_number).then_some(key.id.as_str())
}

fn user_id<'a>(key: &'a PhoneKey, profile: &'a Profile) -> Option<&'a str> {
    let keyed = (!key.id.chars().all(|c| c.is_ascii_digit())).then_some(key.id.as_str());
    profile.user_id.as_deref().or(keyed)
}
