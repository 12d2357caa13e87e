//! Assessments and marks. A mark row is one version: versions end, they are never overwritten.

use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

use super::error::expect_one;
use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{
    AssessmentId, ChangeSetId, ClassId, CourseId, GuardianId, Mark, MarkId, MarkStatus, Maximum, Points, SchoolId,
    StaffId, StudentId, TermId, Timestamp,
};

/// An assessment with what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    pub id: AssessmentId,
    pub course: CourseId,
    pub class: ClassId,
    pub class_label: String,
    pub label: String,
    pub subject_fr: String,
    pub subject_en: String,
    pub subject_ar: String,
    pub date: Option<Date>,
    pub maximum: Maximum,
    pub coefficient: Points,
    pub term: TermId,
    pub term_code: String,
    pub term_closed: bool,
}

/// A version of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkVersion {
    pub id: MarkId,
    pub student: StudentId,
    pub version: i64,
    pub mark: Mark,
}

/// What the gradebook holds for one student in one assessment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    /// Seen by staff only.
    pub draft: Option<MarkVersion>,
    /// Seen by the family.
    pub published: Option<MarkVersion>,
    /// The highest version there ever was.
    pub last_version: i64,
}

impl Entry {
    /// What the teacher sees: the draft, else what is published.
    pub fn current(&self) -> Option<MarkVersion> {
        self.draft.or(self.published)
    }
}

/// A version to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewMark {
    pub id: MarkId,
    pub assessment: AssessmentId,
    pub student: StudentId,
    pub version: i64,
    pub mark: Mark,
    pub author: Option<StaffId>,
    pub change_set: ChangeSetId,
    /// Published at once: a correction of a mark that families know.
    pub published: bool,
}

/// How a version ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Another version took its place.
    Superseded,
    /// Taken back without a successor.
    Withdrawn,
}

impl Ending {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A mark in force, as a family sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedMark {
    pub id: MarkId,
    pub student: StudentId,
    pub mark: Mark,
    pub assessment: String,
    pub subject: Uuid,
    pub subject_fr: String,
    pub subject_en: String,
    pub subject_ar: String,
    pub date: Option<Date>,
    pub maximum: Maximum,
    pub coefficient: Points,
}

/// Somebody who was shown a version of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Disclosure {
    pub mark: MarkId,
    pub guardian: GuardianId,
}

#[derive(FromRow)]
struct AssessmentRow {
    id: Uuid,
    course_id: Uuid,
    class_id: Uuid,
    class_label: String,
    label: String,
    label_fr: String,
    label_en: String,
    label_ar: String,
    date: Option<String>,
    maximum: i64,
    coefficient: i64,
    term_id: Uuid,
    term_code: String,
    closed_at: Option<i64>,
}

#[derive(FromRow)]
struct MarkRow {
    id: Uuid,
    student_id: Uuid,
    version: i64,
    points: Option<i64>,
    status: Option<String>,
    state: String,
}

#[derive(FromRow)]
struct PublishedRow {
    id: Uuid,
    student_id: Uuid,
    points: Option<i64>,
    status: Option<String>,
    label: String,
    subject_id: Uuid,
    label_fr: String,
    label_en: String,
    label_ar: String,
    date: Option<String>,
    maximum: i64,
    coefficient: i64,
}

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

    /// Writes new versions. Fails with [`StoreError::Duplicate`] when somebody else wrote the same version meanwhile.
    pub async fn insert_marks(
        &mut self,
        school: SchoolId,
        marks: &[NewMark],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = marks
            .iter()
            .map(|new| {
                let (points, status) = stored(new.mark);
                let state = if new.published { "published" } else { "draft" };
                let published_at = new.published.then_some(now);
                args![
                    school,
                    new.id,
                    new.assessment,
                    new.student,
                    new.version,
                    points,
                    status,
                    state,
                    new.author,
                    new.change_set,
                    now,
                    published_at
                ]
            })
            .collect();
        self.execute_many(
            "INSERT INTO mark (school_id, id, assessment_id, student_id, version, points, status, state, author_id, \
             change_set, created_at, published_at) VALUES ",
            rows,
            "",
        )
        .await?;
        Ok(())
    }

    /// Ends versions that are a draft or in force. Fails with a conflict when one of them has ended meanwhile.
    pub async fn end_marks(
        &mut self,
        school: SchoolId,
        marks: &[MarkId],
        ending: Ending,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let state = ending.code();
        for mark in marks {
            let changed = self
                .execute(
                    "UPDATE mark SET state = $3, ended_at = $4 \
                     WHERE school_id = $1 AND id = $2 AND state IN ('draft', 'published')",
                    args![school, *mark, state, now],
                )
                .await?;
            expect_one(changed, "the mark")?;
        }
        Ok(())
    }

    /// Puts drafts in force. Fails with a conflict when one is no draft any more.
    pub async fn publish_marks(
        &mut self,
        school: SchoolId,
        marks: &[MarkId],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for mark in marks {
            let changed = self
                .execute(
                    "UPDATE mark SET state = 'published', published_at = $3 \
                     WHERE school_id = $1 AND id = $2 AND state = 'draft'",
                    args![school, *mark, now],
                )
                .await?;
            expect_one(changed, "the mark")?;
        }
        Ok(())
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

    /// Guardians who were, or are about to be, shown one of these versions.
    pub async fn disclosures(&mut self, school: SchoolId, marks: &[MarkId]) -> Result<Vec<Disclosure>, StoreError> {
        let rows = marks.iter().map(|mark| args![school, *mark]).collect();
        let found: Vec<(Uuid, Uuid)> = self
            .fetch_many(
                "WITH wanted (school_id, mark_id) AS (VALUES ",
                rows,
                ") SELECT d.mark_id, d.guardian_id FROM wanted w \
                 JOIN disclosure d ON d.school_id = w.school_id AND d.mark_id = w.mark_id",
            )
            .await?;
        Ok(found
            .into_iter()
            .map(|(mark, guardian)| Disclosure { mark: MarkId(mark), guardian: GuardianId(guardian) })
            .collect())
    }
}

pub(super) fn stored(mark: Mark) -> (Option<i64>, Option<&'static str>) {
    match mark {
        Mark::Points(points) => (Some(points.hundredths()), None),
        Mark::Status(status) => (None, Some(status.code())),
    }
}

pub(super) fn mark_of(points: Option<i64>, status: Option<&str>) -> Result<Mark, StoreError> {
    let corrupt = StoreError::Corrupt { table: "mark", column: "points" };
    match (points, status) {
        (Some(hundredths), None) => Points::from_hundredths(hundredths).map(Mark::Points).map_err(|_| corrupt),
        (None, Some(code)) => MarkStatus::from_code(code).map(Mark::Status).ok_or(corrupt),
        _ => Err(corrupt),
    }
}

pub(super) fn date_of(table: &'static str, date: Option<&str>) -> Result<Option<Date>, StoreError> {
    date.map(|date| date.parse().map_err(|_| StoreError::Corrupt { table, column: "date" })).transpose()
}

pub(super) fn maximum_of(hundredths: i64) -> Result<Maximum, StoreError> {
    Points::from_hundredths(hundredths)
        .and_then(Maximum::from_points)
        .map_err(|_| StoreError::Corrupt { table: "assessment", column: "maximum" })
}

pub(super) fn coefficient_of(table: &'static str, hundredths: i64) -> Result<Points, StoreError> {
    Points::from_hundredths(hundredths).map_err(|_| StoreError::Corrupt { table, column: "coefficient" })
}

impl TryFrom<MarkRow> for MarkVersion {
    type Error = StoreError;

    fn try_from(row: MarkRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: MarkId(row.id),
            student: StudentId(row.student_id),
            version: row.version,
            mark: mark_of(row.points, row.status.as_deref())?,
        })
    }
}

impl TryFrom<AssessmentRow> for Assessment {
    type Error = StoreError;

    fn try_from(row: AssessmentRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AssessmentId(row.id),
            course: CourseId(row.course_id),
            class: ClassId(row.class_id),
            class_label: row.class_label,
            label: row.label,
            subject_fr: row.label_fr,
            subject_en: row.label_en,
            subject_ar: row.label_ar,
            date: date_of("assessment", row.date.as_deref())?,
            maximum: maximum_of(row.maximum)?,
            coefficient: coefficient_of("assessment", row.coefficient)?,
            term: TermId(row.term_id),
            term_code: row.term_code,
            term_closed: row.closed_at.is_some(),
        })
    }
}

impl TryFrom<PublishedRow> for PublishedMark {
    type Error = StoreError;

    fn try_from(row: PublishedRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: MarkId(row.id),
            student: StudentId(row.student_id),
            mark: mark_of(row.points, row.status.as_deref())?,
            assessment: row.label,
            subject: row.subject_id,
            subject_fr: row.label_fr,
            subject_en: row.label_en,
            subject_ar: row.label_ar,
            date: date_of("assessment", row.date.as_deref())?,
            maximum: maximum_of(row.maximum)?,
            coefficient: coefficient_of("assessment", row.coefficient)?,
        })
    }
}
