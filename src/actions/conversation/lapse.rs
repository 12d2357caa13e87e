//! Threads that end by themselves: nobody has said anything in them for as long as the school lets them be open.

use super::steps::{silence, tell_family, tell_school};
use super::{family_side, note, school_side};
use crate::actions::{ActionError, Cause};
use crate::domain::{ConversationState, Timestamp};
use crate::phrase::{ConversationPhrase, OtherSide, Phrase};
use crate::store::Tx;

/// Threads that end in one transaction at most.
const AT_ONCE: i64 = 50;

/// Ends threads of a school that have lapsed; says whether there are more. Only where somebody still waits for an answer
/// is anybody told: the family, whom it spares waiting, and whoever owes it.
pub async fn end_lapsed_threads(tx: &mut Tx, cause: &Cause<'_>) -> Result<bool, ActionError> {
    let Some(lapse) = cause.school.threads_close else { return Ok(false) };
    let school = cause.school.id;
    let idle = tx.idle_conversations(school, cause.now.minus(lapse), AT_ONCE).await?;
    for id in &idle {
        let step = (ConversationState::Open, ConversationState::Closed);
        if !tx.step_conversation(school, *id, step).await? {
            continue;
        }
        note(tx, cause, "conversation.lapsed", *id)?;
        silence(tx, cause, *id).await?;
        let Some(thread) = tx.conversation(school, *id).await? else { continue };
        let waits = thread.guardian_at.filter(|at| *at > thread.staff_at.unwrap_or(Timestamp(0)));
        if let Some(since) = waits {
            let since = cause.school.local(since).date();
            let to_family = ConversationPhrase::Lapsed { with: OtherSide::School(school_side(&thread)), since };
            let to_school = ConversationPhrase::Lapsed { with: OtherSide::Family(family_side(&thread)), since };
            tell_family(tx, cause, &thread, to_family).await?;
            tell_school(tx, cause, &thread, Phrase::Conversation(to_school).into()).await?;
        }
    }
    Ok(i64::try_from(idle.len()).is_ok_and(|found| found == AT_ONCE))
}
