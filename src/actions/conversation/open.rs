//! Whom a family can write to, and the thread with them.

use std::time::Duration;
use uuid::Uuid;

use super::{Words, note};
use crate::actions::tell_families::can_be_reached;
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, ContactId, ConversationId, CourseId, GuardianId, can};
use crate::phrase::NotPassed;
use crate::store::{Conversation, Correspondent, KnownChild, NewConversation, Tx};

/// Threads one guardian may open in a day.
const THREADS_A_DAY: i64 = 10;
const DAY: Duration = Duration::from_hours(24);

/// Whom a thread is with: the teacher of a course, or the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchoolParty {
    Teacher(CourseId),
    Office,
}

/// What came of opening a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    Thread(Box<Conversation>),
    Refused(NotPassed),
}

/// Whether what is said to the family of a thread would come to it: their access may have ended since.
pub async fn family_reads(tx: &mut Tx, cause: &Cause<'_>, thread: &Conversation) -> Result<bool, ActionError> {
    let recipients = tx.recipients(cause.school.id, &[thread.student]).await?;
    Ok(recipients.iter().any(|one| one.guardian == thread.guardian && can_be_reached(cause, one)))
}

/// The teachers a family can write to about a child, by course.
pub async fn correspondents(
    tx: &mut Tx,
    cause: &Cause<'_>,
    child: &KnownChild,
) -> Result<Vec<Correspondent>, ActionError> {
    let found = tx.correspondents(cause.school.id, child.class).await?;
    let may = |one: &Correspondent| {
        can(cause.actor, Action::WriteToTeacher { student: child.id, class: child.class, taught: one.class })
    };
    Ok(found.into_iter().filter(may).collect())
}

/// Opens a thread about a child, or goes on with the one there is.
pub async fn open_thread(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (guardian, child): (GuardianId, &KnownChild),
    with: SchoolParty,
) -> Result<Opened, ActionError> {
    let school = cause.school.id;
    let course = match with {
        SchoolParty::Teacher(course) => {
            let found = correspondents(tx, cause, child).await?.into_iter().find(|one| one.course == course);
            Some(found.ok_or(ActionError::Denied)?.course)
        }
        SchoolParty::Office if can(cause.actor, Action::WriteToOffice { student: child.id }) => None,
        SchoolParty::Office => return Err(ActionError::Denied),
    };
    let new = NewConversation { id: ConversationId::fresh(), guardian, student: child.id, course };
    let opened_before = tx.conversations_since(school, guardian, cause.now.minus(DAY)).await?;
    let id = tx.open_conversation(school, new, cause.now).await?;
    if id == new.id {
        if opened_before >= THREADS_A_DAY {
            // Nothing of it is kept: nobody is told of it.
            tx.forget_conversation(school, id).await?;
            return Ok(Opened::Refused(NotPassed::TooManyThreads));
        }
        note(tx, cause, "conversation.opened", id)?;
    }
    let thread = tx.conversation(school, id).await?.ok_or(ActionError::NotFound)?;
    Ok(Opened::Thread(Box::new(thread)))
}

/// A thread that the actor is in: as its guardian, or as somebody of the school who may answer.
pub async fn read_thread(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: Option<GuardianId>,
    conversation: ConversationId,
) -> Result<Option<Conversation>, ActionError> {
    let found = tx.conversation(cause.school.id, conversation).await?;
    Ok(found.filter(|found| guardian == Some(found.guardian) || may_answer(cause, found)))
}

/// Whether the actor may answer as the school.
pub(super) fn may_answer(cause: &Cause<'_>, of: &Conversation) -> bool {
    let course = of.course.filter(|_| !of.office);
    can(cause.actor, Action::AnswerFamily { class: of.class, course })
}

/// The thread that a message of ours belongs to, by the provider's id of it, and the beginning of what it said.
pub async fn quoted_thread(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (account, contact): (&crate::domain::AccountId, ContactId),
    provider_id: &str,
) -> Result<Option<(ConversationId, Option<String>)>, ActionError> {
    let school = cause.school.id;
    let Some((conversation, message)) = tx.conversation_quoted(school, (account, contact), provider_id).await? else {
        return Ok(None);
    };
    let words = match tx.line_words(school, message).await? {
        Some(words) => Some(words),
        None => tx.line_words(school, line_of(message)).await?,
    };
    let snippet = words.map(|words| Words::read(&words)).transpose()?.map(|words| words.snippet());
    Ok(Some((conversation, snippet)))
}

/// The line that a message passed on: the same id, but for what tells copies apart.
fn line_of(message: Uuid) -> Uuid {
    Uuid::from_u128(message.as_u128() & !u128::from(u16::MAX))
}
