//! What is too old to be of use is forgotten, some at a time. Ids tell when a row was made: no index is kept for this.
//!
//! Kept for good: that a message was sent and what became of it, for corrections of old marks are told to those who have
//! been told; who changed what (`audit`).

use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{SchoolId, Timestamp, first_id_of};

/// Forgotten in one transaction at most: others write between two of them.
const AT_ONCE: i64 = 500;

impl Tx {
    /// Every school there is.
    pub async fn school_ids(&mut self) -> Result<Vec<SchoolId>, StoreError> {
        let rows: Vec<(Uuid,)> = self.fetch_all("SELECT id FROM school ORDER BY id", args![]).await?;
        Ok(rows.into_iter().map(|(id,)| SchoolId(id)).collect())
    }

    /// Forgets some events that were handled and came in before `handled`, or were set aside before `set_aside`.
    pub async fn forget_events(
        &mut self,
        school: SchoolId,
        handled: Timestamp,
        set_aside: Timestamp,
    ) -> Result<u64, StoreError> {
        let done = self
            .execute(
                "DELETE FROM inbox WHERE (school_id, id) IN (SELECT school_id, id FROM inbox \
                 WHERE school_id = $1 AND id < $2 AND state = 'done' ORDER BY id LIMIT $3)",
                args![school, first_id_of(handled), AT_ONCE],
            )
            .await?;
        let dead = self
            .execute(
                "DELETE FROM inbox WHERE school_id = $1 AND id < $2 AND state = 'dead'",
                args![school, first_id_of(set_aside)],
            )
            .await?;
        Ok(done + dead)
    }

    /// Forgets some receipts that came in before `before`: what they said has been joined, or was of nothing of ours.
    pub async fn forget_receipts(&mut self, school: SchoolId, before: Timestamp) -> Result<u64, StoreError> {
        self.execute(
            "DELETE FROM receipt WHERE (school_id, id) IN (SELECT school_id, id FROM receipt \
             WHERE school_id = $1 AND id < $2 ORDER BY id LIMIT $3)",
            args![school, first_id_of(before), AT_ONCE],
        )
        .await
    }

    /// Forgets what some messages said that were made before `before`. Returns how many it looked at.
    pub async fn forget_words(&mut self, school: SchoolId, before: Timestamp) -> Result<usize, StoreError> {
        let past: Option<(Uuid,)> =
            self.fetch_optional("SELECT message_past FROM forgotten WHERE school_id = $1", args![school]).await?;
        let past = past.map_or(Uuid::nil(), |(past,)| past);
        let old: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT id FROM message WHERE school_id = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT $4",
                args![school, past, first_id_of(before), AT_ONCE],
            )
            .await?;
        let Some((last,)) = old.last() else { return Ok(0) };
        self.execute(
            "UPDATE message SET phrase = $4 WHERE school_id = $1 AND id > $2 AND id <= $3 AND settled_at IS NOT NULL",
            args![school, past, *last, Vec::<u8>::new()],
        )
        .await?;
        self.execute(
            "INSERT INTO forgotten (school_id, message_past) VALUES ($1, $2) \
             ON CONFLICT (school_id) DO UPDATE SET message_past = excluded.message_past",
            args![school, *last],
        )
        .await?;
        Ok(old.len())
    }
}
