//! Looks after what requests must not wait for: is the database there, is there room on the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::config::Config;
use crate::http::Readiness;
use crate::store::Store;

const EVERY: Duration = Duration::from_secs(2);

/// What is watched.
#[derive(Debug, Clone)]
pub(super) struct Watched {
    /// The folder of the database file; nothing on `PostgreSQL`.
    folder: Option<PathBuf>,
    watermark_bytes: u64,
}

impl Watched {
    pub(super) fn of(config: &Config) -> Self {
        let path = config.database_url.strip_prefix("sqlite://").map(|path| path.split('?').next().unwrap_or(path));
        let folder = path.map(|path| match Path::new(path).parent() {
            Some(parent) if parent != Path::new("") => parent.to_path_buf(),
            _ => PathBuf::from("."),
        });
        Self { folder, watermark_bytes: config.disk_watermark_bytes }
    }

    fn has_room(&self) -> bool {
        let Some(folder) = &self.folder else { return true };
        match rustix::fs::statvfs(folder) {
            Ok(disk) => disk.f_bavail.saturating_mul(disk.f_frsize) >= self.watermark_bytes,
            Err(error) => {
                tracing::warn!(%error, "watch.disk_unknown");
                true
            }
        }
    }
}

/// Looks once.
pub(super) async fn look(store: &Store, watched: &Watched, readiness: &Readiness) {
    let answers = async { store.begin_read().await?.rollback().await }.await;
    if let Err(error) = &answers {
        tracing::error!(%error, "watch.database_away");
    }
    readiness.set_database(answers.is_ok());
    readiness.set_disk(watched.has_room());
}

/// Looks every two seconds until `stop`.
pub(super) async fn keep_looking(store: Store, watched: Watched, readiness: Arc<Readiness>, stop: CancellationToken) {
    while tokio::time::timeout(EVERY, stop.cancelled()).await.is_err() {
        look(&store, &watched, &readiness).await;
    }
}
