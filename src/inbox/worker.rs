//! The worker: takes the oldest events, hands each to the handler, commits effects and "done" together.
//!
//! 1. Read the oldest waiting events; leave out conversations whose first event is put off after a failure, and claim the
//!    others: on a database that several processes share, one at a time handles a conversation.
//! 2. Read ahead what they will need, and handle them all, in order, in one transaction: one fsync for the batch.
//! 3. If one fails, roll back and handle them one by one, so that only the failing one is put off.
//! 4. After five failures an event is set aside ("dead"), its sender is told, and its conversation goes on.

use anyhow::Context;
use carnet_webhooks::InboundEvent;
use futures_util::FutureExt;
use metrics::{counter, histogram};
use std::collections::HashSet;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::domain::{AccountId, Clock, EventId, SchoolId, Timestamp};
use crate::store::{Store, StoreError, Tx, WaitingEvent};

/// Events handled by one transaction at most: those who wait to be stored meanwhile do not wait long.
const BATCH: i64 = 64;
/// Failures after which an event is set aside.
const TRIES: i64 = 5;
/// How often the table is looked at when nobody woke us: only a fallback.
const POLL: Duration = Duration::from_secs(1);

/// What handling an event leaves to do outside the database.
#[derive(Debug)]
pub struct Effects<C> {
    /// Lanes that have something new to send.
    pub wake: Vec<AccountId>,
    /// Signs of life that may be lost.
    pub courtesies: Vec<(AccountId, C)>,
}

impl<C> Default for Effects<C> {
    fn default() -> Self {
        Self { wake: Vec::new(), courtesies: Vec::new() }
    }
}

/// An event with where it belongs.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    pub school: SchoolId,
    pub id: EventId,
    pub account: &'a AccountId,
    pub received_at: Timestamp,
}

/// Who does what an event asks for. Its errors are put off and tried again: what people did wrong is no error.
pub trait Handler: Send + Sync + 'static {
    type Courtesy: Send;

    /// Reads at once what handling these events, one after the other, will ask for.
    fn foresee(
        &self,
        _tx: &mut Tx,
        _events: &[(Filed<'_>, InboundEvent)],
    ) -> impl Future<Output = anyhow::Result<()>> + Send {
        async { Ok(()) }
    }

    fn handle(
        &self,
        tx: &mut Tx,
        filed: Filed<'_>,
        event: InboundEvent,
        effects: &mut Effects<Self::Courtesy>,
    ) -> impl Future<Output = anyhow::Result<()>> + Send;

    /// Tells whoever sent it that nothing came of an event: it is being set aside.
    fn regret(
        &self,
        _tx: &mut Tx,
        _filed: Filed<'_>,
        _event: InboundEvent,
        _effects: &mut Effects<Self::Courtesy>,
    ) -> impl Future<Output = anyhow::Result<()>> + Send {
        async { Ok(()) }
    }

    /// Called after the commit.
    fn committed(&self, effects: Effects<Self::Courtesy>);
}

/// Which conversations a worker takes: those whose hash falls to `number` of `of`. Workers side by side, each
/// conversation with one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub number: u8,
    pub of: u8,
}

impl Share {
    fn takes(self, conversation: &[u8]) -> bool {
        conversation.first().is_none_or(|byte| byte % self.of.max(1) == self.number)
    }
}

/// Drives the inbox of all schools of this process.
pub struct Worker<H> {
    pub share: Share,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub handler: Arc<H>,
    pub stored: Arc<Notify>,
}

impl<H: Handler> Worker<H> {
    /// Works until `stop`; finishes the batch in hand.
    pub async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            // Registered before looking, so that no wake-up between the look and the wait is lost.
            let woken = self.stored.notified();
            match self.round().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "inbox.round_failed"),
            }
            tokio::select! {
                () = woken => {}
                () = tokio::time::sleep(POLL) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Handles one batch; says whether there was anything to do.
    async fn round(&self) -> Result<bool, StoreError> {
        let mut tx = self.store.begin().await?;
        let due = self.choose(&mut tx, self.clock.now()).await?;
        if due.is_empty() {
            tx.rollback().await?;
            return Ok(false);
        }
        let (tx, outcome) = self.attempt(tx, &due).await;
        match outcome {
            Ok(effects) => self.commit(tx, &due, effects).await?,
            Err(_) if due.len() > 1 => {
                tx.rollback().await?;
                self.one_by_one(due).await?;
            }
            Err(failure) => {
                tx.rollback().await?;
                for event in &due {
                    self.put_off(event, &failure).await?;
                }
            }
        }
        Ok(true)
    }

    /// The oldest events it may handle now. When the oldest of all are others', or put off, it looks further.
    async fn choose(&self, tx: &mut Tx, now: Timestamp) -> Result<Vec<WaitingEvent>, StoreError> {
        let mut blocked = HashSet::new();
        let mut after = None;
        loop {
            let page = tx.waiting_events(after, BATCH).await?;
            let more = i64::try_from(page.len()).is_ok_and(|count| count == BATCH);
            after = page.last().map(|event| event.id);
            let mine = page.into_iter().filter(|event| self.share.takes(&event.conversation)).collect();
            let due = due_in_order(mine, now, &mut blocked);
            let wanted: HashSet<_> = due.iter().map(|event| event.conversation.clone()).collect();
            let claimed = tx.claim_events(due).await?;
            // What others have stays closed on later pages too: they may be in the middle of it.
            let got: HashSet<_> = claimed.iter().map(|event| event.conversation.clone()).collect();
            blocked.extend(wanted.difference(&got).cloned());
            let due = due_in_order(claimed, now, &mut blocked);
            if !due.is_empty() || !more {
                return Ok(due);
            }
        }
    }

    async fn one_by_one(&self, events: Vec<WaitingEvent>) -> Result<(), StoreError> {
        let mut stuck = HashSet::new();
        for event in events {
            if stuck.contains(&event.conversation) {
                continue;
            }
            let mut tx = self.store.begin().await?;
            let conversation = event.conversation.clone();
            // The claim ended with the batch: meanwhile another process may have gone on with this conversation.
            let now = self.clock.now();
            let again = tx.claim_events(vec![event]).await?.pop().filter(|event| event.due_at <= now);
            let Some(event) = again else {
                tx.rollback().await?;
                stuck.insert(conversation);
                continue;
            };
            let (tx, outcome) = self.attempt(tx, std::slice::from_ref(&event)).await;
            match outcome {
                Ok(effects) => self.commit(tx, std::slice::from_ref(&event), effects).await?,
                Err(failure) => {
                    tx.rollback().await?;
                    self.put_off(&event, &failure).await?;
                    stuck.insert(event.conversation);
                }
            }
        }
        Ok(())
    }

    /// Handles events inside `tx`; a panic is a failure like any other.
    async fn attempt(&self, mut tx: Tx, events: &[WaitingEvent]) -> (Tx, Result<Effects<H::Courtesy>, String>) {
        let mut effects = Effects::default();
        let work = async {
            let opened: Vec<_> = events.iter().filter_map(open).collect::<Result<_, _>>()?;
            self.handler.foresee(&mut tx, &opened).await?;
            for (filed, event) in opened {
                self.handler.handle(&mut tx, filed, event, &mut effects).await?;
            }
            // What was buffered is written here: that it cannot be is the event's failure, not the commit's.
            Ok(tx.flush().await?)
        };
        let outcome: anyhow::Result<()> =
            AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|_| Err(anyhow::anyhow!("panicked")));
        (tx, outcome.map(|()| effects).map_err(|error| format!("{error:#}")))
    }

    async fn commit(
        &self,
        mut tx: Tx,
        events: &[WaitingEvent],
        effects: Effects<H::Courtesy>,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let ids: Vec<_> = events.iter().map(|event| (event.school, event.id)).collect();
        tx.finish_events(&ids, now).await?;
        tx.commit().await?;
        for event in events {
            counter!("carnet_inbox_handled_total", "kind" => event.kind.clone()).increment(1);
            histogram!("carnet_inbox_wait_seconds").record(now.since(event.received_at).as_secs_f64());
        }
        self.handler.committed(effects);
        Ok(())
    }

    async fn put_off(&self, event: &WaitingEvent, failure: &str) -> Result<(), StoreError> {
        if event.tries + 1 >= TRIES {
            return self.set_aside(event, failure).await;
        }
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let backoff = Duration::from_millis(500).saturating_mul(1 << event.tries.clamp(0, 8));
        tx.postpone_event(event, now.plus(backoff), failure).await?;
        tx.commit().await?;
        tracing::warn!(event = %event.id, kind = %event.kind, %failure, "inbox.event_put_off");
        Ok(())
    }

    /// For good. Its sender is told in the same transaction; where that fails too, it is set aside all the same.
    async fn set_aside(&self, event: &WaitingEvent, failure: &str) -> Result<(), StoreError> {
        let now = self.clock.now();
        let (mut tx, told) = self.regret(self.store.begin().await?, event).await;
        if told.is_none() {
            tx.rollback().await?;
            tx = self.store.begin().await?;
        }
        if !tx.bury_event(event, now, failure).await? {
            return tx.rollback().await;
        }
        tx.commit().await?;
        counter!("carnet_inbox_dead_total").increment(1);
        tracing::error!(event = %event.id, kind = %event.kind, %failure, "inbox.event_set_aside");
        if let Some(effects) = told {
            self.handler.committed(effects);
        }
        Ok(())
    }

    /// What telling its sender leaves to do; none where nobody can be told.
    async fn regret(&self, mut tx: Tx, event: &WaitingEvent) -> (Tx, Option<Effects<H::Courtesy>>) {
        let mut effects = Effects::default();
        let Some(Ok((filed, opened))) = open(event) else { return (tx, None) };
        let tell = async {
            self.handler.regret(&mut tx, filed, opened, &mut effects).await?;
            Ok(tx.flush().await?)
        };
        let told: anyhow::Result<()> =
            AssertUnwindSafe(tell).catch_unwind().await.unwrap_or_else(|_| Err(anyhow::anyhow!("panicked")));
        (tx, told.is_ok().then_some(effects))
    }
}

/// A stored event as it came in; none where there was nothing to read when it came.
fn open(waiting: &WaitingEvent) -> Option<anyhow::Result<(Filed<'_>, InboundEvent)>> {
    if waiting.kind == "unreadable" {
        return None;
    }
    let read = || {
        let body = waiting.body.as_deref().context("the sealed body does not open")?;
        let event =
            serde_json::from_slice(body).map_err(|_unreadable| anyhow::anyhow!("the stored event is not readable"))?;
        Ok((filed(waiting), event))
    };
    Some(read())
}

fn filed(waiting: &WaitingEvent) -> Filed<'_> {
    Filed { school: waiting.school, id: waiting.id, account: &waiting.account, received_at: waiting.received_at }
}

/// The events that may be handled now: never one whose predecessor in the same conversation still waits. Conversations
/// found closed are added to `blocked`.
fn due_in_order(waiting: Vec<WaitingEvent>, now: Timestamp, blocked: &mut HashSet<Vec<u8>>) -> Vec<WaitingEvent> {
    waiting
        .into_iter()
        .filter(|event| {
            if event.due_at > now {
                blocked.insert(event.conversation.clone());
            }
            !blocked.contains(&event.conversation)
        })
        .collect()
}
