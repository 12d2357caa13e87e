//! Assessments and marks of a year, as a file is compared with them.

use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

use super::frame::{text_of, words};
use crate::domain::grading::AssessmentRole;
use crate::domain::{AssessmentId, CourseId, MarkId, Maximum, Points, SchoolId, StudentId, TermId, Timestamp, YearId};
use crate::store::gradebook::{coefficient_of, date_of, mark_of, maximum_of, role_of};
use crate::store::sql::args;
use crate::store::{Ending, Entry, MarkVersion, StoreError, Tx};

/// Whose mark in what.
pub type MarkKey = (AssessmentId, StudentId);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentRecord {
    pub id: AssessmentId,
    pub course: CourseId,
    pub term: TermId,
    pub code: String,
    pub kind: String,
    pub label: String,
    pub aliases: Vec<String>,
    pub date: Option<Date>,
    pub maximum: Maximum,
    pub coefficient: Points,
    pub role: AssessmentRole,
    pub deleted: bool,
}

#[derive(FromRow)]
struct AssessmentRow {
    id: Uuid,
    course_id: Uuid,
    term_id: Uuid,
    code: String,
    kind: String,
    label: String,
    aliases: String,
    date: Option<String>,
    maximum: i64,
    coefficient: i64,
    role: String,
    deleted_at: Option<i64>,
}

#[derive(FromRow)]
struct EntryRow {
    id: Uuid,
    assessment_id: Uuid,
    student_id: Uuid,
    version: i64,
    points: Option<i64>,
    status: Option<String>,
    state: String,
}

impl Tx {
    /// The assessments of a year, deleted ones too, by code.
    pub async fn assessment_records(
        &mut self,
        school: SchoolId,
        year: YearId,
    ) -> Result<HashMap<String, AssessmentRecord>, StoreError> {
        let rows: Vec<AssessmentRow> = self
            .fetch_all(
                "SELECT a.id, a.course_id, a.term_id, a.code, a.kind, a.label, a.aliases, a.date, a.maximum, \
                 a.coefficient, a.role, a.deleted_at FROM assessment a \
                 JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
                 WHERE a.school_id = $1 AND t.year_id = $2",
                args![school, year],
            )
            .await?;
        rows.into_iter()
            .map(|row| {
                let record = AssessmentRecord {
                    id: AssessmentId(row.id),
                    course: CourseId(row.course_id),
                    term: TermId(row.term_id),
                    code: row.code,
                    kind: row.kind,
                    label: row.label,
                    aliases: words("assessment", &row.aliases)?,
                    date: date_of("assessment", row.date.as_deref())?,
                    maximum: maximum_of(row.maximum)?,
                    coefficient: coefficient_of("assessment", row.coefficient)?,
                    role: role_of(&row.role)?,
                    deleted: row.deleted_at.is_some(),
                };
                Ok((record.code.clone(), record))
            })
            .collect()
    }

    pub async fn save_assessments(
        &mut self,
        school: SchoolId,
        assessments: &[AssessmentRecord],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = assessments
            .iter()
            .map(|record| {
                let AssessmentRecord { id, course, term, code, kind, label, aliases, date, role, .. } = record.clone();
                let (maximum, coefficient) = (record.maximum.points().hundredths(), record.coefficient.hundredths());
                let (aliases, date) = (text_of(&aliases), date.map(|date| date.to_string()));
                let role = role.code();
                args![school, id, course, term, code, kind, label, aliases, date, maximum, coefficient, role, now]
            })
            .collect();
        self.execute_many(
            "INSERT INTO assessment (school_id, id, course_id, term_id, code, kind, label, aliases, date, maximum, \
             coefficient, role, created_at) VALUES ",
            rows,
            " ON CONFLICT (school_id, id) DO UPDATE SET term_id = excluded.term_id, kind = excluded.kind, \
             label = excluded.label, aliases = excluded.aliases, date = excluded.date, maximum = excluded.maximum, \
             coefficient = excluded.coefficient, role = excluded.role",
        )
        .await?;
        Ok(())
    }

    /// What the gradebook of a year holds, every assessment and student.
    pub async fn year_entries(
        &mut self,
        school: SchoolId,
        year: YearId,
    ) -> Result<HashMap<MarkKey, Entry>, StoreError> {
        let rows: Vec<EntryRow> = self
            .fetch_all(
                "SELECT m.id, m.assessment_id, m.student_id, m.version, m.points, m.status, m.state FROM mark m \
                 JOIN assessment a ON a.school_id = m.school_id AND a.id = m.assessment_id \
                 JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
                 WHERE m.school_id = $1 AND t.year_id = $2",
                args![school, year],
            )
            .await?;
        let mut entries: HashMap<MarkKey, Entry> = HashMap::with_capacity(rows.len());
        for row in rows {
            let student = StudentId(row.student_id);
            let entry = entries.entry((AssessmentId(row.assessment_id), student)).or_default();
            entry.last_version = entry.last_version.max(row.version);
            let version = MarkVersion {
                id: MarkId(row.id),
                student,
                version: row.version,
                mark: mark_of(row.points, row.status.as_deref())?,
                published: row.state == "published",
            };
            match row.state.as_str() {
                "draft" => entry.draft = Some(version),
                "published" => entry.published = Some(version),
                _ => {}
            }
        }
        Ok(entries)
    }

    /// Versions that stand in a year's gradebook as somebody of the staff wrote them, not as a file did.
    pub async fn marks_by_staff(&mut self, school: SchoolId, year: YearId) -> Result<HashSet<MarkId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT m.id FROM mark m \
                 JOIN assessment a ON a.school_id = m.school_id AND a.id = m.assessment_id \
                 JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
                 WHERE m.school_id = $1 AND t.year_id = $2 AND m.author_id IS NOT NULL \
                 AND m.state IN ('draft', 'published')",
                args![school, year],
            )
            .await?;
        Ok(rows.into_iter().map(|(id,)| MarkId(id)).collect())
    }

    /// Ends many versions at once. Fails with a conflict when one of them has ended or was published meanwhile.
    pub async fn end_many_marks(
        &mut self,
        school: SchoolId,
        marks: &[MarkVersion],
        ending: Ending,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let state = ending.code();
        let rows = marks.iter().map(|mark| args![school, mark.id, mark.state(), state, now]).collect();
        let changed = self
            .execute_many(
                "WITH ended (school_id, id, seen, state, at) AS (VALUES ",
                rows,
                ") UPDATE mark SET state = ended.state, ended_at = ended.at FROM ended \
                 WHERE mark.school_id = ended.school_id AND mark.id = ended.id AND mark.state = ended.seen",
            )
            .await?;
        all_changed(changed, marks.len())
    }

    /// Puts many drafts in force at once. Fails with a conflict when one is no draft any more.
    pub async fn publish_many_marks(
        &mut self,
        school: SchoolId,
        marks: &[MarkId],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = marks.iter().map(|mark| args![school, *mark, now]).collect();
        let changed = self
            .execute_many(
                "WITH wanted (school_id, id, at) AS (VALUES ",
                rows,
                ") UPDATE mark SET state = 'published', published_at = wanted.at FROM wanted \
                 WHERE mark.school_id = wanted.school_id AND mark.id = wanted.id AND mark.state = 'draft'",
            )
            .await?;
        all_changed(changed, marks.len())
    }
}

fn all_changed(changed: u64, wanted: usize) -> Result<(), StoreError> {
    if usize::try_from(changed) == Ok(wanted) { Ok(()) } else { Err(StoreError::Conflict { what: "the mark" }) }
}
