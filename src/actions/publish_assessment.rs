//! Drafts become marks in force, and families are told.

use serde_json::json;
use std::collections::HashSet;

use super::correct_mark::tell_of_publication;
use super::tell_families::{Told, can_be_reached};
use super::{ActionError, Cause};
use crate::domain::{Mark, MarkId, StudentId, count};
use crate::store::{Assessment, MarkVersion, Tx};

/// What a publication would do: shown before it is done, and bound to exactly these versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishPlan {
    pub marks: Vec<MarkId>,
    /// Whose they are.
    pub students: Vec<StudentId>,
    /// Absences, exemptions and the like among them.
    pub without_points: u32,
    /// Students of the class without any mark.
    pub missing: Vec<StudentId>,
    pub families: u32,
    /// Families who have an address that can be written to.
    pub reachable: u32,
}

/// What a publication did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub marks: u32,
    pub families: u32,
    /// Families who read of it in their digests.
    pub in_digest: u32,
}

/// Looks at what publishing an assessment would do.
pub async fn plan_publication(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
) -> Result<PublishPlan, ActionError> {
    cause.may_write(assessment)?;
    let entries = tx.entries(cause.school.id, assessment.id).await?;
    let drafts: Vec<MarkVersion> = entries.values().filter_map(|entry| entry.draft).collect();
    let students = tx.class_students(cause.school.id, assessment.class).await?;
    let missing = students.iter().filter(|student| entries.get(student).is_none_or(|entry| entry.current().is_none()));
    let published: Vec<StudentId> = drafts.iter().map(|draft| draft.student).collect();
    let recipients = tx.recipients(cause.school.id, &published).await?;
    let reachable: HashSet<_> = recipients
        .iter()
        .filter(|recipient| can_be_reached(cause, recipient))
        .map(|recipient| recipient.guardian)
        .collect();
    let families: HashSet<_> = recipients.iter().map(|recipient| recipient.guardian).collect();
    Ok(PublishPlan {
        without_points: count(drafts.iter().filter(|draft| matches!(draft.mark, Mark::Status(_))).count()),
        missing: missing.copied().collect(),
        families: count(families.len()),
        reachable: count(reachable.len()),
        marks: drafts.iter().map(|draft| draft.id).collect(),
        students: published,
    })
}

/// Publishes exactly the versions of a plan. A conflict means that a mark has changed since it was shown.
pub async fn publish_assessment(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    marks: &[MarkId],
) -> Result<Published, ActionError> {
    cause.may_write_now(tx, assessment).await?;
    let entries = tx.entries(cause.school.id, assessment.id).await?;
    let planned: HashSet<MarkId> = marks.iter().copied().collect();
    let drafts: Vec<MarkVersion> =
        entries.values().filter_map(|entry| entry.draft).filter(|draft| planned.contains(&draft.id)).collect();
    cause.none_is_on_a_card(tx, assessment, drafts.iter().map(|draft| draft.student)).await?;
    tx.publish_marks(cause.school.id, marks, cause.now).await?;
    let mut told = Told::default();
    for draft in &drafts {
        let detail = json!({ "assessment": assessment.id, "student": draft.student, "mark": draft.mark });
        cause.note(tx, "mark.published", ("mark", draft.id.0), &detail)?;
        told.extend(tell_of_publication(tx, cause, assessment, *draft).await?);
    }
    Ok(Published { marks: count(drafts.len()), families: told.now(), in_digest: told.in_digest() })
}
