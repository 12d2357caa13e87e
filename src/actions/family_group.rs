//! Groups of families that an administrator makes by hand, and uses as the audience of broadcasts.
//!
//! Invariant: each change leaves an audit entry that names the students; a group that is taken apart is written to no more.

use serde_json::{Value, json};

use super::{ActionError, Cause};
use crate::domain::{Action, FamilyGroupId, StudentId, can, count, fold};
use crate::store::{FamilyGroup, GroupMember, Tx};

/// Groups of a school at most, students of a group, letters of a name.
pub const MOST_GROUPS: usize = 60;
pub const MOST_MEMBERS: usize = 1_000;
pub const LONGEST_NAME: usize = 40;

/// What came of making a group, or of putting students into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouped {
    /// So many are new in it, of so many.
    Done {
        new: u32,
        students: u32,
    },
    /// There is a group of that name.
    Exists,
    TooManyGroups,
    TooManyStudents,
}

fn may(cause: &Cause<'_>, action: Action) -> Result<(), ActionError> {
    if can(cause.actor, action) { Ok(()) } else { Err(ActionError::Denied) }
}

/// The groups of the school, for whoever may write to all families.
pub async fn family_groups(tx: &mut Tx, cause: &Cause<'_>) -> Result<Vec<FamilyGroup>, ActionError> {
    may(cause, Action::BroadcastToAll)?;
    Ok(tx.family_groups(cause.school.id).await?)
}

/// The group of this name, however it is written.
pub fn group_named<'g>(groups: &'g [FamilyGroup], name: &str) -> Option<&'g FamilyGroup> {
    let wanted = fold(name);
    groups.iter().find(|group| fold(&group.name) == wanted)
}

/// Whose families are in a group.
pub async fn group_members(
    tx: &mut Tx,
    cause: &Cause<'_>,
    group: FamilyGroupId,
) -> Result<Vec<GroupMember>, ActionError> {
    may(cause, Action::BroadcastToAll)?;
    Ok(tx.family_group_members(cause.school.id, group).await?)
}

/// Makes a group of these students' families.
pub async fn make_group(
    tx: &mut Tx,
    cause: &Cause<'_>,
    name: &str,
    students: &[StudentId],
) -> Result<Grouped, ActionError> {
    may(cause, Action::Administer)?;
    let by = cause.actor.staff_id().ok_or(ActionError::Denied)?;
    let school = cause.school.id;
    if students.len() > MOST_MEMBERS {
        return Ok(Grouped::TooManyStudents);
    }
    if tx.family_groups(school).await?.len() >= MOST_GROUPS {
        return Ok(Grouped::TooManyGroups);
    }
    let group = FamilyGroupId::fresh();
    if !tx.make_family_group(school, (group, name), by, cause.now).await? {
        return Ok(Grouped::Exists);
    }
    tx.add_to_family_group(school, group, students, cause.now).await?;
    note(tx, cause, "family_group.made", group, &json!({ "students": students }))?;
    Ok(Grouped::Done { new: count(students.len()), students: count(students.len()) })
}

/// Puts students into a group.
pub async fn add_to_group(
    tx: &mut Tx,
    cause: &Cause<'_>,
    group: FamilyGroupId,
    students: &[StudentId],
) -> Result<Grouped, ActionError> {
    may(cause, Action::Administer)?;
    let school = cause.school.id;
    let members = tx.family_group_members(school, group).await?;
    if members.len() + students.len() > MOST_MEMBERS {
        return Ok(Grouped::TooManyStudents);
    }
    let new = tx.add_to_family_group(school, group, students, cause.now).await?;
    note(tx, cause, "family_group.added", group, &json!({ "students": students }))?;
    let students = count(tx.family_group_members(school, group).await?.len());
    Ok(Grouped::Done { new: u32::try_from(new).unwrap_or(u32::MAX), students })
}

/// Takes students out of a group. Returns how many were in it, and how many are left.
pub async fn take_out_of_group(
    tx: &mut Tx,
    cause: &Cause<'_>,
    group: FamilyGroupId,
    students: &[StudentId],
) -> Result<(u32, u32), ActionError> {
    may(cause, Action::Administer)?;
    let gone = tx.take_out_of_family_group(cause.school.id, group, students, cause.now).await?;
    note(tx, cause, "family_group.taken_out", group, &json!({ "students": students }))?;
    let left = tx.family_group_members(cause.school.id, group).await?;
    Ok((u32::try_from(gone).unwrap_or(u32::MAX), count(left.len())))
}

/// Takes a group apart; false when it is none any more.
pub async fn end_group(tx: &mut Tx, cause: &Cause<'_>, group: FamilyGroupId) -> Result<bool, ActionError> {
    may(cause, Action::Administer)?;
    let ended = tx.end_family_group(cause.school.id, group, cause.now).await?;
    if ended {
        note(tx, cause, "family_group.ended", group, &json!({}))?;
    }
    Ok(ended)
}

fn note(
    tx: &mut Tx,
    cause: &Cause<'_>,
    action: &'static str,
    group: FamilyGroupId,
    detail: &Value,
) -> Result<(), ActionError> {
    let mut detail = detail.clone();
    detail["event"] = json!(cause.event);
    Ok(cause.note(tx, action, ("family_group", group.0), &detail)?)
}
