//! Somebody read a message that we had given up: what it said is corrected where it no longer holds.

use std::collections::HashSet;
use std::time::Duration;

use super::correct_mark::news;
use super::tell_families::{Notice, tell};
use super::{ActionError, Cause};
use crate::domain::Timestamp;
use crate::store::{AfterAll, Topic, Tx};

/// Tells whoever read a version that is no longer in force what holds now, unless something later told them. Returns how
/// many are told.
pub async fn amend_told(tx: &mut Tx, after: &AfterAll, now: Timestamp) -> Result<u32, ActionError> {
    let Some(shown) = after.marks.first() else { return Ok(0) };
    let Some((assessment, read)) = tx.mark_version(after.school, *shown).await? else { return Ok(0) };
    if read.published || tx.told_later(after).await? {
        return Ok(0);
    }
    let (Some(school), Some((assessment, _))) =
        (tx.school(after.school).await?, tx.assessment_even_deleted(after.school, assessment).await?)
    else {
        return Ok(0);
    };
    let entries = tx.entries(school.id, assessment.id).await?;
    let in_force = entries.get(&read.student).and_then(|entry| entry.published);
    let shown = tx.shown_versions(school.id, assessment.id, read.student, None).await?;
    let readers: HashSet<_> = shown
        .iter()
        .filter(|one| one.version == read.id && one.contact == after.contact)
        .map(|one| one.guardian)
        .collect();
    let notice = Notice {
        // One correction for each message that was read against our will.
        identity: format!("after {}", after.message),
        mark: in_force.map(|version| version.id),
        topic: Topic::mark(assessment.id, read.student),
        only: Some(readers),
        again: false,
        hold: Duration::ZERO,
    };
    let cause = Cause::of_itself(&school, now);
    let told = tell(tx, &cause, read.student, notice, |child, _| {
        news(child, &assessment, (Some(read.mark), in_force.map(|version| version.mark)), None)
    });
    Ok(told.await?.now())
}
