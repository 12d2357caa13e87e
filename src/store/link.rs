//! Linking codes, tries at guessing them, and what a guardian agreed to.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{BlindIndex, StoreError, Tx};
use crate::domain::{
    ContactId, EventId, GuardianId, LinkCode, LinkTarget, Locale, SchoolId, StaffId, StudentId, Timestamp,
};

/// A code as it is stored: never in clear.
#[derive(Debug, Clone, Copy)]
pub struct StoredCode {
    pub id: Uuid,
    pub target: LinkTarget,
    pub expires_at: Timestamp,
    pub used: bool,
}

/// A code to be stored.
#[derive(Debug)]
pub struct NewCode<'a> {
    pub code: &'a LinkCode,
    pub target: LinkTarget,
    pub expires_at: Timestamp,
}

/// Failed tries at linking since an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Attempts {
    pub of_contact: i64,
    pub of_school: i64,
}

/// A guardian's agreement, as it must be provable later.
#[derive(Debug, Clone)]
pub struct Agreement<'a> {
    pub guardian: GuardianId,
    pub student: StudentId,
    /// Of the text that was shown.
    pub version: &'a str,
    /// The inbox event that carried it.
    pub event: Option<EventId>,
    pub now: Timestamp,
}

#[derive(FromRow)]
struct CodeRow {
    id: Uuid,
    student_id: Option<Uuid>,
    staff_id: Option<Uuid>,
    expires_at: i64,
    used_at: Option<i64>,
}

/// A guardian of a student, and whether they may read of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianAccess {
    pub guardian: GuardianId,
    /// As the school writes them; none of who came by a code alone.
    pub name: Option<String>,
    /// What they are to the student, by the school's word.
    pub relation: String,
    pub is_open: bool,
}

impl Tx {
    fn code_index(&self, code: &LinkCode) -> BlindIndex {
        self.keys().blind_index("link_code", code.canonical())
    }

    /// Stores codes. Fails with [`StoreError::Duplicate`] when one exists already.
    pub async fn insert_codes(
        &mut self,
        school: SchoolId,
        codes: &[NewCode<'_>],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = codes
            .iter()
            .map(|new| {
                let (student, staff) = match new.target {
                    LinkTarget::Student(student) => (Some(student), None),
                    LinkTarget::Staff(staff) => (None, Some(staff)),
                };
                args![school, EventId::fresh(), self.code_index(new.code), student, staff, now, new.expires_at]
            })
            .collect();
        self.execute_many(
            "INSERT INTO link_code (school_id, id, code_hash, student_id, staff_id, issued_at, expires_at) VALUES ",
            rows,
            "",
        )
        .await?;
        Ok(())
    }

    /// A code of this school, whether usable or not, as long as whom it is for has not left.
    pub async fn find_code(&mut self, school: SchoolId, code: &LinkCode) -> Result<Option<StoredCode>, StoreError> {
        let index = self.code_index(code);
        let row: Option<CodeRow> = self
            .fetch_optional(
                "SELECT c.id, u.id AS student_id, s.id AS staff_id, c.expires_at, c.used_at FROM link_code c \
                 LEFT JOIN student u ON u.school_id = c.school_id AND u.id = c.student_id AND u.archived_at IS NULL \
                 LEFT JOIN staff s ON s.school_id = c.school_id AND s.id = c.staff_id AND s.archived_at IS NULL \
                 WHERE c.school_id = $1 AND c.code_hash = $2",
                args![school, index],
            )
            .await?;
        Ok(row.and_then(|row| {
            let target = match (row.student_id, row.staff_id) {
                (Some(student), _) => LinkTarget::Student(StudentId(student)),
                (_, Some(staff)) => LinkTarget::Staff(StaffId(staff)),
                (None, None) => return None,
            };
            Some(StoredCode { id: row.id, target, expires_at: Timestamp(row.expires_at), used: row.used_at.is_some() })
        }))
    }

    /// Uses a code up. `false` when it was used before, has expired, or is for somebody else: nobody but the caller who
    /// hears `true` may act on it.
    pub async fn consume_code(
        &mut self,
        school: SchoolId,
        code: Uuid,
        target: LinkTarget,
        by: ContactId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let target = match target {
            LinkTarget::Student(student) => student.0,
            LinkTarget::Staff(staff) => staff.0,
        };
        let changed = self
            .execute(
                "UPDATE link_code SET used_at = $3, used_by = $4 WHERE school_id = $1 AND id = $2 \
                 AND used_at IS NULL AND expires_at > $3 AND COALESCE(student_id, staff_id) = $5",
                args![school, code, now, by, target],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Lets one try at linking pass at a time per school, until the end of the transaction: else tries side by side
    /// would not count each other.
    pub async fn queue_for_linking(&mut self, school: SchoolId) -> Result<(), StoreError> {
        self.execute("UPDATE school SET revision = revision WHERE id = $1", args![school]).await?;
        Ok(())
    }

    /// Failed tries since `since`.
    pub async fn link_attempts(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        since: Timestamp,
    ) -> Result<Attempts, StoreError> {
        let row: Option<Attempts> = self
            .fetch_optional(
                "SELECT CAST(COUNT(CASE WHEN contact_id = $2 THEN 1 END) AS BIGINT) AS of_contact, \
                 CAST(COUNT(*) AS BIGINT) AS of_school FROM link_attempt WHERE school_id = $1 AND at > $3",
                args![school, contact, since],
            )
            .await?;
        Ok(row.unwrap_or(Attempts { of_contact: 0, of_school: 0 }))
    }

    /// Notes a failed try, and forgets those before `forget`.
    pub async fn note_link_attempt(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        now: Timestamp,
        forget: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute("DELETE FROM link_attempt WHERE school_id = $1 AND at <= $2", args![school, forget]).await?;
        self.execute(
            "INSERT INTO link_attempt (school_id, contact_id, id, at) VALUES ($1, $2, $3, $4)",
            args![school, contact, EventId::fresh(), now],
        )
        .await?;
        Ok(())
    }

    /// The guardian of the file with the number of this contact who is a guardian of this student, if exactly one is.
    pub async fn roster_guardian_of(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        student: StudentId,
    ) -> Result<Option<GuardianId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT p.id FROM contact c \
                 JOIN guardian p ON p.school_id = c.school_id AND p.phone_index = c.phone_index \
                 AND p.archived_at IS NULL \
                 JOIN guardianship g ON g.school_id = p.school_id AND g.guardian_id = p.id AND g.student_id = $3 \
                 WHERE c.school_id = $1 AND c.id = $2",
                args![school, contact, student],
            )
            .await?;
        Ok(match rows.as_slice() {
            [(only,)] => Some(GuardianId(*only)),
            _ => None,
        })
    }

    /// Whether the school has suspended or ended a guardian's link to a student.
    pub async fn is_guardianship_closed(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        student: StudentId,
    ) -> Result<bool, StoreError> {
        let row: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT id FROM guardianship WHERE school_id = $1 AND guardian_id = $2 AND student_id = $3 \
                 AND state IN ('suspended', 'ended')",
                args![school, guardian, student],
            )
            .await?;
        Ok(row.is_some())
    }

    /// The guardians of a student as the school knows them, also those whose access has ended.
    pub async fn guardian_accesses(
        &mut self,
        school: SchoolId,
        student: StudentId,
    ) -> Result<Vec<GuardianAccess>, StoreError> {
        let rows: Vec<(Uuid, Option<String>, String, String)> = self
            .fetch_all(
                "SELECT p.id, p.name, g.relation, g.state FROM guardianship g \
                 JOIN guardian p ON p.school_id = g.school_id AND p.id = g.guardian_id AND p.archived_at IS NULL \
                 WHERE g.school_id = $1 AND g.student_id = $2 ORDER BY COALESCE(p.name, ''), p.id",
                args![school, student],
            )
            .await?;
        let access = |(id, name, relation, state): (_, _, _, String)| GuardianAccess {
            guardian: GuardianId(id),
            name,
            relation,
            is_open: !matches!(state.as_str(), "suspended" | "ended"),
        };
        Ok(rows.into_iter().map(access).collect())
    }

    /// Ends a guardian's link to a student, or opens it again. `false`: it was so already.
    pub async fn set_guardian_access(
        &mut self,
        school: SchoolId,
        (guardian, student): (GuardianId, StudentId),
        open: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE guardianship SET ended_at = CASE WHEN $4 THEN NULL ELSE CAST($5 AS BIGINT) END, \
                 state = CASE WHEN NOT $4 THEN 'ended' WHEN consent_at IS NULL THEN 'pending' ELSE 'active' END \
                 WHERE school_id = $1 AND guardian_id = $2 AND student_id = $3 \
                 AND (state IN ('suspended', 'ended')) = $4",
                args![school, guardian, student, open, now],
            )
            .await?;
        Ok(changed > 0)
    }

    /// A guardian who came by a code alone: the school's file does not know them.
    pub async fn insert_unlisted_guardian(
        &mut self,
        school: SchoolId,
        locale: Locale,
    ) -> Result<GuardianId, StoreError> {
        let id = GuardianId::fresh();
        self.execute(
            "INSERT INTO guardian (school_id, id, locale) VALUES ($1, $2, $3)",
            args![school, id, locale.code()],
        )
        .await?;
        Ok(id)
    }

    /// Makes a guardian's link to a student active, with the agreement it rests on.
    ///
    /// `None` when the school has suspended or ended that link: only the school may open it again.
    pub async fn activate_guardianship(
        &mut self,
        school: SchoolId,
        agreement: &Agreement<'_>,
    ) -> Result<Option<Uuid>, StoreError> {
        let Agreement { guardian, student, version, event, now } = agreement.clone();
        self.execute(
            "INSERT INTO guardianship (school_id, id, guardian_id, student_id, relation, state, created_at) \
             VALUES ($1, $2, $3, $4, '', 'pending', $5) ON CONFLICT (school_id, guardian_id, student_id) DO NOTHING",
            args![school, EventId::fresh(), guardian, student, now],
        )
        .await?;
        let row: Option<(Uuid,)> = self
            .fetch_optional(
                "UPDATE guardianship SET state = 'active', consent_version = $4, consent_at = $5, \
                 consent_by = 'chat', consent_event = $6, withdrawn_at = NULL \
                 WHERE school_id = $1 AND guardian_id = $2 AND student_id = $3 AND state IN ('pending', 'active') \
                 RETURNING id",
                args![school, guardian, student, version, now, event],
            )
            .await?;
        Ok(row.map(|(id,)| id))
    }
}
