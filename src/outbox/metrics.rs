//! What is counted. Labels are accounts, classes and kinds of outcome, never people.
//!
//! | metric | kind | labels | what |
//! |---|---|---|---|
//! | `carnet_outbox_accepted_total` | counter | account, class | messages a provider took |
//! | `carnet_outbox_duplicates_total` | counter | - | messages a provider took twice, as far as known |
//! | `carnet_outbox_ambiguous_total` | counter | account, class | attempts whose fate was unknown; class `unfinished`: left behind by an earlier process |
//! | `carnet_outbox_resolved_total` | counter | how | doubts settled by policy: `resend`, `bury` |
//! | `carnet_outbox_verdicts_total` | counter | account, kind | ended attempts: `accepted`, `retry`, `pair`, `pause`, `ambiguous`, `failed`, `stop` |
//! | `carnet_outbox_withdrawn_total` | counter | reason | messages not sent after all |
//! | `carnet_outbox_fenced_total` | counter | - | outcomes that came too late to change anything |
//! | `carnet_outbox_courtesies_dropped_total` | counter | account | signs of life left out |
//! | `carnet_outbox_batch_messages` | histogram | - | messages per T1 |
//! | `carnet_outbox_eligible_to_accepted_seconds` | histogram | class | from due to taken by the provider |
//! | `carnet_outbox_depth` | gauge | account, class | open messages |
//! | `carnet_outbox_oldest_seconds` | gauge | account, class | for how long the oldest due one has been due |
//! | `carnet_outbox_spent` | gauge | school, month | what messages have cost, in the currency of the rates |
//! | `carnet_outbox_budget` | gauge | school | what they may cost in a month |
//! | `carnet_outbox_stopped` | gauge | account | 1 while the lane waits for a person to act |

use metrics::{counter, gauge, histogram};
use std::collections::HashMap;
use std::time::Duration;

use crate::domain::{AccountId, MessageClass, Timestamp};
use crate::store::{LaneDepth, MonthSpend};

pub(super) fn accepted(account: &AccountId, class: MessageClass, waited: Duration) {
    counter!("carnet_outbox_accepted_total", "account" => account.0.clone(), "class" => class.code()).increment(1);
    histogram!("carnet_outbox_eligible_to_accepted_seconds", "class" => class.code()).record(waited.as_secs_f64());
}

pub(super) fn duplicates(count: u64) {
    counter!("carnet_outbox_duplicates_total").increment(count);
}

pub(super) fn ambiguous(account: &AccountId, class: MessageClass) {
    counter!("carnet_outbox_ambiguous_total", "account" => account.0.clone(), "class" => class.code()).increment(1);
}

pub(super) fn left_in_doubt(account: &AccountId, count: u64) {
    counter!("carnet_outbox_ambiguous_total", "account" => account.0.clone(), "class" => "unfinished").increment(count);
}

pub(super) fn resolved(how: &'static str) {
    counter!("carnet_outbox_resolved_total", "how" => how).increment(1);
}

pub(super) fn verdict(account: &AccountId, kind: &'static str) {
    counter!("carnet_outbox_verdicts_total", "account" => account.0.clone(), "kind" => kind).increment(1);
}

pub(super) fn withdrawn(reason: &'static str) {
    counter!("carnet_outbox_withdrawn_total", "reason" => reason).increment(1);
}

pub(super) fn expired(count: u64) {
    counter!("carnet_outbox_withdrawn_total", "reason" => "too_late").increment(count);
}

pub(super) fn fenced(count: u64) {
    counter!("carnet_outbox_fenced_total").increment(count);
}

pub(super) fn courtesy_dropped(account: &AccountId) {
    counter!("carnet_outbox_courtesies_dropped_total", "account" => account.0.clone()).increment(1);
}

pub(super) fn batch(messages: usize) {
    histogram!("carnet_outbox_batch_messages").record(f64::from(u32::try_from(messages).unwrap_or(u32::MAX)));
}

pub(super) fn stopped(account: &AccountId, stopped: bool) {
    gauge!("carnet_outbox_stopped", "account" => account.0.clone()).set(f64::from(u8::from(stopped)));
}

/// All lanes at once; what is not among them is empty.
pub(super) fn depths(accounts: &[AccountId], depths: &[LaneDepth], now: Timestamp) {
    for account in accounts {
        for class in MessageClass::ALL {
            let depth = depths.iter().find(|depth| depth.account == *account && depth.class == class);
            let open = depth.map_or(0, |depth| depth.open);
            let age = depth.and_then(|depth| depth.oldest).map_or(Duration::ZERO, |oldest| now.since(oldest));
            let labels = [("account", account.0.clone()), ("class", class.code().to_owned())];
            gauge!("carnet_outbox_depth", &labels).set(f64::from(u32::try_from(open).unwrap_or(u32::MAX)));
            gauge!("carnet_outbox_oldest_seconds", &labels).set(age.as_secs_f64());
        }
    }
}

/// What schools have spent, and may.
pub(super) fn money(spends: &[MonthSpend], budgets: &HashMap<String, i64>) {
    for one in spends {
        let labels = [("school", one.school.clone()), ("month", one.month.clone())];
        gauge!("carnet_outbox_spent", &labels).set(units(one.micros));
    }
    for (school, micros) in budgets {
        gauge!("carnet_outbox_budget", "school" => school.clone()).set(units(*micros));
    }
}

/// Millionths as units; a gauge is no ledger.
fn units(micros: i64) -> f64 {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0)).as_secs_f64()
}
