//! Which terms are closed, class by class.

use std::collections::HashSet;
use uuid::Uuid;

use crate::domain::{ClassId, SchoolId, TermId, Timestamp};
use crate::store::sql::args;
use crate::store::{Engine, StoreError, Tx};

impl Tx {
    /// How many marks of a class's term were published after this moment.
    pub async fn published_since(
        &mut self,
        school: SchoolId,
        (class, term): (ClassId, TermId),
        since: Timestamp,
    ) -> Result<u32, StoreError> {
        let found: Option<(i64,)> = self
            .fetch_optional(
                "SELECT COUNT(*) FROM course k \
                 JOIN assessment a ON a.school_id = k.school_id AND a.course_id = k.id AND a.deleted_at IS NULL \
                 JOIN mark m ON m.school_id = a.school_id AND m.assessment_id = a.id AND m.state = 'published' \
                 WHERE k.school_id = $1 AND k.class_id = $2 AND a.term_id = $3 AND m.published_at > $4",
                args![school, class, term, since],
            )
            .await?;
        Ok(found.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or_default())
    }

    /// Whether a class's term is closed.
    pub async fn is_term_closed(&mut self, school: SchoolId, class: ClassId, term: TermId) -> Result<bool, StoreError> {
        let found: Option<(i64,)> = self
            .fetch_optional(
                "SELECT closed_at FROM closing WHERE school_id = $1 AND term_id = $2 AND class_id = $3",
                args![school, term, class],
            )
            .await?;
        Ok(found.is_some())
    }

    /// All closed terms of a school.
    pub async fn closed_terms(&mut self, school: SchoolId) -> Result<HashSet<(ClassId, TermId)>, StoreError> {
        let rows: Vec<(Uuid, Uuid)> =
            self.fetch_all("SELECT class_id, term_id FROM closing WHERE school_id = $1", args![school]).await?;
        Ok(rows.into_iter().map(|(class, term)| (ClassId(class), TermId(term))).collect())
    }

    /// Whether a mark of a class's term may be written in this transaction: whoever closes it then waits for its end.
    pub async fn hold_term_open(&mut self, school: SchoolId, class: ClassId, term: TermId) -> Result<bool, StoreError> {
        self.hold_term(school, term).await?;
        Ok(!self.is_term_closed(school, class, term).await?)
    }

    /// Lets whoever stops the term wait for the end of this transaction.
    pub(in crate::store) async fn hold_term(&mut self, school: SchoolId, term: TermId) -> Result<(), StoreError> {
        if self.engine() == Engine::Postgres {
            let _held: Option<(Uuid,)> = self
                .fetch_optional("SELECT id FROM term WHERE school_id = $1 AND id = $2 FOR SHARE", args![school, term])
                .await?;
        }
        Ok(())
    }

    /// Waits for those who write marks of a term, and keeps others from it until this transaction ends.
    pub async fn stop_the_term(&mut self, school: SchoolId, term: TermId) -> Result<(), StoreError> {
        self.execute("UPDATE term SET ends = ends WHERE school_id = $1 AND id = $2", args![school, term]).await?;
        Ok(())
    }

    /// Closes a class's term, which keeps these rules.
    pub async fn mark_term_closed(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
        rules: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO closing (school_id, term_id, class_id, closed_at, rules) VALUES ($1, $2, $3, $4, $5)",
            args![school, term, class, now, rules],
        )
        .await?;
        Ok(())
    }

    /// Returns whether it was closed.
    pub async fn mark_term_open(&mut self, school: SchoolId, class: ClassId, term: TermId) -> Result<bool, StoreError> {
        let opened = self
            .execute(
                "DELETE FROM closing WHERE school_id = $1 AND term_id = $2 AND class_id = $3",
                args![school, term, class],
            )
            .await?;
        Ok(opened > 0)
    }
}
