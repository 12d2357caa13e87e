//! Marks go into the gradebook: as drafts, or as corrections of what families already know.

use serde_json::json;

use super::correct_mark::tell_of_correction;
use super::tell_families::Told;
use super::{ActionError, Cause};
use crate::domain::{ChangeSetId, Mark, MarkId, StudentId};
use crate::store::{Assessment, Ending, Entry, NewMark, Tx};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The handle of an undo.
    pub change_set: ChangeSetId,
    pub changes: Vec<Change>,
    /// Families who are told that a mark they know has changed.
    pub families_told: u32,
    /// Families who know the mark and cannot be written to now: they hear of it when they can.
    pub families_later: u32,
}

impl Recorded {
    /// Whether anything is otherwise than it was: what was written again can be taken back as before.
    pub fn changes_anything(&self) -> bool {
        self.changes.iter().any(|change| change.old != Some(change.new))
    }
}

/// One student's mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub student: StudentId,
    pub old: Option<Mark>,
    pub new: Mark,
    /// The old one was known to families.
    pub corrects: bool,
}

/// Writes the marks of an assessment. A mark that is already there is left alone.
///
/// A student's first mark, and a change of a draft, is a draft. A change of a published mark takes its place at once and
/// is announced to everybody who was shown the old one.
pub async fn record_marks(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    marks: &[(StudentId, Mark)],
) -> Result<Recorded, ActionError> {
    cause.may_write_marks_of(tx, assessment, marks.iter().map(|(student, _)| *student)).await?;
    let entries = tx.entries(cause.school.id, assessment.id).await?;
    let mut recorded =
        Recorded { change_set: ChangeSetId::fresh(), changes: Vec::new(), families_told: 0, families_later: 0 };
    let mut new_marks = Vec::new();
    let mut corrections = Vec::new();
    for (student, mark) in marks {
        let entry = entries.get(student).copied().unwrap_or_default();
        let old = entry.current().map(|version| version.mark);
        recorded.changes.push(Change { student: *student, old, new: *mark, corrects: entry.published.is_some() });
        if old == Some(*mark) {
            continue;
        }
        tx.end_marks(cause.school.id, &entry.standing(), Ending::Superseded, cause.now).await?;
        let new = next_version(cause, assessment, *student, *mark, &entry, recorded.change_set);
        note(tx, cause, &new, old)?;
        if let Some(told) = entry.published {
            corrections.push((told, new.id));
        }
        new_marks.push(new);
    }
    tx.insert_marks(cause.school.id, &new_marks, cause.now).await?;
    let mut families = Told::default();
    for (told, successor) in corrections {
        let mark = new_marks.iter().find(|new| new.id == successor).map(|new| new.mark);
        families.extend(tell_of_correction(tx, cause, assessment, told, mark.map(|m| (successor, m))).await?);
    }
    (recorded.families_told, recorded.families_later) = (families.now(), families.later());
    Ok(recorded)
}

fn next_version(
    cause: &Cause<'_>,
    assessment: &Assessment,
    student: StudentId,
    mark: Mark,
    entry: &Entry,
    change_set: ChangeSetId,
) -> NewMark {
    NewMark {
        id: MarkId::fresh(),
        assessment: assessment.id,
        student,
        version: entry.last_version + 1,
        mark,
        author: cause.actor.staff_id(),
        change_set,
        published: entry.published.is_some(),
    }
}

fn note(tx: &mut Tx, cause: &Cause<'_>, new: &NewMark, old: Option<Mark>) -> Result<(), ActionError> {
    let action = if new.published { "mark.corrected" } else { "mark.drafted" };
    let detail = json!({
        "assessment": new.assessment, "student": new.student, "version": new.version,
        "old": old, "new": new.mark, "change_set": new.change_set,
    });
    Ok(cause.note(tx, action, ("mark", new.id.0), &detail)?)
}
