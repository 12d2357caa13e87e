//! T2: how attempts ended.

use std::collections::HashSet;
use uuid::Uuid;

use crate::domain::{AttemptId, ContactId, MessageId, SchoolId, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// An attempt that the provider took.
#[derive(Debug, Clone)]
pub struct Proof {
    pub school: SchoolId,
    pub message: MessageId,
    pub attempt: AttemptId,
    /// The message ends with this part; else its next part is due.
    pub last: bool,
    pub provider_id: String,
}

/// An attempt that was not accepted, or perhaps not.
#[derive(Debug, Clone)]
pub struct Setback {
    pub school: SchoolId,
    pub message: MessageId,
    pub attempt: AttemptId,
    /// The number of this attempt.
    pub n: i64,
    pub epoch: i64,
    /// As the table names it.
    pub outcome: &'static str,
    pub http_status: Option<i64>,
    pub code: Option<i64>,
    pub next: Next,
}

/// What becomes of a message after an attempt that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Again, not before `at`; `charged` when the attempt counts against the message.
    Retry { at: Timestamp, charged: bool, reason: Option<&'static str> },
    /// Perhaps sent: waits for proof.
    Ambiguous,
    /// Over.
    Failed { reason: String },
}

impl Tx {
    /// T2: proof of acceptance. Never fenced: a message that a provider has is sent, whatever we thought of it.
    ///
    /// Receipts that came before are joined now. Returns how many of these messages had been accepted before, by an
    /// earlier attempt: known duplicates.
    pub async fn prove_acceptance(&mut self, proofs: &[Proof], now: Timestamp) -> Result<u64, StoreError> {
        let rows = proofs.iter().map(|one| args![one.school, one.attempt, one.provider_id.as_str(), now]).collect();
        let news: Vec<(Uuid,)> = self
            .fetch_many(
                "WITH proof (school_id, id, provider_id, at) AS (VALUES ",
                rows,
                ") UPDATE attempt SET outcome = 'accepted', finished_at = proof.at, \
                 provider_id = COALESCE(attempt.provider_id, proof.provider_id) \
                 FROM proof WHERE attempt.school_id = proof.school_id AND attempt.id = proof.id \
                 AND (attempt.outcome IS NULL OR attempt.outcome = 'unknown') RETURNING attempt.id",
            )
            .await?;
        let news: HashSet<Uuid> = news.into_iter().map(|(id,)| id).collect();
        let proven = |proof: &&Proof| news.contains(&proof.attempt.0);
        let ended: Vec<_> = proofs.iter().filter(proven).filter(|proof| proof.last).collect();
        let rows = ended.iter().map(|one| args![one.school, one.message, now]).collect();
        let changed = self
            .execute_many(
                "WITH proof (school_id, id, at) AS (VALUES ",
                rows,
                // A part before it may have failed meanwhile.
                ") UPDATE message SET rank = 1, ambiguous_since = NULL, \
                 state = CASE WHEN message.reason LIKE 'part %' THEN message.state ELSE 'accepted' END, \
                 reason = CASE WHEN message.reason LIKE 'part %' THEN message.reason END, \
                 told_after_all = message.told_after_all OR (message.topic IS NOT NULL AND (message.cancel_requested \
                 OR message.state IN ('ambiguous', 'cancelled', 'superseded', 'expired', 'dead'))), \
                 settled_at = COALESCE(message.settled_at, proof.at) FROM proof \
                 WHERE message.school_id = proof.school_id AND message.id = proof.id AND message.rank = 0",
            )
            .await?;
        let more = proofs.iter().filter(proven).filter(|proof| !proof.last).map(|one| (one.school, one.attempt));
        self.advance_parts(more.collect()).await?;
        self.join_early_receipts(proofs).await?;
        Ok((ended.len() as u64).saturating_sub(changed))
    }

    /// The parts of these attempts are sent; the next one is due.
    pub(super) async fn advance_parts(&mut self, attempts: Vec<(SchoolId, AttemptId)>) -> Result<(), StoreError> {
        let rows = attempts.into_iter().map(|(school, attempt)| args![school, attempt]).collect();
        self.execute_many(
            "WITH proof (school_id, id) AS (VALUES ",
            rows,
            ") UPDATE message SET state = 'queued', part = message.part + 1, reason = NULL, ambiguous_since = NULL, \
             settled_at = NULL FROM proof, attempt \
             WHERE attempt.school_id = proof.school_id AND attempt.id = proof.id \
             AND message.school_id = attempt.school_id AND message.id = attempt.message_id \
             AND message.part = attempt.part \
             AND message.state IN ('sending', 'ambiguous', 'retry_wait', 'queued', 'dead')",
        )
        .await?;
        Ok(())
    }

    /// T2: known failures and doubts, each written only by the attempt and epoch it belongs to. Returns how many were.
    pub async fn settle_setbacks(&mut self, setbacks: &[Setback], now: Timestamp) -> Result<u64, StoreError> {
        let rows = setbacks
            .iter()
            .map(|one| args![one.school, one.attempt, one.outcome, one.http_status, one.code, now])
            .collect();
        // What was surely not sent costs nothing; doubt is paid for.
        let unsent = setbacks.iter().filter(|one| one.outcome != "unknown").map(|one| (one.school, one.attempt));
        self.give_back(&unsent.collect::<Vec<_>>()).await?;
        self.execute_many(
            "WITH ending (school_id, id, outcome, http_status, code, at) AS (VALUES ",
            rows,
            ") UPDATE attempt SET outcome = ending.outcome, finished_at = ending.at, \
             http_status = ending.http_status, code = ending.code FROM ending \
             WHERE attempt.school_id = ending.school_id AND attempt.id = ending.id AND attempt.outcome IS NULL",
        )
        .await?;
        let rows = setbacks
            .iter()
            .map(|one| {
                let (state, not_before, charged, reason) = match &one.next {
                    Next::Retry { at, charged, reason } => ("retry_wait", Some(*at), *charged, *reason),
                    Next::Ambiguous => ("ambiguous", None, false, None),
                    Next::Failed { reason } => ("failed", None, true, Some(reason.as_str())),
                };
                let since = (state == "ambiguous").then_some(now);
                let charged = i64::from(charged);
                args![one.school, one.message, one.n, one.epoch, state, not_before, charged, since, reason, now]
            })
            .collect();
        self.execute_many(
            "WITH ending (school_id, id, n, epoch, state, not_before, charged, since, reason, at) AS (VALUES ",
            rows,
            // What would only be tried after it has expired is over now: an operator may still retry it.
            ") UPDATE message SET \
             state = CASE WHEN ending.not_before >= message.expires_at THEN 'dead' ELSE ending.state END, \
             reason = CASE WHEN ending.not_before >= message.expires_at THEN 'deadline' ELSE ending.reason END, \
             settled_at = CASE WHEN ending.state = 'failed' OR ending.not_before >= message.expires_at \
             THEN ending.at END, \
             not_before = COALESCE(ending.not_before, message.not_before), \
             charged = message.charged + ending.charged, ambiguous_since = ending.since FROM ending \
             WHERE message.school_id = ending.school_id AND message.id = ending.id \
             AND message.state = 'sending' AND message.epoch = ending.epoch AND message.attempts = ending.n",
        )
        .await
    }

    /// Attempts that have surely not left are waiting again, should they be on disk: their commit was never answered.
    pub async fn take_back(&mut self, attempts: &[(SchoolId, AttemptId)], now: Timestamp) -> Result<(), StoreError> {
        let rows = attempts.iter().map(|(school, attempt)| args![*school, *attempt]).collect();
        self.execute_many(
            "WITH unflown (school_id, id) AS (VALUES ",
            rows,
            ") UPDATE message SET state = 'queued' FROM unflown, attempt \
             WHERE attempt.school_id = unflown.school_id AND attempt.id = unflown.id AND attempt.outcome IS NULL \
             AND message.school_id = attempt.school_id AND message.id = attempt.message_id \
             AND message.state = 'sending' AND message.attempts = attempt.n AND message.epoch = attempt.epoch",
        )
        .await?;
        let rows = attempts.iter().map(|(school, attempt)| args![*school, *attempt, now]).collect();
        self.execute_many(
            "WITH unflown (school_id, id, at) AS (VALUES ",
            rows,
            ") UPDATE attempt SET outcome = 'not_sent', finished_at = unflown.at FROM unflown \
             WHERE attempt.school_id = unflown.school_id AND attempt.id = unflown.id AND attempt.outcome IS NULL",
        )
        .await?;
        self.give_back(attempts).await
    }

    /// These addresses lead nowhere: they are not written to until somebody writes from there.
    pub async fn block_contacts(&mut self, contacts: &[(SchoolId, ContactId)]) -> Result<(), StoreError> {
        let rows = contacts.iter().map(|(school, contact)| args![*school, *contact]).collect();
        self.execute_many(
            "WITH gone (school_id, id) AS (VALUES ",
            rows,
            ") UPDATE contact SET state = 'blocked' FROM gone \
             WHERE contact.school_id = gone.school_id AND contact.id = gone.id AND contact.state = 'active'",
        )
        .await?;
        Ok(())
    }
}
