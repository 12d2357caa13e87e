//! Receipts (T3): they join an attempt's message by rank, whenever and in whatever order they come.
//!
//! Invariant: the final state does not depend on their order or number. `delivered` and `read` win over `failed`;
//! `failed` wins over `sent`.

use carnet_webhooks::ReceiptStatus;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

use super::outbox::AcceptedAttempt;
use super::sql::{Value, args};
use super::{StoreError, Tx};
use crate::domain::{AccountId, EventId, SchoolId, Timestamp};

/// News of a message of ours.
#[derive(Debug, Clone)]
pub struct ReceiptNews {
    pub school: SchoolId,
    pub account: AccountId,
    /// The provider's id of our message.
    pub provider_id: String,
    /// Our attempt, where the provider echoed it.
    pub attempt: Option<Uuid>,
    pub status: ReceiptStatus,
    pub code: Option<i64>,
    pub at: Timestamp,
}

#[derive(FromRow)]
struct OwnerRow {
    at: i64,
    attempt_id: Uuid,
    message_id: Uuid,
}

#[derive(FromRow)]
struct EarlyRow {
    attempt_id: Uuid,
    message_id: Uuid,
    status: String,
    code: Option<i64>,
    at: i64,
}

/// All that is known of one message from several receipts.
struct Joined {
    school: SchoolId,
    rank: i64,
    failed: bool,
    code: Option<i64>,
    at: Timestamp,
}

fn rank(status: ReceiptStatus) -> i64 {
    match status {
        ReceiptStatus::Failed => 0,
        ReceiptStatus::Accepted => 1,
        ReceiptStatus::Sent => 2,
        ReceiptStatus::Delivered => 3,
        ReceiptStatus::Read => 4,
    }
}

fn code_of(status: ReceiptStatus) -> &'static str {
    match status {
        ReceiptStatus::Failed => "failed",
        ReceiptStatus::Accepted => "accepted",
        ReceiptStatus::Sent => "sent",
        ReceiptStatus::Delivered => "delivered",
        ReceiptStatus::Read => "read",
    }
}

fn status_of(code: &str) -> Option<ReceiptStatus> {
    [ReceiptStatus::Failed, ReceiptStatus::Accepted, ReceiptStatus::Sent, ReceiptStatus::Delivered, ReceiptStatus::Read]
        .into_iter()
        .find(|status| code_of(*status) == code)
}

impl Tx {
    /// Notes receipts; they are joined at the end of this transaction.
    pub fn apply_receipts(&mut self, news: Vec<ReceiptNews>) {
        self.buffer.receipts.extend(news);
    }

    /// Joins buffered receipts with their messages; those whose attempt is not known yet are kept.
    pub(super) async fn join_receipts(&mut self, news: Vec<ReceiptNews>) -> Result<(), StoreError> {
        if news.is_empty() {
            return Ok(());
        }
        let owners = self.owners(&news).await?;
        let mut joined = HashMap::new();
        let mut proofs = Vec::new();
        let mut early = Vec::new();
        for (at, one) in news.iter().enumerate() {
            match owners.get(&at) {
                Some((attempt, message)) => {
                    join(&mut joined, one.school, *message, one.status, one.code, one.at);
                    proofs.push(args![one.school, *attempt, one.provider_id.as_str(), one.at]);
                }
                None => early.push(early_row(one)),
            }
        }
        self.execute_many(
            "INSERT INTO receipt (school_id, id, account_id, provider_id, attempt_id, status, code, at, matched) VALUES ",
            early,
            "",
        )
        .await?;
        self.prove(proofs).await?;
        self.settle_joined(joined).await
    }

    /// Joins receipts that came before their attempt was known to be accepted.
    pub(super) async fn join_early_receipts(&mut self, accepted: &[AcceptedAttempt]) -> Result<(), StoreError> {
        let rows =
            accepted.iter().map(|one| args![one.school, one.attempt, one.message, one.provider_id.as_str()]).collect();
        let early: Vec<EarlyRow> = self
            .fetch_many(
                "WITH wanted (school_id, attempt_id, message_id, provider_id) AS (VALUES ",
                rows,
                ") SELECT w.attempt_id, w.message_id, r.status, r.code, r.at FROM wanted w \
                 JOIN attempt a ON a.school_id = w.school_id AND a.id = w.attempt_id \
                 JOIN receipt r ON r.account_id = a.account_id AND r.provider_id = w.provider_id AND NOT r.matched",
            )
            .await?;
        if early.is_empty() {
            return Ok(());
        }
        let schools: HashMap<Uuid, (SchoolId, &str)> =
            accepted.iter().map(|one| (one.attempt.0, (one.school, one.provider_id.as_str()))).collect();
        let mut joined = HashMap::new();
        for row in &early {
            let (Some((school, _)), Some(status)) = (schools.get(&row.attempt_id), status_of(&row.status)) else {
                continue;
            };
            join(&mut joined, *school, row.message_id, status, row.code, Timestamp(row.at));
        }
        for one in accepted {
            self.execute(
                "UPDATE receipt SET matched = TRUE WHERE account_id = (SELECT account_id FROM attempt \
                 WHERE school_id = $1 AND id = $2) AND provider_id = $3 AND NOT matched",
                args![one.school, one.attempt, one.provider_id.as_str()],
            )
            .await?;
        }
        self.settle_joined(joined).await
    }

    /// Which attempt and message each receipt belongs to, by its place in `news`.
    async fn owners(&mut self, news: &[ReceiptNews]) -> Result<HashMap<usize, (Uuid, Uuid)>, StoreError> {
        let mut by_attempt = Vec::new();
        let mut by_provider = Vec::new();
        for (at, one) in news.iter().enumerate() {
            let at = i64::try_from(at).unwrap_or(i64::MAX);
            match one.attempt {
                Some(attempt) => by_attempt.push(args![at, one.school, attempt]),
                None => by_provider.push(args![at, one.school, &one.account, one.provider_id.as_str()]),
            }
        }
        let mut found: Vec<OwnerRow> = self
            .fetch_many(
                "WITH news (at, school_id, attempt_id) AS (VALUES ",
                by_attempt,
                ") SELECT n.at, a.id AS attempt_id, a.message_id FROM news n \
                 JOIN attempt a ON a.school_id = n.school_id AND a.id = n.attempt_id",
            )
            .await?;
        found.extend(
            self.fetch_many::<OwnerRow>(
                "WITH news (at, school_id, account_id, provider_id) AS (VALUES ",
                by_provider,
                ") SELECT n.at, a.id AS attempt_id, a.message_id FROM news n \
                 JOIN attempt a ON a.account_id = n.account_id AND a.provider_id = n.provider_id \
                 AND a.school_id = n.school_id",
            )
            .await?,
        );
        Ok(found
            .into_iter()
            .filter_map(|row| Some((usize::try_from(row.at).ok()?, (row.attempt_id, row.message_id))))
            .collect())
    }

    /// A receipt proves that the provider took the attempt.
    async fn prove(&mut self, proofs: Vec<Vec<Value>>) -> Result<(), StoreError> {
        self.execute_many(
            "WITH proof (school_id, id, provider_id, at) AS (VALUES ",
            proofs,
            ") UPDATE attempt SET outcome = 'accepted', provider_id = COALESCE(attempt.provider_id, proof.provider_id), \
             finished_at = COALESCE(attempt.finished_at, proof.at) FROM proof \
             WHERE attempt.school_id = proof.school_id AND attempt.id = proof.id \
             AND (attempt.outcome IS NULL OR attempt.outcome = 'unknown')",
        )
        .await?;
        Ok(())
    }

    async fn settle_joined(&mut self, joined: HashMap<Uuid, Joined>) -> Result<(), StoreError> {
        let rows = joined
            .into_iter()
            .map(|(message, one)| {
                args![one.school, message, one.rank, one.failed, one.code.map(|code| code.to_string()), one.at]
            })
            .collect();
        self.execute_many(
            "WITH news (school_id, id, rank, failed, reason, at) AS (VALUES ",
            rows,
            ") UPDATE message SET \
             rank = CASE WHEN message.rank < news.rank THEN news.rank ELSE message.rank END, \
             state = CASE WHEN message.rank >= 3 OR news.rank >= 3 THEN 'accepted' \
             WHEN news.failed OR message.state = 'failed_after_accept' THEN 'failed_after_accept' \
             ELSE 'accepted' END, \
             reason = CASE WHEN news.failed THEN news.reason ELSE message.reason END, \
             settled_at = COALESCE(message.settled_at, news.at) \
             FROM news WHERE message.school_id = news.school_id AND message.id = news.id \
             AND message.state NOT IN ('cancelled', 'superseded', 'expired', 'failed')",
        )
        .await?;
        Ok(())
    }
}

fn join(
    joined: &mut HashMap<Uuid, Joined>,
    school: SchoolId,
    message: Uuid,
    status: ReceiptStatus,
    code: Option<i64>,
    at: Timestamp,
) {
    let one = joined.entry(message).or_insert(Joined { school, rank: 0, failed: false, code: None, at });
    one.rank = one.rank.max(rank(status));
    if status == ReceiptStatus::Failed {
        one.failed = true;
        one.code = code.or(one.code);
    }
}

fn early_row(one: &ReceiptNews) -> Vec<Value> {
    let status = code_of(one.status);
    args![
        one.school,
        EventId::fresh(),
        &one.account,
        one.provider_id.as_str(),
        one.attempt,
        status,
        one.code,
        one.at,
        false
    ]
}
