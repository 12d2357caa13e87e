//! `carnet queue list`.

use clap::builder::PossibleValuesParser;
use serde_json::{Value, json};
use std::time::Duration;

use super::super::output::say;
use super::words::{cut, day_and_time, instant, reason};
use super::{account_of, classes};
use crate::app::config::Config;
use crate::domain::{MessageClass, Timestamp};
use crate::outbox::meaning_of;
use crate::store::{QueueFilter, QueueLine, Store};

/// The states of a message, in the order of its life.
const STATES: [&str; 12] = [
    "held",
    "queued",
    "retry_wait",
    "sending",
    "ambiguous",
    "accepted",
    "failed",
    "failed_after_accept",
    "cancelled",
    "superseded",
    "expired",
    "dead",
];

/// Which messages are listed.
#[derive(clap::Args)]
pub(super) struct ListArgs {
    /// Only this account's
    #[arg(long)]
    account: Option<String>,
    /// Only of this class
    #[arg(long, value_parser = classes())]
    class: Option<String>,
    /// Only in this state; without it, what is open and what was set aside
    #[arg(long, value_parser = PossibleValuesParser::new(STATES))]
    state: Option<String>,
    /// Only what ended without arriving: failed, expired or set aside, in the last so many days (without a number: 7)
    #[arg(long, value_name = "DAYS", num_args = 0..=1, default_missing_value = "7", conflicts_with = "state",
        value_parser = clap::value_parser!(u32).range(1..=400))]
    lost: Option<u32>,
    /// At most so many
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
}

pub(super) async fn run(
    store: &Store,
    config: &Config,
    wanted: ListArgs,
    as_json: bool,
    now: Timestamp,
) -> anyhow::Result<()> {
    let account = wanted.account.as_deref().map(|name| account_of(config, name)).transpose()?;
    let filter = QueueFilter {
        account: account.map(|account| account.id.clone()),
        class: MessageClass::ALL.into_iter().find(|class| Some(class.code()) == wanted.class.as_deref()),
        state: wanted.state,
        lost_since: wanted.lost.map(|days| now.minus(Duration::from_hours(24 * u64::from(days)))),
        limit: i64::from(wanted.limit),
    };
    let mut tx = store.begin_read().await?;
    let lines = tx.queue_lines(&filter).await?;
    tx.rollback().await?;
    if as_json {
        for line in &lines {
            say(&object(line).to_string());
        }
    } else if lines.is_empty() {
        say("no such messages");
    } else {
        say(&row(["message", "account", "class", "state", "try", "made (UTC)"]));
        for line in &lines {
            let (made, tries) = (day_and_time(line.created_at), line.attempts.to_string());
            let account = cut(&line.account.0, 10);
            say(&row([&line.id.to_string(), &account, line.class.code(), &line.state, &tries, &made]));
        }
        if lines.len() >= usize::try_from(wanted.limit).unwrap_or(usize::MAX) {
            say(&format!("(the newest {}; there may be more: --limit)", wanted.limit));
        }
    }
    Ok(())
}

fn row([id, account, class, state, tries, made]: [&str; 6]) -> String {
    format!("{id:36} {account:10} {class:9} {state:19} {tries:>3} {made}").trim_end().to_owned()
}

/// A message as machines read it.
pub(super) fn object(line: &QueueLine) -> Value {
    let why = reason(line);
    json!({
        "id": line.id, "school": line.school, "account": line.account, "channel": line.channel, "class": line.class,
        "state": line.state, "attempts": line.attempts, "resends": line.resends, "receipt": line.receipt(),
        "cancel_requested": line.cancel_requested, "created_at": instant(line.created_at),
        "not_before": instant(line.not_before), "expires_at": instant(line.expires_at),
        "settled_at": line.settled_at.map(instant), "reason": line.reason,
        "meaning": why.and_then(|(provider, word)| meaning_of(provider, word)),
    })
}
