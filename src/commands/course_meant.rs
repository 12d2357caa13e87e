//! Which course of the speaker's a request is for: one, or one question, the class first and then the subject.

use super::dialogue::{Begun, Picked};
use super::turn::Turn;
use super::{CommandError, offer};
use crate::domain::{Action, ClassId, CourseId, SubjectId, can};
use crate::phrase::{Label, Phrase, Which};

/// A course with its class and subject.
pub(super) type Course = (CourseId, ClassId, SubjectId);

/// The course; where it is open, what is open has been asked for.
pub(super) fn course_meant(turn: &mut Turn<'_>, begun: Begun) -> Result<Option<Course>, CommandError> {
    let fitting = own_courses(turn, begun.class, begun.subject);
    let mut classes: Vec<ClassId> = fitting.iter().map(|(_, class, _)| *class).collect();
    classes.sort();
    classes.dedup();
    match (fitting.as_slice(), classes.as_slice()) {
        ([course], _) => return Ok(Some(*course)),
        ([], _) => {
            let subject = begun.subject.and_then(|subject| turn.subject_label(subject));
            let class = begun.class.map(|class| turn.class_label(class));
            turn.say(Phrase::NotYourCourse { subject, class })?;
        }
        (_, [_]) => {
            let subjects = fitting.iter().take(offer::CHOICES);
            let options = subjects.map(|(.., subject)| (Picked::Subject(*subject), subject_choice(turn, *subject)));
            let options = options.collect();
            turn.ask_which(Phrase::Which { what: Which::Subject, heard: None }, options, begun)?;
        }
        _ => {
            let classes = classes.iter().take(offer::CHOICES);
            let options = classes.map(|class| (Picked::Class(*class), Label::Name(turn.class_label(*class)))).collect();
            turn.ask_which(Phrase::Which { what: Which::Class, heard: None }, options, begun)?;
        }
    }
    Ok(None)
}

fn subject_choice(turn: &Turn<'_>, subject: SubjectId) -> Label {
    Label::Subject(turn.subject_label(subject).map(|label| turn.in_their_language(&label)).unwrap_or_default())
}

/// The courses whose marks they may write, of one class and subject where they are known.
pub(super) fn own_courses(turn: &Turn<'_>, class: Option<ClassId>, subject: Option<SubjectId>) -> Vec<Course> {
    let all = turn.staff().map(|staff| staff.courses.as_slice()).unwrap_or_default();
    all.iter()
        .filter(|course| can(turn.cause.actor, Action::WriteMarks { course: course.id }))
        .filter(|course| class.is_none_or(|class| course.class == class))
        .filter(|course| subject.is_none_or(|subject| course.subject == subject))
        .map(|course| (course.id, course.class, course.subject))
        .collect()
}
