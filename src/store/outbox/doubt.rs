//! What nobody has settled: doubtful and overdue messages, and how deep the lanes are.

use sqlx::FromRow;
use uuid::Uuid;

use super::choose::class;
use crate::domain::{AccountId, AttemptId, Channel, MessageClass, MessageId, SchoolId, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// What is open in one lane and class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneDepth {
    pub account: AccountId,
    pub class: MessageClass,
    pub open: i64,
    /// Since when the one that has been due longest is due.
    pub oldest: Option<Timestamp>,
    /// When the next waiting one expires.
    pub first_expiry: Option<Timestamp>,
    /// Since when the oldest doubtful one is doubtful.
    pub first_doubt: Option<Timestamp>,
}

/// A message whose fate has been unknown for long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    pub school: SchoolId,
    pub message: MessageId,
    pub account: AccountId,
    pub class: MessageClass,
    pub channel: Channel,
    pub resends: i64,
    pub since: Timestamp,
    pub expires_at: Timestamp,
    /// When the lane last saw receipts.
    pub receipts_at: Timestamp,
}

/// The attempt that a doubt is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoubtfulAttempt {
    pub school: SchoolId,
    pub message: MessageId,
    pub attempt: AttemptId,
    pub last: bool,
    pub started_at: Timestamp,
}

/// What is done about a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// Sent a second time, knowingly.
    Resend,
    /// Set aside for an operator.
    Bury(&'static str),
}

#[derive(FromRow)]
struct DepthRow {
    account_id: String,
    class: i64,
    open: i64,
    oldest: Option<i64>,
    first_expiry: Option<i64>,
    first_doubt: Option<i64>,
}

#[derive(FromRow)]
struct DoubtRow {
    school_id: Uuid,
    id: Uuid,
    account_id: String,
    class: i64,
    channel: String,
    resends: i64,
    ambiguous_since: i64,
    expires_at: i64,
    receipts_at: i64,
}

impl Tx {
    /// How deep all lanes are.
    pub async fn lane_depths(&mut self, now: Timestamp) -> Result<Vec<LaneDepth>, StoreError> {
        let rows: Vec<DepthRow> = self
            .fetch_all(
                "SELECT account_id, class, COUNT(*) AS open, \
                 MIN(CASE WHEN eligible_at <= $1 THEN eligible_at END) AS oldest, \
                 MIN(CASE WHEN state IN ('held', 'queued', 'retry_wait') THEN expires_at END) AS first_expiry, \
                 MIN(CASE WHEN state = 'ambiguous' THEN ambiguous_since END) AS first_doubt \
                 FROM message WHERE settled_at IS NULL GROUP BY account_id, class",
                args![now],
            )
            .await?;
        let depth = |row: DepthRow| {
            Some(LaneDepth {
                account: AccountId(row.account_id),
                class: class(row.class)?,
                open: row.open,
                oldest: row.oldest.map(Timestamp),
                first_expiry: row.first_expiry.map(Timestamp),
                first_doubt: row.first_doubt.map(Timestamp),
            })
        };
        Ok(rows.into_iter().filter_map(depth).collect())
    }

    /// Ends what has waited too long: never tried it has expired; tried in vain it is set aside. Returns how many.
    pub async fn expire_messages(&mut self, account: &AccountId, now: Timestamp) -> Result<u64, StoreError> {
        self.execute(
            "UPDATE message SET state = CASE WHEN state = 'retry_wait' THEN 'dead' ELSE 'expired' END, \
             reason = CASE WHEN state = 'retry_wait' THEN 'deadline' ELSE 'too_late' END, settled_at = $2 \
             WHERE account_id = $1 AND settled_at IS NULL AND state IN ('held', 'queued', 'retry_wait') \
             AND expires_at <= $2",
            args![account, now],
        )
        .await
    }

    /// Messages of a lane that have been doubtful since before `before`.
    pub async fn old_doubts(&mut self, account: &AccountId, before: Timestamp) -> Result<Vec<Doubt>, StoreError> {
        let rows: Vec<DoubtRow> = self
            .fetch_all(
                "SELECT m.school_id, m.id, m.account_id, m.class, c.channel, m.resends, m.ambiguous_since, \
                 m.expires_at, p.at AS receipts_at FROM message m \
                 JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id \
                 JOIN receipt_pulse p ON p.account_id = m.account_id \
                 WHERE m.account_id = $1 AND m.settled_at IS NULL AND m.state = 'ambiguous' \
                 AND m.ambiguous_since <= $2 ORDER BY m.id LIMIT 256",
                args![account, before],
            )
            .await?;
        let doubt = |row: DoubtRow| {
            Some(Doubt {
                school: SchoolId(row.school_id),
                message: MessageId(row.id),
                account: AccountId(row.account_id),
                class: class(row.class)?,
                channel: Channel::from_code(&row.channel)?,
                resends: row.resends,
                since: Timestamp(row.ambiguous_since),
                expires_at: Timestamp(row.expires_at),
                receipts_at: Timestamp(row.receipts_at),
            })
        };
        Ok(rows.into_iter().filter_map(doubt).collect())
    }

    /// The attempts of a lane that are in doubt, the oldest first.
    pub async fn doubtful_attempts(&mut self, account: &AccountId) -> Result<Vec<DoubtfulAttempt>, StoreError> {
        let rows: Vec<(Uuid, Uuid, Uuid, bool, i64)> = self
            .fetch_all(
                "SELECT m.school_id, m.id, a.id, a.last, a.started_at FROM message m \
                 JOIN attempt a ON a.school_id = m.school_id AND a.message_id = m.id AND a.n = m.attempts \
                 WHERE m.account_id = $1 AND m.settled_at IS NULL AND m.state = 'ambiguous' ORDER BY m.id LIMIT 256",
                args![account],
            )
            .await?;
        let attempt = |(school, message, attempt, last, started_at)| DoubtfulAttempt {
            school: SchoolId(school),
            message: MessageId(message),
            attempt: AttemptId(attempt),
            last,
            started_at: Timestamp(started_at),
        };
        Ok(rows.into_iter().map(attempt).collect())
    }

    /// Whether an attempt of this account is known to its provider by this id.
    pub async fn knows_as_sent(&mut self, account: &AccountId, provider_id: &str) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM attempt WHERE account_id = $1 AND provider_id = $2 LIMIT 1";
        let found: Option<(Uuid,)> = self.fetch_optional(sql, args![account, provider_id]).await?;
        Ok(found.is_some())
    }

    /// Settles doubts that no proof has settled meanwhile. Returns how many. What was taken back meanwhile is set aside for
    /// that reason: it may have arrived, and nobody has to decide on it.
    pub async fn resolve_doubts(
        &mut self,
        resolved: &[(SchoolId, MessageId, Resolution)],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let rows = resolved
            .iter()
            .map(|(school, message, resolution)| match resolution {
                Resolution::Resend => args![*school, *message, "queued", None::<String>, 1, None::<i64>],
                Resolution::Bury(reason) => args![*school, *message, "dead", *reason, 0, now],
            })
            .collect();
        self.execute_many(
            "WITH settled (school_id, id, state, reason, again, at) AS (VALUES ",
            rows,
            ") UPDATE message SET \
             state = settled.state, \
             reason = CASE WHEN message.cancel_requested AND settled.state = 'dead' THEN 'cancel_requested' \
             ELSE settled.reason END, resends = message.resends + settled.again, ambiguous_since = NULL, settled_at = settled.at FROM settled \
             WHERE message.school_id = settled.school_id AND message.id = settled.id AND message.state = 'ambiguous'",
        )
        .await
    }
}
