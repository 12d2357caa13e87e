//! Where a conversation stands, sealed: it holds marks and what people wrote.

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ContactId, SchoolId, Timestamp};

const STATE: &str = "dialogue.state";

impl Tx {
    /// The memory of a conversation, as its owner wrote it.
    pub async fn dialogue(&mut self, school: SchoolId, contact: ContactId) -> Result<Option<Vec<u8>>, StoreError> {
        let row: Option<(Vec<u8>,)> = self
            .fetch_optional(
                "SELECT state FROM dialogue WHERE school_id = $1 AND contact_id = $2",
                args![school, contact],
            )
            .await?;
        row.map(|(sealed,)| self.keys().open(STATE, contact.0, &sealed)).transpose()
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
        self.execute(
            "INSERT INTO dialogue (school_id, contact_id, state, updated_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (school_id, contact_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
            args![school, contact, sealed, now],
        )
        .await?;
        Ok(())
    }
}
