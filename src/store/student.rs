//! Students, one by one.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ClassId, SchoolId, StudentId, StudentName, Timestamp};

/// A student who was in a class earlier in the year and is in another one now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerStudent {
    pub id: StudentId,
    /// The class they have left.
    pub class: ClassId,
    pub code: String,
    pub name: StudentName,
    pub left_at: Timestamp,
}

#[derive(FromRow)]
struct FormerRow {
    id: Uuid,
    class_id: Uuid,
    code: String,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
    left_at: i64,
}

impl Tx {
    /// Whoever has left a class of the current year for another one.
    pub async fn former_students(&mut self, school: SchoolId) -> Result<Vec<FormerStudent>, StoreError> {
        let rows: Vec<FormerRow> = self
            .fetch_all(
                "SELECT u.id, h.class_id, u.code, u.last_name, u.first_name, u.name_ar, h.left_at \
                 FROM former_class h \
                 JOIN school_year y ON y.school_id = h.school_id AND y.id = h.year_id AND y.current \
                 JOIN student u ON u.school_id = h.school_id AND u.id = h.student_id AND u.class_id <> h.class_id \
                 WHERE h.school_id = $1 AND u.archived_at IS NULL \
                 ORDER BY u.last_name, u.first_name, u.id, h.left_at",
                args![school],
            )
            .await?;
        let former = |row: FormerRow| FormerStudent {
            id: StudentId(row.id),
            class: ClassId(row.class_id),
            code: row.code,
            name: StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar },
            left_at: Timestamp(row.left_at),
        };
        Ok(rows.into_iter().map(former).collect())
    }

    /// The names of a student.
    pub async fn student_name(
        &mut self,
        school: SchoolId,
        student: StudentId,
    ) -> Result<Option<StudentName>, StoreError> {
        let row: Option<(String, String, Option<String>)> = self
            .fetch_optional(
                "SELECT last_name, first_name, name_ar FROM student WHERE school_id = $1 AND id = $2",
                args![school, student],
            )
            .await?;
        Ok(row.map(|(last, first, arabic)| StudentName { last, first, arabic }))
    }

    /// The students of a class who have not left.
    pub async fn class_students(&mut self, school: SchoolId, class: ClassId) -> Result<Vec<StudentId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT id FROM student WHERE school_id = $1 AND class_id = $2 AND archived_at IS NULL",
                args![school, class],
            )
            .await?;
        Ok(rows.into_iter().map(|(id,)| StudentId(id)).collect())
    }
}
