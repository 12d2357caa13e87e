//! What is written in a thread, be it by quoting or because its writer is in the middle of it.

use super::super::CommandError;
use super::super::dialogue::{Ask, WaitingLines};
use super::super::press::TalkStep;
use super::super::refusal;
use super::super::turn::Turn;
use super::super::understand::{Intent, Interpretation, Outcome, Reason};
use super::step_choice;
use crate::actions::{
    Passed, PassedFile, SaidNow, ThreadEnd, ToWhom, awaits_budget, end_thread, family_side, other_side, quoted_thread,
    read_thread, say_to_family, say_to_school, school_side,
};
use crate::domain::{ConversationId, TALK_LIVES, Timestamp};
use crate::phrase::{Choice, ConversationPhrase, Label, NotPassed, Phrase, StudentLabel};
use crate::store::Conversation;
use std::time::Duration;
use uuid::Uuid;

/// So often at most somebody is told that nobody is there.
const TOLD_AGAIN: Duration = Duration::from_hours(6);
/// A family's command in the middle of a thread has so many words at most; longer ones are for the other side.
const SHORT: usize = 2;
/// Lines that wait for one answer at most.
const MOST_WAITING: usize = 12;

/// What people say to each other as well as to us.
const TALK: [Intent; 6] = [Intent::Unknown, Intent::OutOfScope, Intent::Greet, Intent::Thanks, Intent::Yes, Intent::No];

/// A thread, and the beginning of what is answered in it.
pub(super) struct InThread {
    pub(super) thread: Conversation,
    pub(super) answers: Option<String>,
    quoted: bool,
}

/// What somebody says in a thread.
pub(super) struct Wording {
    pub(super) text: String,
    /// The beginning of what it answers.
    pub(super) answers: Option<String>,
    pub(super) file: Option<PassedFile>,
}

impl Wording {
    pub(super) fn plain(text: String) -> Self {
        Self { text, answers: None, file: None }
    }

    fn answering(text: &str, answers: Option<String>) -> Self {
        Self { answers, ..Self::plain(text.to_owned()) }
    }
}

/// Passes on what is meant for somebody else. Says whether it did.
pub(in crate::commands) async fn takes(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<bool, CommandError> {
    let commands = [
        Intent::Stop,
        Intent::Start,
        Intent::StopChild,
        Intent::StopChannel,
        Intent::ConsentWithdraw,
        Intent::TalkEnd,
        Intent::TalkReport,
        Intent::Link,
    ];
    let slash = text.trim_start().starts_with('/');
    if (turn.quotes.is_none() && turn.talking.is_none()) || slash || commands.contains(&meaning.intent) {
        return Ok(false);
    }
    let Some(found) = in_thread(turn).await? else { return Ok(false) };
    if meaning.intent == Intent::MessageTeacher && meaning.outcome != Outcome::Reject && !found.quoted {
        return Ok(false);
    }
    // A question of ours is answered first, where it is one of its answers.
    let answers = [Intent::Yes, Intent::No, Intent::Choose, Intent::ConsentAccept, Intent::ConsentRefuse];
    if !found.quoted && turn.memory.question(turn.cause.now).is_some() && answers.contains(&meaning.intent) {
        return Ok(false);
    }
    if turn.guardian != Some(found.thread.guardian) {
        let waiting = turn.memory.waiting_lines(found.thread.id, turn.cause.now);
        if waiting.is_some() || may_be_command(meaning, &found) {
            or_command(turn, &found, (waiting, text))?;
        } else {
            to_family(turn, &found.thread, Wording::answering(text, found.answers)).await?;
        }
        return Ok(true);
    }
    if !found.quoted && is_short_command(meaning, text) {
        return Ok(false);
    }
    if to_school(turn, &found.thread, Wording::answering(text, found.answers)).await? != ToSchool::Not {
        keep_talking(turn, found.thread.id).await?;
    }
    Ok(true)
}

/// The thread a message belongs to: the one it quotes, else the one its writer is in the middle of.
pub(super) async fn in_thread(turn: &mut Turn<'_>) -> Result<Option<InThread>, CommandError> {
    let quoted = match turn.quotes.clone() {
        Some(quotes) => quoted_thread(turn.tx, &turn.cause, (turn.account, turn.contact), &quotes).await?,
        None => None,
    };
    let is_quoted = quoted.is_some();
    let Some((id, answers)) = quoted.or(turn.talking.map(|talking| (talking, None))) else { return Ok(None) };
    let thread = read_thread(turn.tx, &turn.cause, turn.guardian, id).await?;
    Ok(thread.map(|thread| InThread { thread, answers, quoted: is_quoted }))
}

/// Whether somebody of the school may have meant us: marks never go to a family by guess.
fn may_be_command(meaning: &Interpretation, found: &InThread) -> bool {
    let slots = &meaning.slots;
    let of_another = slots.student.as_ref().is_some_and(|student| student.single() != Some(found.thread.student));
    let about_marks = slots.assessment.is_some() || !slots.lines.is_empty();
    let writes = meaning.intent.writes_marks() && slots.student.is_some();
    if of_another || about_marks || writes {
        return true;
    }
    let clear = matches!(meaning.outcome, Outcome::Ok | Outcome::Confirm);
    // `exporte la conversation de Yao`: not theirs to ask, but asked of us all the same.
    let refused = meaning.outcome == Outcome::Reject && meaning.reason == Some(Reason::NotAllowed);
    let does = (clear && slots.student.is_none()) || refused;
    !found.quoted && !TALK.contains(&meaning.intent) && (does || slots.class.is_some())
}

/// `notes`, `aide`: short and clear.
fn is_short_command(meaning: &Interpretation, text: &str) -> bool {
    let clear = matches!(meaning.outcome, Outcome::Ok | Outcome::Clarify) && !TALK.contains(&meaning.intent);
    clear && text.split_whitespace().count() <= SHORT
}

/// A line that may be a command, with those that wait already: none overtakes another, and all have one answer.
fn or_command(
    turn: &mut Turn<'_>,
    found: &InThread,
    (waiting, text): (Option<WaitingLines>, &str),
) -> Result<(), CommandError> {
    let WaitingLines { mut lines, answers } = match waiting.filter(|waiting| waiting.lines.len() < MOST_WAITING) {
        Some(waiting) => {
            turn.memory.close_question();
            waiting
        }
        None => WaitingLines { lines: Vec::new(), answers: found.answers.clone() },
    };
    lines.push(text.to_owned());
    let to = family_side(&found.thread);
    let phrase = match lines.as_slice() {
        [line] => ConversationPhrase::OrCommand { to, heard: refusal::heard(line) },
        lines => ConversationPhrase::OrCommands { to, lines: lines.iter().map(|line| refusal::heard(line)).collect() },
    };
    let ask = Ask::PassOn { conversation: found.thread.id, lines, answers };
    turn.ask_yes_no(Phrase::Conversation(phrase), ask, Label::Send)
}

/// These lines stay here.
pub(in crate::commands) fn kept_back(turn: &mut Turn<'_>, lines: &[String]) -> Result<(), CommandError> {
    let lines = lines.iter().map(|line| refusal::heard(line)).collect();
    turn.say(Phrase::Conversation(ConversationPhrase::KeptBack { lines }))
}

/// Nobody has said whom some lines were for, and something else is talked about now.
pub(in crate::commands) fn tell_left(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let left = turn.memory.take_left();
    if left.is_empty() { Ok(()) } else { kept_back(turn, &left) }
}

/// It was for the family.
pub(in crate::commands) async fn asked_on(
    turn: &mut Turn<'_>,
    conversation: ConversationId,
    text: String,
    answers: Option<String>,
) -> Result<(), CommandError> {
    match read_thread(turn.tx, &turn.cause, None, conversation).await? {
        Some(thread) => to_family(turn, &thread, Wording::answering(&text, answers)).await,
        None => turn.say(Phrase::QuestionExpired),
    }
}

/// What is said, and when.
pub(super) fn said(turn: &Turn<'_>, wording: Wording) -> Option<SaidNow> {
    let Wording { text, answers, file } = wording;
    let event = turn.cause.event?;
    let number = turn.message.parse().ok();
    // A provider's clock that is ahead of ours must not put it after what is said later.
    let said_at = turn.said_at.min(turn.cause.now);
    Some(SaidNow { event, said_at, number, text, file, answers, copy: Uuid::nil() })
}

/// What came of passing on what a guardian says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ToSchool {
    On,
    /// It waits until then; `told`: they have just heard so.
    Later {
        from: Timestamp,
        told: bool,
    },
    /// They have heard why.
    Not,
}

/// Passes on what a guardian says.
pub(super) async fn to_school(
    turn: &mut Turn<'_>,
    thread: &Conversation,
    wording: Wording,
) -> Result<ToSchool, CommandError> {
    let (Some(guardian), Some(said)) = (turn.guardian, said(turn, wording)) else { return Ok(ToSchool::Not) };
    let waits = match say_to_school(turn.tx, &turn.cause, (thread, guardian), &said, buttons).await? {
        Passed::On => None,
        Passed::Later(from) => Some(from),
        Passed::ToOffice(from) => {
            turn.say(Phrase::Conversation(ConversationPhrase::StoodIn { teacher: school_side(thread) }))?;
            from
        }
        Passed::Not(why) => {
            turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why }))?;
            return Ok(ToSchool::Not);
        }
    };
    let Some(from) = waits else { return Ok(ToSchool::On) };
    let told = tell_later(turn, thread, from).await?;
    Ok(ToSchool::Later { from, told })
}

/// What stands under a family's words.
pub(super) fn buttons(thread: &Conversation) -> Vec<Choice> {
    let reply = step_choice(thread.id, TalkStep::Reply, Label::Reply);
    let over = match (thread.office, thread.course) {
        (false, _) => Some(step_choice(thread.id, TalkStep::ToOffice, Label::ToOffice)),
        (true, Some(_)) => Some(step_choice(thread.id, TalkStep::ToTeacher, Label::ToTeacher)),
        (true, None) => None,
    };
    let end = step_choice(thread.id, TalkStep::End, Label::EndTalk);
    [Some(reply), over, Some(end)].into_iter().flatten().collect()
}

/// Nobody is there: said once in a while, not after every line. Says whether it was.
async fn tell_later(turn: &mut Turn<'_>, thread: &Conversation, from: Timestamp) -> Result<bool, CommandError> {
    let now = turn.cause.now;
    if thread.told_later_at.is_some_and(|told| now.since(told) < TOLD_AGAIN) {
        return Ok(false);
    }
    turn.tx.note_told_later(turn.cause.school.id, thread.id, now).await?;
    say_later(turn, from)?;
    Ok(true)
}

/// It waits until then.
pub(super) fn say_later(turn: &mut Turn<'_>, from: Timestamp) -> Result<(), CommandError> {
    let hours = turn.cause.school.office_hours.told();
    let from = turn.cause.school.local(from);
    turn.say(Phrase::Conversation(ConversationPhrase::Later { from, hours }))
}

/// Passes on what somebody of the school says.
pub(super) async fn to_family(
    turn: &mut Turn<'_>,
    thread: &Conversation,
    wording: Wording,
) -> Result<(), CommandError> {
    let Some(said) = said(turn, wording) else { return turn.say(Phrase::AskAgain) };
    let reply = vec![step_choice(thread.id, TalkStep::Reply, Label::Reply)];
    let passed = say_to_family(turn.tx, &turn.cause, thread, &said, reply).await?;
    if turn.talking == Some(thread.id) {
        keep_talking(turn, thread.id).await?;
    }
    let whom = ToWhom { student: thread.student, guardian: Some(thread.guardian), course: thread.course };
    let sent = !matches!(passed, Passed::Not(_));
    if sent && awaits_budget(turn.tx, &turn.cause, whom, &said.text, turn.carriers).await? {
        return turn.say(Phrase::Conversation(ConversationPhrase::AwaitsBudget {}));
    }
    match passed {
        Passed::On | Passed::ToOffice(_) => Ok(()),
        Passed::Later(from) => {
            let from = turn.cause.school.local(from);
            turn.say(Phrase::Conversation(ConversationPhrase::LaterFamily { from }))
        }
        Passed::Not(why) => turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why })),
    }
}

pub(super) async fn keep_talking(turn: &mut Turn<'_>, conversation: ConversationId) -> Result<(), CommandError> {
    let (school, now) = (turn.cause.school.id, turn.cause.now);
    let talking = Some((conversation, now.plus(TALK_LIVES)));
    turn.memory.was_in_thread(conversation, now);
    Ok(turn.tx.set_talking(school, turn.contact, talking, now).await?)
}

/// `fin`: of the thread they are in the middle of, or quote.
pub(in crate::commands) async fn end_by_word(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    match in_thread(turn).await? {
        Some(found) => end(turn, &found.thread).await,
        None => turn.say(Phrase::Conversation(ConversationPhrase::NoneOpen { child: None })),
    }
}

pub(super) async fn end(turn: &mut Turn<'_>, thread: &Conversation) -> Result<(), CommandError> {
    let as_school = turn.guardian != Some(thread.guardian);
    if end_thread(turn.tx, &turn.cause, thread, as_school).await? == ThreadEnd::AnsweredByAnother {
        return turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why: NotPassed::Taken }));
    }
    let (school, now) = (turn.cause.school.id, turn.cause.now);
    turn.tx.set_talking(school, turn.contact, None, now).await?;
    if turn.memory.waiting_lines(thread.id, now).is_some() {
        turn.memory.forget_question(now);
    }
    turn.say(Phrase::Conversation(ConversationPhrase::Ended { by: None }))
}

/// They are in the middle of this thread from now on.
pub(super) async fn talk(turn: &mut Turn<'_>, thread: &Conversation) -> Result<(), CommandError> {
    let as_school = turn.guardian != Some(thread.guardian);
    keep_talking(turn, thread.id).await?;
    let child = StudentLabel::discreet(&thread.student_name);
    let phrase = ConversationPhrase::Talking { with: other_side(thread, as_school), child, passed: false };
    let end = step_choice(thread.id, TalkStep::End, Label::EndTalk);
    turn.say(crate::phrase::Say { phrase: Phrase::Conversation(phrase), choices: vec![end] })
}
