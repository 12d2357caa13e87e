//! What became of the marks a guardian was told of, without them.

use sqlx::FromRow;
use uuid::Uuid;

use super::MarkVersion;
use super::rows::{MarkRow, mark_of};
use crate::domain::{AssessmentId, GuardianId, Mark, MarkId, SchoolId, StudentId, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// A mark that is no longer what a guardian was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissedChange {
    pub assessment: AssessmentId,
    /// The last version that reached them.
    pub told: MarkVersion,
    /// The last version that was in force.
    pub last: MarkId,
    /// What is in force now.
    pub now: Option<Mark>,
}

#[derive(FromRow)]
struct MissedRow {
    assessment_id: Uuid,
    #[sqlx(flatten)]
    told: MarkRow,
    last_id: Option<Uuid>,
    now_points: Option<i64>,
    now_status: Option<String>,
}

/// A message that ended before it left has shown nothing.
const MISSED: &str = "SELECT k.assessment_id, k.id, k.student_id, k.version, k.points, k.status, k.state, \
     (SELECT v.id FROM mark v WHERE v.school_id = k.school_id AND v.assessment_id = k.assessment_id \
     AND v.student_id = k.student_id AND v.published_at IS NOT NULL ORDER BY v.version DESC LIMIT 1) AS last_id, \
     n.points AS now_points, n.status AS now_status FROM ( \
     SELECT m.assessment_id, m.student_id, MAX(m.version) AS version FROM disclosure d \
     JOIN mark m ON m.school_id = d.school_id AND m.id = d.mark_id \
     LEFT JOIN message e ON e.school_id = d.school_id AND e.id = d.message_id \
     WHERE d.school_id = $1 AND d.guardian_id = $2 \
     AND (e.state IS NULL OR e.state NOT IN ('cancelled', 'superseded', 'expired', 'failed')) \
     GROUP BY m.assessment_id, m.student_id) AS told \
     JOIN mark k ON k.school_id = $1 AND k.assessment_id = told.assessment_id \
     AND k.student_id = told.student_id AND k.version = told.version \
     JOIN assessment a ON a.school_id = k.school_id AND a.id = k.assessment_id \
     JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
     JOIN school_year y ON y.school_id = t.school_id AND y.id = t.year_id AND y.current \
     LEFT JOIN mark n ON n.school_id = k.school_id AND n.student_id = k.student_id \
     AND n.assessment_id = k.assessment_id AND n.state = 'published' \
     WHERE n.id IS NULL OR n.version > k.version ORDER BY k.id";

/// Of the children whose news a guardian wants: what was published since and is still in force, without what any message
/// has shown them in some version. Whoever has digests reads of it there.
const NEW: &str = "SELECT n.student_id, COUNT(*) FROM guardianship g \
     JOIN mark n ON n.school_id = g.school_id AND n.student_id = g.student_id AND n.state = 'published' \
     AND n.published_at > $3 AND n.published_at > g.consent_at \
     JOIN assessment a ON a.school_id = n.school_id AND a.id = n.assessment_id AND a.deleted_at IS NULL \
     JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
     JOIN school_year y ON y.school_id = t.school_id AND y.id = t.year_id AND y.current \
     WHERE g.school_id = $1 AND g.guardian_id = $2 AND g.state = 'active' AND g.consent_at IS NOT NULL \
     AND g.withdrawn_at IS NULL AND g.silent_since IS NULL \
     AND NOT EXISTS (SELECT 1 FROM digest x WHERE x.school_id = g.school_id AND x.guardian_id = g.guardian_id) \
     AND NOT EXISTS (SELECT 1 FROM mark k \
     JOIN disclosure d ON d.school_id = k.school_id AND d.mark_id = k.id AND d.guardian_id = g.guardian_id \
     LEFT JOIN message e ON e.school_id = d.school_id AND e.id = d.message_id \
     WHERE k.school_id = n.school_id AND k.assessment_id = n.assessment_id AND k.student_id = n.student_id \
     AND (e.state IS NULL OR e.state NOT IN ('cancelled', 'superseded', 'expired', 'failed'))) \
     GROUP BY n.student_id ORDER BY n.student_id";

impl Tx {
    /// How many marks of their children, published since, a guardian has not been told of in any version.
    pub async fn new_to(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        since: Timestamp,
    ) -> Result<Vec<(StudentId, i64)>, StoreError> {
        let rows: Vec<(Uuid, i64)> = self.fetch_all(NEW, args![school, guardian, since]).await?;
        Ok(rows.into_iter().map(|(student, count)| (StudentId(student), count)).collect())
    }

    /// The marks of this year that a guardian was told of and that have changed or gone since, oldest first. A withdrawal
    /// stays among them also after it was told.
    pub async fn missed_changes(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
    ) -> Result<Vec<MissedChange>, StoreError> {
        let rows: Vec<MissedRow> = self.fetch_all(MISSED, args![school, guardian]).await?;
        rows.into_iter().map(MissedChange::try_from).collect()
    }
}

impl TryFrom<MissedRow> for MissedChange {
    type Error = StoreError;

    fn try_from(row: MissedRow) -> Result<Self, StoreError> {
        let now = match (row.now_points, row.now_status.as_deref()) {
            (None, None) => None,
            (points, status) => Some(mark_of(points, status)?),
        };
        let last = row.last_id.ok_or(StoreError::Corrupt { table: "mark", column: "published_at" })?;
        Ok(Self { assessment: AssessmentId(row.assessment_id), told: row.told.try_into()?, last: MarkId(last), now })
    }
}
