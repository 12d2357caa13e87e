//! `annuler`: void the open question, or take back one's own last drafts (15 minutes).

use std::collections::BTreeSet;

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
        Some(change_set) => take_back(turn, &[change_set]).await.map(drop),
        None => turn.say(Phrase::NothingToUndo),
    }
}

/// What somebody pressed: only the last write, and only once.
pub(super) async fn pressed(turn: &mut Turn<'_>, change_set: ChangeSetId) -> Result<(), CommandError> {
    if turn.memory.last_write(turn.cause.now) == Some(change_set) {
        take_back(turn, &[change_set]).await.map(drop)
    } else {
        turn.say(Phrase::NothingToUndo)
    }
}

/// Takes back what is still a draft of these changes to one assessment, the last ones first; says whether anything was.
pub(super) async fn take_back(turn: &mut Turn<'_>, change_sets: &[ChangeSetId]) -> Result<bool, CommandError> {
    turn.memory.forget_write();
    let (mut of, mut students, mut kept) = (None, BTreeSet::new(), 0_u32);
    for change_set in change_sets {
        if let Some(undone) = undo_marks(turn.tx, &turn.cause, *change_set).await? {
            of = Some(undone.assessment);
            students.extend(undone.students);
            kept = kept.saturating_add(undone.kept);
        }
    }
    let Some(assessment) = of else {
        turn.say(Phrase::NothingToUndo)?;
        return Ok(false);
    };
    let students: Vec<_> = students.into_iter().collect();
    let student = match students.as_slice() {
        [one] => Some(turn.student_name(*one)),
        _ => None,
    };
    turn.say(Phrase::Undone {
        class: assessment.class_label.clone(),
        assessment: assessment_label(&assessment),
        count: u32::try_from(students.len()).unwrap_or(u32::MAX),
        kept,
        student,
    })?;
    Ok(true)
}
