//! F3: the power goes, and with it everything that was written and not synced.
//!
//! The real service runs once under `strace`. From what it asked of the disk we know, for every moment, what the disk was
//! bound to hold; from what it said to the network, what it had promised by then. Every such disk is opened and looked at.

use carnet_simulator::Receipts;
use rand::RngExt;
use rand::rngs::StdRng;
use sqlx::{Connection, SqliteConnection};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::support::SOON;
use super::support::load::{ask_as_mother, busy};
use super::support::trace::{Event, everything, launcher, read, strace_works};
use crate::support::chance::{dice, rounds};
use crate::support::service::{Setup, World};

/// Which syncs the disk hears of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syncs {
    AsMade,
    /// What `synchronous=NORMAL` leaves out: those of the write-ahead log, unless it is about to be folded into the file.
    NotOfTheLog,
}

#[derive(Clone, Default)]
struct OnDisk {
    /// Its name is in the folder, too.
    named: bool,
    bytes: Vec<u8>,
    unsynced: Vec<Event>,
}

impl OnDisk {
    fn take(bytes: &mut Vec<u8>, event: &Event) {
        match event {
            Event::Wrote { at, bytes: new, .. } => {
                bytes.resize(bytes.len().max(at + new.len()), 0);
                bytes[*at..at + new.len()].copy_from_slice(new);
            }
            Event::Truncated { to, .. } => bytes.resize(*to, 0),
            Event::Created(_) | Event::Synced(_) | Event::Said(_) => {}
        }
    }
}

/// The files of a database as a disk holds them.
#[derive(Clone)]
struct Disk {
    folder: PathBuf,
    files: BTreeMap<PathBuf, OnDisk>,
}

impl Disk {
    /// As it is after a clean end.
    fn of(database: &Path) -> Self {
        let file = OnDisk { named: true, bytes: std::fs::read(database).unwrap(), unsynced: Vec::new() };
        Self {
            folder: database.parent().unwrap().to_owned(),
            files: BTreeMap::from([
                (database.to_owned(), file),
                (PathBuf::from(format!("{}-wal", database.display())), OnDisk::default()),
            ]),
        }
    }

    fn hear(&mut self, event: &Event, hears_sync: bool) {
        match event {
            Event::Wrote { file, .. } | Event::Truncated { file, .. } => {
                if let Some(on_disk) = self.files.get_mut(file) {
                    on_disk.unsynced.push(event.clone());
                }
            }
            Event::Synced(file) if *file == self.folder => {
                self.files.values_mut().for_each(|on_disk| on_disk.named = true);
            }
            Event::Synced(file) if hears_sync => {
                if let Some(on_disk) = self.files.get_mut(file) {
                    for event in std::mem::take(&mut on_disk.unsynced) {
                        OnDisk::take(&mut on_disk.bytes, &event);
                    }
                }
            }
            Event::Synced(_) | Event::Created(_) | Event::Said(_) => {}
        }
    }

    /// What is found when the power is back: all that was synced, and of the rest nothing, or whatever chance kept.
    fn after_power_loss(&self, folder: &Path, dice: &mut StdRng) -> PathBuf {
        let keeps = if dice.random_bool(0.5) { 0.0 } else { 0.5 };
        for (path, on_disk) in self.files.iter().filter(|(_, on_disk)| on_disk.named) {
            let mut bytes = on_disk.bytes.clone();
            for event in on_disk.unsynced.iter().filter(|_| dice.random_bool(keeps)) {
                OnDisk::take(&mut bytes, event);
            }
            std::fs::write(folder.join(path.file_name().unwrap()), bytes).unwrap();
        }
        let database = self.files.keys().next().unwrap();
        folder.join(database.file_name().unwrap())
    }
}

/// What had been promised: answers to webhooks, and requests whose intent must be known.
#[derive(Default)]
struct Promises {
    answered: i64,
    attempts: HashSet<String>,
}

const ECHO: &str = "biz_opaque_callback_data\":\"";

impl Promises {
    /// Whether these bytes promise something.
    fn hear(&mut self, said: &[u8]) -> bool {
        let text = String::from_utf8_lossy(said);
        let answers = text.matches("HTTP/1.1 200").count();
        self.answered += i64::try_from(answers).unwrap();
        let attempt = text.split_once(ECHO).and_then(|(_, rest)| rest.split('"').next()).map(|id| id.replace('-', ""));
        let promised = answers > 0 || attempt.is_some();
        self.attempts.extend(attempt);
        promised
    }

    /// Whether this database keeps them all, and is whole.
    async fn are_kept_by(&self, database: &Path) -> Result<bool, sqlx::Error> {
        let mut found = SqliteConnection::connect(&format!("sqlite://{}", database.display())).await?;
        let sound: String = sqlx::query_scalar("PRAGMA quick_check").fetch_one(&mut found).await?;
        let events: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM inbox").fetch_one(&mut found).await?;
        let attempts: Vec<String> =
            sqlx::query_scalar("SELECT lower(hex(id)) FROM attempt").fetch_all(&mut found).await?;
        let attempts: HashSet<String> = attempts.into_iter().collect();
        Ok(sound == "ok" && events >= self.answered && self.attempts.is_subset(&attempts))
    }
}

/// Takes the power away after every promise; how many moments were tried, and in how many a promise was broken.
async fn try_every_promise(disk: &Disk, events: &[Event], syncs: Syncs, dice: &mut StdRng) -> (u32, u32) {
    let (mut disk, mut promises) = (disk.clone(), Promises::default());
    let (mut tried, mut broken) = (0, 0);
    let log = |file: &Path| file.to_string_lossy().ends_with("-wal");
    for (at, event) in events.iter().enumerate() {
        let before_a_fold = || match events[at..].iter().find(|event| matches!(event, Event::Wrote { .. })) {
            Some(Event::Wrote { file, .. }) => !log(file),
            _ => false,
        };
        let left_out =
            matches!(event, Event::Synced(file) if log(file)) && syncs == Syncs::NotOfTheLog && !before_a_fold();
        disk.hear(event, !left_out);
        if let Event::Said(said) = event
            && promises.hear(said)
        {
            let folder = tempfile::tempdir().unwrap();
            let database = disk.after_power_loss(folder.path(), dice);
            tried += 1;
            // A file that does not open keeps nothing.
            broken += u32::from(!promises.are_kept_by(&database).await.unwrap_or(false));
        }
    }
    (tried, broken)
}

#[tokio::test]
async fn what_was_promised_is_there_when_the_power_comes_back() {
    if !strace_works() {
        return;
    }
    let (_, mut dice) = dice("power");
    let receipts = Receipts { sent_ms: Some(20), delivered_ms: Some(60), ..Receipts::none() };
    let mut world = World::start(Setup { receipts, keys: "disk_ballast_mib = 0", ..busy(None) }).await;
    world.terminate().await;
    let disk = Disk::of(&world.path().join("carnet.db"));
    let log = world.path().join("strace.log");
    assert!(world.serve_under(&launcher(&everything(log.to_str().unwrap()))).await, "{}", world.log());
    let mut eye = world.eye().await;
    for question in 0..rounds(24) {
        ask_as_mother(&world, dice.random_range(0..40));
        eye.until("SELECT COUNT(*) FROM message", i64::try_from(question + 1).unwrap(), SOON).await;
    }
    eye.until("SELECT COUNT(*) FROM message WHERE rank < 3", 0, SOON).await;
    world.kill().await;
    let events = read(&log);
    let (tried, broken) = try_every_promise(&disk, &events, Syncs::AsMade, &mut dice).await;
    println!("{tried} moments, {broken} with a broken promise");
    let (_, without) = try_every_promise(&disk, &events, Syncs::NotOfTheLog, &mut dice).await;
    println!("without the log's syncs {without}");
    assert!(tried >= 72, "{tried}: the trace is not understood");
    assert_eq!(broken, 0);
    assert!(without > tried / 2, "the judge sees nothing: {without} of {tried}");
}
