//! An administrator accepts a group, or unlinks it.

use super::{end, note, post};
use crate::actions::{ActionError, Cause};
use crate::domain::{ClassGroupId, ClassId};
use crate::phrase::GroupPhrase;
use crate::store::{ClassGroup, ContactState, Tx};

/// Accepts or refuses a group that waits for it. `None`: that was decided before.
pub async fn decide_group(
    tx: &mut Tx,
    cause: &Cause<'_>,
    group: ClassGroupId,
    accepted: bool,
) -> Result<Option<ClassGroup>, ActionError> {
    cause.may_administer()?;
    let school = cause.school.id;
    let Some(found) = tx.class_group(school, group).await?.filter(|found| !found.linked) else { return Ok(None) };
    if accepted {
        if !tx.accept_class_group(school, group).await? {
            return Ok(None);
        }
        note(tx, cause, "class_group.linked", &found, "accepted")?;
        let class = found.class_label.clone();
        post(tx, cause, &found.reached, GroupPhrase::Welcome { class })?;
    } else if !end(tx, cause, &found, "refused").await? {
        return Ok(None);
    }
    Ok(Some(found))
}

/// Unlinks a group: what waits for it is not posted. `None`: it has been before.
pub async fn unlink_group(
    tx: &mut Tx,
    cause: &Cause<'_>,
    group: ClassGroupId,
) -> Result<Option<ClassGroup>, ActionError> {
    cause.may_administer()?;
    let Some(found) = tx.class_group(cause.school.id, group).await? else { return Ok(None) };
    if !end(tx, cause, &found, "unlinked").await? {
        return Ok(None);
    }
    // Answers still go there; announcements do not.
    let (from, to) = ([ContactState::Active], ContactState::Stopped);
    tx.change_contact_state(cause.school.id, found.reached.contact, &from, to).await?;
    let class = found.class_label.clone();
    post(tx, cause, &found.reached, GroupPhrase::Goodbye { class })?;
    Ok(Some(found))
}

/// Unlinks all groups of a class. Returns how many there were.
pub async fn unlink_class(tx: &mut Tx, cause: &Cause<'_>, class: ClassId) -> Result<u32, ActionError> {
    cause.may_administer()?;
    let mut unlinked = 0;
    for group in tx.groups_of_class(cause.school.id, class).await? {
        unlinked += u32::from(unlink_group(tx, cause, group.id).await?.is_some());
    }
    Ok(unlinked)
}
