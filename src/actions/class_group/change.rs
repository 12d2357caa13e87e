//! What happens to groups at the provider: the bot is taken out of one, or one goes on under another number.

use carnet_webhooks::Reach;
use serde_json::json;

use super::{end, tell_in_charge};
use crate::actions::{ActionError, Cause, Origin};
use crate::phrase::GroupPhrase;
use crate::store::{ContactState, Tx};

/// Follows a group that has moved, and ends the link of one that the bot was taken out of.
pub async fn group_changed(tx: &mut Tx, origin: Origin<'_>, group: &str, change: &Reach) -> Result<(), ActionError> {
    let school = origin.school;
    let Some(address) = tx.known_group_address(school.id, origin.account, group).await? else { return Ok(()) };
    let cause = Cause { event: Some(origin.event), contact: Some(address), ..Cause::of_itself(school, origin.now) };
    match change {
        Reach::MovedTo(to) => {
            tx.move_groups(&[(school.id, address, to)]).await?;
            let detail = json!({ "event": origin.event });
            cause.note(tx, "contact.group_moved", ("contact", address.0), &detail)?;
            Ok(())
        }
        Reach::Blocked => {
            let usable = [ContactState::Active, ContactState::Stopped];
            tx.change_contact_state(school.id, address, &usable, ContactState::Blocked).await?;
            let Some(found) = tx.class_group_at(school.id, address).await? else { return Ok(()) };
            if end(tx, &cause, &found, "bot_removed").await? {
                let (class, title) = (found.class_label.clone(), found.title.clone());
                tell_in_charge(tx, &cause, &found, GroupPhrase::Removed { class, title }.phrase().into()).await?;
            }
            Ok(())
        }
        // Back in a group, it waits for a code.
        Reach::Unblocked | Reach::OptedOut | Reach::OptedIn => Ok(()),
    }
}
