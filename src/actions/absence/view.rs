//! What absences come to: of a child for its family, of a class for the school.

use jiff::civil::Date;

use super::{OwnClass, may_keep};
use crate::actions::{ActionError, Cause};
use crate::domain::{AbsenceKind, AbsenceSpan, Action, Attendance, ClassId, StudentId, TermId, can};
use crate::phrase::ChildAbsences;
use crate::phrase::StudentLabel;
use crate::store::{KnownChild, Tx};

/// Absences of a child that are named one by one.
const LATEST: usize = 8;

/// A class's students who were away or late this term.
pub type ClassAbsences = Vec<(StudentId, Attendance)>;

/// The term that is running, or ran last, and its days.
async fn this_term(tx: &mut Tx, cause: &Cause<'_>) -> Result<(TermId, (Date, Date)), ActionError> {
    let today = cause.local_now().date();
    let year = tx.current_year(cause.school.id).await?.ok_or(ActionError::NotFound)?;
    let begun = year.terms.iter().rev().find(|term| term.starts <= today).or(year.terms.first());
    let term = begun.ok_or(ActionError::NotFound)?;
    Ok((term.id, (term.starts, term.ends.max(today))))
}

/// A child's absences this term, for a guardian of it.
pub async fn child_absences(tx: &mut Tx, cause: &Cause<'_>, child: &KnownChild) -> Result<ChildAbsences, ActionError> {
    if !can(cause.actor, Action::AttendanceOfChild { student: child.id }) {
        return Err(ActionError::Denied);
    }
    let (_, days) = this_term(tx, cause).await?;
    let absences = tx.student_absences(cause.school.id, child.id, days).await?;
    let sum = absences.iter().fold(Attendance::default(), |sum, one| sum.with(&one.span, one.justified));
    let latest = absences.iter().take(LATEST).map(|one| (one.span, one.justified)).collect();
    Ok(ChildAbsences { child: StudentLabel::discreet(&child.name), sum, latest })
}

/// The students of a class who were away or late this term.
pub async fn class_absences(tx: &mut Tx, cause: &Cause<'_>, of: OwnClass) -> Result<ClassAbsences, ActionError> {
    may_keep(cause, of)?;
    let (term, days) = this_term(tx, cause).await?;
    Ok(tx.class_attendance(cause.school.id, (of.class, term), days).await?.into_iter().collect())
}

/// Who is away from a class or late on a day: what is marked, and who was announced only.
pub async fn absences_of_day(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: OwnClass,
    date: Date,
) -> Result<Vec<(StudentId, Option<AbsenceSpan>, bool)>, ActionError> {
    may_keep(cause, of)?;
    let marked = tx.class_absences_on(cause.school.id, of.class, date).await?;
    let away = tx.away_from_class(cause.school.id, of.class, date).await?;
    let mut students: Vec<StudentId> = marked.iter().map(|one| one.student).collect();
    students.dedup();
    let announced = tx.announced_absent(cause.school.id, &students, date).await?;
    let noted = |student: &StudentId| students.contains(student);
    let mut found: Vec<_> =
        marked.iter().map(|one| (one.student, Some(one.span), announced.contains(&one.student))).collect();
    found.extend(away.iter().filter(|student| !noted(student)).map(|student| (*student, None, true)));
    for (student, at) in tx.announced_late(cause.school.id, of.class, date).await? {
        // What the school has marked itself, or a whole day away, says more.
        if !noted(&student) && !away.contains(&student) {
            let kind = AbsenceKind::Late;
            let late =
                at.map_or(AbsenceSpan { kind, date, hours: None }, |at| AbsenceSpan::from_hour(kind, date, at, None));
            found.push((student, Some(late), true));
        }
    }
    Ok(found)
}

/// The students of classes who are away today, for whoever writes to their families.
pub async fn away_today(tx: &mut Tx, cause: &Cause<'_>, classes: &[ClassId]) -> Result<Vec<StudentId>, ActionError> {
    let today = cause.local_now().date();
    let mut away = Vec::new();
    for class in classes {
        if !can(cause.actor, Action::Broadcast { class: *class }) {
            return Err(ActionError::Denied);
        }
        away.extend(tx.away_from_class(cause.school.id, *class, today).await?);
    }
    Ok(away)
}
