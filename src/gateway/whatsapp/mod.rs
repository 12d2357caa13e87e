//! `WhatsApp` by Meta's Cloud API.
//!
//! Invariant: every message carries its attempt's id, so that the statuses can settle a doubt.

mod answer;
mod body;
mod health;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::multipart::Form;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use std::fmt;
use url::Url;

use super::http::{Answer, below, checked_base, exchange};
use super::{Accepted, Checked, Content, Courtesy, Fault, HttpClient, Message, Refusal, SendError, SetupError};
use body::{Envelope, ReadMark};

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
    number: Url,
    messages: Url,
    /// Where Meta lists the apps that hear of this business account.
    apps: Option<Url>,
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
        let number = below(base, &[&account.phone_number_id])?;
        let apps = account.waba_id.as_deref().map(|waba| below(base, &[waba, "subscribed_apps"])).transpose()?;
        Ok(Self { client, bearer, messages: below(&number, &["messages"])?, number, apps })
    }

    /// Sends one message; a document is uploaded first.
    pub async fn send(&self, message: &Message) -> Result<Accepted, SendError> {
        let media_id = match &message.content {
            Content::Document { .. } => self.upload(&message.content).await.map_err(before_the_message)?,
            _ => String::new(),
        };
        let envelope = Envelope::new(&message.to, message.attempt, &message.content, &media_id)
            .ok_or(SendError::Refused(Refusal::ours("no_address")))?;
        answer::accepted(&self.post_json(&envelope).await?)
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
        let mut number = self.number.clone();
        number.set_query(Some(health::FIELDS));
        let mut checked = health::number(self.get(number).await)?;
        if let Some(apps) = &self.apps {
            checked.notes.extend(health::subscription(self.get(apps.clone()).await));
        }
        Ok(checked)
    }

    async fn get(&self, url: Url) -> Result<Answer, SendError> {
        exchange(self.client.get(url).header(AUTHORIZATION, self.bearer.clone())).await
    }

    async fn post_json(&self, body: &impl Serialize) -> Result<Answer, SendError> {
        let body = serde_json::to_vec(body)
            .map_err(|_impossible| SendError::NotSent { reason: "the request could not be built" })?;
        let request = self.client.post(self.messages.clone());
        exchange(
            request
                .header(AUTHORIZATION, self.bearer.clone())
                .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                .body(body),
        )
        .await
    }

    async fn upload(&self, content: &Content) -> Result<String, SendError> {
        let Content::Document { file_name, mime, bytes, .. } = content else {
            return Err(SendError::Refused(Refusal::ours("unsupported_content")));
        };
        let file = super::file::part(file_name, mime, bytes)?;
        let form = Form::new().percent_encode_noop().text("messaging_product", "whatsapp").text("type", mime.clone());
        let media = below(&self.number, &["media"])
            .map_err(|_impossible| SendError::NotSent { reason: "the request could not be built" })?;
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
