//! A draft gets other words, and is shown again.

use super::compose::{is_command, too_long};
use super::show;
use super::wordings::wordings;
use crate::actions::reword_draft;
use crate::commands::CommandError;
use crate::commands::dialogue::{Ask, Question};
use crate::commands::turn::Turn;
use crate::commands::understand::{Interpretation, Outcome};
use crate::domain::BroadcastId;
use crate::phrase::{CoursePhrase, Label};

/// Asks for the words.
pub(super) fn ask(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    turn.memory.ask(Ask::Reword { broadcast, text: None }, turn.source.clone(), turn.cause.now);
    turn.say(CoursePhrase::NewWords {}.phrase())
}

/// `modifie le texte : …`; where a moment stands in it, that may be meant.
pub(super) async fn said(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    meaning: &Interpretation,
) -> Result<(), CommandError> {
    let Some(text) = meaning.slots.text.clone() else { return ask(turn, broadcast) };
    if meaning.outcome == Outcome::Confirm {
        let ask = Ask::Reword { broadcast, text: Some(text.clone()) };
        return turn.ask_yes_no(CoursePhrase::ConfirmWords { text }.phrase(), ask, Label::Yes);
    }
    reworded(turn, broadcast, &text).await
}

/// Takes what was written for the new words. Says whether it was.
pub(super) async fn takes(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<bool, CommandError> {
    let Some(Question { ask: Ask::Reword { broadcast, text: None }, .. }) =
        turn.memory.question(turn.cause.now).cloned()
    else {
        return Ok(false);
    };
    if is_command(meaning, text) {
        return Ok(false);
    }
    reworded(turn, broadcast, text).await?;
    Ok(true)
}

/// Shows it with these words, or as it was where they are none.
pub(in crate::commands) async fn reworded(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    text: &str,
) -> Result<(), CommandError> {
    let Some(words) = wordings(text) else { return ask(turn, broadcast) };
    if too_long(turn, text)? {
        return Ok(());
    }
    reword_draft(turn.tx, &turn.cause, broadcast, words).await?;
    show(turn, broadcast).await
}
