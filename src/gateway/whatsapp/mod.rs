//! `WhatsApp` by Meta's Cloud API.
//!
//! Invariant: every message carries its attempt's id, so that the statuses can settle a doubt.

mod answer;
mod body;
mod conversation;
mod health;
mod templates;

use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::multipart::Form;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use std::fmt;
use url::Url;

use super::http::{Answer, below, checked_base, exchange};
use super::media::{self, FetchError};
use super::{
    Accepted, Checked, Content, Courtesy, Fault, File, FileSource, HttpClient, Message, SendError, SetupError,
};
use body::{Envelope, ReadMark};
pub use templates::{ListedTemplate, TemplateWording};

/// Where Meta keeps what people send.
const MEDIA_HOSTS: [&str; 1] = ["lookaside.fbsbx.com"];

/// One phone number of a school at Meta.
pub struct WhatsAppAccount {
    /// With the version: `https://graph.facebook.com/v25.0`.
    pub api_base: Url,
    pub phone_number_id: String,
    /// The business account above the number; only `check` asks for it.
    pub waba_id: Option<String>,
    pub access_token: SecretString,
}

/// Sends as one phone number.
pub struct WhatsApp {
    client: HttpClient,
    /// Marked sensitive: never printed.
    bearer: HeaderValue,
    base: Url,
    phone_number_id: String,
    waba_id: Option<String>,
    /// The address of nearly every request, made once.
    messages: Url,
}

impl fmt::Debug for WhatsApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WhatsApp(…)")
    }
}

impl WhatsApp {
    pub fn new(client: HttpClient, account: &WhatsAppAccount) -> Result<Self, SetupError> {
        let token = account.access_token.expose_secret();
        let mut bearer = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_hidden| SetupError::Token)?;
        bearer.set_sensitive(true);
        let base = checked_base(&account.api_base)?;
        Ok(Self {
            client,
            bearer,
            base: base.clone(),
            phone_number_id: account.phone_number_id.clone(),
            waba_id: account.waba_id.clone(),
            messages: below(base, &[&account.phone_number_id, "messages"])?,
        })
    }

    /// Sends one message; a document is uploaded first.
    pub async fn send(&self, message: &Message) -> Result<Accepted, SendError> {
        if message.to.phone.is_none() && message.to.user_id.is_none() {
            return Err(SendError::ours("no_address"));
        }
        if matches!(message.content, Content::Mail { .. }) || message.edits.is_some() {
            return Err(SendError::ours("unsupported_content"));
        }
        let (media_id, uploaded) = match (&message.content, &message.file) {
            (Content::Document { .. }, Some(file)) => self.media(file).await.map_err(before_the_message)?,
            (Content::Document { .. }, None) => return Err(SendError::ours("bad_file")),
            _ => (String::new(), false),
        };
        let envelope = Envelope::new(message, &media_id);
        let accepted = answer::accepted(&self.post_json(&envelope).await?)?;
        Ok(Accepted { uploaded: uploaded.then_some(media_id), ..accepted })
    }

    /// What Meta knows a file by, and whether it was uploaded for it.
    async fn media(&self, file: &File) -> Result<(String, bool), SendError> {
        match &file.source {
            FileSource::Known(id) => Ok((id.clone(), false)),
            FileSource::Bytes(bytes) => Ok((self.upload(&file.name, &file.mime, bytes).await?, true)),
        }
    }

    /// Asks where a file is, and fetches it there.
    pub async fn fetch(&self, id: &str, most: usize) -> Result<Bytes, FetchError> {
        let query = format!("phone_number_id={}", self.phone_number_id);
        let answer = self.get(&[id], Some(&query)).await.map_err(|error| media::no_file(&error))?;
        answer::refused(&answer).map_err(|error| media::no_file(&error))?;
        let found: answer::Media = media::read(&answer)?;
        media::fits(found.file_size, most)?;
        let url = Url::parse(&found.url).map_err(|_hidden| FetchError::Astray)?;
        if !media::is_own(&url, &self.base, &MEDIA_HOSTS) {
            return Err(FetchError::Astray);
        }
        media::download(self.client.get(url).header(AUTHORIZATION, self.bearer.clone()), most).await
    }

    /// Marks their message as read; the other signs mean nothing here.
    pub async fn courtesy(&self, courtesy: &Courtesy) -> Result<(), SendError> {
        match courtesy {
            Courtesy::Read { message_id, typing } => {
                answer::refused(&self.post_json(&ReadMark::new(message_id, *typing)).await?)
            }
            Courtesy::AnswerPress { .. } | Courtesy::RemoveButtons { .. } | Courtesy::Typing { .. } => Ok(()),
        }
    }

    /// Whether Meta knows our token and our number, and sends us what people write.
    pub async fn check(&self) -> Result<Checked, Fault> {
        let mut checked = health::number(self.get(&[&self.phone_number_id], Some(health::FIELDS)).await)?;
        if let Some(waba_id) = &self.waba_id {
            checked.notes.extend(health::subscription(self.get(&[waba_id, "subscribed_apps"], None).await));
        }
        Ok(checked)
    }

    async fn get(&self, path: &[&str], query: Option<&str>) -> Result<Answer, SendError> {
        let mut url = self.below(path)?;
        url.set_query(query);
        exchange(self.client.get(url).header(AUTHORIZATION, self.bearer.clone())).await
    }

    fn below(&self, path: &[&str]) -> Result<Url, SendError> {
        below(&self.base, path).map_err(|_hidden| SendError::ours("unbuildable"))
    }

    async fn post_json(&self, body: &impl Serialize) -> Result<Answer, SendError> {
        let body = serde_json::to_vec(body).map_err(|_hidden| SendError::ours("unbuildable"))?;
        exchange(self.json(self.client.post(self.messages.clone()), body)).await
    }

    fn json(&self, request: reqwest::RequestBuilder, body: Vec<u8>) -> reqwest::RequestBuilder {
        request
            .header(AUTHORIZATION, self.bearer.clone())
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(body)
    }

    async fn upload(&self, file_name: &str, mime: &str, bytes: &Bytes) -> Result<String, SendError> {
        let file = super::file::part(file_name, mime, bytes)?;
        let form =
            Form::new().percent_encode_noop().text("messaging_product", "whatsapp").text("type", mime.to_owned());
        let media = self.below(&[&self.phone_number_id, "media"])?;
        let request = self.client.post(media).header(AUTHORIZATION, self.bearer.clone());
        answer::uploaded(&exchange(request.multipart(form.part("file", file))).await?)
    }
}

/// A doubtful upload is no doubt about the message: that was surely not sent.
fn before_the_message(error: SendError) -> SendError {
    match error {
        SendError::Unknown { .. } => SendError::NotSent { reason: "the file could not be uploaded" },
        other => other,
    }
}
