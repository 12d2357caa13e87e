//! What the gradebook holds: for teachers, for families, for corrections.

use std::collections::HashMap;
use uuid::Uuid;

use super::rows::{AssessmentRow, MarkRow, PublishedRow, ShownRow, WrittenRow};
use super::{Assessment, Entry, MarkVersion, PublishedMark, Shown};
use crate::domain::{AssessmentId, ChangeSetId, CourseId, MarkId, SchoolId, StudentId, SubjectId, TermId, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

macro_rules! assessment {
    ($more:literal) => {
        concat!(
            "SELECT a.id, a.course_id, c.class_id, k.label AS class_label, a.label, s.label_fr, s.label_en, \
             s.label_ar, a.date, a.maximum, a.coefficient, a.term_id, t.code AS term_code, o.closed_at, a.deleted_at \
             FROM assessment a \
             JOIN course c ON c.school_id = a.school_id AND c.id = a.course_id \
             JOIN class k ON k.school_id = a.school_id AND k.id = c.class_id \
             JOIN subject s ON s.school_id = a.school_id AND s.id = c.subject_id \
             JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
             LEFT JOIN closing o ON o.school_id = a.school_id AND o.term_id = a.term_id AND o.class_id = c.class_id \
             WHERE a.school_id = $1 AND a.id = $2",
            $more
        )
    };
}

const ASSESSMENT: &str = assessment!(" AND a.deleted_at IS NULL");
const EVEN_DELETED: &str = assessment!("");

/// Marks in force of a student in the current year, optionally of one subject.
macro_rules! published {
    ($columns:literal, $tail:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM mark m \
             JOIN assessment a ON a.school_id = m.school_id AND a.id = m.assessment_id AND a.deleted_at IS NULL \
             JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
             JOIN school_year y ON y.school_id = t.school_id AND y.id = t.year_id AND y.current \
             JOIN course c ON c.school_id = a.school_id AND c.id = a.course_id \
             JOIN subject s ON s.school_id = c.school_id AND s.id = c.subject_id \
             WHERE m.school_id = $1 AND m.student_id = $2 AND m.state = 'published' \
             AND (CAST($3 AS UUID) IS NULL OR c.subject_id = $3)",
            $tail
        )
    };
}

const LATEST: &str = published!(
    "m.id, m.points, m.status, a.label, s.label_fr, s.label_en, s.label_ar, a.date, a.maximum, a.coefficient",
    " ORDER BY a.date DESC NULLS LAST, m.id DESC LIMIT $4"
);
const HOW_MANY: &str = published!("COUNT(*)", "");

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

    /// An assessment, and when it was deleted: families may have to hear of what was in it.
    pub async fn assessment_even_deleted(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
    ) -> Result<Option<(Assessment, Option<Timestamp>)>, StoreError> {
        let row: Option<AssessmentRow> = self.fetch_optional(EVEN_DELETED, args![school, assessment]).await?;
        let Some(row) = row else { return Ok(None) };
        let deleted = row.deleted_at.map(Timestamp);
        Ok(Some((row.try_into()?, deleted)))
    }

    /// The assessments of a course in a term, by their labels.
    pub async fn assessments_of(
        &mut self,
        school: SchoolId,
        course: CourseId,
        term: TermId,
    ) -> Result<Vec<(AssessmentId, String)>, StoreError> {
        let rows: Vec<(Uuid, String)> = self
            .fetch_all(
                "SELECT id, label FROM assessment \
                 WHERE school_id = $1 AND course_id = $2 AND term_id = $3 AND deleted_at IS NULL",
                args![school, course, term],
            )
            .await?;
        Ok(rows.into_iter().map(|(id, label)| (AssessmentId(id), label)).collect())
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

    /// One version of a mark, with its assessment.
    pub async fn mark_version(
        &mut self,
        school: SchoolId,
        mark: MarkId,
    ) -> Result<Option<(AssessmentId, MarkVersion)>, StoreError> {
        let row: Option<WrittenRow> = self
            .fetch_optional(
                "SELECT assessment_id, change_set, id, student_id, version, points, status, state FROM mark \
                 WHERE school_id = $1 AND id = $2",
                args![school, mark],
            )
            .await?;
        row.map(|row| Ok((AssessmentId(row.assessment_id), row.version.try_into()?))).transpose()
    }

    /// What one set of changes wrote and that still stands, as a draft or in force, with its assessment.
    pub async fn standing_of(
        &mut self,
        school: SchoolId,
        change_set: ChangeSetId,
    ) -> Result<Vec<(AssessmentId, MarkVersion)>, StoreError> {
        let rows: Vec<WrittenRow> = self
            .fetch_all(
                "SELECT assessment_id, change_set, id, student_id, version, points, status, state FROM mark \
                 WHERE school_id = $1 AND change_set = $2 AND state IN ('draft', 'published') ORDER BY id",
                args![school, change_set],
            )
            .await?;
        rows.into_iter().map(|row| Ok((AssessmentId(row.assessment_id), row.version.try_into()?))).collect()
    }

    /// The version of a student's mark that this one took the place of, with the changes that wrote it: what an undo
    /// brings back.
    pub async fn version_replaced(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
        student: StudentId,
        version: i64,
    ) -> Result<Option<(MarkVersion, ChangeSetId)>, StoreError> {
        let row: Option<WrittenRow> = self
            .fetch_optional(
                "SELECT assessment_id, change_set, id, student_id, version, points, status, state FROM mark \
                 WHERE school_id = $1 AND assessment_id = $2 AND student_id = $3 AND version < $4 \
                 ORDER BY version DESC LIMIT 1",
                args![school, assessment, student, version],
            )
            .await?;
        let replaced = row.filter(|row| row.version.state == "superseded");
        replaced.map(|row| Ok((row.version.try_into()?, ChangeSetId(row.change_set)))).transpose()
    }

    /// The latest `most` marks in force of a student in the current year, optionally of one subject, and how many there
    /// are in all.
    pub async fn published_marks(
        &mut self,
        school: SchoolId,
        student: StudentId,
        subject: Option<SubjectId>,
        most: i64,
    ) -> Result<(Vec<PublishedMark>, i64), StoreError> {
        let rows: Vec<PublishedRow> = self.fetch_all(LATEST, args![school, student, subject, most]).await?;
        let marks: Vec<_> = rows.into_iter().map(PublishedMark::try_from).collect::<Result<_, _>>()?;
        let shown = i64::try_from(marks.len()).unwrap_or(i64::MAX);
        if shown < most {
            return Ok((marks, shown));
        }
        let found: Option<(i64,)> = self.fetch_optional(HOW_MANY, args![school, student, subject]).await?;
        Ok((marks, found.map_or(shown, |(count,)| count)))
    }

    /// Who was, or is about to be, shown which version of a student's mark, in the order of the versions; and whether it
    /// may have reached them: an answer counts, and whatever may have left us. `ending` ends right now: nobody has heard.
    pub async fn shown_versions(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
        student: StudentId,
        ending: Option<MarkId>,
    ) -> Result<Vec<Shown>, StoreError> {
        // What this very transaction shows counts too.
        self.flush().await?;
        let rows: Vec<ShownRow> = self
            .fetch_all(
                "SELECT d.guardian_id, d.contact_id, m.id, m.points, m.status, \
                 EXISTS (SELECT 1 FROM mark w WHERE w.school_id = m.school_id AND w.assessment_id = m.assessment_id \
                 AND w.student_id = m.student_id AND w.version >= m.version AND w.state = 'withdrawn' \
                 AND w.published_at IS NOT NULL AND w.id <> $4) AS withdrawn, \
                 d.answered OR g.id IS NULL \
                 OR EXISTS (SELECT 1 FROM attempt t WHERE t.school_id = d.school_id AND t.message_id = d.message_id \
                 AND (t.outcome IS NULL OR t.outcome IN ('accepted', 'unknown'))) AS reached \
                 FROM mark m \
                 JOIN disclosure d ON d.school_id = m.school_id AND d.mark_id = m.id \
                 LEFT JOIN message g ON g.school_id = d.school_id AND g.id = d.message_id \
                 WHERE m.school_id = $1 AND m.assessment_id = $2 AND m.student_id = $3 ORDER BY m.version",
                args![school, assessment, student, ending.map_or(Uuid::nil(), Uuid::from)],
            )
            .await?;
        rows.into_iter().map(Shown::try_from).collect()
    }
}
