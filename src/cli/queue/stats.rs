//! `carnet queue stats`: how much waits, and how long.

use serde_json::json;

use super::super::output::say;
use super::portfolios::portfolios;
use super::words::{cut, instant};
use crate::app::config::Config;
use crate::app::rates::Rates;
use crate::domain::{MessageClass, Money, Timestamp};
use crate::store::{EventsSetAside, LaneLine, Store, Tx};

pub(super) async fn run(store: &Store, config: &Config, as_json: bool, now: Timestamp) -> anyhow::Result<()> {
    let mut tx = store.begin_read().await?;
    let lanes = tx.lanes(now).await?;
    let counts = tx.queue_counts().await?;
    let events = tx.events_set_aside().await?;
    let spent = spent(&mut tx, config, now).await?;
    let portfolios = portfolios(&mut tx, config, now).await?;
    tx.rollback().await?;
    for lane in &lanes {
        if as_json {
            say(&lane_object(lane, config, now).to_string());
        } else {
            say(&lane_told(lane, config, now));
        }
    }
    for line in &portfolios {
        say(&if as_json { line.object() } else { line.told() });
    }
    for line in &spent {
        say(&if as_json { line.object() } else { line.told() });
    }
    for one in &events {
        say(&if as_json { object(one) } else { told(one) });
    }
    if !as_json {
        say(&match (counts.is_empty(), events.is_empty()) {
            (true, true) => "nothing waits, nothing was set aside".to_owned(),
            (true, false) => "no message waits, none was set aside".to_owned(),
            (false, _) => row(["account", "class", "state", "count", "oldest"]),
        });
    }
    for (account, rank, state, count, oldest) in &counts {
        let class = i16::try_from(*rank).ok().and_then(MessageClass::from_rank).map_or("", MessageClass::code);
        let oldest = Timestamp(*oldest);
        if as_json {
            let since = instant(oldest);
            let line = json!({
                "account": account, "class": class, "state": state, "count": count, "oldest_at": since,
            });
            say(&line.to_string());
        } else {
            let minutes = now.since(oldest).as_secs() / 60;
            say(&row([&cut(account, 20), class, state, &count.to_string(), &format!("{minutes} min")]));
        }
    }
    Ok(())
}

fn lane_told(lane: &LaneLine, config: &Config, now: Timestamp) -> String {
    let how = match (is_configured(lane, config), lane.paused, lane.owned) {
        (false, ..) => "not in this configuration: what waits goes by its people's other accounts, or ends",
        (true, true, _) => "paused by an operator or by what its provider said; carnet queue resume lets it go on",
        (true, false, true) => "driven by a running service",
        (true, false, false) => "no service drives it",
    };
    let asked = patience(lane, now)
        .map(|until| format!("; nothing goes before {}, as its provider asked or refused", instant(until)));
    let silent = silence(lane).map(|since| format!("; its provider has not answered since {}", instant(since)));
    format!("lane {}: {how}{}{}", lane.account_id, asked.unwrap_or_default(), silent.unwrap_or_default())
}

fn lane_object(lane: &LaneLine, config: &Config, now: Timestamp) -> serde_json::Value {
    json!({
        "lane": lane.account_id, "paused": lane.paused, "driven": lane.owned, "epoch": lane.epoch,
        "configured": is_configured(lane, config), "provider_pause_until": patience(lane, now).map(instant),
        "provider_silent_since": silence(lane).map(instant),
    })
}

fn is_configured(lane: &LaneLine, config: &Config) -> bool {
    config.accounts.iter().any(|account| account.id.0 == lane.account_id)
}

/// Until when its provider has asked for patience, if that is still to come.
pub(super) fn patience(lane: &LaneLine, now: Timestamp) -> Option<Timestamp> {
    Some(Timestamp(lane.paused_until)).filter(|until| *until > now)
}

/// Since when its provider has not answered, if it does not.
fn silence(lane: &LaneLine) -> Option<Timestamp> {
    Some(Timestamp(lane.silent_since)).filter(|since| since.0 > 0)
}

/// What came in and could not be handled: whoever wrote it was asked to write it again.
fn told(aside: &EventsSetAside) -> String {
    let why = aside.failure.as_deref().map_or_else(String::new, |failure| format!(", the latest because: {failure}"));
    let (school, events, oldest) = (&aside.school, aside.events, instant(Timestamp(aside.oldest)));
    format!("school {school}: {events} event(s) that came in were set aside since {oldest}{why}")
}

fn object(aside: &EventsSetAside) -> String {
    json!({
        "school": aside.school, "events_set_aside": aside.events, "oldest_at": instant(Timestamp(aside.oldest)),
        "failure": aside.failure,
    })
    .to_string()
}

fn row([account, class, state, count, oldest]: [&str; 5]) -> String {
    format!("{account:20} {class:9} {state:19} {count:>8} {oldest:>12}")
}

/// What a school has spent this month, of what it may.
struct Spent {
    school: String,
    month: String,
    messages: i64,
    sum: Money,
    budget: Option<Money>,
}

/// This month of every configured school that has spent or may spend.
async fn spent(tx: &mut Tx, config: &Config, now: Timestamp) -> anyhow::Result<Vec<Spent>> {
    let rates = Rates::load(config.templates.as_deref())?;
    let rates = rates.any();
    let mut codes: Vec<&str> =
        config.accounts.iter().flat_map(|account| &account.schools).map(String::as_str).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut lines = Vec::new();
    for code in codes {
        let Some(school) = tx.school_by_code(code).await? else { continue };
        let month = school.month(now);
        let found = tx.spends_since(&month).await?.into_iter().find(|one| one.school == code && one.month == month);
        let budget = config.budgets.get(code).map(|micros| rates.money(*micros));
        if found.is_none() && budget.is_none() {
            continue;
        }
        let (micros, messages) = found.map_or((0, 0), |one| (one.micros, one.messages));
        lines.push(Spent { school: code.to_owned(), month, messages, sum: rates.money(micros), budget });
    }
    Ok(lines)
}

impl Spent {
    fn told(&self) -> String {
        let Self { school, month, messages, .. } = self;
        let sum = self.sum.exact();
        match self.budget.as_ref().map(Money::exact) {
            Some(budget) => format!("school {school}: {sum} of {budget} spent in {month}, {messages} message(s)"),
            None => format!("school {school}: {sum} spent in {month}, {messages} message(s), no budget"),
        }
    }

    fn object(&self) -> String {
        let budget = self.budget.as_ref().map(|budget| budget.micros);
        json!({
            "school": self.school, "month": self.month, "messages": self.messages, "currency": self.sum.currency,
            "spent_micros": self.sum.micros, "budget_micros": budget,
        })
        .to_string()
    }
}
