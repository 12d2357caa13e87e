//! One mark: `Awa Kouassi 14 ds1`.
//!
//! One unambiguous mark is saved at once as a draft, with a recap and an undo. A near name, a conversion and a correction
//! of what families know wait for a yes. Anything missing is asked for, one question at a time.

use rust_decimal::Decimal;
use std::collections::HashMap;

use super::dialogue::{Ask, Begun, PlannedMark};
use super::offer;
use super::refusal::{example, explain, heard};
use super::turn::Turn;
use super::understand::{Given, Intent, Interpretation, Outcome, Pick, Reason};
use super::{CommandError, approve, assessment_create, mark_former};
use crate::actions::{Correction, Recorded, Request, Unusual, assessment_label, look_at_mark, record_marks};
use crate::domain::{AssessmentId, Mark, MarkError, Maximum, Points, StudentId};
use crate::phrase::{ConfirmWhy, Guide, Label, Phrase, Say, Which};
use crate::store::{Assessment, Entry};

/// Acts on a mark as understood.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    let student = meaning.slots.student.as_ref().and_then(Pick::single);
    let assessment = match meaning.slots.assessment.as_ref().and_then(Pick::single) {
        Some(id) => turn.assessment(id).await?,
        None => None,
    };
    if mark_former::takes(turn, meaning, text).await? {
        return Ok(());
    }
    let label = assessment.as_ref().map(assessment_label);
    if meaning.outcome == Outcome::Reject {
        let phrase = explain(turn, meaning, text, label.as_ref());
        return turn.say(phrase);
    }
    if meaning.reason == Some(Reason::UnknownAssessment) && assessment_create::offer(turn, meaning, text).await? {
        return Ok(());
    }
    if meaning.outcome == Outcome::Clarify {
        return ask_what_is_missing(turn, meaning, text).await;
    }
    let (Some(student), Some(assessment), Some(mark)) = (student, assessment, meaning.slots.mark) else {
        return ask_what_is_missing(turn, meaning, text).await;
    };
    let why = match (&meaning.slots.student, meaning.reason) {
        (Some(Pick::Near { heard, .. }), _) => Some(ConfirmWhy::NearName { heard: heard.clone() }),
        (_, Some(Reason::Percent)) => {
            let heard = meaning.slots.given.as_ref().map(|given| given.heard.clone()).unwrap_or_default();
            Some(ConfirmWhy::Converted { heard })
        }
        _ if meaning.outcome == Outcome::Confirm => Some(ConfirmWhy::Unsure),
        _ => None,
    };
    save_or_ask(turn, &assessment, student, mark, why.into_iter().collect()).await
}

/// Goes on with a mark that lacked something, once a choice has completed it.
pub(super) async fn resume(turn: &mut Turn<'_>, begun: Begun) -> Result<(), CommandError> {
    let Some(student) = begun.student else {
        let text = begun.list.clone().or_else(|| begun.heard.clone()).unwrap_or_default();
        return ask_whose(turn, begun, &text);
    };
    let meant = begun.assessment.or_else(|| of_class(turn, student, &begun.assessments));
    let Some(assessment) = meant else {
        let candidates = begun.assessments.clone();
        return ask_assessment(turn, begun, &candidates);
    };
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::QuestionExpired) };
    match begun.mark.map_or_else(|| read_value(begun.heard.as_deref(), assessment.maximum), Ok) {
        Ok(mark) if mark_former::chosen(turn, student, &assessment, mark).await? => Ok(()),
        Ok(mark) => {
            let why = begun.unsure.then_some(ConfirmWhy::Unsure).into_iter().collect();
            save_or_ask(turn, &assessment, student, mark, why).await
        }
        Err(phrase) => {
            turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
            turn.say(*phrase)
        }
    }
}

/// The one of these assessments that is of the student's class.
fn of_class(turn: &Turn<'_>, student: StudentId, among: &[AssessmentId]) -> Option<AssessmentId> {
    let class = turn.student(student)?.class;
    let mut fits = turn.index.assessments().filter(|one| one.class == class && among.contains(&one.id));
    let only = fits.next()?;
    fits.next().is_none().then_some(only.id)
}

/// Saves a planned mark after a yes.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    planned: PlannedMark,
) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    let now_there = entries.get(&planned.student).and_then(Entry::current).map(|version| version.mark);
    if now_there != planned.seen {
        return turn.say(Phrase::AskAgain);
    }
    let known = entries.get(&planned.student).and_then(|entry| entry.published);
    if let Some(known) = known.filter(|_| turn.cause.school.caution.approval.correct_published) {
        let change = Correction { student: planned.student, seen: known.id, new: Some(planned.new) };
        return approve::ask(turn, &assessment, Request::Correct { changes: vec![change] }).await;
    }
    turn.look_up(&[planned.student]).await?;
    let recorded = record_marks(turn.tx, &turn.cause, &assessment, &[(planned.student, planned.new)]).await?;
    recap(turn, &assessment, &recorded)
}

async fn save_or_ask(
    turn: &mut Turn<'_>,
    assessment: &Assessment,
    student: StudentId,
    mark: Mark,
    mut why: Vec<ConfirmWhy>,
) -> Result<(), CommandError> {
    if turn.refuses(assessment)? {
        return Ok(());
    }
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    let entry = entries.get(&student).copied().unwrap_or_default();
    let seen = entry.current().map(|version| version.mark);
    if seen.is_some() && seen != Some(mark) {
        why.extend(entry.published.is_some().then_some(ConfirmWhy::Published));
    }
    if seen != Some(mark) {
        // A message that was something else before is a correction of it, whatever it had come to.
        why.extend(turn.source.edited.then_some(ConfirmWhy::Edited));
        why.extend(unusual(turn, assessment, &entries, (student, mark)).await?);
    }
    if why.is_empty() {
        let recorded = record_marks(turn.tx, &turn.cause, assessment, &[(student, mark)]).await?;
        return recap(turn, assessment, &recorded);
    }
    let phrase = Phrase::ConfirmMark {
        student: turn.student_name(student),
        class: assessment.class_label.clone(),
        assessment: assessment_label(assessment),
        old: seen,
        new: mark,
        why,
    };
    let planned = PlannedMark { student, new: mark, seen };
    turn.ask_yes_no(phrase, Ask::SaveMarks { assessment: assessment.id, marks: vec![planned], list: false }, Label::Yes)
}

/// What is unusual about a mark, if anything.
pub(super) async fn unusual(
    turn: &mut Turn<'_>,
    assessment: &Assessment,
    entries: &HashMap<StudentId, Entry>,
    planned: (StudentId, Mark),
) -> Result<Option<ConfirmWhy>, CommandError> {
    let unusual = look_at_mark(turn.tx, &turn.cause, assessment, entries, planned).await?;
    Ok(unusual.map(|unusual| match unusual {
        Unusual::Far(usual) => ConfirmWhy::Far { usual },
        Unusual::Apart(others) => ConfirmWhy::Apart { others },
        Unusual::Leap => ConfirmWhy::Leap,
    }))
}

fn recap(turn: &mut Turn<'_>, assessment: &Assessment, recorded: &Recorded) -> Result<(), CommandError> {
    let Some(change) = recorded.changes.first() else { return turn.say(Phrase::AskAgain) };
    let undo = turn.wrote(recorded);
    let student = turn.student_name(change.student);
    let label = assessment_label(assessment);
    if let (true, Some(old)) = (change.corrects, change.old) {
        return turn.say(Phrase::MarkCorrected {
            student,
            assessment: label,
            old,
            new: change.new,
            families: recorded.families_told,
            later: recorded.families_later,
            from: turn.families_from(),
        });
    }
    let class = assessment.class_label.clone();
    let old = change.old.filter(|old| *old != change.new);
    let phrase = Phrase::MarkSaved { student, class, assessment: label, old, new: change.new };
    turn.say(Say { phrase, choices: undo.into_iter().collect() })
}

/// Asks the one question whose answer is needed next.
pub(super) async fn ask_what_is_missing(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<(), CommandError> {
    let slots = &meaning.slots;
    let begun = Begun {
        mark: slots.mark,
        unsure: slots.unsure,
        heard: slots.given.as_ref().map(|given: &Given| given.heard.clone()),
        ..Begun::about(meaning)
    };
    match (meaning.reason, &slots.student, &slots.assessment) {
        (Some(Reason::Assessment), _, Some(Pick::Several(ids))) => ask_assessment(turn, begun, ids),
        (Some(Reason::Assessment), ..) => ask_assessment(turn, begun, &[]),
        // A test that two classes have: which of them comes first, and then whose mark it is.
        (Some(Reason::Student), _, Some(Pick::Several(ids))) if meaning.intent == Intent::MarkCorrect => {
            ask_assessment(turn, Begun { list: Some(text.to_owned()), ..begun }, ids)
        }
        (Some(Reason::Student), ..) => ask_whose(turn, begun, text),
        (Some(Reason::StudentAndAssessment), ..) => {
            let example = example(turn);
            turn.say(Phrase::Guide(Guide::StudentAndAssessment { heard: heard(text), example }))
        }
        (Some(Reason::Value), ..) => turn.say(Phrase::Which { what: Which::Value, heard: Some(heard(text)) }),
        (_, Some(Pick::Several(ids)), _) => ask_student(turn, begun, ids),
        _ => {
            let label = match begun.assessment {
                Some(id) => turn.assessment(id).await?.as_ref().map(assessment_label),
                None => None,
            };
            let phrase = explain(turn, meaning, text, label.as_ref());
            turn.say(phrase)
        }
    }
}

fn ask_student(turn: &mut Turn<'_>, begun: Begun, ids: &[StudentId]) -> Result<(), CommandError> {
    let options = offer::students(turn, ids);
    if options.is_empty() {
        return turn.say(Phrase::Which { what: Which::Student, heard: begun.heard });
    }
    turn.ask_which(Phrase::Which { what: Which::Student, heard: None }, options, begun)
}

/// Asks for whom a mark is: of a small class everybody is offered, else a name is waited for.
fn ask_whose(turn: &mut Turn<'_>, begun: Begun, text: &str) -> Result<(), CommandError> {
    if let Some(assessment) = begun.assessment {
        turn.memory.speak_of_assessment(assessment, turn.cause.now);
    }
    if turn.staff().is_none() {
        return turn.say(Phrase::AskAgain);
    }
    let assessment = turn.index.assessments().find(|one| Some(one.id) == begun.assessment);
    let class = assessment.map(|assessment| assessment.class);
    let students = turn.index.people().filter(|student| Some(student.class) == class);
    let students: Vec<StudentId> = students.map(|student| student.id).collect();
    let by_name = [Intent::MarkSet.code(), Intent::MarkCorrect.code()].contains(&begun.intent.as_str());
    if by_name && students.len() > offer::CHOICES {
        turn.memory.ask(Ask::Whose { wording: text.to_owned() }, turn.source.clone(), turn.cause.now);
        return turn.say(Phrase::Which { what: Which::Student, heard: Some(heard(text)) });
    }
    let heard = heard(begun.heard.as_deref().unwrap_or(text));
    ask_student(turn, Begun { heard: begun.heard.clone().or(Some(heard)), ..begun }, &students)
}

/// Asks for the assessment among `ids`, or among the newest of the student's class.
fn ask_assessment(turn: &mut Turn<'_>, begun: Begun, ids: &[AssessmentId]) -> Result<(), CommandError> {
    let class = begun.student.and_then(|id| turn.student(id)).map(|student| student.class);
    let options = offer::assessments(turn, ids, class);
    if options.is_empty() {
        let phrase = offer::no_assessment(turn, class);
        return turn.say(phrase);
    }
    turn.ask_which(Phrase::Which { what: Which::Assessment, heard: begun.heard.clone() }, options, begun)
}

/// A value that was typed before its assessment was known.
fn read_value(heard: Option<&str>, maximum: Maximum) -> Result<Mark, Box<Phrase>> {
    let heard = heard.unwrap_or_default().to_owned();
    let unreadable = || Box::new(Phrase::UnreadableValue { heard: heard.clone() });
    let value: Decimal = heard.replace(',', ".").parse().map_err(|_unreadable| unreadable())?;
    let admitted = Points::new(value).and_then(|points| maximum.admit(points));
    admitted.map_err(|error| {
        Box::new(match error {
            MarkError::Negative => Phrase::BelowZero { heard: heard.clone() },
            MarkError::AboveMaximum => Phrase::AboveMaximum { heard: heard.clone(), maximum },
            MarkError::TooPrecise => Phrase::TooPrecise { heard: heard.clone() },
            MarkError::BadMaximum => Phrase::UnreadableValue { heard: heard.clone() },
        })
    })
}
