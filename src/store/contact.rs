//! A person's address as one account of ours sees it, and the person the school says is behind it.

use uuid::Uuid;

use super::error::expect_one;
use super::sql::args;
use super::{BlindIndex, StoreError, Tx};
use crate::domain::{AccountId, Channel, ContactId, GuardianId, Locale, Phone, SchoolId, StaffId, Timestamp};

/// Whether an address may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactState {
    Active,
    /// It may have passed to somebody else: nothing is shown or sent until the school or a code confirms it.
    Suspended,
    /// The person asked for silence.
    Stopped,
    /// The person blocked us at the provider.
    Blocked,
}

/// What the link of an address to a person rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkedVia {
    /// The school's file names this number or user id. Ends when the file no longer does.
    Roster,
    /// A code that was handed out on paper.
    Code,
}

/// An address.
#[derive(Debug, Clone)]
pub struct Contact {
    pub id: ContactId,
    pub state: ContactState,
    /// The language the person chose; `None` where they never did.
    pub chosen: Option<Locale>,
    /// The language of what they wrote last.
    pub heard: Option<Locale>,
    pub user: Option<BlindIndex>,
    pub phone: Option<BlindIndex>,
    pub staff: Option<StaffId>,
    pub guardian: Option<GuardianId>,
    pub last_inbound_at: Option<Timestamp>,
    /// Something could not be brought there, and nothing has been since.
    pub doubted: bool,
    /// The school's file names this address for somebody it is not linked to.
    pub in_roster: bool,
}

/// An address to be stored.
#[derive(Debug)]
pub struct NewContact<'a> {
    pub id: ContactId,
    pub account: &'a AccountId,
    pub channel: Channel,
    pub user: Option<&'a str>,
    pub phone: Option<&'a Phone>,
}

impl Tx {
    /// The key under which a provider's own id of a person is found.
    pub fn user_index(&self, user: &str) -> BlindIndex {
        self.keys().blind_index("user", user)
    }

    /// The key under which a phone number is found.
    pub fn phone_index(&self, phone: &Phone) -> BlindIndex {
        self.keys().blind_index("phone", phone.e164())
    }

    /// Stores a new address, linked to nobody, of somebody who wrote then.
    pub async fn insert_contact(
        &mut self,
        school: SchoolId,
        new: &NewContact<'_>,
        heard_at: Timestamp,
    ) -> Result<(), StoreError> {
        let id = new.id.0;
        let user_index = new.user.map(|user| self.user_index(user));
        let user_sealed = new.user.map(|user| self.keys().seal("contact.user_sealed", id, user.as_bytes()));
        let phone_index = new.phone.map(|phone| self.phone_index(phone));
        let phone_sealed = new.phone.map(|phone| self.keys().seal("contact.phone_sealed", id, phone.e164().as_bytes()));
        let channel = new.channel.code();
        self.execute(
            "INSERT INTO contact (school_id, id, account_id, channel, user_index, user_sealed, phone_index, \
             phone_sealed, state, last_inbound_at, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'active', $9, $9)",
            args![school, id, new.account, channel, user_index, user_sealed, phone_index, phone_sealed, heard_at],
        )
        .await?;
        Ok(())
    }

    /// Notes the user id of an address that so far was known by its number alone.
    pub async fn bind_user(&mut self, school: SchoolId, contact: ContactId, user: &str) -> Result<(), StoreError> {
        let sealed = self.keys().seal("contact.user_sealed", contact.0, user.as_bytes());
        let index = self.user_index(user);
        let changed = self
            .execute(
                "UPDATE contact SET user_index = $3, user_sealed = $4 \
                 WHERE school_id = $1 AND id = $2 AND user_index IS NULL",
                args![school, contact, index, sealed],
            )
            .await?;
        expect_one(changed, "the contact")
    }

    /// Notes the number of an address: one that had none, or has another now.
    pub async fn bind_phone(&mut self, school: SchoolId, contact: ContactId, phone: &Phone) -> Result<(), StoreError> {
        let sealed = self.keys().seal("contact.phone_sealed", contact.0, phone.e164().as_bytes());
        let index = self.phone_index(phone);
        let changed = self
            .execute(
                "UPDATE contact SET phone_index = $3, phone_sealed = $4 WHERE school_id = $1 AND id = $2",
                args![school, contact, index, sealed],
            )
            .await?;
        expect_one(changed, "the contact")
    }

    /// Takes back the links of an address that rest on the school's file. Returns whether there were any.
    pub async fn drop_roster_links(&mut self, school: SchoolId, contact: ContactId) -> Result<bool, StoreError> {
        let staff = self
            .execute(
                "UPDATE contact SET staff_id = NULL, staff_via = NULL \
                 WHERE school_id = $1 AND id = $2 AND staff_via = 'roster'",
                args![school, contact],
            )
            .await?;
        let guardian = self
            .execute(
                "UPDATE contact SET guardian_id = NULL, guardian_via = NULL \
                 WHERE school_id = $1 AND id = $2 AND guardian_via = 'roster'",
                args![school, contact],
            )
            .await?;
        Ok(staff + guardian > 0)
    }

    /// Says that this member of staff is behind an address, which may be used from now on.
    pub async fn link_staff(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        staff: StaffId,
        via: LinkedVia,
    ) -> Result<(), StoreError> {
        let changed = self
            .execute(
                "UPDATE contact SET staff_id = $3, staff_via = $4, state = 'active' WHERE school_id = $1 AND id = $2",
                args![school, contact, staff, via.code()],
            )
            .await?;
        expect_one(changed, "the contact")
    }

    /// Says that this guardian is behind an address, which may be used from now on.
    pub async fn link_guardian(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        guardian: GuardianId,
        via: LinkedVia,
    ) -> Result<(), StoreError> {
        let changed = self
            .execute(
                "UPDATE contact SET guardian_id = $3, guardian_via = $4, state = 'active' \
                 WHERE school_id = $1 AND id = $2",
                args![school, contact, guardian, via.code()],
            )
            .await?;
        expect_one(changed, "the contact")
    }

    /// The guardian behind an address that may be used.
    pub async fn guardian_of_contact(
        &mut self,
        school: SchoolId,
        contact: ContactId,
    ) -> Result<Option<GuardianId>, StoreError> {
        let row: Option<(Option<Uuid>,)> = self
            .fetch_optional(
                "SELECT guardian_id FROM contact WHERE school_id = $1 AND id = $2 AND state <> 'suspended'",
                args![school, contact],
            )
            .await?;
        Ok(row.and_then(|(guardian,)| guardian).map(GuardianId))
    }

    /// Where an address is.
    pub async fn channel_of(&mut self, school: SchoolId, contact: ContactId) -> Result<Option<Channel>, StoreError> {
        let row: Option<(String,)> = self
            .fetch_optional("SELECT channel FROM contact WHERE school_id = $1 AND id = $2", args![school, contact])
            .await?;
        Ok(row.and_then(|(code,)| Channel::from_code(&code)))
    }

    /// Takes a suspended address away from everybody it was linked to. Returns whether there was anybody.
    pub async fn unlink_suspended(&mut self, school: SchoolId, contact: ContactId) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE contact SET staff_id = NULL, staff_via = NULL, guardian_id = NULL, guardian_via = NULL \
                 WHERE school_id = $1 AND id = $2 AND state = 'suspended' \
                 AND (staff_id IS NOT NULL OR guardian_id IS NOT NULL)",
                args![school, contact],
            )
            .await?;
        Ok(changed > 0)
    }

    /// Moves an address from one of `from` to `to`. Returns whether it was in one of them.
    pub async fn change_contact_state(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        from: &[ContactState],
        to: ContactState,
    ) -> Result<bool, StoreError> {
        let mut changed = 0;
        for state in from {
            changed += self
                .execute(
                    "UPDATE contact SET state = $4 WHERE school_id = $1 AND id = $2 AND state = $3",
                    args![school, contact, state.code(), to.code()],
                )
                .await?;
        }
        if changed > 0 {
            self.silence_or_wake_unheard(school, contact, to).await?;
        }
        Ok(changed > 0)
    }

    /// Whoever asks for silence where they write to us is not written to where they never did, until they are back; and
    /// whose number may be somebody else's by now is not written to by any of the file's.
    async fn silence_or_wake_unheard(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        to: ContactState,
    ) -> Result<(), StoreError> {
        let (from, to) = match to {
            ContactState::Stopped => (ContactState::Active, ContactState::Stopped),
            // No wish of theirs about other channels.
            ContactState::Blocked => return Ok(()),
            ContactState::Active => (ContactState::Stopped, ContactState::Active),
            ContactState::Suspended => (ContactState::Active, ContactState::Suspended),
        };
        self.execute(
            "UPDATE contact SET state = $4 WHERE school_id = $1 AND state = $3 AND last_inbound_at IS NULL \
             AND guardian_via = 'roster' AND guardian_id = (SELECT o.guardian_id FROM contact o \
             WHERE o.school_id = $1 AND o.id = $2 AND o.last_inbound_at IS NOT NULL)",
            args![school, contact, from.code(), to.code()],
        )
        .await?;
        Ok(())
    }

    /// Remembers the language a person chose.
    pub async fn set_contact_locale(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        locale: Locale,
    ) -> Result<(), StoreError> {
        let changed = self
            .execute(
                "UPDATE contact SET locale = $3 WHERE school_id = $1 AND id = $2",
                args![school, contact, locale.code()],
            )
            .await?;
        expect_one(changed, "the contact")
    }

    /// Notes the language a person wrote in; what they chose stays.
    pub async fn note_heard_locale(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        locale: Locale,
    ) -> Result<(), StoreError> {
        let changed = self
            .execute(
                "UPDATE contact SET heard_locale = $3 WHERE school_id = $1 AND id = $2",
                args![school, contact, locale.code()],
            )
            .await?;
        expect_one(changed, "the contact")
    }

    /// Notes that the person wrote at this moment; written at the end of this transaction.
    pub fn heard_from(&mut self, school: SchoolId, contact: ContactId, at: Timestamp) {
        let heard = self.buffer.heard.entry((school, contact)).or_insert(at);
        *heard = at.max(*heard);
    }

    /// Lets what waits for a word of theirs go on, now that who they are is known; when they wrote stays what was noted.
    pub fn known_again(&mut self, school: SchoolId, contact: ContactId, now: Timestamp) {
        self.buffer.heard.entry((school, contact)).or_insert(now);
    }
}

impl ContactState {
    fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Stopped => "stopped",
            Self::Blocked => "blocked",
        }
    }

    pub(in crate::store) fn from_code(code: &str) -> Option<Self> {
        [Self::Active, Self::Suspended, Self::Stopped, Self::Blocked].into_iter().find(|state| state.code() == code)
    }
}

impl LinkedVia {
    fn code(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Code => "code",
        }
    }
}
