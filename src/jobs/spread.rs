//! Broadcasts on their way: begun when they are due, put into the outbox some families at a time, and reported when done.

use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::wake::Wake;
use crate::actions::{ActionError, Cause, expire_broadcasts, finish_broadcast, spread_broadcast, tell_progress};
use crate::domain::{BroadcastId, BroadcastState, Carriers, Clock, SchoolId};
use crate::store::{School, Store};

/// How soon a broadcast begins after its confirmation.
const EVERY: Duration = Duration::from_secs(1);
/// Looking whether one has ended reads more; nobody waits for it.
const SETTLING: u32 = 5;

/// Spreads. Several processes may do it side by side: each slice is put into the outbox once.
pub struct Spread {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub wake: Wake,
    pub carriers: Arc<Carriers>,
}

impl Spread {
    /// Looks every second until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        let mut turn = 0_u32;
        while tokio::time::timeout(EVERY, stop.cancelled()).await.is_err() {
            turn = turn.wrapping_add(1);
            if let Err(error) = self.look(turn.is_multiple_of(SETTLING), &stop).await {
                tracing::error!(%error, "jobs.spread_failed");
            }
        }
    }

    /// Does what is due.
    async fn look(&self, settling: bool, stop: &CancellationToken) -> Result<(), ActionError> {
        for state in [BroadcastState::Due, BroadcastState::Spreading] {
            for (school, broadcast) in self.open(state).await? {
                while !stop.is_cancelled() && self.step(school, broadcast).await? {}
            }
        }
        if settling {
            for (school, broadcast) in self.open(BroadcastState::Spread).await? {
                self.settle(school, broadcast, BroadcastState::Spread).await?;
                self.tell(school, broadcast).await?;
            }
            for (school, broadcast) in self.open(BroadcastState::Awaiting).await? {
                self.settle(school, broadcast, BroadcastState::Awaiting).await?;
            }
        }
        Ok(())
    }

    async fn open(&self, state: BroadcastState) -> Result<Vec<(SchoolId, BroadcastId)>, ActionError> {
        let mut tx = self.store.begin_read().await?;
        let open = tx.open_broadcasts(state).await?;
        tx.rollback().await?;
        Ok(open)
    }

    /// One slice, in a transaction of its own.
    async fn step(&self, school: SchoolId, broadcast: BroadcastId) -> Result<bool, ActionError> {
        let mut tx = self.store.begin().await?;
        let Some(school) = tx.school(school).await? else { return Ok(false) };
        let more = spread_broadcast(&mut tx, &self.cause(&school), broadcast, &self.carriers).await?;
        tx.commit().await?;
        self.wake.lanes();
        Ok(more)
    }

    async fn settle(&self, school: SchoolId, broadcast: BroadcastId, state: BroadcastState) -> Result<(), ActionError> {
        let mut tx = self.store.begin().await?;
        let Some(school) = tx.school(school).await? else { return Ok(()) };
        let cause = self.cause(&school);
        match state {
            BroadcastState::Awaiting => expire_broadcasts(&mut tx, &cause, broadcast).await?,
            _ => finish_broadcast(&mut tx, &cause, broadcast, &self.carriers).await?,
        }
        tx.commit().await?;
        self.wake.lanes();
        Ok(())
    }

    /// Tells the author how far it is.
    async fn tell(&self, school: SchoolId, broadcast: BroadcastId) -> Result<(), ActionError> {
        let mut tx = self.store.begin().await?;
        let Some(school) = tx.school(school).await? else { return Ok(()) };
        tell_progress(&mut tx, &self.cause(&school), broadcast, &self.carriers).await?;
        tx.commit().await?;
        self.wake.lanes();
        Ok(())
    }

    fn cause<'a>(&'a self, school: &'a School) -> Cause<'a> {
        let roster_account = self.carriers.roster_account(&school.code);
        Cause { roster_account, ..Cause::of_itself(school, self.clock.now()) }
    }
}
