//! What the gradebook holds: for teachers, for families, for corrections.

use std::collections::{HashMap, HashSet};
use uuid::Uuid;

use super::rows::{AssessmentRow, MarkRow, PublishedRow};
use super::{Assessment, Entry, MarkVersion, PublishedMark};
use crate::domain::{AssessmentId, ChangeSetId, GuardianId, SchoolId, StudentId};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

const ASSESSMENT: &str = "SELECT a.id, a.course_id, c.class_id, k.label AS class_label, a.label, s.label_fr, s.label_en, \
     s.label_ar, a.date, a.maximum, a.coefficient, a.term_id, t.code AS term_code, t.closed_at \
     FROM assessment a \
     JOIN course c ON c.school_id = a.school_id AND c.id = a.course_id \
     JOIN class k ON k.school_id = a.school_id AND k.id = c.class_id \
     JOIN subject s ON s.school_id = a.school_id AND s.id = c.subject_id \
     JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
     WHERE a.school_id = $1 AND a.id = $2 AND a.deleted_at IS NULL";

impl Tx {
    /// An assessment that was not deleted.
    pub async fn assessment(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
    ) -> Result<Option<Assessment>, StoreError> {
        let row: Option<AssessmentRow> = self.fetch_optional(ASSESSMENT, args![school, assessment]).await?;
        row.map(Assessment::try_from).transpose()
    }

    /// What the gradebook holds in an assessment, by student. Students without any version are absent.
    pub async fn entries(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
    ) -> Result<HashMap<StudentId, Entry>, StoreError> {
        let rows: Vec<MarkRow> = self
            .fetch_all(
                "SELECT id, student_id, version, points, status, state FROM mark \
                 WHERE school_id = $1 AND assessment_id = $2",
                args![school, assessment],
            )
            .await?;
        let mut entries: HashMap<StudentId, Entry> = HashMap::new();
        for row in rows {
            let entry = entries.entry(StudentId(row.student_id)).or_default();
            entry.last_version = entry.last_version.max(row.version);
            match row.state.as_str() {
                "draft" => entry.draft = Some(row.try_into()?),
                "published" => entry.published = Some(row.try_into()?),
                _ => {}
            }
        }
        Ok(entries)
    }

    /// The drafts that one set of changes wrote and that still are drafts, with their assessment.
    pub async fn drafts_of(
        &mut self,
        school: SchoolId,
        change_set: ChangeSetId,
    ) -> Result<Vec<(AssessmentId, MarkVersion)>, StoreError> {
        let owners: Vec<(Uuid, Uuid)> = self
            .fetch_all(
                "SELECT id, assessment_id FROM mark WHERE school_id = $1 AND change_set = $2 AND state = 'draft'",
                args![school, change_set],
            )
            .await?;
        let owners: HashMap<Uuid, Uuid> = owners.into_iter().collect();
        let rows: Vec<MarkRow> = self
            .fetch_all(
                "SELECT id, student_id, version, points, status, state FROM mark \
                 WHERE school_id = $1 AND change_set = $2 AND state = 'draft' ORDER BY id",
                args![school, change_set],
            )
            .await?;
        rows.into_iter()
            .filter_map(|row| Some((AssessmentId(*owners.get(&row.id)?), row)))
            .map(|(assessment, row)| Ok((assessment, row.try_into()?)))
            .collect()
    }

    /// How many marks of a set of changes families know.
    pub async fn published_of(&mut self, school: SchoolId, change_set: ChangeSetId) -> Result<usize, StoreError> {
        let known: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT id FROM mark WHERE school_id = $1 AND change_set = $2 AND state = 'published'",
                args![school, change_set],
            )
            .await?;
        Ok(known.len())
    }

    /// The version of a student's mark that a draft replaced as a draft: what an undo brings back.
    pub async fn version_before(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
        student: StudentId,
        version: i64,
    ) -> Result<Option<(MarkVersion, bool)>, StoreError> {
        let row: Option<MarkRow> = self
            .fetch_optional(
                "SELECT id, student_id, version, points, status, state FROM mark WHERE school_id = $1 \
                 AND assessment_id = $2 AND student_id = $3 AND version < $4 ORDER BY version DESC LIMIT 1",
                args![school, assessment, student, version],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let superseded = row.state == "superseded";
        Ok(Some((row.try_into()?, superseded)))
    }

    /// Marks in force of one student, newest first, optionally of one subject.
    pub async fn published_marks(
        &mut self,
        school: SchoolId,
        students: &[StudentId],
    ) -> Result<Vec<PublishedMark>, StoreError> {
        let rows = students.iter().map(|student| args![school, *student]).collect();
        let rows: Vec<PublishedRow> = self
            .fetch_many(
                "WITH wanted (school_id, student_id) AS (VALUES ",
                rows,
                ") SELECT m.id, m.student_id, m.points, m.status, a.label, c.subject_id, s.label_fr, s.label_en, \
                 s.label_ar, a.date, a.maximum, a.coefficient \
                 FROM wanted w \
                 JOIN mark m ON m.school_id = w.school_id AND m.student_id = w.student_id AND m.state = 'published' \
                 JOIN assessment a ON a.school_id = m.school_id AND a.id = m.assessment_id AND a.deleted_at IS NULL \
                 JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
                 JOIN school_year y ON y.school_id = t.school_id AND y.id = t.year_id AND y.current \
                 JOIN course c ON c.school_id = a.school_id AND c.id = a.course_id \
                 JOIN subject s ON s.school_id = c.school_id AND s.id = c.subject_id \
                 ORDER BY a.date DESC NULLS LAST, m.id DESC",
            )
            .await?;
        rows.into_iter().map(PublishedMark::try_from).collect()
    }

    /// Guardians who were, or are about to be, shown any version of a student's mark: somebody who missed the last
    /// correction still goes by an earlier one.
    pub async fn shown_to(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
        student: StudentId,
    ) -> Result<HashSet<GuardianId>, StoreError> {
        let found: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT DISTINCT d.guardian_id FROM mark m \
                 JOIN disclosure d ON d.school_id = m.school_id AND d.mark_id = m.id \
                 WHERE m.school_id = $1 AND m.assessment_id = $2 AND m.student_id = $3",
                args![school, assessment, student],
            )
            .await?;
        Ok(found.into_iter().map(|(guardian,)| GuardianId(guardian)).collect())
    }
}
