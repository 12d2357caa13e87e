//! The worker: takes the oldest events, hands each to the handler, commits effects and "done" together.
//!
//! 1. Read the oldest waiting events of our share; conversations whose first event is put off after a failure are not
//!    among them.
//! 2. Handle them all, in order, in one transaction: one fsync for the batch.
//! 3. If one fails, roll back and handle them one by one, so that only the failing one is put off.
//! 4. After five failures an event is set aside ("dead") and its conversation goes on.

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

/// Events handled by one transaction at most.
const BATCH: i64 = 256;
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

    fn handle(
        &self,
        tx: &mut Tx,
        filed: Filed<'_>,
        event: InboundEvent,
        effects: &mut Effects<Self::Courtesy>,
    ) -> impl Future<Output = anyhow::Result<()>> + Send;

    /// Called after the commit.
    fn committed(&self, effects: Effects<Self::Courtesy>);
}

/// Which conversations a worker takes: the part `number` of `of` equal parts of all hashes. Workers side by side, each
/// conversation with one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub number: u8,
    pub of: u8,
}

impl Share {
    /// The hashes that fall to it: from the first, up to but without the second.
    fn bounds(self) -> (Vec<u8>, Vec<u8>) {
        let border = |number: u8| u8::try_from(usize::from(number) * 256 / usize::from(self.of.max(1)));
        let from = border(self.number).map_or(Vec::new(), |byte| vec![byte]);
        // The last share has no border: it goes on to what is greater than any hash.
        let to = border(self.number.saturating_add(1)).map_or(vec![u8::MAX; 64], |byte| vec![byte]);
        (from, to)
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
        let now = self.clock.now();
        let due = tx.waiting_events(self.share.bounds(), now, BATCH).await?;
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

    async fn one_by_one(&self, events: Vec<WaitingEvent>) -> Result<(), StoreError> {
        let mut stuck = HashSet::new();
        for event in events {
            if stuck.contains(&event.conversation) {
                continue;
            }
            let tx = self.store.begin().await?;
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
            for event in events {
                self.handle(&mut tx, event, &mut effects).await?;
            }
            // What was buffered is written here: that it cannot be is the event's failure, not the commit's.
            tx.flush().await.map_err(|error| error.to_string())
        };
        let outcome = AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|_| Err("panicked".to_owned()));
        (tx, outcome.map(|()| effects))
    }

    async fn handle(
        &self,
        tx: &mut Tx,
        waiting: &WaitingEvent,
        effects: &mut Effects<H::Courtesy>,
    ) -> Result<(), String> {
        if waiting.kind == "unreadable" {
            return Ok(());
        }
        let body = waiting.body.as_deref().ok_or("the sealed body does not open")?;
        let event: InboundEvent =
            serde_json::from_slice(body).map_err(|_unreadable| "the stored event is not readable")?;
        let filed = Filed {
            school: waiting.school,
            id: waiting.id,
            account: &waiting.account,
            received_at: waiting.received_at,
        };
        self.handler.handle(tx, filed, event, effects).await.map_err(|error| format!("{error:#}"))
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
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let id = (event.school, event.id);
        if event.tries + 1 >= TRIES {
            tx.bury_event(id, now, failure).await?;
            counter!("carnet_inbox_dead_total").increment(1);
            tracing::error!(event = %event.id, kind = %event.kind, %failure, "inbox.event_set_aside");
        } else {
            let backoff = Duration::from_millis(500).saturating_mul(1 << event.tries.clamp(0, 8));
            tx.postpone_event(id, now.plus(backoff), failure).await?;
            tracing::warn!(event = %event.id, kind = %event.kind, %failure, "inbox.event_put_off");
        }
        tx.commit().await
    }
}
