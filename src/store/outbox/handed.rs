//! What messages refer to: report cards they hand over, and messages whose words they change.

use std::collections::HashMap;
use uuid::Uuid;

use super::Candidate;
use super::intend::pairs;
use crate::domain::{AccountId, MessageId, SchoolId};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

impl Tx {
    /// Of the report cards these messages hand over, those that may not be: another version has taken their place or their
    /// term is open again (`false`), or they are in force, but of a student whose marks the guardian there may not read
    /// (`true`). Staff were asked for their right when they asked for the file.
    pub(super) async fn withheld_cards(
        &mut self,
        candidates: &[&Candidate],
    ) -> Result<HashMap<(Uuid, Uuid), bool>, StoreError> {
        let cards = pairs(candidates, |candidate| candidate.cards.iter().map(|card| card.0).collect());
        let found: Vec<(Uuid, Uuid, bool)> = self
            .fetch_many(
                "WITH wanted (school_id, id, contact_id) AS (VALUES ",
                cards,
                ") SELECT w.id, w.contact_id, k.closed_at IS NOT NULL FROM wanted w \
                 JOIN contact c ON c.school_id = w.school_id AND c.id = w.contact_id \
                 LEFT JOIN term_result r ON r.school_id = w.school_id AND r.id = w.id AND r.ended_at IS NULL \
                 LEFT JOIN closing k ON k.school_id = r.school_id AND k.term_id = r.term_id AND k.class_id = r.class_id \
                 WHERE k.closed_at IS NULL OR (c.staff_id IS NULL AND NOT EXISTS (SELECT 1 FROM guardianship g \
                 WHERE g.school_id = c.school_id AND g.guardian_id = c.guardian_id AND g.student_id = r.student_id \
                 AND g.state = 'active' AND g.consent_at IS NOT NULL AND g.withdrawn_at IS NULL))",
            )
            .await?;
        Ok(found.into_iter().map(|(card, contact, in_force)| ((card, contact), in_force)).collect())
    }

    /// Of these messages, what the provider of an account knows those by that it took, whole.
    pub async fn accepted_as(
        &mut self,
        account: &AccountId,
        messages: &[(SchoolId, MessageId)],
    ) -> Result<HashMap<MessageId, String>, StoreError> {
        let rows = messages.iter().map(|(school, id)| args![*school, *id, account]).collect();
        let found: Vec<(Uuid, String)> = self
            .fetch_many(
                "WITH wanted (school_id, id, account_id) AS (VALUES ",
                rows,
                ") SELECT a.message_id, a.provider_id FROM wanted w \
                 JOIN attempt a ON a.school_id = w.school_id AND a.message_id = w.id AND a.account_id = w.account_id \
                 AND a.outcome = 'accepted' AND a.part = 0 AND a.last AND a.provider_id IS NOT NULL",
            )
            .await?;
        Ok(found.into_iter().map(|(id, name)| (MessageId(id), name)).collect())
    }
}
