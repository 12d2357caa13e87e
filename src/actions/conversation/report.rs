//! A thread that is reported, and a thread that is read by whoever runs the school.

use super::open::may_answer;
use super::steps::{last_words, silence};
use super::{Words, family_side, note, school_side};
use crate::actions::tell_families::tell_staff;
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, ConversationId, ConversationState, GuardianId, Role, SentKind, Timestamp, can, count};
use crate::phrase::{Choice, ConversationPhrase, Phrase, Say};
use crate::store::{Conversation, NewMessage, Tx};

/// Something that was said, opened for whoever may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadLine {
    pub by_school: bool,
    /// As the school writes it.
    pub name: Option<String>,
    pub said_at: Timestamp,
    pub text: String,
    pub file: Option<SentKind>,
}

/// Locks a thread and tells the administrators. Returns how many were told; `None` when it is locked already.
pub async fn report_thread(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (thread, guardian): (&Conversation, Option<GuardianId>),
    unlock: Choice,
) -> Result<Option<u32>, ActionError> {
    let by_school = may_answer(cause, thread);
    if !by_school && guardian != Some(thread.guardian) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    let mut locked = false;
    for from in [ConversationState::Open, ConversationState::Closed] {
        locked |= tx.step_conversation(school, thread.id, (from, ConversationState::Locked)).await?;
    }
    if !locked {
        return Ok(None);
    }
    note(tx, cause, "conversation.reported", thread.id)?;
    silence(tx, cause, thread.id).await?;
    let phrase = ConversationPhrase::ReportedBy {
        family: family_side(thread),
        school: school_side(thread),
        by_school,
        last: last_words(tx, cause, thread.id).await?,
    };
    let admins = tx.staff_members(school).await?.into_iter().filter(|member| member.actor.role == Role::Admin);
    let reached: Vec<_> = admins.filter_map(|member| member.reached).collect();
    for to in &reached {
        let say = Say { phrase: Phrase::Conversation(phrase.clone()), choices: vec![unlock.clone()] };
        let class = crate::domain::MessageClass::Notice;
        let message = NewMessage::new(school, to.account.clone(), to.contact, class, say, cause.now);
        let due = cause.school.may_write_from(class, cause.now, cause.jitter);
        tx.enqueue(message.due_at(due).because(cause.event))?;
    }
    Ok(Some(count(reached.len())))
}

/// Lets people write in a reported thread again. False when it is not locked.
pub async fn unlock_thread(tx: &mut Tx, cause: &Cause<'_>, thread: &Conversation) -> Result<bool, ActionError> {
    if !can(cause.actor, Action::Administer) {
        return Err(ActionError::Denied);
    }
    let step = (ConversationState::Locked, ConversationState::Closed);
    let unlocked = tx.step_conversation(cause.school.id, thread.id, step).await?;
    if unlocked {
        note(tx, cause, "conversation.unlocked", thread.id)?;
        tell_staff_of(tx, cause, thread).await?;
    }
    Ok(unlocked)
}

async fn tell_staff_of(tx: &mut Tx, cause: &Cause<'_>, thread: &Conversation) -> Result<(), ActionError> {
    let phrase = ConversationPhrase::Unlocked { family: family_side(thread) };
    for listener in tx.listeners(cause.school.id, thread.staff).await? {
        if cause.actor.staff_id() != Some(listener.staff) {
            tell_staff(tx, cause, &listener.reached, Phrase::Conversation(phrase.clone()))?;
        }
    }
    Ok(())
}

/// Threads listed at once.
const LISTED: i64 = 200;

/// The latest threads, for whoever runs the school.
pub async fn list_threads(tx: &mut Tx, cause: &Cause<'_>) -> Result<Vec<Conversation>, ActionError> {
    cause.may_administer()?;
    Ok(tx.latest_conversations(cause.school.id, LISTED).await?)
}

/// Everything that was said in a thread, for whoever runs the school. That it was read is noted.
pub async fn thread_lines(
    tx: &mut Tx,
    cause: &Cause<'_>,
    conversation: ConversationId,
) -> Result<(Conversation, Vec<ThreadLine>), ActionError> {
    cause.may_administer()?;
    let school = cause.school.id;
    let thread = tx.conversation(school, conversation).await?.ok_or(ActionError::NotFound)?;
    let lines = tx.conversation_lines(school, conversation).await?.into_iter().map(|line| {
        let Words { text, file } = Words::read(&line.words)?;
        let file = file.map(|file| file.kind);
        Ok(ThreadLine { by_school: line.by_school, name: line.name, said_at: line.said_at, text, file })
    });
    let lines = lines.collect::<Result<_, ActionError>>()?;
    note(tx, cause, "conversation.exported", conversation)?;
    Ok((thread, lines))
}
