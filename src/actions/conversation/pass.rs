//! Passing a line on to the other side.

use std::time::Duration;
use uuid::Uuid;

use super::open::may_answer;
use super::{KeptFile, PassedFile, Words, family_side, note, school_side};
use crate::actions::tell_families::{reach, tell_staff};
use crate::actions::{ActionError, Cause};
use crate::domain::{
    ANSWERING, Action, ContactId, ConversationState, EventId, GuardianId, MOST_SETTLING, MessageClass, MessageId,
    SETTLING, StaffId, TALK_LIVES, Timestamp, can, spoken_id,
};
use crate::phrase::{Choice, ConversationPhrase, NotPassed, Phrase, Say, StudentLabel};
use crate::store::{Conversation, Line, Listener, NewMessage, Topic, Tx};

/// Longer words are a letter, not a message.
const LONGEST: usize = 3_000;
/// Lines one person may pass on in an hour.
const LINES_AN_HOUR: i64 = 120;
const HOUR: Duration = Duration::from_hours(1);
/// Lines said again at once at most.
const LATEST: usize = 5;
/// Whoever has just written is awake: an answer is no news that waits for the morning.
const AWAKE: Duration = Duration::from_hours(1);

/// What somebody says, and when they said it by the provider's clock.
#[derive(Debug, Clone)]
pub struct SaidNow {
    pub event: EventId,
    pub said_at: Timestamp,
    /// The provider's number of the message, where it counts them.
    pub number: Option<u32>,
    pub text: String,
    pub file: Option<PassedFile>,
    /// The beginning of what it answers.
    pub answers: Option<String>,
    /// Tells copies of it in several threads apart.
    pub copy: Uuid,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passed {
    /// On its way.
    On,
    /// It waits until then.
    Later(Timestamp),
    /// It has gone to the office, as what the teacher is told who cannot be written to here; it may wait until then.
    ToOffice(Option<Timestamp>),
    Not(NotPassed),
}

/// A guardian says something to the school. `buttons` stand under it.
pub async fn say_to_school(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (thread, guardian): (&Conversation, GuardianId),
    said: &SaidNow,
    buttons: impl Fn(&Conversation) -> Vec<Choice>,
) -> Result<Passed, ActionError> {
    let student = thread.student;
    let may = match thread.taught.filter(|_| thread.course.is_some()) {
        Some(taught) => can(cause.actor, Action::WriteToTeacher { student, class: thread.class, taught }),
        None => can(cause.actor, Action::WriteToOffice { student }),
    };
    if !may || guardian != thread.guardian {
        return Err(ActionError::Denied);
    }
    if let Some(why) = objection(tx, cause, thread, (Some(guardian), None), said).await? {
        return Ok(Passed::Not(why));
    }
    let (thread, listeners, moved) = listeners(tx, cause, thread).await?;
    if listeners.is_empty() {
        return Ok(Passed::Not(NotPassed::NotReached));
    }
    let opening = cause.school.office_hours.opening(cause.now, &cause.school.zone);
    let opening = cause.school.may_write_from(MessageClass::Notice, opening, cause.jitter);
    let Some((line, words)) = keep(tx, cause, (&thread, None), said, opening).await? else { return Ok(Passed::On) };
    let phrase = line_phrase(&thread, false, words, said.answers.clone(), cause.now);
    for listener in &listeners {
        let reached = &listener.reached;
        let say = Say { phrase: phrase.clone(), choices: buttons(&thread) };
        let id = line.id;
        let copy = if listeners.len() > 1 { copy_of(id, reached.contact.0) } else { id };
        let settling = let_settle(tx, cause, &thread, reached.contact).await?;
        let message = message_to(cause, reached, (copy, &thread), say).due_at(opening.plus(settling));
        tx.enqueue(message)?;
    }
    let waits = (opening > cause.now).then_some(opening);
    Ok(match (waits, moved) {
        (waits, true) => Passed::ToOffice(waits),
        (Some(opening), false) => Passed::Later(opening),
        (None, false) => Passed::On,
    })
}

/// Somebody of the school says something to the family of a thread.
pub async fn say_to_family(
    tx: &mut Tx,
    cause: &Cause<'_>,
    thread: &Conversation,
    said: &SaidNow,
    buttons: Vec<Choice>,
) -> Result<Passed, ActionError> {
    let Some(staff) = cause.actor.staff_id().filter(|_| may_answer(cause, thread)) else {
        return Err(ActionError::Denied);
    };
    let school = cause.school.id;
    if let Some(why) = objection(tx, cause, thread, (None, Some(staff)), said).await? {
        return Ok(Passed::Not(why));
    }
    let recipients = tx.recipients(school, &[thread.student]).await?;
    let Some(recipient) = recipients.into_iter().find(|one| one.guardian == thread.guardian) else {
        return Ok(Passed::Not(NotPassed::FamilyNotReached));
    };
    let Some(reached) = reach(tx, cause, &recipient).await? else {
        return Ok(Passed::Not(NotPassed::FamilyNotReached));
    };
    let first_of_office = thread.office && thread.staff.is_none();
    if thread.office && !tx.take_conversation(school, thread.id, staff).await? {
        return Ok(Passed::Not(NotPassed::Taken));
    }
    let thread = tx.conversation(school, thread.id).await?.ok_or(ActionError::NotFound)?;
    let heard = tx.last_inbound(school, reached.contact).await?;
    let awake = thread.guardian_at.max(heard).is_some_and(|at| cause.now.since(at) < AWAKE);
    let morning = cause.school.may_write_from(MessageClass::Notice, cause.now, cause.jitter);
    let due = if awake { cause.now } else { morning };
    let Some((line, words)) = keep(tx, cause, (&thread, Some(staff)), said, due).await? else { return Ok(Passed::On) };
    if first_of_office {
        tell_taken(tx, cause, &thread, staff).await?;
    }
    let phrase = line_phrase(&thread, true, words, said.answers.clone(), cause.now);
    let say = Say { phrase, choices: buttons };
    let id = line.id;
    let settling = let_settle(tx, cause, &thread, reached.contact).await?;
    let message = message_to(cause, &reached, (id, &thread), say).due_at(due.plus(settling));
    tx.enqueue(message.while_linked(recipient.guardianship))?;
    // Whom it has not come to yet is in the middle of nothing.
    if due > cause.now {
        tx.set_talking_later(school, reached.contact, (thread.id, due.plus(TALK_LIVES)), cause.now).await?;
        return Ok(Passed::Later(due));
    }
    tx.set_talking(school, reached.contact, Some((thread.id, due.plus(TALK_LIVES))), cause.now).await?;
    Ok(Passed::On)
}

/// A line as the other side reads it, with its file.
fn line_phrase(of: &Conversation, by_school: bool, said: Words, answers: Option<String>, now: Timestamp) -> Phrase {
    let conversation = of.id;
    let Words { text: words, file: kept } = said;
    let file = kept.as_ref().map(|file| file.kind);
    let line = if by_school {
        let child = StudentLabel::discreet(&of.student_name);
        let is_answer = of.guardian_at.is_some_and(|spoke| now.since(spoke) < ANSWERING);
        ConversationPhrase::FromSchool { conversation, by: school_side(of), child, answers, words, file, is_answer }
    } else {
        let (from, subject) = (family_side(of), of.subject.clone());
        ConversationPhrase::FromFamily { conversation, from, subject, answers, words, file }
    };
    KeptFile::with(kept.as_ref(), line, now)
}

/// What the other side has said since the actor's side said something: the latest of it, in full.
pub async fn unanswered(
    tx: &mut Tx,
    cause: &Cause<'_>,
    thread: &Conversation,
    as_school: bool,
) -> Result<Vec<Phrase>, ActionError> {
    let lines = tx.conversation_lines(cause.school.id, thread.id).await?;
    let theirs = lines.iter().rev().take_while(|line| line.by_school != as_school).take(LATEST);
    let mut phrases = Vec::new();
    for line in theirs {
        phrases.push(line_phrase(thread, !as_school, Words::read(&line.words)?, None, cause.now));
    }
    phrases.reverse();
    Ok(phrases)
}

/// What speaks against passing something on.
async fn objection(
    tx: &mut Tx,
    cause: &Cause<'_>,
    thread: &Conversation,
    who: (Option<GuardianId>, Option<StaffId>),
    said: &SaidNow,
) -> Result<Option<NotPassed>, ActionError> {
    if thread.state == ConversationState::Locked {
        return Ok(Some(NotPassed::Locked));
    }
    if said.text.chars().count() > LONGEST {
        return Ok(Some(NotPassed::TooLong));
    }
    let many = tx.lines_since(cause.school.id, who, cause.now.minus(HOUR)).await? >= LINES_AN_HOUR;
    Ok(many.then_some(NotPassed::TooMuch))
}

/// Who hears of the school. A teacher who cannot be written to here is stood in for by the office.
async fn listeners(
    tx: &mut Tx,
    cause: &Cause<'_>,
    thread: &Conversation,
) -> Result<(Conversation, Vec<Listener>, bool), ActionError> {
    let school = cause.school.id;
    if thread.office || thread.staff.is_some() {
        let found = tx.listeners(school, thread.staff).await?;
        if !found.is_empty() || thread.office {
            return Ok((thread.clone(), found, false));
        }
    }
    let found = tx.listeners(school, None).await?;
    if found.is_empty() || !tx.hand_over(school, thread.id, true).await? {
        return Ok((thread.clone(), Vec::new(), false));
    }
    note(tx, cause, "conversation.handed_over", thread.id)?;
    let thread = tx.conversation(school, thread.id).await?.ok_or(ActionError::NotFound)?;
    Ok((thread, found, true))
}

/// Keeps a line that is due then, with its file; `None` when it was kept before.
async fn keep(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (thread, staff): (&Conversation, Option<StaffId>),
    said: &SaidNow,
    due: Timestamp,
) -> Result<Option<(Line, Words)>, ActionError> {
    let file = match &said.file {
        Some(file) => Some(file.keep(tx, cause, due).await?),
        None => None,
    };
    let words = Words { text: said.text.clone(), file };
    let line = Line {
        id: spoken_id(said.said_at, said.number, said.event, said.copy),
        conversation: thread.id,
        staff,
        event: said.event,
        said_at: said.said_at,
        words: serde_json::to_vec(&words).map_err(|_unwritable| ActionError::NotFound)?,
    };
    Ok(tx.keep_line(cause.school.id, &line).await?.then_some((line, words)))
}

/// A line has come in: others that were said before those that wait may be on their way, too. As long as more of the same
/// person is in the inbox, all wait for that; returns for how long.
async fn let_settle(
    tx: &mut Tx,
    cause: &Cause<'_>,
    thread: &Conversation,
    to: ContactId,
) -> Result<Duration, ActionError> {
    let (school, topic) = (cause.school.id, Topic::conversation(thread.id));
    let more = match cause.event {
        Some(event) => tx.more_is_said(school, event).await?,
        None => false,
    };
    let settling = if more { MOST_SETTLING } else { SETTLING };
    let latest = cause.now.plus(MOST_SETTLING);
    let since = cause.now.minus(MOST_SETTLING);
    tx.let_settle(school, (&topic, to), (cause.now.plus(settling), latest), since).await?;
    Ok(settling)
}

/// One of several copies of a message, each to another address.
fn copy_of(id: Uuid, contact: Uuid) -> Uuid {
    Uuid::from_u128(id.as_u128() | (contact.as_u128() & u128::from(u16::MAX)))
}

fn message_to(
    cause: &Cause<'_>,
    to: &crate::store::Reached,
    (id, thread): (Uuid, &Conversation),
    say: Say,
) -> NewMessage {
    let (account, class) = (to.account.clone(), MessageClass::Notice);
    NewMessage::new(cause.school.id, account, to.contact, class, say, cause.now)
        .with_id(MessageId(id))
        .because(cause.event)
        .about(Topic::conversation(thread.id))
        .once(&format!("line {id} {}", to.contact))
}

/// The rest of the office hears who answers, and is in this thread no more.
async fn tell_taken(tx: &mut Tx, cause: &Cause<'_>, thread: &Conversation, staff: StaffId) -> Result<(), ActionError> {
    let phrase =
        ConversationPhrase::TakenBy { family: family_side(thread), by: thread.staff_name.clone().unwrap_or_default() };
    let mut others = tx.listeners(cause.school.id, None).await?;
    others.retain(|other| other.staff != staff);
    for other in &others {
        tell_staff(tx, cause, &other.reached, Phrase::Conversation(phrase.clone()))?;
    }
    let contacts: Vec<ContactId> = others.iter().map(|other| other.reached.contact).collect();
    tx.end_talking(cause.school.id, &contacts, thread.id).await?;
    Ok(())
}
