//! What a family says about a day its child is away: before, or after.

use jiff::civil::Date;
use serde_json::json;

use crate::actions::tell_families::tell_staff;
use crate::actions::{ActionError, Cause};
use crate::domain::{AbsenceId, Action, GuardianId, Role, can, count};
use crate::phrase::{AbsencePhrase, Phrase, StudentLabel};
use crate::store::{AbsenceNotice, KnownChild, Tx};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noticed {
    /// Absences of that day that are justified now.
    pub justified: u32,
    /// People of the school who are told.
    pub people: u32,
}

/// Notes that a child is or was away on a day; its head teacher and the secretaries are told.
pub async fn notice_absence(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (guardian, child): (GuardianId, &KnownChild),
    (date, reason): (Date, Option<String>),
) -> Result<Noticed, ActionError> {
    if !can(cause.actor, Action::AttendanceOfChild { student: child.id }) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    let notice = AbsenceNotice { id: AbsenceId::fresh(), student: child.id, guardian, date, reason: reason.clone() };
    let justified = tx.notice_absence(school, &notice, cause.now).await?;
    // Why is between the family and whoever is told.
    let detail = json!({ "date": date.to_string(), "justified": justified, "event": cause.event });
    cause.note(tx, "absence.announced", ("student", child.id.0), &detail)?;
    let phrase = AbsencePhrase::NoticeOf {
        student: StudentLabel::full(&child.name),
        class: child.class_label.clone(),
        date,
        reason,
    };
    let members = tx.staff_members(school).await?;
    let concerned =
        members.iter().filter(|one| one.actor.head_of == Some(child.class) || one.actor.role == Role::Secretary);
    let mut people = 0;
    for member in concerned {
        if let Some(reached) = &member.reached {
            tell_staff(tx, cause, reached, Phrase::Absence(phrase.clone()))?;
            people += 1;
        }
    }
    Ok(Noticed { justified: count(usize::try_from(justified).unwrap_or_default()), people })
}
