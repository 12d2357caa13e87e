//! The channel log: what was said to providers and what they answered, sealed, for a week.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::{AttemptId, Exchange, MessageId, SchoolId, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

const EXCHANGE: &str = "channel_log.exchange";

/// What was said in one attempt.
#[derive(Debug, Clone)]
pub struct Said {
    pub school: SchoolId,
    pub message: MessageId,
    pub attempt: AttemptId,
    pub exchange: Exchange,
}

/// What was said in one attempt, and when.
#[derive(Debug, Clone)]
pub struct ChannelLine {
    pub attempt: AttemptId,
    pub n: i64,
    pub at: Timestamp,
    pub exchange: Exchange,
}

#[derive(FromRow)]
struct LineRow {
    attempt_id: Uuid,
    n: i64,
    at: i64,
    exchange: Vec<u8>,
}

impl Tx {
    /// Keeps what was said.
    pub async fn log_exchanges<'a>(
        &mut self,
        said: impl Iterator<Item = &'a Said>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut rows = Vec::new();
        for one in said {
            let plain = serde_json::to_vec(&one.exchange).map_err(|_unwritable| corrupt())?;
            let sealed = self.keys().seal(EXCHANGE, one.attempt.0, &plain);
            rows.push(args![one.school, one.message, one.attempt, now, sealed]);
        }
        self.execute_many(
            "INSERT INTO channel_log (school_id, message_id, attempt_id, at, exchange) VALUES ",
            rows,
            " ON CONFLICT DO NOTHING",
        )
        .await?;
        Ok(())
    }

    /// What was said about a message, the first attempt first.
    pub async fn channel_log(&mut self, school: SchoolId, message: MessageId) -> Result<Vec<ChannelLine>, StoreError> {
        let rows: Vec<LineRow> = self
            .fetch_all(
                "SELECT l.attempt_id, a.n, l.at, l.exchange FROM channel_log l \
                 JOIN attempt a ON a.school_id = l.school_id AND a.id = l.attempt_id \
                 WHERE l.school_id = $1 AND l.message_id = $2 ORDER BY a.n",
                args![school, message],
            )
            .await?;
        rows.into_iter()
            .map(|row| {
                let plain = self.keys().open(EXCHANGE, row.attempt_id, &row.exchange)?;
                let exchange = serde_json::from_slice(&plain).map_err(|_unreadable| corrupt())?;
                Ok(ChannelLine { attempt: AttemptId(row.attempt_id), n: row.n, at: Timestamp(row.at), exchange })
            })
            .collect()
    }

    /// Forgets some of what was said before `before`; returns how much.
    pub async fn forget_exchanges(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        self.execute(
            "DELETE FROM channel_log WHERE (school_id, message_id, attempt_id) IN \
             (SELECT school_id, message_id, attempt_id FROM channel_log WHERE at < $1 ORDER BY at LIMIT 1000)",
            args![before],
        )
        .await
    }
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { table: "channel_log", column: "exchange" }
}
