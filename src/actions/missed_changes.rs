//! Whoever could not be written to hears of corrections when they can be again.

use std::time::Duration;

use super::correct_mark::{Change, announce};
use super::{ActionError, Cause};
use crate::domain::GuardianId;
use crate::store::Tx;

/// Tells a guardian what became of the marks they were told of, as far as that has not reached them yet.
pub(super) async fn tell_of_missed(tx: &mut Tx, cause: &Cause<'_>, guardian: GuardianId) -> Result<(), ActionError> {
    for missed in tx.missed_changes(cause.school.id, guardian).await? {
        let Some(assessment) = tx.assessment(cause.school.id, missed.assessment).await? else { continue };
        let in_force = missed.now.map(|mark| (missed.last, mark));
        let change = Change { student: missed.told.student, version: missed.last, in_force, hold: Duration::ZERO };
        let whom = (Some([guardian].into()), true);
        announce(tx, cause, &assessment, change, whom, |_| Some(missed.told.mark)).await?;
    }
    Ok(())
}
