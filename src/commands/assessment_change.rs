//! `modifie le coef du devoir 1 à 2`, `renomme interro 2 en Optique`: old and new, what it does to marks, then a yes.

use super::CommandError;
use super::assessment_create::tidy;
use super::dialogue::{Ask, Begun, TakesBack, WantedTest};
use super::offer;
use super::refusal::explain;
use super::turn::{Turn, undo_choice};
use super::understand::{Interpretation, Outcome, Pick, Reason};
use crate::actions::{NotChanged, assessment_label, change_assessment, plan_change};
use crate::domain::{AssessmentFacts, AssessmentId, Maximum, Points, StudentId};
use crate::phrase::{AssessmentPhrase, HeldMark, Label, Phrase, Say, Which};
use crate::store::Assessment;

/// Acts on the wish to change an assessment.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    let slots = &meaning.slots;
    let wanted = WantedTest {
        title: slots.title.clone(),
        date: slots.date,
        maximum: slots.maximum,
        coefficient: slots.coefficient,
        ..WantedTest::default()
    };
    begin(turn, meaning, text, Some(Box::new(wanted))).await
}

/// Acts on the wish to delete one.
pub(super) async fn remove(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    begin(turn, meaning, text, None).await
}

async fn begin(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
    wanted: Option<Box<WantedTest>>,
) -> Result<(), CommandError> {
    if meaning.outcome == Outcome::Reject || meaning.reason == Some(Reason::UnknownAssessment) {
        let phrase = explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    let class = meaning.slots.class.as_ref().and_then(Pick::single);
    go_on(turn, Begun { class, test: wanted, ..Begun::about(meaning) }).await
}

/// Goes on once it is known which assessment, or asks.
pub(super) async fn go_on(turn: &mut Turn<'_>, begun: Begun) -> Result<(), CommandError> {
    match (begun.assessment, &begun.test) {
        (Some(assessment), Some(wanted)) => propose(turn, assessment, wanted).await,
        (Some(assessment), None) => super::assessment_remove::propose(turn, assessment).await,
        (None, _) => {
            let options = offer::assessments(turn, &begun.assessments, begun.class);
            if options.is_empty() {
                let phrase = offer::no_assessment(turn, begun.class);
                return turn.say(phrase);
            }
            turn.ask_which(Phrase::Which { what: Which::Assessment, heard: None }, options, begun)
        }
    }
}

async fn propose(turn: &mut Turn<'_>, assessment: AssessmentId, wanted: &WantedTest) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    let (class, label) = (assessment.class_label.clone(), assessment_label(&assessment));
    if *wanted == WantedTest::default() {
        return turn.say(Phrase::Assessment(AssessmentPhrase::WhatToChange { class, assessment: label }));
    }
    let old = assessment.facts();
    let new = match facts(&old, wanted) {
        Ok(new) => new,
        Err(heard) => return turn.say(Phrase::UnreadableValue { heard }),
    };
    let effect = match plan_change(turn.tx, &turn.cause, &assessment, &new).await? {
        Ok(effect) => effect,
        Err(why) => return refuse(turn, &assessment, &new, why),
    };
    let ask = Ask::ChangeAssessment { assessment: assessment.id, seen: old.clone(), wanted: new.clone() };
    let phrase = AssessmentPhrase::ConfirmChange {
        class,
        assessment: label,
        old,
        new,
        marks: effect.marks,
        published: effect.published,
        means: effect.means,
    };
    turn.ask_yes_no(Phrase::Assessment(phrase), ask, Label::Save)
}

/// What it would be; `Err`: a number that is none of its kind.
fn facts(old: &AssessmentFacts, wanted: &WantedTest) -> Result<AssessmentFacts, String> {
    let shown = |number: rust_decimal::Decimal| number.normalize().to_string();
    let maximum = wanted.maximum.map(|number| Maximum::new(number).map_err(|_bad| shown(number))).transpose()?;
    let weight = |number| Points::new(number).ok().filter(|points| *points > Points::ZERO).ok_or_else(|| shown(number));
    let coefficient = wanted.coefficient.map(weight).transpose()?;
    Ok(AssessmentFacts {
        label: wanted.title.as_deref().map_or_else(|| old.label.clone(), tidy),
        date: wanted.date.or(old.date),
        maximum: maximum.unwrap_or(old.maximum),
        coefficient: coefficient.unwrap_or(old.coefficient),
    })
}

fn refuse(
    turn: &mut Turn<'_>,
    assessment: &Assessment,
    new: &AssessmentFacts,
    why: NotChanged,
) -> Result<(), CommandError> {
    let (class, label) = (assessment.class_label.clone(), assessment_label(assessment));
    let phrase = match why {
        NotChanged::Same => AssessmentPhrase::AlreadySo { class, assessment: label },
        NotChanged::Exists => AssessmentPhrase::Exists { class, assessment: assessment_label(&assessment.with(new)) },
        NotChanged::OutsideTerm { term, starts, ends } => {
            AssessmentPhrase::OutsideTerm { date: new.date.unwrap_or(starts), term, starts, ends }
        }
        NotChanged::BelowMarks(marks) => {
            let lines = held(turn, marks);
            AssessmentPhrase::MarksAbove { class, assessment: label, maximum: new.maximum, lines }
        }
        NotChanged::TwoPeople => AssessmentPhrase::TwoPeople { class, assessment: label },
    };
    turn.say(Phrase::Assessment(phrase))
}

fn held(turn: &Turn<'_>, marks: Vec<(StudentId, Points)>) -> Vec<HeldMark> {
    let name = |(student, points)| HeldMark { student: turn.student_name(student), points };
    let mut lines: Vec<HeldMark> = marks.into_iter().map(name).collect();
    lines.sort_by(|one, other| one.student.name.cmp(&other.student.name));
    lines
}

/// Changes it, after a yes, unless it has changed since it was shown.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    seen: &AssessmentFacts,
    wanted: AssessmentFacts,
) -> Result<(), CommandError> {
    change(turn, assessment, seen, wanted, false).await
}

/// Makes it what it was, unless somebody has changed it since.
pub(super) async fn take_back(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    before: AssessmentFacts,
    now: &AssessmentFacts,
) -> Result<(), CommandError> {
    turn.memory.forget_write();
    change(turn, assessment, now, before, true).await
}

async fn change(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    seen: &AssessmentFacts,
    wanted: AssessmentFacts,
    back: bool,
) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    if assessment.facts() != *seen {
        return turn.say(Phrase::AskAgain);
    }
    let (families, later) = match change_assessment(turn.tx, &turn.cause, &assessment, &wanted).await? {
        Ok(told) => told,
        Err(why) => return refuse(turn, &assessment, &wanted, why),
    };
    let changed = assessment.with(&wanted);
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    let (class, label) = (changed.class_label.clone(), assessment_label(&changed));
    let from = turn.families_from();
    let phrase =
        Phrase::Assessment(AssessmentPhrase::Changed { class, assessment: label, back, families, later, from });
    if back {
        return turn.say(phrase);
    }
    let id = turn.did(TakesBack::Change { assessment: assessment.id, before: seen.clone(), now: wanted });
    turn.say(Say { phrase, choices: vec![undo_choice(id)] })
}
