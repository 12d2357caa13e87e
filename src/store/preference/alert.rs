//! Alerts: marks of a child below what its guardian named.

use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

use crate::domain::{CourseId, GuardianId, Maximum, Points, SchoolId, StudentId, SubjectId, Threshold, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// What a guardian wants to be alerted of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkAlert {
    pub student: StudentId,
    /// One subject only.
    pub subject: Option<SubjectId>,
    pub threshold: Threshold,
}

/// What a guardian wants to hear of a new mark of a child in a course, where that is not simply the mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HowTold {
    /// In a digest, with whatever else is new.
    pub in_digest: bool,
    /// Below any of them it is told as an alert.
    pub thresholds: Vec<Threshold>,
}

#[derive(FromRow)]
struct AlertRow {
    student_id: Uuid,
    subject_id: Uuid,
    below: i64,
    out_of: i64,
}

impl Tx {
    /// Sets an alert of a guardian, in the place of the one there was about the same.
    pub async fn set_mark_alert(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        alert: &MarkAlert,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let MarkAlert { student, subject, threshold } = *alert;
        self.execute(
            "INSERT INTO mark_alert (school_id, guardian_id, student_id, subject_id, below, out_of, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (school_id, guardian_id, student_id, subject_id) \
             DO UPDATE SET below = excluded.below, out_of = excluded.out_of, created_at = excluded.created_at",
            args![
                school,
                guardian,
                student,
                stored(subject),
                threshold.below().hundredths(),
                threshold.out_of().points().hundredths(),
                now
            ],
        )
        .await?;
        Ok(())
    }

    /// Ends alerts of a guardian: of one child or of all, in one subject or in any. Returns how many.
    pub async fn end_mark_alerts(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        student: Option<StudentId>,
        subject: Option<SubjectId>,
    ) -> Result<u64, StoreError> {
        self.execute(
            "DELETE FROM mark_alert WHERE school_id = $1 AND guardian_id = $2 \
             AND (CAST($3 AS UUID) IS NULL OR student_id = $3) AND (CAST($4 AS UUID) IS NULL OR subject_id = $4)",
            args![school, guardian, student, subject],
        )
        .await
    }

    /// A guardian's alerts, by child.
    pub async fn mark_alerts(&mut self, school: SchoolId, guardian: GuardianId) -> Result<Vec<MarkAlert>, StoreError> {
        let rows: Vec<AlertRow> = self
            .fetch_all(
                "SELECT student_id, subject_id, below, out_of FROM mark_alert \
                 WHERE school_id = $1 AND guardian_id = $2 ORDER BY student_id, subject_id",
                args![school, guardian],
            )
            .await?;
        rows.into_iter()
            .map(|row| {
                let subject = Some(row.subject_id).filter(|id| !id.is_nil()).map(SubjectId);
                let threshold = threshold(row.below, row.out_of)?;
                Ok(MarkAlert { student: StudentId(row.student_id), subject, threshold })
            })
            .collect()
    }

    /// How a student's guardians want to be told of a new mark in a course; those who asked for nothing are left out.
    pub async fn how_told(
        &mut self,
        school: SchoolId,
        student: StudentId,
        course: CourseId,
    ) -> Result<HashMap<GuardianId, HowTold>, StoreError> {
        let rows: Vec<(Uuid, bool, Option<i64>, Option<i64>)> = self
            .fetch_all(
                "SELECT g.guardian_id, d.guardian_id IS NOT NULL, a.below, a.out_of FROM guardianship g \
                 JOIN course c ON c.school_id = g.school_id AND c.id = $3 \
                 LEFT JOIN digest d ON d.school_id = g.school_id AND d.guardian_id = g.guardian_id \
                 LEFT JOIN mark_alert a ON a.school_id = g.school_id AND a.guardian_id = g.guardian_id \
                 AND a.student_id = g.student_id AND a.subject_id IN (c.subject_id, $4) \
                 WHERE g.school_id = $1 AND g.student_id = $2 AND g.state = 'active' AND g.consent_at IS NOT NULL \
                 AND g.withdrawn_at IS NULL AND (d.guardian_id IS NOT NULL OR a.below IS NOT NULL)",
                args![school, student, course, Uuid::nil()],
            )
            .await?;
        let mut told: HashMap<GuardianId, HowTold> = HashMap::new();
        for (guardian, in_digest, below, out_of) in rows {
            let wish = told.entry(GuardianId(guardian)).or_default();
            wish.in_digest = in_digest;
            if let Some((below, out_of)) = below.zip(out_of) {
                wish.thresholds.push(threshold(below, out_of)?);
            }
        }
        Ok(told)
    }
}

/// Every subject is stored as none.
fn stored(subject: Option<SubjectId>) -> Uuid {
    subject.map_or(Uuid::nil(), Uuid::from)
}

fn threshold(below: i64, out_of: i64) -> Result<Threshold, StoreError> {
    let read = || {
        let (below, out_of) = (Points::from_hundredths(below).ok()?, Points::from_hundredths(out_of).ok()?);
        Threshold::new(below, Maximum::from_points(out_of).ok()?).ok()
    };
    read().ok_or(StoreError::Corrupt { table: "mark_alert", column: "below" })
}
