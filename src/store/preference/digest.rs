//! Digests: who hears of new marks in one, when the next is due, and what the last one said.

use sqlx::FromRow;
use std::time::Duration;
use uuid::Uuid;

use crate::domain::{DigestDay, DigestRhythm, GuardianId, MessageId, Points, SchoolId, StudentId, TermId, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// How long a digest may wait for the night to end, and then for its turn; what is older has left or ended.
const WAITS: Duration = Duration::from_hours(7 * 24);

/// A guardian's digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    pub rhythm: DigestRhythm,
    /// Marks published before it were told one by one.
    pub since: Timestamp,
    pub due_at: Timestamp,
}

/// What a digest says of a child, for the next one to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigestPart {
    pub student: StudentId,
    pub average: Option<(TermId, Points)>,
}

/// What the last digest that was not lost said of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastDigest {
    pub made_at: Timestamp,
    pub average: Option<(TermId, Points)>,
}

#[derive(FromRow)]
struct DigestRow {
    rhythm: String,
    day: i64,
    hour: String,
    since: i64,
    due_at: i64,
}

impl Tx {
    /// A guardian's digest, where they asked for one.
    pub async fn digest(&mut self, school: SchoolId, guardian: GuardianId) -> Result<Option<Digest>, StoreError> {
        let row: Option<DigestRow> = self
            .fetch_optional(
                "SELECT rhythm, day, hour, since, due_at FROM digest WHERE school_id = $1 AND guardian_id = $2",
                args![school, guardian],
            )
            .await?;
        row.map(Digest::try_from).transpose()
    }

    /// Sets a guardian's digest; since when it counts stays where there was one.
    pub async fn set_digest(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        digest: &Digest,
    ) -> Result<(), StoreError> {
        let ((kind, day), hour) = (digest.rhythm.day.code(), digest.rhythm.at.strftime("%H:%M").to_string());
        self.execute(
            "INSERT INTO digest (school_id, guardian_id, rhythm, day, hour, since, due_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (school_id, guardian_id) DO UPDATE \
             SET rhythm = excluded.rhythm, day = excluded.day, hour = excluded.hour, due_at = excluded.due_at",
            args![school, guardian, kind, i64::from(day), hour, digest.since, digest.due_at],
        )
        .await?;
        Ok(())
    }

    /// Ends a guardian's digest; false when there was none.
    pub async fn end_digest(&mut self, school: SchoolId, guardian: GuardianId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM digest WHERE school_id = $1 AND guardian_id = $2";
        Ok(self.execute(sql, args![school, guardian]).await? == 1)
    }

    /// Digests that are due, the longest first.
    pub async fn due_digests(
        &mut self,
        now: Timestamp,
        most: i64,
    ) -> Result<Vec<(SchoolId, GuardianId, Timestamp)>, StoreError> {
        let rows: Vec<(Uuid, Uuid, i64)> = self
            .fetch_all(
                "SELECT school_id, guardian_id, due_at FROM digest WHERE due_at <= $1 \
                 ORDER BY due_at, school_id, guardian_id LIMIT $2",
                args![now, most],
            )
            .await?;
        Ok(rows.into_iter().map(|(school, id, due)| (SchoolId(school), GuardianId(id), Timestamp(due))).collect())
    }

    /// Takes a digest that is due, by naming when the next one is; false when another process has taken it, or it has been
    /// changed or ended meanwhile.
    pub async fn take_digest(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        (due, next): (Timestamp, Timestamp),
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE digest SET due_at = $4 WHERE school_id = $1 AND guardian_id = $2 AND due_at = $3";
        Ok(self.execute(sql, args![school, guardian, due, next]).await? == 1)
    }

    /// Notes what a digest says, child by child: once for each moment.
    pub async fn note_digest(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        (message, due): (MessageId, Timestamp),
        parts: &[DigestPart],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let row = |part: &DigestPart| {
            let (term, average) = part.average.unzip();
            let average = average.map(Points::hundredths);
            args![school, guardian, part.student, due, message, term, average, now]
        };
        self.execute_many(
            "INSERT INTO digest_part (school_id, guardian_id, student_id, due_at, message_id, term_id, average, made_at) \
             VALUES ",
            parts.iter().map(row).collect(),
            "",
        )
        .await?;
        Ok(())
    }

    /// What the last digest that has not ended unsent said of a child.
    pub async fn last_digest(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        student: StudentId,
    ) -> Result<Option<LastDigest>, StoreError> {
        let row: Option<(i64, Option<Uuid>, Option<i64>)> = self
            .fetch_optional(
                concat!(
                    "SELECT p.made_at, p.term_id, p.average FROM digest_part p \
                     LEFT JOIN message e ON e.school_id = p.school_id AND e.id = p.message_id \
                     WHERE p.school_id = $1 AND p.guardian_id = $2 AND p.student_id = $3 AND ",
                    may_have_told!(),
                    " ORDER BY p.due_at DESC LIMIT 1"
                ),
                args![school, guardian, student],
            )
            .await?;
        let Some((made_at, term, average)) = row else { return Ok(None) };
        let corrupt = |_below_zero| StoreError::Corrupt { table: "digest_part", column: "average" };
        let average = average.map(Points::from_hundredths).transpose().map_err(corrupt)?;
        Ok(Some(LastDigest { made_at: Timestamp(made_at), average: term.map(TermId).zip(average) }))
    }

    /// When the digest before a guardian's last one was made, of those that have not ended unsent.
    pub async fn digest_before_last(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
    ) -> Result<Option<Timestamp>, StoreError> {
        let row: Option<(i64,)> = self
            .fetch_optional(
                concat!(
                    "SELECT p.made_at FROM digest_part p \
                     LEFT JOIN message e ON e.school_id = p.school_id AND e.id = p.message_id \
                     WHERE p.school_id = $1 AND p.guardian_id = $2 AND ",
                    may_have_told!(),
                    " GROUP BY p.made_at ORDER BY p.made_at DESC LIMIT 1 OFFSET 1"
                ),
                args![school, guardian],
            )
            .await?;
        Ok(row.map(|(made_at,)| Timestamp(made_at)))
    }

    /// Ends the digests that wait and speak of a student, of one guardian or of all, for something in them is true no more;
    /// they are due at once again.
    pub async fn retire_digests(
        &mut self,
        school: SchoolId,
        student: StudentId,
        guardian: Option<GuardianId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        // What this very transaction has to say waits too.
        self.flush().await?;
        let waiting: Vec<(Uuid, Uuid)> = self
            .fetch_all(
                "SELECT p.guardian_id, p.message_id FROM digest_part p \
                 JOIN message e ON e.school_id = p.school_id AND e.id = p.message_id \
                 WHERE p.school_id = $1 AND p.student_id = $2 AND p.made_at > $3 \
                 AND (CAST($4 AS UUID) IS NULL OR p.guardian_id = $4) \
                 AND e.state IN ('held', 'queued', 'retry_wait') ORDER BY p.guardian_id",
                args![school, student, now.minus(WAITS), guardian],
            )
            .await?;
        for (guardian, message) in waiting {
            let ended = self
                .execute(
                    "UPDATE message SET state = 'superseded', reason = 'newer', settled_at = $3 WHERE school_id = $1 \
                     AND id = $2 AND settled_at IS NULL AND state IN ('held', 'queued', 'retry_wait')",
                    args![school, message, now],
                )
                .await?;
            if ended == 1 {
                let sql = "UPDATE digest SET due_at = $3 WHERE school_id = $1 AND guardian_id = $2 AND due_at > $3";
                self.execute(sql, args![school, guardian, now]).await?;
            }
        }
        Ok(())
    }
}

impl TryFrom<DigestRow> for Digest {
    type Error = StoreError;

    fn try_from(row: DigestRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "digest", column };
        let day = DigestDay::from_code(&row.rhythm, row.day).ok_or(corrupt("day"))?;
        let at = row.hour.parse().map_err(|_unreadable| corrupt("hour"))?;
        let rhythm = DigestRhythm { day, at };
        Ok(Self { rhythm, since: Timestamp(row.since), due_at: Timestamp(row.due_at) })
    }
}
