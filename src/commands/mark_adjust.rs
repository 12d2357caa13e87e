//! `+1 à tous`: points for everybody or for one, shown mark by mark before anything is saved.
//!
//! Invariants: statuses stay; no mark leaves its scale, and whose does not get all the points is said.

use rust_decimal::Decimal;

use super::dialogue::{Ask, Begun, PlannedMark};
use super::refusal::explain;
use super::turn::Turn;
use super::understand::{Interpretation, Outcome, Pick, Reason};
use super::{CommandError, offer};
use crate::actions::assessment_label;
use crate::domain::{AssessmentId, Mark, Maximum, Points, StudentId, count};
use crate::phrase::{AdjustedMark, AssessmentPhrase, Label, Phrase, Which};
use crate::store::{Assessment, Entry};

/// Acts on points to add or take.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    let unknown = matches!(meaning.reason, Some(Reason::UnknownAssessment | Reason::UnknownStudent));
    if meaning.outcome == Outcome::Reject || unknown {
        let phrase = explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    let slots = &meaning.slots;
    let begun =
        Begun { class: slots.class.as_ref().and_then(Pick::single), delta: slots.delta, ..Begun::about(meaning) };
    if let Some(Pick::Several(ids)) = &slots.student {
        let options = offer::students(turn, ids);
        return turn.ask_which(Phrase::Which { what: Which::Student, heard: None }, options, begun);
    }
    go_on(turn, begun).await
}

/// Goes on once a choice has completed it.
pub(super) async fn go_on(turn: &mut Turn<'_>, begun: Begun) -> Result<(), CommandError> {
    let Some(assessment) = begun.assessment else {
        let class = begun.student.and_then(|id| turn.student(id)).map(|student| student.class).or(begun.class);
        let options = offer::assessments(turn, &begun.assessments, class);
        if options.is_empty() {
            let phrase = offer::no_assessment(turn, class);
            return turn.say(phrase);
        }
        return turn.ask_which(Phrase::Which { what: Which::Assessment, heard: None }, options, begun);
    };
    let Some(delta) = begun.delta else { return turn.say(Phrase::AskAgain) };
    preview(turn, assessment, begun.student, delta).await
}

async fn preview(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    only: Option<StudentId>,
    delta: Decimal,
) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    let Ok(points) = Points::new(delta.abs()) else {
        return turn.say(Phrase::TooPrecise { heard: delta.normalize().to_string() });
    };
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    let change = if delta.is_sign_negative() { -points.hundredths() } else { points.hundredths() };
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    let class = turn.tx.class_students(turn.cause.school.id, assessment.class).await?;
    let (mut lines, mut planned, mut untouched, mut known) = (Vec::new(), Vec::new(), 0, 0);
    for student in class.into_iter().filter(|student| only.is_none_or(|only| only == *student)) {
        let entry = entries.get(&student).copied().unwrap_or_default();
        match entry.current().map(|version| version.mark) {
            Some(Mark::Points(old)) => {
                let (new, capped) = within(old, change, assessment.maximum);
                lines.push(AdjustedMark { student: turn.student_name(student), old, new, capped });
                if new != old {
                    known += usize::from(is_known(&entry));
                    planned.push(PlannedMark { student, new: Mark::Points(new), seen: Some(Mark::Points(old)) });
                }
            }
            Some(Mark::Status(_)) => untouched += 1,
            None => {}
        }
    }
    ask(turn, &assessment, (points, change < 0), (lines, planned), [untouched, known])
}

fn ask(
    turn: &mut Turn<'_>,
    assessment: &Assessment,
    (delta, lowers): (Points, bool),
    (lines, planned): (Vec<AdjustedMark>, Vec<PlannedMark>),
    [untouched, known]: [usize; 2],
) -> Result<(), CommandError> {
    let (class, label) = (assessment.class_label.clone(), assessment_label(assessment));
    if planned.is_empty() {
        return turn.say(Phrase::Assessment(AssessmentPhrase::NothingToAdjust { class, assessment: label }));
    }
    let phrase = Phrase::Assessment(AssessmentPhrase::ConfirmAdjust {
        class,
        assessment: label,
        delta,
        lowers,
        lines,
        untouched: count(untouched),
        known: count(known),
    });
    turn.ask_yes_no(phrase, Ask::SaveMarks { assessment: assessment.id, marks: planned, list: true }, Label::Save)
}

/// The mark with the points, within its scale; and whether the scale keeps some back.
fn within(old: Points, change: i64, maximum: Maximum) -> (Points, bool) {
    let wanted = old.hundredths().saturating_add(change);
    let kept = wanted.clamp(0, maximum.points().hundredths());
    (Points::from_hundredths(kept).unwrap_or(old), kept != wanted)
}

fn is_known(entry: &Entry) -> bool {
    entry.published.is_some()
}
