//! Telegram by its Bot API: teloxide's requests, carried by our own [`HttpClient`].
//!
//! teloxide's `Bot` is not used to carry them: it reads an answer of any length, forgets its status and headers, and
//! sleeps 10 s on a 5xx, which would hold a place of the lane.
//! Invariant: the token is part of every address, so no address and no library's error leaves this folder.

mod answer;
mod setup;
mod words;

pub use setup::{MenuCommand, MenuScope};
pub use words::telegram_words;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::multipart::Form;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;
use teloxide::payloads::{
    AnswerCallbackQuery, EditMessageReplyMarkup, EditMessageText, EditMessageTextSetters, GetFile, SendChatAction,
    SendMessage, SendMessageSetters,
};
use teloxide::requests::Payload;
use teloxide::types::{
    CallbackQueryId, ChatAction, ChatId, FileId, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions,
    MessageId, ParseMode, Recipient, True,
};
use teloxide::utils::html;
use url::Url;

use super::http::{below, checked_base, exchange, name};
use super::media::{self, FetchError};
use super::{
    Accepted, Address, Button, Content, Courtesy, File, FileSource, HttpClient, Message, SendError, SetupError,
};
use answer::{Sent, result};

/// A preview is fetched by a robot, which would use up a link that works once.
const NO_PREVIEW: LinkPreviewOptions = LinkPreviewOptions {
    is_disabled: true,
    url: None,
    prefer_small_media: false,
    prefer_large_media: false,
    show_above_text: false,
};

/// Sends as one bot.
pub struct Telegram {
    client: HttpClient,
    /// Holds the token: never printed.
    bot: Url,
    /// The same for files.
    files: Url,
}

impl fmt::Debug for Telegram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Telegram(…)")
    }
}

impl Telegram {
    pub fn new(client: HttpClient, token: &SecretString, api_base: &Url) -> Result<Self, SetupError> {
        let token = token.expose_secret();
        if token.is_empty() || !token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-')) {
            return Err(SetupError::Token);
        }
        let (base, bot) = (checked_base(api_base)?, format!("bot{token}"));
        Ok(Self { client, bot: below(base, &[&bot])?, files: below(base, &["file", &bot])? })
    }

    /// Sends one message.
    pub async fn send(&self, message: &Message) -> Result<Accepted, SendError> {
        let to = chat_id(&message.to)?;
        let sent: Sent = match &message.content {
            Content::Text { body } => match &message.edits {
                Some(earlier) => self.call(&edited(to, message_number(earlier)?, body)).await?,
                None => self.call(&text(to, body)).await?,
            },
            Content::Buttons { body, buttons: choices } | Content::List { body, rows: choices, .. } => {
                self.call(&text(to, body).reply_markup(keyboard(choices))).await?
            }
            Content::Document { caption, .. } => {
                let file = message.file.as_ref().ok_or(SendError::ours("bad_file"))?;
                self.document(to, file, caption.as_deref()).await?
            }
            Content::Template { .. } | Content::Mail { .. } => return Err(SendError::ours("unsupported_content")),
        };
        let provider_id = format!("{}:{}", sent.chat.id, sent.message_id);
        // Of a picture Telegram makes several sizes, the largest last.
        let file = sent.document.or(sent.voice).or_else(|| sent.photo.into_iter().next_back());
        Ok(Accepted { provider_id, uploaded: file.and_then(|file| name(file.file_id)) })
    }

    /// Asks where a file is, and fetches it there.
    pub async fn fetch(&self, id: &str, most: usize) -> Result<Bytes, FetchError> {
        let found: answer::File =
            self.call(&GetFile::new(FileId(id.to_owned()))).await.map_err(|error| media::no_file(&error))?;
        media::fits(found.file_size, most)?;
        let path = found.file_path.ok_or(FetchError::Gone)?;
        let segments: Vec<&str> = path.split('/').collect();
        // A server of one's own may answer with a path on its disk.
        if segments.iter().any(|segment| matches!(*segment, "" | "." | "..")) {
            return Err(FetchError::Astray);
        }
        let url = below(&self.files, &segments).map_err(|_hidden| FetchError::Astray)?;
        media::download(self.client.get(url), most).await
    }

    /// Small signs of life; a read mark means nothing here.
    pub async fn courtesy(&self, courtesy: &Courtesy) -> Result<(), SendError> {
        match courtesy {
            Courtesy::Read { .. } => {}
            Courtesy::AnswerPress { callback } => {
                let True = self.call(&AnswerCallbackQuery::new(CallbackQueryId(callback.clone()))).await?;
            }
            Courtesy::RemoveButtons { to, message_id } => {
                let _edited: Sent =
                    self.call(&EditMessageReplyMarkup::new(chat(chat_id(to)?), message_number(message_id)?)).await?;
            }
            Courtesy::Typing { to } => {
                let True = self.call(&SendChatAction::new(chat(chat_id(to)?), ChatAction::Typing)).await?;
            }
        }
        Ok(())
    }

    async fn call<P: Payload + Serialize, T: DeserializeOwned>(&self, payload: &P) -> Result<T, SendError> {
        let body = serde_json::to_vec(payload).map_err(|_hidden| SendError::ours("unbuildable"))?;
        let request = self.client.post(self.method(P::NAME)?);
        let json = HeaderValue::from_static("application/json");
        result(&exchange(request.header(CONTENT_TYPE, json).body(body)).await?)
    }

    async fn document(&self, to: i64, file: &File, caption: Option<&str>) -> Result<Sent, SendError> {
        let mut form = Form::new().percent_encode_noop().text("chat_id", to.to_string());
        if let Some(caption) = caption {
            form = form.text("caption", html::escape(caption)).text("parse_mode", "HTML");
        }
        let (method, part) = match file.mime.as_str() {
            _ if file.is_picture() => ("SendPhoto", "photo"),
            // What else people record Telegram would not play.
            "audio/ogg" | "audio/mpeg" | "audio/mp4" => ("SendVoice", "voice"),
            _ => ("SendDocument", "document"),
        };
        let request = self.client.post(self.method(method)?);
        let form = match &file.source {
            FileSource::Known(id) => form.text(part, id.clone()),
            FileSource::Bytes(bytes) => form.part(part, super::file::part(&file.name, &file.mime, bytes)?),
        };
        result(&exchange(request.multipart(form)).await?)
    }

    /// teloxide writes `SendMessage` where Telegram's documentation writes `sendMessage`.
    fn method(&self, name: &str) -> Result<Url, SendError> {
        let mut letters = name.chars();
        let name: String = letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect();
        below(&self.bot, &[&name]).map_err(|_hidden| SendError::ours("unbuildable"))
    }
}

fn text(to: i64, body: &str) -> SendMessage {
    SendMessage::new(chat(to), html::escape(body)).parse_mode(ParseMode::Html).link_preview_options(NO_PREVIEW)
}

fn edited(to: i64, earlier: MessageId, body: &str) -> EditMessageText {
    EditMessageText::new(chat(to), earlier, html::escape(body))
        .parse_mode(ParseMode::Html)
        .link_preview_options(NO_PREVIEW)
}

fn keyboard(choices: &[Button]) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new(
        choices.iter().map(|choice| [InlineKeyboardButton::callback(&choice.title, &choice.payload)]),
    )
}

fn chat(id: i64) -> Recipient {
    Recipient::Id(ChatId(id))
}

fn chat_id(to: &Address) -> Result<i64, SendError> {
    let id = to.user_id.as_deref().ok_or(SendError::ours("no_address"))?;
    id.parse().map_err(|_hidden| SendError::ours("bad_address"))
}

/// Reads both `chat:message`, as we keep it, and the bare number.
fn message_number(id: &str) -> Result<MessageId, SendError> {
    let number = id.rsplit(':').next().unwrap_or(id).parse();
    number.map(MessageId).map_err(|_hidden| SendError::ours("bad_address"))
}
