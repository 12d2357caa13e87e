//! Codes for groups: ordered by an administrator, typed in a group.

use serde_json::json;
use std::time::Duration;

use super::{end, in_charge, note, tell_in_charge};
use crate::actions::link::{count_failed_code, may_try_codes};
use crate::actions::{ActionError, Cause};
use crate::domain::{AccountId, Action, ClassGroupId, ClassId, ContactId, LinkCode, Timestamp, can, group_payload};
use crate::phrase::{Choice, GroupPhrase, Label, Say};
use crate::store::{ClassGroup, Reached, Tx};

/// How long a code can be used: it is typed at once, not handed out on paper.
const VALID: Duration = Duration::from_hours(24);

/// A fresh code. Never stored in clear: it is shown once.
#[derive(Debug, Clone)]
pub struct OrderedCode {
    pub code: LinkCode,
    pub class_label: String,
    pub until: Timestamp,
}

/// What a code that was typed in a group leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupOutcome {
    /// Unknown, expired, used, or too many tries: not told which.
    Refused,
    /// The group is the class's from now on.
    Linked { class: String },
    /// An administrator has been asked.
    Asked,
}

/// Makes a code that links one group to a class.
pub async fn order_group_code(tx: &mut Tx, cause: &Cause<'_>, class: ClassId) -> Result<OrderedCode, ActionError> {
    cause.may_administer()?;
    let school = cause.school.id;
    let classes = tx.classes(school).await?;
    let class = classes.into_iter().find(|one| one.id == class).ok_or(ActionError::NotFound)?;
    let (code, until) = (tx.fresh_group_code(), cause.now.plus(VALID));
    tx.insert_group_code(school, (&code, class.id), cause.actor.staff_id(), (cause.now, until)).await?;
    let detail = json!({ "expires_at": until, "event": cause.event });
    cause.note(tx, "group_code.issued", ("class", class.id.0), &detail)?;
    Ok(OrderedCode { code, class_label: class.label, until })
}

/// Tries a code that somebody typed in a group. The cause's actor is who typed it; its contact is the group's address.
pub async fn redeem_group_code(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (account, address, title): (&AccountId, ContactId, Option<&str>),
    code: &LinkCode,
) -> Result<GroupOutcome, ActionError> {
    let (school, now) = (cause.school.id, cause.now);
    tx.queue_for_linking(school).await?;
    if !may_try_codes(tx, school, address, now).await? {
        return Ok(GroupOutcome::Refused);
    }
    let Some(found) = tx.group_code(school, code, now).await? else {
        count_failed_code(tx, school, address, now).await?;
        return Ok(GroupOutcome::Refused);
    };
    let linked = can(cause.actor, Action::Administer);
    // With nobody to accept the group the code would be spent for nothing.
    if (!linked && in_charge(tx, cause, found.ordered_by).await?.is_empty())
        || !tx.consume_group_code(school, found.id, now).await?
    {
        return Ok(GroupOutcome::Refused);
    }
    if let Some(before) = tx.class_group_at(school, address).await? {
        end(tx, cause, &before, "another_code").await?;
    }
    let class = tx.classes(school).await?.into_iter().find(|one| one.id == found.class);
    let Some(class) = class else { return Ok(GroupOutcome::Refused) };
    let group = ClassGroup {
        id: ClassGroupId::fresh(),
        class: class.id,
        class_label: class.label.clone(),
        reached: Reached { contact: address, account: account.clone() },
        title: title.map(str::to_owned),
        ordered_by: found.ordered_by,
        linked,
    };
    tx.insert_class_group(school, &group, now).await?;
    note(tx, cause, if linked { "class_group.linked" } else { "class_group.asked" }, &group, "code")?;
    tell_in_charge(tx, cause, &group, news_of(&group)).await?;
    Ok(if linked { GroupOutcome::Linked { class: class.label } } else { GroupOutcome::Asked })
}

/// What whoever is in charge hears of a group that has given a code.
fn news_of(group: &ClassGroup) -> Say {
    let (class, title) = (group.class_label.clone(), group.title.clone());
    let choice = |step, label| Choice { payload: group_payload(group.id, step), label };
    if group.linked {
        let phrase = GroupPhrase::Linked { class, title }.phrase();
        return Say { phrase, choices: vec![choice('u', Label::UnlinkGroup)] };
    }
    let choices = vec![choice('y', Label::Approve), choice('n', Label::Refuse)];
    Say { phrase: GroupPhrase::Asks { class, title }.phrase(), choices }
}
