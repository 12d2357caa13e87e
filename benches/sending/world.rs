//! A school, people who have just written to it, and messages for them.

use carnet::actions::import_school;
use carnet::app::clock::SystemClock;
use carnet::cli::import::read_file;
use carnet::domain::{AccountId, Channel, Clock, ContactId, MessageClass, Phone, SchoolId, Timestamp};
use carnet::outbox::{LaneConfig, Outbox, Pace, Patience, Spending};
use carnet::phrase::Phrase;
use carnet::store::{Keyring, NewContact, NewMessage, Store};
use serde_json::json;
use sqlx::Connection;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::engine::Engine;
use crate::provider::{Ledger, Number, TakesAll};

/// The limiter off.
pub(crate) const UNLIMITED: Pace = Pace { per_second: 10_000_000, pair_interval: Duration::ZERO, pair_burst: 0 };

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) url: String,
    pub(crate) school: SchoolId,
    pub(crate) clock: Arc<dyn Clock>,
    folder: PathBuf,
}

impl World {
    pub(crate) async fn new(engine: &Engine) -> Self {
        let folder = std::env::temp_dir().join(format!("carnet-bench-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir_all(&folder).unwrap();
        let url = engine.database(&folder).await;
        let store = open(&url).await;
        store.migrate().await.unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let school = import(&store, &folder, clock.now()).await;
        Self { store, url, school, clock, folder }
    }

    /// `count` people who have just written to us, by this account.
    pub(crate) async fn people(&self, account: &AccountId, count: usize) -> Vec<ContactId> {
        let mut people = Vec::with_capacity(count);
        for chunk in (0..count).collect::<Vec<_>>().chunks(5_000) {
            let mut tx = self.store.begin().await.unwrap();
            for _ in chunk {
                let id = ContactId::fresh();
                let digits = id.0.as_u128() % 100_000_000;
                let phone = Phone::from_provider(&format!("+22507{digits:08}")).unwrap();
                let user = format!("CI.{}", id.0.simple());
                let channel = Channel::WhatsApp;
                let new = NewContact { id, account, channel, user: Some(&user), phone: Some(&phone) };
                tx.insert_contact(self.school, &new, self.clock.now()).await.unwrap();
                people.push(id);
            }
            tx.commit().await.unwrap();
        }
        people
    }

    /// Message `number` for one of them.
    pub(crate) fn message(&self, account: &AccountId, to: ContactId, class: MessageClass, number: usize) -> NewMessage {
        let phrase = Phrase::StrangerWelcome { school: number.to_string() };
        NewMessage::new(self.school, account.clone(), to, class, phrase, self.clock.now())
    }

    /// One message to each, numbered from 0, many in one transaction.
    pub(crate) async fn enqueue_for_all(&self, account: &AccountId, people: &[ContactId], class: MessageClass) {
        for (chunk, at) in people.chunks(5_000).zip((0..).step_by(5_000)) {
            let mut tx = self.store.begin().await.unwrap();
            for (person, number) in chunk.iter().zip(at..) {
                tx.enqueue(self.message(account, *person, class, number)).unwrap();
            }
            tx.commit().await.unwrap();
        }
    }

    /// What a process does for one account; `alone` when there is no other process.
    pub(crate) async fn process(&self, account: &AccountId, alone: bool, pace: Pace, ledger: &Arc<Ledger>) -> Outbox {
        let store = if alone { self.store.clone() } else { open(&self.url).await };
        let gateway = TakesAll(Arc::clone(ledger));
        let lane = LaneConfig {
            account: account.clone(),
            gateway,
            pace,
            spending: Spending::default(),
            patience: Patience::default(),
        };
        Outbox::start(vec![lane], &store, (&Arc::new(Number), "https://carnet.example.org"), &self.clock)
    }

    /// Leaves nothing behind: ten million messages are gigabytes.
    pub(crate) async fn end(self, engine: &Engine) {
        self.store.close().await;
        drop(std::fs::remove_dir_all(&self.folder));
        if let Engine::Postgres(server) = engine {
            let name = self.url.rsplit('/').next().unwrap_or_default();
            let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
            let forget = sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"));
            sqlx::raw_sql(forget).execute(&mut connection).await.unwrap();
        }
    }
}

pub(crate) fn account(number: usize) -> AccountId {
    AccountId(format!("wa{number}"))
}

/// Memory in use, in MiB.
pub(crate) fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").trim().parse::<f64>().unwrap() / 1024.0
}

async fn open(url: &str) -> Store {
    let key = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, [9; 32]);
    Store::open(url, Keyring::from_base64(&[&key]).unwrap()).await.unwrap()
}

async fn import(store: &Store, folder: &Path, now: Timestamp) -> SchoolId {
    let file = json!({
        "schema": 1,
        "school": {"code": "bench", "name": "Bench", "country": "CI", "timezone": "Africa/Abidjan", "languages": ["fr"]},
        "year": {"label": "2026-2027", "terms": [{"code": "T1", "starts": "2026-09-14", "ends": "2026-12-18"}]},
    });
    let path = folder.join("school.json");
    std::fs::write(&path, file.to_string()).unwrap();
    let mut tx = store.begin().await.unwrap();
    let report = import_school(&mut tx, read_file(&path).unwrap(), now).await.unwrap();
    assert!(report.refused.is_empty(), "{:?}", report.refused);
    let school = tx.school_by_code("bench").await.unwrap().unwrap().id;
    tx.commit().await.unwrap();
    school
}
