//! Where events wait while the database is away: one fsynced file per batch, sealed as in the database, in order.
//!
//! Invariants: a batch is in the spool whole or not at all; it is taken out only after the database has it; what the
//! database has already is left out there, so a batch may be offered twice.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::domain::EventId;
use crate::store::NewEvent;

const BATCH: &str = "batch";
const UNREADABLE: &str = "unreadable";

/// How much waits in the spool, for whoever looks after the service.
#[derive(Debug, Clone, Default)]
pub struct SpoolGauge(Arc<AtomicU64>);

impl SpoolGauge {
    pub fn events(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A folder of batches.
#[derive(Debug)]
pub struct Spool {
    folder: PathBuf,
    most_bytes: u64,
    gauge: SpoolGauge,
    waiting: Vec<Batch>,
}

#[derive(Debug)]
struct Batch {
    path: PathBuf,
    bytes: u64,
    events: u64,
}

impl Spool {
    /// Opens the folder, with what an earlier process left in it. Fails when nothing can be written there.
    pub fn open(folder: &Path, most_bytes: u64) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let probe = folder.join(format!("{}.probe", EventId::fresh()));
        write(&probe, b"carnet")?;
        fs::remove_file(&probe)?;
        let mut waiting = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == BATCH) {
                let events = read(&path).map_or(0, |events| events.len() as u64);
                waiting.push(Batch { bytes: path.metadata()?.len(), path, events });
            }
        }
        // Named by time.
        waiting.sort_by(|one, other| one.path.cmp(&other.path));
        let spool = Self { folder: folder.to_owned(), most_bytes, gauge: SpoolGauge::default(), waiting };
        spool.count();
        Ok(spool)
    }

    pub fn gauge(&self) -> SpoolGauge {
        self.gauge.clone()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Keeps a batch; returns when it is on disk.
    pub(super) fn put(&mut self, events: &[NewEvent]) -> io::Result<()> {
        let bytes = serde_json::to_vec(events)?;
        let held: u64 = self.waiting.iter().map(|batch| batch.bytes).sum();
        if held + bytes.len() as u64 > self.most_bytes {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "the spool is full"));
        }
        let path = self.folder.join(format!("{}.{BATCH}", EventId::fresh()));
        let unfinished = path.with_extension("tmp");
        write(&unfinished, &bytes)?;
        fs::rename(&unfinished, &path)?;
        File::open(&self.folder)?.sync_all()?;
        self.waiting.push(Batch { path, bytes: bytes.len() as u64, events: events.len() as u64 });
        self.count();
        Ok(())
    }

    /// The oldest batch. One that cannot be read is set aside under another name, for a person to look at.
    pub(super) fn oldest(&mut self) -> Option<Vec<NewEvent>> {
        loop {
            let batch = self.waiting.first()?;
            match read(&batch.path) {
                Ok(events) => return Some(events),
                // Another process that shares the folder has drained it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    self.waiting.remove(0);
                    self.count();
                }
                Err(error) => {
                    tracing::error!(%error, "inbox.spool_unreadable");
                    let _kept = fs::rename(&batch.path, batch.path.with_extension(UNREADABLE));
                    self.waiting.remove(0);
                    self.count();
                }
            }
        }
    }

    /// The database has the oldest batch.
    pub(super) fn done(&mut self) {
        if !self.waiting.is_empty() {
            let batch = self.waiting.remove(0);
            if let Err(error) = fs::remove_file(&batch.path) {
                tracing::warn!(%error, "inbox.spool_not_emptied");
            }
            self.count();
        }
    }

    fn count(&self) {
        let events = self.waiting.iter().map(|batch| batch.events).sum();
        self.gauge.0.store(events, Ordering::Relaxed);
        metrics::gauge!("carnet_inbox_spooled_events").set(f64::from(u32::try_from(events).unwrap_or(u32::MAX)));
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn read(path: &Path) -> io::Result<Vec<NewEvent>> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}
