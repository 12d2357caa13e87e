//! What somebody else does with an announcement, told to its author.

use super::{Content, report};
use crate::actions::{ActionError, Cause};
use crate::phrase::{BroadcastPhrase, CoursePhrase, DoneByAnother, Phrase};
use crate::store::{StoredBroadcast, Tx};

/// Tells the author, where it is not they who did it.
pub(super) async fn tell_author(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: &StoredBroadcast,
    done: DoneByAnother,
) -> Result<(), ActionError> {
    let Some(actor) = cause.actor.staff_id().filter(|actor| *actor != broadcast.author) else { return Ok(()) };
    let by = tx.staff_name(cause.school.id, actor).await?.unwrap_or_default();
    let start = report::start_of(&Content::of(broadcast)?, None);
    let done = Box::new(BroadcastPhrase::Course { phrase: CoursePhrase::ByAnother { by, done } });
    let phrase = Phrase::Broadcast(BroadcastPhrase::Of { start, done });
    crate::actions::tell_families::tell_staff(tx, cause, &broadcast.reached, phrase)
}
