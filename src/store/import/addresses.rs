//! What a school's new file means for the addresses that rest on the one before it.
//!
//! Invariant: an address that the file gives nobody shows nothing of a child, and what waits for its guardian is not lost
//! while the file has another one for them.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::{AccountId, Channel, ContactId, GuardianId, LinkBy, SchoolId};
use crate::store::sql::args;
use crate::store::{Reached, StoreError, Tx};

/// A guardian whom the file gives another address than the one at which something waits for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub guardian: GuardianId,
    /// The address they leave.
    pub from: Reached,
    pub channel: Channel,
    /// Another address of theirs that holds, the one they wrote from last.
    pub other: Option<Reached>,
}

#[derive(FromRow)]
struct MovedRow {
    guardian_id: Uuid,
    id: Uuid,
    account_id: String,
    channel: String,
    other_id: Option<Uuid>,
    other_account: Option<String>,
}

impl Tx {
    /// Guardians with another number or e-mail address in the file than the one at which something waits for them.
    pub async fn moved_by_the_roster(&mut self, school: SchoolId) -> Result<Vec<Moved>, StoreError> {
        let rows: Vec<MovedRow> = self
            .fetch_all(
                "SELECT c.guardian_id, c.id, c.account_id, c.channel, o.id AS other_id, o.account_id AS other_account \
                 FROM contact c JOIN guardian p ON p.school_id = c.school_id AND p.id = c.guardian_id \
                 AND p.archived_at IS NULL \
                 AND (p.phone_index <> c.phone_index OR p.email_index <> c.email_index) \
                 LEFT JOIN contact o ON o.school_id = c.school_id AND o.id = ( \
                 SELECT k.id FROM contact k WHERE k.school_id = c.school_id AND k.guardian_id = c.guardian_id \
                 AND k.state = 'active' AND NOT k.unserved AND (k.guardian_via <> 'roster' \
                 OR p.phone_index = k.phone_index OR p.email_index = k.email_index) \
                 ORDER BY k.last_inbound_at DESC NULLS LAST, k.id LIMIT 1) \
                 WHERE c.school_id = $1 AND c.guardian_via = 'roster' AND EXISTS ( \
                 SELECT 1 FROM message m WHERE m.school_id = c.school_id AND m.contact_id = c.id \
                 AND m.settled_at IS NULL AND m.class > 0) \
                 ORDER BY c.guardian_id, c.id",
                args![school],
            )
            .await?;
        let moved = |row: MovedRow| {
            let other = row.other_id.zip(row.other_account);
            Some(Moved {
                guardian: GuardianId(row.guardian_id),
                from: Reached { contact: ContactId(row.id), account: AccountId(row.account_id) },
                channel: Channel::from_code(&row.channel)?,
                other: other.map(|(id, account)| Reached { contact: ContactId(id), account: AccountId(account) }),
            })
        };
        Ok(rows.into_iter().filter_map(moved).collect())
    }

    /// Takes addresses away from people of the school's file who are not named there by them any more: another number,
    /// another Telegram id, or numbers that do not count any more. A guardian's address in doubt shows nothing of theirs as
    /// it is, and keeps what waits until they are known at another. Returns how many.
    pub async fn unlink_what_the_roster_left(&mut self, school: SchoolId, link_by: LinkBy) -> Result<u64, StoreError> {
        let by_phone = link_by == LinkBy::RosterPhone;
        let staff = self
            .execute(
                "UPDATE contact SET staff_id = NULL, staff_via = NULL \
                 WHERE school_id = $1 AND staff_via = 'roster' AND NOT EXISTS ( \
                 SELECT 1 FROM staff s WHERE s.school_id = contact.school_id AND s.id = contact.staff_id \
                 AND s.archived_at IS NULL AND ((contact.channel = 'telegram' AND s.telegram_index IS NOT NULL \
                 AND s.telegram_index = contact.user_index) \
                 OR (contact.channel <> 'telegram' AND $2 AND s.phone_index = contact.phone_index)))",
                args![school, by_phone],
            )
            .await?;
        let guardians = self
            .execute(
                "UPDATE contact SET guardian_id = NULL, guardian_via = NULL \
                 WHERE school_id = $1 AND guardian_via = 'roster' AND NOT EXISTS ( \
                 SELECT 1 FROM guardian p WHERE p.school_id = contact.school_id AND p.id = contact.guardian_id \
                 AND p.archived_at IS NULL AND $2 AND (contact.state = 'suspended' \
                 OR p.phone_index = contact.phone_index OR p.email_index = contact.email_index))",
                args![school, by_phone],
            )
            .await?;
        Ok(staff + guardians)
    }
}
