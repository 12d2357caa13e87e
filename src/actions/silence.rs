//! Silence that a family asks for: everywhere, by one channel, about one child; and its end.
//!
//! Invariant: silence holds at once, also for what waits in the outbox; answers to their own messages always come.

use serde_json::json;

use super::link::{resume_messages, stop_messages};
use super::missed_changes::tell_of_missed;
use super::{ActionError, Cause};
use crate::domain::{Channel, ContactId, GuardianId, StudentId};
use crate::store::{ContactState, Tx};

/// No more messages to somebody, wherever they are known.
pub async fn stop_everywhere(
    tx: &mut Tx,
    cause: &Cause<'_>,
    contact: ContactId,
    guardian: Option<GuardianId>,
) -> Result<(), ActionError> {
    stop_messages(tx, cause, contact).await?;
    if let Some(guardian) = guardian {
        tx.silence_addresses(cause.school.id, guardian, contact).await?;
    }
    Ok(())
}

/// Messages again: wherever they were stopped together, of every child, beginning with what was corrected meanwhile.
pub async fn resume_everywhere(
    tx: &mut Tx,
    cause: &Cause<'_>,
    contact: ContactId,
    guardian: Option<GuardianId>,
) -> Result<(), ActionError> {
    // First this address: with it those come back that only the school's file knows.
    resume_messages(tx, cause, contact).await?;
    let (school, Some(guardian)) = (cause.school.id, guardian) else { return Ok(()) };
    let silent = tx.silent_children(school, guardian).await?;
    for student in &silent {
        silence(tx, cause, (guardian, *student), false).await?;
    }
    tx.wake_addresses(school, guardian).await?;
    cause.note(tx, "contact.resumed_everywhere", ("guardian", guardian.0), &json!({ "event": cause.event }))?;
    tell_of_missed(tx, cause, guardian).await
}

/// What a guardian is told of these children without asking stops, or comes again. Returns for which that is new.
pub async fn silence_children(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    students: &[StudentId],
    silent: bool,
) -> Result<Vec<StudentId>, ActionError> {
    let mut changed = Vec::new();
    for student in students {
        if silence(tx, cause, (guardian, *student), silent).await? {
            changed.push(*student);
        }
    }
    if !silent && !changed.is_empty() {
        tell_of_missed(tx, cause, guardian).await?;
    }
    Ok(changed)
}

async fn silence(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (guardian, student): (GuardianId, StudentId),
    silent: bool,
) -> Result<bool, ActionError> {
    let school = cause.school.id;
    if !tx.silence_child(school, (guardian, student), silent, cause.now).await? {
        return Ok(false);
    }
    let action = if silent { "child.silenced" } else { "child.resumed" };
    cause.note(tx, action, ("guardian", guardian.0), &json!({ "student": student, "event": cause.event }))?;
    // What it says of other children is said without this one.
    tx.retire_digests(school, student, Some(guardian), cause.now).await?;
    Ok(true)
}

/// How silence by one channel came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelSilence {
    /// They have an address there.
    pub known: bool,
    /// They are still written to by another channel.
    pub elsewhere: bool,
}

/// A guardian's addresses by one channel are written to no more, or again. What only the school's file knows counts, too.
pub async fn silence_channel(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    channel: Channel,
    silent: bool,
) -> Result<ChannelSilence, ActionError> {
    let school = cause.school.id;
    tx.open_file_addresses(&[(school, guardian)], cause.now).await?;
    let addresses = tx.guardian_addresses(school, guardian).await?;
    let (of_channel, others): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|(_, by, _)| *by == channel);
    let outcome = ChannelSilence {
        known: !of_channel.is_empty(),
        elsewhere: others.iter().any(|(.., state)| *state == ContactState::Active),
    };
    let action = if silent { "contact.stopped" } else { "contact.resumed" };
    for (contact, ..) in of_channel {
        if tx.silence_address(school, contact, silent).await? {
            cause.note(tx, action, ("contact", contact.0), &json!({ "channel": channel, "event": cause.event }))?;
        }
    }
    Ok(outcome)
}
