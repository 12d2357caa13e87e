//! How far a broadcast is, in its author's chat: one message, edited as it goes. Where the channel cannot edit, they hear of
//! it when it ends.

use std::time::Duration;

use super::{Content, report};
use crate::actions::{ActionError, Cause};
use crate::domain::{BroadcastId, BroadcastState, Carriers, Channel, MessageClass, MessageId};
use crate::phrase::{BroadcastFailure, BroadcastPhrase, BroadcastReport, Phrase};
use crate::store::{NewMessage, StoredBroadcast, ToldProgress, Topic, Tx};

/// What has ended before is only reported.
const FIRST: Duration = Duration::from_secs(10);
/// Between two edits.
const BETWEEN: Duration = Duration::from_secs(10);

/// Tells the author how far it is, where that has changed and they have not been told for some time.
pub async fn tell_progress(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    carriers: &Carriers,
) -> Result<(), ActionError> {
    let Some(found) = tx.broadcast(cause.school.id, broadcast).await? else { return Ok(()) };
    let edits = carriers.channel(&found.reached.account).is_some_and(Channel::edits);
    if !edits || found.paused || found.state != BroadcastState::Spread {
        return Ok(());
    }
    let began = found.due_at.or(found.confirmed_at).unwrap_or(cause.now);
    let is_time = match found.progress {
        Some(told) => cause.now.since(told.at) >= BETWEEN,
        None => cause.now.since(began) >= FIRST,
    };
    if !is_time {
        return Ok(());
    }
    let numbers = report::broadcast_report(tx, cause, &found, carriers).await?;
    let done = written_to(&numbers);
    if numbers.waiting == 0 || found.progress.is_some_and(|told| told.done == done) {
        return Ok(());
    }
    say(tx, cause, &found, &numbers, false).await
}

/// The same for the last time, where they have been told before.
pub(super) async fn end_progress(
    tx: &mut Tx,
    cause: &Cause<'_>,
    found: &StoredBroadcast,
    carriers: &Carriers,
) -> Result<(), ActionError> {
    if found.progress.is_none() {
        return Ok(());
    }
    let numbers = report::broadcast_report(tx, cause, found, carriers).await?;
    say(tx, cause, found, &numbers, true).await
}

/// Families who have been written to, whatever came of it.
fn written_to(numbers: &BroadcastReport) -> u32 {
    let stopped = numbers.failed.iter().filter(|(why, _)| *why == BroadcastFailure::Cancelled).map(|(_, count)| count);
    numbers.families.saturating_sub(numbers.waiting).saturating_sub(stopped.sum())
}

async fn say(
    tx: &mut Tx,
    cause: &Cause<'_>,
    found: &StoredBroadcast,
    numbers: &BroadcastReport,
    over: bool,
) -> Result<(), ActionError> {
    let school = cause.school.id;
    let done = written_to(numbers);
    let id = MessageId::fresh();
    let first = found.progress.map(|told| told.message);
    let told = ToldProgress { message: first.unwrap_or(id), at: cause.now, done };
    if !tx.note_broadcast_progress(school, found.id, found.progress, told).await? {
        return Ok(());
    }
    let topic = Topic::progress(found.id);
    tx.retire_waiting(school, &topic, cause.now).await?;
    let start = report::start_of(&Content::of(found)?, None);
    let phrase = BroadcastPhrase::Progress { start, done, of: numbers.families, over };
    let (account, contact) = (found.reached.account.clone(), found.reached.contact);
    let message = NewMessage::new(school, account, contact, MessageClass::Reply, Phrase::Broadcast(phrase), cause.now)
        .with_id(id)
        .about(topic);
    Ok(tx.enqueue(match first {
        Some(first) => message.editing(first),
        None => message,
    })?)
}
