//! What providers say our messages cost, beside what was foreseen.
//!
//! Invariant: the figure told with the furthest receipt holds, in whatever order receipts come, and the month's sum moves
//! with it in the same transaction.

use std::collections::HashMap;
use uuid::Uuid;

use super::receipt::DELIVERED;
use crate::domain::{AttemptId, SchoolId, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// What a receipt says an attempt costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bill {
    pub(super) school: SchoolId,
    pub(super) attempt: AttemptId,
    /// Of the receipt.
    pub(super) rank: i64,
    pub(super) micros: i64,
    pub(super) at: Timestamp,
}

impl Tx {
    /// Puts what providers say in the place of what was foreseen; what nobody foresaw counts from its delivery on.
    pub(super) async fn apply_bills(&mut self, bills: Vec<Bill>) -> Result<(), StoreError> {
        if bills.is_empty() {
            return Ok(());
        }
        let mut furthest: HashMap<(SchoolId, AttemptId), Bill> = HashMap::new();
        for bill in bills {
            let known = furthest.entry((bill.school, bill.attempt)).or_insert(bill);
            if bill.rank >= known.rank {
                *known = bill;
            }
        }
        let rows = furthest.values().map(|bill| args![bill.school, bill.attempt, bill.rank, bill.micros]).collect();
        let moved: Vec<(Uuid, Uuid, String, i64)> = self
            .fetch_many(
                "WITH bill (school_id, attempt_id, rank, micros) AS (VALUES ",
                rows,
                ") UPDATE charge SET moved = bill.micros - charge.micros, micros = bill.micros, told_rank = bill.rank \
                 FROM bill WHERE charge.school_id = bill.school_id AND charge.attempt_id = bill.attempt_id \
                 AND charge.told_rank <= bill.rank \
                 RETURNING charge.school_id, charge.attempt_id, charge.month, charge.moved",
            )
            .await?;
        for (school, attempt, ..) in &moved {
            furthest.remove(&(SchoolId(*school), AttemptId(*attempt)));
        }
        let sums = moved.into_iter().map(|(school, _, month, moved)| ((SchoolId(school), month), moved));
        self.add_to_months(sums, 0).await?;
        let unforeseen = furthest.into_values().filter(|bill| bill.micros > 0 && bill.rank >= DELIVERED);
        // Rare: kept beside the common way, whose size each commit carries.
        Box::pin(self.charge_unforeseen(unforeseen.collect())).await
    }

    /// Rare: a charge that was given back because the message had failed, or that nobody expected.
    async fn charge_unforeseen(&mut self, bills: Vec<Bill>) -> Result<(), StoreError> {
        for bill in bills {
            let Some(school) = self.school(bill.school).await? else { continue };
            let month = school.month(bill.at);
            let new = self
                .execute(
                    "INSERT INTO charge (school_id, attempt_id, month, micros, segments, told_rank, moved) \
                     VALUES ($1, $2, $3, $4, 0, $5, $4) ON CONFLICT (school_id, attempt_id) DO NOTHING",
                    args![bill.school, bill.attempt, month.as_str(), bill.micros, bill.rank],
                )
                .await?;
            if new > 0 {
                self.spent(bill.school, &month).await?;
                self.add_to_months(std::iter::once(((bill.school, month), bill.micros)), 1).await?;
            }
        }
        Ok(())
    }
}
