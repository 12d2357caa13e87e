//! SMS, and WhatsApp as text and templates, by Twilio's Messages resource.
//!
//! Twilio has no key that makes a repeat recognisable. So each request carries its attempt in the address its statuses are
//! told to, and a doubt is looked up in the list of what Twilio has made.
//! Invariant: nothing is sent outside a template that Twilio was not asked to send in these words.

mod answer;
mod lookup;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::time::Instant;
use url::Url;

use super::check::{self, Fault, TOKEN};
use super::http::{Answer, below, checked_base, exchange};
use super::record::recorded;
use super::{Accepted, Checked, Content, HttpClient, Message, SendError, SetupError, TemplateNames};
use crate::domain::{AttemptId, Channel};

const UNKNOWN_ACCOUNT: Fault =
    Fault::new("Twilio does not know this account_sid", "copy account_sid and auth_token from the Twilio console");

/// More than are sent while a doubt is looked up.
const KNOWN: usize = 4096;

/// Before numbers of WhatsApp.
const WHATSAPP: &str = "whatsapp:";

/// One sender of an account at Twilio.
pub struct TwilioAccount {
    /// `https://api.twilio.com`.
    pub api_base: Url,
    pub account_sid: String,
    pub auth_token: SecretString,
    /// `+…`, `whatsapp:+…`, or a messaging service (`MG…`).
    pub from: String,
    /// Where Twilio tells us of our messages.
    pub status_url: Url,
    /// What Twilio calls our templates, by name and language.
    pub content_sids: BTreeMap<(String, String), String>,
}

/// Sends as one sender.
pub struct Twilio {
    client: HttpClient,
    /// Marked sensitive: never printed.
    basic: HeaderValue,
    messages: Url,
    from: String,
    status_url: Url,
    content_sids: BTreeMap<(String, String), String>,
    templates: Arc<TemplateNames>,
    /// Twilio's ids of what we know to be sent, the latest first.
    known: Mutex<VecDeque<String>>,
}

impl fmt::Debug for Twilio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Twilio(…)")
    }
}

/// The fields of a request.
type Form = Vec<(&'static str, String)>;

impl Twilio {
    pub fn new(client: HttpClient, account: TwilioAccount) -> Result<Self, SetupError> {
        let TwilioAccount { api_base, account_sid, auth_token, from, status_url, content_sids } = account;
        let secret = STANDARD.encode(format!("{account_sid}:{}", auth_token.expose_secret()));
        let mut basic = HeaderValue::try_from(format!("Basic {secret}")).map_err(|_hidden| SetupError::Token)?;
        basic.set_sensitive(true);
        let messages = below(checked_base(&api_base)?, &["2010-04-01", "Accounts", &account_sid, "Messages.json"])?;
        let templates = Arc::new(content_sids.keys().cloned().collect());
        let known = Mutex::default();
        Ok(Self { client, basic, messages, from, status_url, content_sids, templates, known })
    }

    pub fn channel(&self) -> Channel {
        if self.from.starts_with(WHATSAPP) { Channel::WhatsApp } else { Channel::Sms }
    }

    pub(super) fn templates(&self) -> Arc<TemplateNames> {
        Arc::clone(&self.templates)
    }

    /// Sends one message. When it is not clear what came of it, Twilio's own list may tell.
    pub async fn send(&self, message: &Message) -> Result<Accepted, SendError> {
        let form = self.form(message)?;
        let began = Instant::now();
        let request = self.authorised(self.client.post(self.messages.clone())).form(&form);
        let accepted = match exchange(request).await.and_then(|answer| answer::accepted(&answer)) {
            Err(doubt @ SendError::Unknown { .. }) => {
                // The record keeps what was asked, not how it was found out what came of it.
                let (found, _) = recorded(self.find(&form, began)).await;
                found.ok_or(doubt)?
            }
            settled => settled?,
        };
        self.remember(&accepted.provider_id);
        Ok(accepted)
    }

    fn remember(&self, sid: &str) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.truncate(KNOWN.saturating_sub(1));
        known.push_front(sid.to_owned());
    }

    fn knows(&self, sid: &str) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|known| known == sid)
    }

    /// Whether Twilio knows our account.
    pub async fn check(&self) -> Result<Checked, Fault> {
        let fault = |error: &SendError| {
            check::fault(error, |refusal| match (refusal.code, refusal.http_status) {
                (Some(20003), _) | (_, 401) => Some(TOKEN),
                (Some(20404), _) | (_, 404) => Some(UNKNOWN_ACCOUNT),
                _ => None,
            })
        };
        let answer = self.list(&[("PageSize", "1")]).await.map_err(|error| fault(&error))?;
        answer::refused(&answer).map_err(|error| fault(&error))?;
        let no_templates = self.channel() == Channel::WhatsApp && self.templates.is_empty();
        let note = "no content_sids: outside the 24 hours nothing can be said".to_owned();
        Ok(Checked { identity: self.from.clone(), notes: no_templates.then_some(note).into_iter().collect() })
    }

    fn form(&self, message: &Message) -> Result<Form, SendError> {
        let phone = message.to.phone.as_deref().ok_or(SendError::ours("no_address"))?;
        let to = if self.channel() == Channel::WhatsApp { format!("{WHATSAPP}{phone}") } else { phone.to_owned() };
        let sender = if self.from.starts_with("MG") { "MessagingServiceSid" } else { "From" };
        let callback = told_to(&self.status_url, message.attempt);
        let mut form = vec![("To", to), (sender, self.from.clone()), ("StatusCallback", callback)];
        match &message.content {
            Content::Text { body } => form.push(("Body", body.clone())),
            Content::Template { name, language, parameters, .. } => {
                let sid = self.content_sids.get(&(name.clone(), language.clone()));
                form.push(("ContentSid", sid.ok_or(SendError::ours("no_content_sid"))?.clone()));
                form.push(("ContentVariables", variables(parameters)));
            }
            Content::Buttons { .. } | Content::List { .. } | Content::Document { .. } | Content::Mail { .. } => {
                return Err(SendError::ours("unsupported_content"));
            }
        }
        Ok(form)
    }

    async fn list(&self, query: &[(&str, &str)]) -> Result<Answer, SendError> {
        let mut url = self.messages.clone();
        url.query_pairs_mut().extend_pairs(query);
        exchange(self.authorised(self.client.get(url))).await
    }

    fn authorised(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        request.header(AUTHORIZATION, self.basic.clone())
    }
}

/// The address of statuses, with the attempt they are of.
fn told_to(status_url: &Url, attempt: AttemptId) -> String {
    let mut url = status_url.clone();
    url.query_pairs_mut().append_pair("a", &attempt.to_string());
    url.into()
}

/// `{"1":"Awa K.","2":"14/20"}`.
fn variables(parameters: &[String]) -> String {
    let one_line = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let numbered = (1..).zip(parameters).map(|(number, text): (u32, _)| (number.to_string(), one_line(text).into()));
    Value::Object(numbered.collect::<Map<_, _>>()).to_string()
}
