//! Rows that a transaction writes at its end, many at once: the hot path pays one statement per batch, not per row.
//!
//! Invariant: what is buffered is written in the transaction it was buffered in, in the order of the lists below, or not
//! at all. Nothing that a later statement of the same transaction reads may be buffered.

use super::sql::Value;
use super::{StoreError, Tx};

/// Rows waiting for the end of the transaction.
#[derive(Default)]
pub(super) struct Buffer {
    pub(super) audit: Vec<Vec<Value>>,
    pub(super) messages: Vec<Vec<Value>>,
    pub(super) disclosures: Vec<Vec<Value>>,
}

impl Tx {
    /// Writes what was buffered.
    pub(super) async fn flush(&mut self) -> Result<(), StoreError> {
        let buffer = std::mem::take(&mut self.buffer);
        self.execute_many(
            "INSERT INTO audit (school_id, id, at, actor, action, subject, detail) VALUES ",
            buffer.audit,
            "",
        )
        .await?;
        self.execute_many(
            "INSERT INTO message (school_id, id, account_id, contact_id, class, state, rank, phrase, dedupe, \
             guardianships, marks, attempts, resends, epoch, cancel_requested, not_before, expires_at, created_at, \
             eligible_at, cause) VALUES ",
            buffer.messages,
            " ON CONFLICT DO NOTHING",
        )
        .await?;
        self.execute_many(
            "INSERT INTO disclosure (school_id, mark_id, guardian_id, contact_id, message_id, at) VALUES ",
            buffer.disclosures,
            " ON CONFLICT DO NOTHING",
        )
        .await?;
        Ok(())
    }
}
