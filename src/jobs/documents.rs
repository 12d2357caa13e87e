//! Forgets files: those of ours that are out of date, with the links to them, and what was read of those that people sent.
//! They are full of names.

use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::domain::Clock;
use crate::store::{Store, StoreError};

const EVERY: Duration = Duration::from_mins(10);
/// A question about a file lives for minutes; an event that fails is tried again for longer.
const ATTACHMENTS: Duration = Duration::from_hours(24);
/// Who follows an old link is told that it is over.
const LINKS: Duration = Duration::from_hours(30 * 24);

/// Forgets old files.
pub struct OldDocuments {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
}

impl OldDocuments {
    /// Looks now and then until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            match self.look().await {
                Ok(0) => {}
                Ok(forgotten) => tracing::info!(forgotten, "jobs.documents_forgotten"),
                Err(error) => tracing::error!(%error, "jobs.documents_failed"),
            }
            if tokio::time::timeout(EVERY, stop.cancelled()).await.is_ok() {
                return;
            }
        }
    }

    /// Forgets all there are, a few at a time; returns how many.
    pub async fn look(&self) -> Result<u64, StoreError> {
        let mut forgotten = 0;
        loop {
            let mut tx = self.store.begin().await?;
            let now = self.clock.now();
            let files = tx.forget_documents(now).await? + tx.forget_attachments(now.minus(ATTACHMENTS)).await?;
            let gone = files + tx.forget_downloads(now.minus(LINKS)).await?;
            tx.commit().await?;
            if gone == 0 {
                return Ok(forgotten);
            }
            forgotten += gone;
        }
    }
}
