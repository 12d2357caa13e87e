//! What the outbox counts. No label ever holds anything of a person.
//!
//! `carnet_outbox_accepted_total{account,class}` · `carnet_outbox_ambiguous_total{account}` ·
//! `carnet_outbox_duplicates_total{account}` (a second acceptance of one message) ·
//! `carnet_outbox_verdicts_total{account,verdict}` · `carnet_outbox_withdrawn_total{reason}` ·
//! `carnet_outbox_wait_seconds{class}` (eligible to accepted) · `carnet_outbox_depth{account,class}` ·
//! `carnet_outbox_oldest_seconds{account,class}`.

use metrics::{counter, gauge, histogram};
use std::time::Duration;

use crate::domain::{AccountId, MessageClass, Timestamp};
use crate::store::QueueDepth;

pub(super) fn accepted(account: &AccountId, class: MessageClass, waited: Duration) {
    counter!("carnet_outbox_accepted_total", "account" => account.0.clone(), "class" => class.code()).increment(1);
    histogram!("carnet_outbox_wait_seconds", "class" => class.code()).record(waited.as_secs_f64());
}

pub(super) fn doubtful(account: &AccountId, count: u64) {
    counter!("carnet_outbox_ambiguous_total", "account" => account.0.clone()).increment(count);
}

pub(super) fn judged(account: &AccountId, verdict: &'static str) {
    counter!("carnet_outbox_verdicts_total", "account" => account.0.clone(), "verdict" => verdict).increment(1);
}

pub(super) fn withdrawn(reason: &'static str) {
    counter!("carnet_outbox_withdrawn_total", "reason" => reason).increment(1);
}

pub(super) fn depths(account: &AccountId, depths: &[QueueDepth], now: Timestamp) {
    for class in MessageClass::ALL {
        let depth = depths.iter().find(|depth| depth.class == class);
        let oldest = depth.and_then(|depth| depth.oldest).map_or(0.0, |oldest| now.since(oldest).as_secs_f64());
        let count = depth.map_or(0, |depth| depth.waiting);
        let labels = [("account", account.0.clone()), ("class", class.code().to_owned())];
        gauge!("carnet_outbox_depth", &labels).set(count as f64);
        gauge!("carnet_outbox_oldest_seconds", &labels).set(oldest);
    }
}
