//! What is new of a child, for a digest: marks, and tests to come; and of which children a guardian may be told.

use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::{ClassId, GuardianId, SchoolId, StudentId, StudentName, Timestamp};
use crate::phrase::SubjectLabel;
use crate::store::gradebook::{PublishedRow, date_of};
use crate::store::sql::args;
use crate::store::{KnownChild, PublishedMark, StoreError, Tx};

/// A test to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComingTest {
    pub subject: SubjectLabel,
    pub label: String,
    pub date: Date,
}

#[derive(FromRow)]
struct ChildRow {
    student_id: Uuid,
    guardianship_id: Uuid,
    class_id: Uuid,
    class_label: String,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
}

/// Marks in force of this year that a guardian has not been told of: no message about them may have reached them.
const UNTOLD: &str = concat!(
    "SELECT m.id, m.points, m.status, a.label, s.label_fr, s.label_en, s.label_ar, a.date, a.maximum, \
     a.coefficient FROM mark m \
     JOIN assessment a ON a.school_id = m.school_id AND a.id = m.assessment_id AND a.deleted_at IS NULL \
     JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
     JOIN school_year y ON y.school_id = t.school_id AND y.id = t.year_id AND y.current \
     JOIN course c ON c.school_id = a.school_id AND c.id = a.course_id \
     JOIN subject s ON s.school_id = c.school_id AND s.id = c.subject_id \
     WHERE m.school_id = $1 AND m.student_id = $2 AND m.state = 'published' AND m.published_at >= $4 \
     AND (CAST($3 AS UUID) IS NULL OR NOT EXISTS (SELECT 1 FROM disclosure d \
     LEFT JOIN message e ON e.school_id = d.school_id AND e.id = d.message_id \
     WHERE d.school_id = m.school_id AND d.mark_id = m.id AND d.guardian_id = $3 AND (d.answered OR ",
    may_have_told!(),
    "))) ORDER BY a.date DESC NULLS LAST, m.id DESC"
);

impl Tx {
    /// The children a guardian may be told of without asking.
    pub async fn children_told_of(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
    ) -> Result<Vec<KnownChild>, StoreError> {
        let rows: Vec<ChildRow> = self
            .fetch_all(
                "SELECT u.id AS student_id, g.id AS guardianship_id, u.class_id, l.label AS class_label, u.last_name, \
                 u.first_name, u.name_ar FROM guardianship g \
                 JOIN guardian p ON p.school_id = g.school_id AND p.id = g.guardian_id AND p.archived_at IS NULL \
                 JOIN student u ON u.school_id = g.school_id AND u.id = g.student_id AND u.archived_at IS NULL \
                 JOIN class l ON l.school_id = u.school_id AND l.id = u.class_id \
                 WHERE g.school_id = $1 AND g.guardian_id = $2 AND g.state = 'active' AND g.consent_at IS NOT NULL \
                 AND g.withdrawn_at IS NULL AND g.silent_since IS NULL ORDER BY u.last_name, u.first_name, u.id",
                args![school, guardian],
            )
            .await?;
        let child = |row: ChildRow| KnownChild {
            id: StudentId(row.student_id),
            guardianship: row.guardianship_id,
            class: ClassId(row.class_id),
            class_label: row.class_label,
            name: StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar },
            agreed: None,
        };
        Ok(rows.into_iter().map(child).collect())
    }

    /// A student's marks in force that were published since then: all of them, or those a guardian has not been told of.
    pub async fn marks_since(
        &mut self,
        school: SchoolId,
        student: StudentId,
        (untold_to, since): (Option<GuardianId>, Timestamp),
    ) -> Result<Vec<PublishedMark>, StoreError> {
        let rows: Vec<PublishedRow> = self.fetch_all(UNTOLD, args![school, student, untold_to, since]).await?;
        rows.into_iter().map(PublishedMark::try_from).collect()
    }

    /// The tests of a class that the gradebook has for the days after `today`, up to `until`.
    pub async fn coming_tests(
        &mut self,
        school: SchoolId,
        class: ClassId,
        (today, until): (Date, Date),
    ) -> Result<Vec<ComingTest>, StoreError> {
        let rows: Vec<(String, String, String, String, String)> = self
            .fetch_all(
                "SELECT s.label_fr, s.label_en, s.label_ar, a.label, a.date FROM course c \
                 JOIN assessment a ON a.school_id = c.school_id AND a.course_id = c.id AND a.deleted_at IS NULL \
                 JOIN subject s ON s.school_id = c.school_id AND s.id = c.subject_id \
                 WHERE c.school_id = $1 AND c.class_id = $2 AND c.archived_at IS NULL AND a.date > $3 AND a.date <= $4 \
                 ORDER BY a.date, a.id",
                args![school, class, today.to_string(), until.to_string()],
            )
            .await?;
        rows.into_iter()
            .map(|(fr, en, ar, label, date)| {
                let date = date_of("assessment", Some(&date))?;
                let date = date.ok_or(StoreError::Corrupt { table: "assessment", column: "date" })?;
                Ok(ComingTest { subject: SubjectLabel { fr, en, ar }, label, date })
            })
            .collect()
    }
}
