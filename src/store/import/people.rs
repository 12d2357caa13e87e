//! The people of a school as its file names them: staff, students, guardians and their links.

use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

use crate::domain::{ClassId, GuardianId, Locale, Phone, Role, SchoolId, StaffId, StudentId, Timestamp, YearId};
use crate::store::sql::args;
use crate::store::{BlindIndex, StoreError, Tx};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRecord {
    pub id: StaffId,
    pub code: String,
    pub name: String,
    pub role: Role,
    pub locale: Locale,
    pub head_of: Option<ClassId>,
    pub phone: Option<BlindIndex>,
    pub telegram: Option<BlindIndex>,
    pub archived: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudentRecord {
    pub id: StudentId,
    pub code: String,
    pub class: ClassId,
    pub last_name: String,
    pub first_name: String,
    pub name_ar: Option<String>,
    /// ISO date.
    pub birth_date: Option<String>,
    /// The year they repeat.
    pub repeater: Option<YearId>,
    /// They are on no roll any more.
    pub left: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianRecord {
    pub id: GuardianId,
    pub code: String,
    pub name: Option<String>,
    pub locale: Locale,
    pub phone: Option<BlindIndex>,
    pub email: Option<BlindIndex>,
    pub archived: bool,
}

/// How a guardian's link to a student stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    Pending,
    Active,
    Suspended,
    Ended,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianshipRecord {
    pub id: Uuid,
    pub guardian: GuardianId,
    pub student: StudentId,
    pub relation: String,
    pub state: LinkState,
    pub consent_at: Option<Timestamp>,
    /// `roster` or `chat`.
    pub consent_by: Option<String>,
    pub withdrawn_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct StaffRow {
    id: Uuid,
    code: String,
    name: String,
    role: String,
    locale: String,
    head_of: Option<Uuid>,
    phone_index: Option<Vec<u8>>,
    telegram_index: Option<Vec<u8>>,
    archived_at: Option<i64>,
}

#[derive(FromRow)]
struct StudentRow {
    id: Uuid,
    code: String,
    class_id: Uuid,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
    birth_date: Option<String>,
    repeats_year: Option<Uuid>,
    archived_at: Option<i64>,
}

#[derive(FromRow)]
struct GuardianRow {
    id: Uuid,
    code: String,
    name: Option<String>,
    locale: String,
    phone_index: Option<Vec<u8>>,
    email_index: Option<Vec<u8>>,
    archived_at: Option<i64>,
}

#[derive(FromRow)]
struct GuardianshipRow {
    id: Uuid,
    guardian_id: Uuid,
    student_id: Uuid,
    relation: String,
    state: String,
    consent_at: Option<i64>,
    consent_by: Option<String>,
    withdrawn_at: Option<i64>,
}

impl Tx {
    /// The key under which an e-mail address is found.
    pub fn email_index(&self, email: &str) -> BlindIndex {
        self.keys().blind_index("email", &email.to_lowercase())
    }

    /// The staff of a school, by code.
    pub async fn staff_records(&mut self, school: SchoolId) -> Result<HashMap<String, StaffRecord>, StoreError> {
        let rows: Vec<StaffRow> = self
            .fetch_all(
                "SELECT id, code, name, role, locale, head_of, phone_index, telegram_index, archived_at FROM staff \
                 WHERE school_id = $1",
                args![school],
            )
            .await?;
        let corrupt = |column| StoreError::Corrupt { table: "staff", column };
        rows.into_iter()
            .map(|row| {
                let record = StaffRecord {
                    id: StaffId(row.id),
                    code: row.code,
                    name: row.name,
                    role: row.role.parse().map_err(|_unreadable| corrupt("role"))?,
                    locale: row.locale.parse().map_err(|_unreadable| corrupt("locale"))?,
                    head_of: row.head_of.map(ClassId),
                    phone: row.phone_index.map(BlindIndex),
                    telegram: row.telegram_index.map(BlindIndex),
                    archived: row.archived_at.is_some(),
                };
                Ok((record.code.clone(), record))
            })
            .collect()
    }

    /// Writes staff; a number is given where it is new.
    pub async fn save_staff(
        &mut self,
        school: SchoolId,
        staff: &[(StaffRecord, Option<Phone>)],
    ) -> Result<(), StoreError> {
        let rows = staff
            .iter()
            .map(|(record, phone)| {
                let StaffRecord { id, code, name, role, locale, head_of, phone: index, telegram, .. } = record.clone();
                let (role, locale) = (role.code(), locale.code());
                let sealed = self.sealed("staff.phone_sealed", id.0, phone.as_ref().map(Phone::e164));
                args![school, id, code, name, role, locale, head_of, sealed, index, telegram]
            })
            .collect();
        let heads = staff.iter().filter_map(|(record, _)| Some(args![school, record.id, record.head_of?])).collect();
        self.execute_many(
            "WITH goes (school_id, staff_id, class_id) AS (VALUES ",
            heads,
            ") INSERT INTO last_head (school_id, staff_id, class_id) SELECT s.school_id, s.id, s.head_of FROM goes \
             JOIN staff s ON s.school_id = goes.school_id AND s.id = goes.staff_id AND s.head_of <> goes.class_id \
             JOIN class b ON b.school_id = s.school_id AND b.id = s.head_of \
             JOIN school_year y ON y.school_id = b.school_id AND y.id = b.year_id AND NOT y.current \
             WHERE TRUE ON CONFLICT DO NOTHING",
        )
        .await?;
        self.execute_many(
            "INSERT INTO staff (school_id, id, code, name, role, locale, head_of, phone_sealed, phone_index, \
             telegram_index) VALUES ",
            rows,
            " ON CONFLICT (school_id, id) DO UPDATE SET name = excluded.name, role = excluded.role, \
             locale = excluded.locale, head_of = excluded.head_of, \
             phone_sealed = COALESCE(excluded.phone_sealed, staff.phone_sealed), phone_index = excluded.phone_index, \
             telegram_index = excluded.telegram_index, archived_at = NULL",
        )
        .await?;
        Ok(())
    }

    /// The students of a school, by code.
    pub async fn student_records(&mut self, school: SchoolId) -> Result<HashMap<String, StudentRecord>, StoreError> {
        let rows: Vec<StudentRow> = self
            .fetch_all(
                "SELECT id, code, class_id, last_name, first_name, name_ar, birth_date, repeats_year, archived_at \
                 FROM student \
                 WHERE school_id = $1",
                args![school],
            )
            .await?;
        let records = rows.into_iter().map(|row| StudentRecord {
            id: StudentId(row.id),
            code: row.code,
            class: ClassId(row.class_id),
            last_name: row.last_name,
            first_name: row.first_name,
            name_ar: row.name_ar,
            birth_date: row.birth_date,
            repeater: row.repeats_year.map(YearId),
            left: row.archived_at.is_some(),
        });
        Ok(records.map(|record| (record.code.clone(), record)).collect())
    }

    /// The classes that students were in at the end of a year.
    pub async fn last_classes(
        &mut self,
        school: SchoolId,
        year: YearId,
    ) -> Result<HashMap<StudentId, ClassId>, StoreError> {
        let rows: Vec<(Uuid, Uuid)> = self
            .fetch_all(
                "SELECT student_id, class_id FROM last_class WHERE school_id = $1 AND year_id = $2",
                args![school, year],
            )
            .await?;
        Ok(rows.into_iter().map(|(student, class)| (StudentId(student), ClassId(class))).collect())
    }

    /// Writes students. Whoever changes class within a year is remembered in the one they leave, and whoever comes into
    /// another year in the last one of the year before.
    pub async fn save_students(
        &mut self,
        school: SchoolId,
        students: &[StudentRecord],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let places = students.iter().map(|student| args![school, student.id, student.class, now]).collect();
        self.execute_many(
            "WITH goes (school_id, student_id, class_id, at) AS (VALUES ",
            places,
            ") INSERT INTO former_class (school_id, year_id, student_id, class_id, left_at) \
             SELECT s.school_id, b.year_id, s.id, s.class_id, goes.at FROM goes \
             JOIN student s ON s.school_id = goes.school_id AND s.id = goes.student_id \
             AND s.class_id <> goes.class_id AND s.archived_at IS NULL \
             JOIN class b ON b.school_id = s.school_id AND b.id = s.class_id \
             JOIN class n ON n.school_id = s.school_id AND n.id = goes.class_id AND n.year_id = b.year_id \
             WHERE TRUE ON CONFLICT DO NOTHING",
        )
        .await?;
        let places = students.iter().map(|student| args![school, student.id, student.class]).collect();
        self.execute_many(
            "WITH goes (school_id, student_id, class_id) AS (VALUES ",
            places,
            ") INSERT INTO last_class (school_id, year_id, student_id, class_id, repeated) \
             SELECT s.school_id, b.year_id, s.id, s.class_id, \
             CASE WHEN s.repeats_year = b.year_id THEN TRUE ELSE FALSE END FROM goes \
             JOIN student s ON s.school_id = goes.school_id AND s.id = goes.student_id \
             AND s.class_id <> goes.class_id AND s.archived_at IS NULL \
             JOIN class b ON b.school_id = s.school_id AND b.id = s.class_id \
             JOIN class n ON n.school_id = s.school_id AND n.id = goes.class_id AND n.year_id <> b.year_id \
             WHERE TRUE ON CONFLICT DO NOTHING",
        )
        .await?;
        let rows = students
            .iter()
            .map(|student| {
                let StudentRecord { id, code, class, last_name, first_name, name_ar, birth_date, repeater, left } =
                    student.clone();
                let left = left.then_some(now);
                args![school, id, code, class, last_name, first_name, name_ar, birth_date, repeater, left]
            })
            .collect();
        self.execute_many(
            "INSERT INTO student (school_id, id, code, class_id, last_name, first_name, name_ar, birth_date, \
             repeats_year, archived_at) VALUES ",
            rows,
            " ON CONFLICT (school_id, id) DO UPDATE SET class_id = excluded.class_id, \
             last_name = excluded.last_name, first_name = excluded.first_name, name_ar = excluded.name_ar, \
             birth_date = excluded.birth_date, repeats_year = excluded.repeats_year, archived_at = excluded.archived_at",
        )
        .await?;
        Ok(())
    }

    /// The guardians of the school's file, by code.
    pub async fn guardian_records(&mut self, school: SchoolId) -> Result<HashMap<String, GuardianRecord>, StoreError> {
        let rows: Vec<GuardianRow> = self
            .fetch_all(
                "SELECT id, code, name, locale, phone_index, email_index, archived_at FROM guardian \
                 WHERE school_id = $1 AND code IS NOT NULL",
                args![school],
            )
            .await?;
        rows.into_iter()
            .map(|row| {
                let locale = row.locale.parse();
                let record = GuardianRecord {
                    id: GuardianId(row.id),
                    code: row.code,
                    name: row.name,
                    locale: locale
                        .map_err(|_unreadable| StoreError::Corrupt { table: "guardian", column: "locale" })?,
                    phone: row.phone_index.map(BlindIndex),
                    email: row.email_index.map(BlindIndex),
                    archived: row.archived_at.is_some(),
                };
                Ok((record.code.clone(), record))
            })
            .collect()
    }

    /// Writes guardians; a number and an e-mail address are given where they are new.
    pub async fn save_guardians(
        &mut self,
        school: SchoolId,
        guardians: &[(GuardianRecord, Option<Phone>, Option<String>)],
    ) -> Result<(), StoreError> {
        let rows = guardians
            .iter()
            .map(|(record, phone, email)| {
                let GuardianRecord { id, code, name, locale, phone: phone_index, email: email_index, .. } =
                    record.clone();
                let phone = self.sealed("guardian.phone_sealed", id.0, phone.as_ref().map(Phone::e164));
                let email = self.sealed("guardian.email_sealed", id.0, email.as_deref());
                args![school, id, code, name, locale.code(), phone, phone_index, email, email_index]
            })
            .collect();
        self.execute_many(
            "INSERT INTO guardian (school_id, id, code, name, locale, phone_sealed, phone_index, email_sealed, \
             email_index) VALUES ",
            rows,
            " ON CONFLICT (school_id, id) DO UPDATE SET name = excluded.name, locale = excluded.locale, \
             phone_sealed = COALESCE(excluded.phone_sealed, guardian.phone_sealed), \
             phone_index = excluded.phone_index, \
             email_sealed = COALESCE(excluded.email_sealed, guardian.email_sealed), \
             email_index = excluded.email_index, archived_at = NULL",
        )
        .await?;
        Ok(())
    }

    /// All links of a school's guardians to its students.
    pub async fn guardianship_records(
        &mut self,
        school: SchoolId,
    ) -> Result<HashMap<(GuardianId, StudentId), GuardianshipRecord>, StoreError> {
        let rows: Vec<GuardianshipRow> = self
            .fetch_all(
                "SELECT id, guardian_id, student_id, relation, state, consent_at, consent_by, withdrawn_at \
                 FROM guardianship WHERE school_id = $1",
                args![school],
            )
            .await?;
        rows.into_iter()
            .map(|row| {
                let state = LinkState::from_code(&row.state);
                let record = GuardianshipRecord {
                    id: row.id,
                    guardian: GuardianId(row.guardian_id),
                    student: StudentId(row.student_id),
                    relation: row.relation,
                    state: state.ok_or(StoreError::Corrupt { table: "guardianship", column: "state" })?,
                    consent_at: row.consent_at.map(Timestamp),
                    consent_by: row.consent_by,
                    withdrawn_at: row.withdrawn_at.map(Timestamp),
                };
                Ok(((record.guardian, record.student), record))
            })
            .collect()
    }

    pub async fn save_guardianships(
        &mut self,
        school: SchoolId,
        links: &[GuardianshipRecord],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows =
            links
                .iter()
                .map(|link| {
                    let GuardianshipRecord {
                        id,
                        guardian,
                        student,
                        relation,
                        state,
                        consent_at,
                        consent_by,
                        withdrawn_at,
                    } = link.clone();
                    args![
                        school,
                        id,
                        guardian,
                        student,
                        relation,
                        state.code(),
                        consent_at,
                        consent_by,
                        withdrawn_at,
                        now
                    ]
                })
                .collect();
        self.execute_many(
            "INSERT INTO guardianship (school_id, id, guardian_id, student_id, relation, state, consent_at, \
             consent_by, withdrawn_at, created_at) VALUES ",
            rows,
            " ON CONFLICT (school_id, id) DO UPDATE SET relation = excluded.relation, state = excluded.state, \
             consent_at = excluded.consent_at, consent_by = excluded.consent_by, \
             withdrawn_at = excluded.withdrawn_at",
        )
        .await?;
        Ok(())
    }

    fn sealed(&self, place: &'static str, row: Uuid, plain: Option<&str>) -> Option<Vec<u8>> {
        plain.map(|plain| self.keys().seal(place, row, plain.as_bytes()))
    }
}

impl LinkState {
    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Pending, Self::Active, Self::Suspended, Self::Ended].into_iter().find(|state| state.code() == code)
    }
}
