//! The wire: a message with its intent on disk leaves when the limiter says so, once.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::intent::Intended;
use super::lane::Lane;
use super::settle::Outcome;
use crate::gateway::SendError;

/// After this an intent is stale: the lease that covered it may have passed to another process.
const WIRE_DEADLINE: Duration = Duration::from_secs(8);

/// Sends one message and hands its outcome to the settler.
pub(super) async fn send(lane: Arc<Lane>, intended: Intended, stated_at: Instant) {
    lane.limiter.turn().await;
    let result = if stated_at.elapsed() > WIRE_DEADLINE {
        Err(SendError::NotSent { reason: "the intent was too old" })
    } else {
        lane.gateway.send(&intended.message).await
    };
    // The settler outlives every send: it ends when the last sender is gone.
    let _settled = lane.outcomes.send(Outcome { intended, result }).await;
}
