//! T2: what became of sends, written in batches; one fsync for all that finished meanwhile.

use std::sync::Arc;
use std::time::Instant;
use tokio::sync::mpsc;

use super::intent::Intended;
use super::lane::Lane;
use super::metrics;
use super::verdict::{Effect, Scope, Verdict, verdict};
use crate::gateway::{Accepted, SendError};
use crate::store::{AcceptedAttempt, Next, Settlement, StoreError, Tx};

/// Outcomes written by one transaction at most.
const BATCH: usize = 256;

/// A send that has ended.
pub(super) struct Outcome {
    pub(super) intended: Intended,
    pub(super) result: Result<Accepted, SendError>,
}

/// Writes outcomes until the last sender is gone.
pub(super) async fn settle_all(lane: Arc<Lane>, mut outcomes: mpsc::Receiver<Outcome>) {
    let mut batch = Vec::with_capacity(BATCH);
    while outcomes.recv_many(&mut batch, BATCH).await > 0 {
        while let Err(error) = settle(&lane, &batch).await {
            // What was accepted must be written down: nothing else is worth doing before.
            tracing::error!(account = %lane.account, %error, "outbox.settle_failed");
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        lane.finished(batch.len());
        batch.clear();
    }
}

async fn settle(lane: &Lane, batch: &[Outcome]) -> Result<(), StoreError> {
    let now = lane.clock.now();
    let mut tx = lane.store.begin().await?;
    let accepted: Vec<AcceptedAttempt> = batch.iter().filter_map(acceptance).collect();
    tx.accept_attempts(&accepted, now).await?;
    for outcome in batch {
        if let Err(error) = &outcome.result {
            refuse(lane, &mut tx, &outcome.intended, error).await?;
        }
    }
    tx.commit().await?;
    for outcome in batch.iter().filter(|outcome| outcome.result.is_ok()) {
        metrics::accepted(&lane.account, outcome.intended.class, now.since(outcome.intended.eligible_at));
        lane.breaker().succeeded();
    }
    Ok(())
}

fn acceptance(outcome: &Outcome) -> Option<AcceptedAttempt> {
    let accepted = outcome.result.as_ref().ok()?;
    Some(AcceptedAttempt {
        school: outcome.intended.school,
        message: outcome.intended.id,
        attempt: outcome.intended.message.attempt,
        provider_id: accepted.provider_id.clone(),
    })
}

/// Writes what a failed send means for its message, its person and its lane.
async fn refuse(lane: &Lane, tx: &mut Tx, intended: &Intended, error: &SendError) -> Result<(), StoreError> {
    let now = lane.clock.now();
    let judged = verdict(lane.gateway.provider(), error, intended.attempt_no, intended.class, lane.jitter());
    let (outcome, http_status, code) = facts(error);
    let (next, name) = match &judged {
        Verdict::Retry { after, scope, counts } => {
            match scope {
                Scope::Lane => {
                    lane.breaker().failed(Instant::now());
                    if !after.is_zero() && matches!(error, SendError::Throttled(_)) {
                        lane.breaker().pause_until(Instant::now() + *after);
                    }
                }
                Scope::Pair => tx.put_off_stream(intended.school, intended.id, now.plus(*after)).await?,
                Scope::Message => {}
            }
            (Next::Retry { at: now.plus(*after), charged: *counts }, "retry")
        }
        Verdict::Ambiguous => {
            metrics::doubtful(&lane.account, 1);
            (Next::Ambiguous, "ambiguous")
        }
        Verdict::Failed { effect: Effect::StopLane, reason } => {
            tracing::error!(account = %lane.account, ?code, reason, "outbox.lane_stopped");
            tx.pause_lane(&lane.account, true).await?;
            (Next::Retry { at: now, charged: false }, "lane_stopped")
        }
        Verdict::Failed { effect: Effect::NeedsTemplate, .. } => {
            tx.close_window(intended.school, intended.id).await?;
            (Next::Retry { at: now, charged: true }, "needs_template")
        }
        Verdict::Failed { effect: Effect::BlockedByUser | Effect::StopContact, .. } => {
            tx.block_recipient(intended.school, intended.id).await?;
            (Next::Failed { reason: reason(code, http_status) }, "blocked")
        }
        Verdict::Failed { .. } => (Next::Failed { reason: reason(code, http_status) }, "failed"),
    };
    metrics::judged(&lane.account, name);
    let settlement = Settlement {
        school: intended.school,
        message: intended.id,
        attempt: intended.message.attempt,
        epoch: intended.epoch,
        outcome,
        http_status: http_status.map(i64::from),
        code,
        next,
    };
    tx.settle_attempt(&settlement, now).await?;
    Ok(())
}

/// The provider's code as the message's end, or what stood in its place.
fn reason(code: Option<i64>, http_status: Option<u16>) -> String {
    match (code, http_status) {
        (Some(code), _) => code.to_string(),
        (None, Some(status)) => format!("http {status}"),
        (None, None) => "refused".to_owned(),
    }
}

fn facts(error: &SendError) -> (&'static str, Option<u16>, Option<i64>) {
    match error {
        SendError::NotSent { .. } => ("not_sent", None, None),
        SendError::Throttled(throttle) => ("throttled", Some(throttle.http_status), throttle.code),
        SendError::Refused(refusal) => ("rejected", Some(refusal.http_status), refusal.code),
        SendError::Unknown { http_status, .. } => ("unknown", *http_status, None),
    }
}
