//! Putting a confirmed broadcast into the outbox, some families at a time, and telling how it ended.

use std::collections::HashMap;
use std::time::Duration;
use uuid::Uuid;

use super::draft::announcement_of;
use super::progress::end_progress;
use super::{note, report};
use crate::actions::tell_families::{reach, tell_staff};
use crate::actions::{ActionError, Cause};
use crate::domain::{
    Actor, BroadcastId, BroadcastState, Carriers, GuardianId, MessageClass, MessageId, PortfolioDay, PortfolioId,
    Timestamp, share_of,
};
use crate::phrase::{AnnouncedFile, Announcement, GroupPhrase, Say};
use crate::store::{AuditActor, BroadcastRecipient, NewMessage, Reached, StoredBroadcast, Topic, Tx};

/// Families in one transaction: others write between two of them.
const AT_ONCE: i64 = 250;
/// How long one is worth sending beyond the time its account takes for all of them.
const PATIENCE: Duration = Duration::from_hours(24);

/// Takes the next step of a broadcast that is due. Returns whether there is more to do at once.
pub async fn spread_broadcast(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    carriers: &Carriers,
) -> Result<bool, ActionError> {
    let school = cause.school.id;
    let Some(found) = tx.broadcast(school, broadcast).await? else { return Ok(false) };
    if found.paused || found.due_at.is_some_and(|due| due > cause.now) {
        return Ok(false);
    }
    let recipients = tx.broadcast_recipients(school, broadcast, found.last_guardian, AT_ONCE).await?;
    let last = recipients.last().map(|recipient| recipient.guardian);
    let more = i64::try_from(recipients.len()).unwrap_or(AT_ONCE);
    if !tx.spread_broadcast(school, broadcast, (found.queued, more), last).await? {
        return Ok(false);
    }
    let announcement = announcement_of(cause, &found, false)?;
    let said = say_to(tx, cause, &found, (&recipients, &HashMap::new()), &announcement, carriers).await?;
    tx.note_broadcast_recipients(school, broadcast, &said).await?;
    if found.last_guardian.is_none() {
        post(tx, cause, &found, announcement, carriers).await?;
    }
    Ok(last.is_some())
}

/// Posts it to the groups that were chosen and are linked still. Without buttons: an answer is each family's own.
async fn post(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: &StoredBroadcast,
    announcement: Announcement,
    carriers: &Carriers,
) -> Result<(), ActionError> {
    let school = cause.school.id;
    let (file, urgent) = (announcement.file.clone(), announcement.urgent);
    let phrase = AnnouncedFile::with(file.as_ref(), GroupPhrase::Post { announcement }.phrase());
    let days = tx.portfolio_days(cause.now).await?;
    for group in tx.broadcast_groups(school, broadcast.id).await?.into_iter().filter(|group| group.chosen) {
        let Reached { account, contact } = group.reached.clone();
        let worth = PATIENCE + patience(carriers, &days, &group.reached);
        let message = NewMessage::new(school, account, contact, MessageClass::Broadcast, phrase.clone(), cause.now)
            .due_at(due(cause, broadcast, (group.id.0, urgent)))
            .at_any_hour(urgent)
            .worth(worth)
            .about(Topic::broadcast(broadcast.id))
            .once(&format!("broadcast {} group {}", broadcast.id, group.id));
        tx.note_broadcast_post(school, broadcast.id, (group.id, message.id)).await?;
        tx.enqueue(message)?;
    }
    Ok(())
}

/// Says it to each of them at the address they are reached at now, once more to those for whom an earlier message is
/// given. Returns to whom, by which message.
pub(super) async fn say_to(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: &StoredBroadcast,
    (recipients, earlier): (&[BroadcastRecipient], &HashMap<GuardianId, MessageId>),
    announcement: &Announcement,
    carriers: &Carriers,
) -> Result<Vec<(GuardianId, MessageId)>, ActionError> {
    let days = tx.portfolio_days(cause.now).await?;
    let mut said = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        let due = due(cause, broadcast, (recipient.guardian.0, announcement.urgent));
        let Some(reached) = reach_recipient(tx, cause, recipient).await? else { continue };
        // A button pressed twice says it once more only once.
        let after = earlier.get(&recipient.guardian).map(|message| format!(" after {message}")).unwrap_or_default();
        let identity = format!("broadcast {} {}{after}", broadcast.id, recipient.guardian);
        let say = Say { phrase: announcement.clone().phrase(), choices: announcement.choices() };
        let class = MessageClass::Broadcast;
        let worth = PATIENCE + patience(carriers, &days, &reached);
        let message = NewMessage::new(cause.school.id, reached.account, reached.contact, class, say, cause.now)
            .due_at(due)
            .at_any_hour(announcement.urgent)
            .worth(worth)
            .about(Topic::broadcast(broadcast.id))
            .once(&identity);
        let message = recipient.children.iter().fold(message, |message, (_, link)| message.while_linked(*link));
        said.push((recipient.guardian, message.id));
        tx.enqueue(message)?;
    }
    Ok(said)
}

async fn reach_recipient(
    tx: &mut Tx,
    cause: &Cause<'_>,
    recipient: &BroadcastRecipient,
) -> Result<Option<Reached>, ActionError> {
    let Some(of_a_child) = recipient.of_a_child() else { return Ok(None) };
    reach(tx, cause, &of_a_child).await
}

/// Not by night, unless it is urgent; in the morning not everybody at once.
fn due(cause: &Cause<'_>, broadcast: &StoredBroadcast, (reader, urgent): (Uuid, bool)) -> Timestamp {
    let asked = broadcast.due_at.unwrap_or(cause.now).max(cause.now);
    if urgent {
        return asked;
    }
    cause.school.may_write_from(MessageClass::Broadcast, asked, share_of(reader))
}

/// An account that may open few conversations a day takes days: nothing goes out of date meanwhile.
fn patience(carriers: &Carriers, days: &HashMap<PortfolioId, PortfolioDay>, reached: &Reached) -> Duration {
    if carriers.is_limited(&reached.account, days) { Duration::from_hours(24 * 6) } else { Duration::ZERO }
}

/// Tells the author how a broadcast ended, once nothing of it waits or flies any more.
pub async fn finish_broadcast(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    carriers: &Carriers,
) -> Result<(), ActionError> {
    let school = cause.school.id;
    if tx.broadcast_is_moving(school, broadcast).await? {
        return Ok(());
    }
    let ended = (BroadcastState::Spread, BroadcastState::Done);
    if !tx.step_broadcast(school, broadcast, ended, cause.now).await? {
        return Ok(());
    }
    note(tx, cause, (AuditActor::Carnet, "broadcast.ended"), broadcast, cause.now)?;
    let Some(found) = tx.broadcast(school, broadcast).await? else { return Ok(()) };
    end_progress(tx, cause, &found, carriers).await?;
    let members = tx.staff_members(school).await?;
    let author = members.into_iter().find(|member| member.actor.id == found.author);
    let author = author.map_or(Actor::Stranger, |member| Actor::Staff(member.actor));
    let say = report::report_say(tx, cause, &found, (&author, carriers)).await?;
    tell_staff(tx, cause, &found.reached, say)
}
