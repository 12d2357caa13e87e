//! One guardian's digest, when it is due.

use super::news::{Since, news_of};
use crate::actions::tell_families::reach;
use crate::actions::{ActionError, Cause};
use crate::domain::{Actor, GuardianId, MessageClass, StudentId, Timestamp};
use crate::phrase::{Phrase, PreferencePhrase};
use crate::store::{NewMessage, Topic, Tx};

/// Takes a digest that was due at this moment and puts what is new into the outbox. Returns whether anything was said:
/// not when another process has taken it, nothing is new, or nobody can be written to.
pub async fn send_digest(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    due: Timestamp,
) -> Result<bool, ActionError> {
    let school = cause.school.id;
    let Some(digest) = tx.digest(school, guardian).await? else { return Ok(false) };
    let next = digest.rhythm.next(cause.now, &cause.school.zone).ok_or(ActionError::NotFound)?;
    if !tx.take_digest(school, guardian, (due, next)).await? {
        return Ok(false);
    }
    let children = tx.children_told_of(school, guardian).await?;
    let ids: Vec<StudentId> = children.iter().map(|child| child.id).collect();
    let recipients = tx.recipients(school, &ids).await?;
    let Some(recipient) = recipients.into_iter().find(|one| one.guardian == guardian) else { return Ok(false) };
    let Some(reached) = reach(tx, cause, &recipient).await? else { return Ok(false) };
    let actor = Actor::Guardian { id: guardian, children: ids };
    let of_guardian = Cause { actor: &actor, ..cause.clone() };
    let since = Since { at: digest.since, digest_of: Some(guardian) };
    let news = news_of(tx, &of_guardian, &children, since).await?;
    if news.children.is_empty() {
        return Ok(false);
    }
    let class = MessageClass::Notice;
    let phrase = Phrase::Preference(PreferencePhrase::Digest { children: news.children });
    let due_at = cause.school.may_write_from(class, cause.now, cause.jitter);
    let message = NewMessage::new(school, reached.account, reached.contact, class, phrase, cause.now)
        .due_at(due_at)
        .about(Topic::digest(guardian))
        .once(&format!("digest {guardian} {}", due.0))
        .showing(guardian, &news.marks);
    let spoken_of = children.iter().filter(|child| news.parts.iter().any(|part| part.student == child.id));
    let message = spoken_of.fold(message, |message, child| message.while_linked(child.guardianship));
    tx.note_digest(school, guardian, (message.id, due), &news.parts, cause.now).await?;
    tx.enqueue(message)?;
    Ok(true)
}
