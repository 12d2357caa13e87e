//! Ends what a guardian may read of a student, or gives it back: the school's word, a court's order.
//!
//! Invariants: an administrator's alone; it holds at once, also for what waits in the outbox; the school's file does not open
//! again what was ended here; every change says who, when and by which message.

use serde_json::json;

use super::{ActionError, Cause};
use crate::domain::{Action, GuardianId, StudentId, can};
use crate::store::{GuardianAccess, Tx};

/// The guardians of a student, also those whose access has ended.
pub async fn guardian_accesses(
    tx: &mut Tx,
    cause: &Cause<'_>,
    student: StudentId,
) -> Result<Vec<GuardianAccess>, ActionError> {
    if !can(cause.actor, Action::Administer) {
        return Err(ActionError::Denied);
    }
    Ok(tx.guardian_accesses(cause.school.id, student).await?)
}

/// Ends it (`open: false`), or gives it back. `false`: it was so already.
pub async fn set_guardian_access(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (guardian, student): (GuardianId, StudentId),
    open: bool,
) -> Result<bool, ActionError> {
    if !can(cause.actor, Action::Administer) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    if !tx.set_guardian_access(school, (guardian, student), open, cause.now).await? {
        return Ok(false);
    }
    let action = if open { "guardianship.given_back" } else { "guardianship.ended" };
    cause.note(tx, action, ("guardian", guardian.0), &json!({ "student": student, "event": cause.event }))?;
    if !open {
        tx.retire_digests(school, student, Some(guardian), cause.now).await?;
    }
    Ok(true)
}
