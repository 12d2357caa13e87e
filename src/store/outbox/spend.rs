//! What messages cost a school, month by month, and whom a provider spares advertising.
//!
//! Invariant: the month's sum is the sum of its charges; both are written in the transaction that states the intent, and a
//! charge is given back in the transaction that learns that the message was surely not delivered. What the provider says
//! later is `bill`'s.

use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::domain::{AttemptId, ContactId, SchoolId, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// What an attempt will cost if it is delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    pub school: SchoolId,
    pub attempt: AttemptId,
    /// `2026-11`, in the school's zone.
    pub month: String,
    pub micros: i64,
    /// Of SMS, which are paid for once they have left; 0 for what is paid for when it is delivered.
    pub segments: i64,
}

/// A school's month.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct MonthSpend {
    /// The school's code.
    pub school: String,
    pub month: String,
    pub micros: i64,
    pub messages: i64,
}

/// What did not leave is not paid for.
const UNSENT: &str = ") DELETE FROM charge WHERE (school_id, attempt_id) IN (SELECT school_id, id FROM gone) \
                      RETURNING school_id, month, micros";
/// Nor is what is paid for by delivery and was not delivered, whatever came first.
const UNDELIVERED: &str = ") DELETE FROM charge WHERE (school_id, attempt_id) IN (SELECT school_id, id FROM gone) \
                           AND segments = 0 AND told_rank < 3 RETURNING school_id, month, micros";

impl Tx {
    /// What a school has spent in a month, and up to which percentage its administrators have been told. Until this
    /// transaction ends, nobody else spends.
    pub async fn spent(&mut self, school: SchoolId, month: &str) -> Result<(i64, i64), StoreError> {
        let row: Option<(i64, i64)> = self
            .fetch_optional(
                "INSERT INTO spend (school_id, month, micros, messages, told_percent) VALUES ($1, $2, 0, 0, 0) \
                 ON CONFLICT (school_id, month) DO UPDATE SET micros = spend.micros RETURNING micros, told_percent",
                args![school, month],
            )
            .await?;
        Ok(row.unwrap_or_default())
    }

    /// Writes down what attempts will cost.
    pub async fn charge(&mut self, charges: &[Charge]) -> Result<(), StoreError> {
        let rows = charges
            .iter()
            .map(|one| args![one.school, one.attempt, one.month.as_str(), one.micros, one.segments, 0_i64, 0_i64])
            .collect();
        self.execute_many(
            "INSERT INTO charge (school_id, attempt_id, month, micros, segments, told_rank, moved) VALUES ",
            rows,
            "",
        )
        .await?;
        let sums = charges.iter().map(|one| ((one.school, one.month.clone()), one.micros));
        self.add_to_months(sums, 1).await
    }

    /// Gives back what these attempts were to cost: they surely did not leave.
    pub async fn give_back(&mut self, attempts: &[(SchoolId, AttemptId)]) -> Result<(), StoreError> {
        self.hold_money(attempts.iter().map(|(school, _)| *school)).await?;
        self.refund(attempts, UNSENT).await
    }

    /// Gives back what is paid for by delivery: these attempts were surely not delivered.
    pub async fn give_back_undelivered(&mut self, attempts: &[(SchoolId, AttemptId)]) -> Result<(), StoreError> {
        self.refund(attempts, UNDELIVERED).await
    }

    async fn refund(&mut self, attempts: &[(SchoolId, AttemptId)], sql: &'static str) -> Result<(), StoreError> {
        let rows = attempts.iter().map(|(school, attempt)| args![*school, *attempt]).collect();
        let given: Vec<(Uuid, String, i64)> =
            self.fetch_many("WITH gone (school_id, id) AS (VALUES ", rows, sql).await?;
        let sums = given.into_iter().map(|(school, month, micros)| ((SchoolId(school), month), -micros));
        self.add_to_months(sums, -1).await
    }

    pub(super) async fn add_to_months(
        &mut self,
        amounts: impl Iterator<Item = ((SchoolId, String), i64)>,
        messages: i64,
    ) -> Result<(), StoreError> {
        let mut sums: BTreeMap<(SchoolId, String), (i64, i64)> = BTreeMap::new();
        for (month, micros) in amounts {
            let sum = sums.entry(month).or_default();
            *sum = (sum.0 + micros, sum.1 + messages);
        }
        for ((school, month), (micros, messages)) in sums {
            self.execute(
                "UPDATE spend SET micros = micros + $3, messages = messages + $4 WHERE school_id = $1 AND month = $2",
                args![school, month, micros, messages],
            )
            .await?;
        }
        Ok(())
    }

    /// Notes that a school's administrators have been told of so many percent.
    pub async fn note_spend_told(&mut self, school: SchoolId, month: &str, percent: i64) -> Result<(), StoreError> {
        self.execute(
            "UPDATE spend SET told_percent = $3 WHERE school_id = $1 AND month = $2",
            args![school, month, percent],
        )
        .await?;
        Ok(())
    }

    /// What schools have spent since a month, the latest month first.
    pub async fn spends_since(&mut self, month: &str) -> Result<Vec<MonthSpend>, StoreError> {
        self.fetch_all(
            "SELECT s.code AS school, p.month, p.micros, p.messages FROM spend p JOIN school s ON s.id = p.school_id \
             WHERE p.month >= $1 ORDER BY p.month DESC, s.code",
            args![month],
        )
        .await
    }

    /// People who get no advertising before then.
    pub async fn spare_contacts(&mut self, contacts: &[(SchoolId, ContactId, Timestamp)]) -> Result<(), StoreError> {
        let rows = contacts.iter().map(|(school, contact, until)| args![*school, *contact, *until]).collect();
        self.execute_many(
            "WITH spared (school_id, id, until) AS (VALUES ",
            rows,
            ") UPDATE contact SET no_marketing_before = spared.until FROM spared \
             WHERE contact.school_id = spared.school_id AND contact.id = spared.id \
             AND contact.no_marketing_before < spared.until",
        )
        .await?;
        Ok(())
    }

    /// A person told the provider whether they want advertising.
    pub async fn set_advertising(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        wanted: bool,
    ) -> Result<(), StoreError> {
        let before = if wanted { Timestamp(0) } else { Timestamp(i64::MAX) };
        self.execute(
            "UPDATE contact SET no_marketing_before = $3 WHERE school_id = $1 AND id = $2",
            args![school, contact, before],
        )
        .await?;
        Ok(())
    }
}
