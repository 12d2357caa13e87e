//! SMS by Infobip's API, version 3.
//!
//! Invariant: every message is named by its attempt and asks for its reports with it; a refusal that comes inside a
//! success is a refusal.

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::fmt;
use url::Url;

use super::check::{self, Fault, TOKEN, UNCLEAR};
use super::http::{Answer, Telling, below, checked_base, exchange, name};
use super::{Accepted, Checked, Content, HttpClient, Message, Refusal, SendError, SetupError};
use crate::domain::AttemptId;

const PERMISSION: Fault =
    Fault::new("the key may not do this", "give the API key the scopes sms:message:send and account-management:manage");
const TELLING: Telling = Telling { throttles: &[], refusals_with_5xx: &[] };

/// The id of a message that Infobip already has: it is there.
const DUPLICATE: i64 = 23;

/// One sender at Infobip.
pub struct InfobipAccount {
    /// The account's own host: `https://xxxxx.api.infobip.com`.
    pub base_url: Url,
    pub api_key: SecretString,
    /// A number, or a name of up to eleven letters.
    pub sender: String,
    /// Where Infobip tells us of our messages.
    pub status_url: Url,
}

/// Sends as one sender.
pub struct Infobip {
    client: HttpClient,
    /// Marked sensitive: never printed.
    key: HeaderValue,
    messages: Url,
    balance: Url,
    sender: String,
    status_url: Url,
}

impl fmt::Debug for Infobip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Infobip(…)")
    }
}

#[derive(Serialize)]
struct Request<'a> {
    messages: [Sms<'a>; 1],
}

#[derive(Serialize)]
struct Sms<'a> {
    sender: &'a str,
    destinations: [Destination<'a>; 1],
    content: Text<'a>,
    webhooks: Webhooks<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Destination<'a> {
    to: &'a str,
    message_id: AttemptId,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Webhooks<'a> {
    delivery: Delivery<'a>,
    content_type: &'static str,
    callback_data: AttemptId,
}

#[derive(Serialize)]
struct Delivery<'a> {
    url: &'a Url,
}

#[derive(Deserialize)]
struct Sent {
    messages: Vec<SentSms>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SentSms {
    message_id: String,
    status: Status,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    group_id: i64,
    id: i64,
}

#[derive(Deserialize)]
struct Balance {
    balance: f64,
    currency: String,
}

impl Infobip {
    pub fn new(client: HttpClient, account: InfobipAccount) -> Result<Self, SetupError> {
        let InfobipAccount { base_url, api_key, sender, status_url } = account;
        let key = format!("App {}", api_key.expose_secret());
        let mut key = HeaderValue::try_from(key).map_err(|_hidden| SetupError::Token)?;
        key.set_sensitive(true);
        let base = checked_base(&base_url)?;
        let messages = below(base, &["sms", "3", "messages"])?;
        Ok(Self { client, key, messages, balance: below(base, &["account", "1", "balance"])?, sender, status_url })
    }

    /// Sends one message.
    pub async fn send(&self, message: &Message) -> Result<Accepted, SendError> {
        let phone = message.to.phone.as_deref().ok_or(SendError::ours("no_address"))?;
        let Content::Text { body } = &message.content else { return Err(SendError::ours("unsupported_content")) };
        let request = Request {
            messages: [Sms {
                sender: &self.sender,
                destinations: [Destination { to: phone.trim_start_matches('+'), message_id: message.attempt }],
                content: Text { text: body },
                webhooks: Webhooks {
                    delivery: Delivery { url: &self.status_url },
                    content_type: "application/json",
                    callback_data: message.attempt,
                },
            }],
        };
        let body = serde_json::to_vec(&request).map_err(|_hidden| SendError::ours("unbuildable"))?;
        let json = HeaderValue::from_static("application/json");
        let request = self.client.post(self.messages.clone()).header(CONTENT_TYPE, json).body(body);
        accepted(&exchange(request.header(AUTHORIZATION, self.key.clone())).await?)
    }

    /// Whether Infobip knows our key; what money is left there.
    pub async fn check(&self) -> Result<Checked, Fault> {
        let fault = |error: &SendError| {
            check::fault(error, |refusal| match refusal.http_status {
                401 => Some(TOKEN),
                403 => Some(PERMISSION),
                _ => None,
            })
        };
        let request = self.client.get(self.balance.clone()).header(AUTHORIZATION, self.key.clone());
        let answer = exchange(request).await.map_err(|error| fault(&error))?;
        answer.refused(None, &TELLING).map_err(|error| fault(&error))?;
        let balance: Balance = answer.json().ok_or(UNCLEAR)?;
        let left = format!("balance {:.2} {}", balance.balance, balance.currency);
        Ok(Checked { identity: self.sender.clone(), notes: vec![left] })
    }
}

fn accepted(answer: &Answer) -> Result<Accepted, SendError> {
    answer.refused(None, &TELLING)?;
    let sent: Option<Sent> = answer.json();
    let sms = sent.and_then(|sent| sent.messages.into_iter().next());
    let Some((status, provider_id)) = sms.and_then(|sms| Some((sms.status, name(sms.message_id)?))) else {
        return Err(answer.unreadable("a success without a message id"));
    };
    match status {
        Status { group_id: 0 | 1 | 3, .. } | Status { id: DUPLICATE, .. } => {
            Ok(Accepted { provider_id, uploaded: None })
        }
        Status { group_id: 2 | 4 | 5, id } => {
            let refusal = Refusal { code: Some(id), http_status: answer.status, word: None, moved_to: None };
            Err(SendError::Refused(refusal))
        }
        Status { .. } => Err(answer.unreadable("a success with an unknown status")),
    }
}
