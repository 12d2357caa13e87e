//! Whoever could not be written to hears of corrections, and that there are new marks, when they can be again.

use std::time::Duration;

use super::correct_mark::{Change, announce};
use super::tell_families::{Notice, tell};
use super::{ActionError, Cause};
use crate::domain::{GuardianId, count};
use crate::phrase::{Phrase, PreferencePhrase};
use crate::store::{Topic, Tx};

/// What is older is read when it is asked for.
const STILL_NEWS: Duration = Duration::from_hours(60 * 24);

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
    tell_of_new(tx, cause, guardian).await
}

async fn tell_of_new(tx: &mut Tx, cause: &Cause<'_>, guardian: GuardianId) -> Result<(), ActionError> {
    for (student, marks) in tx.new_to(cause.school.id, guardian, cause.now.minus(STILL_NEWS)).await? {
        let notice = Notice {
            identity: format!("away {student} {}", cause.now.0),
            mark: None,
            topic: Topic::while_away(student),
            only: Some([guardian].into()),
            again: false,
            hold: Duration::ZERO,
        };
        let marks = count(usize::try_from(marks).unwrap_or_default());
        tell(tx, cause, student, notice, |child, _| {
            Some(Phrase::Preference(PreferencePhrase::WhileAway { child, marks }))
        })
        .await?;
    }
    Ok(())
}
