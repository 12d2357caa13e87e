//! Who teaches what, and how many students a class has: read by the staff of all classes, by a family of its child's.
//!
//! Invariant: a family hears of nobody but those it may write to.

use super::{ActionError, Cause};
use crate::domain::{Action, ClassId, SubjectId, can};
use crate::phrase::{ClassSize, StudentLabel, SubjectTeacher, TaughtClass, Teaching};
use crate::store::{KnownChild, Tx};

/// Who teaches in a class, a subject or all, and who is head of it. Of a family's child, or for staff.
pub async fn class_teachers(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (class, label): (ClassId, String),
    child: Option<&KnownChild>,
    subject: Option<SubjectId>,
) -> Result<TaughtClass, ActionError> {
    may_read(cause, class, child)?;
    let school = cause.school.id;
    let taught = tx.taught(school, Some(class), subject).await?;
    let heads = if subject.is_none() { tx.heads_of(school, class).await? } else { Vec::new() };
    Ok(TaughtClass {
        child: child.map(|child| StudentLabel::discreet(&child.name)),
        class: label,
        heads,
        courses: taught.into_iter().map(|one| Teaching { subject: one.subject, teacher: one.teacher }).collect(),
    })
}

/// Who teaches a subject, and where. For staff.
pub async fn subject_teachers(
    tx: &mut Tx,
    cause: &Cause<'_>,
    subject: SubjectId,
) -> Result<Vec<SubjectTeacher>, ActionError> {
    cause.actor.staff_id().ok_or(ActionError::Denied)?;
    let mut teachers: Vec<SubjectTeacher> = Vec::new();
    for one in tx.taught(cause.school.id, None, Some(subject)).await? {
        match teachers.iter_mut().find(|known| known.name == one.teacher) {
            Some(known) => known.classes.push(one.class_label),
            None => teachers.push(SubjectTeacher { name: one.teacher, classes: vec![one.class_label] }),
        }
    }
    Ok(teachers)
}

/// How many students these classes have; none named: all of the school, for staff.
pub async fn class_sizes(
    tx: &mut Tx,
    cause: &Cause<'_>,
    classes: &[ClassId],
    child: Option<&KnownChild>,
) -> Result<Vec<ClassSize>, ActionError> {
    for class in classes {
        may_read(cause, *class, child)?;
    }
    if classes.is_empty() {
        cause.actor.staff_id().ok_or(ActionError::Denied)?;
    }
    let counted = tx.counted_classes(cause.school.id).await?;
    let wanted = counted.into_iter().filter(|one| classes.is_empty() || classes.contains(&one.id));
    let label = child.map(|child| StudentLabel::discreet(&child.name));
    Ok(wanted.map(|one| ClassSize { child: label.clone(), class: one.label, students: one.students }).collect())
}

fn may_read(cause: &Cause<'_>, class: ClassId, child: Option<&KnownChild>) -> Result<(), ActionError> {
    let may = match child {
        Some(child) => {
            can(cause.actor, Action::WriteToTeacher { student: child.id, class: child.class, taught: class })
        }
        None => cause.actor.staff_id().is_some(),
    };
    if may { Ok(()) } else { Err(ActionError::Denied) }
}
