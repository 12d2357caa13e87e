//! `Awa Kouassi 12 ds1` of somebody who has left the class since: the mark they have there is corrected, after a yes.
//!
//! Invariant: whoever is in the class now is meant first; who has left is only asked about where their name is written as it
//! is and nobody there has it, and where there is a mark to correct.

use super::CommandError;
use super::dialogue::{Ask, PlannedMark};
use super::mark_correct::stated_otherwise;
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Outcome, Pick, Reason, StudentView, interpret};
use crate::actions::assessment_label;
use crate::phrase::{ConfirmWhy, Label, Phrase, StudentLabel};
use crate::store::FormerStudent;

/// Asks whether a mark of somebody who has left is meant, where nobody who is there can be. Says whether it did.
pub(super) async fn takes(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<bool, CommandError> {
    let nobody_there =
        matches!(meaning.reason, Some(Reason::UnknownStudent | Reason::NotInClass | Reason::UnknownAssessment))
            || matches!(meaning.slots.student, Some(Pick::Near { .. }));
    if !nobody_there || turn.staff().is_none() {
        return Ok(false);
    }
    let former = turn.tx.former_students(turn.cause.school.id).await?;
    if former.is_empty() {
        return Ok(false);
    }
    let index = turn.index.among(former.iter().map(view).collect());
    let found = interpret(text, &index, &turn.dialogue(None, false));
    let slots = &found.slots;
    let of_one_mark = matches!(found.intent, Intent::MarkSet | Intent::MarkCorrect)
        && matches!(found.outcome, Outcome::Ok | Outcome::Confirm);
    let (Some(Pick::One(student)), Some(assessment), Some(new), true) =
        (&slots.student, slots.assessment.as_ref().and_then(Pick::single), slots.mark, of_one_mark)
    else {
        return Ok(false);
    };
    let student = *student;
    let Some(assessment) = turn.assessment(assessment).await? else { return Ok(false) };
    let left = former.iter().find(|one| one.id == student && one.class == assessment.class);
    let entry = turn.tx.entries(turn.cause.school.id, assessment.id).await?.get(&student).copied().unwrap_or_default();
    let (Some(left), Some(old)) = (left, entry.current().map(|version| version.mark)) else { return Ok(false) };
    if turn.refuses(&assessment)? {
        return Ok(true);
    }
    turn.cause.may_write_marks_of(turn.tx, &assessment, [student]).await?;
    let (name, label) = (StudentLabel::full(&left.name), assessment_label(&assessment));
    if let Some(stated) = stated_otherwise(&found, old) {
        turn.say(Phrase::OldValueDiffers { student: name, assessment: label, stated, found: old })?;
        return Ok(true);
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
    let planned = PlannedMark { student, new, seen: Some(old) };
    let ask = Ask::SaveMarks { assessment: assessment.id, marks: vec![planned], list: false };
    turn.ask_yes_no(phrase, ask, Label::Yes)?;
    Ok(true)
}

/// As their old class knew them.
fn view(former: &FormerStudent) -> StudentView {
    StudentView {
        id: former.id,
        class: former.class,
        code: former.code.clone(),
        last: former.name.last.clone(),
        first: former.name.first.clone(),
        arabic: former.name.arabic.clone(),
    }
}
