//! Messages about one thing: a newer one takes the place of those that wait, and what was given up may have arrived.

use sqlx::FromRow;
use std::collections::HashSet;
use uuid::Uuid;

use super::choose::list;
use crate::domain::{ContactId, MarkId, MessageId, SchoolId, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Topic, Tx};

/// A message that was given up, or in doubt, and had been accepted after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfterAll {
    pub school: SchoolId,
    pub message: MessageId,
    pub contact: ContactId,
    topic: String,
    /// The versions it showed.
    pub marks: Vec<MarkId>,
}

#[derive(FromRow)]
struct AfterAllRow {
    school_id: Uuid,
    id: Uuid,
    contact_id: Uuid,
    topic: String,
    marks: String,
}

impl Tx {
    /// Ends what waits about a topic, for something newer will be said instead. Returns who would have heard of a
    /// withdrawal: news that shows no mark.
    pub async fn retire_waiting(
        &mut self,
        school: SchoolId,
        topic: &Topic,
        now: Timestamp,
    ) -> Result<HashSet<ContactId>, StoreError> {
        // What this very transaction has to say waits too.
        self.flush().await?;
        let retired: Vec<(Uuid, String)> = self
            .fetch_all(
                "UPDATE message SET state = 'superseded', reason = 'newer', settled_at = $3 \
                 WHERE school_id = $1 AND topic = $2 AND settled_at IS NULL \
                 AND state IN ('held', 'queued', 'retry_wait') RETURNING contact_id, marks",
                args![school, topic.as_str(), now],
            )
            .await?;
        let withdrawals = retired.into_iter().filter(|(_, marks)| marks == "[]");
        Ok(withdrawals.map(|(contact, _)| ContactId(contact)).collect())
    }

    /// Lets what waits about a topic for somebody wait until `until`, for what was said before it may still come. What is to
    /// wait beyond `latest` waits for something else, and what has waited since before `since` waits no longer for that.
    pub async fn let_settle(
        &mut self,
        school: SchoolId,
        (topic, contact): (&Topic, ContactId),
        (until, latest): (Timestamp, Timestamp),
        since: Timestamp,
    ) -> Result<(), StoreError> {
        // What this very transaction has to say waits too.
        self.flush().await?;
        self.execute(
            "UPDATE message SET not_before = $4, eligible_at = $4 WHERE school_id = $1 AND topic = $2 AND contact_id = $3 \
             AND settled_at IS NULL AND state = 'queued' AND not_before <= $6 AND created_at > $5",
            args![school, topic.as_str(), contact, until, since, latest],
        )
        .await?;
        Ok(())
    }

    /// Whether [`Tx::told_after_all`] has anything: asked without taking the writer's turn.
    pub async fn has_told_after_all(&mut self) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM message WHERE told_after_all LIMIT 1";
        let found: Option<(Uuid,)> = self.fetch_optional(sql, args![]).await?;
        Ok(found.is_some())
    }

    /// Messages that were given up, or in doubt, and had been accepted after all; each is returned once.
    pub async fn told_after_all(&mut self) -> Result<Vec<AfterAll>, StoreError> {
        let rows: Vec<AfterAllRow> = self
            .fetch_all(
                "UPDATE message SET told_after_all = FALSE WHERE told_after_all \
                 RETURNING school_id, id, contact_id, COALESCE(topic, '') AS topic, marks",
                args![],
            )
            .await?;
        let after_all = |row: AfterAllRow| AfterAll {
            school: SchoolId(row.school_id),
            message: MessageId(row.id),
            contact: ContactId(row.contact_id),
            topic: row.topic,
            marks: list(&row.marks).unwrap_or_default(),
        };
        Ok(rows.into_iter().map(after_all).collect())
    }

    /// Whether the same person has been, or is being, told something later about the same.
    pub async fn told_later(&mut self, after: &AfterAll) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = self
            .fetch_optional(
                "SELECT COUNT(*) FROM message WHERE school_id = $1 AND topic = $2 AND id > $3 AND contact_id = $4 \
                 AND state IN ('held', 'queued', 'retry_wait', 'sending', 'ambiguous', 'accepted')",
                args![after.school, after.topic.as_str(), after.message, after.contact],
            )
            .await?;
        Ok(row.is_some_and(|(later,)| later > 0))
    }
}
