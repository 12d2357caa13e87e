//! `erreur, Yapo a 6,5 au lieu de 4,5 ds1`: the stated old value is checked, and a correction always asks.

use rust_decimal::Decimal;

use super::CommandError;
use super::dialogue::{Ask, PlannedMark};
use super::refusal::explain;
use super::turn::Turn;
use super::understand::{Given, Interpretation, Outcome, Pick};
use super::{mark_former, mark_set};
use crate::actions::assessment_label;
use crate::domain::{Mark, Points};
use crate::phrase::{ConfirmWhy, Label, Phrase};

/// Acts on a correction as understood.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    let student = meaning.slots.student.as_ref().and_then(Pick::single);
    let assessment = match meaning.slots.assessment.as_ref().and_then(Pick::single) {
        Some(id) => turn.assessment(id).await?,
        None => None,
    };
    if mark_former::takes(turn, meaning, text).await? {
        return Ok(());
    }
    if meaning.outcome == Outcome::Reject {
        let label = assessment.as_ref().map(assessment_label);
        let phrase = explain(turn, meaning, text, label.as_ref());
        return turn.say(phrase);
    }
    let (Some(student), Some(assessment), Some(new)) = (student, assessment, meaning.slots.mark) else {
        return mark_set::ask_what_is_missing(turn, meaning, text).await;
    };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    let entry = entries.get(&student).copied().unwrap_or_default();
    let name = turn.student_name(student);
    let label = assessment_label(&assessment);
    let Some(found) = entry.current().map(|version| version.mark) else {
        return turn.say(Phrase::NoSuchMark { student: name, assessment: label });
    };
    if let Some(stated) = stated_otherwise(meaning, found) {
        return turn.say(Phrase::OldValueDiffers { student: name, assessment: label, stated, found });
    }
    let mut why = vec![if entry.published.is_some() { ConfirmWhy::Published } else { ConfirmWhy::Replaces }];
    // The old value was said: what it is far from is known.
    let unusual = mark_set::unusual(turn, &assessment, &entries, (student, new)).await?;
    why.extend(unusual.filter(|why| *why != ConfirmWhy::Leap));
    let class = assessment.class_label.clone();
    let phrase = Phrase::ConfirmMark { student: name, class, assessment: label, old: Some(found), new, why };
    let planned = PlannedMark { student, new, seen: Some(found) };
    turn.ask_yes_no(phrase, Ask::SaveMarks { assessment: assessment.id, marks: vec![planned], list: false }, Label::Yes)
}

/// The old value as it was stated, where the gradebook has another one.
pub(super) fn stated_otherwise(meaning: &Interpretation, found: Mark) -> Option<Mark> {
    meaning.slots.old.as_ref().and_then(value).filter(|stated| *stated != found)
}

fn value(given: &Given) -> Option<Mark> {
    let number: Decimal = given.number?;
    Points::new(number).ok().map(Mark::Points)
}
