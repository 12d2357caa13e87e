//! `signaler`, `report`: the administrators hear of a thread. A word that may mean something else is asked about.

use super::super::dialogue::{Ask, ReportedThread};
use super::super::press::{Press, TalkStep};
use super::super::turn::{Turn, choice};
use super::super::understand::{Interpretation, Outcome};
use super::super::{CommandError, answer};
use super::pass::in_thread;
use super::step_choice;
use crate::actions::{other_side, read_thread, report_thread};
use crate::phrase::{ConversationPhrase, Label, NotPassed, Phrase, Say};
use crate::store::Conversation;

/// What brings a report card.
const CARD: &str = "bulletin";

/// Of the thread they quote, are in the middle of, or were in last. One word alone in it is asked about: it may be for the
/// other side, or for a report card.
pub(in crate::commands) async fn report_by_word(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<(), CommandError> {
    let card = meaning.outcome == Outcome::Clarify && turn.guardian.is_some();
    let alone = text.split_whitespace().count() <= 1;
    let (thread, quoted, there) = match in_thread(turn).await? {
        Some(found) => {
            let clear = found.answers.is_some() || !alone;
            (Some(found.thread), found.answers, clear)
        }
        None => (last_thread(turn).await?, None, false),
    };
    match thread {
        Some(thread) if there && !card => report(turn, &thread, quoted).await,
        Some(thread) => ask(turn, &thread, quoted, card),
        None => turn.say(Phrase::Conversation(ConversationPhrase::NoneOpen { child: None })),
    }
}

/// The thread they were in last.
async fn last_thread(turn: &mut Turn<'_>) -> Result<Option<Conversation>, CommandError> {
    let Some(last) = turn.memory.last_thread(turn.cause.now) else { return Ok(None) };
    Ok(read_thread(turn.tx, &turn.cause, turn.guardian, last).await?)
}

fn ask(turn: &mut Turn<'_>, thread: &Conversation, quoted: Option<String>, card: bool) -> Result<(), CommandError> {
    let with = other_side(thread, turn.guardian != Some(thread.guardian));
    let asked = Ask::Report(ReportedThread { conversation: thread.id, quoted, card });
    let id = turn.memory.ask(asked, turn.source.clone(), turn.cause.now);
    let no = if card { Label::ReportCard } else { Label::No };
    let choices = vec![choice(&Press::Yes(id), Label::ReportTalk), choice(&Press::No(id), no)];
    turn.say(Say { phrase: Phrase::Conversation(ConversationPhrase::ReportWhich { with, card }), choices })
}

/// It was meant.
pub(in crate::commands) async fn reported(turn: &mut Turn<'_>, of: ReportedThread) -> Result<(), CommandError> {
    match read_thread(turn.tx, &turn.cause, turn.guardian, of.conversation).await? {
        Some(thread) => report(turn, &thread, of.quoted).await,
        None => turn.say(Phrase::QuestionExpired),
    }
}

/// It was not.
pub(in crate::commands) async fn not_reported(turn: &mut Turn<'_>, of: ReportedThread) -> Result<(), CommandError> {
    if of.card { Box::pin(answer::short(turn, CARD, false)).await } else { turn.say(Phrase::Cancelled) }
}

async fn report(turn: &mut Turn<'_>, thread: &Conversation, quoted: Option<String>) -> Result<(), CommandError> {
    let unlock = step_choice(thread.id, TalkStep::Unlock, Label::Unlock);
    let told = report_thread(turn.tx, &turn.cause, (thread, turn.guardian), (quoted, unlock)).await?;
    turn.say(Phrase::Conversation(match told {
        Some(people) => ConversationPhrase::Reported { people },
        None => ConversationPhrase::NotPassed { why: NotPassed::Locked },
    }))
}
