//! `annuler`: void the open question, or take back one's own last drafts (15 minutes).

use super::CommandError;
use super::turn::Turn;
use crate::actions::{assessment_label, undo_marks};
use crate::domain::ChangeSetId;
use crate::phrase::Phrase;

/// What somebody typed.
pub(super) async fn apply(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    if turn.memory.forget_question(turn.cause.now) {
        return turn.say(Phrase::Cancelled);
    }
    match turn.memory.last_write(turn.cause.now) {
        Some(change_set) => take_back(turn, change_set).await,
        None => turn.say(Phrase::NothingToUndo),
    }
}

/// What somebody pressed: only the last write, and only once.
pub(super) async fn pressed(turn: &mut Turn<'_>, change_set: ChangeSetId) -> Result<(), CommandError> {
    if turn.memory.last_write(turn.cause.now) == Some(change_set) {
        take_back(turn, change_set).await
    } else {
        turn.say(Phrase::NothingToUndo)
    }
}

async fn take_back(turn: &mut Turn<'_>, change_set: ChangeSetId) -> Result<(), CommandError> {
    turn.memory.forget_write();
    let Some(undone) = undo_marks(turn.tx, &turn.cause, change_set).await? else {
        return turn.say(Phrase::NothingToUndo);
    };
    let student = match undone.students.as_slice() {
        [one] => Some(turn.student_name(*one)),
        _ => None,
    };
    turn.say(Phrase::Undone {
        class: undone.assessment.class_label.clone(),
        assessment: assessment_label(&undone.assessment),
        count: u32::try_from(undone.students.len()).unwrap_or(u32::MAX),
        kept: u32::try_from(undone.kept).unwrap_or(u32::MAX),
        student,
    })
}
