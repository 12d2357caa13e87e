//! Files the service uploaded: media of `WhatsApp` and documents of Telegram, oldest forgotten first.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use bytes::Bytes;

use crate::sync::lock;

/// Enough for any test; a benchmark that uploads forgets its oldest files.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// One stored file.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) bytes: Bytes,
}

#[derive(Debug, Default)]
pub(crate) struct Files(Mutex<Shelf>);

#[derive(Debug, Default)]
struct Shelf {
    files: HashMap<String, Arc<File>>,
    order: VecDeque<String>,
    bytes: usize,
}

impl Files {
    pub(crate) fn put(&self, id: &str, file: File) {
        let mut kept = lock(&self.0);
        kept.bytes += file.bytes.len();
        kept.files.insert(id.to_owned(), Arc::new(file));
        kept.order.push_back(id.to_owned());
        while kept.bytes > MOST_BYTES {
            let Some(oldest) = kept.order.pop_front() else {
                break;
            };
            if let Some(gone) = kept.files.remove(&oldest) {
                kept.bytes = kept.bytes.saturating_sub(gone.bytes.len());
            }
        }
    }

    /// Says whether it was there.
    pub(crate) fn forget(&self, id: &str) -> bool {
        let mut kept = lock(&self.0);
        let gone = kept.files.remove(id);
        kept.bytes = kept.bytes.saturating_sub(gone.as_ref().map_or(0, |gone| gone.bytes.len()));
        gone.is_some()
    }

    pub(crate) fn get(&self, id: &str) -> Option<Arc<File>> {
        lock(&self.0).files.get(id).cloned()
    }
}
