//! What messages bring is fetched outside the inbox: the conversation waits, the others go on, nothing is lost.

use carnet::domain::AccountId;
use carnet::inbox::{Fetched, Fetcher, Files, Intake, Spool, Wanted};
use carnet::store::Attachment;
use carnet_webhooks::{Content, EventKind, Media, MediaKind};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use super::{Bench, SOON, Scribe, each_inbox};
use carnet::app::clock::SystemClock;
use carnet::inbox::Arrival;

const DONE: &str = "SELECT COUNT(*) FROM inbox WHERE state = 'done'";

/// Fetches as it is told; by default it does.
#[derive(Default)]
struct Script {
    turns: Mutex<VecDeque<Fetched>>,
    asked: Mutex<usize>,
}

impl Files for Script {
    async fn fetch(&self, _: &AccountId, media: &Media, _: Wanted) -> Fetched {
        assert_eq!(media.id.as_deref(), Some("media-1"));
        *self.asked.lock().unwrap() += 1;
        let turn = self.turns.lock().unwrap().pop_front();
        turn.unwrap_or_else(|| Fetched::There(b"what was read".to_vec()))
    }
}

impl Bench {
    /// Things happen now: what waits is compared with the clock on the wall.
    fn intake_now(&self) -> Intake {
        let spool = Spool::open(self.spool.path(), 1 << 20).unwrap();
        let (stored, stop) = (Arc::clone(&self.stored), self.stop.clone());
        Intake::start(self.store.clone(), Arc::new(SystemClock), stored, spool, stop, &self.tasks)
    }

    fn fetch(&self, script: &Arc<Script>) {
        let fetcher = Fetcher {
            store: self.store.clone(),
            clock: Arc::new(SystemClock),
            files: Arc::clone(script),
            stored: Arc::clone(&self.stored),
        };
        self.tasks.spawn(fetcher.run(self.stop.clone()));
    }

    fn sends(&self, person: &str, name: &str) -> Arrival {
        let mut arrival = self.says(person, name);
        let media = Media {
            kind: MediaKind::Document,
            id: Some("media-1".to_owned()),
            url: None,
            mime: None,
            caption: None,
            file_name: Some(name.to_owned()),
            size_bytes: None,
        };
        if let Ok(event) = &mut arrival.content
            && let EventKind::Message(message) = &mut event.kind
        {
            message.content = Content::Media(media);
        }
        arrival
    }
}

#[tokio::test]
async fn a_conversation_waits_for_its_file_and_others_do_not() {
    each_inbox(async |bench| {
        let (intake, scribe, script) = (bench.intake_now(), Arc::new(Scribe::default()), Arc::new(Script::default()));
        script.turns.lock().unwrap().push_back(Fetched::Later);
        intake.accept(vec![bench.sends("CI.1", "notes.xlsx"), bench.says("CI.1", "after")]).await.unwrap();
        intake.accept(vec![bench.sends("CI.1", "notes.xlsx")]).await.unwrap();
        bench.hear(&intake, "CI.2", "neighbour").await.unwrap();
        bench.work(1, &scribe);
        let mut eye = bench.eye().await;
        eye.until(DONE, 1, SOON).await;
        assert!(scribe.of("CI.1").is_empty(), "nothing overtakes the file");
        assert_eq!(eye.number("SELECT COUNT(*) FROM attachment").await, 1, "the same message again brings nothing");
        bench.fetch(&script);
        eye.until(DONE, 3, SOON).await;
        assert_eq!(scribe.of("CI.1"), ["after"]);
        assert_eq!(*script.asked.lock().unwrap(), 2, "what failed was tried again");
        let (event, school): (uuid::Uuid, _) = (eye.one("SELECT event_id FROM attachment").await, bench.school);
        let mut tx = bench.store.begin_read().await.unwrap();
        let found = tx.attachment(school, carnet::domain::EventId(event)).await.unwrap();
        assert_eq!(found, Some(Attachment::There(b"what was read".to_vec())));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_fetched_is_not_waited_for() {
    each_inbox(async |bench| {
        let (intake, scribe, script) = (bench.intake_now(), Arc::new(Scribe::default()), Arc::new(Script::default()));
        script.turns.lock().unwrap().push_back(Fetched::Gone);
        intake.accept(vec![bench.sends("CI.1", "notes.ods"), bench.says("CI.1", "after")]).await.unwrap();
        // Of somebody we do not know nothing but a table is fetched.
        intake.accept(vec![bench.sends("CI.2", "photo.pdf"), bench.says("CI.2", "after")]).await.unwrap();
        bench.work(1, &scribe);
        bench.fetch(&script);
        bench.eye().await.until(DONE, 4, SOON).await;
        assert_eq!((scribe.of("CI.1"), scribe.of("CI.2")), (vec!["after".to_owned()], vec!["after".to_owned()]));
        assert_eq!(*script.asked.lock().unwrap(), 1);
        assert_eq!(bench.eye().await.number("SELECT COUNT(*) FROM attachment WHERE state = 'gone'").await, 2);
    })
    .await;
}
