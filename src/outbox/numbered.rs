//! Choices that leave as numbered lines are remembered: a number that is written then stands for one of them.

use std::collections::HashMap;

use super::wording::Worded;
use crate::domain::MessageId;
use crate::gateway::Content;
use crate::store::{Candidate, StoreError, Tx};

/// Notes which of the chosen messages, whose intent is stated, leave with numbered choices.
pub(super) async fn note_numbered(
    tx: &mut Tx,
    chosen: &[(Candidate, Worded)],
    stated: &HashMap<MessageId, i64>,
) -> Result<(), StoreError> {
    let is_numbered = |worded: &Worded| worded.last && matches!(worded.content, Content::Text { .. });
    let left: Vec<_> = chosen
        .iter()
        .filter(|(candidate, _)| stated.contains_key(&candidate.id))
        .filter(|(candidate, worded)| !candidate.say.choices.is_empty() && is_numbered(worded))
        .map(|(candidate, _)| (candidate.school, candidate.contact, candidate.id))
        .collect();
    if left.is_empty() { Ok(()) } else { tx.note_numbered(&left).await }
}
