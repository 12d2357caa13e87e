//! All that the averages of a class in a term are made of: marks of those on its roll, also the ones they brought along from
//! the class they were in before.
//!
//! Invariants: what a family may know is made of marks in force only; no draft takes part in it, nor its assessment. A mark
//! counts in one class.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

use super::MarkVersion;
use super::frame::TermFrame;
use super::rows::{MarkRow, coefficient_of, date_of, maximum_of, role_of};
use crate::domain::grading::{Assessment, AssessmentRole, ClassMarks, Formula, MarksError, Subject};
use crate::domain::{
    AssessmentId, Attendance, ClassId, CourseId, Mark, Maximum, Points, SchoolId, StudentId, SubjectId, TermId,
};
use crate::phrase::SubjectLabel;
use crate::store::sql::args;
use crate::store::term::on_roll;
use crate::store::{StoreError, Tx};

/// A class in a term: courses, assessments, students and the versions that stand.
#[derive(Debug, Clone)]
pub struct ClassTerm {
    pub courses: Vec<TermCourse>,
    /// On the roll.
    pub students: Vec<StudentId>,
    pub marks: Vec<TermMark>,
    assessments: Vec<TermAssessment>,
    brought: HashSet<AssessmentId>,
}

/// A course with its subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermCourse {
    pub id: CourseId,
    pub subject: SubjectId,
    /// The school's code of the subject: what its rules call it.
    pub code: String,
    pub label: SubjectLabel,
    pub coefficient: Points,
}

/// A version that stands, and where.
#[derive(Debug, Clone, Copy)]
pub struct TermMark {
    pub course: CourseId,
    pub assessment: AssessmentId,
    pub version: MarkVersion,
}

/// An assessment as its marks count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TermAssessment {
    pub(super) id: AssessmentId,
    pub(super) course: CourseId,
    pub(super) label: String,
    pub(super) kind: String,
    date: Option<Date>,
    pub(super) maximum: Maximum,
    pub(super) coefficient: Points,
    pub(super) role: AssessmentRole,
}

impl ClassTerm {
    /// The marks as families may know them.
    pub fn published(&self) -> Result<ClassMarks, MarksError> {
        self.published_of(|_| true)
    }

    /// The same, with how long each was away: it may cost a distinction.
    pub fn published_with(&self, attendance: &HashMap<StudentId, Attendance>) -> Result<ClassMarks, MarksError> {
        let mut marks = self.published()?;
        let hours = attendance.iter().map(|(student, of)| (student.0.to_string(), of.unjustified_hours())).collect();
        marks.note_absences(&hours);
        Ok(marks)
    }

    /// The same as it was after a day. What has no day counts from the beginning.
    pub fn published_until(&self, day: Date) -> Result<ClassMarks, MarksError> {
        let taken = self.assessments.iter().filter(|one| one.date.is_none_or(|on| on <= day));
        let taken: HashSet<AssessmentId> = taken.map(|one| one.id).collect();
        self.published_of(|assessment| taken.contains(&assessment))
    }

    fn published_of(&self, counts: impl Fn(AssessmentId) -> bool) -> Result<ClassMarks, MarksError> {
        let published = self.marks.iter().filter(|mark| mark.version.published && counts(mark.assessment));
        let marks: HashMap<_, _> = published.map(TermMark::cell).collect();
        let known: HashSet<String> = marks.keys().map(|(_, assessment)| assessment.0.to_string()).collect();
        Ok(self.with(&marks)?.published(|_, assessment| known.contains(&assessment.code)))
    }

    /// What it is made of besides marks and rules.
    pub fn frame(&self) -> TermFrame {
        let (courses, assessments) = (self.courses.clone(), self.assessments.clone());
        TermFrame { courses, assessments, brought: self.brought.clone() }
    }

    /// Who brought marks along from another class, and how many of them count here.
    pub fn brought_along(&self) -> HashMap<StudentId, usize> {
        let mut brought = HashMap::new();
        for mark in self.marks.iter().filter(|mark| self.brought.contains(&mark.assessment)) {
            *brought.entry(mark.version.student).or_default() += 1;
        }
        brought
    }

    /// The assessments of another class that count here, and in which course.
    pub fn from_elsewhere(&self) -> impl Iterator<Item = (AssessmentId, CourseId)> {
        let brought = self.assessments.iter().filter(|one| self.brought.contains(&one.id));
        brought.map(|one| (one.id, one.course))
    }

    /// The marks as their teachers see them: a draft stands before what is published.
    pub fn current(&self) -> Result<ClassMarks, MarksError> {
        let (published, drafts): (Vec<&TermMark>, Vec<&TermMark>) =
            self.marks.iter().partition(|mark| mark.version.published);
        self.with(&published.into_iter().chain(drafts).map(TermMark::cell).collect())
    }

    /// As staff reads it: of a closed term what counts, else drafts as well.
    pub fn for_staff(&self, is_closed: bool) -> Result<ClassMarks, MarksError> {
        if is_closed { self.published() } else { self.current() }
    }

    /// The same, had an assessment another scale and weight; without any, it is left out.
    #[must_use]
    pub fn had(&self, assessment: AssessmentId, counts: Option<(Maximum, Points)>) -> Self {
        let mut other = self.clone();
        if let Some((maximum, coefficient)) = counts {
            for one in other.assessments.iter_mut().filter(|one| one.id == assessment) {
                (one.maximum, one.coefficient) = (maximum, coefficient);
            }
        } else {
            other.assessments.retain(|one| one.id != assessment);
            other.marks.retain(|mark| mark.assessment != assessment);
        }
        other
    }

    /// The kinds of a course's assessments.
    pub fn kinds(&self, course: CourseId) -> impl Iterator<Item = &str> {
        self.assessments.iter().filter(move |one| one.course == course).map(|one| one.kind.as_str())
    }

    /// The days on which these assessments were, as far as anybody wrote them down.
    pub fn days_of(&self, assessments: &HashSet<AssessmentId>) -> BTreeSet<Date> {
        self.assessments.iter().filter(|one| assessments.contains(&one.id)).filter_map(|one| one.date).collect()
    }

    fn with(&self, marks: &HashMap<(StudentId, AssessmentId), Mark>) -> Result<ClassMarks, MarksError> {
        let mut class = ClassMarks::new(self.courses.iter().map(|course| self.subject(course)).collect())?;
        let codes: HashMap<CourseId, &str> =
            self.courses.iter().map(|course| (course.id, course.code.as_str())).collect();
        let places: Vec<(&str, AssessmentId, String)> = self
            .assessments
            .iter()
            .filter_map(|one| Some((*codes.get(&one.course)?, one.id, one.id.0.to_string())))
            .collect();
        for student in &self.students {
            let row = places
                .iter()
                .map(|(subject, id, assessment)| (*subject, assessment.as_str(), marks.get(&(*student, *id)).copied()));
            class.add_student(&student.0.to_string(), 0, row)?;
        }
        Ok(class)
    }

    fn subject(&self, course: &TermCourse) -> Subject {
        let assessments = self.assessments.iter().filter(|one| one.course == course.id).map(|one| Assessment {
            code: one.id.0.to_string(),
            group: one.kind.clone(),
            maximum: one.maximum,
            coefficient: one.coefficient,
            role: one.role,
        });
        Subject { code: course.code.clone(), coefficient: course.coefficient, assessments: assessments.collect() }
    }
}

impl TermMark {
    fn cell(&self) -> ((StudentId, AssessmentId), Mark) {
        ((self.version.student, self.assessment), self.version.mark)
    }
}

impl Tx {
    /// A class in a term, with drafts: for staff. A closed one is as it was closed, whatever has become of it since.
    pub async fn class_term(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<ClassTerm, StoreError> {
        if let Some(frame) = self.frame_of_closed(school, class, term).await? {
            let mut rows: Vec<PlacedRow> = self.fetch_all(CLOSED_OF_CLASS, args![school, class, term]).await?;
            if !frame.brought.is_empty() {
                let elsewhere: Vec<PlacedRow> = self.fetch_all(CLOSED_ELSEWHERE, args![school, class, term]).await?;
                rows.extend(elsewhere);
            }
            return framed(frame, self.on_roll(school, class, term).await?, rows);
        }
        let rows: Vec<PlacedRow> = self
            .fetch_all(
                "SELECT a.course_id, m.assessment_id, m.id, m.student_id, m.version, m.points, m.status, m.state \
                 FROM course k \
                 JOIN assessment a ON a.school_id = k.school_id AND a.course_id = k.id \
                 JOIN mark m ON m.school_id = a.school_id AND m.assessment_id = a.id \
                 WHERE k.school_id = $1 AND k.class_id = $2 AND a.term_id = $3 AND k.archived_at IS NULL \
                 AND a.deleted_at IS NULL AND m.state IN ('draft', 'published')",
                args![school, class, term],
            )
            .await?;
        let students = self.on_roll(school, class, term).await?;
        self.term_of(school, (class, term), (students, None), rows).await
    }

    /// What one student's family may know of a term: marks in force of this student only.
    pub async fn student_term(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
        student: StudentId,
    ) -> Result<ClassTerm, StoreError> {
        if let Some(frame) = self.frame_of_closed(school, class, term).await? {
            let rows = self.fetch_all(CLOSED_OF_ONE, args![school, term, student]).await?;
            return framed(frame, vec![student], rows);
        }
        let rows: Vec<PlacedRow> = self
            .fetch_all(
                "SELECT a.course_id, m.assessment_id, m.id, m.student_id, m.version, m.points, m.status, m.state \
                 FROM mark m \
                 JOIN assessment a ON a.school_id = m.school_id AND a.id = m.assessment_id \
                 JOIN course k ON k.school_id = a.school_id AND k.id = a.course_id \
                 WHERE m.school_id = $1 AND m.student_id = $2 AND m.state = 'published' AND k.class_id = $3 \
                 AND a.term_id = $4 AND k.archived_at IS NULL AND a.deleted_at IS NULL",
                args![school, student, class, term],
            )
            .await?;
        self.term_of(school, (class, term), (vec![student], Some(student)), rows).await
    }

    /// Marks of others than these students are left out; what these, or the only one, brought along is added.
    async fn term_of(
        &mut self,
        school: SchoolId,
        (class, term): (ClassId, TermId),
        (students, only): (Vec<StudentId>, Option<StudentId>),
        marks: Vec<PlacedRow>,
    ) -> Result<ClassTerm, StoreError> {
        let courses: Vec<CourseRow> = self
            .fetch_all(
                "SELECT k.id, k.subject_id, s.code, s.label_fr, s.label_en, s.label_ar, k.coefficient FROM course k \
                 JOIN subject s ON s.school_id = k.school_id AND s.id = k.subject_id \
                 WHERE k.school_id = $1 AND k.class_id = $2 AND k.archived_at IS NULL \
                 ORDER BY CASE WHEN s.position IS NULL THEN 1 ELSE 0 END, s.position, s.id",
                args![school, class],
            )
            .await?;
        let own: Vec<AssessmentRow> = self
            .fetch_all(
                "SELECT a.id, a.course_id, a.label, a.kind, a.date, a.maximum, a.coefficient, a.role FROM course k \
                 JOIN assessment a ON a.school_id = k.school_id AND a.course_id = k.id \
                 WHERE k.school_id = $1 AND k.class_id = $2 AND a.term_id = $3 AND k.archived_at IS NULL \
                 AND a.deleted_at IS NULL",
                args![school, class, term],
            )
            .await?;
        let brought: Vec<PlacedRow> = self.fetch_all(BROUGHT_MARKS, args![school, class, term, only]).await?;
        let elsewhere: Vec<AssessmentRow> = match brought.as_slice() {
            [] => Vec::new(),
            _ => self.fetch_all(BROUGHT_ASSESSMENTS, args![school, class, term, only]).await?,
        };
        let known: HashSet<StudentId> = students.iter().copied().collect();
        let of_the_roll = |marks: Vec<PlacedRow>| -> Result<Vec<TermMark>, StoreError> {
            let marks: Vec<TermMark> = marks.into_iter().map(TermMark::try_from).collect::<Result<_, _>>()?;
            Ok(marks.into_iter().filter(|mark| known.contains(&mark.version.student)).collect())
        };
        let (mut marks, along) = (of_the_roll(marks)?, of_the_roll(brought)?);
        let mut assessments: Vec<TermAssessment> =
            own.into_iter().map(TermAssessment::try_from).collect::<Result<_, _>>()?;
        let mut brought = HashSet::new();
        if !along.is_empty() {
            let elsewhere: Vec<TermAssessment> =
                elsewhere.into_iter().map(TermAssessment::try_from).collect::<Result<_, _>>()?;
            let formula = self.grading_rules(school, class, term).await?.policy.formula;
            let fitting = fitting(&formula, &assessments, elsewhere);
            brought = fitting.iter().map(|one| one.id).collect();
            assessments.extend(fitting);
            marks.extend(along.into_iter().filter(|mark| brought.contains(&mark.assessment)));
        }
        Ok(ClassTerm {
            courses: courses.into_iter().map(TermCourse::try_from).collect::<Result<_, _>>()?,
            students,
            marks,
            assessments,
            brought,
        })
    }
}

/// A closed term: the marks are those of its own assessments, wherever they were given.
fn framed(frame: TermFrame, students: Vec<StudentId>, rows: Vec<PlacedRow>) -> Result<ClassTerm, StoreError> {
    let places: HashMap<AssessmentId, CourseId> = frame.assessments.iter().map(|one| (one.id, one.course)).collect();
    let known: HashSet<StudentId> = students.iter().copied().collect();
    let mut marks = Vec::new();
    for row in rows {
        let mark = TermMark::try_from(row)?;
        if let Some(course) = places.get(&mark.assessment).filter(|_| known.contains(&mark.version.student)) {
            marks.push(TermMark { course: *course, ..mark });
        }
    }
    let TermFrame { courses, assessments, brought } = frame;
    Ok(ClassTerm { courses, students, marks, assessments, brought })
}

const CLOSED_OF_CLASS: &str = "SELECT a.course_id, m.assessment_id, m.id, m.student_id, m.version, m.points, \
     m.status, m.state FROM course k JOIN assessment a ON a.school_id = k.school_id AND a.course_id = k.id \
     JOIN mark m ON m.school_id = a.school_id AND m.assessment_id = a.id AND m.state IN ('draft', 'published') \
     WHERE k.school_id = $1 AND k.class_id = $2 AND a.term_id = $3";
const CLOSED_ELSEWHERE: &str = concat!(
    "SELECT a.course_id, m.assessment_id, m.id, m.student_id, m.version, m.points, m.status, m.state FROM mark m \
     JOIN assessment a ON a.school_id = m.school_id AND a.id = m.assessment_id AND a.term_id = $3 \
     JOIN course k ON k.school_id = a.school_id AND k.id = a.course_id AND k.class_id <> $2 \
     WHERE m.school_id = $1 AND m.state = 'published' AND m.student_id IN ",
    on_roll!()
);
const CLOSED_OF_ONE: &str = "SELECT a.course_id, m.assessment_id, m.id, m.student_id, m.version, m.points, m.status, \
     m.state FROM mark m JOIN assessment a ON a.school_id = m.school_id AND a.id = m.assessment_id AND a.term_id = $2 \
     WHERE m.school_id = $1 AND m.state = 'published' AND m.student_id = $3";

/// Of what was brought along, what the class's formula has a place for: a component of it where its own assessments are in
/// components, and none where they are not.
fn fitting(formula: &Formula, own: &[TermAssessment], brought: Vec<TermAssessment>) -> Vec<TermAssessment> {
    let Formula::Components(components) = formula else { return brought };
    let is_component = |one: &TermAssessment| components.iter().any(|component| component.group == one.kind);
    let fits = |one: &TermAssessment| {
        let of_course = |other: &&TermAssessment| other.course == one.course;
        let mut known = own.iter().filter(of_course).peekable();
        let grouped = known.peek().is_none() || known.any(is_component);
        is_component(one) == grouped
    };
    brought.into_iter().filter(fits).collect()
}

/// What whoever left another class in the year of term $3 has in its courses of the subjects that class $2 has, too;
/// of student $4 only, where there is one.
macro_rules! brought {
    ($columns:literal) => {
        concat!(
            "SELECT DISTINCT ",
            $columns,
            " FROM term t \
             JOIN former_class h ON h.school_id = t.school_id AND h.year_id = t.year_id AND h.class_id <> $2 \
             AND (CAST($4 AS UUID) IS NULL OR h.student_id = $4) \
             JOIN course f ON f.school_id = h.school_id AND f.class_id = h.class_id AND f.archived_at IS NULL \
             JOIN course k ON k.school_id = f.school_id AND k.class_id = $2 AND k.subject_id = f.subject_id \
             AND k.archived_at IS NULL \
             JOIN assessment a ON a.school_id = f.school_id AND a.course_id = f.id AND a.term_id = t.id \
             AND a.deleted_at IS NULL \
             JOIN mark m ON m.school_id = a.school_id AND m.assessment_id = a.id AND m.student_id = h.student_id \
             AND m.state = 'published' \
             WHERE t.school_id = $1 AND t.id = $3"
        )
    };
}

const BROUGHT_MARKS: &str =
    brought!("k.id AS course_id, m.assessment_id, m.id, m.student_id, m.version, m.points, m.status, m.state");
const BROUGHT_ASSESSMENTS: &str =
    brought!("a.id, k.id AS course_id, a.label, a.kind, a.date, a.maximum, a.coefficient, a.role");

#[derive(FromRow)]
struct AssessmentRow {
    id: Uuid,
    course_id: Uuid,
    label: String,
    kind: String,
    date: Option<String>,
    maximum: i64,
    coefficient: i64,
    role: String,
}

impl TryFrom<AssessmentRow> for TermAssessment {
    type Error = StoreError;

    fn try_from(row: AssessmentRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AssessmentId(row.id),
            course: CourseId(row.course_id),
            label: row.label,
            kind: row.kind,
            date: date_of("assessment", row.date.as_deref())?,
            maximum: maximum_of(row.maximum)?,
            coefficient: coefficient_of("assessment", row.coefficient)?,
            role: role_of(&row.role)?,
        })
    }
}

#[derive(FromRow)]
struct CourseRow {
    id: Uuid,
    subject_id: Uuid,
    code: String,
    label_fr: String,
    label_en: String,
    label_ar: String,
    coefficient: i64,
}

#[derive(FromRow)]
struct PlacedRow {
    course_id: Uuid,
    assessment_id: Uuid,
    #[sqlx(flatten)]
    mark: MarkRow,
}

impl TryFrom<CourseRow> for TermCourse {
    type Error = StoreError;

    fn try_from(row: CourseRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: CourseId(row.id),
            subject: SubjectId(row.subject_id),
            code: row.code,
            label: SubjectLabel { fr: row.label_fr, en: row.label_en, ar: row.label_ar },
            coefficient: coefficient_of("course", row.coefficient)?,
        })
    }
}

impl TryFrom<PlacedRow> for TermMark {
    type Error = StoreError;

    fn try_from(row: PlacedRow) -> Result<Self, StoreError> {
        Ok(Self {
            course: CourseId(row.course_id),
            assessment: AssessmentId(row.assessment_id),
            version: row.mark.try_into()?,
        })
    }
}
