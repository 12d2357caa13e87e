//! Conversations are claimed: each event is handled once, in its conversation's order, by one process at a time.

use carnet::domain::{AccountId, Clock, SchoolId, Timestamp};
use carnet::inbox::{Effects, Filed, Handler, Share, Worker};
use carnet::store::{NewEvent, Store, Tx};
use carnet_webhooks::{EventKind, InboundEvent, Provider, Skipped};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::support::engines::{keys, on_postgres_only};
use crate::support::school;

struct Now;

impl Clock for Now {
    fn now(&self) -> Timestamp {
        school::NOW
    }
}

/// What all handlers of a test have seen.
#[derive(Default)]
struct Book {
    open: Mutex<HashSet<String>>,
    begun: Mutex<HashMap<String, Vec<u32>>>,
}

struct Recorder(Arc<Book>);

impl Handler for Recorder {
    type Courtesy = ();

    async fn handle(
        &self,
        tx: &mut Tx,
        filed: Filed<'_>,
        event: InboundEvent,
        _: &mut Effects<()>,
    ) -> anyhow::Result<()> {
        // As every real handler does: one that says nothing for long is taken for frozen.
        tx.school_revision(filed.school).await?;
        let (conversation, number) = event.dedupe.split_once(' ').unwrap();
        assert!(self.0.open.lock().unwrap().insert(conversation.to_owned()), "{conversation} is in two hands");
        tokio::time::sleep(Duration::from_millis(1)).await;
        self.0.begun.lock().unwrap().entry(conversation.to_owned()).or_default().push(number.parse().unwrap());
        self.0.open.lock().unwrap().remove(conversation);
        Ok(())
    }

    fn committed(&self, _: Effects<()>) {}
}

fn event(store: &Store, school: SchoolId, conversation: &str, number: u32) -> NewEvent {
    let dedupe = format!("{conversation} {number}");
    let skipped = EventKind::Skipped(Skipped { reason: "test".into(), what: "test".into() });
    let event = InboundEvent {
        provider: Provider::WhatsApp,
        addressee: None,
        dedupe: dedupe.clone(),
        at_ms: None,
        kind: skipped,
    };
    let body = serde_json::to_vec(&event).unwrap();
    NewEvent::seal(store.keys(), school, &AccountId("wa1".to_owned()), &dedupe, conversation, "skipped", &body)
}

async fn open(url: &str) -> (Store, SchoolId) {
    let store = Store::open(url, keys()).await.unwrap();
    let report = school::import(&store, &school::small()).await;
    assert!(report.refused.is_empty());
    let school = school::adjame(&store).await.id;
    (store, school)
}

async fn put(store: &Store, events: Vec<NewEvent>) {
    let mut tx = store.begin().await.unwrap();
    tx.insert_events(events, school::NOW).await.unwrap();
    tx.commit().await.unwrap();
}

fn worker(store: &Store, book: &Arc<Book>, share: Share, stop: &CancellationToken) -> tokio::task::JoinHandle<()> {
    let work = Worker {
        share,
        store: store.clone(),
        clock: Arc::new(Now),
        handler: Arc::new(Recorder(Arc::clone(book))),
        stored: Arc::new(Notify::new()),
    };
    tokio::spawn(work.run(stop.clone()))
}

async fn until_none_waits(store: &Store) {
    let deadline = tokio::time::Instant::now() + Duration::from_mins(1);
    loop {
        let mut tx = store.begin_read().await.unwrap();
        let (waiting, _) = tx.inbox_lag().await.unwrap();
        tx.rollback().await.unwrap();
        if waiting == 0 {
            return;
        }
        assert!(tokio::time::Instant::now() < deadline, "{waiting} still wait");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn three_processes_handle_each_event_once_and_in_order() {
    on_postgres_only(async |url| {
        let (store, school) = open(&url).await;
        let mut events = Vec::new();
        for number in 0..20 {
            for conversation in 0..30 {
                events.push(event(&store, school, &format!("c{conversation}"), number));
            }
        }
        put(&store, events).await;
        let (book, stop) = (Arc::<Book>::default(), CancellationToken::new());
        let mut working = Vec::new();
        let mut stores = Vec::new();
        for _ in 0..3 {
            let other = Store::open(&url, keys()).await.unwrap();
            for number in 0..2 {
                working.push(worker(&other, &book, Share { number, of: 2 }, &stop));
            }
            stores.push(other);
        }
        until_none_waits(&store).await;
        stop.cancel();
        for one in working {
            one.await.unwrap();
        }
        let begun = book.begun.lock().unwrap().clone();
        assert_eq!(begun.len(), 30);
        for (conversation, numbers) in begun {
            assert_eq!(numbers, (0..20).collect::<Vec<_>>(), "{conversation}");
        }
        for one in stores.into_iter().chain([store]) {
            one.close().await;
        }
    })
    .await;
}

/// The oldest events are another process's, more of them than one look takes in: the others' are handled all the same.
#[tokio::test]
async fn nobody_waits_behind_what_another_process_has_claimed() {
    on_postgres_only(async |url| {
        let (store, school) = open(&url).await;
        put(&store, (0..600).map(|number| event(&store, school, "busy", number)).collect()).await;
        put(&store, vec![event(&store, school, "free", 0)]).await;
        let mut other = store.begin().await.unwrap();
        let busy = other.waiting_events(None, 1).await.unwrap();
        assert_eq!(other.claim_events(busy).await.unwrap().len(), 1);
        let (book, stop) = (Arc::<Book>::default(), CancellationToken::new());
        let working = worker(&store, &book, Share { number: 0, of: 1 }, &stop);
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        while !book.begun.lock().unwrap().contains_key("free") {
            assert!(tokio::time::Instant::now() < deadline, "it waits behind the other's");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(!book.begun.lock().unwrap().contains_key("busy"), "claimed by another");
        other.rollback().await.unwrap();
        until_none_waits(&store).await;
        assert_eq!(book.begun.lock().unwrap()["busy"].len(), 600);
        stop.cancel();
        working.await.unwrap();
        store.close().await;
    })
    .await;
}
