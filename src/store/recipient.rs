//! Which guardians hear about a student, and where.

use sqlx::FromRow;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{AccountId, Channel, ContactId, GuardianId, Locale, SchoolId, StudentId, Timestamp};

/// A guardian with consent and an active link to a student, who wants to hear of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub student: StudentId,
    pub guardianship: Uuid,
    pub guardian: GuardianId,
    /// Where they are reached; `None` when no address of theirs can be written to.
    pub contact: Option<Reached>,
    /// Where they were reached until their number was said to have changed: what is sent there waits for them.
    pub suspended: Option<Reached>,
    /// The school's file has a phone number for them, and nothing is known of them but numbers that were theirs before.
    pub has_roster_phone: bool,
    /// The file has an address for them by SMS or e-mail, and an account of ours sends there.
    pub has_file_address: bool,
}

/// An address that can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    pub contact: ContactId,
    pub account: AccountId,
}

#[derive(FromRow)]
struct RecipientRow {
    student_id: Uuid,
    guardianship_id: Uuid,
    guardian_id: Uuid,
    contact_id: Option<Uuid>,
    account_id: Option<String>,
    contact_state: Option<String>,
    was_theirs: Option<bool>,
    has_phone: bool,
    has_sender: bool,
}

impl Tx {
    /// The guardians of these students, one entry per student and guardian: at the address they last wrote from, after those
    /// that the provider could not bring anything to since.
    pub async fn recipients(&mut self, school: SchoolId, students: &[StudentId]) -> Result<Vec<Recipient>, StoreError> {
        let rows = students.iter().map(|student| args![school, *student]).collect();
        let rows: Vec<RecipientRow> = self
            .fetch_many(
                "WITH wanted (school_id, student_id) AS (VALUES ",
                rows,
                ") SELECT g.student_id, g.id AS guardianship_id, g.guardian_id, c.id AS contact_id, c.account_id, \
                 c.state AS contact_state, \
                 c.state = 'suspended' AND c.phone_index <> p.phone_index AS was_theirs, p.phone_sealed IS NOT NULL AS has_phone, \
                 EXISTS (SELECT 1 FROM school k JOIN sender s ON s.school_code = k.code WHERE k.id = p.school_id \
                 AND ((s.channel = 'sms' AND p.phone_sealed IS NOT NULL) \
                 OR (s.channel = 'email' AND p.email_sealed IS NOT NULL))) AS has_sender \
                 FROM wanted w \
                 JOIN guardianship g ON g.school_id = w.school_id AND g.student_id = w.student_id \
                 AND g.state = 'active' AND g.consent_at IS NOT NULL AND g.withdrawn_at IS NULL AND g.silent_since IS NULL \
                 JOIN guardian p ON p.school_id = g.school_id AND p.id = g.guardian_id AND p.archived_at IS NULL \
                 LEFT JOIN contact c ON c.school_id = p.school_id AND c.guardian_id = p.id AND NOT c.unserved \
                 ORDER BY g.student_id, g.guardian_id, CASE WHEN c.undelivered > 0 THEN 1 ELSE 0 END, \
                 c.last_inbound_at DESC NULLS LAST, c.id",
            )
            .await?;
        Ok(one_per_guardian(rows))
    }

    /// The languages of people at these addresses, where they are known.
    pub async fn locales_of(
        &mut self,
        school: SchoolId,
        contacts: &[ContactId],
    ) -> Result<HashMap<ContactId, Locale>, StoreError> {
        let rows = contacts.iter().map(|contact| args![school, *contact]).collect();
        let found: Vec<(Uuid, Option<String>)> = self
            .fetch_many(
                "WITH wanted (school_id, id) AS (VALUES ",
                rows,
                ") SELECT c.id, COALESCE(c.locale, g.locale, c.heard_locale) FROM wanted w \
                 JOIN contact c ON c.school_id = w.school_id AND c.id = w.id \
                 LEFT JOIN guardian g ON g.school_id = c.school_id AND g.id = c.guardian_id",
            )
            .await?;
        let known = |(id, locale): (Uuid, Option<String>)| Some((ContactId(id), locale?.parse().ok()?));
        Ok(found.into_iter().filter_map(known).collect())
    }

    /// Those of these addresses whose answers nobody reads: letters.
    pub async fn read_only(
        &mut self,
        school: SchoolId,
        contacts: &[ContactId],
    ) -> Result<HashSet<ContactId>, StoreError> {
        let rows = contacts.iter().map(|contact| args![school, *contact]).collect();
        let found: Vec<(Uuid,)> = self
            .fetch_many(
                "WITH wanted (school_id, id) AS (VALUES ",
                rows,
                ") SELECT c.id FROM wanted w JOIN contact c ON c.school_id = w.school_id AND c.id = w.id \
                 WHERE c.channel = 'email'",
            )
            .await?;
        Ok(found.into_iter().map(|(id,)| ContactId(id)).collect())
    }

    /// Opens an address on `account` for a guardian whom the school's file gives a phone number.
    pub async fn open_roster_contact(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        account: &AccountId,
        channel: Channel,
        now: Timestamp,
    ) -> Result<Option<Reached>, StoreError> {
        let row: Option<(Vec<u8>, Vec<u8>)> = self
            .fetch_optional(
                "SELECT phone_sealed, phone_index FROM guardian WHERE school_id = $1 AND id = $2 \
                 AND phone_sealed IS NOT NULL AND phone_index IS NOT NULL",
                args![school, guardian],
            )
            .await?;
        let Some((sealed, index)) = row else { return Ok(None) };
        let phone = self.keys().open("guardian.phone_sealed", guardian.0, &sealed)?;
        let contact = ContactId::fresh();
        let sealed = self.keys().seal("contact.phone_sealed", contact.0, &phone);
        self.execute(
            "INSERT INTO contact (school_id, id, account_id, channel, phone_index, phone_sealed, guardian_id, \
             guardian_via, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'roster', 'active', $8)",
            args![school, contact, account, channel.code(), index, sealed, guardian, now],
        )
        .await?;
        Ok(Some(Reached { contact, account: account.clone() }))
    }
}

fn one_per_guardian(rows: Vec<RecipientRow>) -> Vec<Recipient> {
    let mut seen: HashSet<Uuid> = HashSet::new();
    let mut recipients: Vec<Recipient> = Vec::new();
    for row in rows {
        let is_unknown = row.contact_id.is_none();
        let is_unused = is_unknown || row.was_theirs == Some(true);
        let reached = row
            .contact_id
            .zip(row.account_id)
            .map(|(id, account)| Reached { contact: ContactId(id), account: AccountId(account) });
        let (active, suspended) = match row.contact_state.as_deref() {
            Some("active") => (reached, None),
            Some("suspended") => (None, reached),
            _ => (None, None),
        };
        if seen.insert(row.guardianship_id) {
            recipients.push(Recipient {
                student: StudentId(row.student_id),
                guardianship: row.guardianship_id,
                guardian: GuardianId(row.guardian_id),
                contact: active,
                suspended,
                // Somebody who has an address, even a stopped or blocked one, is not written to by another way unasked.
                has_roster_phone: row.has_phone && is_unused,
                has_file_address: row.has_sender && is_unused,
            });
        } else if let Some(known) = recipients.last_mut() {
            known.has_roster_phone &= is_unused;
            known.has_file_address &= is_unused;
            known.contact = known.contact.take().or(active);
            known.suspended = known.suspended.take().or(suspended);
        }
    }
    recipients
}
