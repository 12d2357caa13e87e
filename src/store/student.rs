//! Students, one by one.

use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ClassId, SchoolId, StudentId, StudentName};

impl Tx {
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
