//! What the sheet of a course holds: its class in list order, the term's assessments, the marks as they stand.

use std::collections::HashMap;

use super::term::term_meant;
use super::{ActionError, Cause};
use crate::domain::{Action, Actor, AssessmentId, CourseId, Mark, Points, StudentName, can, fold};
use crate::phrase::SubjectLabel;
use crate::store::{Breadth, Class, Entry, ListedAssessment, StaffScope, Student, Term, Tx};

/// A course as its teacher fills it.
#[derive(Debug, Clone)]
pub struct CourseSheet {
    pub course: CourseId,
    pub class_label: String,
    pub subject: SubjectLabel,
    /// The school's own.
    pub subject_code: String,
    pub term: String,
    /// In the order of their dates.
    pub assessments: Vec<ListedAssessment>,
    /// The classes in which those of them were given that somebody brought along.
    pub elsewhere: HashMap<AssessmentId, Class>,
    /// In list order, each with a mark or none for every assessment.
    pub students: Vec<(Student, Vec<Option<SheetMark>>)>,
}

/// A mark as it stands in a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetMark {
    pub mark: Mark,
    /// Families know it as it stands.
    pub published: bool,
}

/// Reads what the sheet of a course holds; for those who may write its marks.
pub async fn course_sheet(tx: &mut Tx, cause: &Cause<'_>, course: CourseId) -> Result<CourseSheet, ActionError> {
    let Actor::Staff(staff) = cause.actor else { return Err(ActionError::Denied) };
    if !can(cause.actor, Action::WriteMarks { course }) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    let term = term_meant(tx, cause, None).await?.ok_or(ActionError::NotFound)?;
    let own = tx.staff_scope(school, Breadth::Own(staff.id)).await?;
    sheet_of(tx, cause, &own, course, &term).await
}

/// What a course within a scope holds in a term; who may read it has been asked.
async fn sheet_of(
    tx: &mut Tx,
    cause: &Cause<'_>,
    own: &StaffScope,
    course: CourseId,
    term: &Term,
) -> Result<CourseSheet, ActionError> {
    let school = cause.school.id;
    let found = own.courses.iter().find(|one| one.id == course).ok_or(ActionError::NotFound)?;
    let class_label = own.classes.iter().find(|class| class.id == found.class).map(|class| class.label.clone());
    let subject = own.subjects.iter().find(|subject| subject.id == found.subject).ok_or(ActionError::NotFound)?;
    let mut assessments: Vec<ListedAssessment> =
        own.assessments.iter().filter(|one| one.course == course && one.term == term.id).cloned().collect();
    assessments.sort_by(|one, other| (one.date, &one.code).cmp(&(other.date, &other.code)));
    let mut entries = Vec::with_capacity(assessments.len());
    for assessment in &assessments {
        entries.push(tx.entries(school, assessment.id).await?);
    }
    let mut students: Vec<Student> = own.students.iter().filter(|one| one.class == found.class).cloned().collect();
    in_list_order(&mut students, |student| &student.name);
    let marks =
        |student: &Student| entries.iter().map(|entries| entries.get(&student.id).and_then(sheet_mark)).collect();
    Ok(CourseSheet {
        course,
        class_label: class_label.unwrap_or_default(),
        subject: SubjectLabel {
            fr: subject.label_fr.clone(),
            en: subject.label_en.clone(),
            ar: subject.label_ar.clone(),
        },
        subject_code: subject.code.clone(),
        term: term.code.clone(),
        assessments,
        elsewhere: HashMap::new(),
        students: students.into_iter().map(|student| (student.clone(), marks(&student))).collect(),
    })
}

fn sheet_mark(entry: &Entry) -> Option<SheetMark> {
    Some(SheetMark { mark: entry.current()?.mark, published: entry.draft.is_none() })
}

/// As lists are read out: by last name, then first name, whatever the accents.
pub(super) fn in_list_order<T>(students: &mut [T], name: impl Fn(&T) -> &StudentName) {
    students.sort_by_cached_key(|student| (fold(&name(student).last), fold(&name(student).first)));
}

impl CourseSheet {
    /// The highest mark of any assessment: what an assessment yet to come is likely to be out of.
    pub fn usual_maximum(&self) -> Option<Points> {
        self.assessments.iter().map(|assessment| assessment.maximum.points()).max()
    }
}
