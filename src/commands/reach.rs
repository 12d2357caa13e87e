//! `stop`, `reprendre`, and the language somebody writes in.

use super::CommandError;
use super::press::Press;
use super::turn::{Turn, choice};
use crate::actions::{resume_messages, stop_messages};
use crate::domain::Locale;
use crate::phrase::{Label, Phrase, Say};

/// No more messages: wins over everything, even mid-dialogue. One last confirmation.
pub(super) async fn stop(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    turn.memory.forget_question(turn.cause.now);
    stop_messages(turn.tx, &turn.cause, turn.contact).await?;
    turn.say(Say { phrase: Phrase::Stopped, choices: vec![choice(&Press::Word("reprendre"), Label::Resume)] })
}

/// Messages again.
pub(super) async fn resume(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    resume_messages(turn.tx, &turn.cause, turn.contact).await?;
    turn.say(Phrase::Resumed)
}

/// The first language somebody writes in becomes the one they are answered in; a chosen one is never changed by guess.
pub(super) async fn follow_language(turn: &mut Turn<'_>, heard: Option<Locale>) -> Result<(), CommandError> {
    let (None, Some(locale)) = (turn.locale, heard) else { return Ok(()) };
    turn.locale = Some(locale);
    Ok(turn.tx.set_contact_locale(turn.cause.school.id, turn.contact, locale).await?)
}
