//! Who was away or late, and what families said about it. Why somebody is away is sealed.

use jiff::civil::{Date, Time};
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

use super::gradebook::date_of;
use super::sql::args;
use super::term::on_roll;
use super::{StoreError, Tx};
use crate::domain::{
    AbsenceId, AbsenceKind, AbsenceSpan, Attendance, ChangeSetId, ClassId, GuardianId, SchoolId, StaffId, StudentId,
    TermId, Timestamp,
};

pub(super) const REASON: &str = "absence_notice.reason";

/// Somebody who was away, to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAbsence {
    pub id: AbsenceId,
    pub student: StudentId,
    pub span: AbsenceSpan,
    pub justified: bool,
}

/// An absence in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredAbsence {
    pub id: AbsenceId,
    pub student: StudentId,
    pub span: AbsenceSpan,
    pub justified: bool,
}

/// What a family said about days: before or after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceNotice {
    pub id: AbsenceId,
    pub student: StudentId,
    pub guardian: GuardianId,
    pub date: Date,
    pub reason: Option<String>,
    /// They come, and late, at an hour that may have been said. It excuses no absence.
    pub late: Option<Option<Time>>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    student_id: Uuid,
    kind: String,
    on_date: String,
    from_time: String,
    until_time: String,
    justified: bool,
}

impl Tx {
    /// Keeps absences of one marking; those that are kept already are left out. Returns the new ones.
    pub async fn insert_absences(
        &mut self,
        school: SchoolId,
        (by, batch): (StaffId, ChangeSetId),
        absences: &[NewAbsence],
        now: Timestamp,
    ) -> Result<Vec<NewAbsence>, StoreError> {
        let mut kept = Vec::new();
        for absence in absences {
            let span = absence.span;
            let (from, until) = written_hours(span.hours);
            let inserted = self
                .execute(
                    "INSERT INTO absence (school_id, id, student_id, kind, on_date, from_time, until_time, minutes, \
                     justified, marked_by, batch, created_at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING",
                    args![
                        school,
                        absence.id,
                        absence.student,
                        span.kind.code(),
                        span.date.to_string(),
                        from,
                        until,
                        i64::from(span.minutes()),
                        absence.justified,
                        by,
                        batch,
                        now
                    ],
                )
                .await?;
            if inserted == 1 {
                kept.push(*absence);
            }
        }
        Ok(kept)
    }

    /// Takes back what one marking kept; returns it.
    pub async fn withdraw_absences(
        &mut self,
        school: SchoolId,
        (by, batch): (StaffId, ChangeSetId),
        now: Timestamp,
    ) -> Result<Vec<StoredAbsence>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "UPDATE absence SET withdrawn_at = $4 WHERE school_id = $1 AND batch = $2 AND marked_by = $3 \
                 AND withdrawn_at IS NULL RETURNING id, student_id, kind, on_date, from_time, until_time, justified",
                args![school, batch, by, now],
            )
            .await?;
        rows.into_iter().map(StoredAbsence::try_from).collect()
    }

    /// Absences of a student from a day to another, the latest first.
    pub async fn student_absences(
        &mut self,
        school: SchoolId,
        student: StudentId,
        (from, until): (Date, Date),
    ) -> Result<Vec<StoredAbsence>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT id, student_id, kind, on_date, from_time, until_time, justified FROM absence \
                 WHERE school_id = $1 AND student_id = $2 AND on_date >= $3 AND on_date <= $4 \
                 AND withdrawn_at IS NULL ORDER BY on_date DESC, from_time DESC",
                args![school, student, from.to_string(), until.to_string()],
            )
            .await?;
        rows.into_iter().map(StoredAbsence::try_from).collect()
    }

    /// Absences of a student that were marked after this moment, the latest first.
    pub async fn absences_since(
        &mut self,
        school: SchoolId,
        student: StudentId,
        since: Timestamp,
    ) -> Result<Vec<StoredAbsence>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT id, student_id, kind, on_date, from_time, until_time, justified FROM absence \
                 WHERE school_id = $1 AND student_id = $2 AND created_at > $3 AND withdrawn_at IS NULL \
                 ORDER BY on_date DESC, from_time DESC",
                args![school, student, since],
            )
            .await?;
        rows.into_iter().map(StoredAbsence::try_from).collect()
    }

    /// What the absences of a class's students come to from a day to another; who has none is left out.
    pub async fn class_attendance(
        &mut self,
        school: SchoolId,
        (class, term): (ClassId, TermId),
        (from, until): (Date, Date),
    ) -> Result<HashMap<StudentId, Attendance>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                concat!(
                    "SELECT a.id, a.student_id, a.kind, a.on_date, a.from_time, a.until_time, a.justified FROM student s \
                     JOIN absence a ON a.school_id = s.school_id AND a.student_id = s.id AND a.on_date >= $4 \
                     AND a.on_date <= $5 AND a.withdrawn_at IS NULL WHERE s.school_id = $1 AND s.id IN ",
                    on_roll!()
                ),
                args![school, class, term, from.to_string(), until.to_string()],
            )
            .await?;
        let mut sums: HashMap<StudentId, Attendance> = HashMap::new();
        for row in rows {
            let absence = StoredAbsence::try_from(row)?;
            let sum = sums.entry(absence.student).or_default();
            *sum = sum.with(&absence.span, absence.justified);
        }
        Ok(sums)
    }

    /// Notes what a family says about a day; it justifies what was or will be marked for it. Returns how many absences.
    pub async fn notice_absence(
        &mut self,
        school: SchoolId,
        notice: &AbsenceNotice,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let late_at = notice.late.flatten().map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default();
        let reason = notice.reason.as_ref().map(|reason| self.keys().seal(REASON, notice.id.0, reason.as_bytes()));
        self.execute(
            "INSERT INTO absence_notice (school_id, id, student_id, guardian_id, on_date, reason, late, late_at, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![
                school,
                notice.id,
                notice.student,
                notice.guardian,
                notice.date.to_string(),
                reason,
                notice.late.is_some(),
                late_at,
                now
            ],
        )
        .await?;
        if notice.late.is_some() {
            return Ok(0);
        }
        self.execute(
            "UPDATE absence SET justified = TRUE WHERE school_id = $1 AND student_id = $2 AND on_date = $3 \
             AND NOT justified AND withdrawn_at IS NULL",
            args![school, notice.student, notice.date.to_string()],
        )
        .await
    }

    /// Of these students, those whose family has said something about this day.
    pub async fn announced_absent(
        &mut self,
        school: SchoolId,
        students: &[StudentId],
        date: Date,
    ) -> Result<Vec<StudentId>, StoreError> {
        let rows = students.iter().map(|student| args![school, *student, date.to_string()]).collect();
        let found: Vec<(Uuid,)> = self
            .fetch_many(
                "WITH wanted (school_id, student_id, on_date) AS (VALUES ",
                rows,
                ") SELECT DISTINCT w.student_id FROM wanted w JOIN absence_notice n ON n.school_id = w.school_id \
                 AND n.student_id = w.student_id AND n.on_date = w.on_date AND NOT n.late AND n.withdrawn_at IS NULL \
                 AND n.refused_at IS NULL",
            )
            .await?;
        Ok(found.into_iter().map(|(student,)| StudentId(student)).collect())
    }

    /// What is marked of a class's students for a day.
    pub async fn class_absences_on(
        &mut self,
        school: SchoolId,
        class: ClassId,
        date: Date,
    ) -> Result<Vec<StoredAbsence>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT a.id, a.student_id, a.kind, a.on_date, a.from_time, a.until_time, a.justified FROM student s \
                 JOIN absence a ON a.school_id = s.school_id AND a.student_id = s.id AND a.on_date = $3 \
                 AND a.withdrawn_at IS NULL WHERE s.school_id = $1 AND s.class_id = $2 AND s.archived_at IS NULL \
                 ORDER BY a.student_id, a.from_time",
                args![school, class, date.to_string()],
            )
            .await?;
        rows.into_iter().map(StoredAbsence::try_from).collect()
    }

    /// The students of a class of whom a family says that they come late on a day, once each, with the latest hour that was said.
    pub async fn announced_late(
        &mut self,
        school: SchoolId,
        class: ClassId,
        date: Date,
    ) -> Result<Vec<(StudentId, Option<Time>)>, StoreError> {
        let rows: Vec<(Uuid, String)> = self
            .fetch_all(
                "SELECT s.id, MAX(n.late_at) FROM student s JOIN absence_notice n ON n.school_id = s.school_id \
                 AND n.student_id = s.id AND n.on_date = $3 AND n.late AND n.withdrawn_at IS NULL WHERE s.school_id = $1 AND s.class_id = $2 \
                 AND s.archived_at IS NULL GROUP BY s.id ORDER BY s.id",
                args![school, class, date.to_string()],
            )
            .await?;
        let corrupt = |_unreadable| StoreError::Corrupt { table: "absence_notice", column: "late_at" };
        let read = |(student, at): (Uuid, String)| {
            let at = Some(at).filter(|at| !at.is_empty()).map(|at| at.parse::<Time>().map_err(corrupt)).transpose()?;
            Ok((StudentId(student), at))
        };
        rows.into_iter().map(read).collect()
    }

    /// The students of a class who are away on a day: marked, or announced.
    pub async fn away_from_class(
        &mut self,
        school: SchoolId,
        class: ClassId,
        date: Date,
    ) -> Result<Vec<StudentId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT s.id FROM student s WHERE s.school_id = $1 AND s.class_id = $2 AND s.archived_at IS NULL \
                 AND (EXISTS (SELECT 1 FROM absence a WHERE a.school_id = s.school_id AND a.student_id = s.id \
                 AND a.on_date = $3 AND a.kind = 'absent' AND a.withdrawn_at IS NULL) \
                 OR EXISTS (SELECT 1 FROM absence_notice n WHERE n.school_id = s.school_id AND n.student_id = s.id \
                 AND n.on_date = $3 AND NOT n.late AND n.withdrawn_at IS NULL)) ORDER BY s.id",
                args![school, class, date.to_string()],
            )
            .await?;
        Ok(rows.into_iter().map(|(student,)| StudentId(student)).collect())
    }
}

/// Empty: the whole day.
fn written_hours(hours: Option<(Time, Time)>) -> (String, String) {
    let written = |time: Time| time.strftime("%H:%M").to_string();
    hours.map(|(from, until)| (written(from), written(until))).unwrap_or_default()
}

impl TryFrom<Row> for StoredAbsence {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "absence", column };
        let time = |text: &str, column| text.parse::<Time>().map_err(|_unreadable| corrupt(column));
        let hours = match (row.from_time.as_str(), row.until_time.as_str()) {
            ("", _) => None,
            (from, until) => Some((time(from, "from_time")?, time(until, "until_time")?)),
        };
        let kind: AbsenceKind = row.kind.parse().map_err(|_unreadable| corrupt("kind"))?;
        let date = date_of("absence", Some(&row.on_date))?.ok_or(corrupt("on_date"))?;
        Ok(Self {
            id: AbsenceId(row.id),
            student: StudentId(row.student_id),
            span: AbsenceSpan { kind, date, hours },
            justified: row.justified,
        })
    }
}
