//! Keeps the schools' schedules: reminders of missing marks and of families that wait for an answer, and requests for
//! approval that nobody answered.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::wake::Wake;
use crate::actions::{
    ActionError, Cause, end_lapsed_threads, expire_approvals, remind_of_threads, remind_on_schedule, waiting_since,
};
use crate::domain::{Clock, ConversationId, SchoolId};
use crate::store::Store;

/// Threads that are spoken of at one time at most.
const THREADS: i64 = 200;
const EVERY: Duration = Duration::from_secs(20);
/// A moment that passed while nothing ran is still kept this long; later, it is left out.
const LATE: Duration = Duration::from_hours(6);

/// Reminds. Several processes may do it side by side: each moment is kept once.
pub struct Remind {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub wake: Wake,
}

impl Remind {
    /// Looks every few seconds until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        while tokio::time::timeout(EVERY, stop.cancelled()).await.is_err() {
            if let Err(error) = self.look().await {
                tracing::error!(%error, "jobs.remind_failed");
            }
        }
    }

    /// Keeps what is due.
    pub async fn look(&self) -> Result<(), ActionError> {
        let mut tx = self.store.begin_read().await?;
        let (schools, overdue) = (tx.reminding_schools().await?, tx.overdue_approvals(self.clock.now()).await?);
        let waiting = tx.waiting_conversations(waiting_since(self.clock.now()), THREADS).await?;
        let closing = tx.thread_closing_schools().await?;
        tx.rollback().await?;
        let mut by_school: BTreeMap<SchoolId, Vec<ConversationId>> = BTreeMap::new();
        for (school, thread) in waiting {
            by_school.entry(school).or_default().push(thread);
        }
        for (school, threads) in by_school {
            self.threads(school, &threads).await?;
        }
        if !overdue.is_empty() {
            let mut tx = self.store.begin().await?;
            expire_approvals(&mut tx, self.clock.now()).await?;
            tx.commit().await?;
            self.wake.lanes();
        }
        for school in schools {
            self.school(school).await?;
        }
        for school in closing {
            while self.lapsed(school).await? {}
        }
        Ok(())
    }

    /// Families of one school that wait, in a transaction of its own.
    async fn threads(&self, school: SchoolId, threads: &[ConversationId]) -> Result<(), ActionError> {
        let mut tx = self.store.begin().await?;
        let Some(school) = tx.school(school).await? else { return Ok(()) };
        remind_of_threads(&mut tx, &Cause::of_itself(&school, self.clock.now()), threads).await?;
        tx.commit().await?;
        self.wake.lanes();
        Ok(())
    }

    /// Threads of one school that nobody has said anything in for long; says whether there are more.
    async fn lapsed(&self, school: SchoolId) -> Result<bool, ActionError> {
        let mut tx = self.store.begin_read().await?;
        let found = tx.school(school).await?;
        let idle = match found.as_ref().and_then(|school| school.threads_close) {
            Some(lapse) => !tx.idle_conversations(school, self.clock.now().minus(lapse), 1).await?.is_empty(),
            None => false,
        };
        tx.rollback().await?;
        let Some(found) = found.filter(|_| idle) else { return Ok(false) };
        let mut tx = self.store.begin().await?;
        let more = end_lapsed_threads(&mut tx, &Cause::of_itself(&found, self.clock.now())).await?;
        tx.commit().await?;
        self.wake.lanes();
        Ok(more)
    }

    /// One school in a transaction of its own, if a moment of its schedule has just come.
    async fn school(&self, school: SchoolId) -> Result<(), ActionError> {
        let now = self.clock.now();
        let mut tx = self.store.begin_read().await?;
        let school = tx.school(school).await?;
        tx.rollback().await?;
        let Some(school) = school else { return Ok(()) };
        let slots = school.remind_missing.iter().filter_map(|slot| slot.last(now, &school.zone));
        for slot in slots.filter(|slot| now.since(*slot) < LATE) {
            let mut tx = self.store.begin().await?;
            remind_on_schedule(&mut tx, &Cause::of_itself(&school, now), slot).await?;
            tx.commit().await?;
            self.wake.lanes();
        }
        Ok(())
    }
}
