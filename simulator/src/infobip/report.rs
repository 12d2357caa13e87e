//! Delivery reports: pushed where a message asks for it, else kept to be polled.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::account::Account;
use crate::clock;
use crate::receipts::{Stage, Tell};
use crate::segments::segments;
use crate::sync::lock;
use crate::webhook::Payload;

const KEPT_REPORTS: usize = 50_000;
/// Of a segment, in dollars; no rate file knows it.
const PRICE: f64 = 0.0123;

/// Which message ids were used, and the reports nobody fetched yet.
#[derive(Debug, Default)]
pub(crate) struct Sent(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    ids: HashSet<String>,
    reports: VecDeque<Value>,
}

/// One SMS.
#[derive(Clone, Debug)]
pub(super) struct Sms {
    pub(super) id: String,
    /// The sender chose the id, which makes a repeat recognisable.
    pub(super) own_id: bool,
    pub(super) sender: String,
    pub(super) to: String,
    pub(super) text: String,
    pub(super) report_url: Option<String>,
    pub(super) callback_data: Option<String>,
}

impl Sent {
    pub(super) fn has(&self, id: &str) -> bool {
        lock(&self.0).ids.contains(id)
    }

    /// False when the id was used before.
    pub(super) fn claim(&self, id: &str) -> bool {
        lock(&self.0).ids.insert(id.to_owned())
    }

    pub(super) fn take_reports(&self, limit: usize) -> Vec<Value> {
        let mut inner = lock(&self.0);
        let count = limit.min(inner.reports.len());
        inner.reports.drain(..count).collect()
    }

    fn keep_report(&self, report: Value) {
        let mut inner = lock(&self.0);
        if inner.reports.len() >= KEPT_REPORTS {
            inner.reports.pop_front();
        }
        inner.reports.push_back(report);
    }
}

/// A status by its id.
pub(super) fn status(id: i64) -> Value {
    let (group, group_name, name) = match id {
        2 => (3, "DELIVERED", "DELIVERED_TO_OPERATOR"),
        5 => (3, "DELIVERED", "DELIVERED_TO_HANDSET"),
        9 => (2, "UNDELIVERABLE", "UNDELIVERABLE_NOT_DELIVERED"),
        15 => (4, "EXPIRED", "EXPIRED_EXPIRED"),
        23 => (5, "REJECTED", "REJECTED_DUPLICATE_MESSAGE_ID"),
        26 => (1, "PENDING", "PENDING_ACCEPTED"),
        _ => (5, "REJECTED", "REJECTED"),
    };
    json!({
        "groupId": group, "groupName": group_name, "id": id, "name": name,
        "description": name.replace('_', " ").to_lowercase(),
    })
}

pub(super) fn teller(account: &Arc<Account>, bulk: &str, sms: Sms) -> Tell {
    let default_url = match &**account {
        Account::Infobip(infobip) => infobip.status_url.clone(),
        _ => None,
    };
    let url = sms.report_url.clone().or(default_url);
    let bulk = bulk.to_owned();
    Arc::new(move |world, stage| {
        let report = report(&bulk, &sms, stage)?;
        let Some(url) = url.clone() else {
            world.infobip.keep_report(report);
            return None;
        };
        Some((url, Payload::Json(json!({ "results": [report] }))))
    })
}

/// `sent` is not reported, and SMS has no read receipts.
fn report(bulk: &str, sms: &Sms, stage: Stage) -> Option<Value> {
    let (status, error) = match stage {
        Stage::Sent | Stage::Read => return None,
        Stage::Delivered => (status(5), no_error()),
        Stage::Failed(code) => (status(code), unknown_subscriber()),
    };
    let now = super::time(clock::now());
    let mut report = json!({
        "bulkId": bulk,
        "messageId": sms.id,
        "to": sms.to,
        "sender": sms.sender,
        "sentAt": now,
        "doneAt": now,
        "messageCount": segments(&sms.text),
        "price": { "pricePerMessage": PRICE, "currency": "USD" },
        "status": status,
        "error": error,
    });
    if let Some(data) = &sms.callback_data {
        report["callbackData"] = json!(data);
    }
    Some(report)
}

fn no_error() -> Value {
    json!({
        "groupId": 0, "groupName": "OK", "id": 0, "name": "NO_ERROR",
        "description": "No Error", "permanent": false,
    })
}

fn unknown_subscriber() -> Value {
    json!({
        "groupId": 1, "groupName": "HANDSET_ERRORS", "id": 1, "name": "EC_UNKNOWN_SUBSCRIBER",
        "description": "Unknown Subscriber", "permanent": true,
    })
}
