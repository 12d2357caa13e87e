//! `notes manquantes`: who has no mark, per assessment. An absence is a mark.

use super::CommandError;
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use crate::actions::assessment_label;
use crate::domain::{Action, can};
use crate::phrase::{MissingGroup, Phrase};

/// Assessments named at most in one answer, the newest first.
const GROUPS: usize = 6;

/// Lists students without a mark in the speaker's own assessments.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let assessments = turn.staff().map(|staff| staff.assessments.as_slice()).unwrap_or_default();
    let class = meaning.slots.class.as_ref().and_then(Pick::single);
    let wanted = meaning.slots.assessment.as_ref().and_then(Pick::single);
    let mut own: Vec<_> = assessments
        .iter()
        .filter(|one| class.is_none_or(|class| one.class == class) && wanted.is_none_or(|id| one.id == id))
        .filter(|one| {
            one.course.is_some_and(|course| can(turn.cause.actor, Action::ReadCourseMarks { course, class: one.class }))
        })
        .map(|one| (one.date, one.id))
        .collect();
    own.sort_by(|a, b| b.cmp(a));
    let mut groups = Vec::new();
    for (_, id) in own {
        if groups.len() == GROUPS {
            break;
        }
        groups.extend(group(turn, id).await?);
    }
    turn.say(if groups.is_empty() { Phrase::NothingMissing } else { Phrase::MissingMarks { groups } })
}

async fn group(
    turn: &mut Turn<'_>,
    assessment: crate::domain::AssessmentId,
) -> Result<Option<MissingGroup>, CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return Ok(None) };
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    let class = turn.tx.class_students(turn.cause.school.id, assessment.class).await?;
    let missing: Vec<_> =
        class.into_iter().filter(|student| entries.get(student).is_none_or(|e| e.current().is_none())).collect();
    if missing.is_empty() {
        return Ok(None);
    }
    Ok(Some(MissingGroup {
        class: assessment.class_label.clone(),
        assessment: assessment_label(&assessment),
        students: turn.student_names(&missing),
    }))
}
