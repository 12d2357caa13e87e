//! Announcements that are to leave later: which there are, and another moment for one of them.

use super::control::in_charge;
use super::draft::{audience, opening};
use super::file::keep_for;
use super::{Content, decide, note, report};
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, BroadcastId, BroadcastState, Timestamp, can};
use crate::phrase::ScheduledBroadcast;
use crate::store::{StoredBroadcast, Tx};

/// The actor's own that are to leave later, anybody's to whoever runs the school: the earliest first.
pub async fn scheduled_broadcasts(
    tx: &mut Tx,
    cause: &Cause<'_>,
) -> Result<Vec<(BroadcastId, ScheduledBroadcast)>, ActionError> {
    let Some(actor) = cause.actor.staff_id() else { return Err(ActionError::Denied) };
    let everybodys = can(cause.actor, Action::Administer);
    let mut found: Vec<(Timestamp, StoredBroadcast)> = Vec::new();
    for (school, id) in tx.open_broadcasts(BroadcastState::Due).await? {
        if school != cause.school.id {
            continue;
        }
        let Some(one) = tx.broadcast(school, id).await? else { continue };
        let at = one.due_at.filter(|at| *at > cause.now && one.queued == 0 && (everybodys || one.author == actor));
        found.extend(at.map(|at| (at, one)));
    }
    found.sort_by_key(|(at, one)| (*at, one.id.0));
    let mut scheduled = Vec::with_capacity(found.len());
    for (at, one) in found {
        let content = Content::of(&one)?;
        let start = report::start_of(&content, None);
        let audience = audience(tx, cause, &one).await?;
        scheduled.push((one.id, ScheduledBroadcast { start, by: content.by, audience, at: cause.school.local(at) }));
    }
    Ok(scheduled)
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
    let urgent = Content::of(&found)?.urgent;
    Ok(Some((at, opening(cause, at).filter(|_| !urgent))))
}
