//! By which accounts of ours a school's people can be written to, and the addresses that only the school's file knows.
//!
//! Invariant: an address of the file is opened only where the school lets its file speak for people, and never for
//! somebody who has asked for silence or blocked us.

use sqlx::FromRow;
use std::collections::BTreeSet;
use std::time::Duration;
use uuid::Uuid;

use super::sql::{Value, args};
use super::{Engine, Reached, StoreError, Tx};
use crate::domain::{AccountId, Channel, ContactId, GuardianId, SchoolId, Timestamp};

/// An account that sends for a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The school's code: it need not have been imported yet.
    pub school: String,
    pub account: AccountId,
    pub channel: Channel,
}

/// A guardian of the file, with an account by which they can be reached.
#[derive(FromRow)]
struct FileAddress {
    school_id: Uuid,
    guardian_id: Uuid,
    account_id: String,
    channel: String,
    phone_sealed: Option<Vec<u8>>,
    phone_index: Option<Vec<u8>>,
    email_sealed: Option<Vec<u8>>,
    email_index: Option<Vec<u8>>,
}

/// How long the accounts of a process count after it was last heard of: as long as another one takes to start in its place.
const REMEMBERED: Duration = Duration::from_mins(3);

impl Tx {
    /// Notes by which accounts this process sends, in the order in which they are preferred. Those of others that share the
    /// database stay as long as they are heard of; on `SQLite` there are no others.
    pub async fn set_senders(&mut self, senders: &[Sender], now: Timestamp) -> Result<(), StoreError> {
        let now = self.lease_clock(now).await?;
        let known: Vec<(String, String)> =
            self.fetch_all("SELECT school_code, account_id FROM sender", args![]).await?;
        let is_new = |one: &Sender| !known.contains(&(one.school.clone(), one.account.0.clone()));
        let mut changed: BTreeSet<String> =
            senders.iter().filter(|one| is_new(one)).map(|one| one.school.clone()).collect();
        let mut placed: Vec<(i64, &Sender)> = (0..).zip(senders).collect();
        // Whoever takes several locks takes them in one order.
        placed.sort_by_key(|(_, sender)| (&sender.school, &sender.account));
        let row = |(position, sender): (i64, &Sender)| {
            args![sender.school.as_str(), &sender.account, sender.channel.code(), position, now]
        };
        self.execute_many(
            "INSERT INTO sender (school_code, account_id, channel, position, seen_at) VALUES ",
            placed.into_iter().map(row).collect(),
            " ON CONFLICT (school_code, account_id) DO UPDATE SET channel = excluded.channel, \
             position = excluded.position, seen_at = excluded.seen_at",
        )
        .await?;
        let gone: Vec<(String,)> = match self.engine() {
            Engine::Sqlite => {
                self.fetch_all("DELETE FROM sender WHERE seen_at <> $1 RETURNING school_code", args![now]).await?
            }
            Engine::Postgres => {
                let forgotten = now.minus(REMEMBERED);
                self.fetch_all("DELETE FROM sender WHERE seen_at < $1 RETURNING school_code", args![forgotten]).await?
            }
        };
        changed.extend(gone.into_iter().map(|(school,)| school));
        for school in changed {
            // Its people are reached elsewhere until the account is there again.
            self.execute(
                "UPDATE contact SET unserved = NOT unserved WHERE school_id = (SELECT id FROM school WHERE code = $1) \
                 AND unserved = EXISTS (SELECT 1 FROM sender s WHERE s.school_code = $1 AND s.account_id = contact.account_id)",
                args![school],
            )
            .await?;
        }
        Ok(())
    }

    /// The schools that an account sends for.
    pub async fn schools_served_by(&mut self, account: &AccountId) -> Result<Vec<SchoolId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT c.id FROM sender s JOIN school c ON c.code = s.school_code WHERE s.account_id = $1 ORDER BY c.id",
                args![account],
            )
            .await?;
        Ok(rows.into_iter().map(|(id,)| SchoolId(id)).collect())
    }

    /// Opens the addresses that the file has for these guardians and nobody has used yet: SMS and e-mail. Returns how many.
    pub async fn open_file_addresses(
        &mut self,
        guardians: &[(SchoolId, GuardianId)],
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let rows = guardians.iter().map(|(school, guardian)| args![*school, *guardian]).collect();
        let found: Vec<FileAddress> = self
            .fetch_many(
                "WITH wanted (school_id, guardian_id) AS (VALUES ",
                rows,
                ") SELECT p.school_id, p.id AS guardian_id, s.account_id, s.channel, p.phone_sealed, p.phone_index, \
                 p.email_sealed, p.email_index FROM wanted w \
                 JOIN guardian p ON p.school_id = w.school_id AND p.id = w.guardian_id AND p.archived_at IS NULL \
                 JOIN school c ON c.id = p.school_id AND c.link_by = 'roster_phone' \
                 JOIN sender s ON s.school_code = c.code \
                 AND ((s.channel = 'sms' AND p.phone_sealed IS NOT NULL) \
                 OR (s.channel = 'email' AND p.email_sealed IS NOT NULL)) \
                 WHERE NOT EXISTS (SELECT 1 FROM contact o WHERE o.school_id = p.school_id \
                 AND o.guardian_id = p.id \
                 AND NOT (o.state = 'suspended' AND COALESCE(o.phone_index <> p.phone_index, FALSE)) \
                 AND (o.account_id = s.account_id \
                 OR o.state = 'suspended' OR (o.channel = s.channel AND o.state <> 'active') \
                 OR (o.state IN ('stopped', 'blocked') AND o.last_inbound_at IS NOT NULL))) \
                 AND NOT EXISTS (SELECT 1 FROM contact o WHERE o.school_id = p.school_id \
                 AND o.account_id = s.account_id AND o.phone_index = p.phone_index AND o.state <> 'active') \
                 ORDER BY s.position",
            )
            .await?;
        let mut rows = Vec::with_capacity(found.len());
        for address in found {
            rows.push(self.file_contact(address, now)?);
        }
        let opened = rows.len();
        self.execute_many(
            "INSERT INTO contact (school_id, id, account_id, channel, phone_index, phone_sealed, email_index, \
             email_sealed, guardian_id, guardian_via, state, created_at) VALUES ",
            rows,
            "",
        )
        .await?;
        Ok(opened)
    }

    /// The people behind these addresses want nothing by their channels, until they write there: neither here nor by
    /// another account of ours. What the file knows of their other channels is opened before that.
    pub async fn leave_channels(
        &mut self,
        contacts: &[(SchoolId, ContactId)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = || contacts.iter().map(|(school, contact)| args![*school, *contact]).collect();
        let guardians = self.guardians_of_contacts(rows()).await?;
        self.open_file_addresses(&guardians, now).await?;
        self.execute_many(
            "WITH gone (school_id, id) AS (VALUES ",
            rows(),
            ") UPDATE contact SET state = 'stopped' FROM gone, contact o \
             WHERE o.school_id = gone.school_id AND o.id = gone.id AND contact.school_id = o.school_id \
             AND contact.id <> o.id AND contact.channel = o.channel AND contact.guardian_id = o.guardian_id \
             AND contact.state = 'active'",
        )
        .await?;
        self.block_contacts(contacts).await
    }

    /// The guardians behind addresses.
    pub(super) async fn guardians_of_contacts(
        &mut self,
        contacts: Vec<Vec<Value>>,
    ) -> Result<Vec<(SchoolId, GuardianId)>, StoreError> {
        let found: Vec<(Uuid, Uuid)> = self
            .fetch_many(
                "WITH wanted (school_id, contact_id) AS (VALUES ",
                contacts,
                ") SELECT DISTINCT c.school_id, c.guardian_id FROM wanted w \
                 JOIN contact c ON c.school_id = w.school_id AND c.id = w.contact_id WHERE c.guardian_id IS NOT NULL",
            )
            .await?;
        Ok(found.into_iter().map(|(school, guardian)| (SchoolId(school), GuardianId(guardian))).collect())
    }

    /// The first address that the file has for a guardian who has none of their own.
    pub async fn open_file_address(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        now: Timestamp,
    ) -> Result<Option<Reached>, StoreError> {
        self.open_file_addresses(&[(school, guardian)], now).await?;
        let row: Option<(Uuid, String)> = self
            .fetch_optional(
                "SELECT id, account_id FROM contact WHERE school_id = $1 AND guardian_id = $2 AND state = 'active' \
                 AND NOT unserved ORDER BY CASE channel WHEN 'email' THEN 1 ELSE 0 END, id LIMIT 1",
                args![school, guardian],
            )
            .await?;
        Ok(row.map(|(contact, account)| Reached { contact: ContactId(contact), account: AccountId(account) }))
    }

    /// The row of a new contact: what was sealed as the guardian's is sealed as the contact's.
    fn file_contact(&self, address: FileAddress, now: Timestamp) -> Result<Vec<Value>, StoreError> {
        let (id, guardian) = (ContactId::fresh(), address.guardian_id);
        let reseal = |from: &'static str, to: &'static str, sealed: Option<Vec<u8>>| {
            let plain = sealed.map(|sealed| self.keys().open(from, guardian, &sealed)).transpose()?;
            Ok::<_, StoreError>(plain.map(|plain| self.keys().seal(to, id.0, &plain)))
        };
        let by_mail = address.channel == Channel::Email.code();
        let (phone, phone_index) = if by_mail { (None, None) } else { (address.phone_sealed, address.phone_index) };
        let (email, email_index) = if by_mail { (address.email_sealed, address.email_index) } else { (None, None) };
        let phone = reseal("guardian.phone_sealed", "contact.phone_sealed", phone)?;
        let email = reseal("guardian.email_sealed", "contact.email_sealed", email)?;
        Ok(args![
            address.school_id,
            id,
            address.account_id,
            address.channel,
            phone_index,
            phone,
            email_index,
            email,
            guardian,
            "roster",
            "active",
            now
        ])
    }
}
