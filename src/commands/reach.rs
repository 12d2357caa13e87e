//! `stop`, `reprendre`, and the language somebody writes in.

use super::CommandError;
use super::press::Press;
use super::turn::{Turn, choice};
use crate::actions::{resume_everywhere, stop_everywhere};
use crate::domain::Locale;
use crate::phrase::{Label, Phrase, Say};

/// No more messages: wins over everything, even mid-dialogue. One last confirmation.
pub(super) async fn stop(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    turn.memory.forget_question(turn.cause.now);
    turn.memory.forget_walk();
    turn.stopped = true;
    stop_everywhere(turn.tx, &turn.cause, turn.contact, turn.guardian).await?;
    turn.tx.set_talking(turn.cause.school.id, turn.contact, None, turn.cause.now).await?;
    turn.say(Say { phrase: Phrase::Stopped, choices: vec![choice(&Press::Word("reprendre"), Label::Resume)] })
}

/// Messages again.
pub(super) async fn resume(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    turn.stopped = false;
    resume_everywhere(turn.tx, &turn.cause, turn.contact, turn.guardian).await?;
    turn.say(Phrase::Resumed)
}

/// Who has chosen no language is answered in that of the message, where it can be told.
pub(super) async fn follow_language(turn: &mut Turn<'_>, heard: Option<Locale>) -> Result<(), CommandError> {
    let Some(locale) = heard.filter(|_| turn.chosen.is_none() && turn.heard != heard) else { return Ok(()) };
    turn.heard = Some(locale);
    Ok(turn.tx.note_heard_locale(turn.cause.school.id, turn.contact, locale).await?)
}
