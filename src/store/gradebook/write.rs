//! New versions of marks, and the ends of old ones.

use super::rows::stored;
use super::{Ending, MarkVersion, NewMark};
use crate::domain::{MarkId, SchoolId, Timestamp};
use crate::store::error::expect_one;
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

impl Tx {
    /// Writes new versions. Fails with [`StoreError::Duplicate`] when somebody else wrote the same version meanwhile.
    pub async fn insert_marks(
        &mut self,
        school: SchoolId,
        marks: &[NewMark],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = marks
            .iter()
            .map(|new| {
                let (points, status) = stored(new.mark);
                let state = if new.published { "published" } else { "draft" };
                let published_at = new.published.then_some(now);
                args![
                    school,
                    new.id,
                    new.assessment,
                    new.student,
                    new.version,
                    points,
                    status,
                    state,
                    new.author,
                    new.change_set,
                    now,
                    published_at
                ]
            })
            .collect();
        self.execute_many(
            "INSERT INTO mark (school_id, id, assessment_id, student_id, version, points, status, state, author_id, \
             change_set, created_at, published_at) VALUES ",
            rows,
            "",
        )
        .await?;
        Ok(())
    }

    /// Ends versions. Fails with a conflict when one of them has ended meanwhile, or was published: whoever ends a draft
    /// must not end, unannounced, what families have come to know.
    pub async fn end_marks(
        &mut self,
        school: SchoolId,
        marks: &[MarkVersion],
        ending: Ending,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let state = ending.code();
        for mark in marks {
            let changed = self
                .execute(
                    "UPDATE mark SET state = $3, ended_at = $4 \
                     WHERE school_id = $1 AND id = $2 AND state = $5",
                    args![school, mark.id, state, now, mark.state()],
                )
                .await?;
            expect_one(changed, "the mark")?;
        }
        Ok(())
    }

    /// Puts drafts in force. Fails with a conflict when one is no draft any more.
    pub async fn publish_marks(
        &mut self,
        school: SchoolId,
        marks: &[MarkId],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for mark in marks {
            let changed = self
                .execute(
                    "UPDATE mark SET state = 'published', published_at = $3 \
                     WHERE school_id = $1 AND id = $2 AND state = 'draft'",
                    args![school, *mark, now],
                )
                .await?;
            expect_one(changed, "the mark")?;
        }
        Ok(())
    }
}
