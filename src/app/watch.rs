//! Looks after what requests must not wait for: is the database there, is there room on the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::ballast::Ballast;
use super::config::Config;
use crate::http::Readiness;
use crate::inbox::SpoolGauge;
use crate::store::Store;

const EVERY: Duration = Duration::from_secs(2);

/// What is watched.
#[derive(Debug, Clone)]
pub(super) struct Watched {
    /// The folder of the database file; nothing on `PostgreSQL`.
    folder: Option<PathBuf>,
    watermark_bytes: u64,
    ballast: Option<Ballast>,
    spool: SpoolGauge,
}

impl Watched {
    pub(super) fn of(config: &Config, spool: SpoolGauge) -> Self {
        let path = config.database_url.strip_prefix("sqlite://").map(|path| path.split('?').next().unwrap_or(path));
        let folder = path.map(|path| match Path::new(path).parent() {
            Some(parent) if parent != Path::new("") => parent.to_path_buf(),
            _ => PathBuf::from("."),
        });
        let ballast = folder.as_deref().map(|folder| Ballast::new(folder, config.disk_ballast_bytes));
        Self { folder, watermark_bytes: config.disk_watermark_bytes, ballast, spool }
    }

    fn has_room(&self) -> bool {
        let Some(folder) = &self.folder else { return true };
        match rustix::fs::statvfs(folder) {
            Ok(disk) => {
                let free = disk.f_bavail.saturating_mul(disk.f_frsize);
                if let Some(ballast) = &self.ballast {
                    ballast.trim(free, self.watermark_bytes);
                }
                free >= self.watermark_bytes
            }
            Err(error) => {
                tracing::warn!(%error, "watch.disk_unknown");
                true
            }
        }
    }
}

/// Looks once.
pub(super) async fn look(store: &Store, watched: &Watched, readiness: &Readiness) {
    let answers = async { store.begin_read().await?.rollback().await };
    let answers = tokio::time::timeout(EVERY, answers).await;
    match &answers {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "watch.database_away"),
        Err(_) => tracing::error!("watch.database_silent"),
    }
    readiness.set_database(matches!(answers, Ok(Ok(()))));
    readiness.set_disk(watched.has_room());
    readiness.set_spooled(watched.spool.events());
}

/// Looks every two seconds until `stop`.
pub(super) async fn keep_looking(store: Store, watched: Watched, readiness: Arc<Readiness>, stop: CancellationToken) {
    while tokio::time::timeout(EVERY, stop.cancelled()).await.is_err() {
        look(&store, &watched, &readiness).await;
    }
}
