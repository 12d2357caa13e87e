//! Whoever runs the school writes to its staff. Consent is a family's; quiet hours are everybody's.

use serde_json::json;

use super::tell_families::tell_staff;
use super::{ActionError, Cause};
use crate::domain::{Action, ClassId, StaffId, SubjectId, can};
use crate::phrase::{NoteWay, StaffNotePhrase};
use crate::store::{StaffMember, Tx};

/// Everybody of the school but the actor.
pub async fn other_staff(tx: &mut Tx, cause: &Cause<'_>) -> Result<Vec<StaffMember>, ActionError> {
    if !can(cause.actor, Action::Administer) {
        return Err(ActionError::Denied);
    }
    colleagues(tx, cause).await
}

/// The same, for anybody of the staff: who is one of them is no secret among them.
pub async fn colleagues(tx: &mut Tx, cause: &Cause<'_>) -> Result<Vec<StaffMember>, ActionError> {
    let own = cause.actor.staff_id().ok_or(ActionError::Denied)?;
    let mut members = tx.staff_members(cause.school.id).await?;
    members.retain(|member| member.actor.id != own);
    Ok(members)
}

/// Who teaches in one of these classes, and one of these subjects; none named: any.
pub async fn teaching_staff(
    tx: &mut Tx,
    cause: &Cause<'_>,
    classes: &[ClassId],
    subjects: &[SubjectId],
) -> Result<Vec<StaffId>, ActionError> {
    if !can(cause.actor, Action::Administer) {
        return Err(ActionError::Denied);
    }
    let courses = tx.courses(cause.school.id, None).await?;
    let meant = courses.into_iter().filter(|course| {
        let of_class = classes.is_empty() || classes.contains(&course.class);
        of_class && (subjects.is_empty() || subjects.contains(&course.subject))
    });
    Ok(meant.map(|course| course.teacher).collect())
}

/// Says it to each of these who can be written to. Returns to how many.
pub async fn write_to_staff(
    tx: &mut Tx,
    cause: &Cause<'_>,
    to: &[StaffId],
    (by, text): (&str, &str),
    way: &NoteWay,
) -> Result<u32, ActionError> {
    let mut told = 0;
    for member in other_staff(tx, cause).await? {
        let Some(reached) = member.reached.filter(|_| to.contains(&member.actor.id)) else { continue };
        let (by, text, way) = (by.to_owned(), text.to_owned(), way.clone());
        tell_staff(tx, cause, &reached, StaffNotePhrase::Note { by, text, way }.phrase())?;
        told += 1;
    }
    let school = cause.school.id;
    cause.note(tx, "staff.written_to", ("school", school.0), &json!({ "event": cause.event, "people": told }))?;
    Ok(told)
}
