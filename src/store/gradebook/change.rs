//! Assessments that change, go, and come back.

use sqlx::FromRow;

use super::rows::{MarkRow, maximum_of};
use super::{Assessment, MarkVersion};
use crate::domain::{AssessmentFacts, AssessmentId, SchoolId, Timestamp};
use crate::store::error::expect_one;
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// As it stands when nobody can change it any more.
const AS_IT_STANDS: &str = "SELECT a.maximum, o.closed_at FROM assessment a \
     LEFT JOIN closing o ON o.school_id = a.school_id AND o.term_id = a.term_id AND o.class_id = $3 \
     WHERE a.school_id = $1 AND a.id = $2 AND a.deleted_at IS NULL";

#[derive(FromRow)]
struct WithdrawnRow {
    published_at: Option<i64>,
    #[sqlx(flatten)]
    version: MarkRow,
}

impl Tx {
    /// Whether a mark of an assessment may be written in this transaction: whoever closes its term, changes or deletes it
    /// then waits for its end. Fails with a conflict when it has changed since it was read.
    pub async fn hold_assessment_open(&mut self, school: SchoolId, of: &Assessment) -> Result<bool, StoreError> {
        self.hold_term(school, of.term).await?;
        let found: Option<(i64, Option<i64>)> =
            self.fetch_optional(AS_IT_STANDS, args![school, of.id, of.class]).await?;
        match found {
            Some((maximum, closed)) if maximum_of(maximum)? == of.maximum => Ok(closed.is_none()),
            _ => Err(StoreError::Conflict { what: "the assessment" }),
        }
    }

    pub async fn change_assessment(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
        facts: &AssessmentFacts,
    ) -> Result<(), StoreError> {
        let date = facts.date.map(|date| date.to_string());
        let (maximum, coefficient) = (facts.maximum.points().hundredths(), facts.coefficient.hundredths());
        let changed = self
            .execute(
                "UPDATE assessment SET label = $3, date = $4, maximum = $5, coefficient = $6 \
                 WHERE school_id = $1 AND id = $2 AND deleted_at IS NULL",
                args![school, assessment, facts.label.as_str(), date, maximum, coefficient],
            )
            .await?;
        expect_one(changed, "the assessment")
    }

    /// Takes it out of the gradebook; it and its marks stay stored.
    pub async fn delete_assessment(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let changed = self
            .execute(
                "UPDATE assessment SET deleted_at = $3 WHERE school_id = $1 AND id = $2 AND deleted_at IS NULL",
                args![school, assessment, now],
            )
            .await?;
        expect_one(changed, "the assessment")
    }

    /// Puts back what was deleted at that moment.
    pub async fn restore_assessment(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
        deleted: Timestamp,
    ) -> Result<(), StoreError> {
        let changed = self
            .execute(
                "UPDATE assessment SET deleted_at = NULL WHERE school_id = $1 AND id = $2 AND deleted_at = $3",
                args![school, assessment, deleted],
            )
            .await?;
        expect_one(changed, "the assessment")
    }

    /// The versions of an assessment that were withdrawn at that moment, in the order of their versions; and whether families
    /// could know each.
    pub async fn withdrawn_at(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
        at: Timestamp,
    ) -> Result<Vec<(MarkVersion, bool)>, StoreError> {
        let rows: Vec<WithdrawnRow> = self
            .fetch_all(
                "SELECT id, student_id, version, points, status, state, published_at FROM mark \
                 WHERE school_id = $1 AND assessment_id = $2 AND state = 'withdrawn' AND ended_at = $3 \
                 ORDER BY version",
                args![school, assessment, at],
            )
            .await?;
        rows.into_iter().map(|row| Ok((row.version.try_into()?, row.published_at.is_some()))).collect()
    }
}
