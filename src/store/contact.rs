//! A person's address as one account of ours sees it, and the person the school says is behind it.

use sqlx::FromRow;
use uuid::Uuid;

use super::error::expect_one;
use super::sql::args;
use super::{BlindIndex, StoreError, Tx};
use crate::domain::{
    AccountId, Channel, ClassId, ContactId, CourseId, GuardianId, Locale, Phone, Role, SchoolId, StaffActor, StaffId,
    StudentId, StudentName, Timestamp,
};

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
    /// The school's file names this address for somebody it is not linked to.
    pub in_roster: bool,
}

/// A member of staff as known by an address.
#[derive(Debug, Clone)]
pub struct KnownStaff {
    pub actor: StaffActor,
    pub name: String,
    pub locale: Locale,
}

/// A guardian as known by an address.
#[derive(Debug, Clone)]
pub struct KnownGuardian {
    pub id: GuardianId,
    pub name: Option<String>,
    pub locale: Locale,
    pub children: Vec<KnownChild>,
}

/// A child whose data its guardian may see now: active link, consent given and not withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownChild {
    pub id: StudentId,
    /// What the right to see it rests on.
    pub guardianship: Uuid,
    pub class: ClassId,
    pub class_label: String,
    pub name: StudentName,
}

/// An address with the people behind it.
#[derive(Debug, Clone)]
pub struct Acquaintance {
    pub contact: Contact,
    pub staff: Option<KnownStaff>,
    pub guardian: Option<KnownGuardian>,
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

#[derive(FromRow)]
struct PersonRow {
    id: Uuid,
    state: String,
    locale: Option<String>,
    heard_locale: Option<String>,
    user_index: Option<Vec<u8>>,
    phone_index: Option<Vec<u8>>,
    staff_id: Option<Uuid>,
    guardian_id: Option<Uuid>,
    last_inbound_at: Option<i64>,
    in_roster: bool,
    staff_name: Option<String>,
    role: Option<String>,
    staff_locale: Option<String>,
    head_of: Option<Uuid>,
    course_id: Option<Uuid>,
    known_guardian: Option<Uuid>,
    guardian_name: Option<String>,
    guardian_locale: Option<String>,
    student_id: Option<Uuid>,
    guardianship_id: Option<Uuid>,
    class_id: Option<Uuid>,
    last_name: Option<String>,
    first_name: Option<String>,
    name_ar: Option<String>,
    class_label: Option<String>,
}

/// One row per course of the staff member and child of the guardian: the whole answer to "who is it" in one statement.
const PERSON: &str = "SELECT c.id, c.state, c.locale, c.heard_locale, c.user_index, c.phone_index, c.staff_id, c.guardian_id, \
     c.last_inbound_at, \
     ((c.staff_id IS NULL AND EXISTS (SELECT 1 FROM staff r WHERE r.school_id = c.school_id \
     AND r.phone_index = c.phone_index AND r.archived_at IS NULL)) \
     OR (c.guardian_id IS NULL AND EXISTS (SELECT 1 FROM guardian r WHERE r.school_id = c.school_id \
     AND r.phone_index = c.phone_index AND r.archived_at IS NULL))) AS in_roster, \
     s.name AS staff_name, s.role, s.locale AS staff_locale, s.head_of, k.id AS course_id, \
     p.id AS known_guardian, p.name AS guardian_name, p.locale AS guardian_locale, \
     u.id AS student_id, g.id AS guardianship_id, u.class_id, u.last_name, u.first_name, u.name_ar, l.label AS class_label \
     FROM contact c \
     LEFT JOIN staff s ON s.school_id = c.school_id AND s.id = c.staff_id AND s.archived_at IS NULL \
     LEFT JOIN course k ON k.school_id = s.school_id AND k.staff_id = s.id AND k.archived_at IS NULL \
     AND EXISTS (SELECT 1 FROM class kc JOIN school_year y ON y.school_id = kc.school_id AND y.id = kc.year_id \
     AND y.current WHERE kc.school_id = k.school_id AND kc.id = k.class_id) \
     LEFT JOIN guardian p ON p.school_id = c.school_id AND p.id = c.guardian_id AND p.archived_at IS NULL \
     LEFT JOIN guardianship g ON g.school_id = p.school_id AND g.guardian_id = p.id AND g.state = 'active' \
     AND g.consent_at IS NOT NULL AND g.withdrawn_at IS NULL \
     LEFT JOIN student u ON u.school_id = g.school_id AND u.id = g.student_id AND u.archived_at IS NULL \
     LEFT JOIN class l ON l.school_id = u.school_id AND l.id = u.class_id \
     WHERE c.school_id = $1 AND c.account_id = $2 AND (c.user_index = $3 OR c.phone_index = $4) \
     ORDER BY c.id, u.last_name, u.first_name, u.id, k.id";

impl Tx {
    /// The key under which a provider's own id of a person is found.
    pub fn user_index(&self, user: &str) -> BlindIndex {
        self.keys().blind_index("user", user)
    }

    /// The key under which a phone number is found.
    pub fn phone_index(&self, phone: &Phone) -> BlindIndex {
        self.keys().blind_index("phone", phone.e164())
    }

    /// The addresses of an account that have this user id or this phone number, oldest first, with the people behind.
    pub async fn acquaintances(
        &mut self,
        school: SchoolId,
        account: &AccountId,
        user: Option<BlindIndex>,
        phone: Option<BlindIndex>,
    ) -> Result<Vec<Acquaintance>, StoreError> {
        let rows: Vec<PersonRow> = self.fetch_all(PERSON, args![school, account, user, phone]).await?;
        let mut found: Vec<Acquaintance> = Vec::new();
        for row in rows {
            if found.last().is_none_or(|last| last.contact.id.0 != row.id) {
                found.push(acquaintance(&row)?);
            }
            if let Some(last) = found.last_mut() {
                add(last, row);
            }
        }
        Ok(found)
    }

    /// Stores a new address, linked to nobody.
    pub async fn insert_contact(
        &mut self,
        school: SchoolId,
        new: &NewContact<'_>,
        now: Timestamp,
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
            args![school, id, new.account, channel, user_index, user_sealed, phone_index, phone_sealed, now],
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
        Ok(changed > 0)
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

    /// Notes that the person wrote at `now`; written at the end of this transaction.
    pub fn heard_from(&mut self, school: SchoolId, contact: ContactId, now: Timestamp) {
        self.buffer.heard.insert((school, contact), now);
    }
}

fn acquaintance(row: &PersonRow) -> Result<Acquaintance, StoreError> {
    let corrupt = |column| StoreError::Corrupt { table: "contact", column };
    let locale = |code: &Option<String>, column| {
        code.as_deref().map(str::parse).transpose().map_err(|_unreadable| corrupt(column))
    };
    let contact = Contact {
        id: ContactId(row.id),
        state: ContactState::from_code(&row.state).ok_or(corrupt("state"))?,
        chosen: locale(&row.locale, "locale")?,
        heard: locale(&row.heard_locale, "heard_locale")?,
        user: row.user_index.clone().map(BlindIndex),
        phone: row.phone_index.clone().map(BlindIndex),
        staff: row.staff_id.map(StaffId),
        guardian: row.guardian_id.map(GuardianId),
        last_inbound_at: row.last_inbound_at.map(Timestamp),
        in_roster: row.in_roster,
    };
    Ok(Acquaintance { contact, staff: staff(row)?, guardian: guardian(row)? })
}

fn staff(row: &PersonRow) -> Result<Option<KnownStaff>, StoreError> {
    let corrupt = |column| StoreError::Corrupt { table: "staff", column };
    let (Some(id), Some(name), Some(role), Some(locale)) =
        (row.staff_id, &row.staff_name, &row.role, &row.staff_locale)
    else {
        return Ok(None);
    };
    let role: Role = role.parse().map_err(|_unreadable| corrupt("role"))?;
    let head_of = row.head_of.map(ClassId);
    let actor = StaffActor { id: StaffId(id), role, courses: Vec::new(), head_of, children: Vec::new() };
    Ok(Some(KnownStaff { actor, name: name.clone(), locale: locale.parse().map_err(|_unreadable| corrupt("locale"))? }))
}

fn guardian(row: &PersonRow) -> Result<Option<KnownGuardian>, StoreError> {
    let (Some(id), Some(locale)) = (row.known_guardian, &row.guardian_locale) else { return Ok(None) };
    let locale = locale.parse().map_err(|_unreadable| StoreError::Corrupt { table: "guardian", column: "locale" })?;
    Ok(Some(KnownGuardian { id: GuardianId(id), name: row.guardian_name.clone(), locale, children: Vec::new() }))
}

/// Adds the course and the child of one row, unless another row has brought them.
fn add(known: &mut Acquaintance, row: PersonRow) {
    if let (Some(staff), Some(course)) = (&mut known.staff, row.course_id.map(CourseId))
        && !staff.actor.courses.contains(&course)
    {
        staff.actor.courses.push(course);
    }
    let child = row.student_id.map(StudentId).zip(row.guardianship_id);
    let (Some(guardian), Some((id, guardianship)), Some(class), Some(last), Some(first)) =
        (&mut known.guardian, child, row.class_id, row.last_name, row.first_name)
    else {
        return;
    };
    if guardian.children.iter().all(|child| child.id != id) {
        guardian.children.push(KnownChild {
            id,
            guardianship,
            class: ClassId(class),
            class_label: row.class_label.unwrap_or_default(),
            name: StudentName { last, first, arabic: row.name_ar },
        });
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

    fn from_code(code: &str) -> Option<Self> {
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
