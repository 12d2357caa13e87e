//! Ending a thread, and handing it over.

use super::open::may_answer;
use super::{Words, family_side, note, other_side, school_side};
use crate::actions::tell_families::{reach, tell_staff};
use crate::actions::{ActionError, Cause};
use crate::domain::{ConversationId, ConversationState, GuardianId, MessageClass};
use crate::phrase::{Choice, ConversationPhrase, Phrase, Say};
use crate::store::{Conversation, NewMessage, Tx};

/// Lines that are said again to whoever takes a thread over, at most; and how much of each.
const LATEST: usize = 5;
const LONG: usize = 300;

/// What became of a wish to end a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThreadEnd {
    Ended,
    /// It was over already.
    OverBefore,
    /// Somebody else of the office has taken it: it is theirs to end.
    AnsweredByAnother,
}

/// Ends a thread; the other side is told.
pub async fn end_thread(
    tx: &mut Tx,
    cause: &Cause<'_>,
    thread: &Conversation,
    as_school: bool,
) -> Result<ThreadEnd, ActionError> {
    let school = cause.school.id;
    if as_school && thread.office && thread.staff.is_some_and(|staff| cause.actor.staff_id() != Some(staff)) {
        return Ok(ThreadEnd::AnsweredByAnother);
    }
    let ended = (ConversationState::Open, ConversationState::Closed);
    if !tx.step_conversation(school, thread.id, ended).await? {
        return Ok(ThreadEnd::OverBefore);
    }
    note(tx, cause, "conversation.ended", thread.id)?;
    silence(tx, cause, thread.id).await?;
    // Whoever has not heard anything of it has nothing that could end.
    if thread.guardian_at.is_none() && thread.staff_at.is_none() {
        return Ok(ThreadEnd::Ended);
    }
    let phrase = ConversationPhrase::Ended { by: Some(other_side(thread, !as_school)) };
    if as_school {
        tell_family(tx, cause, thread, phrase).await?;
    } else {
        tell_school(tx, cause, thread, Phrase::Conversation(phrase).into()).await?;
    }
    Ok(ThreadEnd::Ended)
}

/// What people write is for Carnet again, not for a thread that is over.
pub(super) async fn silence(tx: &mut Tx, cause: &Cause<'_>, thread: ConversationId) -> Result<(), ActionError> {
    let contacts = tx.talking_contacts(cause.school.id, thread).await?;
    Ok(tx.end_talking(cause.school.id, &contacts, thread).await?)
}

/// Hands a thread to the office, or back to the teacher it is about; both and the family are told. `buttons` stand under what
/// the family waits for an answer to.
pub async fn hand_over_thread(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (thread, office): (&Conversation, bool),
    buttons: impl Fn(&Conversation) -> Vec<Choice>,
) -> Result<Option<Conversation>, ActionError> {
    if !may_answer(cause, thread) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    if tx.listeners(school, None).await?.is_empty() && office || !tx.hand_over(school, thread.id, office).await? {
        return Ok(None);
    }
    note(tx, cause, "conversation.handed_over", thread.id)?;
    // The family stays in the middle of it: somebody else answers.
    tx.end_talking(school, cause.contact.as_slice(), thread.id).await?;
    let handed = tx.conversation(school, thread.id).await?.ok_or(ActionError::NotFound)?;
    let phrase = ConversationPhrase::HandedTo {
        family: family_side(&handed),
        by: Some(actor_name(tx, cause).await?.unwrap_or_default()),
        lines: waiting_words(tx, cause, thread.id).await?,
    };
    let say = Say { phrase: Phrase::Conversation(phrase), choices: buttons(&handed) };
    tell_school(tx, cause, &handed, say).await?;
    tell_family(tx, cause, &handed, ConversationPhrase::HandedOver { to: school_side(&handed) }).await?;
    Ok(Some(handed))
}

pub(super) async fn actor_name(tx: &mut Tx, cause: &Cause<'_>) -> Result<Option<String>, ActionError> {
    match cause.actor.staff_id() {
        Some(staff) => Ok(tx.staff_name(cause.school.id, staff).await?),
        None => Ok(None),
    }
}

/// The beginning of what was said last: by this side, where it has said anything.
pub(super) async fn last_words(
    tx: &mut Tx,
    cause: &Cause<'_>,
    thread: ConversationId,
    by_school: bool,
) -> Result<Option<String>, ActionError> {
    let lines = tx.conversation_lines(cause.school.id, thread).await?;
    let theirs = lines.iter().rev().find(|line| line.by_school == by_school);
    theirs.or(lines.last()).map(|line| Ok(Words::read(&line.words)?.snippet())).transpose()
}

/// What the family said last and has no answer to: the latest of it.
async fn waiting_words(tx: &mut Tx, cause: &Cause<'_>, thread: ConversationId) -> Result<Vec<String>, ActionError> {
    let lines = tx.conversation_lines(cause.school.id, thread).await?;
    let theirs = lines.iter().rev().skip_while(|line| line.by_school).take_while(|line| !line.by_school);
    let mut words = Vec::new();
    for line in theirs.take(LATEST) {
        words.push(Words::read(&line.words)?.beginning(LONG));
    }
    words.retain(|words| !words.is_empty());
    words.reverse();
    Ok(words)
}

/// Something about a thread to whoever of the school answers in it.
pub(super) async fn tell_school(
    tx: &mut Tx,
    cause: &Cause<'_>,
    thread: &Conversation,
    say: Say,
) -> Result<(), ActionError> {
    for listener in tx.listeners(cause.school.id, thread.staff).await? {
        if cause.actor.staff_id() != Some(listener.staff) {
            tell_staff(tx, cause, &listener.reached, say.clone())?;
        }
    }
    Ok(())
}

/// Something about a thread to its guardian, where they can be written to.
pub(super) async fn tell_family(
    tx: &mut Tx,
    cause: &Cause<'_>,
    thread: &Conversation,
    phrase: ConversationPhrase,
) -> Result<(), ActionError> {
    let of = |guardian: GuardianId| guardian == thread.guardian;
    let recipients = tx.recipients(cause.school.id, &[thread.student]).await?;
    let Some(recipient) = recipients.into_iter().find(|one| of(one.guardian)) else { return Ok(()) };
    let Some(reached) = reach(tx, cause, &recipient).await? else { return Ok(()) };
    let (school, class) = (cause.school, MessageClass::Notice);
    let due = school.may_write_from(class, cause.now, cause.jitter);
    let say = Phrase::Conversation(phrase);
    let message = NewMessage::new(school.id, reached.account, reached.contact, class, say, cause.now);
    Ok(tx.enqueue(message.due_at(due).because(cause.event).while_linked(recipient.guardianship))?)
}
