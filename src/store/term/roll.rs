//! A class as its report cards name it, and what is not there yet.

use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

use crate::domain::{AssessmentId, ClassId, CourseId, SchoolId, StudentId, StudentName, TermId};
use crate::store::gradebook::date_of;
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// A student as a report card names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollStudent {
    pub id: StudentId,
    pub code: String,
    pub name: StudentName,
    pub birth_date: Option<Date>,
    /// They repeat the year of their class.
    pub is_repeater: bool,
}

#[derive(FromRow)]
struct RollRow {
    id: Uuid,
    code: String,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
    birth_date: Option<String>,
    is_repeater: bool,
}

/// A student without a mark, and in what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unmarked {
    pub assessment: AssessmentId,
    pub student: StudentId,
}

impl Tx {
    /// The students of a class who have not left, by name.
    pub async fn class_roll(&mut self, school: SchoolId, class: ClassId) -> Result<Vec<RollStudent>, StoreError> {
        let rows: Vec<RollRow> = self
            .fetch_all(
                "SELECT s.id, s.code, s.last_name, s.first_name, s.name_ar, s.birth_date, \
                 CASE WHEN s.repeats_year = l.year_id THEN TRUE ELSE FALSE END AS is_repeater FROM student s \
                 JOIN class l ON l.school_id = s.school_id AND l.id = s.class_id \
                 WHERE s.school_id = $1 AND s.class_id = $2 AND s.archived_at IS NULL \
                 ORDER BY s.last_name, s.first_name, s.code",
                args![school, class],
            )
            .await?;
        rows.into_iter().map(RollStudent::try_from).collect()
    }

    /// Who teaches the courses of a class.
    pub async fn course_teachers(
        &mut self,
        school: SchoolId,
        class: ClassId,
    ) -> Result<HashMap<CourseId, String>, StoreError> {
        let rows: Vec<(Uuid, String)> = self
            .fetch_all(
                "SELECT k.id, s.name FROM course k JOIN staff s ON s.school_id = k.school_id AND s.id = k.staff_id \
                 WHERE k.school_id = $1 AND k.class_id = $2 AND k.archived_at IS NULL",
                args![school, class],
            )
            .await?;
        Ok(rows.into_iter().map(|(course, name)| (CourseId(course), name)).collect())
    }

    /// The students of a class without any mark in an assessment of a term, by assessment.
    pub async fn unmarked_in_term(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Vec<Unmarked>, StoreError> {
        let rows: Vec<(Uuid, Uuid)> = self
            .fetch_all(
                "SELECT a.id, s.id FROM course k \
                 JOIN assessment a ON a.school_id = k.school_id AND a.course_id = k.id \
                 JOIN student s ON s.school_id = k.school_id AND s.class_id = k.class_id \
                 WHERE k.school_id = $1 AND k.class_id = $2 AND a.term_id = $3 AND k.archived_at IS NULL \
                 AND a.deleted_at IS NULL AND s.archived_at IS NULL \
                 AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.school_id = a.school_id AND m.assessment_id = a.id \
                 AND m.student_id = s.id AND m.state IN ('draft', 'published')) \
                 ORDER BY a.date, a.code, s.last_name, s.first_name",
                args![school, class, term],
            )
            .await?;
        let missing =
            |(assessment, student)| Unmarked { assessment: AssessmentId(assessment), student: StudentId(student) };
        Ok(rows.into_iter().map(missing).collect())
    }
}

impl TryFrom<RollRow> for RollStudent {
    type Error = StoreError;

    fn try_from(row: RollRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: StudentId(row.id),
            code: row.code,
            name: StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar },
            birth_date: date_of("student", row.birth_date.as_deref())?,
            is_repeater: row.is_repeater,
        })
    }
}
