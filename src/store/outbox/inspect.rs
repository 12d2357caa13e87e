//! The operator's view of the queue: ids, states and reasons, nothing personal.

use sqlx::FromRow;
use uuid::Uuid;

use super::choose::class;
use crate::domain::{AccountId, ContactId, MessageClass, MessageId, SchoolId, Timestamp};
use crate::store::message::patience;
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// Which messages are listed. `None` is no condition.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter {
    pub account: Option<AccountId>,
    pub class: Option<MessageClass>,
    /// Without one: what is open, and what was set aside.
    pub state: Option<String>,
    /// Only what ended without arriving, since then.
    pub lost_since: Option<Timestamp>,
    pub limit: i64,
}

/// A message as operators see it.
#[derive(Debug, Clone)]
pub struct QueueLine {
    pub school: SchoolId,
    pub id: MessageId,
    pub contact: ContactId,
    pub account: AccountId,
    pub channel: String,
    pub class: MessageClass,
    pub state: String,
    pub attempts: i64,
    pub resends: i64,
    /// How far receipts have come.
    pub rank: i64,
    pub cancel_requested: bool,
    pub created_at: Timestamp,
    pub not_before: Timestamp,
    pub expires_at: Timestamp,
    pub settled_at: Option<Timestamp>,
    pub reason: Option<String>,
}

impl QueueLine {
    /// What the provider has told of it since it took it.
    pub fn receipt(&self) -> &'static str {
        match self.rank {
            0 => "none",
            1 => "accepted",
            2 => "sent",
            3 => "delivered",
            _ => "read",
        }
    }
}

/// One try, as operators see it.
#[derive(Debug, Clone, FromRow)]
pub struct QueueTry {
    pub id: Uuid,
    pub n: i64,
    pub part: i64,
    pub epoch: i64,
    pub started_at: i64,
    pub finished_at: Option<i64>,
    pub outcome: Option<String>,
    pub provider_id: Option<String>,
    pub http_status: Option<i64>,
    pub code: Option<i64>,
}

/// A lane, as operators see it.
#[derive(Debug, Clone, FromRow)]
pub struct LaneLine {
    pub account_id: String,
    pub epoch: i64,
    pub paused: bool,
    /// A process drives it: its lease runs.
    pub owned: bool,
    /// Until when its provider has asked for patience.
    pub paused_until: i64,
    pub silent_since: i64,
    /// Paused by what a receipt said, and nobody has been told.
    pub stopped: bool,
}

/// What came of asking for a message to be sent again, or not to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requeue {
    Done,
    /// It is on its way; it will be stopped if it turns out not to be.
    Requested,
    Unknown,
    /// Its announcement was stopped by whoever wrote it, or runs the school.
    Stopped,
    /// Its state does not allow it.
    NotNow,
}

#[derive(FromRow)]
struct LineRow {
    school_id: Uuid,
    id: Uuid,
    contact_id: Uuid,
    account_id: String,
    channel: String,
    class: i64,
    state: String,
    attempts: i64,
    resends: i64,
    rank: i64,
    cancel_requested: bool,
    created_at: i64,
    not_before: i64,
    expires_at: i64,
    settled_at: Option<i64>,
    reason: Option<String>,
}

impl Tx {
    /// Messages, the newest first.
    pub async fn queue_lines(&mut self, filter: &QueueFilter) -> Result<Vec<QueueLine>, StoreError> {
        let account = filter.account.as_ref().map(|account| account.0.clone());
        let class = filter.class.map(|class| i64::from(class.rank()));
        let rows: Vec<LineRow> = self
            .fetch_all(
                "SELECT m.school_id, m.id, m.contact_id, m.account_id, c.channel, m.class, m.state, m.attempts, m.resends, m.rank, \
                 m.cancel_requested, m.created_at, m.not_before, m.expires_at, m.settled_at, m.reason \
                 FROM message m JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id \
                 WHERE (CAST($1 AS TEXT) IS NULL OR m.account_id = $1) \
                 AND (CAST($2 AS BIGINT) IS NULL OR m.class = $2) \
                 AND (CASE WHEN CAST($3 AS TEXT) IS NOT NULL THEN m.state = $3 \
                 WHEN CAST($5 AS BIGINT) IS NOT NULL THEN m.state IN ('failed', 'failed_after_accept', 'expired', 'dead') AND m.settled_at >= $5 \
                 ELSE m.settled_at IS NULL OR m.state = 'dead' END) \
                 ORDER BY m.id DESC LIMIT $4",
                args![account, class, filter.state.clone(), filter.limit, filter.lost_since],
            )
            .await?;
        Ok(rows.into_iter().filter_map(LineRow::line).collect())
    }

    /// One message.
    pub async fn queue_line(&mut self, id: MessageId) -> Result<Option<QueueLine>, StoreError> {
        let row: Option<LineRow> = self
            .fetch_optional(
                "SELECT m.school_id, m.id, m.contact_id, m.account_id, c.channel, m.class, m.state, m.attempts, m.resends, m.rank, \
                 m.cancel_requested, m.created_at, m.not_before, m.expires_at, m.settled_at, m.reason \
                 FROM message m JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id WHERE m.id = $1",
                args![id],
            )
            .await?;
        Ok(row.and_then(LineRow::line))
    }

    /// The tries of a message, the first one first.
    pub async fn queue_tries(&mut self, school: SchoolId, id: MessageId) -> Result<Vec<QueueTry>, StoreError> {
        self.fetch_all(
            "SELECT id, n, part, epoch, started_at, finished_at, outcome, provider_id, http_status, code \
             FROM attempt WHERE school_id = $1 AND message_id = $2 ORDER BY n",
            args![school, id],
        )
        .await
    }

    /// All lanes there have been.
    pub async fn lanes(&mut self, now: Timestamp) -> Result<Vec<LaneLine>, StoreError> {
        let now = self.lease_clock(now).await?;
        self.fetch_all(
            "SELECT account_id, epoch, paused, owner IS NOT NULL AND expires_at > $1 AS owned, paused_until, silent_since, stopped FROM lane \
             ORDER BY account_id",
            args![now],
        )
        .await
    }

    /// How many messages are in each state, by lane and class: everything open, and what was set aside.
    pub async fn queue_counts(&mut self) -> Result<Vec<(String, i64, String, i64, i64)>, StoreError> {
        self.fetch_all(
            "SELECT account_id, class, state, COUNT(*), MIN(eligible_at) FROM message \
             WHERE settled_at IS NULL OR state = 'dead' GROUP BY account_id, class, state \
             ORDER BY account_id, class, state",
            args![],
        )
        .await
    }

    /// Sends a message that has ended unsent once more, with fresh patience.
    pub async fn requeue(&mut self, id: MessageId, now: Timestamp) -> Result<Requeue, StoreError> {
        let Some(line) = self.queue_line(id).await? else { return Ok(Requeue::Unknown) };
        let changed = self
            .execute(
                "UPDATE message SET state = 'queued', settled_at = NULL, cancel_requested = FALSE, \
                 resends = resends + CASE WHEN reason IN ('never_resent', 'doubtful_twice', 'doubtful_too_late') \
                 OR EXISTS (SELECT 1 FROM attempt a WHERE a.school_id = message.school_id \
                 AND a.message_id = message.id AND a.n = message.attempts AND a.outcome = 'unknown') \
                 THEN 1 ELSE 0 END, reason = 'retried', charged = 0, not_before = $3, eligible_at = $3, expires_at = $4 \
                 WHERE school_id = $1 AND id = $2 \
                 AND state IN ('held', 'retry_wait', 'failed', 'cancelled', 'expired', 'dead')",
                args![line.school, id, now, now.plus(patience(line.class))],
            )
            .await?;
        Ok(if changed == 1 { Requeue::Done } else { Requeue::NotNow })
    }

    /// Sends a message that has ended unsent to the person's next address, with fresh patience. `None`: there is none, or
    /// its state does not allow it.
    pub async fn requeue_elsewhere(
        &mut self,
        line: &QueueLine,
        now: Timestamp,
    ) -> Result<Option<AccountId>, StoreError> {
        let addresses = self.other_addresses(&[(line.school, line.id, line.contact)], now).await?;
        let Some(to) = addresses.into_values().flatten().next() else { return Ok(None) };
        let moved: Vec<(Uuid, Uuid, i64)> = self
            .fetch_all(
                "UPDATE message SET contact_id = $3, account_id = $4, part = 0, rank = 0, state = 'queued', \
                 settled_at = NULL, reason = NULL, cancel_requested = FALSE, charged = 0, resends = resends + 1, \
                 not_before = $5, eligible_at = $5, expires_at = $6 WHERE school_id = $1 AND id = $2 \
                 AND state IN ('held', 'queued', 'retry_wait', 'failed', 'failed_after_accept', 'cancelled', 'expired', \
                 'dead') AND EXISTS (SELECT 1 FROM lane WHERE lane.account_id = $4) \
                 RETURNING school_id, id, attempts",
                args![line.school, line.id, to.contact, &to.account, now, now.plus(patience(line.class))],
            )
            .await?;
        let has_moved = !moved.is_empty();
        let rows = moved.into_iter().map(|(school, message, n)| args![school, message, n]).collect();
        self.disown_attempts(rows).await?;
        Ok(has_moved.then_some(to.account))
    }

    /// Puts away a message that was set aside: an operator has seen to it.
    pub async fn close_message(&mut self, id: MessageId) -> Result<Requeue, StoreError> {
        let Some(line) = self.queue_line(id).await? else { return Ok(Requeue::Unknown) };
        let changed = self
            .execute(
                "UPDATE message SET state = 'cancelled', reason = 'closed' \
                 WHERE school_id = $1 AND id = $2 AND state = 'dead'",
                args![line.school, id],
            )
            .await?;
        Ok(if changed == 1 { Requeue::Done } else { Requeue::NotNow })
    }

    /// Takes a message back. One that is on its way cannot be: the wish is noted.
    pub async fn cancel_message(&mut self, id: MessageId, now: Timestamp) -> Result<Requeue, StoreError> {
        let Some(line) = self.queue_line(id).await? else { return Ok(Requeue::Unknown) };
        let ended = self
            .execute(
                "UPDATE message SET state = 'cancelled', reason = 'cancel_requested', settled_at = $3 \
                 WHERE school_id = $1 AND id = $2 AND state IN ('held', 'queued', 'retry_wait')",
                args![line.school, id, now],
            )
            .await?;
        if ended == 1 {
            return Ok(Requeue::Done);
        }
        let noted = self
            .execute(
                "UPDATE message SET cancel_requested = TRUE WHERE school_id = $1 AND id = $2 \
                 AND state IN ('sending', 'ambiguous')",
                args![line.school, id],
            )
            .await?;
        Ok(if noted == 1 { Requeue::Requested } else { Requeue::NotNow })
    }
}

impl LineRow {
    fn line(self) -> Option<QueueLine> {
        Some(QueueLine {
            school: SchoolId(self.school_id),
            id: MessageId(self.id),
            contact: ContactId(self.contact_id),
            account: AccountId(self.account_id),
            channel: self.channel,
            class: class(self.class)?,
            state: self.state,
            attempts: self.attempts,
            resends: self.resends,
            rank: self.rank,
            cancel_requested: self.cancel_requested,
            created_at: Timestamp(self.created_at),
            not_before: Timestamp(self.not_before),
            expires_at: Timestamp(self.expires_at),
            settled_at: self.settled_at.map(Timestamp),
            reason: self.reason,
        })
    }
}
