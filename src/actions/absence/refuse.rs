//! The office does not take what a family says of a day for a reason: it excuses nothing, and the family is told.

use jiff::civil::Date;
use serde_json::json;

use super::of_absence;
use crate::actions::tell_families::tell;
use crate::actions::{ActionError, Cause};
use crate::domain::{AbsenceId, Action, ClassId, StudentId, can, count};
use crate::phrase::{AbsencePhrase, Phrase};
use crate::store::Tx;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusedReason {
    /// Absences that are no longer justified.
    pub absences: u32,
    pub families: u32,
}

/// Only the office, as it answers a family: a teacher passes it on.
fn may_refuse(cause: &Cause<'_>, class: ClassId) -> Result<(), ActionError> {
    if can(cause.actor, Action::AnswerFamily { class, course: None }) { Ok(()) } else { Err(ActionError::Denied) }
}

/// The days a family said something about last, with why; of one day alone, where it is named.
pub async fn said_reason(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (student, class): (StudentId, ClassId),
    day: Option<Date>,
) -> Result<(Vec<Date>, Option<String>), ActionError> {
    may_refuse(cause, class)?;
    Ok(tx.said_reason(cause.school.id, student, day).await?)
}

/// Refuses it.
pub async fn refuse_said_reason(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (student, class): (StudentId, ClassId),
    days: &[Date],
) -> Result<RefusedReason, ActionError> {
    may_refuse(cause, class)?;
    let school = cause.school.id;
    let (mut refused, mut absences) = (0, 0);
    for day in days {
        let (notices, unjustified) = tx.refuse_notices(school, student, *day, cause.now).await?;
        refused += notices;
        absences += unjustified;
    }
    if refused == 0 {
        return Ok(RefusedReason { absences: 0, families: 0 });
    }
    let written: Vec<String> = days.iter().map(Date::to_string).collect();
    let detail = json!({ "dates": written, "class": class, "absences": absences, "event": cause.event });
    cause.note(tx, "absence.reason_refused", ("student", student.0), &detail)?;
    let id = AbsenceId::fresh();
    let notice = of_absence(id, &format!("reason refused {id}"));
    let (name, days) = (cause.school.name.clone(), days.to_vec());
    let say = |child, _| {
        Some(Phrase::Absence(AbsencePhrase::ReasonNotAccepted { child, days: days.clone(), school: name.clone() }))
    };
    let told = tell(tx, cause, student, notice, say).await?;
    Ok(RefusedReason { absences: count(usize::try_from(absences).unwrap_or_default()), families: told.now() })
}
