//! What an operator does to the queue by hand. Every intervention leaves an audit entry.

use serde_json::json;
use uuid::Uuid;

use super::ActionError;
use crate::domain::{AccountId, MessageId, SchoolId, Timestamp};
use crate::store::{Audit, AuditActor, Requeue, Tx};

/// Sends a message that has ended unsent once more.
pub async fn retry_message(tx: &mut Tx, id: MessageId, now: Timestamp) -> Result<Requeue, ActionError> {
    let before = tx.queue_line(id).await?;
    let outcome = tx.requeue(id, now).await?;
    if let (Some(before), Requeue::Done) = (before, outcome) {
        let detail = json!({ "was": before.state, "reason": before.reason });
        note(tx, before.school, now, "message.retried", ("message", id.0), &detail)?;
    }
    Ok(outcome)
}

/// Takes a message back, or notes the wish where it is on its way.
pub async fn cancel_message(tx: &mut Tx, id: MessageId, now: Timestamp) -> Result<Requeue, ActionError> {
    let before = tx.queue_line(id).await?;
    let outcome = tx.cancel_message(id, now).await?;
    if let (Some(before), Requeue::Done | Requeue::Requested) = (before, outcome) {
        let detail = json!({ "was": before.state, "at_once": outcome == Requeue::Done });
        note(tx, before.school, now, "message.cancelled", ("message", id.0), &detail)?;
    }
    Ok(outcome)
}

/// Holds a lane, or lets it go on. [`ActionError::NotFound`] when the account has no lane yet.
pub async fn pause_lane(
    tx: &mut Tx,
    school: SchoolId,
    account: &AccountId,
    paused: bool,
    now: Timestamp,
) -> Result<(), ActionError> {
    if !tx.pause_lane(account, paused).await? {
        return Err(ActionError::NotFound);
    }
    let action = if paused { "lane.paused" } else { "lane.resumed" };
    note(tx, school, now, action, ("school", school.0), &json!({ "account": account }))
}

fn note(
    tx: &mut Tx,
    school: SchoolId,
    now: Timestamp,
    action: &'static str,
    subject: (&'static str, Uuid),
    detail: &serde_json::Value,
) -> Result<(), ActionError> {
    Ok(tx.audit(Audit { school, actor: AuditActor::Console, action, subject, now, detail })?)
}
