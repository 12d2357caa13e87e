//! Students, one by one.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ClassId, GuardianId, SchoolId, StudentId, StudentName, Timestamp};

/// A student who was in a class earlier in the year and is there no more.
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

impl From<FormerRow> for FormerStudent {
    fn from(row: FormerRow) -> Self {
        Self {
            id: StudentId(row.id),
            class: ClassId(row.class_id),
            code: row.code,
            name: StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar },
            left_at: Timestamp(row.left_at),
        }
    }
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
        Ok(rows.into_iter().map(FormerStudent::from).collect())
    }

    /// Whoever was in this class earlier in its year and is not any more: in another one, or on the roll of none.
    pub async fn gone_from(&mut self, school: SchoolId, class: ClassId) -> Result<Vec<FormerStudent>, StoreError> {
        let rows: Vec<FormerRow> = self
            .fetch_all(
                "SELECT u.id, h.class_id, u.code, u.last_name, u.first_name, u.name_ar, h.left_at \
                 FROM former_class h \
                 JOIN student u ON u.school_id = h.school_id AND u.id = h.student_id AND u.class_id <> h.class_id \
                 WHERE h.school_id = $1 AND h.class_id = $2 \
                 UNION ALL SELECT u.id, u.class_id, u.code, u.last_name, u.first_name, u.name_ar, u.archived_at AS left_at \
                 FROM student u WHERE u.school_id = $1 AND u.class_id = $2 AND u.archived_at IS NOT NULL",
                args![school, class],
            )
            .await?;
        Ok(rows.into_iter().map(FormerStudent::from).collect())
    }

    /// The children of a guardian's open links who are on the school's roll no more.
    pub async fn children_who_left(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
    ) -> Result<Vec<StudentName>, StoreError> {
        let rows: Vec<(String, String, Option<String>)> = self
            .fetch_all(
                "SELECT u.last_name, u.first_name, u.name_ar FROM guardianship g \
                 JOIN student u ON u.school_id = g.school_id AND u.id = g.student_id AND u.archived_at IS NOT NULL \
                 WHERE g.school_id = $1 AND g.guardian_id = $2 AND g.state = 'active' AND g.consent_at IS NOT NULL \
                 AND g.withdrawn_at IS NULL ORDER BY u.last_name, u.first_name, u.id",
                args![school, guardian],
            )
            .await?;
        Ok(rows.into_iter().map(|(last, first, arabic)| StudentName { last, first, arabic }).collect())
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
