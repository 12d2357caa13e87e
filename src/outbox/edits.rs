//! Messages that say something in the place of an earlier one: by what the provider knows that one by.

use super::wording::Worded;
use crate::domain::{AccountId, MessageId, SchoolId};
use crate::store::{Candidate, StoreError, Tx};

/// Gives every chosen message that edits an earlier one the provider's name of that. Those whose earlier one the provider
/// does not have are taken out and returned.
pub(super) async fn find_edited(
    tx: &mut Tx,
    account: &AccountId,
    chosen: &mut Vec<(Candidate, Worded)>,
) -> Result<Vec<(SchoolId, MessageId)>, StoreError> {
    let edited: Vec<_> =
        chosen.iter().filter_map(|(candidate, _)| Some((candidate.school, candidate.edits?))).collect();
    if edited.is_empty() {
        return Ok(Vec::new());
    }
    let known = tx.accepted_as(account, &edited).await?;
    let mut gone = Vec::new();
    chosen.retain_mut(|(candidate, worded)| {
        let Some(edited) = candidate.edits else { return true };
        worded.edits = known.get(&edited).map(|name| name.as_str().into());
        if worded.edits.is_none() {
            gone.push((candidate.school, candidate.id));
        }
        worded.edits.is_some()
    });
    Ok(gone)
}
