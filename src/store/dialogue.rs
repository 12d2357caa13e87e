//! Where a conversation stands, sealed: it holds marks and what people wrote.

use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ContactId, SchoolId, Timestamp};

const STATE: &str = "dialogue.state";

impl Tx {
    /// The memory of a conversation, as its owner wrote it.
    pub async fn dialogue(&mut self, school: SchoolId, contact: ContactId) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(known) = self.ahead.dialogues.get(&(school, contact)) {
            return Ok(known.clone());
        }
        Ok(self.dialogues(&BTreeSet::from([(school, contact)])).await?.remove(&(school, contact)).flatten())
    }

    /// The memories of these conversations, `None` where there is none.
    pub(super) async fn dialogues(
        &mut self,
        contacts: &BTreeSet<(SchoolId, ContactId)>,
    ) -> Result<HashMap<(SchoolId, ContactId), Option<Vec<u8>>>, StoreError> {
        let rows: Vec<(Uuid, Uuid, Vec<u8>)> = self
            .fetch_many(
                "WITH wanted (school_id, contact_id) AS (VALUES ",
                contacts.iter().map(|(school, contact)| args![*school, *contact]).collect(),
                ") SELECT d.school_id, d.contact_id, d.state FROM wanted w \
                 JOIN dialogue d ON d.school_id = w.school_id AND d.contact_id = w.contact_id",
            )
            .await?;
        let mut found: HashMap<_, _> = contacts.iter().map(|contact| (*contact, None)).collect();
        for (school, contact, sealed) in rows {
            let state = self.keys().open(STATE, contact, &sealed)?;
            found.insert((SchoolId(school), ContactId(contact)), Some(state));
        }
        Ok(found)
    }

    /// Replaces the memory of a conversation.
    pub async fn remember_dialogue(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        state: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sealed = self.keys().seal(STATE, contact.0, state);
        // Nothing else that was read ahead depends on it.
        let mut ahead = std::mem::take(&mut self.ahead);
        ahead.dialogues.remove(&(school, contact));
        self.execute(
            "INSERT INTO dialogue (school_id, contact_id, state, updated_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (school_id, contact_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
            args![school, contact, sealed, now],
        )
        .await?;
        self.ahead = ahead;
        Ok(())
    }
}
