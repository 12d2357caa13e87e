//! Telegram groups of a class's parents.
//!
//! 1. An administrator orders a code for a class ([`order_group_code`]).
//! 2. Somebody types it in the group ([`redeem_group_code`]). Where that is not an administrator, one has to accept the
//!    group first ([`decide_group`]).
//! 3. The school unlinks it ([`unlink_group`]), or the bot is taken out of it ([`group_changed`]).
//!
//! Invariants: a code is used once, and guessing is counted; a group that nobody of the school has accepted is posted
//! nothing; nothing of a child or a person is ever said in a group.

mod change;
mod code;
mod decide;

pub use change::group_changed;
pub use code::{GroupOutcome, OrderedCode, order_group_code, redeem_group_code};
pub use decide::{decide_group, unlink_class, unlink_group};

use serde_json::json;

use super::tell_families::tell_staff;
use super::{ActionError, Cause};
use crate::domain::{Action, Actor, MessageClass, StaffId, can};
use crate::phrase::{GroupPhrase, Say};
use crate::store::{ClassGroup, NewMessage, Reached, StoreError, Tx};

/// Who is told of a group: whoever ordered its code, else everybody who runs the school.
async fn in_charge(tx: &mut Tx, cause: &Cause<'_>, ordered_by: Option<StaffId>) -> Result<Vec<Reached>, ActionError> {
    let members = tx.staff_members(cause.school.id).await?;
    let runs_it = members.iter().filter(|member| can(&Actor::Staff(member.actor.clone()), Action::Administer));
    let reached: Vec<_> = runs_it.filter_map(|one| Some((one.actor.id, one.reached.clone()?))).collect();
    let ordered: Vec<_> = reached.iter().filter(|(id, _)| Some(*id) == ordered_by).cloned().collect();
    let told = if ordered.is_empty() { reached } else { ordered };
    Ok(told.into_iter().map(|(_, reached)| reached).collect())
}

async fn tell_in_charge(tx: &mut Tx, cause: &Cause<'_>, group: &ClassGroup, say: Say) -> Result<(), ActionError> {
    for reached in in_charge(tx, cause, group.ordered_by).await? {
        tell_staff(tx, cause, &reached, say.clone())?;
    }
    Ok(())
}

/// Says something in a group.
fn post(tx: &mut Tx, cause: &Cause<'_>, to: &Reached, phrase: GroupPhrase) -> Result<(), StoreError> {
    let (school, class) = (cause.school.id, MessageClass::Reply);
    let message = NewMessage::new(school, to.account.clone(), to.contact, class, phrase.phrase(), cause.now);
    tx.enqueue(message.because(cause.event))
}

/// Ends what a group is to its class.
async fn end(tx: &mut Tx, cause: &Cause<'_>, group: &ClassGroup, why: &'static str) -> Result<bool, ActionError> {
    if !tx.end_class_group(cause.school.id, group.id, cause.now).await? {
        return Ok(false);
    }
    note(tx, cause, "class_group.ended", group, why)?;
    Ok(true)
}

fn note(
    tx: &mut Tx,
    cause: &Cause<'_>,
    action: &'static str,
    group: &ClassGroup,
    why: &'static str,
) -> Result<(), StoreError> {
    let detail = json!({ "class": group.class, "why": why, "event": cause.event });
    cause.note(tx, action, ("class_group", group.id.0), &detail)
}
