//! Taking back one's own last drafts.

use serde_json::json;
use std::collections::HashMap;

use super::{ActionError, Cause};
use crate::domain::{AssessmentId, ChangeSetId, Mark, MarkId, StudentId};
use crate::store::{Assessment, Ending, MarkVersion, NewMark, Tx};

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    pub assessment: Assessment,
    pub students: Vec<StudentId>,
    /// What stands again, by student; those without had nothing before.
    pub restored: HashMap<StudentId, Mark>,
    /// Corrections of the same set that families know: they stay.
    pub kept: u32,
}

/// Takes back the drafts of one set of changes; what each of them had replaced is a draft again.
///
/// `None` when nothing of it is a draft any more: what is published is corrected, never undone in silence.
pub async fn undo_marks(
    tx: &mut Tx,
    cause: &Cause<'_>,
    change_set: ChangeSetId,
) -> Result<Option<Undone>, ActionError> {
    let standing = tx.standing_of(cause.school.id, change_set).await?;
    let (known, drafts): (Vec<_>, Vec<_>) = standing.into_iter().partition(|(_, version)| version.published);
    let Some((first, _)) = drafts.first() else { return Ok(None) };
    let Some(assessment) = tx.assessment(cause.school.id, *first).await? else { return Ok(None) };
    cause.may_write_marks_of(tx, &assessment, drafts.iter().map(|(_, draft)| draft.student)).await?;
    let ended: Vec<MarkVersion> = drafts.iter().map(|(_, draft)| *draft).collect();
    tx.end_marks(cause.school.id, &ended, Ending::Withdrawn, cause.now).await?;
    let mut restored = Vec::new();
    for (owner, draft) in &drafts {
        restored.extend(restore(tx, cause, *owner, draft).await?);
        let detail = json!({ "assessment": owner, "student": draft.student, "old": draft.mark });
        cause.note(tx, "mark.undone", ("mark", draft.id.0), &detail)?;
    }
    tx.insert_marks(cause.school.id, &restored, cause.now).await?;
    Ok(Some(Undone {
        assessment,
        restored: restored.iter().map(|mark| (mark.student, mark.mark)).collect(),
        students: drafts.iter().map(|(_, draft)| draft.student).collect(),
        kept: u32::try_from(known.len()).unwrap_or(u32::MAX),
    }))
}

/// The draft that `undone` had replaced, as a new version; it still belongs to the changes that wrote it.
async fn restore(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: AssessmentId,
    undone: &MarkVersion,
) -> Result<Option<NewMark>, ActionError> {
    let before = tx.version_replaced(cause.school.id, assessment, undone.student, undone.version).await?;
    Ok(before.map(|(before, change_set)| NewMark {
        id: MarkId::fresh(),
        assessment,
        student: undone.student,
        version: undone.version + 1,
        mark: before.mark,
        author: cause.actor.staff_id(),
        change_set,
        published: false,
    }))
}
