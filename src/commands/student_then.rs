//! `bulletin Awa T3 de l'an dernier` by who was head of their class then: the student is looked for among those of that class.
//!
//! Invariant: whoever can be named today, and whose cards are the speaker's to read, is meant first; of a class of then, only
//! its head of then names anybody.

use super::CommandError;
use super::scope::student_view;
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick, earlier_year, interpret};
use crate::domain::{Action, Actor, ClassId, Role, StudentId, can};
use crate::phrase::Phrase;

/// The same with the student of then: none where it is as it was understood, or what is to be said where nobody is certain.
pub(super) async fn meant(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<Result<Option<Interpretation>, Phrase>, CommandError> {
    let classes = headed(turn);
    if classes.is_empty() || matches!(meaning.slots.student, Some(Pick::All(_))) {
        return Ok(Ok(None));
    }
    let Some(year) = earlier_year(text, &turn.index, &turn.dialogue(None, false)) else { return Ok(Ok(None)) };
    let mut students = Vec::new();
    for class in classes {
        let is_then = turn.tx.year_of_class(turn.cause.school.id, class).await?.is_some_and(|then| then.label == year);
        if is_then {
            students.extend(turn.tx.students_at_end(turn.cause.school.id, class).await?);
        }
    }
    let named_today = match meaning.slots.student {
        Some(Pick::One(id)) => Some(id),
        _ => None,
    };
    if named_today.is_some_and(|id| students.iter().any(|one| one.id == id) || may_read_of(turn, id)) {
        return Ok(Ok(None));
    }
    let views = students.into_iter().map(student_view);
    let found = interpret(text, &turn.index.only(views.collect()), &turn.dialogue(None, false));
    let nearest = match &found.slots.student {
        Some(Pick::One(id)) if of_one(found.intent) => {
            turn.look_up(&[*id]).await?;
            return Ok(Ok(Some(found)));
        }
        Some(Pick::Near { id, .. }) if named_today.is_none() => vec![*id],
        Some(Pick::Several(ids)) => ids.clone(),
        _ => return Ok(Ok(None)),
    };
    turn.look_up(&nearest).await?;
    let nearest = turn.student_names(&nearest);
    Ok(Err(Phrase::UnknownStudent { heard: super::refusal::heard(text), nearest }))
}

/// Whether cards of one of today's students are theirs to read anyway.
fn may_read_of(turn: &Turn<'_>, id: StudentId) -> bool {
    let now = turn.student(id).map(|student| student.class);
    let may = |class| can(turn.cause.actor, Action::HandOutReportCards { class });
    turn.is_own_child(id) || now.is_some_and(may)
}

/// What of an earlier year is one student's.
fn of_one(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::YearView
            | Intent::ReportPdf
            | Intent::AverageView
            | Intent::MarksView
            | Intent::ProgressView
            | Intent::StudentSummary
    )
}

/// The classes of then; whose new file names no class of theirs is still said to head the last one.
fn headed(turn: &Turn<'_>) -> Vec<ClassId> {
    let Actor::Staff(staff) = turn.cause.actor else { return Vec::new() };
    if staff.role != Role::Teacher {
        return Vec::new();
    }
    let is_now = |class: &ClassId| turn.index.school().classes.iter().any(|known| known.id == *class);
    staff.headed.iter().copied().chain(staff.head_of).filter(|class| !is_now(class)).collect()
}
