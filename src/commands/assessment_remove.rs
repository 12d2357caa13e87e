//! `supprime le devoir 2`: what would go is counted, a yes is asked for, and an undo brings it back as drafts.

use super::CommandError;
use super::approve;
use super::dialogue::{Ask, TakesBack};
use super::turn::{Turn, undo_choice};
use crate::actions::{
    Correction, RemovalPlan, Request, assessment_label, delete_assessment, plan_removal, restore_assessment,
    unmake_assessment,
};
use crate::domain::AssessmentId;
use crate::phrase::{AssessmentPhrase, Label, Phrase, Say};
use crate::store::Assessment;

/// Shows what would be deleted and asks.
pub(super) async fn propose(turn: &mut Turn<'_>, assessment: AssessmentId) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    let (plan, means) = plan_removal(turn.tx, &turn.cause, &assessment).await?;
    let phrase = AssessmentPhrase::ConfirmRemoval {
        class: assessment.class_label.clone(),
        assessment: assessment_label(&assessment),
        marks: plan.marks,
        published: plan.published,
        means,
    };
    let ask = Ask::RemoveAssessment { assessment: assessment.id, seen: plan };
    turn.ask_yes_no(Phrase::Assessment(phrase), ask, Label::Yes)
}

/// Deletes it after a yes, unless other marks stand in it by now.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    seen: RemovalPlan,
) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    if seen.published > 0 && turn.cause.school.caution.approval.correct_published {
        return ask_second(turn, &assessment).await;
    }
    let Some(deleted) = delete_assessment(turn.tx, &turn.cause, &assessment, seen).await? else {
        return turn.say(Phrase::AskAgain);
    };
    let id = turn.did(TakesBack::Removal(assessment.id));
    let phrase = AssessmentPhrase::Removed {
        class: assessment.class_label.clone(),
        assessment: assessment_label(&assessment),
        marks: deleted.marks,
        families: deleted.families_told,
        later: deleted.families_later,
        from: turn.families_from(),
    };
    turn.say(Say { phrase: Phrase::Assessment(phrase), choices: vec![undo_choice(id)] })
}

/// What families know goes by two people: without those marks, the assessment can be deleted by one.
async fn ask_second(turn: &mut Turn<'_>, assessment: &Assessment) -> Result<(), CommandError> {
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    let known = entries.values().filter_map(|entry| entry.published);
    let changes = known.map(|known| Correction { student: known.student, seen: known.id, new: None }).collect();
    approve::ask(turn, assessment, Request::Correct { changes }).await
}

/// Brings back what was deleted.
pub(super) async fn take_back(turn: &mut Turn<'_>, assessment: AssessmentId) -> Result<(), CommandError> {
    turn.memory.forget_write();
    let Some(restored) = restore_assessment(turn.tx, &turn.cause, assessment).await? else {
        return turn.say(Phrase::NothingToUndo);
    };
    turn.memory.speak_of_assessment(assessment, turn.cause.now);
    turn.say(Phrase::Assessment(AssessmentPhrase::Restored {
        class: restored.assessment.class_label.clone(),
        assessment: assessment_label(&restored.assessment),
        marks: restored.marks,
        published: restored.published,
    }))
}

/// Takes back that an assessment was made, while it is empty.
pub(super) async fn unmake(turn: &mut Turn<'_>, assessment: AssessmentId) -> Result<(), CommandError> {
    turn.memory.forget_write();
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::NothingToUndo) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    let (class, label) = (assessment.class_label.clone(), assessment_label(&assessment));
    let phrase = match unmake_assessment(turn.tx, &turn.cause, &assessment).await? {
        Ok(()) => AssessmentPhrase::Unmade { class, assessment: label },
        Err(marks) => AssessmentPhrase::HoldsMarks { class, assessment: label, marks },
    };
    turn.say(Phrase::Assessment(phrase))
}
