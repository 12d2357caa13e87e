//! `annuler`: void the open question, or take back what one did last (15 minutes).

use std::collections::BTreeMap;

use super::dialogue::{LastWrite, PlannedMark, TakesBack};
use super::press::BroadcastStep;
use super::refusal::example;
use super::turn::{Turn, undo_choice};
use super::{CommandError, absence, assessment_change, assessment_remove, broadcast, mark_set};
use crate::actions::{approved_publication, assessment_label, undo_marks, withdraw_publication};
use crate::domain::{AssessmentId, ChangeSetId};
use crate::phrase::{Guide, Phrase, Say};

/// What somebody typed.
pub(super) async fn apply(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    if turn.memory.forget_question(turn.cause.now) {
        return turn.say(Phrase::Cancelled);
    }
    match turn.memory.last_write(turn.cause.now) {
        Some(write) => reverse(turn, write).await,
        None => take_publication_back(turn, None).await,
    }
}

/// `stop` right after an announcement has begun stops the announcement; says whether it did.
pub(super) async fn stops_announcement(turn: &mut Turn<'_>) -> Result<bool, CommandError> {
    let last = turn.memory.last_write(turn.cause.now);
    let begun = last.filter(|write| matches!(write.what, TakesBack::Announcement(_)));
    match begun {
        Some(write) => reverse(turn, write).await.map(|()| true),
        None => Ok(false),
    }
}

/// `erreur`: how to take the last thing back, with its button where there is one, and how to put a mark right.
pub(super) fn ways_out(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let last = turn.memory.last_write(turn.cause.now);
    let phrase = Phrase::Guide(Guide::WaysOut { example: example(turn), undoes: last.is_some() });
    turn.say(Say { phrase, choices: last.map(|write| undo_choice(write.id)).into_iter().collect() })
}

async fn reverse(turn: &mut Turn<'_>, LastWrite { id, what }: LastWrite) -> Result<(), CommandError> {
    match what {
        TakesBack::Marks => take_back(turn, &[id]).await.map(drop),
        TakesBack::Deletion { assessment, student, mark } => {
            turn.memory.forget_write();
            // A draft again, unless another one has taken its place.
            mark_set::confirmed(turn, assessment, PlannedMark { student, new: mark, seen: None }).await
        }
        TakesBack::Absences => absence::unmark(turn, id).await,
        TakesBack::Creation(assessment) => assessment_remove::unmake(turn, assessment).await,
        TakesBack::Change { assessment, before, now } => {
            assessment_change::take_back(turn, assessment, before, &now).await
        }
        TakesBack::Removal(assessment) => assessment_remove::take_back(turn, assessment).await,
        TakesBack::Announcement(broadcast) => {
            turn.memory.forget_write();
            broadcast::pressed(turn, broadcast, BroadcastStep::Stop).await
        }
    }
}

/// A publication's own button.
pub(super) async fn unpublish(turn: &mut Turn<'_>, assessment: AssessmentId) -> Result<(), CommandError> {
    take_publication_back(turn, Some(assessment)).await
}

/// Makes drafts again of what was published last, where the school gives time for that: their own publication, or one
/// that somebody approved for them. `only` of this assessment.
async fn take_publication_back(turn: &mut Turn<'_>, only: Option<AssessmentId>) -> Result<(), CommandError> {
    // What has gone out is corrected or deleted mark by mark, with a question: it is never pulled back at a word.
    let within = turn.cause.school.caution.undo;
    if within.is_zero() {
        return turn.say(Phrase::NothingToUndo);
    }
    let own = if let Some(own) = turn.memory.publication(turn.cause.now, within) {
        turn.assessment(own.assessment).await?.map(|assessment| (assessment, own.marks))
    } else {
        approved_publication(turn.tx, &turn.cause, turn.cause.now.minus(within)).await?
    };
    let Some((assessment, marks)) = own.filter(|(assessment, _)| only.is_none_or(|only| only == assessment.id)) else {
        return turn.say(Phrase::NothingToUndo);
    };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    let back = withdraw_publication(turn.tx, &turn.cause, &assessment, &marks).await?;
    turn.memory.forget_write();
    if back.marks == 0 {
        return turn.say(Phrase::NothingToUndo);
    }
    turn.say(Phrase::Unpublished {
        class: assessment.class_label.clone(),
        assessment: assessment_label(&assessment),
        marks: back.marks,
        families: back.families,
    })
}

/// What somebody pressed: only the last write, and only once.
pub(super) async fn pressed(turn: &mut Turn<'_>, change_set: ChangeSetId) -> Result<(), CommandError> {
    match turn.memory.last_write(turn.cause.now).filter(|write| write.id == change_set) {
        Some(write) => reverse(turn, write).await,
        None => turn.say(Phrase::NothingToUndo),
    }
}

/// Takes back what is still a draft of these changes to one assessment, the last ones first; says whether anything was.
pub(super) async fn take_back(turn: &mut Turn<'_>, change_sets: &[ChangeSetId]) -> Result<bool, CommandError> {
    turn.memory.forget_write();
    let (mut of, mut students, mut kept) = (None, BTreeMap::new(), 0_u32);
    for change_set in change_sets {
        if let Some(undone) = undo_marks(turn.tx, &turn.cause, *change_set).await? {
            of = Some(undone.assessment);
            students.extend(undone.students.iter().map(|one| (*one, undone.restored.get(one).copied())));
            kept = kept.saturating_add(undone.kept);
        }
    }
    let Some(assessment) = of else {
        turn.say(Phrase::NothingToUndo)?;
        return Ok(false);
    };
    let students: Vec<_> = students.into_iter().collect();
    turn.look_up(&students.iter().map(|(student, _)| *student).collect::<Vec<_>>()).await?;
    let (student, now) = match students.as_slice() {
        [(one, now)] => (Some(turn.student_name(*one)), *now),
        _ => (None, None),
    };
    turn.say(Phrase::Undone {
        class: assessment.class_label.clone(),
        assessment: assessment_label(&assessment),
        count: u32::try_from(students.len()).unwrap_or(u32::MAX),
        kept,
        student,
        now,
    })?;
    Ok(true)
}
