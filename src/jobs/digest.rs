//! Digests that are due: each in a transaction of its own, so that nobody's answer waits for a school's Friday evening.

use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::wake::Wake;
use crate::actions::{ActionError, Cause, send_digest};
use crate::domain::{Carriers, Clock, GuardianId, SchoolId, Timestamp};
use crate::store::{School, Store};

const EVERY: Duration = Duration::from_secs(5);
/// Looked for at once; the rest is found by the next look.
const AT_ONCE: i64 = 100;
/// One that fails is tried again later: others must not wait for it.
const PUT_OFF: Duration = Duration::from_hours(1);

/// Sends digests. Several processes may do it side by side: each is taken once.
pub struct Digests {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub wake: Wake,
    pub carriers: Arc<Carriers>,
}

impl Digests {
    /// Looks every few seconds until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        while tokio::time::timeout(EVERY, stop.cancelled()).await.is_err() {
            if let Err(error) = self.look(&stop).await {
                tracing::error!(%error, "jobs.digests_failed");
            }
        }
    }

    /// Sends all that are due.
    pub async fn look(&self, stop: &CancellationToken) -> Result<(), ActionError> {
        loop {
            let due = self.due().await?;
            for (school, guardian, at) in &due {
                if stop.is_cancelled() {
                    return Ok(());
                }
                if let Err(error) = self.send(*school, *guardian, *at).await {
                    tracing::error!(%error, "jobs.digest_failed");
                    self.put_off(*school, *guardian, *at).await?;
                }
            }
            if due.is_empty() {
                return Ok(());
            }
        }
    }

    async fn due(&self) -> Result<Vec<(SchoolId, GuardianId, Timestamp)>, ActionError> {
        let mut tx = self.store.begin_read().await?;
        let due = tx.due_digests(self.clock.now(), AT_ONCE).await?;
        tx.rollback().await?;
        Ok(due)
    }

    async fn send(&self, school: SchoolId, guardian: GuardianId, due: Timestamp) -> Result<(), ActionError> {
        let mut tx = self.store.begin().await?;
        let school = tx.school(school).await?.ok_or(ActionError::NotFound)?;
        send_digest(&mut tx, &self.cause(&school, guardian), guardian, due).await?;
        tx.commit().await?;
        self.wake.lanes();
        Ok(())
    }

    async fn put_off(&self, school: SchoolId, guardian: GuardianId, due: Timestamp) -> Result<(), ActionError> {
        let mut tx = self.store.begin().await?;
        tx.take_digest(school, guardian, (due, self.clock.now().plus(PUT_OFF))).await?;
        Ok(tx.commit().await?)
    }

    fn cause<'a>(&'a self, school: &'a School, guardian: GuardianId) -> Cause<'a> {
        let roster_account = self.carriers.roster_account(&school.code);
        Cause { roster_account, jitter: jitter(guardian), ..Cause::of_itself(school, self.clock.now()) }
    }
}

/// 0 to 1, the same for the same guardian: what waits for the morning is spread.
fn jitter(guardian: GuardianId) -> f64 {
    let bytes = guardian.0.as_bytes();
    f64::from(u16::from_be_bytes([bytes[14], bytes[15]])) / f64::from(u16::MAX)
}
