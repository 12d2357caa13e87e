//! Alerts below a threshold.

use serde_json::json;

use crate::actions::{ActionError, Cause};
use crate::domain::grading::{Counts, Policy};
use crate::domain::{Action, ClassId, GuardianId, Mark, Points, StudentId, SubjectId, Threshold, can, count};
use crate::phrase::FamilyMark;
use crate::store::{MarkAlert, Tx};

/// From now on a guardian is alerted of such marks of a child.
pub async fn set_alert(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (guardian, class): (GuardianId, ClassId),
    alert: &MarkAlert,
) -> Result<(), ActionError> {
    if !can(cause.actor, Action::ReadPublishedMarks { student: alert.student, class }) {
        return Err(ActionError::Denied);
    }
    tx.set_mark_alert(cause.school.id, guardian, alert, cause.now).await?;
    let detail = json!({ "student": alert.student, "subject": alert.subject, "threshold": alert.threshold });
    Ok(cause.note(tx, "alert.set", ("guardian", guardian.0), &detail)?)
}

/// No more alerts to a guardian: of one child, or of any; in one subject, or in any. Returns how many there were.
pub async fn end_alerts(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    (student, subject): (Option<StudentId>, Option<SubjectId>),
) -> Result<u32, ActionError> {
    let ended = tx.end_mark_alerts(cause.school.id, guardian, student, subject).await?;
    if ended > 0 {
        let detail = json!({ "student": student, "subject": subject, "count": ended });
        cause.note(tx, "alert.ended", ("guardian", guardian.0), &detail)?;
    }
    Ok(count(usize::try_from(ended).unwrap_or(usize::MAX)))
}

/// One of these thresholds that a mark is below; a status that counts as zero is below all of them.
pub(in crate::actions) fn told_as_alert(policy: &Policy, line: &FamilyMark, of: &[Threshold]) -> Option<Threshold> {
    let points = match line.mark {
        Mark::Points(points) => points,
        Mark::Status(status) if policy.status.of(status) == Counts::Zero => Points::ZERO,
        Mark::Status(_) => return None,
    };
    of.iter().copied().find(|threshold| threshold.catches(points, line.maximum))
}
