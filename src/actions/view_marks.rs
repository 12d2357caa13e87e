//! A guardian's view of marks in force.

use super::{ActionError, Cause, subject_label};
use crate::domain::{Action, ClassId, MarkId, StudentId, SubjectId, can};
use crate::phrase::{ChildMarks, FamilyMark, StudentLabel, SubjectLabel};
use crate::store::Tx;

/// Marks shown of one child at most; older ones are counted and can be asked for by subject.
const SHOWN: usize = 12;

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
    let ids: Vec<StudentId> = children.iter().map(|child| child.id).collect();
    let marks = tx.published_marks(cause.school.id, &ids).await?;
    let mut shown = Vec::new();
    let views = children
        .iter()
        .map(|child| {
            let wanted = |id| subject.as_ref().is_none_or(|(subject, _)| subject.0 == id);
            let of_child: Vec<_> =
                marks.iter().filter(|mark| mark.student == child.id && wanted(mark.subject)).collect();
            let lines = of_child.iter().take(SHOWN).map(|mark| {
                shown.push(mark.id);
                FamilyMark {
                    subject: subject_label(mark),
                    assessment: mark.assessment.clone(),
                    date: mark.date,
                    mark: mark.mark,
                    maximum: mark.maximum,
                    coefficient: mark.coefficient,
                }
            });
            ChildMarks {
                child: child.name.clone(),
                class: child.class_label.clone(),
                term: None,
                subject: subject.as_ref().map(|(_, label)| label.clone()),
                marks: lines.collect(),
                more: u32::try_from(of_child.len().saturating_sub(SHOWN)).unwrap_or(u32::MAX),
            }
        })
        .collect();
    Ok((views, shown))
}
