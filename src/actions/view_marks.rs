//! A guardian's view of marks in force.

use super::term::term_meant;
use super::{ActionError, Cause};
use crate::domain::{Action, ClassId, CourseId, Mark, MarkId, StudentId, SubjectId, can};
use crate::phrase::{ChildMarks, FamilyMark, StudentLabel, SubjectLabel};
use crate::store::{Assessment, PublishedMark, Tx};

/// Marks shown of one child at most; older ones are counted and can be asked for by subject.
const SHOWN: i64 = 12;

/// A child to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    pub id: StudentId,
    pub class: ClassId,
    /// As families read it.
    pub name: StudentLabel,
    pub class_label: String,
}

/// The marks in force of these children, with the versions that are shown.
pub async fn view_marks(
    tx: &mut Tx,
    cause: &Cause<'_>,
    children: &[Child],
    subject: Option<(SubjectId, SubjectLabel)>,
) -> Result<(Vec<ChildMarks>, Vec<MarkId>), ActionError> {
    let allowed = children
        .iter()
        .all(|child| can(cause.actor, Action::ReadPublishedMarks { student: child.id, class: child.class }));
    if !allowed {
        return Err(ActionError::Denied);
    }
    let (mut views, mut shown) = (Vec::with_capacity(children.len()), Vec::new());
    let of_subject = subject.as_ref().map(|(id, _)| *id);
    for child in children {
        let (marks, found) = tx.published_marks(cause.school.id, child.id, of_subject, SHOWN).await?;
        shown.extend(marks.iter().map(|mark| mark.id));
        views.push(ChildMarks {
            child: child.name.clone(),
            class: child.class_label.clone(),
            term: None,
            subject: subject.as_ref().map(|(_, label)| label.clone()),
            more: u32::try_from(found.saturating_sub(SHOWN)).unwrap_or_default(),
            marks: marks.into_iter().map(family_mark).collect(),
        });
    }
    Ok((views, shown))
}

/// A mark in force as a family reads it.
pub(super) fn family_mark(mark: PublishedMark) -> FamilyMark {
    FamilyMark {
        subject: SubjectLabel { fr: mark.subject_fr, en: mark.subject_en, ar: mark.subject_ar },
        assessment: mark.assessment,
        date: mark.date,
        mark: mark.mark,
        maximum: mark.maximum,
        coefficient: mark.coefficient,
    }
}

/// The marks that a student brought along into the class they are in, with the courses in which they count, as far as the
/// term that goes on is concerned.
pub async fn marks_brought_along(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (student, class): (StudentId, ClassId),
) -> Result<Vec<(CourseId, Assessment, Mark)>, ActionError> {
    let school = cause.school.id;
    let Some(term) = term_meant(tx, cause, None).await? else { return Ok(Vec::new()) };
    let known = tx.student_term(school, class, term.id, student).await?;
    let mut brought = Vec::new();
    for (assessment, course) in known.from_elsewhere() {
        let own = known.marks.iter().find(|mark| mark.assessment == assessment && mark.version.student == student);
        if let (Some(own), Some(found)) = (own, tx.assessment(school, assessment).await?) {
            brought.push((course, found, own.version.mark));
        }
    }
    Ok(brought)
}
