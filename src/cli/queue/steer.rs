//! `carnet queue retry`, `reroute`, `cancel`, `close`: what an operator decides about messages.

use serde_json::json;
use uuid::Uuid;

use super::super::output::{complain, say};
use crate::actions::{cancel_message, close_message, reroute_message, retry_message};
use crate::domain::{MessageId, Timestamp};
use crate::store::{Requeue, Store};

/// What is wished for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Retry,
    Reroute,
    Cancel,
    Close,
}

impl Wish {
    /// Which messages it is for.
    fn guard(self) -> &'static str {
        match self {
            Self::Retry => {
                "only what was held, set aside or ended unsent is sent again; what is queued goes when its time comes"
            }
            Self::Reroute => {
                "only a message that waits or ended unsent goes another way, and only if its person has another address \
                 that can be written to now"
            }
            Self::Cancel => "only a message that waits or is on its way can be taken back",
            Self::Close => "only a message that was set aside (dead) is put away",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Retry => "is queued again",
            Self::Reroute => "goes to the next address",
            Self::Cancel => "is cancelled",
            Self::Close => "is put away",
        }
    }
}

/// Does it to each that it can be done to, and says so; then of the others why not.
pub(super) async fn all(store: &Store, ids: &[Uuid], wish: Wish, json: bool, now: Timestamp) -> anyhow::Result<()> {
    if let [only] = ids {
        return one(store, MessageId(*only), wish, json, now).await;
    }
    let mut refused = 0;
    for id in ids {
        if let Err(why) = one(store, MessageId(*id), wish, json, now).await {
            complain(&format!("{why:#}"));
            refused += 1;
        }
    }
    anyhow::ensure!(refused == 0, "{refused} of {} message(s) could not be seen to", ids.len());
    Ok(())
}

async fn one(store: &Store, id: MessageId, wish: Wish, json: bool, now: Timestamp) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let (outcome, account) = match wish {
        Wish::Retry => (retry_message(&mut tx, id, now).await?, None),
        Wish::Reroute => reroute_message(&mut tx, id, now).await?,
        Wish::Cancel => (cancel_message(&mut tx, id, now).await?, None),
        Wish::Close => (close_message(&mut tx, id, now).await?, None),
    };
    let line = tx.queue_line(id).await?;
    tx.commit().await?;
    let state = line.map(|line| line.state).unwrap_or_default();
    let done = match outcome {
        Requeue::Unknown => anyhow::bail!("there is no message {id}; carnet queue list shows those there are"),
        Requeue::Stopped => anyhow::bail!("message {id}: its announcement was stopped by the school; it stays so"),
        Requeue::NotNow => anyhow::bail!("message {id} is {state}: {}", wish.guard()),
        Requeue::Requested => "is on its way; it is taken back if it turns out not to have arrived",
        Requeue::Done => wish.done(),
    };
    if json {
        let requested = outcome == Requeue::Requested;
        say(&json!({ "id": id, "state": state, "cancel_requested": requested, "account": account }).to_string());
    } else {
        say(&match account {
            Some(account) => format!("message {id} {done} ({account})"),
            None => format!("message {id} {done}"),
        });
    }
    Ok(())
}
