//! An append-only record: one JSON line per entry in a file, the newest entries in memory, and a
//! way to wait for one. Invariant: when [`Journal::append`] returns, the line is with the operating
//! system, and the order in the file is the order in memory.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::watch;

use crate::sync::lock;

#[derive(Debug)]
pub(crate) struct Journal<T> {
    pages: Mutex<Pages<T>>,
    keep: usize,
    written: watch::Sender<u64>,
}

#[derive(Debug)]
struct Pages<T> {
    file: Option<File>,
    kept: VecDeque<Arc<T>>,
    written: u64,
}

impl<T: Serialize> Journal<T> {
    /// Opens the journal, appending to what the file already holds. `keep` entries stay in memory.
    pub(crate) fn open(path: Option<&Path>, keep: usize) -> io::Result<Self> {
        let file = path.map(|path| OpenOptions::new().create(true).append(true).open(path)).transpose()?;
        let pages = Pages { file, kept: VecDeque::new(), written: 0 };
        let (written, _) = watch::channel(0);
        Ok(Self { pages: Mutex::new(pages), keep, written })
    }

    /// Writes one entry. A single `write` per line costs less than handing lines to a writer task,
    /// whose wake-ups would dominate at ten thousand lines a second.
    pub(crate) fn append(&self, entry: T) -> io::Result<()> {
        let mut line = serde_json::to_vec(&entry)?;
        line.push(b'\n');
        let mut pages = lock(&self.pages);
        if let Some(file) = &mut pages.file {
            file.write_all(&line)?;
        }
        pages.written += 1;
        if self.keep > 0 {
            if pages.kept.len() >= self.keep {
                pages.kept.pop_front();
            }
            pages.kept.push_back(Arc::new(entry));
        }
        self.written.send_replace(pages.written);
        Ok(())
    }

    /// How many entries were written since the journal was opened.
    pub(crate) fn written(&self) -> u64 {
        lock(&self.pages).written
    }

    /// The entries still in memory, oldest first.
    pub(crate) fn entries(&self) -> Vec<Arc<T>> {
        lock(&self.pages).kept.iter().cloned().collect()
    }

    /// The first kept entry for which `wanted` holds, waiting for it up to `timeout`.
    pub(crate) async fn wait_for(&self, timeout: Duration, wanted: impl Fn(&T) -> bool) -> Option<Arc<T>> {
        // Interest is registered before the first look, so that no entry slips in between.
        let mut news = self.written.subscribe();
        let search = async {
            let mut seen = 0;
            loop {
                news.borrow_and_update();
                if let Some(found) = self.since(&mut seen).into_iter().find(|entry| wanted(entry)) {
                    return Some(found);
                }
                if news.changed().await.is_err() {
                    return None;
                }
            }
        };
        tokio::time::timeout(timeout, search).await.ok().flatten()
    }

    fn since(&self, seen: &mut u64) -> Vec<Arc<T>> {
        let pages = lock(&self.pages);
        let fresh = usize::try_from(pages.written - *seen).unwrap_or(usize::MAX);
        *seen = pages.written;
        let skip = pages.kept.len().saturating_sub(fresh);
        pages.kept.iter().skip(skip).cloned().collect()
    }
}
