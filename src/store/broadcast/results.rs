//! What became of a broadcast, counted.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::{BroadcastAnswer, BroadcastId, GuardianId, MessageId, SchoolId};
use crate::store::sql::{Value, args};
use crate::store::{StoreError, Tx};

/// So many messages of a broadcast that are alike.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Tally {
    /// As stored.
    pub state: String,
    /// Of receipts: 0 none, 1 accepted, 2 sent, 3 delivered, 4 read.
    pub rank: i64,
    pub reason: String,
    pub count: i64,
}

impl Tx {
    /// What became of the latest message to each family.
    pub async fn broadcast_tallies(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
    ) -> Result<Vec<Tally>, StoreError> {
        self.fetch_all(
            "SELECT m.state, m.rank, COALESCE(m.reason, '') AS reason, COUNT(*) AS count FROM broadcast_recipient r \
             JOIN message m ON m.school_id = r.school_id AND m.id = r.message_id \
             WHERE r.school_id = $1 AND r.broadcast_id = $2 GROUP BY m.state, m.rank, COALESCE(m.reason, '')",
            args![school, broadcast],
        )
        .await
    }

    /// How many families answered what.
    pub async fn broadcast_answers(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
    ) -> Result<Vec<(BroadcastAnswer, i64)>, StoreError> {
        let rows: Vec<(String, i64)> = self
            .fetch_all(
                "SELECT answer, COUNT(*) FROM broadcast_recipient \
                 WHERE school_id = $1 AND broadcast_id = $2 AND answer IS NOT NULL GROUP BY answer",
                args![school, broadcast],
            )
            .await?;
        let corrupt = |_unreadable| StoreError::Corrupt { table: "broadcast_recipient", column: "answer" };
        rows.into_iter().map(|(answer, count)| Ok((answer.parse().map_err(corrupt)?, count))).collect()
    }

    /// Whether the latest message to a family came in more parts than one: a template has one only.
    pub async fn broadcast_came_in_parts(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        guardian: GuardianId,
    ) -> Result<bool, StoreError> {
        let found: Option<(i64,)> = self
            .fetch_optional(
                "SELECT m.part FROM broadcast_recipient r JOIN message m ON m.school_id = r.school_id \
                 AND m.id = r.message_id WHERE r.school_id = $1 AND r.broadcast_id = $2 AND r.guardian_id = $3",
                args![school, broadcast, guardian],
            )
            .await?;
        Ok(found.is_some_and(|(part,)| part > 0))
    }

    /// Whether a message of a broadcast still waits or flies.
    pub async fn broadcast_is_moving(&mut self, school: SchoolId, broadcast: BroadcastId) -> Result<bool, StoreError> {
        let found: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT m.id FROM (SELECT message_id FROM broadcast_recipient WHERE school_id = $1 AND broadcast_id = $2 \
                 UNION ALL SELECT message_id FROM broadcast_group WHERE school_id = $1 AND broadcast_id = $2) AS r \
                 JOIN message m ON m.school_id = $1 AND m.id = r.message_id \
                 WHERE m.state IN ('held', 'queued', 'retry_wait', 'sending', 'ambiguous') LIMIT 1",
                args![school, broadcast],
            )
            .await?;
        Ok(found.is_some())
    }

    /// What a broadcast has cost so far, in millionths.
    pub async fn broadcast_cost(&mut self, school: SchoolId, broadcast: BroadcastId) -> Result<i64, StoreError> {
        let row: Option<(Option<i64>,)> = self
            .fetch_optional(
                "SELECT CAST(SUM(c.micros) AS BIGINT) FROM message m \
                 JOIN attempt a ON a.school_id = m.school_id AND a.message_id = m.id \
                 JOIN charge c ON c.school_id = a.school_id AND c.attempt_id = a.id \
                 WHERE m.school_id = $1 AND m.topic = $2",
                args![school, super::Topic::broadcast(broadcast).as_str()],
            )
            .await?;
        Ok(row.and_then(|(sum,)| sum).unwrap_or_default())
    }

    /// The guardians whom a broadcast surely did not reach, though nobody wanted it so, with the latest message to each.
    pub async fn broadcast_failures(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
    ) -> Result<Vec<(GuardianId, MessageId)>, StoreError> {
        self.broadcast_messages(
            "SELECT r.guardian_id, r.message_id FROM broadcast_recipient r JOIN message m ON m.school_id = r.school_id \
             AND m.id = r.message_id WHERE r.school_id = $1 AND r.broadcast_id = $2 \
             AND m.state IN ('failed', 'failed_after_accept', 'expired') ORDER BY r.guardian_id",
            args![school, broadcast],
        )
        .await
    }

    /// The guardians whom it reached, as far as is known, and who have not answered, with the latest message to each.
    pub async fn broadcast_silent(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
    ) -> Result<Vec<(GuardianId, MessageId)>, StoreError> {
        self.broadcast_messages(
            "SELECT r.guardian_id, r.message_id FROM broadcast_recipient r JOIN message m ON m.school_id = r.school_id \
             AND m.id = r.message_id WHERE r.school_id = $1 AND r.broadcast_id = $2 AND r.answer IS NULL \
             AND m.state = 'accepted' ORDER BY r.guardian_id",
            args![school, broadcast],
        )
        .await
    }

    /// Guardians with the latest message to each.
    async fn broadcast_messages(
        &mut self,
        sql: &'static str,
        of: Vec<Value>,
    ) -> Result<Vec<(GuardianId, MessageId)>, StoreError> {
        let rows: Vec<(Uuid, Uuid)> = self.fetch_all(sql, of).await?;
        Ok(rows.into_iter().map(|(guardian, message)| (GuardianId(guardian), MessageId(message))).collect())
    }
}
