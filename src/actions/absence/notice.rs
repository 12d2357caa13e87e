//! What a family says about a day its child is away: before, or after.

use jiff::civil::Date;
use serde_json::json;

use crate::actions::tell_families::tell_staff;
use crate::actions::{ActionError, Cause};
use crate::domain::{AbsenceId, Action, GuardianId, Role, can, count};
use crate::phrase::{AbsencePhrase, Away, Phrase, StudentLabel};
use crate::store::{AbsenceNotice, KnownChild, Tx};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noticed {
    /// Absences of that day that are justified now.
    pub justified: u32,
    /// People of the school who are told.
    pub people: u32,
}

/// Notes that a child is or was away, or late, on some days; its head teacher and the secretaries are told.
pub async fn notice_absence(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (guardian, child): (GuardianId, &KnownChild),
    (away, reason): (&Away, Option<String>),
) -> Result<Noticed, ActionError> {
    if !can(cause.actor, Action::AttendanceOfChild { student: child.id }) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    let mut justified = 0;
    for date in &away.days {
        let (id, date, late) = (AbsenceId::fresh(), *date, away.late.then_some(away.at));
        let notice = AbsenceNotice { id, student: child.id, guardian, date, reason: reason.clone(), late };
        justified += tx.notice_absence(school, &notice, cause.now).await?;
    }
    // Why is between the family and whoever is told.
    let days: Vec<String> = away.days.iter().map(Date::to_string).collect();
    let detail = json!({ "dates": days, "late": away.late, "justified": justified, "event": cause.event });
    cause.note(tx, "absence.announced", ("student", child.id.0), &detail)?;
    let phrase = AbsencePhrase::NoticeOf {
        student: StudentLabel::full(&child.name),
        class: child.class_label.clone(),
        away: away.clone(),
        reason,
    };
    let people = tell_school(tx, cause, child, &phrase).await?;
    Ok(Noticed { justified: count(usize::try_from(justified).unwrap_or_default()), people })
}

/// Tells its head teacher and the secretaries. Returns to how many.
async fn tell_school(
    tx: &mut Tx,
    cause: &Cause<'_>,
    child: &KnownChild,
    phrase: &AbsencePhrase,
) -> Result<u32, ActionError> {
    let members = tx.staff_members(cause.school.id).await?;
    let concerned =
        members.iter().filter(|one| one.actor.head_of == Some(child.class) || one.actor.role == Role::Secretary);
    let mut people = 0;
    for member in concerned {
        if let Some(reached) = &member.reached {
            tell_staff(tx, cause, reached, Phrase::Absence(phrase.clone()))?;
            people += 1;
        }
    }
    Ok(people)
}

/// Days to come, and today, of which its family has said something.
pub async fn announced_days(tx: &mut Tx, cause: &Cause<'_>, child: &KnownChild) -> Result<Vec<Date>, ActionError> {
    if !can(cause.actor, Action::AttendanceOfChild { student: child.id }) {
        return Err(ActionError::Denied);
    }
    Ok(tx.announced_days(cause.school.id, child.id, cause.local_now().date()).await?)
}

/// Takes back what its family has said of these days: it comes. The same people of the school are told; so many.
/// `None`: nothing had been said, or is any more.
pub async fn withdraw_notices(
    tx: &mut Tx,
    cause: &Cause<'_>,
    child: &KnownChild,
    days: &[Date],
) -> Result<Option<u32>, ActionError> {
    let announced = announced_days(tx, cause, child).await?;
    let mut withdrawn = Vec::new();
    for day in days.iter().filter(|day| announced.contains(day)) {
        if tx.withdraw_notices(cause.school.id, child.id, *day, cause.now).await? > 0 {
            withdrawn.push(*day);
        }
    }
    if withdrawn.is_empty() {
        return Ok(None);
    }
    let written: Vec<String> = withdrawn.iter().map(Date::to_string).collect();
    cause.note(tx, "absence.announcement_withdrawn", ("student", child.id.0), &json!({ "dates": written }))?;
    let phrase = AbsencePhrase::ComesOf {
        student: StudentLabel::full(&child.name),
        class: child.class_label.clone(),
        days: withdrawn,
    };
    Ok(Some(tell_school(tx, cause, child, &phrase).await?))
}
