//! Who has no mark, where one should be by now.

use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::HashSet;
use uuid::Uuid;

use crate::domain::{AssessmentId, ClassId, SchoolId, StaffId, StudentId, StudentName};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// A student without a mark in an assessment that is over. An absence is a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingMark {
    pub assessment: AssessmentId,
    pub class: ClassId,
    pub teacher: StaffId,
    pub student: StudentId,
    pub name: StudentName,
}

#[derive(FromRow)]
struct MissingRow {
    assessment_id: Uuid,
    class_id: Uuid,
    staff_id: Uuid,
    student_id: Uuid,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
}

/// An assessment without a day is over once anybody has a mark in it. A closed term is nobody's to fill any more, and what was
/// written before somebody came from another class is not missing of them.
const MISSING: &str = "SELECT a.id AS assessment_id, k.class_id, k.staff_id, u.id AS student_id, u.last_name, \
     u.first_name, u.name_ar FROM assessment a \
     JOIN course k ON k.school_id = a.school_id AND k.id = a.course_id AND k.archived_at IS NULL \
     JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
     JOIN school_year y ON y.school_id = t.school_id AND y.id = t.year_id AND y.current \
     JOIN student u ON u.school_id = k.school_id AND u.class_id = k.class_id AND u.archived_at IS NULL \
     LEFT JOIN mark m ON m.school_id = a.school_id AND m.assessment_id = a.id AND m.student_id = u.id \
     AND m.state IN ('draft', 'published') \
     WHERE a.school_id = $1 AND a.deleted_at IS NULL AND m.id IS NULL \
     AND NOT EXISTS (SELECT 1 FROM closing o WHERE o.school_id = a.school_id AND o.term_id = a.term_id \
     AND o.class_id = k.class_id) AND (a.date < $2 OR (a.date IS NULL \
     AND EXISTS (SELECT 1 FROM mark o WHERE o.school_id = a.school_id AND o.assessment_id = a.id \
     AND o.state IN ('draft', 'published')))) \
     AND NOT EXISTS (SELECT 1 FROM former_class x WHERE x.school_id = u.school_id AND x.student_id = u.id \
     AND x.class_id <> k.class_id AND x.left_at > a.created_at) \
     ORDER BY k.staff_id, a.date DESC NULLS LAST, a.id, u.last_name, u.first_name, u.id";

impl Tx {
    /// The marks a school lacks on a day: by teacher, the newest assessments first.
    pub async fn missing_marks(&mut self, school: SchoolId, today: Date) -> Result<Vec<MissingMark>, StoreError> {
        let rows: Vec<MissingRow> = self.fetch_all(MISSING, args![school, today.to_string()]).await?;
        let missing = |row: MissingRow| MissingMark {
            assessment: AssessmentId(row.assessment_id),
            class: ClassId(row.class_id),
            teacher: StaffId(row.staff_id),
            student: StudentId(row.student_id),
            name: StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar },
        };
        Ok(rows.into_iter().map(missing).collect())
    }

    /// Who came from another class after an assessment was made: nobody expects a mark of theirs in it.
    pub async fn came_after(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
    ) -> Result<HashSet<StudentId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT DISTINCT x.student_id FROM assessment a \
                 JOIN course k ON k.school_id = a.school_id AND k.id = a.course_id \
                 JOIN former_class x ON x.school_id = a.school_id AND x.class_id <> k.class_id \
                 AND x.left_at > a.created_at WHERE a.school_id = $1 AND a.id = $2",
                args![school, assessment],
            )
            .await?;
        Ok(rows.into_iter().map(|(student,)| StudentId(student)).collect())
    }
}
