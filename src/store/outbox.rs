//! The outbox's statements: choosing (reads), T1 (intent), T2 (outcome), and the lease of a lane.
//!
//! Invariants: an attempt row is committed before a byte leaves; a known failure is written only by the attempt and epoch
//! it belongs to; proof of acceptance is always written.

use serde::Deserialize;
use sqlx::FromRow;
use std::collections::HashSet;
use uuid::Uuid;

use super::error::expect_one;
use super::message::PHRASE;
use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{AccountId, AttemptId, ContactId, Locale, MarkId, MessageClass, MessageId, SchoolId, Timestamp};
use crate::phrase::Say;

/// A message whose turn it may be, with what is needed to render, address and re-check it.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub school: SchoolId,
    pub id: MessageId,
    pub contact: ContactId,
    pub class: MessageClass,
    pub say: Say,
    pub attempts: i64,
    pub expires_at: Timestamp,
    pub eligible_at: Timestamp,
    pub cancel_requested: bool,
    pub locale: Option<Locale>,
    pub contact_state: String,
    pub last_inbound_at: Option<Timestamp>,
    /// E.164, when known.
    pub phone: Option<String>,
    /// The provider's own id of the person, when known.
    pub user_id: Option<String>,
    guardianships: Vec<Uuid>,
    marks: Vec<MarkId>,
}

/// An attempt about to be made.
#[derive(Debug, Clone, Copy)]
pub struct Intent {
    pub school: SchoolId,
    pub message: MessageId,
    pub attempt: AttemptId,
    pub epoch: i64,
}

/// How an attempt ended when its message goes on or ends.
#[derive(Debug, Clone)]
pub struct Settlement {
    pub school: SchoolId,
    pub message: MessageId,
    pub attempt: AttemptId,
    pub epoch: i64,
    pub outcome: &'static str,
    pub http_status: Option<i64>,
    pub code: Option<i64>,
    pub next: Next,
}

/// What becomes of a message after an attempt that was not accepted.
#[derive(Debug, Clone)]
pub enum Next {
    /// Again, not before this instant; `charged` when the attempt counts.
    Retry { at: Timestamp, charged: bool },
    /// Perhaps sent: waits for proof.
    Ambiguous,
    /// Over.
    Failed { reason: String },
}

/// An accepted attempt.
#[derive(Debug, Clone)]
pub struct AcceptedAttempt {
    pub school: SchoolId,
    pub message: MessageId,
    pub attempt: AttemptId,
    pub provider_id: String,
}

/// Why a message is not sent after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    Cancelled,
    Superseded,
    Expired,
    Failed,
}

impl Withdrawal {
    fn state(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
            Self::Failed => "failed",
        }
    }
}

#[derive(FromRow)]
struct CandidateRow {
    school_id: Uuid,
    id: Uuid,
    contact_id: Uuid,
    class: i64,
    phrase: Vec<u8>,
    attempts: i64,
    expires_at: i64,
    eligible_at: i64,
    cancel_requested: bool,
    guardianships: String,
    marks: String,
    locale: Option<String>,
    contact_state: String,
    last_inbound_at: Option<i64>,
    phone_sealed: Option<Vec<u8>>,
    user_sealed: Option<Vec<u8>>,
}

/// Heads of streams only: nothing older of the same person and class is open. A known language is the one they chose,
/// else the one in the school's file, else the school's first.
const CANDIDATES: &str = "SELECT m.school_id, m.id, m.contact_id, m.class, m.phrase, m.attempts, m.expires_at, \
     m.eligible_at, m.cancel_requested, m.guardianships, m.marks, \
     COALESCE(c.locale, s.locale, g.locale, k.languages) AS locale, \
     c.state AS contact_state, c.last_inbound_at, c.phone_sealed, c.user_sealed \
     FROM message m \
     JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id \
     JOIN school k ON k.id = m.school_id \
     LEFT JOIN staff s ON s.school_id = c.school_id AND s.id = c.staff_id \
     LEFT JOIN guardian g ON g.school_id = c.school_id AND g.id = c.guardian_id \
     WHERE m.account_id = $1 AND m.class = $2 AND m.settled_at IS NULL AND m.not_before <= $3 \
     AND m.state IN ('queued', 'retry_wait', 'held') \
     AND NOT EXISTS (SELECT 1 FROM message o WHERE o.contact_id = m.contact_id AND o.class = m.class \
     AND o.settled_at IS NULL AND o.id < m.id) \
     ORDER BY m.not_before, m.id LIMIT $4";

impl Tx {
    /// Messages of one class whose turn it is in a lane, the longest due first.
    pub async fn candidates(
        &mut self,
        account: &AccountId,
        class: MessageClass,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<Candidate>, StoreError> {
        let rows: Vec<CandidateRow> =
            self.fetch_all(CANDIDATES, args![account, i64::from(class.rank()), now, limit]).await?;
        rows.into_iter().map(|row| self.candidate(row)).collect()
    }

    fn candidate(&self, row: CandidateRow) -> Result<Candidate, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "message", column };
        let phrase = self.keys().open(PHRASE, row.id, &row.phrase)?;
        let open = |place, sealed: Option<Vec<u8>>| -> Result<Option<String>, StoreError> {
            let Some(sealed) = sealed else { return Ok(None) };
            let plain = self.keys().open(place, row.contact_id, &sealed)?;
            String::from_utf8(plain).map(Some).map_err(|_| corrupt("contact_id"))
        };
        Ok(Candidate {
            school: SchoolId(row.school_id),
            id: MessageId(row.id),
            contact: ContactId(row.contact_id),
            class: i16::try_from(row.class).ok().and_then(MessageClass::from_rank).ok_or(corrupt("class"))?,
            say: serde_json::from_slice(&phrase).map_err(|_| corrupt("phrase"))?,
            attempts: row.attempts,
            expires_at: Timestamp(row.expires_at),
            eligible_at: Timestamp(row.eligible_at),
            cancel_requested: row.cancel_requested,
            locale: row.locale.as_deref().and_then(|code| code.split(',').next()?.parse().ok()),
            contact_state: row.contact_state,
            last_inbound_at: row.last_inbound_at.map(Timestamp),
            phone: open("contact.phone_sealed", row.phone_sealed)?,
            user_id: open("contact.user_sealed", row.user_sealed)?,
            guardianships: list(&row.guardianships).ok_or(corrupt("guardianships"))?,
            marks: list(&row.marks).ok_or(corrupt("marks"))?,
        })
    }

    /// When something of this lane becomes due next, if nothing is due now.
    pub async fn next_due(&mut self, account: &AccountId) -> Result<Option<Timestamp>, StoreError> {
        let row: Option<(Option<i64>,)> = self
            .fetch_optional(
                "SELECT MIN(not_before) FROM message WHERE account_id = $1 AND settled_at IS NULL \
                 AND state IN ('queued', 'retry_wait', 'held')",
                args![account],
            )
            .await?;
        Ok(row.and_then(|(due,)| due).map(Timestamp))
    }

    /// Of these messages, those whose links are all active and whose marks are all in force now.
    pub async fn still_true(&mut self, candidates: &[Candidate]) -> Result<HashSet<MessageId>, StoreError> {
        let links = pairs(candidates, |candidate| candidate.guardianships.clone());
        let marks = pairs(candidates, |candidate| candidate.marks.iter().map(|mark| mark.0).collect());
        let linked: HashSet<(Uuid,)> = self
            .fetch_many::<(Uuid,)>(
                "WITH wanted (school_id, id) AS (VALUES ",
                links,
                ") SELECT g.id FROM wanted w JOIN guardianship g ON g.school_id = w.school_id AND g.id = w.id \
                 WHERE g.state = 'active' AND g.consent_at IS NOT NULL AND g.withdrawn_at IS NULL",
            )
            .await?
            .into_iter()
            .collect();
        let in_force: HashSet<(Uuid,)> = self
            .fetch_many::<(Uuid,)>(
                "WITH wanted (school_id, id) AS (VALUES ",
                marks,
                ") SELECT m.id FROM wanted w JOIN mark m ON m.school_id = w.school_id AND m.id = w.id \
                 WHERE m.state = 'published'",
            )
            .await?
            .into_iter()
            .collect();
        let holds = |candidate: &&Candidate| {
            candidate.guardianships.iter().all(|link| linked.contains(&(*link,)))
                && candidate.marks.iter().all(|mark| in_force.contains(&(mark.0,)))
        };
        Ok(candidates.iter().filter(holds).map(|candidate| candidate.id).collect())
    }

    /// T1: states the intent to send. Returns the messages it holds for, with the number of this attempt.
    pub async fn intend(
        &mut self,
        intents: &[Intent],
        account: &AccountId,
        now: Timestamp,
    ) -> Result<HashSet<MessageId>, StoreError> {
        let rows = intents.iter().map(|intent| args![intent.school, intent.message, intent.epoch]).collect();
        let changed: Vec<(Uuid, i64)> = self
            .fetch_many(
                "WITH intent (school_id, id, epoch) AS (VALUES ",
                rows,
                ") UPDATE message SET state = 'sending', attempts = message.attempts + 1, epoch = intent.epoch \
                 FROM intent WHERE message.school_id = intent.school_id AND message.id = intent.id \
                 AND message.settled_at IS NULL AND message.state IN ('queued', 'retry_wait', 'held') \
                 AND NOT message.cancel_requested RETURNING message.id, message.attempts",
            )
            .await?;
        let numbers: std::collections::HashMap<Uuid, i64> = changed.into_iter().collect();
        let attempts = intents
            .iter()
            .filter_map(|intent| Some((intent, *numbers.get(&intent.message.0)?)))
            .map(|(intent, n)| args![intent.school, intent.attempt, intent.message, n, account, intent.epoch, now])
            .collect();
        self.execute_many(
            "INSERT INTO attempt (school_id, id, message_id, n, account_id, epoch, started_at) VALUES ",
            attempts,
            "",
        )
        .await?;
        Ok(numbers.into_keys().map(MessageId).collect())
    }

    /// Ends messages that must not be sent (any more), or cannot be.
    pub async fn withdraw_messages(
        &mut self,
        messages: &[(SchoolId, MessageId, Withdrawal, &'static str)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows =
            messages.iter().map(|(school, id, how, reason)| args![*school, *id, how.state(), *reason, now]).collect();
        self.execute_many(
            "WITH gone (school_id, id, state, reason, at) AS (VALUES ",
            rows,
            ") UPDATE message SET state = gone.state, reason = gone.reason, settled_at = gone.at FROM gone \
             WHERE message.school_id = gone.school_id AND message.id = gone.id AND message.settled_at IS NULL \
             AND message.state IN ('queued', 'retry_wait', 'held')",
        )
        .await?;
        Ok(())
    }

    /// Puts other words in place of a message that has not been sent and shows marks that are no longer in force.
    pub async fn replace_phrase(&mut self, school: SchoolId, message: MessageId, say: &Say) -> Result<(), StoreError> {
        let corrupt = |_| StoreError::Corrupt { table: "message", column: "phrase" };
        let phrase = self.keys().seal(PHRASE, message.0, &serde_json::to_vec(say).map_err(corrupt)?);
        let changed = self
            .execute(
                "UPDATE message SET phrase = $3, marks = '[]' WHERE school_id = $1 AND id = $2 \
                 AND settled_at IS NULL AND state IN ('queued', 'retry_wait', 'held')",
                args![school, message, phrase],
            )
            .await?;
        expect_one(changed, "a message")
    }

    /// T2: proof of acceptance. Never fenced: a message that a provider has is sent, whatever we thought of it.
    ///
    /// Receipts that came before are joined now.
    pub async fn accept_attempts(&mut self, accepted: &[AcceptedAttempt], now: Timestamp) -> Result<(), StoreError> {
        let rows = accepted.iter().map(|one| args![one.school, one.attempt, one.provider_id.as_str(), now]).collect();
        self.execute_many(
            "WITH proof (school_id, id, provider_id, at) AS (VALUES ",
            rows,
            ") UPDATE attempt SET outcome = 'accepted', provider_id = proof.provider_id, finished_at = proof.at \
             FROM proof WHERE attempt.school_id = proof.school_id AND attempt.id = proof.id \
             AND (attempt.outcome IS NULL OR attempt.outcome = 'unknown')",
        )
        .await?;
        let rows = accepted.iter().map(|one| args![one.school, one.message, now]).collect();
        self.execute_many(
            "WITH proof (school_id, id, at) AS (VALUES ",
            rows,
            ") UPDATE message SET state = 'accepted', rank = CASE WHEN message.rank < 1 THEN 1 ELSE message.rank END, \
             settled_at = proof.at FROM proof WHERE message.school_id = proof.school_id AND message.id = proof.id \
             AND message.state IN ('sending', 'ambiguous', 'retry_wait', 'queued', 'dead')",
        )
        .await?;
        self.join_early_receipts(accepted).await
    }

    /// T2: a known failure, written only by the attempt and epoch it belongs to.
    pub async fn settle_attempt(&mut self, settlement: &Settlement, now: Timestamp) -> Result<bool, StoreError> {
        let Settlement { school, message, attempt, epoch, .. } = settlement;
        self.execute(
            "UPDATE attempt SET outcome = $3, finished_at = $4, http_status = $5, code = $6 \
             WHERE school_id = $1 AND id = $2 AND outcome IS NULL",
            args![*school, *attempt, settlement.outcome, now, settlement.http_status, settlement.code],
        )
        .await?;
        let (state, not_before, charged) = match &settlement.next {
            Next::Retry { at, charged } => ("retry_wait", Some(*at), i64::from(*charged)),
            Next::Ambiguous => ("ambiguous", None, 0),
            Next::Failed { .. } => ("failed", None, 0),
        };
        let ambiguous_since = matches!(settlement.next, Next::Ambiguous).then_some(now);
        let reason = match &settlement.next {
            Next::Failed { reason } => Some(reason.as_str()),
            _ => None,
        };
        let changed = self
            .execute(
                "UPDATE message SET state = $5, not_before = COALESCE($6, not_before), charged = charged + $7, \
                 ambiguous_since = $8, reason = $9, settled_at = $10 \
                 WHERE school_id = $1 AND id = $2 AND state = 'sending' AND epoch = $3 \
                 AND EXISTS (SELECT 1 FROM attempt a WHERE a.school_id = message.school_id AND a.id = $4 \
                 AND a.message_id = message.id AND a.n = message.attempts)",
                args![
                    *school,
                    *message,
                    *epoch,
                    *attempt,
                    state,
                    not_before,
                    charged,
                    ambiguous_since,
                    reason,
                    reason.map(|_| now),
                ],
            )
            .await?;
        Ok(changed == 1)
    }
}

fn list<T: for<'de> Deserialize<'de>>(json: &str) -> Option<Vec<T>> {
    serde_json::from_str(json).ok()
}

fn pairs(candidates: &[Candidate], ids: impl Fn(&Candidate) -> Vec<Uuid>) -> Vec<Vec<super::sql::Value>> {
    candidates.iter().flat_map(|candidate| ids(candidate).into_iter().map(|id| args![candidate.school, id])).collect()
}
