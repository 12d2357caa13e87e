//! All marks and averages of a class in a term, as its office or its teachers take them elsewhere.

use super::fill_sheet::{CourseSheet, in_list_order, sheet_of};
use super::term::term_meant;
use super::{ActionError, Cause};
use crate::domain::grading::class_result;
use crate::domain::{Action, ClassId, Points, can};
use crate::store::{Breadth, Student, Tx};

/// What a class has in a term: drafts, too.
#[derive(Debug, Clone)]
pub struct ClassExport {
    /// The school's own.
    pub class_code: String,
    pub class_label: String,
    pub term: String,
    /// Of the courses whose marks may be read, in the order of their subjects.
    pub courses: Vec<CourseSheet>,
    /// In list order. None: not all courses may be read.
    pub averages: Option<Vec<StudentAverages>>,
}

/// A student's averages, provisional until the term is closed.
#[derive(Debug, Clone)]
pub struct StudentAverages {
    pub student: Student,
    /// In the order of the courses.
    pub subjects: Vec<Option<Points>>,
    pub general: Option<Points>,
    pub place: Option<usize>,
}

/// Reads a class: what the actor may read of it. The operator at the command line owns the database anyway.
pub async fn class_export(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: ClassId,
    term: Option<&str>,
) -> Result<ClassExport, ActionError> {
    let school = cause.school.id;
    let is_console = cause.may_administer().is_ok();
    let readable = |course| is_console || can(cause.actor, Action::ReadCourseMarks { course, class });
    let term = term_meant(tx, cause, term).await?.ok_or(ActionError::NotFound)?;
    // The head of a class reads courses of others, too: what is left out below is left out by right, not by reach.
    let scope = tx.staff_scope(school, Breadth::School).await?;
    let found = scope.classes.iter().find(|known| known.id == class).ok_or(ActionError::NotFound)?;
    let (class_code, class_label) = (found.code.clone(), found.label.clone());
    let known = tx.class_term(school, class, term.id).await?;
    let shown: Vec<_> = known.courses.iter().filter(|course| readable(course.id)).collect();
    if shown.is_empty() {
        return Err(ActionError::Denied);
    }
    let mut courses = Vec::with_capacity(shown.len());
    for course in &shown {
        courses.push(sheet_of(tx, cause, &scope, course.id, &term).await?);
    }
    let averages = if shown.len() == known.courses.len() {
        let policy = tx.grading_rules(school, class, term.id).await?.policy;
        let is_closed = tx.is_term_closed(school, class, term.id).await?;
        let result = class_result(&policy, &known.for_staff(is_closed)?)?;
        let on_roll = |student: &&Student| known.students.contains(&student.id);
        let mut students: Vec<&Student> = scope.students.iter().filter(on_roll).collect();
        in_list_order(&mut students, |student| &student.name);
        let of = |student: &Student| {
            let at = known.students.iter().position(|known| *known == student.id)?;
            let own = result.students.get(at)?;
            Some(StudentAverages {
                student: student.clone(),
                subjects: own.term.subjects.iter().map(|one| Some(one.as_ref()?.average.shown)).collect(),
                general: own.term.general().map(|general| general.shown),
                place: own.rank.map(|rank| rank.place).filter(|_| policy.ranks),
            })
        };
        Some(students.into_iter().filter_map(of).collect())
    } else {
        None
    };
    Ok(ClassExport { class_code, class_label, term: term.code, courses, averages })
}
