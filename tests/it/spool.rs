//! While the database is away nothing that was answered 200 is lost, and nothing overtakes what waits.

use carnet::domain::{AccountId, Clock, SchoolId, Timestamp};
use carnet::inbox::{Arrival, Intake, Overloaded, Spool, SpoolGauge};
use carnet::store::Store;
use carnet_webhooks::{EventKind, InboundEvent, Provider, Skipped};
use sqlx::{Connection, SqliteConnection};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::support::engines::on_sqlite;
use crate::support::school;

struct Now;

impl Clock for Now {
    fn now(&self) -> Timestamp {
        school::NOW
    }
}

struct Door {
    intake: Intake,
    gauge: SpoolGauge,
    school: SchoolId,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Door {
    async fn open(store: &Store, folder: &Path, most_bytes: u64) -> Self {
        let spool = Spool::open(folder, most_bytes).unwrap();
        let (gauge, stop, tasks) = (spool.gauge(), CancellationToken::new(), TaskTracker::new());
        let intake = Intake::start(store.clone(), Arc::new(Now), Arc::new(Notify::new()), spool, stop.clone(), &tasks);
        Self { intake, gauge, school: school::adjame(store).await.id, stop, tasks }
    }

    async fn bring(&self, number: u32) -> Result<(), Overloaded> {
        let event = InboundEvent {
            provider: Provider::WhatsApp,
            addressee: None,
            dedupe: number.to_string(),
            at_ms: None,
            kind: EventKind::Skipped(Skipped { reason: "test".into(), what: "secret-of-awa".into() }),
        };
        let account = AccountId("wa1".to_owned());
        self.intake.accept(vec![Arrival { school: self.school, account, content: Ok(event), raw: [].into() }]).await
    }

    async fn close(self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

async fn stored(store: &Store) -> Vec<String> {
    let mut tx = store.begin_read().await.unwrap();
    let waiting = tx.waiting_events(None, 1000).await.unwrap();
    tx.rollback().await.unwrap();
    let body = |body: Option<Vec<u8>>| serde_json::from_slice::<InboundEvent>(&body.unwrap()).unwrap().dedupe;
    waiting.into_iter().map(|event| body(event.body)).collect()
}

async fn until_stored(store: &Store, count: usize) -> Vec<String> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let found = stored(store).await;
        if found.len() >= count {
            return found;
        }
        assert!(Instant::now() < deadline, "only {found:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The database notes in which order events come in, whatever they are called.
async fn note_arrivals(folder: &Path) -> SqliteConnection {
    let url = format!("sqlite://{}", folder.join("carnet.db").display());
    let mut eye = SqliteConnection::connect(&url).await.unwrap();
    let notes = "CREATE TABLE arrived (n INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB);
        CREATE TRIGGER arrives AFTER INSERT ON inbox BEGIN INSERT INTO arrived (id) VALUES (NEW.id); END;";
    sqlx::raw_sql(notes).execute(&mut eye).await.unwrap();
    eye
}

/// Somebody else holds the file: nothing can be written.
async fn lock(folder: &Path) -> SqliteConnection {
    let url = format!("sqlite://{}", folder.join("carnet.db").display());
    let mut other = SqliteConnection::connect(&url).await.unwrap();
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut other).await.unwrap();
    other
}

#[tokio::test]
async fn what_comes_while_the_database_is_away_waits_on_disk_and_goes_in_first() {
    on_sqlite(async |store, folder| {
        assert!(school::import(&store, &school::small()).await.refused.is_empty());
        let spool = folder.join("spool");
        let mut eye = note_arrivals(&folder).await;
        let door = Door::open(&store, &spool, 1 << 20).await;
        door.bring(1).await.unwrap();
        let mut other = lock(&folder).await;
        for number in 2..6 {
            door.bring(number).await.unwrap();
        }
        assert_eq!(door.gauge.events(), 4);
        for entry in std::fs::read_dir(&spool).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains("secret-of-awa"), "sealed in the spool too");
        }
        // The process dies, and another finds what it left.
        door.close().await;
        let door = Door::open(&store, &spool, 1 << 20).await;
        assert_eq!(door.gauge.events(), 4);
        sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
        door.bring(6).await.unwrap();
        assert_eq!(until_stored(&store, 6).await, ["1", "2", "3", "4", "5", "6"]);
        // The oldest came in first: a worker that looked in between would not have met a younger one alone.
        let overtaken = "SELECT COUNT(*) FROM arrived a JOIN arrived b ON a.n < b.n AND a.id > b.id";
        assert_eq!(sqlx::query_scalar::<_, i64>(overtaken).fetch_one(&mut eye).await.unwrap(), 0);
        // The same again is not stored again.
        door.bring(3).await.unwrap();
        assert_eq!((stored(&store).await.len(), door.gauge.events()), (6, 0));
        door.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_full_spool_refuses_and_an_unwritable_one_does_not_open() {
    on_sqlite(async |store, folder| {
        assert!(school::import(&store, &school::small()).await.refused.is_empty());
        let door = Door::open(&store, &folder.join("spool"), 10).await;
        let mut other = lock(&folder).await;
        assert_eq!(door.bring(1).await, Err(Overloaded));
        sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
        door.close().await;
        std::fs::write(folder.join("file"), "").unwrap();
        assert!(Spool::open(&folder.join("file"), 1 << 20).is_err());
    })
    .await;
}
