//! One event on its way to the service, and the request it becomes.

use std::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;

use super::sign;
use crate::account::Account;
use crate::clock;
use crate::config::Forgery;

/// One event (or one batch) to be posted.
#[derive(Clone, Debug)]
pub(crate) struct Parcel {
    pub(crate) account: Arc<Account>,
    pub(crate) url: String,
    /// `inbound` or `status`.
    pub(crate) purpose: &'static str,
    /// Parcels of one conversation are delivered in order.
    pub(crate) conversation: String,
    /// The provider's ids of the events inside.
    pub(crate) ids: Vec<String>,
    pub(crate) payload: Payload,
}

/// What is posted.
#[derive(Clone, Debug)]
pub(crate) enum Payload {
    Json(Value),
    Form(Vec<(String, String)>),
    /// Bytes of somebody's making, perhaps malformed.
    Raw(Bytes),
}

/// A request ready to be posted.
#[derive(Debug)]
pub(crate) struct Letter {
    pub(crate) content_type: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

const OTHER_SECRET: &str = "a-secret-of-somebody-else";

impl Parcel {
    /// Serialises and signs.
    pub(crate) fn letter(&self, forgery: Option<Forgery>) -> Letter {
        let (content_type, body) = match &self.payload {
            Payload::Json(value) => ("application/json", self.json(value)),
            Payload::Form(pairs) => ("application/x-www-form-urlencoded", form(pairs)),
            Payload::Raw(bytes) => (self.raw_type(), bytes.clone()),
        };
        let mut headers = self.signature(&body, forgery);
        if forgery == Some(Forgery::Missing) {
            headers.clear();
        }
        Letter { content_type, headers, body }
    }

    fn raw_type(&self) -> &'static str {
        match *self.account {
            Account::Twilio(_) => "application/x-www-form-urlencoded",
            _ => "application/json",
        }
    }

    /// Meta writes its JSON in ASCII with escaped slashes, which is what makes verifying over
    /// re-serialised bytes fail.
    fn json(&self, value: &Value) -> Bytes {
        let plain = value.to_string();
        match *self.account {
            Account::WhatsApp(_) => Bytes::from(escaped(&plain)),
            _ => Bytes::from(plain),
        }
    }

    fn signature(&self, body: &Bytes, forgery: Option<Forgery>) -> Vec<(&'static str, String)> {
        let secret = |own: &str| match forgery {
            Some(Forgery::OtherSecret) => OTHER_SECRET.to_owned(),
            _ => own.to_owned(),
        };
        let signed_body = match (&self.payload, forgery) {
            (Payload::Json(value), Some(Forgery::Reserialised)) => pretty(value),
            _ => body.clone(),
        };
        let signature = match &*self.account {
            Account::WhatsApp(account) => {
                vec![("X-Hub-Signature-256", sign::meta(&secret(&account.app_secret), &signed_body))]
            }
            Account::Telegram(account) => {
                account.secret_token.iter().map(|token| ("X-Telegram-Bot-Api-Secret-Token", secret(token))).collect()
            }
            Account::Twilio(account) => {
                let url = signed_url(&self.url, account.signed_origin.as_deref());
                let pairs = match &self.payload {
                    Payload::Form(pairs) => pairs.as_slice(),
                    Payload::Json(_) | Payload::Raw(_) => &[],
                };
                vec![("X-Twilio-Signature", sign::twilio(&secret(&account.auth_token), &url, pairs))]
            }
            Account::Infobip(account) => {
                let timestamp = clock::now().as_millisecond().to_string();
                account.webhook_secret.as_deref().map_or_else(Vec::new, |own| {
                    let signature = sign::infobip(&secret(own), &timestamp, &signed_body);
                    vec![("X-Ib-Exchange-Req-Timestamp", timestamp), ("X-Ib-Exchange-Req-Signature", signature)]
                })
            }
        };
        if forgery == Some(Forgery::WrongSignature) {
            return signature.into_iter().map(|(name, value)| (name, spoiled(&value))).collect();
        }
        signature
    }
}

/// The same length and alphabet, another value.
fn spoiled(signature: &str) -> String {
    let mut chars: Vec<char> = signature.chars().collect();
    if let Some(last) = chars.iter_mut().rev().find(|c| c.is_ascii_alphanumeric()) {
        *last = if *last == '0' { '1' } else { '0' };
    }
    chars.into_iter().collect()
}

/// The URL as the outside world knows it: another origin, the same path and query.
fn signed_url(url: &str, origin: Option<&str>) -> String {
    let Some(origin) = origin else {
        return url.to_owned();
    };
    let Ok(parsed) = url::Url::parse(url) else {
        return url.to_owned();
    };
    let query = parsed.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{}{query}", origin.trim_end_matches('/'), parsed.path())
}

fn escaped(json: &str) -> String {
    let mut ascii = String::with_capacity(json.len());
    let mut units = [0_u16; 2];
    for c in json.chars() {
        match c {
            '/' => ascii.push_str("\\/"),
            c if c.is_ascii() => ascii.push(c),
            c => {
                for unit in c.encode_utf16(&mut units) {
                    // Writing to a string cannot fail.
                    let _ = write!(ascii, "\\u{unit:04x}");
                }
            }
        }
    }
    ascii
}

fn pretty(value: &Value) -> Bytes {
    serde_json::to_vec_pretty(value).map(Bytes::from).unwrap_or_default()
}

fn form(pairs: &[(String, String)]) -> Bytes {
    let mut text = url::form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(pairs);
    Bytes::from(text.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaping_keeps_the_value() {
        let value = serde_json::json!({"texte": "Élève 😀 a/b \"c\""});
        let ascii = escaped(&value.to_string());
        assert!(ascii.is_ascii());
        assert_eq!(serde_json::from_str::<Value>(&ascii).unwrap(), value);
    }

    #[test]
    fn a_spoiled_signature_differs_in_value_only() {
        let spoiled = spoiled("sha256=abc0");
        assert_eq!(spoiled, "sha256=abc1");
    }
}
