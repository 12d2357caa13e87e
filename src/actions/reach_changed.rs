//! News about an address that nobody typed: it changed hands, blocked us, or asked the provider for silence.

use carnet_webhooks::{IdentityChange, Reach, ReachChange, Sender};
use serde_json::json;

use super::class_group::group_changed;
use super::identify::suspend;
use super::missed_changes::tell_of_missed;
use super::{ActionError, Cause, Origin};
use crate::domain::{Channel, ContactId, Phone};
use crate::store::{Acquaintance, Audit, AuditActor, ContactState, Sought, Tx};

/// Suspends the linked addresses of somebody who has another number or user id now, or may be somebody else.
///
/// Returns the addresses that are suspended by it.
pub async fn suspend_identity(
    tx: &mut Tx,
    origin: Origin<'_>,
    change: &IdentityChange,
) -> Result<Vec<ContactId>, ActionError> {
    let mut suspended = Vec::new();
    for known in known_by(tx, origin, &change.before).await? {
        let linked = known.contact.staff.is_some() || known.contact.guardian.is_some();
        if linked && known.contact.state != ContactState::Suspended {
            suspend(tx, origin, &known.contact, "identity_changed").await?;
            suspended.push(known.contact.id);
        }
    }
    Ok(suspended)
}

/// Takes note of whether somebody can still be written to.
pub async fn reach_changed(tx: &mut Tx, origin: Origin<'_>, change: &ReachChange) -> Result<(), ActionError> {
    if let Some(group) = change.chat.group() {
        return group_changed(tx, origin, group, &change.change).await;
    }
    let (from, to, action): (&[ContactState], _, _) = match change.change {
        Reach::Blocked => return left(tx, origin, change).await,
        Reach::Unblocked => (&[ContactState::Blocked], ContactState::Active, "contact.unblocked"),
        // By SMS this is the carrier's STOP. At Meta it concerns advertising: templates that Meta takes for it.
        Reach::OptedOut if origin.channel == Channel::Sms => {
            (&[ContactState::Active], ContactState::Stopped, "contact.stopped")
        }
        Reach::OptedIn if origin.channel == Channel::Sms => {
            // Blocked is also whom the carrier has refused for a STOP that we were not told of.
            (&[ContactState::Stopped, ContactState::Blocked], ContactState::Active, "contact.resumed")
        }
        Reach::OptedOut => return want_advertising(tx, origin, change, false).await,
        Reach::OptedIn => return want_advertising(tx, origin, change, true).await,
        Reach::MovedTo(_) => return Ok(()),
    };
    for known in known_by(tx, origin, &change.who).await? {
        if tx.change_contact_state(origin.school.id, known.contact.id, from, to).await? {
            note(tx, origin, known.contact.id, action)?;
            if let (ContactState::Active, Some(guardian)) = (to, known.contact.guardian) {
                let itself = Cause::of_itself(origin.school, origin.now);
                let cause = Cause { contact: Some(known.contact.id), event: Some(origin.event), ..itself };
                tell_of_missed(tx, &cause, guardian).await?;
            }
        }
    }
    Ok(())
}

/// Somebody has blocked us: nothing is said to them by this channel.
async fn left(tx: &mut Tx, origin: Origin<'_>, change: &ReachChange) -> Result<(), ActionError> {
    for known in known_by(tx, origin, &change.who).await? {
        if known.contact.state == ContactState::Active {
            tx.leave_channels(&[(origin.school.id, known.contact.id)], origin.now).await?;
            note(tx, origin, known.contact.id, "contact.blocked")?;
        }
    }
    Ok(())
}

/// Whether somebody may be sent what the provider takes for advertising.
async fn want_advertising(
    tx: &mut Tx,
    origin: Origin<'_>,
    change: &ReachChange,
    wanted: bool,
) -> Result<(), ActionError> {
    let action = if wanted { "contact.advertising_wanted" } else { "contact.advertising_unwanted" };
    for known in known_by(tx, origin, &change.who).await? {
        tx.set_advertising(origin.school.id, known.contact.id, wanted).await?;
        note(tx, origin, known.contact.id, action)?;
    }
    Ok(())
}

/// Notes what somebody did to us at the provider.
fn note(tx: &mut Tx, origin: Origin<'_>, contact: ContactId, action: &'static str) -> Result<(), ActionError> {
    let detail = &json!({ "event": origin.event });
    let (school, actor, subject) = (origin.school.id, AuditActor::Contact(contact), ("contact", contact.0));
    Ok(tx.audit(Audit { school, actor, action, subject, now: origin.now, detail })?)
}

/// The addresses a provider's names mean: by user id where one was given and is known, else by number.
async fn known_by(tx: &mut Tx, origin: Origin<'_>, who: &Sender) -> Result<Vec<Acquaintance>, ActionError> {
    let user = who.user_id.as_deref().map(|user| tx.user_index(user));
    let phone = who.phone.as_deref().and_then(|phone| Phone::from_provider(phone).ok());
    let phone = phone.map(|phone| tx.phone_index(&phone));
    let sought = Sought { school: origin.school.id, account: origin.account.clone(), user: user.clone(), phone };
    let found = tx.acquaintances(&sought).await?;
    let (by_user, by_phone): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|known| user.is_some() && known.contact.user == user);
    Ok(if by_user.is_empty() { by_phone } else { by_user })
}
