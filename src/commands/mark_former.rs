//! `Awa Kouassi 12 ds1` of somebody who has left the class since: the mark they have there is corrected, after a yes.
//!
//! Invariant: whoever is in the class now is meant first; who has left is only asked about where their name is written as it
//! is and nobody there has it, and where there is a mark to correct. Where a test of their new class is called the same, and
//! no class is named, no second mark is made by guess.

use super::dialogue::{Ask, Begun, PlannedMark};
use super::mark_correct::stated_otherwise;
use super::refusal::explain;
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Outcome, Pick, Reason, StudentView, interpret};
use super::{CommandError, offer};
use crate::actions::{ActionError, assessment_label};
use crate::domain::{AssessmentId, Mark, StudentId};
use crate::phrase::{ConfirmWhy, Label, Phrase, StudentLabel, Which};
use crate::store::{Assessment, Entry, FormerStudent};

/// What is known of a mark of somebody who has left.
struct Former {
    left: FormerStudent,
    assessment: Assessment,
    entry: Entry,
    old: Mark,
}

/// Asks whether a mark of somebody who has left is meant, where nobody who is there can be. Says whether it did.
pub(super) async fn takes(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<bool, CommandError> {
    let nobody_there =
        matches!(meaning.reason, Some(Reason::UnknownStudent | Reason::NotInClass | Reason::UnknownAssessment))
            || matches!(meaning.slots.student, Some(Pick::Near { .. }));
    let here = meaning.slots.assessment.as_ref().and_then(Pick::single).filter(|_| !nobody_there);
    if !nobody_there && here.is_none() || turn.staff().is_none() {
        return Ok(false);
    }
    let former = turn.tx.former_students(turn.cause.school.id).await?;
    if former.is_empty() {
        return Ok(false);
    }
    let index = turn.index.among(former.iter().map(former_view).collect());
    let found = interpret(text, &index, &turn.dialogue(None, false));
    if !matches!(found.intent, Intent::MarkSet | Intent::MarkCorrect) {
        return Ok(false);
    }
    let (Some(Pick::One(student)), Some(assessment)) =
        (&found.slots.student, found.slots.assessment.as_ref().and_then(Pick::single))
    else {
        return Ok(false);
    };
    let Some(known) = mark_of(turn, former, *student, assessment).await? else { return Ok(false) };
    if let Some(here) = here {
        let same = meaning.slots.student.as_ref().and_then(Pick::single) == Some(*student);
        return if same { asks_between(turn, meaning, here, known).await } else { Ok(false) };
    }
    let cannot_be = matches!(found.reason, Some(Reason::OutOfRange | Reason::ScaleMismatch | Reason::TooPrecise));
    if cannot_be && !turn.refuses(&known.assessment)? {
        let label = assessment_label(&known.assessment);
        let phrase = explain(turn, &found, text, Some(&label));
        turn.say(phrase)?;
        return Ok(true);
    }
    match found.slots.mark.filter(|_| matches!(found.outcome, Outcome::Ok | Outcome::Confirm)) {
        Some(new) => propose(turn, known, new, Some(&found)).await.map(|()| true),
        None => Ok(cannot_be),
    }
}

/// The mark that somebody who has left has in a test of the class they left.
async fn mark_of(
    turn: &mut Turn<'_>,
    former: Vec<FormerStudent>,
    student: StudentId,
    assessment: AssessmentId,
) -> Result<Option<Former>, CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return Ok(None) };
    let left = former.into_iter().find(|one| one.id == student && one.class == assessment.class);
    let entry = turn.tx.entries(turn.cause.school.id, assessment.id).await?.get(&student).copied().unwrap_or_default();
    let old = entry.current().map(|version| version.mark);
    Ok(left.zip(old).map(|(left, old)| Former { left, assessment, entry, old }))
}

/// A test of both classes is called so, and no class is named: where only the old one has a mark that can be changed, it
/// is asked which is meant.
async fn asks_between(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    here: AssessmentId,
    known: Former,
) -> Result<bool, CommandError> {
    let (student, there) = (known.left.id, known.assessment.id);
    let Some(new_class) = turn.assessment(here).await?.filter(|here| here.class != known.assessment.class) else {
        return Ok(false);
    };
    match turn.cause.may_write_marks_of(turn.tx, &known.assessment, [student]).await {
        Ok(()) => {}
        Err(ActionError::Denied | ActionError::TermClosed(_)) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    let entries = turn.tx.entries(turn.cause.school.id, here).await?;
    let has_one = entries.get(&student).is_some_and(|entry| entry.current().is_some());
    let given = meaning.slots.mark.filter(|_| !has_one && matches!(meaning.outcome, Outcome::Ok | Outcome::Confirm));
    let Some(new) = given else { return Ok(false) };
    if turn.cause.may_write(&new_class).is_err() || meaning.intent == Intent::MarkCorrect {
        return propose(turn, known, new, Some(meaning)).await.map(|()| true);
    }
    let options = offer::assessments(turn, &[there, here], None);
    let begun = Begun { mark: Some(new), assessment: None, ..Begun::about(meaning) };
    turn.ask_which(Phrase::Which { what: Which::Assessment, heard: None }, options, begun)?;
    Ok(true)
}

/// The test of the class that somebody has left was chosen. Says whether there is a mark to correct.
pub(super) async fn chosen(
    turn: &mut Turn<'_>,
    student: StudentId,
    assessment: &Assessment,
    new: Mark,
) -> Result<bool, CommandError> {
    if turn.student(student).is_none_or(|student| student.class == assessment.class) {
        return Ok(false);
    }
    let former = turn.tx.former_students(turn.cause.school.id).await?;
    let Some(known) = mark_of(turn, former, student, assessment.id).await? else { return Ok(false) };
    propose(turn, known, new, None).await?;
    Ok(true)
}

/// Asks for a yes to another mark of somebody who has left.
async fn propose(
    turn: &mut Turn<'_>,
    known: Former,
    new: Mark,
    meaning: Option<&Interpretation>,
) -> Result<(), CommandError> {
    let Former { left, assessment, entry, old } = known;
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    turn.cause.may_write_marks_of(turn.tx, &assessment, [left.id]).await?;
    let (name, label) = (StudentLabel::full(&left.name), assessment_label(&assessment));
    if let Some(stated) = meaning.and_then(|meaning| stated_otherwise(meaning, old)) {
        return turn.say(Phrase::OldValueDiffers { student: name, assessment: label, stated, found: old });
    }
    let known = if entry.published.is_some() { ConfirmWhy::Published } else { ConfirmWhy::Replaces };
    let on = turn.cause.school.local(left.left_at).date();
    let phrase = Phrase::ConfirmMark {
        student: name,
        class: assessment.class_label.clone(),
        assessment: label,
        old: Some(old).filter(|old| *old != new),
        new,
        why: vec![ConfirmWhy::Left { on }, known],
    };
    let planned = PlannedMark { student: left.id, new, seen: Some(old) };
    turn.ask_yes_no(phrase, Ask::SaveMarks { assessment: assessment.id, marks: vec![planned], list: false }, Label::Yes)
}

/// As their old class knew them.
pub(super) fn former_view(former: &FormerStudent) -> StudentView {
    StudentView {
        id: former.id,
        class: former.class,
        code: former.code.clone(),
        last: former.name.last.clone(),
        first: former.name.first.clone(),
        arabic: former.name.arabic.clone(),
    }
}
