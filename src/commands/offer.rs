//! What is offered to choose from: students, assessments; each with what tells it apart.

use super::dialogue::Picked;
use super::refusal::known_assessments;
use super::turn::Turn;
use super::understand::AssessmentView;
use crate::domain::{AssessmentId, ClassId, StudentId};
use crate::phrase::{Guide, Label, Phrase};

/// Choices shown at once (WhatsApp, rows of a list).
pub(super) const CHOICES: usize = 10;

/// These students, with their class.
pub(super) fn students(turn: &Turn<'_>, ids: &[StudentId]) -> Vec<(Picked, Label)> {
    let students = ids.iter().filter_map(|id| turn.student(*id)).take(CHOICES);
    students
        .map(|student| {
            let (label, place) = (turn.student_name(student.id), turn.class_label(student.class));
            (Picked::Student(student.id), Label::StudentIn { student: label, place })
        })
        .collect()
}

/// These assessments, or where none are named the speaker's own, of one class if given; the newest first.
pub(super) fn assessments(turn: &Turn<'_>, ids: &[AssessmentId], class: Option<ClassId>) -> Vec<(Picked, Label)> {
    let mut offered: Vec<&AssessmentView> = own_assessments(turn)
        .filter(|one| class.is_none_or(|class| one.class == class))
        .filter(|one| ids.is_empty() || ids.contains(&one.id))
        .collect();
    offered.sort_by_key(|one| std::cmp::Reverse(one.date));
    let twins = |one: &AssessmentView| {
        let twin = |other: &&AssessmentView| other.id != one.id && other.label == one.label && other.class == one.class;
        offered.iter().copied().filter(twin).collect::<Vec<_>>()
    };
    let place = |one: &AssessmentView| {
        let (twins, mut place) = (twins(one), vec![turn.class_label(one.class)]);
        if !twins.is_empty() {
            place.extend(subject(turn, one).map(str::to_owned));
        }
        // In two terms teachers call tests the same.
        if twins.iter().any(|twin| twin.subject == one.subject && twin.term != one.term) {
            place.extend(term(turn, one).map(str::to_owned));
        }
        if twins.iter().any(|twin| twin.subject == one.subject) {
            place.push(one.date.map_or_else(|| one.code.clone(), |date| date.strftime("%d/%m/%Y").to_string()));
        }
        place.join(", ")
    };
    let labelled = offered
        .iter()
        .take(CHOICES)
        .map(|one| (Picked::Assessment(one.id), Label::NameIn { name: one.label.clone(), place: place(one) }));
    labelled.collect()
}

/// Nothing can be offered: what there is instead. Another class's assessments are none of a class that is named.
pub(super) fn no_assessment(turn: &Turn<'_>, class: Option<ClassId>) -> Phrase {
    let Some(class) = class else { return Phrase::UnknownAssessment { heard: None, known: known_assessments(turn) } };
    let label = turn.class_label(class);
    let courses = turn.staff().map(|staff| staff.courses.as_slice()).unwrap_or_default();
    let mut own = courses.iter().filter(|course| course.class == class);
    match (own.next(), own.next()) {
        (None, _) => Phrase::NotYourCourse { subject: None, class: Some(label) },
        (Some(only), None) => {
            let subject = turn.subject_label(only.subject);
            Phrase::Guide(Guide::NoTestYet { class: label, subject })
        }
        _ => Phrase::Guide(Guide::NoTestYet { class: label, subject: None }),
    }
}

fn term<'t>(turn: &'t Turn<'_>, assessment: &AssessmentView) -> Option<&'t str> {
    let terms = &turn.index.school().terms;
    terms.iter().find(|term| Some(term.id) == assessment.term).map(|term| term.code.as_str())
}

fn subject<'t>(turn: &'t Turn<'_>, assessment: &AssessmentView) -> Option<&'t str> {
    let subjects = &turn.index.school().subjects;
    let subject = subjects.iter().find(|subject| subject.id == assessment.subject)?;
    subject.names.first().map(String::as_str)
}

/// Assessments of the speaker's own courses.
pub(super) fn own_assessments<'t>(turn: &'t Turn<'_>) -> impl Iterator<Item = &'t AssessmentView> {
    let staff = turn.staff();
    let courses = staff.map(|staff| staff.courses.as_slice()).unwrap_or_default();
    turn.index.assessments().filter(|one| one.course.is_some_and(|id| courses.iter().any(|course| course.id == id)))
}
