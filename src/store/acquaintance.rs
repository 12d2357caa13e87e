//! Who is behind an address: one statement for one message, or for all the messages of a batch.

use sqlx::FromRow;
use std::collections::HashSet;
use uuid::Uuid;

use super::contact::{Contact, ContactState};
use super::sql::args;
use super::{BlindIndex, StoreError, Tx};
use crate::domain::{
    AccountId, ClassId, ContactId, CourseId, GuardianId, Locale, Role, SchoolId, StaffActor, StaffId, StudentId,
    StudentName, Timestamp,
};

/// By what somebody is sought: an account of ours, and what its provider calls the person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sought {
    pub school: SchoolId,
    pub account: AccountId,
    pub user: Option<BlindIndex>,
    pub phone: Option<BlindIndex>,
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
    /// Agreed to in chat: the words, or the newest ones they were asked about since.
    pub agreed: Option<String>,
}

/// An address with the people behind it.
#[derive(Debug, Clone)]
pub struct Acquaintance {
    pub contact: Contact,
    pub staff: Option<KnownStaff>,
    pub guardian: Option<KnownGuardian>,
}

#[derive(FromRow)]
struct PersonRow {
    n: i64,
    id: Uuid,
    state: String,
    locale: Option<String>,
    heard_locale: Option<String>,
    user_index: Option<Vec<u8>>,
    phone_index: Option<Vec<u8>>,
    staff_id: Option<Uuid>,
    guardian_id: Option<Uuid>,
    last_inbound_at: Option<i64>,
    doubted: bool,
    in_roster: bool,
    staff_name: Option<String>,
    role: Option<String>,
    staff_locale: Option<String>,
    head_of: Option<Uuid>,
    headed: Option<Uuid>,
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
    agreed: Option<String>,
    class_label: Option<String>,
}

/// One row per course and class of then of the staff member, and child of the guardian: the whole answer to "who is it" in one statement.
const PERSON: &str = "), found (n, school_id, id) AS ( \
     SELECT w.n, c.school_id, c.id FROM wanted w JOIN contact c ON c.school_id = w.school_id \
     AND c.account_id = w.account_id AND c.user_index = w.user_index \
     UNION SELECT w.n, c.school_id, c.id FROM wanted w JOIN contact c ON c.school_id = w.school_id \
     AND c.phone_index = w.phone_index AND c.account_id = w.account_id) \
     SELECT f.n, c.id, c.state, c.locale, c.heard_locale, c.user_index, c.phone_index, c.staff_id, c.guardian_id, \
     c.last_inbound_at, c.undelivered > 0 AS doubted, \
     ((c.staff_id IS NULL AND EXISTS (SELECT 1 FROM staff r WHERE r.school_id = c.school_id \
     AND r.phone_index = c.phone_index AND r.archived_at IS NULL)) \
     OR (c.guardian_id IS NULL AND EXISTS (SELECT 1 FROM guardian r WHERE r.school_id = c.school_id \
     AND r.phone_index = c.phone_index AND r.archived_at IS NULL))) AS in_roster, \
     s.name AS staff_name, s.role, s.locale AS staff_locale, s.head_of, h.class_id AS headed, k.id AS course_id, \
     p.id AS known_guardian, p.name AS guardian_name, p.locale AS guardian_locale, \
     u.id AS student_id, g.id AS guardianship_id, u.class_id, u.last_name, u.first_name, u.name_ar, \
     CASE WHEN g.consent_by = 'chat' THEN COALESCE(g.asked_version, g.consent_version) END AS agreed, \
     l.label AS class_label \
     FROM found f JOIN contact c ON c.school_id = f.school_id AND c.id = f.id \
     LEFT JOIN staff s ON s.school_id = c.school_id AND s.id = c.staff_id AND s.archived_at IS NULL \
     LEFT JOIN last_head h ON h.school_id = s.school_id AND h.staff_id = s.id \
     LEFT JOIN course k ON k.school_id = s.school_id AND k.staff_id = s.id AND k.archived_at IS NULL \
     AND EXISTS (SELECT 1 FROM class kc JOIN school_year y ON y.school_id = kc.school_id AND y.id = kc.year_id \
     AND y.current WHERE kc.school_id = k.school_id AND kc.id = k.class_id) \
     LEFT JOIN guardian p ON p.school_id = c.school_id AND p.id = c.guardian_id AND p.archived_at IS NULL \
     LEFT JOIN guardianship g ON g.school_id = p.school_id AND g.guardian_id = p.id AND g.state = 'active' \
     AND g.consent_at IS NOT NULL AND g.withdrawn_at IS NULL \
     LEFT JOIN student u ON u.school_id = g.school_id AND u.id = g.student_id AND u.archived_at IS NULL \
     LEFT JOIN class l ON l.school_id = u.school_id AND l.id = u.class_id \
     ORDER BY f.n, c.id, u.last_name, u.first_name, u.id, k.id";

impl Tx {
    /// The addresses of an account that have this user id or this phone number, oldest first, with the people behind.
    pub async fn acquaintances(&mut self, sought: &Sought) -> Result<Vec<Acquaintance>, StoreError> {
        if let Some(found) = self.ahead.people.get(sought) {
            return Ok(found.clone());
        }
        Ok(self.people(std::slice::from_ref(sought)).await?.pop().unwrap_or_default())
    }

    /// Reads ahead what [`Tx::acquaintances`] and [`Tx::dialogue`] will be asked for.
    pub async fn foresee(&mut self, mut sought: Vec<Sought>) -> Result<(), StoreError> {
        let mut seen = HashSet::new();
        sought.retain(|one| seen.insert(one.clone()));
        let people = self.people(&sought).await?;
        let contacts = sought
            .iter()
            .zip(&people)
            .flat_map(|(one, found)| found.iter().map(|known| (one.school, known.contact.id)));
        let dialogues = self.dialogues(&contacts.collect()).await?;
        self.ahead.people = sought.into_iter().zip(people).collect();
        self.ahead.dialogues = dialogues;
        Ok(())
    }

    /// Who is behind each of these, in their order.
    async fn people(&mut self, sought: &[Sought]) -> Result<Vec<Vec<Acquaintance>>, StoreError> {
        let wanted = (0_i64..).zip(sought);
        let wanted = wanted.map(|(n, one)| args![n, one.school, &one.account, one.user.clone(), one.phone.clone()]);
        let rows: Vec<PersonRow> = self
            .fetch_many(
                "WITH wanted (n, school_id, account_id, user_index, phone_index) AS (VALUES ",
                wanted.collect(),
                PERSON,
            )
            .await?;
        let mut found: Vec<Vec<Acquaintance>> = vec![Vec::new(); sought.len()];
        for row in rows {
            let Some(known) = usize::try_from(row.n).ok().and_then(|n| found.get_mut(n)) else { continue };
            if known.last().is_none_or(|last| last.contact.id.0 != row.id) {
                known.push(acquaintance(&row)?);
            }
            if let Some(last) = known.last_mut() {
                add(last, row);
            }
        }
        Ok(found)
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
        doubted: row.doubted,
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
    let (courses, headed, children) = (Vec::new(), Vec::new(), Vec::new());
    let actor = StaffActor { id: StaffId(id), role, courses, head_of, headed, children };
    Ok(Some(KnownStaff { actor, name: name.clone(), locale: locale.parse().map_err(|_unreadable| corrupt("locale"))? }))
}

fn guardian(row: &PersonRow) -> Result<Option<KnownGuardian>, StoreError> {
    let (Some(id), Some(locale)) = (row.known_guardian, &row.guardian_locale) else { return Ok(None) };
    let locale = locale.parse().map_err(|_unreadable| StoreError::Corrupt { table: "guardian", column: "locale" })?;
    Ok(Some(KnownGuardian { id: GuardianId(id), name: row.guardian_name.clone(), locale, children: Vec::new() }))
}

/// Adds the course, the class of then and the child of one row, unless another row has brought them.
fn add(known: &mut Acquaintance, row: PersonRow) {
    if let (Some(staff), Some(class)) = (&mut known.staff, row.headed.map(ClassId))
        && !staff.actor.headed.contains(&class)
    {
        staff.actor.headed.push(class);
    }
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
            agreed: row.agreed,
        });
    }
}
