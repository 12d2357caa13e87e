//! Who was away or late: marked by the school, told to families, announced and justified by them.
//!
//! Invariants: a marking is told once to each guardian, and a mistake is put right to whoever has heard of it; what a
//! family said about a day justifies what is marked for it, before or after.

mod notice;
mod refuse;
mod view;

pub use notice::{Noticed, announced_days, notice_absence, withdraw_notices};
pub use refuse::{RefusedReason, refuse_said_reason, said_reason};
pub use view::{ClassAbsences, absences_of_day, away_today, child_absences, class_absences};

use jiff::civil::Time;
use serde_json::json;
use std::collections::HashSet;
use std::time::Duration;

use super::tell_families::{Notice, Told, can_be_reached, tell};
use super::{ActionError, Cause};
use crate::domain::{
    AbsenceId, AbsenceSpan, Action, ChangeSetId, ClassId, CourseId, GuardianId, MessageClass, StudentId, can, count,
};
use crate::phrase::{AbsencePhrase, Phrase};
use crate::store::{NewAbsence, Topic, Tx};

/// A class, with a course of the actor's there, if there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnClass {
    pub class: ClassId,
    pub course: Option<CourseId>,
}

/// What marking did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarkedAbsences {
    pub batch: Option<ChangeSetId>,
    pub count: u32,
    pub families: u32,
    /// When families hear, where the night lies between.
    pub from: Option<Time>,
}

fn may_keep(cause: &Cause<'_>, of: OwnClass) -> Result<(), ActionError> {
    let keeps = can(cause.actor, Action::KeepAttendance { class: of.class, course: of.course });
    if keeps { Ok(()) } else { Err(ActionError::Denied) }
}

/// Of these students, whose family has said something about that day; and how many guardians would hear of the others.
pub async fn plan_absences(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: OwnClass,
    absences: &[(StudentId, AbsenceSpan)],
) -> Result<(HashSet<StudentId>, u32), ActionError> {
    may_keep(cause, of)?;
    let announced = announced(tx, cause, absences).await?;
    let told: Vec<StudentId> =
        absences.iter().map(|(student, _)| *student).filter(|student| !announced.contains(student)).collect();
    let recipients = tx.recipients(cause.school.id, &told).await?;
    let families: HashSet<GuardianId> =
        recipients.iter().filter(|one| can_be_reached(cause, one)).map(|one| one.guardian).collect();
    Ok((announced, count(families.len())))
}

async fn announced(
    tx: &mut Tx,
    cause: &Cause<'_>,
    absences: &[(StudentId, AbsenceSpan)],
) -> Result<HashSet<StudentId>, ActionError> {
    let mut announced = HashSet::new();
    let days: HashSet<_> = absences.iter().map(|(_, span)| span.date).collect();
    for day in days {
        let students: Vec<StudentId> =
            absences.iter().filter(|(_, span)| span.date == day).map(|(student, _)| *student).collect();
        announced.extend(tx.announced_absent(cause.school.id, &students, day).await?);
    }
    Ok(announced)
}

/// Marks students of a class as away or late, and tells their families, except who has announced it.
pub async fn mark_absences(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: OwnClass,
    absences: &[(StudentId, AbsenceSpan)],
) -> Result<MarkedAbsences, ActionError> {
    may_keep(cause, of)?;
    let school = cause.school.id;
    let staff = cause.actor.staff_id().ok_or(ActionError::Denied)?;
    let members: HashSet<StudentId> = tx.class_students(school, of.class).await?.into_iter().collect();
    if absences.iter().any(|(student, _)| !members.contains(student)) {
        return Err(ActionError::Denied);
    }
    let announced = announced(tx, cause, absences).await?;
    let batch = ChangeSetId::fresh();
    let new: Vec<NewAbsence> = absences
        .iter()
        .map(|(student, span)| NewAbsence {
            id: AbsenceId::fresh(),
            student: *student,
            span: *span,
            justified: announced.contains(student),
        })
        .collect();
    let kept = tx.insert_absences(school, (staff, batch), &new, cause.now).await?;
    if kept.is_empty() {
        return Ok(MarkedAbsences::default());
    }
    note(tx, cause, "absence.marked", batch, &json!({ "class": of.class, "count": kept.len() }))?;
    let mut told = Told::default();
    for absence in kept.iter().filter(|absence| !absence.justified) {
        told.extend(tell_absent(tx, cause, absence).await?);
    }
    let from = cause.school.may_write_from(MessageClass::Notice, cause.now, 0.0);
    let from = (from > cause.now).then(|| cause.school.local(from).time());
    Ok(MarkedAbsences { batch: Some(batch), count: count(kept.len()), families: told.now(), from })
}

async fn tell_absent(tx: &mut Tx, cause: &Cause<'_>, absence: &NewAbsence) -> Result<Told, ActionError> {
    let (span, school) = (absence.span, cause.school.name.clone());
    let notice = of_absence(absence.id, &format!("absence {}", absence.id));
    tell(tx, cause, absence.student, notice, |child, _| {
        Some(Phrase::Absence(AbsencePhrase::Told { child, span, school: school.clone() }))
    })
    .await
}

fn of_absence(absence: AbsenceId, identity: &str) -> Notice {
    Notice {
        identity: identity.to_owned(),
        mark: None,
        topic: Topic::absence(absence),
        only: None,
        again: false,
        hold: Duration::ZERO,
    }
}

/// Takes back what one marking of the actor's noted: whoever has heard of it hears that it was a mistake.
pub async fn unmark_absences(tx: &mut Tx, cause: &Cause<'_>, batch: ChangeSetId) -> Result<(u32, u32), ActionError> {
    let school = cause.school.id;
    let staff = cause.actor.staff_id().ok_or(ActionError::Denied)?;
    let withdrawn = tx.withdraw_absences(school, (staff, batch), cause.now).await?;
    if withdrawn.is_empty() {
        return Ok((0, 0));
    }
    note(tx, cause, "absence.unmarked", batch, &json!({ "count": withdrawn.len() }))?;
    let mut told = Told::default();
    for absence in &withdrawn {
        tx.retire_waiting(school, &Topic::absence(absence.id), cause.now).await?;
        tx.retire_digests(school, absence.student, None, cause.now).await?;
        let mut heard = HashSet::new();
        for recipient in tx.recipients(school, &[absence.student]).await? {
            let identity = format!("absence {} {}", absence.id, recipient.guardian);
            if tx.identity_unsent(school, &identity).await?.is_none() {
                heard.insert(recipient.guardian);
            }
        }
        if heard.is_empty() {
            continue;
        }
        let span = absence.span;
        let notice = of_absence(absence.id, &format!("absence mistaken {}", absence.id));
        let notice = Notice { only: Some(heard), ..notice };
        let say = |child, _| Some(Phrase::Absence(AbsencePhrase::Mistaken { child, span }));
        told.extend(tell(tx, cause, absence.student, notice, say).await?);
    }
    Ok((count(withdrawn.len()), told.now()))
}

fn note(
    tx: &mut Tx,
    cause: &Cause<'_>,
    action: &'static str,
    batch: ChangeSetId,
    detail: &serde_json::Value,
) -> Result<(), ActionError> {
    Ok(cause.note(tx, action, ("absence", batch.0), detail)?)
}
