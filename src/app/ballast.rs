//! A file that is in the way, so that there is room when there is none.
//!
//! A full disk cannot be repaired from inside `SQLite`: deleting needs room too. The ballast is given back when the disk
//! falls below the watermark, and taken again when there is plenty.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

const NAME: &str = "ballast";
const CHUNK: usize = 1024 * 1024;

/// The ballast of one folder.
#[derive(Debug, Clone)]
pub(super) struct Ballast {
    path: PathBuf,
    bytes: u64,
}

impl Ballast {
    pub(super) fn new(folder: &Path, bytes: u64) -> Self {
        Self { path: folder.join(NAME), bytes }
    }

    /// Takes or gives back, by how much is free.
    pub(super) fn trim(&self, free: u64, watermark: u64) {
        let there = self.path.exists();
        let outcome = if there && free < watermark {
            tracing::error!(free, watermark, "watch.disk_ballast_released");
            fs::remove_file(&self.path)
        } else if !there && self.bytes > 0 && free > watermark.saturating_add(self.bytes.saturating_mul(2)) {
            self.take()
        } else {
            Ok(())
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "watch.disk_ballast_failed");
        }
    }

    /// Written, not only sized: a hole takes no room.
    fn take(&self) -> io::Result<()> {
        let unfinished = self.path.with_extension("tmp");
        let mut file = File::create(&unfinished)?;
        let chunk = vec![0xCA; CHUNK];
        for _ in 0..self.bytes / CHUNK as u64 {
            file.write_all(&chunk)?;
        }
        file.sync_all()?;
        fs::rename(&unfinished, &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_taken_with_plenty_and_given_back_in_need() {
        let folder = tempfile::tempdir().unwrap();
        let ballast = Ballast::new(folder.path(), 2 * CHUNK as u64);
        let (watermark, path) = (100 * CHUNK as u64, folder.path().join(NAME));
        ballast.trim(watermark + 3 * CHUNK as u64, watermark);
        assert!(!path.exists(), "it must not itself bring the disk to the watermark");
        ballast.trim(watermark + 5 * CHUNK as u64, watermark);
        assert_eq!(path.metadata().unwrap().len(), 2 * CHUNK as u64);
        ballast.trim(watermark, watermark);
        assert!(path.exists());
        ballast.trim(watermark - 1, watermark);
        assert!(!path.exists());
    }
}
