//! Whoever was shown a mark hears when it is no longer true.

use super::tell_families::{Notice, tell};
use super::{ActionError, Cause, assessment_label};
use crate::domain::{Mark, MarkId};
use crate::phrase::{FamilyMark, Phrase};
use crate::store::{Assessment, MarkVersion, Tx};

/// Tells everybody who was shown `told`, or a version before it, what replaces it, or that nothing does. Returns how many families.
pub(super) async fn tell_of_correction(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    told: MarkVersion,
    successor: Option<(MarkId, Mark)>,
) -> Result<u32, ActionError> {
    let shown = tx.shown_to(cause.school.id, assessment.id, told.student).await?;
    if shown.is_empty() {
        return Ok(0);
    }
    let notice = Notice {
        // A correction is known by what takes its place, a withdrawal by what it takes away: no two news are one.
        kind: if successor.is_some() { "mark_changed" } else { "mark_withdrawn" },
        subject: successor.map_or(told.id, |(mark, _)| mark),
        mark: successor.map(|(mark, _)| mark),
        only: Some(shown),
    };
    tell(tx, cause, told.student, notice, |child| {
        let line = family_mark(assessment, successor.map_or(told.mark, |(_, mark)| mark));
        match successor {
            Some(_) => Phrase::MarkChanged { child, line, old: told.mark },
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
