//! Whom a broadcast is for: each guardian once, with what is needed to choose, price and check.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::{AccountId, BroadcastId, ContactId, GuardianId, SchoolId, StudentId, StudentName, Timestamp};
use crate::store::sql::args;
use crate::store::{Reached, Recipient, StoreError, Tx};

/// A guardian of the audience, with consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroadcastRecipient {
    pub guardian: GuardianId,
    /// Their children in the audience, with what each link rests on.
    pub children: Vec<(StudentId, Uuid)>,
    /// At the address they last wrote from, after those that nothing could be brought to since; `None` when no address of
    /// theirs can be written to.
    pub contact: Option<Reached>,
    /// The school's file has a phone number for somebody who never wrote.
    pub has_roster_phone: bool,
    /// For somebody who never wrote: by which account of ours the file's address, by SMS or e-mail, is written to.
    pub file_account: Option<AccountId>,
    pub last_inbound_at: Option<Timestamp>,
    /// Nothing could be brought to them there lately, and there is no other address.
    pub doubted: bool,
    /// E.164, when known.
    pub phone: Option<String>,
    /// What cannot be brought to them there may go to that number by SMS.
    pub sms_phone: Option<String>,
}

/// A student of the audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroadcastStudent {
    pub id: StudentId,
    pub name: StudentName,
}

#[derive(FromRow)]
struct Row {
    guardian_id: Uuid,
    student_id: Uuid,
    guardianship_id: Uuid,
    contact_id: Option<Uuid>,
    account_id: Option<String>,
    contact_state: Option<String>,
    /// A number that was theirs before the one in the file.
    was_theirs: Option<bool>,
    last_inbound_at: Option<i64>,
    doubted: bool,
    contact_phone: Option<Vec<u8>>,
    roster_phone: Option<Vec<u8>>,
    file_account: Option<String>,
    by_sms: bool,
}

impl BroadcastRecipient {
    /// As the guardian of one of their children.
    pub fn of_a_child(&self) -> Option<Recipient> {
        let (student, guardianship) = self.children.first().copied()?;
        Some(Recipient {
            student,
            guardianship,
            guardian: self.guardian,
            contact: self.contact.clone(),
            suspended: None,
            has_roster_phone: self.has_roster_phone,
            has_file_address: self.file_account.is_some(),
        })
    }
}

const RECIPIENTS: &str = concat!(
    "SELECT g.guardian_id, g.student_id, g.id AS guardianship_id, c.id AS contact_id, c.account_id, \
     c.state AS contact_state, \
     c.state = 'suspended' AND c.phone_index <> p.phone_index AS was_theirs, c.last_inbound_at, \
     COALESCE(c.undelivered, 0) > 0 AS doubted, c.phone_sealed AS contact_phone, p.phone_sealed AS roster_phone, \
     (SELECT f.account_id FROM school k JOIN sender f ON f.school_code = k.code WHERE k.id = p.school_id \
     AND ((f.channel = 'sms' AND p.phone_sealed IS NOT NULL) OR (f.channel = 'email' AND p.email_sealed IS NOT NULL)) \
     ORDER BY f.position LIMIT 1) AS file_account, \
     p.phone_sealed IS NOT NULL AND EXISTS (SELECT 1 FROM school k JOIN sender f ON f.school_code = k.code \
     AND f.channel = 'sms' WHERE k.id = p.school_id AND k.link_by = 'roster_phone') \
     AND NOT EXISTS (SELECT 1 FROM contact o WHERE o.school_id = p.school_id AND o.guardian_id = p.id \
     AND o.channel = 'sms' AND o.state <> 'active') AS by_sms \
     FROM (SELECT DISTINCT g.guardian_id AS id FROM broadcast b JOIN guardianship g ON g.school_id = b.school_id \
     JOIN student s ON s.school_id = g.school_id AND s.id = g.student_id \
     JOIN guardian p ON p.school_id = g.school_id AND p.id = g.guardian_id AND p.archived_at IS NULL \
     WHERE b.school_id = $1 AND b.id = $2 AND g.guardian_id > $3 AND ",
    open_link!(),
    " AND ",
    in_audience!(),
    " ORDER BY g.guardian_id LIMIT $4) AS w \
     JOIN broadcast b ON b.school_id = $1 AND b.id = $2 \
     JOIN guardian p ON p.school_id = b.school_id AND p.id = w.id \
     JOIN guardianship g ON g.school_id = b.school_id AND g.guardian_id = w.id AND ",
    open_link!(),
    " JOIN student s ON s.school_id = g.school_id AND s.id = g.student_id AND ",
    in_audience!(),
    " LEFT JOIN contact c ON c.school_id = p.school_id AND c.guardian_id = p.id AND NOT c.unserved \
     ORDER BY g.guardian_id, CASE WHEN c.undelivered > 0 THEN 1 ELSE 0 END, c.last_inbound_at DESC NULLS LAST, c.id, \
     g.student_id",
);

const STUDENTS: &str = concat!(
    "SELECT s.id, s.last_name, s.first_name, s.name_ar FROM broadcast b JOIN student s ON s.school_id = b.school_id AND ",
    in_audience!(),
    " WHERE b.school_id = $1 AND b.id = $2 ORDER BY s.last_name, s.first_name, s.id",
);

impl Tx {
    /// The guardians of a broadcast's audience, in the order of their ids: at most `most` after `after`.
    pub async fn broadcast_recipients(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        after: Option<GuardianId>,
        most: i64,
    ) -> Result<Vec<BroadcastRecipient>, StoreError> {
        let after = after.unwrap_or(GuardianId(Uuid::nil()));
        let rows: Vec<Row> = self.fetch_all(RECIPIENTS, args![school, broadcast, after, most]).await?;
        let mut recipients: Vec<BroadcastRecipient> = Vec::new();
        for row in rows {
            if recipients.last().is_none_or(|last| last.guardian.0 != row.guardian_id) {
                recipients.push(BroadcastRecipient {
                    guardian: GuardianId(row.guardian_id),
                    children: Vec::new(),
                    contact: None,
                    // Somebody who has an address, even a stopped or blocked one, is not written to by another way unasked.
                    has_roster_phone: row.roster_phone.is_some(),
                    file_account: row.file_account.clone().filter(|_| row.contact_id.is_none()).map(AccountId),
                    last_inbound_at: None,
                    doubted: false,
                    phone: None,
                    sms_phone: self.sms_phone(&row)?,
                });
            }
            if let Some(recipient) = recipients.last_mut() {
                recipient.has_roster_phone &= row.contact_id.is_none() || row.was_theirs == Some(true);
                self.add(recipient, &row)?;
            }
        }
        Ok(recipients)
    }

    /// The file's number, where an SMS of ours may go to it.
    fn sms_phone(&self, row: &Row) -> Result<Option<String>, StoreError> {
        let sealed = row.roster_phone.as_deref().filter(|_| row.by_sms);
        let plain =
            sealed.map(|sealed| self.keys().open("guardian.phone_sealed", row.guardian_id, sealed)).transpose()?;
        Ok(plain.and_then(|plain| String::from_utf8(plain).ok()))
    }

    /// Another child, or another address; the first one that can be written to counts.
    fn add(&self, recipient: &mut BroadcastRecipient, row: &Row) -> Result<(), StoreError> {
        let child = (StudentId(row.student_id), row.guardianship_id);
        if !recipient.children.contains(&child) {
            recipient.children.push(child);
        }
        let sealed = match (&recipient.contact, row.contact_id, &row.account_id, row.contact_state.as_deref()) {
            (None, Some(contact), Some(account), Some("active")) => {
                recipient.contact = Some(Reached { contact: ContactId(contact), account: AccountId(account.clone()) });
                recipient.last_inbound_at = row.last_inbound_at.map(Timestamp);
                recipient.doubted = row.doubted && !row.by_sms;
                row.contact_phone.as_deref().map(|sealed| ("contact.phone_sealed", contact, sealed))
            }
            (None, None, ..) => {
                row.roster_phone.as_deref().map(|sealed| ("guardian.phone_sealed", row.guardian_id, sealed))
            }
            _ => return Ok(()),
        };
        if let Some((place, id, sealed)) = sealed {
            recipient.phone = String::from_utf8(self.keys().open(place, id, sealed)?).ok();
        }
        Ok(())
    }

    /// The students of a broadcast's audience, by name.
    pub async fn broadcast_students(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
    ) -> Result<Vec<BroadcastStudent>, StoreError> {
        let rows: Vec<(Uuid, String, String, Option<String>)> =
            self.fetch_all(STUDENTS, args![school, broadcast]).await?;
        let student = |(id, last, first, arabic)| BroadcastStudent {
            id: StudentId(id),
            name: StudentName { last, first, arabic },
        };
        Ok(rows.into_iter().map(student).collect())
    }

    /// The classes of a broadcast's audience as the school calls them, and how many students are named one by one.
    pub async fn broadcast_audience(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
    ) -> Result<(Vec<String>, u32), StoreError> {
        let rows: Vec<(Option<String>,)> = self
            .fetch_all(
                "SELECT c.label FROM broadcast_audience a LEFT JOIN class c ON c.school_id = a.school_id AND c.id = a.id \
                 WHERE a.school_id = $1 AND a.broadcast_id = $2 ORDER BY c.label",
                args![school, broadcast],
            )
            .await?;
        let all = crate::domain::count(rows.len());
        let classes: Vec<String> = rows.into_iter().filter_map(|(label,)| label).collect();
        let named = all.saturating_sub(crate::domain::count(classes.len()));
        Ok((classes, named))
    }
}
