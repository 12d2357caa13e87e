//! A thread that is reported, and a thread that is read by whoever runs the school.

use super::open::may_answer;
use super::steps::{last_words, silence, tell_family};
use super::{Words, family_side, note, school_side};
use crate::actions::tell_families::tell_staff;
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, ConversationId, ConversationState, GuardianId, Role, SentKind, Timestamp, can, count};
use crate::phrase::{Choice, ConversationPhrase, Phrase, Say, StudentLabel};
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

/// Locks a thread and tells the administrators, with the line that was quoted, else the other side's last. Returns how many were told;
/// `None` when it is locked already.
pub async fn report_thread(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (thread, guardian): (&Conversation, Option<GuardianId>),
    (quoted, unlock): (Option<String>, Choice),
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
    let reporter = cause.actor.staff_id().filter(|_| by_school);
    tx.note_thread_reporter(school, thread.id, reporter).await?;
    silence(tx, cause, thread.id).await?;
    let phrase = ConversationPhrase::ReportedBy {
        family: family_side(thread),
        school: school_side(thread),
        by_school,
        last: match quoted {
            Some(quoted) => Some(quoted),
            // What was said to whoever reports it, not what they said themselves.
            None => last_words(tx, cause, thread.id, !by_school).await?,
        },
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
        tell_unlocked(tx, cause, thread).await?;
    }
    Ok(unlocked)
}

/// Whoever answers in it hears that it is open again, and whoever reported it.
async fn tell_unlocked(tx: &mut Tx, cause: &Cause<'_>, thread: &Conversation) -> Result<(), ActionError> {
    let school = cause.school.id;
    let reporter = tx.thread_reporter(school, thread.id).await?;
    let mut listeners = tx.listeners(school, thread.staff).await?;
    if let Some(reporter) = reporter.filter(|staff| listeners.iter().all(|one| one.staff != *staff)) {
        listeners.extend(tx.listeners(school, Some(reporter)).await?);
    }
    let phrase = ConversationPhrase::Unlocked { family: family_side(thread) };
    for listener in &listeners {
        if cause.actor.staff_id() != Some(listener.staff) {
            tell_staff(tx, cause, &listener.reached, Phrase::Conversation(phrase.clone()))?;
        }
    }
    if reporter.is_some() {
        return Ok(());
    }
    let child = StudentLabel::discreet(&thread.student_name);
    tell_family(tx, cause, thread, ConversationPhrase::Reopened { with: school_side(thread), child }).await
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
