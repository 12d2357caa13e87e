//! What waits in a lane whose account is in nobody's configuration any more: it goes to its people's other addresses, or ends
//! when its time is over.
//!
//! Invariant: a lane that a process drives, or could drive, is left to it.

use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

use super::lane::House;
use super::ways::{self, take_other_ways};
use crate::domain::AccountId;
use crate::store::StoreError;

/// How often is looked.
const EVERY: Duration = Duration::from_mins(1);
/// Messages in one transaction: others write between two of them.
const AT_ONCE: i64 = 256;

/// When abandoned lanes were last looked at.
#[derive(Default)]
pub(super) struct LookedAt(Option<Instant>);

impl LookedAt {
    /// Whether it is time, which is noted.
    pub(super) fn is_due(&mut self) -> bool {
        let now = Instant::now();
        let is_due = self.0.is_none_or(|last| now.saturating_duration_since(last) >= EVERY);
        if is_due {
            self.0 = Some(now);
        }
        is_due
    }
}

/// Sends on what waits in a lane that nobody can drive; says whether it is such a lane.
pub(super) async fn send_on(house: &Arc<House>, account: &AccountId) -> Result<bool, StoreError> {
    let mut after = None;
    loop {
        let now = house.clock.now();
        let mut tx = house.store.begin().await?;
        tx.queue_for_lane(account).await?;
        if !tx.is_abandoned(account, now).await? {
            return Ok(false);
        }
        let waiting = tx.waiting_unserved(account, after, AT_ONCE).await?;
        let Some((_, last, _)) = waiting.last() else { return Ok(true) };
        after = Some(*last);
        let (rerouted, stuck) = take_other_ways(house, &mut tx, waiting, now).await?;
        tx.commit().await?;
        tracing::warn!(%account, rerouted = rerouted.len(), stuck = stuck.len(), "outbox.account_gone");
        ways::wake(house, &rerouted);
    }
}
