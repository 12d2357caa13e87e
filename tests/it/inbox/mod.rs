//! The inbox: durable, once, in order, and no event holds up another conversation.

mod accept;
mod fetch;
mod share;
mod work;

use carnet::domain::{AccountId, Clock, SchoolId, Timestamp};
use carnet::inbox::{Arrival, Effects, Filed, Handler, Intake, Overloaded, Share, Spool, Worker};
use carnet::store::{Store, Tx};
use carnet_webhooks::{Content, EventKind, InboundEvent, IncomingMessage, Provider, Sender};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::support::engines::{each_database, keys};
use crate::support::eye::Eye;
use crate::support::school;
use crate::support::wait::SOON;

/// Goes on by a millisecond each time it is looked at: what has the same instant was looked at once.
struct Steps(AtomicI64);

impl Clock for Steps {
    fn now(&self) -> Timestamp {
        Timestamp(school::NOW.0 + self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// An inbox with a small school behind it.
struct Bench {
    store: Store,
    school: SchoolId,
    clock: Arc<dyn Clock>,
    stored: Arc<Notify>,
    stop: CancellationToken,
    tasks: TaskTracker,
    url: String,
    spool: tempfile::TempDir,
}

/// Runs `test` with an inbox on every engine.
async fn each_inbox(test: impl AsyncFn(Bench)) {
    each_database(async |url| {
        let store = Store::open(&url, keys()).await.unwrap();
        school::import(&store, &school::small()).await;
        let bench = Bench {
            school: school::adjame(&store).await.id,
            store: store.clone(),
            clock: Arc::new(Steps(AtomicI64::new(0))),
            stored: Arc::new(Notify::new()),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
            url,
            spool: tempfile::tempdir().unwrap(),
        };
        let (stop, tasks) = (bench.stop.clone(), bench.tasks.clone());
        test(bench).await;
        stop.cancel();
        tasks.close();
        tasks.wait().await;
        store.close().await;
    })
    .await;
}

impl Bench {
    fn intake(&self) -> Intake {
        let (clock, stored) = (Arc::clone(&self.clock), Arc::clone(&self.stored));
        let spool = Spool::open(self.spool.path(), 1 << 20).unwrap();
        Intake::start(self.store.clone(), clock, stored, spool, self.stop.clone(), &self.tasks)
    }

    /// Sets as many workers to work as `of` says, with real time.
    fn work(&self, of: u8, handler: &Arc<Scribe>) {
        for number in 0..of {
            let worker = Worker {
                share: Share { number, of },
                store: self.store.clone(),
                clock: Arc::new(carnet::app::clock::SystemClock),
                handler: Arc::clone(handler),
                stored: Arc::clone(&self.stored),
            };
            self.tasks.spawn(worker.run(self.stop.clone()));
        }
    }

    /// A message of this person that says `text`.
    fn says(&self, person: &str, text: &str) -> Arrival {
        let sender = Sender { user_id: Some(person.to_owned()), ..Sender::default() };
        let message = IncomingMessage {
            id: format!("{person} {text}"),
            sender,
            chat: carnet_webhooks::Chat::Private,
            content: Content::Text { body: text.to_owned() },
            quotes: None,
            forwarded: false,
        };
        let event = InboundEvent {
            provider: Provider::WhatsApp,
            addressee: None,
            dedupe: format!("{person} {text}"),
            at_ms: None,
            kind: EventKind::Message(message),
        };
        Arrival { school: self.school, account: AccountId("wa1".into()), content: Ok(event), raw: [].into() }
    }

    async fn hear(&self, intake: &Intake, person: &str, text: &str) -> Result<(), Overloaded> {
        intake.accept(vec![self.says(person, text)]).await
    }

    async fn eye(&self) -> Eye {
        Eye::open(&self.url).await
    }
}

/// Writes down what it handles; chokes on certain words.
#[derive(Default)]
struct Scribe {
    heard: Mutex<Vec<(String, String)>>,
    regretted: Mutex<Vec<String>>,
    committed: Mutex<usize>,
}

impl Scribe {
    /// What one person was heard to say, each thing once, in order.
    fn of(&self, person: &str) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        let mut said: Vec<_> = heard.iter().filter(|(who, _)| who == person).map(|(_, text)| text.clone()).collect();
        said.dedup();
        said
    }

    fn tries(&self, text: &str) -> usize {
        self.heard.lock().unwrap().iter().filter(|(_, said)| said == text).count()
    }
}

impl Handler for Scribe {
    type Courtesy = ();

    async fn handle(
        &self,
        tx: &mut Tx,
        filed: Filed<'_>,
        event: InboundEvent,
        _: &mut Effects<()>,
    ) -> anyhow::Result<()> {
        let EventKind::Message(message) = event.kind else { return Ok(()) };
        let Content::Text { body } = message.content else { return Ok(()) };
        self.heard.lock().unwrap().push((message.sender.user_id.unwrap(), body.clone()));
        match body.as_str() {
            "panic" => panic!("a handler that panics"),
            "fail" => anyhow::bail!("a handler that fails"),
            // What is buffered fails only when it is written: no such contact, no such account.
            "late" => {
                let contact = carnet::domain::ContactId::fresh();
                let class = carnet::domain::MessageClass::Reply;
                let phrase = carnet::phrase::Phrase::StrangerWelcome { school: String::new() };
                let nobody = SchoolId::fresh();
                let account = filed.account.clone();
                let message =
                    carnet::store::NewMessage::new(nobody, account, contact, class, phrase, filed.received_at);
                Ok(tx.enqueue(message)?)
            }
            _ => Ok(()),
        }
    }

    async fn regret(
        &self,
        tx: &mut Tx,
        filed: Filed<'_>,
        event: InboundEvent,
        effects: &mut Effects<()>,
    ) -> anyhow::Result<()> {
        if let EventKind::Message(message) = &event.kind
            && let Content::Text { body } = &message.content
        {
            self.regretted.lock().unwrap().push(body.clone());
        }
        // Telling somebody may fail as handling did.
        self.handle(tx, filed, event, effects).await
    }

    fn committed(&self, _: Effects<()>) {
        *self.committed.lock().unwrap() += 1;
    }
}
