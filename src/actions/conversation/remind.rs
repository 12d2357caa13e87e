//! Families that wait for an answer: whoever is to give it is reminded, once.

use std::collections::BTreeMap;
use std::time::Duration;

use super::family_side;
use super::steps::tell_school;
use crate::actions::{ActionError, Cause};
use crate::domain::{ConversationId, StaffId, Timestamp};
use crate::phrase::{ConversationPhrase, FamilySide, Phrase};
use crate::store::{Conversation, Tx};

/// For so long a family waits before somebody is reminded.
const PATIENCE: Duration = Duration::from_hours(24);

/// Since before when somebody must have waited at `now` to be spoken of.
pub fn waiting_since(now: Timestamp) -> Timestamp {
    now.minus(PATIENCE)
}

/// Reminds those who answer in these threads of one school; a thread that somebody else has just taken care of is left out.
pub async fn remind_of_threads(tx: &mut Tx, cause: &Cause<'_>, threads: &[ConversationId]) -> Result<(), ActionError> {
    let school = cause.school.id;
    let mut waiting: BTreeMap<Option<StaffId>, (Conversation, Vec<FamilySide>)> = BTreeMap::new();
    for id in threads {
        if !tx.note_thread_reminded(school, *id, cause.now).await? {
            continue;
        }
        let Some(thread) = tx.conversation(school, *id).await? else { continue };
        let family = family_side(&thread);
        waiting.entry(thread.staff).or_insert_with(|| (thread, Vec::new())).1.push(family);
    }
    for (thread, families) in waiting.into_values() {
        let waiting = Phrase::Conversation(ConversationPhrase::Waiting { families });
        tell_school(tx, cause, &thread, waiting.into()).await?;
    }
    Ok(())
}
