//! An assessment is taken out of the gradebook with its marks; all of it stays stored, and can come back.
//!
//! Invariants: only whoever writes marks of its course deletes it, never in a closed term; whoever knows a mark of it hears
//! that it is withdrawn; what comes back is a draft.

use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;

use super::change_assessment::{is_taken, means};
use super::correct_mark::tell_of_correction;
use super::tell_families::Told;
use super::{ActionError, Cause};
use crate::domain::{AssessmentId, ChangeSetId, MarkId, Points, StudentId, count};
use crate::store::{Assessment, Ending, Entry, MarkVersion, NewMark, Tx};

/// What would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalPlan {
    /// Marks that stand.
    pub marks: u32,
    /// Those of them that families know.
    pub published: u32,
}

/// What went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessmentDeleted {
    pub marks: u32,
    pub families_told: u32,
    /// Families who know a mark and cannot be written to now.
    pub families_later: u32,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentRestored {
    pub assessment: Assessment,
    pub marks: u32,
    /// Marks that families had known.
    pub published: u32,
}

impl RemovalPlan {
    fn of(entries: &HashMap<StudentId, Entry>) -> Self {
        Self {
            marks: count(entries.values().filter(|entry| entry.current().is_some()).count()),
            published: count(entries.values().filter(|entry| entry.published.is_some()).count()),
        }
    }
}

/// What deleting it would take away, and the class's mean in the subject with it and without.
pub async fn plan_removal(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
) -> Result<(RemovalPlan, Option<(Points, Points)>), ActionError> {
    cause.may_write(assessment)?;
    let plan = RemovalPlan::of(&tx.entries(cause.school.id, assessment.id).await?);
    let means = if plan.marks > 0 { Box::pin(means(tx, cause, assessment, None)).await? } else { None };
    Ok((plan, means))
}

/// Deletes it with its marks, if these still are what was shown; everybody who was shown one is told.
///
/// `None` when they are not.
pub async fn delete_assessment(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    seen: RemovalPlan,
) -> Result<Option<AssessmentDeleted>, ActionError> {
    cause.may_write(assessment)?;
    let school = cause.school.id;
    tx.stop_the_term(school, assessment.term).await?;
    cause.may_write_now(tx, assessment).await?;
    let entries = tx.entries(school, assessment.id).await?;
    cause.none_is_on_a_card(tx, assessment, entries.keys().copied()).await?;
    if RemovalPlan::of(&entries) != seen {
        return Ok(None);
    }
    let ended: Vec<MarkVersion> = entries.values().flat_map(Entry::standing).collect();
    tx.end_many_marks(school, &ended, Ending::Withdrawn, cause.now).await?;
    for version in &ended {
        let detail = json!({ "assessment": assessment.id, "student": version.student, "old": version.mark });
        cause.note(tx, "mark.deleted", ("mark", version.id.0), &detail)?;
    }
    tx.delete_assessment(school, assessment.id, cause.now).await?;
    tx.raise_assessment_revision(school).await?;
    let detail = json!({ "facts": assessment.facts(), "marks": seen.marks, "published": seen.published });
    cause.note(tx, "assessment.deleted", ("assessment", assessment.id.0), &detail)?;
    let mut families = Told::default();
    for version in ended.iter().filter(|version| version.published) {
        families.extend(tell_of_correction(tx, cause, assessment, *version, None).await?);
    }
    Ok(Some(AssessmentDeleted { marks: seen.marks, families_told: families.now(), families_later: families.later() }))
}

/// Deletes an assessment that was just made. `Err`: it holds so many marks by now.
pub async fn unmake_assessment(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
) -> Result<Result<(), u32>, ActionError> {
    let empty = RemovalPlan { marks: 0, published: 0 };
    if delete_assessment(tx, cause, assessment, empty).await?.is_some() {
        return Ok(Ok(()));
    }
    Ok(Err(RemovalPlan::of(&tx.entries(cause.school.id, assessment.id).await?).marks))
}

/// Brings a deleted assessment back, its marks as drafts: families are told nothing before they are published again.
///
/// `None` when it is not deleted, or another one has its name by now.
pub async fn restore_assessment(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: AssessmentId,
) -> Result<Option<AssessmentRestored>, ActionError> {
    let school = cause.school.id;
    let Some((assessment, Some(deleted))) = tx.assessment_even_deleted(school, assessment).await? else {
        return Ok(None);
    };
    cause.may_write(&assessment)?;
    if !tx.hold_term_open(school, assessment.class, assessment.term).await? {
        return Err(ActionError::TermClosed(assessment.term_code));
    }
    if is_taken(tx, cause, &assessment, &assessment.label).await? {
        return Ok(None);
    }
    let gone = tx.withdrawn_at(school, assessment.id, deleted).await?;
    // The last version of each student: a draft had stood before what was published.
    let last: HashMap<StudentId, MarkVersion> = gone.iter().map(|(version, _)| (version.student, *version)).collect();
    let entries = tx.entries(school, assessment.id).await?;
    let change_set = ChangeSetId::fresh();
    let draft = |version: &MarkVersion| NewMark {
        id: MarkId::fresh(),
        assessment: assessment.id,
        student: version.student,
        version: entries.get(&version.student).map_or(version.version, |entry| entry.last_version) + 1,
        mark: version.mark,
        author: cause.actor.staff_id(),
        change_set,
        published: false,
    };
    let drafts: Vec<NewMark> = last.values().map(draft).collect();
    tx.insert_marks(school, &drafts, cause.now).await?;
    tx.restore_assessment(school, assessment.id, deleted).await?;
    tx.raise_assessment_revision(school).await?;
    let detail = json!({ "facts": assessment.facts(), "marks": drafts.len(), "change_set": change_set });
    cause.note(tx, "assessment.restored", ("assessment", assessment.id.0), &detail)?;
    let published = count(gone.iter().filter(|(_, known)| *known).count());
    Ok(Some(AssessmentRestored { assessment, marks: count(drafts.len()), published }))
}
