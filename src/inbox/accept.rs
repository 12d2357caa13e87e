//! Acceptance: many requests, one fsync.
//!
//! 1. A request seals its events and queues them with a reply slot.
//! 2. The committer takes the first waiting request and all others that wait with it.
//! 3. One transaction stores them; one fsync makes them durable.
//! 4. Every request of the batch hears the outcome. While the disk works, the next batch gathers.
//! 5. While the database is away batches go to the spool, and from there into the database before anything newer.

use carnet_webhooks::{InboundEvent, Unreadable};
use metrics::{counter, histogram};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::event::{conversation_of, kind_of};
use super::fetch::{FILE_PATIENCE, attached};
use super::spool::Spool;
use crate::domain::{AccountId, Clock, SchoolId};
use crate::store::{NewEvent, Store, StoreError};

/// Requests that may wait for the disk; beyond, providers are told to come back.
const WAITING_REQUESTS: usize = 2048;
/// Events stored by one transaction at most.
const BATCH_EVENTS: usize = 1024;
/// How long the database may take before it counts as away: providers wait for us meanwhile.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often a database that is away is tried.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// What a verified request brought for one account.
pub struct Arrival {
    pub school: SchoolId,
    pub account: AccountId,
    pub content: Result<InboundEvent, Unreadable>,
    /// The body as it came: kept where it could not be read.
    pub raw: Arc<[u8]>,
}

/// The events could not be stored now; the provider must try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the inbox cannot take more at the moment")]
pub struct Overloaded;

/// The front door of the inbox. Cheap to clone.
#[derive(Clone)]
pub struct Intake {
    store: Store,
    queue: mpsc::Sender<Request>,
}

struct Request {
    events: Vec<NewEvent>,
    reply: oneshot::Sender<Result<(), Overloaded>>,
}

impl Intake {
    /// Starts the committer; it stops when `stop` is cancelled and the queue is empty. `stored` is notified after each commit.
    pub fn start(
        store: Store,
        clock: Arc<dyn Clock>,
        stored: Arc<Notify>,
        spool: Spool,
        stop: CancellationToken,
        tasks: &tokio_util::task::TaskTracker,
    ) -> Self {
        let (queue, requests) = mpsc::channel(WAITING_REQUESTS);
        let committer = Committer { store: store.clone(), clock, spool, away: false };
        tasks.spawn(committer.run(stored, requests, stop));
        Self { store, queue }
    }

    /// Stores what arrived; returns after it is durable. Events that are already known count as stored.
    pub async fn accept(&self, arrivals: Vec<Arrival>) -> Result<(), Overloaded> {
        if arrivals.is_empty() {
            return Ok(());
        }
        let events = arrivals.iter().map(|arrival| self.seal(arrival)).collect();
        let (reply, outcome) = oneshot::channel();
        self.queue.try_send(Request { events, reply }).map_err(|_full| Overloaded)?;
        outcome.await.unwrap_or(Err(Overloaded))
    }

    fn seal(&self, arrival: &Arrival) -> NewEvent {
        let keys = self.store.keys();
        let Arrival { school, account, content, raw } = arrival;
        let readable = content.as_ref().ok().and_then(|event| Some((event, serde_json::to_vec(event).ok()?)));
        if let Some((event, body)) = readable {
            let conversation = conversation_of(event);
            let new = NewEvent::seal(keys, *school, account, &event.dedupe, &conversation, kind_of(event), &body);
            if attached(event).is_some() { new.waiting_for_its_file(FILE_PATIENCE) } else { new }
        } else {
            let dedupe = keys.blind_index("unreadable", &String::from_utf8_lossy(raw)).to_hex();
            NewEvent::seal(keys, *school, account, &dedupe, "unreadable", "unreadable", raw)
        }
    }
}

/// Writes what arrives: into the database, or into the spool while that is away.
struct Committer {
    store: Store,
    clock: Arc<dyn Clock>,
    spool: Spool,
    /// The database did not answer last time: it is tried by the clock, not by every request.
    away: bool,
}

impl Committer {
    async fn run(mut self, stored: Arc<Notify>, mut requests: mpsc::Receiver<Request>, stop: CancellationToken) {
        loop {
            let first = tokio::select! {
                biased;
                request = requests.recv() => request,
                () = stop.cancelled() => {
                    requests.close();
                    requests.recv().await
                }
                () = tokio::time::sleep(TRY_AGAIN), if self.away || !self.spool.is_empty() => {
                    self.away = false;
                    self.drain().await;
                    stored.notify_one();
                    continue;
                }
            };
            let Some(first) = first else { return };
            let batch = gather(first, &mut requests);
            let outcome = self.keep(batch.events).await;
            stored.notify_waiters();
            stored.notify_one();
            for reply in batch.replies {
                // A request that has gone away hears nothing; its events are stored all the same.
                let _gone = reply.send(outcome);
            }
        }
    }

    /// Makes a batch durable.
    async fn keep(&mut self, events: Vec<NewEvent>) -> Result<(), Overloaded> {
        if !self.away {
            self.drain().await;
        }
        // What is older goes first: nothing passes by what still waits in the spool.
        if !self.away && self.spool.is_empty() {
            match self.commit(events.clone()).await {
                Ok(()) => return Ok(()),
                Err(error) if error.as_ref().is_none_or(StoreError::is_away) => self.away = true,
                Err(_) => return Err(Overloaded),
            }
        }
        self.spool.put(&events).map_err(|error| {
            tracing::error!(%error, "inbox.spool_refused");
            Overloaded
        })
    }

    /// Empties the spool, the oldest first, as far as the database takes it.
    async fn drain(&mut self) {
        while let Some(events) = self.spool.oldest() {
            if self.commit(events).await.is_err() {
                self.away = true;
                return;
            }
            self.spool.done();
        }
    }

    /// `None` as error: no answer in time. It may have been stored all the same, and is left out the next time.
    async fn commit(&self, events: Vec<NewEvent>) -> Result<(), Option<StoreError>> {
        let outcome = tokio::time::timeout(PATIENCE, commit(&self.store, &*self.clock, events)).await;
        let outcome = outcome.map_or(Err(None), |done| done.map_err(Some));
        match &outcome {
            Err(Some(error)) => tracing::error!(%error, "inbox.commit_failed"),
            Err(None) => tracing::error!("inbox.commit_timed_out"),
            Ok(()) => {}
        }
        outcome
    }
}

struct Batch {
    events: Vec<NewEvent>,
    replies: Vec<oneshot::Sender<Result<(), Overloaded>>>,
}

fn gather(first: Request, requests: &mut mpsc::Receiver<Request>) -> Batch {
    let mut batch = Batch { events: first.events, replies: vec![first.reply] };
    while batch.events.len() < BATCH_EVENTS {
        let Ok(next) = requests.try_recv() else { break };
        batch.events.extend(next.events);
        batch.replies.push(next.reply);
    }
    batch
}

async fn commit(store: &Store, clock: &dyn Clock, events: Vec<NewEvent>) -> Result<(), StoreError> {
    let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
    let mut tx = store.begin().await?;
    let new = tx.insert_events(events, clock.now()).await?;
    tx.commit().await?;
    counter!("carnet_inbox_accepted_total").increment(new);
    counter!("carnet_inbox_duplicates_total").increment(u64::from(count).saturating_sub(new));
    histogram!("carnet_inbox_batch_events").record(f64::from(count));
    Ok(())
}
