//! Holding a broadcast, stopping it, saying it again, and what families answer.

use std::collections::HashMap;

use super::draft::announcement_of;
use super::progress::end_progress;
use super::spread::say_to;
use super::told::tell_author;
use super::{EVERYBODY, note};
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, BroadcastAsk, BroadcastId, BroadcastState, Carriers, GuardianId, MessageId, can, count};
use crate::phrase::DoneByAnother;
use crate::store::{StoredBroadcast, Tx};

/// What stopping found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// Will not hear any more.
    pub unsent: u32,
    /// Have heard, or may have.
    pub gone: u32,
}

/// A broadcast that the actor may hold, stop or repeat: their own, or any to whoever runs the school.
pub(super) async fn in_charge(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
) -> Result<StoredBroadcast, ActionError> {
    let found = tx.broadcast(cause.school.id, broadcast).await?.ok_or(ActionError::NotFound)?;
    let own = cause.actor.staff_id() == Some(found.author);
    if own || can(cause.actor, Action::Administer) { Ok(found) } else { Err(ActionError::Denied) }
}

/// Stops a broadcast: what has not left never will. `None`: it was over before.
pub async fn stop_broadcast(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    carriers: &Carriers,
) -> Result<Option<Stopped>, ActionError> {
    let found = in_charge(tx, cause, broadcast).await?;
    if found.state.is_over() {
        return Ok(None);
    }
    let school = cause.school.id;
    let step = (found.state, BroadcastState::Cancelled);
    if !tx.step_broadcast(school, broadcast, step, cause.now).await? {
        return Ok(None);
    }
    note(tx, cause, (cause.audit_actor(), "broadcast.stopped"), broadcast, cause.now)?;
    // Whom it has not come to yet would not have heard either. It may have come further until the stop was written.
    let reached = tx.broadcast(school, broadcast).await?.and_then(|stopped| stopped.last_guardian);
    let remaining = tx.broadcast_recipients(school, broadcast, reached, EVERYBODY).await?;
    let remaining = if found.state == BroadcastState::Spread { 0 } else { super::load::reachable(cause, &remaining) };
    let posts = unsent_posts(tx, cause, broadcast).await?;
    let stopped = tx.stop_broadcast_messages(school, broadcast, cause.now).await?;
    end_progress(tx, cause, &found, carriers).await?;
    let was_draft = found.state == BroadcastState::Draft;
    let waiting = stopped.saturating_sub(posts);
    let all: i64 = tx.broadcast_tallies(school, broadcast).await?.iter().map(|tally| tally.count).sum();
    let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
    let gone = u32::try_from(all).unwrap_or(u32::MAX).saturating_sub(waiting);
    let unsent = waiting.saturating_add(remaining);
    if !was_draft {
        tell_author(tx, cause, &found, DoneByAnother::Cancelled { unsent, gone }).await?;
    }
    Ok(Some(Stopped { unsent, gone }))
}

/// Posts to groups that have not left: no family of their own.
async fn unsent_posts(tx: &mut Tx, cause: &Cause<'_>, broadcast: BroadcastId) -> Result<u64, ActionError> {
    let posts = tx.broadcast_posts(cause.school.id, broadcast).await?;
    let unsent = posts.into_iter().filter(|(state, _)| matches!(state.as_str(), "held" | "queued" | "retry_wait"));
    Ok(unsent.map(|(_, count)| count.unsigned_abs()).sum())
}

/// Holds a broadcast, or lets it go on. Returns how many messages are concerned; `None`: there is nothing to hold.
pub async fn pause_broadcast(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    paused: bool,
) -> Result<Option<u32>, ActionError> {
    let found = in_charge(tx, cause, broadcast).await?;
    let moved = tx.pause_broadcast(cause.school.id, broadcast, paused, cause.now).await?;
    let Some(moved) = moved else { return Ok(None) };
    let action = if paused { "broadcast.paused" } else { "broadcast.resumed" };
    note(tx, cause, (cause.audit_actor(), action), broadcast, cause.now)?;
    let done = if paused { DoneByAnother::Paused } else { DoneByAnother::Resumed };
    tell_author(tx, cause, &found, done).await?;
    Ok(Some(u32::try_from(moved).unwrap_or(u32::MAX)))
}

/// Says a broadcast again to whom it surely did not reach. Returns to how many.
pub async fn retry_failed(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    carriers: &Carriers,
) -> Result<u32, ActionError> {
    let found = in_charge(tx, cause, broadcast).await?;
    if was_stopped(&found) {
        return Ok(0);
    }
    let failed = tx.broadcast_failures(cause.school.id, broadcast).await?;
    let said = say_again(tx, cause, &found, (failed, false), carriers).await?;
    note(tx, cause, (cause.audit_actor(), "broadcast.retried"), broadcast, cause.now)?;
    Ok(said)
}

/// Nothing of it is to be said any more.
fn was_stopped(broadcast: &StoredBroadcast) -> bool {
    matches!(broadcast.state, BroadcastState::Cancelled | BroadcastState::Refused)
}

/// Reminds those who were asked and have not answered. Returns how many.
pub async fn remind_silent(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    carriers: &Carriers,
) -> Result<u32, ActionError> {
    let found = in_charge(tx, cause, broadcast).await?;
    let wanted = found.ask != BroadcastAsk::Nothing && !was_stopped(&found);
    let claimed =
        wanted && tx.note_broadcast_reminded(cause.school.id, broadcast, (found.reminded_at, cause.now)).await?;
    if !claimed {
        return Ok(0);
    }
    let silent = tx.broadcast_silent(cause.school.id, broadcast).await?;
    let said = say_again(tx, cause, &found, (silent, true), carriers).await?;
    note(tx, cause, (cause.audit_actor(), "broadcast.reminded"), broadcast, cause.now)?;
    Ok(said)
}

/// Says it to some of the audience once more.
async fn say_again(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: &StoredBroadcast,
    (to, reminder): (Vec<(GuardianId, MessageId)>, bool),
    carriers: &Carriers,
) -> Result<u32, ActionError> {
    let wanted: HashMap<GuardianId, MessageId> = to.into_iter().collect();
    if wanted.is_empty() {
        return Ok(0);
    }
    let mut recipients = tx.broadcast_recipients(cause.school.id, broadcast.id, None, EVERYBODY).await?;
    recipients.retain(|recipient| wanted.contains_key(&recipient.guardian));
    let announcement = announcement_of(cause, broadcast, reminder)?;
    let said = say_to(tx, cause, broadcast, (&recipients, &wanted), &announcement, carriers).await?;
    tx.note_broadcast_recipients(cause.school.id, broadcast.id, &said).await?;
    if !said.is_empty() && broadcast.state == BroadcastState::Done {
        let again = (BroadcastState::Done, BroadcastState::Spread);
        tx.step_broadcast(cause.school.id, broadcast.id, again, cause.now).await?;
    }
    Ok(count(said.len()))
}
