//! Whoever could not be written to hears of corrections when they can be again.

use super::correct_mark::{Replaced, announce};
use super::{ActionError, Cause};
use crate::domain::GuardianId;
use crate::store::Tx;

/// Tells a guardian what became of the marks they were told of, as far as that has not reached them yet.
pub(super) async fn tell_of_missed(tx: &mut Tx, cause: &Cause<'_>, guardian: GuardianId) -> Result<(), ActionError> {
    for missed in tx.missed_changes(cause.school.id, guardian).await? {
        // It is again what they know.
        if missed.now == Some(missed.told.mark) {
            continue;
        }
        let Some(assessment) = tx.assessment(cause.school.id, missed.assessment).await? else { continue };
        let successor = missed.now.map(|mark| (missed.last, mark));
        let replaced = Replaced { student: missed.told.student, last: missed.last, old: missed.told.mark, successor };
        announce(tx, cause, &assessment, replaced, ([guardian].into(), true)).await?;
    }
    Ok(())
}
