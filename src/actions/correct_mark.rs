//! Whoever was shown a mark hears when it is no longer true.

use std::collections::HashSet;

use super::tell_families::{Notice, Told, tell};
use super::{ActionError, Cause, assessment_label};
use crate::domain::{GuardianId, Mark, MarkId, StudentId};
use crate::phrase::{FamilyMark, Phrase};
use crate::store::{Assessment, MarkVersion, Tx};

/// What takes the place of a mark that families know.
pub(super) struct Replaced {
    pub(super) student: StudentId,
    /// The last version that was in force.
    pub(super) last: MarkId,
    /// What they were told.
    pub(super) old: Mark,
    /// `None`: nothing does.
    pub(super) successor: Option<(MarkId, Mark)>,
}

/// Tells everybody who was shown `told`, or a version before it, what replaces it, or that nothing does.
pub(super) async fn tell_of_correction(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    told: MarkVersion,
    successor: Option<(MarkId, Mark)>,
) -> Result<Told, ActionError> {
    let shown = tx.shown_to(cause.school.id, assessment.id, told.student).await?;
    let replaced = Replaced { student: told.student, last: told.id, old: told.mark, successor };
    announce(tx, cause, assessment, replaced, (shown, false)).await
}

/// Tells these guardians; with `again`, also those for whom the same news ended unsent.
pub(super) async fn announce(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    replaced: Replaced,
    (whom, again): (HashSet<GuardianId>, bool),
) -> Result<Told, ActionError> {
    if whom.is_empty() {
        return Ok(Told::default());
    }
    let Replaced { student, last, old, successor } = replaced;
    let notice = Notice {
        // A correction is known by what takes its place, a withdrawal by what it takes away: no two news are one.
        kind: if successor.is_some() { "mark_changed" } else { "mark_withdrawn" },
        subject: successor.map_or(last, |(mark, _)| mark),
        mark: successor.map(|(mark, _)| mark),
        only: Some(whom),
        again,
    };
    tell(tx, cause, student, notice, |child| {
        let line = family_mark(assessment, successor.map_or(old, |(_, mark)| mark));
        match successor {
            Some(_) => Phrase::MarkChanged { child, line, old },
            None => Phrase::MarkWithdrawn { child, line },
        }
    })
    .await
}

/// A mark as a family reads it.
pub(super) fn family_mark(assessment: &Assessment, mark: Mark) -> FamilyMark {
    FamilyMark {
        subject: assessment_label(assessment).subject,
        assessment: assessment.label.clone(),
        date: assessment.date,
        mark,
        maximum: assessment.maximum,
        coefficient: assessment.coefficient,
    }
}
