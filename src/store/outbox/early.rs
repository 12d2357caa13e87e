//! Receipts that come before it is known which attempt they belong to: kept until it is.

use carnet_webhooks::ReceiptStatus;
use sqlx::FromRow;
use uuid::Uuid;

use super::Proof;
use super::receipt::{AfterFailure, ReceiptNews};
use crate::domain::{AccountId, EventId, SchoolId, Timestamp, first_id_of};
use crate::store::sql::{Value, args};
use crate::store::{StoreError, Tx};

#[derive(FromRow)]
struct EarlyRow {
    /// Where it was filed.
    filed_school: Uuid,
    /// Whose message it is of.
    school_id: Uuid,
    account_id: String,
    id: Uuid,
    provider_id: String,
    attempt_id: Uuid,
    status: String,
    bill: Option<i64>,
    code: Option<i64>,
    effect: String,
    at: i64,
}

impl Tx {
    /// Joins receipts that came before their attempt was known to be accepted.
    pub(super) async fn join_early_receipts(&mut self, proofs: &[Proof]) -> Result<(), StoreError> {
        let rows = proofs.iter().map(|one| args![one.school, one.attempt, one.provider_id.as_str()]).collect();
        let early: Vec<EarlyRow> = self
            .fetch_many(
                "WITH wanted (school_id, attempt_id, provider_id) AS (VALUES ",
                rows,
                ") SELECT r.school_id AS filed_school, a.school_id, r.account_id, r.id, r.provider_id, w.attempt_id, r.status, r.bill, \
                 r.code, r.effect, \
                 r.at FROM wanted w \
                 JOIN attempt a ON a.school_id = w.school_id AND a.id = w.attempt_id \
                 JOIN receipt r ON r.account_id = a.account_id AND r.provider_id = w.provider_id AND NOT r.matched",
            )
            .await?;
        self.join_rows(early).await
    }

    /// Joins receipts that came in since then for an attempt that is known now. On `PostgreSQL` a receipt and the proof of its
    /// attempt may be written at the same moment, neither seeing the other.
    pub async fn join_missed_receipts(&mut self, account: &AccountId, since: Timestamp) -> Result<usize, StoreError> {
        let missed: Vec<EarlyRow> = self
            .fetch_all(
                "SELECT r.school_id AS filed_school, a.school_id, r.account_id, r.id, r.provider_id, \
                 a.id AS attempt_id, r.status, r.bill, r.code, r.effect, r.at FROM receipt r \
                 JOIN attempt a ON a.account_id = r.account_id AND a.provider_id = r.provider_id \
                 WHERE NOT r.matched AND r.account_id = $1 AND r.id >= $2 ORDER BY r.id LIMIT 256",
                args![account, first_id_of(since)],
            )
            .await?;
        let count = missed.len();
        self.join_rows(missed).await?;
        Ok(count)
    }

    async fn join_rows(&mut self, early: Vec<EarlyRow>) -> Result<(), StoreError> {
        if early.is_empty() {
            return Ok(());
        }
        let matched = early.iter().map(|row| args![row.filed_school, row.id]).collect();
        let news: Vec<ReceiptNews> = early.into_iter().filter_map(EarlyRow::news).collect();
        let owned = self.held_owners(&news).await?;
        self.join_owned(&news, &owned).await?;
        self.execute_many(
            "WITH seen (school_id, id) AS (VALUES ",
            matched,
            ") UPDATE receipt SET matched = TRUE FROM seen \
             WHERE receipt.school_id = seen.school_id AND receipt.id = seen.id",
        )
        .await?;
        Ok(())
    }
}

impl EarlyRow {
    fn news(self) -> Option<ReceiptNews> {
        Some(ReceiptNews {
            school: SchoolId(self.school_id),
            others: Vec::new(),
            account: AccountId(self.account_id),
            provider_id: self.provider_id,
            attempt: Some(self.attempt_id),
            status: STATUSES.into_iter().find(|(_, code)| *code == self.status)?.0,
            bill: self.bill,
            code: self.code,
            after: EFFECTS.into_iter().find(|(_, code)| *code == self.effect)?.0,
            at: Timestamp(self.at),
        })
    }
}

const STATUSES: [(ReceiptStatus, &str); 5] = [
    (ReceiptStatus::Failed, "failed"),
    (ReceiptStatus::Accepted, "accepted"),
    (ReceiptStatus::Sent, "sent"),
    (ReceiptStatus::Delivered, "delivered"),
    (ReceiptStatus::Read, "read"),
];

const EFFECTS: [(AfterFailure, &str); 11] = [
    (AfterFailure::LeaveAddress, "leave_address"),
    (AfterFailure::LeaveChannel, "leave_channel"),
    (AfterFailure::GoElsewhere, "go_elsewhere"),
    (AfterFailure::GoElsewhereForOnce, "go_elsewhere_for_once"),
    (AfterFailure::SpareForADay, "spare_for_a_day"),
    (AfterFailure::Spare, "spare"),
    (AfterFailure::Nothing, "nothing"),
    (AfterFailure::SendTemplate, "send_template"),
    (AfterFailure::StopLane, "stop_lane"),
    (AfterFailure::AgainSoon, "again_soon"),
    (AfterFailure::AgainLater, "again_later"),
];

fn named<K: PartialEq, const N: usize>(table: [(K, &'static str); N], key: &K) -> &'static str {
    table.into_iter().find(|(known, _)| known == key).map_or("", |(_, name)| name)
}

pub(super) fn early_row(one: &ReceiptNews) -> Vec<Value> {
    args![
        one.school,
        EventId::fresh(),
        &one.account,
        one.provider_id.as_str(),
        one.attempt,
        named(STATUSES, &one.status),
        one.bill,
        one.code,
        named(EFFECTS, &one.after),
        one.at,
        false
    ]
}
