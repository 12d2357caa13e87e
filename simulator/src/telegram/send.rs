//! Methods that put something in front of a person.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::errors::Refusal;
use super::params::Upload;
use super::{Request, bot_draft, bot_user, chat_json, html, keyboard, ok, phone_key};
use crate::account::{Provider, TelegramAccount};
use crate::clock;
use crate::config::UnknownRecipients;
use crate::files::File;
use crate::meter::seconds;
use crate::phones::{Bubble, Button, Change, Document, Side};
use crate::server::{Accepted, Draft, Judged};
use crate::world::World;

const LONGEST_TEXT: usize = 4_096;
const LONGEST_CAPTION: usize = 1_024;
const MOST_BYTES: usize = 50 * 1024 * 1024;
const MOST_PHOTO_BYTES: usize = 10 * 1024 * 1024;
const CHAT_ACTIONS: &[&str] = &[
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

/// A checked text: as read, and with its markup when it had any.
pub(super) struct Text {
    pub(super) plain: String,
    pub(super) html: Option<String>,
}

pub(super) fn message(world: &Arc<World>, request: Request) -> Result<Judged, Refusal> {
    let text = text(&request, "text", LONGEST_TEXT)?;
    if text.plain.trim().is_empty() {
        return Err(Refusal::bad("message text is empty"));
    }
    prepare(world, request, "text", text, None)
}

pub(super) fn file(world: &Arc<World>, request: Request, part: &'static str) -> Result<Judged, Refusal> {
    let caption = text(&request, "caption", LONGEST_CAPTION)?;
    let most = if part == "photo" { MOST_PHOTO_BYTES } else { MOST_BYTES };
    let upload = match (request.params.upload(part), request.params.text(part)) {
        (Some(upload), _) if upload.bytes.is_empty() => {
            return Err(Refusal::bad("file must be non-empty"));
        }
        (Some(upload), _) if upload.bytes.len() > most => {
            return Err(Refusal::new(413, "Request Entity Too Large"));
        }
        (Some(upload), _) => upload.clone(),
        (None, Some(reference)) => referenced(world, reference)?,
        (None, None) => return Err(Refusal::bad(&format!("there is no {part} in the request"))),
    };
    prepare(world, request, part, caption, Some(upload))
}

/// A file sent before, by its id, or one to be fetched by Telegram.
fn referenced(world: &World, reference: &str) -> Result<Upload, Refusal> {
    if let Some(file) = world.files.get(reference) {
        return Ok(Upload { name: file.name.clone(), mime: file.mime.clone(), bytes: file.bytes.clone() });
    }
    if reference.starts_with("http://") || reference.starts_with("https://") {
        let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
        return Ok(Upload { name, mime: String::new(), bytes: bytes::Bytes::new() });
    }
    Err(Refusal::bad("wrong file identifier/HTTP URL specified"))
}

/// A text parameter within its limit; the limit counts what is left without markup.
pub(super) fn text(request: &Request, name: &str, longest: usize) -> Result<Text, Refusal> {
    let given = request.params.text(name).unwrap_or_default();
    let mode = request.params.text("parse_mode").unwrap_or_default();
    let (plain, html) = if mode.eq_ignore_ascii_case("HTML") {
        (html::plain(given)?, Some(given.to_owned()))
    } else {
        (given.to_owned(), None)
    };
    if plain.chars().count() > longest {
        let what = if name == "caption" { "message caption is too long" } else { "message is too long" };
        return Err(Refusal::bad(what));
    }
    Ok(Text { plain, html })
}

fn prepare(
    world: &Arc<World>,
    request: Request,
    kind: &'static str,
    text: Text,
    upload: Option<Upload>,
) -> Result<Judged, Refusal> {
    let chat = request.params.chat()?;
    let markup = request.params.object("reply_markup")?;
    let buttons = keyboard::buttons(markup.as_ref())?;
    let reply_to = request.params.object("reply_parameters")?.and_then(|reply| reply["message_id"].as_i64());
    limits(world, &request.bot, chat)?;
    let send = Send {
        bot: request.bot.clone(),
        account: request.account,
        chat,
        kind,
        text,
        buttons,
        inline_markup: markup.filter(|markup| markup["inline_keyboard"].is_array()),
        reply_to,
        upload,
    };
    Ok(Judged::Draft(Box::new(Draft {
        provider: Provider::Telegram,
        account: request.bot,
        to: Some(chat.to_string()),
        kind,
        body: request.params.as_json(),
        attempt: None,
        accept: Box::new(move |world| Accepted::plain(ok(&send.accept(world)))),
    })))
}

/// A chat that can be written to, and the configured rates.
fn limits(world: &World, bot: &str, chat: i64) -> Result<(), Refusal> {
    let limits = world.limits();
    reachable(world, bot, chat)?;
    let wait = |wait: Duration| Refusal::too_many(seconds(wait));
    match limits.telegram_chat {
        Some(pace) if chat >= 0 => {
            world.meters.pace(&format!("tg {bot} {chat}"), pace).map_err(wait)?;
        }
        _ => {}
    }
    match limits.telegram_group_per_minute {
        Some(limit) if chat < 0 => {
            let key = format!("tg {bot} {chat}");
            world.meters.window(&key, limit, Duration::from_mins(1)).map_err(wait)?;
        }
        _ => {}
    }
    if let Some(limit) = limits.telegram_per_second {
        world.meters.window(&format!("tg {bot}"), limit, Duration::from_secs(1)).map_err(wait)?;
    }
    Ok(())
}

pub(super) fn reachable(world: &World, bot: &str, chat: i64) -> Result<(), Refusal> {
    if let Some(group) = world.groups.get(chat) {
        return match group.moved_to {
            Some(to) => Err(Refusal::migrated(to)),
            None if group.bots.contains(bot) => Ok(()),
            None => Err(Refusal::new(403, "Forbidden: bot was kicked from the group chat")),
        };
    }
    let key = phone_key(chat);
    let blocked = world.phones.person(&key, |person| person.blocked.contains(bot));
    match blocked {
        Some(true) => Err(Refusal::new(403, "Forbidden: bot was blocked by the user")),
        None if world.limits().unknown_recipients != UnknownRecipients::Accept => Err(Refusal::bad("chat not found")),
        _ => Ok(()),
    }
}

/// A valid message, ready to happen.
struct Send {
    bot: String,
    account: TelegramAccount,
    chat: i64,
    kind: &'static str,
    text: Text,
    buttons: Vec<Button>,
    inline_markup: Option<Value>,
    reply_to: Option<i64>,
    upload: Option<Upload>,
}

impl Send {
    fn accept(self, world: &World) -> Value {
        let key = phone_key(self.chat);
        let id = world.telegram_message_id(&self.bot, &key.id);
        let mut message = json!({
            "message_id": id,
            "from": bot_user(&self.account),
            "chat": chat_json(world, &key),
            "date": clock::unix(),
        });
        if let Some(markup) = self.inline_markup {
            message["reply_markup"] = markup;
        }
        let mut bubble = Bubble::new(id.to_string(), &self.bot, Side::Service, self.kind);
        if let Some(upload) = self.upload {
            let file_id = format!("BQACAgQAAxkB{:016X}", world.fresh());
            message[self.kind] = file_json(self.kind, &file_id, &upload);
            if !self.text.plain.is_empty() {
                message["caption"] = json!(self.text.plain);
            }
            bubble.document = Some(Document {
                name: upload.name.clone(),
                mime: upload.mime.clone(),
                size: upload.bytes.len(),
                url: format!("/_sim/files/{file_id}"),
            });
            let Upload { name, mime, bytes } = upload;
            world.files.put(&file_id, File { name, mime, bytes });
        } else {
            message["text"] = json!(self.text.plain);
        }
        bubble.text = self.text.plain;
        bubble.html = self.text.html;
        bubble.buttons = self.buttons;
        bubble.reply_to = self.reply_to.map(|id| id.to_string());
        bubble.ticks = crate::phones::Ticks::Delivered;
        world.phones.show(&key, bubble);
        message
    }
}

fn file_json(kind: &str, file_id: &str, upload: &Upload) -> Value {
    let mut file = json!({
        "file_id": file_id,
        "file_unique_id": format!("AgAD{}", file_id.chars().rev().take(8).collect::<String>()),
        "file_size": upload.bytes.len(),
    });
    if kind == "photo" {
        file["width"] = json!(640);
        file["height"] = json!(480);
        return json!([file]);
    }
    file["file_name"] = json!(upload.name);
    file["mime_type"] = json!(upload.mime);
    file
}

pub(super) fn chat_action(world: &Arc<World>, request: &Request) -> Result<Judged, Refusal> {
    let chat = request.params.chat()?;
    let action = request.params.text("action").unwrap_or_default();
    if !CHAT_ACTIONS.contains(&action) {
        return Err(Refusal::bad("wrong parameter action in request"));
    }
    reachable(world, &request.bot, chat)?;
    let bot = request.bot.clone();
    let draft = bot_draft(request, "typing", move |world| {
        world.phones.tell(&phone_key(chat), Change::Typing { account: bot });
        json!(true)
    });
    Ok(match draft {
        Judged::Draft(draft) => Judged::Draft(Box::new(Draft { to: Some(chat.to_string()), ..*draft })),
        answer @ Judged::Answer(_) => answer,
    })
}
