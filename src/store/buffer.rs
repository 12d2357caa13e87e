//! Rows that a transaction writes at its end, many at once: the hot path pays one statement per batch, not per row.
//!
//! Invariant: what is buffered is written in the transaction it was buffered in, in the order of the lists below, or not
//! at all. Nothing that a later statement of the same transaction reads may be buffered.

use std::collections::BTreeMap;

use super::sql::{Value, args};
use super::{ReceiptNews, StoreError, Tx};
use crate::domain::{ContactId, GuardianId, MarkId, SchoolId, Timestamp};

/// Rows waiting for the end of the transaction.
#[derive(Default)]
pub(super) struct Buffer {
    pub(super) audit: Vec<Vec<Value>>,
    pub(super) messages: Vec<Vec<Value>>,
    /// By mark, guardian and whether it answers: a statement may touch a row once only.
    pub(super) disclosures: BTreeMap<(SchoolId, MarkId, GuardianId, bool), Vec<Value>>,
    /// Who wrote, in the order of their rows: two transactions then never wait for each other's.
    pub(super) heard: BTreeMap<(SchoolId, ContactId), Timestamp>,
    pub(super) receipts: Vec<ReceiptNews>,
}

impl Tx {
    /// Writes what was buffered; [`Tx::commit`] does it too.
    pub async fn flush(&mut self) -> Result<(), StoreError> {
        let buffer = std::mem::take(&mut self.buffer);
        self.remember_receipts(&buffer.receipts).await?;
        self.execute_many(
            "INSERT INTO audit (school_id, id, at, actor, action, subject, detail) VALUES ",
            buffer.audit,
            "",
        )
        .await?;
        self.execute_many(
            "INSERT INTO message (school_id, id, account_id, contact_id, class, state, rank, phrase, dedupe, \
             guardianships, marks, cards, attempts, resends, epoch, cancel_requested, not_before, expires_at, \
             created_at, eligible_at, cause, topic, edits, any_hour) VALUES ",
            buffer.messages,
            " ON CONFLICT DO NOTHING",
        )
        .await?;
        self.execute_many(
            "INSERT INTO disclosure (school_id, mark_id, guardian_id, contact_id, message_id, at, answered) VALUES ",
            buffer.disclosures.into_values().collect(),
            // What ended before it left has shown nothing: whatever shows it now does.
            " ON CONFLICT (school_id, mark_id, guardian_id, answered) DO UPDATE SET contact_id = excluded.contact_id, \
             message_id = excluded.message_id, at = excluded.at WHERE EXISTS (SELECT 1 FROM message e \
             WHERE e.school_id = disclosure.school_id AND e.id = disclosure.message_id \
             AND e.state IN ('cancelled', 'superseded', 'expired', 'failed'))",
        )
        .await?;
        let heard: Vec<_> =
            buffer.heard.into_iter().map(|((school, contact), at)| args![school, contact, at]).collect();
        self.execute_many(
            "WITH heard (school_id, id, at) AS (VALUES ",
            heard.clone(),
            // What waited because we could not say it freely, or not there, can be said now.
            ") UPDATE message SET not_before = heard.at, eligible_at = heard.at, reason = NULL FROM heard \
             WHERE (message.school_id = heard.school_id) IS TRUE AND message.contact_id = heard.id \
             AND message.settled_at IS NULL AND message.state || '' IN ('queued', 'retry_wait') \
             AND message.reason IN ('daily_recipients', 'template_waits', 'over_budget', 'spared_marketing', \
             'needs_template', 'contact_blocked', 'contact_suspended')",
        )
        .await?;
        self.execute_many(
            "WITH heard (school_id, id, at) AS (VALUES ",
            heard,
            // Who writes has not blocked us any more.
            ") UPDATE contact SET last_inbound_at = heard.at, undelivered = 0, undelivered_since = NULL, \
             state = CASE WHEN state = 'blocked' THEN 'active' ELSE state END FROM heard \
             WHERE contact.school_id = heard.school_id AND contact.id = heard.id \
             AND (contact.last_inbound_at IS NULL OR contact.last_inbound_at <= heard.at)",
        )
        .await?;
        self.join_receipts(&buffer.receipts).await
    }
}
