//! The messages Twilio can be asked about later.

use std::collections::VecDeque;
use std::sync::Mutex;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::segments::segments;
use crate::sync::lock;

const REMEMBERED: usize = 50_000;
const PAGE: usize = 1_000;

#[derive(Debug, Default)]
pub(crate) struct Sent(Mutex<VecDeque<Message>>);

/// One accepted message.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) sid: String,
    pub(super) account: String,
    pub(super) to: String,
    pub(super) from: String,
    pub(super) body: String,
    pub(super) status: &'static str,
    pub(super) error: Option<i64>,
    pub(super) created: Timestamp,
}

impl Message {
    pub(super) fn json(&self) -> Value {
        let date = self.created.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string();
        json!({
            "sid": self.sid,
            "account_sid": self.account,
            "messaging_service_sid": null,
            "to": self.to,
            "from": self.from,
            "body": self.body,
            "status": self.status,
            "num_segments": segments(&self.body).to_string(),
            "num_media": "0",
            "direction": "outbound-api",
            "api_version": "2010-04-01",
            "price": null,
            "price_unit": "USD",
            "error_code": self.error,
            "error_message": null,
            "date_created": date,
            "date_updated": date,
            "date_sent": date,
            "uri": format!("/2010-04-01/Accounts/{}/Messages/{}.json", self.account, self.sid),
            "subresource_uris": {},
        })
    }
}

impl Sent {
    pub(super) fn remember(&self, message: Message) {
        let mut all = lock(&self.0);
        if all.len() >= REMEMBERED {
            all.pop_front();
        }
        all.push_back(message);
    }

    pub(super) fn update(&self, sid: &str, status: &'static str, error: Option<i64>) {
        if let Some(message) = lock(&self.0).iter_mut().rev().find(|message| message.sid == sid) {
            message.status = status;
            message.error = error;
        }
    }

    pub(super) fn fetch(&self, account: &str, sid: &str) -> Option<Value> {
        let all = lock(&self.0);
        all.iter().find(|m| m.account == account && m.sid == sid).map(Message::json)
    }

    /// Newest first, filtered by `To`, `From` and `DateSent` (also `DateSent>` and `DateSent<`).
    pub(super) fn list(&self, account: &str, query: &[(String, String)]) -> Value {
        let size = query.iter().find(|(name, _)| name == "PageSize");
        let size = size.and_then(|(_, size)| size.parse().ok()).unwrap_or(50).min(PAGE);
        let messages: Vec<Value> = lock(&self.0)
            .iter()
            .rev()
            .filter(|message| message.account == account)
            .filter(|message| query.iter().all(|(name, value)| fits(message, name, value)))
            .take(size)
            .map(Message::json)
            .collect();
        json!({
            "messages": messages, "page": 0, "page_size": size, "start": 0,
            "next_page_uri": null, "previous_page_uri": null,
        })
    }
}

fn fits(message: &Message, name: &str, value: &str) -> bool {
    match name {
        "To" => message.to == value,
        "From" => message.from == value,
        "DateSent" => instant(value)
            .is_none_or(|day| message.created >= day && message.created.as_second() < day.as_second() + 86_400),
        "DateSent>" => instant(value).is_none_or(|from| message.created >= from),
        "DateSent<" => instant(value).is_none_or(|until| message.created <= until),
        _ => true,
    }
}

/// A day's start, or an instant.
fn instant(value: &str) -> Option<Timestamp> {
    if let Ok(at) = value.parse::<Timestamp>() {
        return Some(at);
    }
    let day: Date = value.parse().ok()?;
    day.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}
