//! What students had in the other assessments of a course: what they are used to.

use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

use super::rows::maximum_of;
use crate::domain::{AssessmentId, CourseId, Maximum, Points, SchoolId, StudentId};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// Points that stand, as their teacher sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlierMark {
    pub assessment: AssessmentId,
    pub student: StudentId,
    pub points: Points,
    pub maximum: Maximum,
}

#[derive(FromRow)]
struct EarlierRow {
    assessment_id: Uuid,
    student_id: Uuid,
    maximum: i64,
    points: i64,
    state: String,
}

const OF_ALL: &str = "SELECT m.assessment_id, m.student_id, a.maximum, m.points, m.state FROM assessment a \
     JOIN mark m ON m.school_id = a.school_id AND m.assessment_id = a.id \
     WHERE a.school_id = $1 AND a.course_id = $2 AND a.id <> $3 AND a.deleted_at IS NULL \
     AND m.state IN ('draft', 'published') AND m.points IS NOT NULL";

/// Every mark that is typed asks this: it looks at this student's rows only.
const OF_ONE: &str = "SELECT m.assessment_id, m.student_id, a.maximum, m.points, m.state FROM assessment a \
     JOIN mark m ON m.school_id = a.school_id AND m.assessment_id = a.id AND m.student_id = $4 \
     WHERE a.school_id = $1 AND a.course_id = $2 AND a.id <> $3 AND a.deleted_at IS NULL \
     AND m.state IN ('draft', 'published') AND m.points IS NOT NULL";

impl Tx {
    /// The points in the other assessments of a course.
    pub async fn earlier_marks(
        &mut self,
        school: SchoolId,
        course: CourseId,
        but: AssessmentId,
    ) -> Result<Vec<EarlierMark>, StoreError> {
        current(self.fetch_all(OF_ALL, args![school, course, but]).await?)
    }

    /// The same of one student.
    pub async fn earlier_marks_of(
        &mut self,
        school: SchoolId,
        course: CourseId,
        but: AssessmentId,
        student: StudentId,
    ) -> Result<Vec<EarlierMark>, StoreError> {
        current(self.fetch_all(OF_ONE, args![school, course, but, student]).await?)
    }
}

/// A draft stands before what is published.
fn current(rows: Vec<EarlierRow>) -> Result<Vec<EarlierMark>, StoreError> {
    let mut found: HashMap<(Uuid, Uuid), EarlierMark> = HashMap::new();
    for row in rows {
        let key = (row.assessment_id, row.student_id);
        if row.state == "published" && found.contains_key(&key) {
            continue;
        }
        let corrupt = |_unreadable| StoreError::Corrupt { table: "mark", column: "points" };
        let mark = EarlierMark {
            assessment: AssessmentId(row.assessment_id),
            student: StudentId(row.student_id),
            points: Points::from_hundredths(row.points).map_err(corrupt)?,
            maximum: maximum_of(row.maximum)?,
        };
        found.insert(key, mark);
    }
    Ok(found.into_values().collect())
}
