//! Announcements that are to leave later: which there are, and another moment for one of them.

use super::control::in_charge;
use super::draft::{audience, opening};
use super::file::keep_for;
use super::told::tell_author;
use super::{Content, decide, note, report};
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, BroadcastId, BroadcastState, Timestamp, can};
use crate::phrase::{DoneByAnother, ScheduledBroadcast};
use crate::store::{StoredBroadcast, Tx};

/// The actor's own that are to leave later, anybody's to whoever runs the school: the earliest first.
pub async fn scheduled_broadcasts(
    tx: &mut Tx,
    cause: &Cause<'_>,
) -> Result<Vec<(BroadcastId, ScheduledBroadcast)>, ActionError> {
    let mut found: Vec<(Timestamp, StoredBroadcast)> = Vec::new();
    for one in concerned(tx, cause, BroadcastState::Due).await? {
        let at = one.due_at.filter(|at| *at > cause.now && one.queued == 0);
        found.extend(at.map(|at| (at, one)));
    }
    found.sort_by_key(|(at, one)| (*at, one.id.0));
    let mut scheduled = Vec::with_capacity(found.len());
    for (at, one) in found {
        scheduled.push((one.id, named(tx, cause, &one, at).await?));
    }
    Ok(scheduled)
}

/// Those of them that wait for a second administrator, the oldest first.
pub async fn unapproved_broadcasts(tx: &mut Tx, cause: &Cause<'_>) -> Result<Vec<ScheduledBroadcast>, ActionError> {
    let mut waiting = Vec::new();
    for one in concerned(tx, cause, BroadcastState::Awaiting).await? {
        waiting.push(named(tx, cause, &one, one.due_at.unwrap_or(cause.now)).await?);
    }
    Ok(waiting)
}

/// The actor's own in a state, anybody's to whoever runs the school.
async fn concerned(tx: &mut Tx, cause: &Cause<'_>, state: BroadcastState) -> Result<Vec<StoredBroadcast>, ActionError> {
    let Some(actor) = cause.actor.staff_id() else { return Err(ActionError::Denied) };
    let everybodys = can(cause.actor, Action::Administer);
    let mut found = Vec::new();
    for (school, id) in tx.open_broadcasts(state).await? {
        if school != cause.school.id {
            continue;
        }
        let one = tx.broadcast(school, id).await?;
        found.extend(one.filter(|one| everybodys || one.author == actor));
    }
    Ok(found)
}

async fn named(
    tx: &mut Tx,
    cause: &Cause<'_>,
    one: &StoredBroadcast,
    at: Timestamp,
) -> Result<ScheduledBroadcast, ActionError> {
    let content = Content::of(one)?;
    let start = report::start_of(&content, None);
    let audience = audience(tx, cause, one).await?;
    Ok(ScheduledBroadcast { start, by: content.by, audience, at: cause.school.local(at), paused: one.paused })
}

/// Has one leave at another moment: with when the night before it ends. `None`: it has begun, or is over.
pub async fn move_broadcast(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    at: Timestamp,
) -> Result<Option<(Timestamp, Option<jiff::civil::Time>)>, ActionError> {
    let found = in_charge(tx, cause, broadcast).await?;
    if !tx.move_broadcast(cause.school.id, broadcast, at, cause.now).await? {
        return Ok(None);
    }
    keep_for(tx, cause, &found, at.plus(decide::LIVES)).await?;
    note(tx, cause, (cause.audit_actor(), "broadcast.moved"), broadcast, cause.now)?;
    tell_author(tx, cause, &found, DoneByAnother::Moved { at: cause.school.local(at) }).await?;
    let urgent = Content::of(&found)?.urgent;
    Ok(Some((at, opening(cause, at).filter(|_| !urgent))))
}
