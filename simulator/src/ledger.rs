//! The ledger's vocabulary: what the providers accepted, and what they tried to tell the service.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::account::Provider;

/// One request a provider accepted: a line of the ledger file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// When it was accepted, RFC 3339 in UTC with microseconds.
    pub at: String,
    /// Which provider accepted it.
    pub provider: Provider,
    /// `phone_number_id`, bot id, Twilio account sid, Infobip sender or envelope sender.
    pub account: String,
    /// The recipient; none for requests that name nobody.
    pub to: Option<String>,
    /// `text`, `interactive`, `template`, `document`, `read`, `typing`, `callback_answer`, `edit`,
    /// `sms`, `email`…
    pub kind: String,
    /// The request, as JSON whatever it travelled as.
    pub body: Value,
    /// What the sender asked to have echoed, where the provider offers that.
    pub attempt: Option<String>,
    /// What was (or would have been) answered.
    pub answer: Value,
}

/// One attempt to call the service's webhook.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WebhookAttempt {
    /// When the answer (or the failure) was known, RFC 3339 in UTC with microseconds.
    pub at: String,
    /// Whose event it was.
    pub provider: Provider,
    /// As in [`LedgerEntry::account`].
    pub account: String,
    /// `inbound`, `status` or `injected`.
    pub purpose: String,
    /// The provider's ids of the events inside.
    pub ids: Vec<String>,
    /// Where it went.
    pub url: String,
    /// 1 for the first try.
    pub attempt: u32,
    /// The answer's status; none when the connection failed.
    pub status: Option<u16>,
    /// True when the signature was wrong on purpose.
    pub forged: bool,
}

impl WebhookAttempt {
    /// True when the provider counts the event as delivered.
    pub fn delivered(&self) -> bool {
        !self.forged && self.status.is_some_and(|status| crate::webhook::is_success(self.provider, status))
    }
}
