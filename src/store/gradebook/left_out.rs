//! Marks of a class somebody has left that may not count where they are now.

use uuid::Uuid;

use crate::domain::{AssessmentId, ClassId, SchoolId, StudentId, TermId};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

impl Tx {
    /// Published marks of a term, given in other classes to those who have left them.
    pub async fn marks_of_other_classes(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Vec<(StudentId, AssessmentId)>, StoreError> {
        let rows: Vec<(Uuid, Uuid)> = self
            .fetch_all(
                "SELECT DISTINCT m.student_id, m.assessment_id FROM term t \
                 JOIN former_class h ON h.school_id = t.school_id AND h.year_id = t.year_id AND h.class_id <> $2 \
                 JOIN course f ON f.school_id = h.school_id AND f.class_id = h.class_id AND f.archived_at IS NULL \
                 JOIN assessment a ON a.school_id = f.school_id AND a.course_id = f.id AND a.term_id = t.id \
                 AND a.deleted_at IS NULL \
                 JOIN mark m ON m.school_id = a.school_id AND m.assessment_id = a.id AND m.student_id = h.student_id \
                 AND m.state = 'published' \
                 WHERE t.school_id = $1 AND t.id = $3",
                args![school, class, term],
            )
            .await?;
        Ok(rows.into_iter().map(|(student, assessment)| (StudentId(student), AssessmentId(assessment))).collect())
    }
}
