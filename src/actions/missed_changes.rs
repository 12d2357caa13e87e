//! Whoever could not be written to hears of corrections when they can be again.

use std::time::Duration;

use super::correct_mark::{Change, announce};
use super::{ActionError, Cause};
use crate::domain::GuardianId;
use crate::store::Tx;

/// Tells a guardian what became of the marks they were told of, as far as that has not reached them yet.
pub(super) async fn tell_of_missed(tx: &mut Tx, cause: &Cause<'_>, guardian: GuardianId) -> Result<(), ActionError> {
    for missed in tx.missed_changes(cause.school.id, guardian).await? {
        let found = tx.assessment_even_deleted(cause.school.id, missed.assessment).await?;
        let Some((assessment, _)) = found else { continue };
        let in_force = missed.now.map(|mark| (missed.last, mark));
        let (student, version, hold) = (missed.told.student, missed.last, Duration::ZERO);
        let change = Change { student, version, in_force, hold, rescaled: None };
        let whom = (Some([guardian].into()), true);
        announce(tx, cause, &assessment, change, whom, |_| Some(missed.told.mark)).await?;
    }
    Ok(())
}
