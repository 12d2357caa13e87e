//! A mark is taken out of the gradebook; its history stays.

use serde_json::json;

use super::correct_mark::tell_of_correction;
use super::tell_families::Told;
use super::{ActionError, Cause};
use crate::domain::{Mark, StudentId};
use crate::store::{Assessment, Ending, Tx};

/// What was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deleted {
    pub old: Mark,
    pub families_told: u32,
    /// Families who know the mark and cannot be written to now: they hear of it when they can.
    pub families_later: u32,
}

/// Withdraws a student's mark, draft and published. Everybody who was shown it is told.
///
/// `None` when there is no mark.
pub async fn delete_mark(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    student: StudentId,
) -> Result<Option<Deleted>, ActionError> {
    cause.may_write_marks_of(tx, assessment, [student]).await?;
    let entries = tx.entries(cause.school.id, assessment.id).await?;
    let Some(entry) = entries.get(&student) else { return Ok(None) };
    let Some(current) = entry.current() else { return Ok(None) };
    tx.end_marks(cause.school.id, &entry.standing(), Ending::Withdrawn, cause.now).await?;
    let detail = json!({ "assessment": assessment.id, "student": student, "old": current.mark });
    cause.note(tx, "mark.deleted", ("mark", current.id.0), &detail)?;
    let families = match entry.published {
        Some(told) => tell_of_correction(tx, cause, assessment, told, None).await?,
        None => Told::default(),
    };
    Ok(Some(Deleted { old: current.mark, families_told: families.now(), families_later: families.later() }))
}
