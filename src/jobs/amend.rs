//! Looks for messages that were given up and arrived all the same, and has them amended.

use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::wake::Wake;
use crate::actions::{ActionError, amend_told};
use crate::domain::Clock;
use crate::store::Store;

const EVERY: Duration = Duration::from_secs(5);

/// Amends what people read against our will.
pub struct Amend {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub wake: Wake,
}

impl Amend {
    /// Looks every few seconds until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        while tokio::time::timeout(EVERY, stop.cancelled()).await.is_err() {
            match self.look().await {
                Ok(0) => {}
                Ok(told) => tracing::warn!(told, "jobs.amended"),
                Err(error) => tracing::error!(%error, "jobs.amend_failed"),
            }
        }
    }

    /// Amends what there is; returns how many families are told.
    pub async fn look(&self) -> Result<u32, ActionError> {
        // Rarely is there anything: looked for without taking the writer's turn.
        let mut tx = self.store.begin_read().await?;
        let any = tx.has_told_after_all().await?;
        tx.rollback().await?;
        if !any {
            return Ok(0);
        }
        let mut tx = self.store.begin().await?;
        let mut told = 0;
        for after in tx.told_after_all().await? {
            told += amend_told(&mut tx, &after, self.clock.now()).await?;
        }
        tx.commit().await?;
        self.wake.lanes();
        Ok(told)
    }
}
