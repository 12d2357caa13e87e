//! A publication taken back while it may be: its marks are drafts again, and what waits of its news never leaves.

use serde_json::json;
use std::collections::HashSet;

use super::correct_mark::tell_of_correction;
use super::tell_families::Told;
use super::{ActionError, Cause};
use crate::domain::{ChangeSetId, MarkId};
use crate::store::{Assessment, Ending, MarkVersion, NewMark, Tx};

/// What was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithdrawnPublication {
    pub marks: u32,
    /// Families who had seen a mark all the same, and are told.
    pub families: u32,
}

/// Makes drafts again of these versions, as far as they are still in force.
pub async fn withdraw_publication(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    marks: &[MarkId],
) -> Result<WithdrawnPublication, ActionError> {
    cause.may_write(assessment)?;
    let published: HashSet<MarkId> = marks.iter().copied().collect();
    let entries = tx.entries(cause.school.id, assessment.id).await?;
    let standing = entries.values().filter_map(|entry| Some((entry.published?, entry.last_version)));
    let back: Vec<(MarkVersion, i64)> = standing.filter(|(version, _)| published.contains(&version.id)).collect();
    let ended: Vec<MarkVersion> = back.iter().map(|(version, _)| *version).collect();
    tx.end_marks(cause.school.id, &ended, Ending::Withdrawn, cause.now).await?;
    let (change_set, author) = (ChangeSetId::fresh(), cause.actor.staff_id());
    let drafts = back.iter().map(|(version, last)| NewMark {
        id: MarkId::fresh(),
        assessment: assessment.id,
        student: version.student,
        version: last + 1,
        mark: version.mark,
        author,
        change_set,
        published: false,
    });
    tx.insert_marks(cause.school.id, &drafts.collect::<Vec<_>>(), cause.now).await?;
    let mut families = Told::default();
    for version in &ended {
        let detail = json!({ "assessment": assessment.id, "student": version.student, "mark": version.mark });
        cause.note(tx, "mark.unpublished", ("mark", version.id.0), &detail)?;
        families.extend(tell_of_correction(tx, cause, assessment, *version, None).await?);
    }
    let marks = u32::try_from(ended.len()).unwrap_or(u32::MAX);
    Ok(WithdrawnPublication { marks, families: families.now() })
}
