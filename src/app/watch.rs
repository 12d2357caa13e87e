//! Looks after what requests must not wait for: is the database there and how far behind, is there room on the disk.

use metrics::gauge;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::ballast::Ballast;
use super::config::Config;
use crate::domain::{Clock, Timestamp};
use crate::http::Readiness;
use crate::inbox::SpoolGauge;
use crate::store::{Store, StoreError};

const EVERY: Duration = Duration::from_secs(2);
/// A database that takes longer to answer is away.
const PATIENCE: Duration = Duration::from_secs(2);

const MIB: u64 = 1024 * 1024;
/// A write-ahead log longer than this cannot be folded back: somebody has the database open and reads on and on.
const LONG_LOG: u64 = 64 * MIB;

/// What is watched.
#[derive(Debug, Clone)]
pub(super) struct Watched {
    /// The folder of the database file; on `PostgreSQL` that of the spool.
    folder: PathBuf,
    /// The write-ahead log of `SQLite`.
    log: Option<PathBuf>,
    is_log_long: Arc<AtomicBool>,
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
        let log = path.map(|path| PathBuf::from(format!("{path}-wal")));
        let folder = folder.unwrap_or_else(|| config.spool.clone());
        let (watermark_bytes, is_log_long) = (config.disk_watermark_bytes, Arc::default());
        Self { folder, log, is_log_long, watermark_bytes, ballast, spool }
    }

    /// Says once that the log grows, and once that it is short again.
    fn look_at_log(&self) {
        let Some(log) = &self.log else { return };
        let bytes = std::fs::metadata(log).map_or(0, |file| file.len());
        gauge!("carnet_wal_mebibytes").set(f64::from(u32::try_from(bytes / MIB).unwrap_or(u32::MAX)));
        let is_long = bytes > LONG_LOG;
        if is_long != self.is_log_long.swap(is_long, Ordering::Relaxed) {
            if is_long {
                tracing::error!(
                    mebibytes = bytes / MIB,
                    "watch.log_grows: something reads the database and does not end"
                );
            } else {
                tracing::info!("watch.log_is_short_again");
            }
        }
    }

    fn has_room(&self) -> bool {
        match rustix::fs::statvfs(&self.folder) {
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

/// Looks at the store and the disk and tells what it finds.
pub(super) struct Watch {
    pub(super) store: Store,
    pub(super) watched: Watched,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) readiness: Arc<Readiness>,
}

impl Watch {
    /// Looks once.
    pub(super) async fn look(&self) {
        let answer = tokio::time::timeout(PATIENCE, self.inbox_lag()).await;
        match &answer {
            Ok(Ok((waiting, oldest))) => {
                gauge!("carnet_inbox_waiting").set(f64::from(u32::try_from(*waiting).unwrap_or(u32::MAX)));
                let lag = oldest.map_or(Duration::ZERO, |oldest| self.clock.now().since(oldest));
                gauge!("carnet_inbox_lag_seconds").set(lag.as_secs_f64());
            }
            Ok(Err(error)) => tracing::error!(%error, "watch.database_away"),
            Err(_) => tracing::error!("watch.database_silent"),
        }
        if let Ok(Ok(_)) = &answer {
            self.look_for_schools().await;
            if let Err(error) = self.store.refresh_statistics().await {
                tracing::warn!(%error, "watch.statistics_failed");
            }
        }
        // What waits in the spool waits for a database that may answer and takes nothing.
        let takes = self.watched.spool.events() == 0;
        self.readiness.set_database(takes && matches!(answer, Ok(Ok(_))));
        self.watched.look_at_log();
        self.readiness.set_disk(self.watched.has_room());
        self.readiness.set_spooled(self.watched.spool.events());
    }

    /// Looks whether the schools that were missing have been imported meanwhile.
    async fn look_for_schools(&self) {
        let missing = self.readiness.missing_schools();
        if missing.is_empty() {
            return;
        }
        match tokio::time::timeout(PATIENCE, self.absent(missing)).await {
            Ok(Ok(absent)) => self.readiness.set_missing_schools(absent),
            Ok(Err(error)) => tracing::error!(%error, "watch.schools_unknown"),
            Err(_) => tracing::error!("watch.database_silent"),
        }
    }

    async fn absent(&self, codes: Vec<String>) -> Result<Vec<String>, StoreError> {
        let mut tx = self.store.begin_read().await?;
        let mut absent = Vec::new();
        for code in codes {
            if tx.school_by_code(&code).await?.is_none() {
                absent.push(code);
            }
        }
        tx.rollback().await?;
        Ok(absent)
    }

    async fn inbox_lag(&self) -> Result<(i64, Option<Timestamp>), StoreError> {
        let mut tx = self.store.begin_read().await?;
        let lag = tx.inbox_lag().await?;
        tx.rollback().await?;
        Ok(lag)
    }

    /// Looks every two seconds until `stop`.
    pub(super) async fn keep_looking(self, stop: CancellationToken) {
        while tokio::time::timeout(EVERY, stop.cancelled()).await.is_err() {
            self.look().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_grows_is_noticed_and_so_is_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("carnet.db-wal");
        let gauge = SpoolGauge::default();
        let folder = folder.path().to_path_buf();
        let watched = Watched {
            folder,
            log: Some(log.clone()),
            is_log_long: Arc::default(),
            watermark_bytes: 0,
            ballast: None,
            spool: gauge,
        };
        for (bytes, is_long) in [(LONG_LOG, false), (LONG_LOG + 1, true), (4096, false)] {
            std::fs::File::create(&log).unwrap().set_len(bytes).unwrap();
            watched.look_at_log();
            assert_eq!(watched.is_log_long.load(Ordering::Relaxed), is_long, "{bytes}");
        }
    }
}
