//! Silence that somebody asked for: everywhere, by one channel, or about one child.

use uuid::Uuid;

use super::contact::ContactState;
use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{Channel, ContactId, GuardianId, SchoolId, StudentId, Timestamp};

impl Tx {
    /// Silences a guardian's other addresses with the one they said stop from. Whoever is back is back at these.
    pub async fn silence_addresses(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        contact: ContactId,
    ) -> Result<(), StoreError> {
        self.execute(
            "UPDATE contact SET state = 'stopped', stopped_with = $3 WHERE school_id = $1 AND guardian_id = $2 \
             AND (state = 'active' OR (id = $3 AND state = 'stopped'))",
            args![school, guardian, contact],
        )
        .await?;
        Ok(())
    }

    /// Wakes the addresses that were silenced together. Returns whether there were any.
    pub async fn wake_addresses(&mut self, school: SchoolId, guardian: GuardianId) -> Result<bool, StoreError> {
        let woken = self
            .execute(
                "UPDATE contact SET state = 'active', stopped_with = NULL WHERE school_id = $1 AND guardian_id = $2 \
                 AND state IN ('stopped', 'active') AND stopped_with IS NOT NULL",
                args![school, guardian],
            )
            .await?;
        Ok(woken > 0)
    }

    /// A guardian's addresses, with their channels.
    pub async fn guardian_addresses(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
    ) -> Result<Vec<(ContactId, Channel, ContactState)>, StoreError> {
        let rows: Vec<(Uuid, String, String)> = self
            .fetch_all(
                "SELECT id, channel, state FROM contact WHERE school_id = $1 AND guardian_id = $2 ORDER BY id",
                args![school, guardian],
            )
            .await?;
        let address = |(id, channel, state): (Uuid, String, String)| {
            Some((ContactId(id), Channel::from_code(&channel)?, ContactState::from_code(&state)?))
        };
        let corrupt = StoreError::Corrupt { table: "contact", column: "state" };
        rows.into_iter().map(address).collect::<Option<_>>().ok_or(corrupt)
    }

    /// Silences or wakes one address by itself. Returns whether that changed anything.
    pub async fn silence_address(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        silent: bool,
    ) -> Result<bool, StoreError> {
        let (from, to) = if silent { ("active", "stopped") } else { ("stopped", "active") };
        let changed = self
            .execute(
                "UPDATE contact SET state = $4, stopped_with = NULL WHERE school_id = $1 AND id = $2 AND state = $3",
                args![school, contact, from, to],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Silences or wakes what a guardian is told of a student without asking. Returns whether that changed anything.
    pub async fn silence_child(
        &mut self,
        school: SchoolId,
        (guardian, student): (GuardianId, StudentId),
        silent: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE guardianship SET silent_since = $4 WHERE school_id = $1 \
                 AND guardian_id = $2 AND student_id = $3 AND (silent_since IS NULL) = $5",
                args![school, guardian, student, silent.then_some(now), silent],
            )
            .await?;
        Ok(changed == 1)
    }

    /// The students of whom a guardian is told only when they ask.
    pub async fn silent_children(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
    ) -> Result<Vec<StudentId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT student_id FROM guardianship WHERE school_id = $1 AND guardian_id = $2 \
                 AND silent_since IS NOT NULL ORDER BY student_id",
                args![school, guardian],
            )
            .await?;
        Ok(rows.into_iter().map(|(id,)| StudentId(id)).collect())
    }
}
