//! Telegram's updates: what arrives at the webhook when a person does something.

use serde_json::{Value, json};

use super::actions::{Said, SentFile};
use super::bubble::{Bubble, Button, PhoneKey, Profile, Side};
use crate::account::TelegramAccount;
use crate::clock;
use crate::telegram::{bot_user, chat_json};
use crate::webhook::Payload;
use crate::world::World;

pub(super) fn wrote(
    world: &World,
    account: &TelegramAccount,
    key: &PhoneKey,
    text: &str,
    quoted: Option<&Bubble>,
) -> Said {
    let mut content = json!({ "text": text });
    if let Some(command) = text.strip_prefix('/') {
        let length = 1 + command.split_whitespace().next().map_or(0, |c| c.encode_utf16().count());
        content["entities"] = json!([{ "type": "bot_command", "offset": 0, "length": length }]);
    }
    if let Some(quoted) = quoted {
        content["reply_to_message"] = message_json(world, account, key, quoted);
    }
    message(world, account, key, content, text, "text")
}

pub(super) fn attached(world: &World, account: &TelegramAccount, key: &PhoneKey, sent: &SentFile) -> Said {
    let mut content = json!({ "document": {
        "file_id": sent.id, "file_unique_id": sent.id, "file_name": sent.file.name, "mime_type": sent.file.mime,
        "file_size": sent.file.bytes.len(),
    }});
    if !sent.caption.is_empty() {
        content["caption"] = json!(sent.caption);
    }
    let made = message(world, account, key, content, &sent.caption, "document");
    let bubble = made.bubble.map(|bubble| Bubble { document: Some(sent.document()), ..bubble });
    Said { bubble, ..made }
}

pub(super) fn contact(world: &World, account: &TelegramAccount, key: &PhoneKey) -> Said {
    let profile = profile(world, key);
    let number = profile.phone.clone().unwrap_or_else(|| "+10000000000".to_owned());
    let content = json!({ "contact": {
        "phone_number": number, "first_name": profile.name, "user_id": id_number(key),
    }});
    message(world, account, key, content, &number, "contact")
}

pub(super) fn edited(world: &World, account: &TelegramAccount, key: &PhoneKey, bubble: &Bubble, text: &str) -> Said {
    let message = json!({
        "message_id": bubble.id.parse::<i64>().unwrap_or_default(),
        "date": date_of(bubble),
        "edit_date": clock::unix(),
        "chat": chat_json(world, key),
        "from": user_json(key, &profile(world, key)),
        "text": text,
    });
    update(world, account, "edited_message", &message, None)
}

pub(super) fn pressed(
    world: &World,
    account: &TelegramAccount,
    key: &PhoneKey,
    bubble: &Bubble,
    button: &Button,
) -> Said {
    let query = json!({
        "id": world.callback_query(account, key),
        "from": user_json(key, &profile(world, key)),
        "chat_instance": format!("-{}", id_number(key).unsigned_abs()),
        "data": button.id,
        "message": message_json(world, account, key, bubble),
    });
    update(world, account, "callback_query", &query, None)
}

pub(super) fn membership(world: &World, account: &TelegramAccount, key: &PhoneKey, blocked: bool) -> Said {
    let member = json!({ "status": "member", "user": bot_user(account) });
    let kicked = json!({ "status": "kicked", "user": bot_user(account), "until_date": 0 });
    let (old, new) = if blocked { (member, kicked) } else { (kicked, member) };
    let change = json!({
        "chat": chat_json(world, key),
        "from": user_json(key, &profile(world, key)),
        "date": clock::unix(),
        "old_chat_member": old,
        "new_chat_member": new,
    });
    update(world, account, "my_chat_member", &change, None)
}

fn message(
    world: &World,
    account: &TelegramAccount,
    key: &PhoneKey,
    mut content: Value,
    text: &str,
    kind: &str,
) -> Said {
    let bot = crate::account::bot_id(&account.bot_token);
    let message_id = world.telegram_message_id(bot, &key.id);
    content["message_id"] = json!(message_id);
    content["date"] = json!(clock::unix());
    content["chat"] = chat_json(world, key);
    content["from"] = user_json(key, &profile(world, key));
    let mut bubble = Bubble::new(message_id.to_string(), bot, Side::Person, kind);
    text.clone_into(&mut bubble.text);
    update(world, account, "message", &content, Some(bubble))
}

pub(super) fn update(
    world: &World,
    account: &TelegramAccount,
    kind: &str,
    content: &Value,
    bubble: Option<Bubble>,
) -> Said {
    let bot = crate::account::bot_id(&account.bot_token);
    let update_id = world.update_id(bot);
    let payload = json!({ "update_id": update_id, kind: content });
    Said { id: update_id.to_string(), payload: Payload::Json(payload), bubble }
}

/// A message as it is quoted inside an update.
fn message_json(world: &World, account: &TelegramAccount, key: &PhoneKey, bubble: &Bubble) -> Value {
    let from = match bubble.side {
        Side::Service => bot_user(account),
        Side::Person => user_json(key, &profile(world, key)),
    };
    json!({
        "message_id": bubble.id.parse::<i64>().unwrap_or_default(),
        "date": date_of(bubble),
        "chat": chat_json(world, key),
        "from": from,
        "text": bubble.text,
    })
}

pub(super) fn user_json(key: &PhoneKey, profile: &Profile) -> Value {
    let mut user = json!({ "id": id_number(key), "is_bot": false, "first_name": profile.name });
    if let Some(language) = &profile.language {
        user["language_code"] = json!(language);
    }
    if let Some(username) = &profile.username {
        user["username"] = json!(username);
    }
    user
}

pub(super) fn profile(world: &World, key: &PhoneKey) -> Profile {
    world.phones.meet(key, |person| person.profile.clone())
}

fn id_number(key: &PhoneKey) -> i64 {
    key.id.parse().unwrap_or_default()
}

fn date_of(bubble: &Bubble) -> i64 {
    bubble.at.parse::<jiff::Timestamp>().map_or(0, jiff::Timestamp::as_second)
}
