//! Rows of the gradebook, and what they mean.

use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Assessment, MarkVersion, PublishedMark, Shown};
use crate::domain::grading::AssessmentRole;
use crate::domain::{
    AssessmentId, ClassId, ContactId, CourseId, GuardianId, Mark, MarkId, MarkStatus, Maximum, Points, StudentId,
    TermId,
};
use crate::store::StoreError;

#[derive(FromRow)]
pub(super) struct AssessmentRow {
    pub(super) id: Uuid,
    pub(super) course_id: Uuid,
    pub(super) class_id: Uuid,
    pub(super) class_label: String,
    pub(super) label: String,
    pub(super) label_fr: String,
    pub(super) label_en: String,
    pub(super) label_ar: String,
    pub(super) date: Option<String>,
    pub(super) maximum: i64,
    pub(super) coefficient: i64,
    pub(super) term_id: Uuid,
    pub(super) term_code: String,
    pub(super) closed_at: Option<i64>,
    pub(super) deleted_at: Option<i64>,
}

#[derive(FromRow)]
pub(super) struct MarkRow {
    pub(super) id: Uuid,
    pub(super) student_id: Uuid,
    pub(super) version: i64,
    pub(super) points: Option<i64>,
    pub(super) status: Option<String>,
    pub(super) state: String,
}

/// A version with what wrote it.
#[derive(FromRow)]
pub(super) struct WrittenRow {
    pub(super) assessment_id: Uuid,
    pub(super) change_set: Uuid,
    #[sqlx(flatten)]
    pub(super) version: MarkRow,
}

#[derive(FromRow)]
pub(in crate::store) struct PublishedRow {
    pub(super) id: Uuid,
    pub(super) points: Option<i64>,
    pub(super) status: Option<String>,
    pub(super) label: String,
    pub(super) label_fr: String,
    pub(super) label_en: String,
    pub(super) label_ar: String,
    pub(super) date: Option<String>,
    pub(super) maximum: i64,
    pub(super) coefficient: i64,
}

#[derive(FromRow)]
pub(super) struct ShownRow {
    pub(super) guardian_id: Uuid,
    pub(super) contact_id: Uuid,
    pub(super) id: Uuid,
    pub(super) points: Option<i64>,
    pub(super) status: Option<String>,
    pub(super) withdrawn: bool,
    pub(super) reached: bool,
}

pub(in crate::store) fn stored(mark: Mark) -> (Option<i64>, Option<&'static str>) {
    match mark {
        Mark::Points(points) => (Some(points.hundredths()), None),
        Mark::Status(status) => (None, Some(status.code())),
    }
}

pub(in crate::store) fn mark_of(points: Option<i64>, status: Option<&str>) -> Result<Mark, StoreError> {
    let corrupt = StoreError::Corrupt { table: "mark", column: "points" };
    match (points, status) {
        (Some(hundredths), None) => {
            Points::from_hundredths(hundredths).map(Mark::Points).map_err(|_unreadable| corrupt)
        }
        (None, Some(code)) => MarkStatus::from_code(code).map(Mark::Status).ok_or(corrupt),
        _ => Err(corrupt),
    }
}

pub(in crate::store) fn date_of(table: &'static str, date: Option<&str>) -> Result<Option<Date>, StoreError> {
    date.map(|date| date.parse().map_err(|_unreadable| StoreError::Corrupt { table, column: "date" })).transpose()
}

pub(in crate::store) fn maximum_of(hundredths: i64) -> Result<Maximum, StoreError> {
    Points::from_hundredths(hundredths)
        .and_then(Maximum::from_points)
        .map_err(|_unreadable| StoreError::Corrupt { table: "assessment", column: "maximum" })
}

pub(in crate::store) fn role_of(code: &str) -> Result<AssessmentRole, StoreError> {
    AssessmentRole::from_code(code).ok_or(StoreError::Corrupt { table: "assessment", column: "role" })
}

pub(in crate::store) fn coefficient_of(table: &'static str, hundredths: i64) -> Result<Points, StoreError> {
    Points::from_hundredths(hundredths).map_err(|_unreadable| StoreError::Corrupt { table, column: "coefficient" })
}

impl TryFrom<MarkRow> for MarkVersion {
    type Error = StoreError;

    fn try_from(row: MarkRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: MarkId(row.id),
            student: StudentId(row.student_id),
            version: row.version,
            mark: mark_of(row.points, row.status.as_deref())?,
            published: row.state == "published",
        })
    }
}

impl TryFrom<ShownRow> for Shown {
    type Error = StoreError;

    fn try_from(row: ShownRow) -> Result<Self, StoreError> {
        Ok(Self {
            guardian: GuardianId(row.guardian_id),
            contact: ContactId(row.contact_id),
            version: MarkId(row.id),
            mark: mark_of(row.points, row.status.as_deref())?,
            withdrawn: row.withdrawn,
            reached: row.reached,
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
            mark: mark_of(row.points, row.status.as_deref())?,
            assessment: row.label,
            subject_fr: row.label_fr,
            subject_en: row.label_en,
            subject_ar: row.label_ar,
            date: date_of("assessment", row.date.as_deref())?,
            maximum: maximum_of(row.maximum)?,
            coefficient: coefficient_of("assessment", row.coefficient)?,
        })
    }
}
