//! Broadcasts: what is to be said to whom, and how far it has come. The words are sealed.
//!
//! Invariant: a step is taken by a statement that names the state it starts from, so that of two who act at once one
//! finds nothing to do.

/// A student `s` is in the audience of a broadcast `b`.
macro_rules! in_audience {
    () => {
        "s.archived_at IS NULL AND (b.everybody OR EXISTS (SELECT 1 FROM broadcast_audience a \
         WHERE a.school_id = b.school_id AND a.broadcast_id = b.id AND a.id IN (s.class_id, s.id)))"
    };
}

/// A guardianship `g` lets school and home write to each other.
macro_rules! open_link {
    () => {
        "g.state = 'active' AND g.consent_at IS NOT NULL AND g.withdrawn_at IS NULL AND g.silent_since IS NULL"
    };
}

mod answers;
mod audience;
mod groups;
mod results;

pub use answers::{AskedOf, Reader};
pub use audience::{BroadcastRecipient, BroadcastStudent};
pub use groups::BroadcastGroup;
pub use results::Tally;

use sqlx::FromRow;
use std::collections::HashSet;
use uuid::Uuid;

use super::sql::args;
use super::{BROADCAST_CANCELLED, Reached, StoreError, Topic, Tx};
use crate::domain::{
    AccountId, BroadcastAsk, BroadcastId, BroadcastState, ContactId, GuardianId, MessageId, SchoolId, StaffId,
    Timestamp,
};

const CONTENT: &str = "broadcast.content";

/// A broadcast as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBroadcast {
    pub id: BroadcastId,
    pub author: StaffId,
    /// Where the author wrote it, and is answered.
    pub reached: Reached,
    pub state: BroadcastState,
    pub paused: bool,
    pub everybody: bool,
    pub ask: BroadcastAsk,
    /// As its owner wrote it.
    pub content: Vec<u8>,
    pub due_at: Option<Timestamp>,
    /// Put into the outbox up to this guardian.
    pub last_guardian: Option<GuardianId>,
    /// So many guardians so far.
    pub queued: i64,
    pub confirmed_at: Option<Timestamp>,
    pub reminded_at: Option<Timestamp>,
    /// What its author was last told of how far it is.
    pub progress: Option<ToldProgress>,
}

/// How far its author has been told that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldProgress {
    /// The message that is edited.
    pub message: MessageId,
    pub at: Timestamp,
    pub done: u32,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    author_id: Uuid,
    contact_id: Uuid,
    account_id: String,
    state: String,
    paused: bool,
    everybody: bool,
    ask: String,
    content: Vec<u8>,
    due_at: Option<i64>,
    last_guardian: Option<Uuid>,
    queued: i64,
    confirmed_at: Option<i64>,
    reminded_at: Option<i64>,
    progress_id: Option<Uuid>,
    progress_at: Option<i64>,
    progress_done: Option<i64>,
}

impl Row {
    fn progress(&self) -> Option<ToldProgress> {
        let done = self.progress_done.unwrap_or_default();
        Some(ToldProgress {
            message: MessageId(self.progress_id?),
            at: Timestamp(self.progress_at?),
            done: u32::try_from(done).unwrap_or(u32::MAX),
        })
    }
}

impl Tx {
    /// Stores a draft. `audience`: classes and students, unless it is for everybody.
    pub async fn draft_broadcast(
        &mut self,
        school: SchoolId,
        draft: &StoredBroadcast,
        audience: &[Uuid],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let content = self.keys().seal(CONTENT, draft.id.0, &draft.content);
        self.execute(
            "INSERT INTO broadcast (school_id, id, author_id, contact_id, account_id, state, paused, everybody, ask, \
             content, queued, created_at) VALUES ($1, $2, $3, $4, $5, 'draft', FALSE, $6, $7, $8, 0, $9)",
            args![
                school,
                draft.id,
                draft.author,
                draft.reached.contact,
                &draft.reached.account,
                draft.everybody,
                draft.ask.code(),
                content,
                now
            ],
        )
        .await?;
        let rows = audience.iter().map(|id| args![school, draft.id, *id]).collect();
        self.execute_many("INSERT INTO broadcast_audience (school_id, broadcast_id, id) VALUES ", rows, "").await?;
        Ok(())
    }

    /// A broadcast, whatever became of it.
    pub async fn broadcast(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
    ) -> Result<Option<StoredBroadcast>, StoreError> {
        let row: Option<Row> = self
            .fetch_optional(
                "SELECT id, author_id, contact_id, account_id, state, paused, everybody, ask, content, due_at, \
                 last_guardian, queued, confirmed_at, reminded_at, progress_id, progress_at, progress_done FROM broadcast \
                 WHERE school_id = $1 AND id = $2",
                args![school, broadcast],
            )
            .await?;
        row.map(|row| self.opened_broadcast(row)).transpose()
    }

    /// The latest broadcasts that were confirmed: of everybody, or of one author.
    pub async fn latest_broadcasts(
        &mut self,
        school: SchoolId,
        author: Option<StaffId>,
        most: i64,
    ) -> Result<Vec<StoredBroadcast>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT id, author_id, contact_id, account_id, state, paused, everybody, ask, content, due_at, \
                 last_guardian, queued, confirmed_at, reminded_at, progress_id, progress_at, progress_done FROM broadcast \
                 WHERE school_id = $1 AND confirmed_at IS NOT NULL AND state <> 'awaiting' \
                 AND author_id = COALESCE($2, author_id) ORDER BY id DESC LIMIT $3",
                args![school, author, most],
            )
            .await?;
        rows.into_iter().map(|row| self.opened_broadcast(row)).collect()
    }

    /// Broadcasts of all schools that a clock has something to do for.
    pub async fn open_broadcasts(&mut self, state: BroadcastState) -> Result<Vec<(SchoolId, BroadcastId)>, StoreError> {
        let rows: Vec<(Uuid, Uuid)> = self
            .fetch_all(
                "SELECT school_id, id FROM broadcast WHERE state IN ('awaiting', 'due', 'spreading', 'spread') \
                 AND state = $1 ORDER BY id",
                args![state.code()],
            )
            .await?;
        Ok(rows.into_iter().map(|(school, id)| (SchoolId(school), BroadcastId(id))).collect())
    }

    /// What a draft asks of its readers, and when it is to begin.
    pub async fn change_draft(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        (ask, due_at): (BroadcastAsk, Option<Timestamp>),
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE broadcast SET ask = $3, due_at = $4 WHERE school_id = $1 AND id = $2 AND state = 'draft'",
                args![school, broadcast, ask.code(), due_at],
            )
            .await?;
        Ok(changed == 1)
    }

    /// What a draft says; false when it is none any more.
    pub async fn reword_draft(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        content: &[u8],
    ) -> Result<bool, StoreError> {
        let content = self.keys().seal(CONTENT, broadcast.0, content);
        let sql = "UPDATE broadcast SET content = $3 WHERE school_id = $1 AND id = $2 AND state = 'draft'";
        Ok(self.execute(sql, args![school, broadcast, content]).await? == 1)
    }

    /// Takes a broadcast from one state to another; false when it is not there (any more).
    pub async fn step_broadcast(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        (from, to): (BroadcastState, BroadcastState),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let ended = to.is_over().then_some(now);
        let confirmed = matches!(to, BroadcastState::Awaiting | BroadcastState::Due).then_some(now);
        let changed = self
            .execute(
                "UPDATE broadcast SET state = $4, ended_at = $5, confirmed_at = COALESCE($6, confirmed_at) \
                 WHERE school_id = $1 AND id = $2 AND state = $3",
                args![school, broadcast, from.code(), to.code(), ended, confirmed],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Has one that has not begun begin at another moment; false when it has begun, or is over.
    pub async fn move_broadcast(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        at: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE broadcast SET due_at = $3 WHERE school_id = $1 AND id = $2 AND state = 'due' AND queued = 0 \
                 AND due_at > $4",
                args![school, broadcast, at, now],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Notes who decided as the second administrator.
    pub async fn note_broadcast_decided(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        by: StaffId,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE broadcast SET decided_by = $3 WHERE school_id = $1 AND id = $2";
        self.execute(sql, args![school, broadcast, by]).await?;
        Ok(())
    }

    /// Notes that whoever had not answered was reminded; false when somebody else has just done so.
    pub async fn note_broadcast_reminded(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        (before, now): (Option<Timestamp>, Timestamp),
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE broadcast SET reminded_at = $3 WHERE school_id = $1 AND id = $2 \
                 AND COALESCE(reminded_at, 0) = $4",
                args![school, broadcast, now, before.unwrap_or(Timestamp(0))],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Notes what its author is told of how far it is; false when somebody else has just told them.
    pub async fn note_broadcast_progress(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        before: Option<ToldProgress>,
        told: ToldProgress,
    ) -> Result<bool, StoreError> {
        let before = before.map_or(Timestamp(0), |before| before.at);
        let changed = self
            .execute(
                "UPDATE broadcast SET progress_id = $3, progress_at = $4, progress_done = $5 \
                 WHERE school_id = $1 AND id = $2 AND COALESCE(progress_at, 0) = $6",
                args![school, broadcast, told.message, told.at, i64::from(told.done), before],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Claims the next families of a broadcast: those after the `queued` ones, up to and with `last`. False when it is
    /// paused, cancelled, or another process has just put them into the outbox.
    pub async fn spread_broadcast(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        (queued, more): (i64, i64),
        last: Option<GuardianId>,
    ) -> Result<bool, StoreError> {
        let state = if last.is_some() { BroadcastState::Spreading } else { BroadcastState::Spread };
        let changed = self
            .execute(
                "UPDATE broadcast SET state = $3, queued = queued + $4, last_guardian = COALESCE($5, last_guardian) \
                 WHERE school_id = $1 AND id = $2 AND queued = $6 AND NOT paused AND state IN ('due', 'spreading')",
                args![school, broadcast, state.code(), more, last, queued],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Notes to whom a broadcast went, by which message: the latest one counts.
    pub async fn note_broadcast_recipients(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        recipients: &[(GuardianId, MessageId)],
    ) -> Result<(), StoreError> {
        let rows = recipients.iter().map(|(guardian, message)| args![school, broadcast, *guardian, *message]).collect();
        self.execute_many(
            "INSERT INTO broadcast_recipient (school_id, broadcast_id, guardian_id, message_id) VALUES ",
            rows,
            " ON CONFLICT (school_id, broadcast_id, guardian_id) DO UPDATE SET message_id = excluded.message_id",
        )
        .await?;
        Ok(())
    }

    /// Holds back what has not left, or lets it go again. Returns how many messages.
    pub async fn pause_broadcast(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        paused: bool,
        now: Timestamp,
    ) -> Result<Option<u64>, StoreError> {
        let changed = self
            .execute(
                "UPDATE broadcast SET paused = $3 WHERE school_id = $1 AND id = $2 AND paused <> $3 \
                 AND state IN ('due', 'spreading', 'spread')",
                args![school, broadcast, paused],
            )
            .await?;
        if changed == 0 {
            return Ok(None);
        }
        let topic = Topic::broadcast(broadcast);
        let moved = if paused {
            self.execute(
                "UPDATE message SET state = 'held' WHERE school_id = $1 AND topic = $2 AND settled_at IS NULL \
                 AND state IN ('queued', 'retry_wait')",
                args![school, topic.as_str()],
            )
            .await?
        } else {
            // What was held is worth as much as it was when it was held.
            self.execute(
                "UPDATE message SET state = 'queued', expires_at = CASE WHEN expires_at - $3 < expires_at - not_before \
                 THEN $3 + expires_at - not_before ELSE expires_at END WHERE school_id = $1 AND topic = $2 \
                 AND settled_at IS NULL AND state = 'held'",
                args![school, topic.as_str(), now],
            )
            .await?
        };
        Ok(Some(moved))
    }

    /// Of these messages, each of a broadcast, holds those whose broadcast is held: they came back from a provider
    /// meanwhile. Returns them.
    pub async fn hold_paused(
        &mut self,
        messages: &[(SchoolId, MessageId, BroadcastId)],
    ) -> Result<HashSet<MessageId>, StoreError> {
        let rows = messages.iter().map(|(school, id, broadcast)| args![*school, *id, *broadcast]).collect();
        let held: Vec<(Uuid,)> = self
            .fetch_many(
                "WITH wanted (school_id, id, broadcast_id) AS (VALUES ",
                rows,
                ") UPDATE message SET state = 'held' FROM wanted, broadcast WHERE message.school_id = wanted.school_id \
                 AND message.id = wanted.id AND broadcast.school_id = wanted.school_id \
                 AND broadcast.id = wanted.broadcast_id AND broadcast.paused \
                 AND message.state || '' IN ('queued', 'retry_wait') RETURNING message.id",
            )
            .await?;
        Ok(held.into_iter().map(|(id,)| MessageId(id)).collect())
    }

    /// Ends what has not left. Returns how many messages.
    pub async fn stop_broadcast_messages(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let topic = Topic::broadcast(broadcast);
        self.hold_topic(school, &topic).await?;
        // What flies cannot be called back; if it turns out not to have been sent, it is not tried again. Nor does what a
        // provider cannot bring go to the next address. One statement: each message is looked at as it is then, whatever a
        // lane has just made of it.
        let met: Vec<(String,)> = self
            .fetch_all(
                "UPDATE message SET \
                 cancel_requested = CASE WHEN state IN ('held', 'queued', 'retry_wait') THEN cancel_requested ELSE TRUE END, \
                 reason = CASE WHEN state IN ('held', 'queued', 'retry_wait') THEN $4 ELSE reason END, \
                 settled_at = CASE WHEN state IN ('held', 'queued', 'retry_wait') THEN $3 ELSE settled_at END, \
                 state = CASE WHEN state IN ('held', 'queued', 'retry_wait') THEN 'cancelled' ELSE state END \
                 WHERE school_id = $1 AND topic = $2 \
                 AND (state IN ('held', 'queued', 'retry_wait', 'sending', 'ambiguous') OR (state = 'accepted' AND rank < 3)) \
                 RETURNING state",
                args![school, topic.as_str(), now, BROADCAST_CANCELLED],
            )
            .await?;
        Ok(met.iter().filter(|(state,)| state == "cancelled").count() as u64)
    }

    fn opened_broadcast(&self, row: Row) -> Result<StoredBroadcast, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "broadcast", column };
        Ok(StoredBroadcast {
            progress: row.progress(),
            content: self.keys().open(CONTENT, row.id, &row.content)?,
            id: BroadcastId(row.id),
            author: StaffId(row.author_id),
            reached: Reached { contact: ContactId(row.contact_id), account: AccountId(row.account_id) },
            state: row.state.parse().map_err(|_unreadable| corrupt("state"))?,
            paused: row.paused,
            everybody: row.everybody,
            ask: row.ask.parse().map_err(|_unreadable| corrupt("ask"))?,
            due_at: row.due_at.map(Timestamp),
            last_guardian: row.last_guardian.map(GuardianId),
            queued: row.queued,
            confirmed_at: row.confirmed_at.map(Timestamp),
            reminded_at: row.reminded_at.map(Timestamp),
        })
    }
}
