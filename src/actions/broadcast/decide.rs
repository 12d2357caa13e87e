//! Confirming a broadcast: by its author, and above a size the school sets by a second administrator.

use std::time::Duration;

use super::draft::{opening, own_draft, takes_second};
use super::file::keep_for;
use super::load::reachable;
use super::{Content, EVERYBODY, note};
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, Actor, BroadcastId, BroadcastState, Timestamp, can};
use crate::phrase::{BroadcastPhrase, Phrase};
use crate::store::{AuditActor, Reached, StoredBroadcast, Tx};

/// How long a second administrator has.
pub(super) const LIVES: Duration = Duration::from_hours(24);

/// What a confirmation led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmed {
    /// It begins now, or when it is due.
    Begins { families: u32, at: Option<Timestamp>, from: Option<jiff::civil::Time> },
    /// These are to be asked; nobody: it stays a draft.
    Asks { families: u32, approvers: Vec<Reached> },
    /// The audience is not what was shown.
    Changed,
}

/// Confirms a draft of the actor's that was shown with so many families.
pub async fn confirm_broadcast(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    shown: u32,
) -> Result<Confirmed, ActionError> {
    let draft = own_draft(tx, cause, broadcast).await?;
    let families = families(tx, cause, broadcast).await?;
    if families != shown {
        return Ok(Confirmed::Changed);
    }
    keep_for(tx, cause, &draft, draft.due_at.unwrap_or(cause.now).max(cause.now).plus(LIVES)).await?;
    let urgent = Content::of(&draft)?.urgent;
    if !takes_second(cause, families, urgent) {
        step(tx, cause, broadcast, (BroadcastState::Draft, BroadcastState::Due)).await?;
        let action = if urgent { "broadcast.confirmed_urgent" } else { "broadcast.confirmed" };
        note(tx, cause, (cause.audit_actor(), action), broadcast, cause.now)?;
        return Ok(begins(cause, &draft, families, urgent));
    }
    let members = tx.staff_members(cause.school.id).await?;
    let others = members.into_iter().filter(|member| {
        member.actor.id != draft.author && can(&Actor::Staff(member.actor.clone()), Action::Administer)
    });
    let approvers: Vec<Reached> = others.filter_map(|member| member.reached).collect();
    if !approvers.is_empty() {
        step(tx, cause, broadcast, (BroadcastState::Draft, BroadcastState::Awaiting)).await?;
        note(tx, cause, (cause.audit_actor(), "broadcast.approval_asked"), broadcast, cause.now)?;
    }
    Ok(Confirmed::Asks { families, approvers })
}

/// A second administrator approves or refuses; the author is told. `None`: it was decided before, or is too old.
pub async fn decide_broadcast(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    approved: bool,
) -> Result<Option<u32>, ActionError> {
    let found = tx.broadcast(cause.school.id, broadcast).await?.ok_or(ActionError::NotFound)?;
    let Some(by) = cause.actor.staff_id().filter(|by| *by != found.author && can(cause.actor, Action::Administer))
    else {
        return Err(ActionError::Denied);
    };
    let to = if approved { BroadcastState::Due } else { BroadcastState::Refused };
    if !tx.step_broadcast(cause.school.id, broadcast, (BroadcastState::Awaiting, to), cause.now).await? {
        return Ok(None);
    }
    tx.note_broadcast_decided(cause.school.id, broadcast, by).await?;
    let action = match (approved, Content::of(&found)?.urgent) {
        (true, true) => "broadcast.approved_urgent",
        (true, false) => "broadcast.approved",
        (false, _) => "broadcast.refused",
    };
    note(tx, cause, (cause.audit_actor(), action), broadcast, cause.now)?;
    let families = families(tx, cause, broadcast).await?;
    let by = tx.staff_name(cause.school.id, by).await?;
    let phrase = Phrase::Broadcast(BroadcastPhrase::Decided { by, approved, families });
    crate::actions::tell_families::tell_staff(tx, cause, &found.reached, phrase)?;
    Ok(Some(families))
}

/// Broadcasts of others that wait for the actor's approval.
pub async fn awaiting_broadcasts(tx: &mut Tx, cause: &Cause<'_>) -> Result<Vec<BroadcastId>, ActionError> {
    let Some(actor) = cause.actor.staff_id().filter(|_| can(cause.actor, Action::Administer)) else {
        return Ok(Vec::new());
    };
    let mut waiting = Vec::new();
    for (school, id) in tx.open_broadcasts(BroadcastState::Awaiting).await? {
        if school != cause.school.id {
            continue;
        }
        let found = tx.broadcast(school, id).await?;
        waiting.extend(found.filter(|found| found.author != actor).map(|found| found.id));
    }
    Ok(waiting)
}

/// Ends requests that nobody answered; their authors are told.
pub async fn expire_broadcasts(tx: &mut Tx, cause: &Cause<'_>, broadcast: BroadcastId) -> Result<(), ActionError> {
    let Some(found) = tx.broadcast(cause.school.id, broadcast).await? else { return Ok(()) };
    let asked = found.confirmed_at.unwrap_or(cause.now);
    let ended = (BroadcastState::Awaiting, BroadcastState::Refused);
    if cause.now.since(asked) < LIVES || !tx.step_broadcast(cause.school.id, broadcast, ended, cause.now).await? {
        return Ok(());
    }
    note(tx, cause, (AuditActor::Carnet, "broadcast.expired"), broadcast, cause.now)?;
    let phrase = Phrase::Broadcast(BroadcastPhrase::Decided { by: None, approved: false, families: 0 });
    crate::actions::tell_families::tell_staff(tx, cause, &found.reached, phrase)
}

async fn families(tx: &mut Tx, cause: &Cause<'_>, broadcast: BroadcastId) -> Result<u32, ActionError> {
    let recipients = tx.broadcast_recipients(cause.school.id, broadcast, None, EVERYBODY).await?;
    Ok(reachable(cause, &recipients))
}

async fn step(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    step: (BroadcastState, BroadcastState),
) -> Result<(), ActionError> {
    if tx.step_broadcast(cause.school.id, broadcast, step, cause.now).await? {
        Ok(())
    } else {
        Err(ActionError::NotFound)
    }
}

fn begins(cause: &Cause<'_>, draft: &StoredBroadcast, families: u32, urgent: bool) -> Confirmed {
    let at = draft.due_at.filter(|at| *at > cause.now);
    let from = opening(cause, at.unwrap_or(cause.now)).filter(|_| !urgent);
    Confirmed::Begins { families, at, from }
}
