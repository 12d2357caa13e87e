//! The agreement that a guardian's link to a student rests on: when, by what means, to which words; and its end.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{EventId, GuardianId, SchoolId, StudentId, StudentName, Timestamp};

/// A link that the school keeps open, with what was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentLink {
    pub student: StudentId,
    pub name: StudentName,
    /// The words they agreed to; the school's own on paper have none.
    pub version: Option<String>,
    pub by_chat: bool,
    pub withdrawn: bool,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
    consent_version: Option<String>,
    by_chat: bool,
    withdrawn: bool,
}

impl Tx {
    /// A guardian's links that the school keeps open and that were agreed to once, by name.
    pub async fn consent_links(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
    ) -> Result<Vec<ConsentLink>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT u.id, u.last_name, u.first_name, u.name_ar, g.consent_version, g.consent_by = 'chat' AS by_chat, \
                 g.withdrawn_at IS NOT NULL AS withdrawn FROM guardianship g \
                 JOIN student u ON u.school_id = g.school_id AND u.id = g.student_id AND u.archived_at IS NULL \
                 WHERE g.school_id = $1 AND g.guardian_id = $2 AND g.state = 'active' AND g.consent_at IS NOT NULL \
                 AND g.consent_by IS NOT NULL ORDER BY u.last_name, u.first_name, u.id",
                args![school, guardian],
            )
            .await?;
        let link = |row: Row| ConsentLink {
            student: StudentId(row.id),
            name: StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar },
            version: row.consent_version,
            by_chat: row.by_chat,
            withdrawn: row.withdrawn,
        };
        Ok(rows.into_iter().map(link).collect())
    }

    /// Ends a guardian's agreement for a student. Returns the words it was to, where they have a version; `None` when there
    /// was none in force.
    pub async fn withdraw_consent(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        student: StudentId,
        now: Timestamp,
    ) -> Result<Option<Option<String>>, StoreError> {
        let row: Option<(Option<String>,)> = self
            .fetch_optional(
                "UPDATE guardianship SET withdrawn_at = $4 WHERE school_id = $1 AND guardian_id = $2 \
                 AND student_id = $3 AND consent_at IS NOT NULL AND withdrawn_at IS NULL RETURNING consent_version",
                args![school, guardian, student, now],
            )
            .await?;
        Ok(row.map(|(version,)| version))
    }

    /// Notes a guardian's agreement to these words for a student whose link the school keeps open; false when it does not,
    /// or nothing was ever agreed to.
    pub async fn renew_consent(
        &mut self,
        school: SchoolId,
        (guardian, student): (GuardianId, StudentId),
        (version, event): (&str, Option<EventId>),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE guardianship SET consent_version = $4, consent_at = $5, consent_by = 'chat', \
                 consent_event = $6, withdrawn_at = NULL WHERE school_id = $1 AND guardian_id = $2 \
                 AND student_id = $3 AND state = 'active' AND consent_at IS NOT NULL",
                args![school, guardian, student, version, now, event],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Notes that a guardian is asked about these words.
    pub async fn note_consent_asked(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        version: &str,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE guardianship SET asked_version = $3 WHERE school_id = $1 AND guardian_id = $2";
        self.execute(sql, args![school, guardian, version]).await?;
        Ok(())
    }
}
