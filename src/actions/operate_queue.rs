//! What an operator does to the queue by hand. Every intervention leaves an audit entry.

use serde_json::json;
use uuid::Uuid;

use super::ActionError;
use crate::domain::{AccountId, MessageId, SchoolId, Timestamp};
use crate::store::{Audit, AuditActor, BROADCAST_CANCELLED, ChannelLine, QueueLine, Requeue, Tx};

/// Sends a message that has ended unsent once more.
pub async fn retry_message(tx: &mut Tx, id: MessageId, now: Timestamp) -> Result<Requeue, ActionError> {
    let before = tx.queue_line(id).await?;
    if before.as_ref().is_some_and(was_announcement_stopped) {
        return Ok(Requeue::Stopped);
    }
    let outcome = tx.requeue(id, now).await?;
    if let (Some(before), Requeue::Done) = (before, outcome) {
        let detail = json!({ "was": before.state, "reason": before.reason });
        note(tx, before.school, now, "message.retried", ("message", id.0), &detail)?;
    }
    Ok(outcome)
}

/// Somebody of the school stopped it: no operator sends it all the same.
fn was_announcement_stopped(line: &QueueLine) -> bool {
    line.state == "cancelled" && line.reason.as_deref() == Some(BROADCAST_CANCELLED)
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

/// Sends a message that has ended unsent to the person's next address; `None` beside [`Requeue::NotNow`]: it has no other
/// that can be written to, or its state does not allow it.
pub async fn reroute_message(
    tx: &mut Tx,
    id: MessageId,
    now: Timestamp,
) -> Result<(Requeue, Option<AccountId>), ActionError> {
    let Some(before) = tx.queue_line(id).await? else { return Ok((Requeue::Unknown, None)) };
    if was_announcement_stopped(&before) {
        return Ok((Requeue::Stopped, None));
    }
    let Some(account) = tx.requeue_elsewhere(&before, now).await? else { return Ok((Requeue::NotNow, None)) };
    let detail = json!({ "was": before.state, "reason": before.reason, "from": before.account, "to": account });
    note(tx, before.school, now, "message.rerouted", ("message", id.0), &detail)?;
    Ok((Requeue::Done, Some(account)))
}

/// Puts away a message that was set aside.
pub async fn close_message(tx: &mut Tx, id: MessageId, now: Timestamp) -> Result<Requeue, ActionError> {
    let before = tx.queue_line(id).await?;
    let outcome = tx.close_message(id).await?;
    if let (Some(before), Requeue::Done) = (before, outcome) {
        let detail = json!({ "reason": before.reason });
        note(tx, before.school, now, "message.closed", ("message", id.0), &detail)?;
    }
    Ok(outcome)
}

/// What was said to the provider about a message, and answered: a person's words and address, so it is noted who looks.
pub async fn read_channel_log(
    tx: &mut Tx,
    school: SchoolId,
    id: MessageId,
    now: Timestamp,
) -> Result<Vec<ChannelLine>, ActionError> {
    let lines = tx.channel_log(school, id).await?;
    note(tx, school, now, "message.log_read", ("message", id.0), &json!({ "lines": lines.len() }))?;
    Ok(lines)
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
    if !paused {
        tx.note_resumed(account, now).await?;
    }
    let action = if paused { "lane.paused" } else { "lane.resumed" };
    note(tx, school, now, action, ("school", school.0), &json!({ "account": account }))
}

/// Lets an account's messages go although its provider asked for patience. `false`: it asked for none.
pub async fn lift_patience(
    tx: &mut Tx,
    school: SchoolId,
    account: &AccountId,
    now: Timestamp,
) -> Result<bool, ActionError> {
    let lifted = tx.lift_throttle(account, now).await?;
    if lifted {
        note(tx, school, now, "lane.patience_lifted", ("school", school.0), &json!({ "account": account }))?;
    }
    Ok(lifted)
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
