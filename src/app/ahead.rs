//! Makes schools ready ahead of messages: what understanding needs of their students and assessments is read and prepared when
//! the service starts and whenever a change of the school's file is seen, so that nobody's message waits for it.
//!
//! Whoever writes sooner than that is not answered by old names: their message prepares what has changed itself.

use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::school_ids::SchoolIds;
use crate::commands::{Desk, ROLLS_KEPT};
use crate::domain::Clock;
use crate::store::Store;

/// How often it is looked whether a school has changed.
const EVERY: Duration = Duration::from_secs(5);

pub(super) struct Ahead {
    store: Store,
    desk: Arc<Desk>,
    school_ids: Arc<SchoolIds>,
    /// By their codes.
    schools: Vec<String>,
    clock: Arc<dyn Clock>,
}

impl Ahead {
    pub(super) fn of(
        schools: Vec<String>,
        school_ids: &Arc<SchoolIds>,
        (store, clock): (&Store, &Arc<dyn Clock>),
        desk: &Arc<Desk>,
    ) -> Self {
        let (store, clock) = (store.clone(), Arc::clone(clock));
        Self { store, desk: Arc::clone(desk), school_ids: Arc::clone(school_ids), schools, clock }
    }

    /// Looks at once, then every few seconds until `stop`.
    pub(super) async fn run(self, stop: CancellationToken) {
        loop {
            if let Err(error) = self.look().await {
                tracing::warn!(%error, "service.not_prepared");
            }
            if tokio::time::timeout(EVERY, stop.cancelled()).await.is_ok() {
                return;
            }
        }
    }

    /// Without taking the writer's turn.
    async fn look(&self) -> anyhow::Result<()> {
        let mut ids = Vec::new();
        for code in self.schools.iter().take(ROLLS_KEPT) {
            ids.extend(self.school_ids.of(code).await);
        }
        if ids.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.begin_read().await?;
        for school in ids {
            self.desk.prepare(&mut tx, school, self.clock.now()).await?;
        }
        Ok(tx.rollback().await?)
    }
}
