//! What a family said about a day, taken back by it or not taken for a reason by the office.
//!
//! Invariant: what is taken back or refused excuses nothing; what another one says of the same day still does.

use jiff::civil::Date;
use uuid::Uuid;

use super::absence::REASON;
use super::gradebook::date_of;
use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{SchoolId, StudentId, Timestamp};

impl Tx {
    /// Days from one on of which a family has said something that still holds.
    pub async fn announced_days(
        &mut self,
        school: SchoolId,
        student: StudentId,
        from: Date,
    ) -> Result<Vec<Date>, StoreError> {
        let rows: Vec<(String,)> = self
            .fetch_all(
                "SELECT DISTINCT on_date FROM absence_notice WHERE school_id = $1 AND student_id = $2 AND on_date >= $3 \
                 AND withdrawn_at IS NULL ORDER BY on_date",
                args![school, student, from.to_string()],
            )
            .await?;
        rows.into_iter().map(|(day,)| day_of(&day)).collect()
    }

    /// Takes back what was said of a day. Returns how many times it had been said.
    pub async fn withdraw_notices(
        &mut self,
        school: SchoolId,
        student: StudentId,
        day: Date,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let withdrawn = self
            .execute(
                "UPDATE absence_notice SET withdrawn_at = $4 WHERE school_id = $1 AND student_id = $2 AND on_date = $3 \
                 AND withdrawn_at IS NULL",
                args![school, student, day.to_string(), now],
            )
            .await?;
        self.unjustify(school, student, day).await?;
        Ok(withdrawn)
    }

    /// The days a family said a child is away, the last time it said so, with why; of one day alone, where it is given.
    pub async fn said_reason(
        &mut self,
        school: SchoolId,
        student: StudentId,
        day: Option<Date>,
    ) -> Result<(Vec<Date>, Option<String>), StoreError> {
        let rows: Vec<(Uuid, String, Option<Vec<u8>>)> = self
            .fetch_all(
                "SELECT id, on_date, reason FROM absence_notice n WHERE school_id = $1 AND student_id = $2 AND NOT late \
                 AND withdrawn_at IS NULL AND refused_at IS NULL AND on_date = COALESCE($3, on_date) AND created_at = \
                 (SELECT MAX(m.created_at) FROM absence_notice m WHERE m.school_id = n.school_id \
                 AND m.student_id = n.student_id AND NOT m.late AND m.withdrawn_at IS NULL AND m.refused_at IS NULL \
                 AND m.on_date = COALESCE($3, m.on_date)) ORDER BY on_date",
                args![school, student, day.map(|day| day.to_string())],
            )
            .await?;
        let mut reason = None;
        let mut days = Vec::new();
        for (id, on_date, sealed) in rows {
            days.push(day_of(&on_date)?);
            if let Some(sealed) = sealed {
                reason = String::from_utf8(self.keys().open(REASON, id, &sealed)?).ok();
            }
        }
        days.dedup();
        Ok((days, reason))
    }

    /// What was said of a day is no reason: how many times it was said, and how many absences it no longer justifies.
    pub async fn refuse_notices(
        &mut self,
        school: SchoolId,
        student: StudentId,
        day: Date,
        now: Timestamp,
    ) -> Result<(u64, u64), StoreError> {
        let refused = self
            .execute(
                "UPDATE absence_notice SET refused_at = $4 WHERE school_id = $1 AND student_id = $2 AND on_date = $3 \
                 AND NOT late AND withdrawn_at IS NULL AND refused_at IS NULL",
                args![school, student, day.to_string(), now],
            )
            .await?;
        Ok((refused, self.unjustify(school, student, day).await?))
    }

    /// What is marked for a day is no longer justified, where nothing that still holds was said of it.
    async fn unjustify(&mut self, school: SchoolId, student: StudentId, day: Date) -> Result<u64, StoreError> {
        self.execute(
            "UPDATE absence SET justified = FALSE WHERE school_id = $1 AND student_id = $2 AND on_date = $3 \
             AND justified AND withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM absence_notice n \
             WHERE n.school_id = absence.school_id AND n.student_id = absence.student_id \
             AND n.on_date = absence.on_date AND NOT n.late AND n.withdrawn_at IS NULL AND n.refused_at IS NULL)",
            args![school, student, day.to_string()],
        )
        .await
    }
}

fn day_of(written: &str) -> Result<Date, StoreError> {
    date_of("absence_notice", Some(written))?.ok_or(StoreError::Corrupt { table: "absence_notice", column: "on_date" })
}
