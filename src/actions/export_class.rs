//! All marks and averages of a class in a term, as its office or its teachers take them elsewhere.

use std::collections::HashMap;

use super::fill_sheet::{CourseSheet, SheetMark, in_list_order};
use super::term::term_of_class;
use super::{ActionError, Cause};
use crate::domain::grading::class_result;
use crate::domain::{Action, AssessmentId, ClassId, Points, StudentId, can};
use crate::store::{Class, ClassTerm, ListedAssessment, RollStudent, Student, Term, TermCourse, Tx};

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

/// Reads a class, of whichever year: what the actor may read of it. The operator at the command line owns the database anyway.
pub async fn class_export(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: ClassId,
    term: Option<&str>,
) -> Result<ClassExport, ActionError> {
    let school = cause.school.id;
    let is_console = cause.may_administer().is_ok();
    let readable = |course| is_console || can(cause.actor, Action::ReadCourseMarks { course, class });
    let found = tx.class(school, class).await?.ok_or(ActionError::NotFound)?;
    let term = term_of_class(tx, cause, class, term).await?.ok_or(ActionError::NotFound)?;
    let known = tx.class_term(school, class, term.id).await?;
    let shown: Vec<&TermCourse> = known.courses.iter().filter(|course| readable(course.id)).collect();
    if shown.is_empty() {
        return Err(ActionError::Denied);
    }
    let mut students: Vec<Student> =
        tx.term_roll(school, class, term.id).await?.into_iter().map(|one| of_class(one, class)).collect();
    in_list_order(&mut students, |student| &student.name);
    let (assessments, elsewhere) = assessments(tx, cause, (class, &term), &known).await?;
    let sheets = Sheets { class_label: &found.label, term: &term.code, known: &known, students: &students };
    let courses = shown.iter().map(|course| sheets.of(course, &assessments, &elsewhere)).collect();
    let averages = if shown.len() == known.courses.len() {
        let policy = tx.grading_rules(school, class, term.id).await?.policy;
        let is_closed = tx.is_term_closed(school, class, term.id).await?;
        let result = class_result(&policy, &known.for_staff(is_closed)?)?;
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
        Some(students.iter().filter_map(of).collect())
    } else {
        None
    };
    Ok(ClassExport { class_code: found.code, class_label: found.label, term: term.code, courses, averages })
}

fn of_class(student: RollStudent, class: ClassId) -> Student {
    Student { id: student.id, class, code: student.code, name: student.name }
}

/// The assessments of a class in a term, with the classes of those that somebody brought along.
async fn assessments(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (class, term): (ClassId, &Term),
    known: &ClassTerm,
) -> Result<(Vec<ListedAssessment>, HashMap<AssessmentId, Class>), ActionError> {
    let school = cause.school.id;
    let mut assessments = tx.class_assessments(school, class, term.id).await?;
    let mut elsewhere = HashMap::new();
    for (assessment, course) in known.from_elsewhere() {
        let Some((listed, class)) = tx.listed_with_class(school, assessment).await? else { continue };
        // It counts in this class's course of the subject.
        assessments.push(ListedAssessment { course, ..listed });
        elsewhere.insert(assessment, class);
    }
    assessments.sort_by(|one, other| (one.date, &one.code).cmp(&(other.date, &other.code)));
    Ok((assessments, elsewhere))
}

/// A class, to be read course by course.
struct Sheets<'a> {
    class_label: &'a str,
    term: &'a str,
    known: &'a ClassTerm,
    students: &'a [Student],
}

impl Sheets<'_> {
    fn of(
        &self,
        course: &TermCourse,
        assessments: &[ListedAssessment],
        elsewhere: &HashMap<AssessmentId, Class>,
    ) -> CourseSheet {
        let assessments: Vec<ListedAssessment> =
            assessments.iter().filter(|one| one.course == course.id).cloned().collect();
        let mut marks: HashMap<(StudentId, AssessmentId), SheetMark> = HashMap::new();
        for mark in self.known.marks.iter().filter(|mark| mark.course == course.id) {
            let (cell, published) = ((mark.version.student, mark.assessment), mark.version.published);
            // A draft stands before what is published.
            if !published || !marks.contains_key(&cell) {
                marks.insert(cell, SheetMark { mark: mark.version.mark, published });
            }
        }
        let of = |student: &Student| {
            let row = assessments.iter().map(|one| marks.get(&(student.id, one.id)).copied()).collect();
            (student.clone(), row)
        };
        let students = self.students.iter().map(of).collect();
        let own = assessments.iter().filter_map(|one| Some((one.id, elsewhere.get(&one.id)?.clone())));
        CourseSheet {
            course: course.id,
            class_label: self.class_label.to_owned(),
            subject: course.label.clone(),
            subject_code: course.code.clone(),
            term: self.term.to_owned(),
            elsewhere: own.collect(),
            students,
            assessments,
        }
    }
}
