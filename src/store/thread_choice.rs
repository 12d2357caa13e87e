//! Threads by what is wanted of them: those in which nobody has said anything for a while, those about a student, when
//! somebody spoke in one.

use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ContactId, ConversationId, CourseId, GuardianId, SchoolId, StudentId, Timestamp};

impl Tx {
    /// Open threads of a school without a word since `before`.
    pub async fn idle_conversations(
        &mut self,
        school: SchoolId,
        before: Timestamp,
        most: i64,
    ) -> Result<Vec<ConversationId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT id FROM conversation WHERE school_id = $1 AND state = 'open' AND opened_at <= $2 \
                 AND COALESCE(guardian_at, 0) <= $2 AND COALESCE(staff_at, 0) <= $2 ORDER BY opened_at LIMIT $3",
                args![school, before, most],
            )
            .await?;
        Ok(rows.into_iter().map(|(id,)| ConversationId(id)).collect())
    }

    /// When somebody last wrote from an address.
    pub async fn last_inbound(
        &mut self,
        school: SchoolId,
        contact: ContactId,
    ) -> Result<Option<Timestamp>, StoreError> {
        let found: Option<(Option<i64>,)> = self
            .fetch_optional(
                "SELECT last_inbound_at FROM contact WHERE school_id = $1 AND id = $2",
                args![school, contact],
            )
            .await?;
        Ok(found.and_then(|(at,)| at).map(Timestamp))
    }

    /// When a family last said something in their thread about a child with one side; without a course, the office.
    pub async fn spoke_there(
        &mut self,
        school: SchoolId,
        (guardian, student): (GuardianId, StudentId),
        course: Option<CourseId>,
    ) -> Result<Option<Timestamp>, StoreError> {
        let row: Option<(Option<i64>,)> = self
            .fetch_optional(
                "SELECT guardian_at FROM conversation WHERE school_id = $1 AND guardian_id = $2 AND student_id = $3 \
                 AND COALESCE(course_id, student_id) = COALESCE($4, student_id) ORDER BY opened_at DESC, id DESC LIMIT 1",
                args![school, guardian, student, course],
            )
            .await?;
        Ok(row.and_then(|(spoke,)| spoke).map(Timestamp))
    }

    /// The threads about a student in which something was said, the oldest first.
    pub async fn conversations_about(
        &mut self,
        school: SchoolId,
        student: StudentId,
    ) -> Result<Vec<ConversationId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT k.id FROM conversation k WHERE k.school_id = $1 AND k.student_id = $2 \
                 AND (k.guardian_at IS NOT NULL OR k.staff_at IS NOT NULL) ORDER BY k.opened_at, k.id",
                args![school, student],
            )
            .await?;
        Ok(rows.into_iter().map(|(id,)| ConversationId(id)).collect())
    }
}
