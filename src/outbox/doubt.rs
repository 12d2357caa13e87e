//! Doubtful sends: receipts resolve them; where none comes, the message's class decides, and it is counted.

use std::time::Duration;

use super::lane::Lane;
use super::metrics;
use crate::domain::Channel;
use crate::store::StoreError;

/// How long proof may take before the class decides.
pub(super) const GRACE: Duration = Duration::from_secs(90);
/// How long we wait for proof from a provider whose receipts do not arrive at all.
const SILENCE: Duration = Duration::from_secs(15 * 60);

/// Settles what has been doubtful for too long: an answer or a notice is sent once more, anything else is set aside.
pub(super) async fn resolve(lane: &Lane) -> Result<bool, StoreError> {
    let now = lane.clock.now();
    // Without receipts there is nothing to wait for but the grace; with them, only while they do arrive.
    let heard = lane.last_receipt();
    let alive = lane.gateway.channel() == Channel::Telegram || now.since(heard) < GRACE;
    let patience = if alive { GRACE } else { SILENCE };
    let mut tx = lane.store.begin().await?;
    let resolved = tx.resolve_doubt(&lane.account, now.minus(patience), now).await?;
    tx.commit().await?;
    if resolved.dead > 0 {
        metrics::judged(&lane.account, "dead");
        tracing::warn!(account = %lane.account, count = resolved.dead, "outbox.set_aside");
    }
    Ok(resolved.resent > 0)
}
