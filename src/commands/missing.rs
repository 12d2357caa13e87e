//! `notes manquantes`: who has no mark, per assessment. An absence is a mark.

use super::CommandError;
use super::dialogue::Ask;
use super::refusal;
use super::staff_note::{self, Named};
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use crate::actions::{
    ClassInTerm, Reminded, assessment_label, missing_summary, other_staff, plan_closing, remind_teachers,
};
use crate::domain::{Action, AssessmentId, ClassId, StaffId, can, count, fold_words};
use crate::phrase::{Label, MissingGroup, Phrase, ReminderAsked, StaffNotePhrase};

/// Assessments named at most in one answer, the newest first.
const GROUPS: usize = 6;

/// Lists students without a mark in the speaker's own assessments.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let class = meaning.slots.class.as_ref().and_then(Pick::single);
    if let (Some(_), Some(class)) = (&meaning.slots.year, class) {
        return of_then(turn, class, meaning.slots.term.as_deref()).await;
    }
    let wanted = meaning.slots.assessment.as_ref().and_then(Pick::single);
    let mut own: Vec<_> = turn
        .index
        .assessments()
        .filter(|one| class.is_none_or(|class| one.class == class) && wanted.is_none_or(|id| one.id == id))
        .filter(|one| {
            one.course.is_some_and(|course| can(turn.cause.actor, Action::ReadCourseMarks { course, class: one.class }))
        })
        .map(|one| (one.date, one.id))
        .collect();
    own.sort_by(|a, b| b.cmp(a));
    let mut groups = Vec::new();
    for (_, id) in own {
        if groups.len() == GROUPS {
            break;
        }
        groups.extend(group(turn, id, meaning.slots.term.as_deref()).await?);
    }
    turn.say(if groups.is_empty() { Phrase::NothingMissing } else { Phrase::MissingMarks { groups } })
}

/// What a class of a year that has ended lacks in its terms that are not closed: what closing them would say.
async fn of_then(turn: &mut Turn<'_>, class: ClassId, term: Option<&str>) -> Result<(), CommandError> {
    let label = turn.label_of(class).await?;
    let year = turn.tx.year_of_class(turn.cause.school.id, class).await?;
    let Some(year) = year else { return turn.say(Phrase::AskAgain) };
    let mut groups = Vec::new();
    for one in year.terms.into_iter().filter(|one| term.is_none_or(|term| one.code == term)) {
        let of = ClassInTerm { class, class_label: label.clone(), term: one, year: year.label.clone() };
        let plan = plan_closing(turn.tx, &turn.cause, &of).await?;
        groups.extend(plan.into_iter().flat_map(|plan| plan.missing));
    }
    turn.say(if groups.is_empty() { Phrase::NothingMissing } else { Phrase::MissingMarks { groups } })
}

/// What the school lacks, by teacher; of one class, by assessment.
pub(super) async fn report(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if !turn.reads_marks() {
        let phrase = refusal::forbidden(turn);
        return turn.say(phrase);
    }
    if meaning.slots.class.as_ref().and_then(Pick::single).is_some() {
        return apply(turn, meaning).await;
    }
    let teachers = missing_summary(turn.tx, &turn.cause, None, None).await?;
    if teachers.is_empty() {
        return turn.say(Phrase::NothingMissing);
    }
    turn.ask_yes_no(Phrase::MissingSummary { teachers }, Ask::Remind { class: None, among: None }, Label::Remind)
}

/// Says who would be reminded, and asks.
pub(super) async fn remind(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let class = meaning.slots.class.as_ref().and_then(Pick::single);
    let Whom::These(among) = whom(turn, meaning).await? else { return Ok(()) };
    let late = missing_summary(turn.tx, &turn.cause, class, among.as_deref()).await?;
    if late.is_empty() {
        return turn.say(Phrase::NothingMissing);
    }
    let reached = late.iter().filter(|teacher| teacher.reached).count();
    let (teachers, unreached) = (count(reached), count(late.len() - reached));
    if reached == 0 {
        return turn.say(Phrase::Reminded { teachers, unreached });
    }
    let reached = late.into_iter().filter(|teacher| teacher.reached && among.is_some()).map(|teacher| teacher.name);
    let phrase = Phrase::ConfirmRemind(ReminderAsked { teachers, unreached, names: reached.collect() });
    turn.ask_yes_no(phrase, Ask::Remind { class, among }, Label::Remind)
}

/// Which teachers a reminder is for.
enum Whom {
    These(Option<Vec<StaffId>>),
    /// Nobody, or several, have the name: they were told so.
    Asked,
}

/// `relance M. Koffi`, `relance tout le monde sauf M. Koffi`.
async fn whom(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<Whom, CommandError> {
    let word = |slot| meaning.slots.words.iter().find(|(name, _)| *name == slot).map(|(_, text)| text.clone());
    let (meant, left_out) = (word("name"), word("without"));
    let Some(name) = meant.as_ref().or(left_out.as_ref()) else { return Ok(Whom::These(None)) };
    let members = other_staff(turn.tx, &turn.cause).await?;
    let names = match staff_note::named(&members, &[(name.clone(), fold_words(name))]) {
        Named::These { these, unknown: None } if meant.is_some() && !these.is_empty() => {
            return Ok(Whom::These(Some(these)));
        }
        Named::These { these, unknown: None } if !these.is_empty() => {
            let others = members.into_iter().map(|one| one.actor.id).filter(|id| !these.contains(id));
            return Ok(Whom::These(Some(others.collect())));
        }
        Named::These { .. } => Vec::new(),
        Named::Several(names) => names,
    };
    turn.say(StaffNotePhrase::Who { names }.phrase())?;
    Ok(Whom::Asked)
}

/// Reminds them, after a yes.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    class: Option<ClassId>,
    among: Option<&[StaffId]>,
) -> Result<(), CommandError> {
    let Reminded { teachers, unreached } = remind_teachers(turn.tx, &turn.cause, class, among).await?;
    turn.say(Phrase::Reminded { teachers, unreached })
}

async fn group(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    term: Option<&str>,
) -> Result<Option<MissingGroup>, CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return Ok(None) };
    // A closed term is nobody's to fill any more.
    if assessment.term_closed || term.is_some_and(|term| term != assessment.term_code) {
        return Ok(None);
    }
    let late = turn.tx.came_after(turn.cause.school.id, assessment.id).await?;
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    let class = turn.tx.class_students(turn.cause.school.id, assessment.class).await?;
    let missing: Vec<_> = class
        .into_iter()
        .filter(|student| entries.get(student).is_none_or(|e| e.current().is_none()) && !late.contains(student))
        .collect();
    if missing.is_empty() {
        return Ok(None);
    }
    Ok(Some(MissingGroup {
        class: assessment.class_label.clone(),
        assessment: assessment_label(&assessment),
        students: turn.student_names(&missing),
    }))
}
