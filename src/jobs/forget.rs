//! Forgets what people wrote and were told when it is of no use any more: it is full of names.

use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::domain::{Clock, SchoolId};
use crate::store::{Store, StoreError};

const EVERY: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// Providers send an event again for a week (Meta); it is known by its row.
const EVENTS: Duration = DAY.saturating_mul(30);
/// What was set aside, by the inbox or by a lane, waits so long for an operator.
const SET_ASIDE: Duration = DAY.saturating_mul(90);

/// Forgets old words.
pub struct Forget {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
}

impl Forget {
    /// Looks now and then until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        while tokio::time::timeout(EVERY, stop.cancelled()).await.is_err() {
            match self.look().await {
                Ok(0) => {}
                Ok(forgotten) => tracing::info!(forgotten, "jobs.words_forgotten"),
                Err(error) => tracing::error!(%error, "jobs.forget_failed"),
            }
        }
    }

    /// Forgets all that is old enough, some at a time; returns how much.
    pub async fn look(&self) -> Result<u64, StoreError> {
        let mut tx = self.store.begin_read().await?;
        let schools = tx.school_ids().await?;
        tx.rollback().await?;
        let mut forgotten = 0;
        for school in schools {
            loop {
                match self.some_of(school).await? {
                    0 => break,
                    some => forgotten += some,
                }
            }
        }
        Ok(forgotten)
    }

    async fn some_of(&self, school: SchoolId) -> Result<u64, StoreError> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let events = tx.forget_events(school, now.minus(EVENTS), now.minus(SET_ASIDE)).await?;
        let receipts = tx.forget_receipts(school, now.minus(EVENTS)).await?;
        let words = tx.forget_words(school, now.minus(SET_ASIDE)).await? as u64;
        tx.commit().await?;
        Ok(events + receipts + words)
    }
}
