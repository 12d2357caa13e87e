//! `carnet queue stats`: how much waits, and how long.

use serde_json::json;

use super::super::output::say;
use super::words::{cut, instant};
use crate::domain::{MessageClass, Timestamp};
use crate::store::Store;

pub(super) async fn run(store: &Store, as_json: bool, now: Timestamp) -> anyhow::Result<()> {
    let mut tx = store.begin_read().await?;
    let lanes = tx.lanes().await?;
    let counts = tx.queue_counts().await?;
    tx.rollback().await?;
    for lane in &lanes {
        if as_json {
            let (account, owned, paused) = (&lane.account_id, lane.owned, lane.paused);
            let epoch = lane.epoch;
            say(&json!({ "lane": account, "paused": paused, "driven": owned, "epoch": epoch }).to_string());
        } else {
            let how = match (lane.paused, lane.owned) {
                (true, _) => "paused; carnet queue resume lets it go on",
                (false, true) => "driven by a running service",
                (false, false) => "no service drives it",
            };
            say(&format!("lane {}: {how}", lane.account_id));
        }
    }
    if !as_json && counts.is_empty() {
        say("nothing waits, nothing was set aside");
    } else if !as_json {
        say(&row(["account", "class", "state", "count", "oldest"]));
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

fn row([account, class, state, count, oldest]: [&str; 5]) -> String {
    format!("{account:20} {class:9} {state:19} {count:>8} {oldest:>12}")
}
