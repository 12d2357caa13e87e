//! An assessment is called, dated, scaled or weighed otherwise.
//!
//! Invariants: only whoever writes marks of its course changes it, never in a closed term; no mark ever stands above its
//! maximum; whoever knows a mark hears of its new scale.

use jiff::civil::Date;
use serde_json::json;

use super::correct_mark::tell_of_scale;
use super::tell_families::Told;
use super::{ActionError, Cause};
use crate::domain::grading::class_result;
use crate::domain::{AssessmentFacts, ChangeSetId, Mark, MarkId, Maximum, Points, StudentId, count, fold};
use crate::store::{Assessment, ClassTerm, Ending, Entry, MarkVersion, NewMark, Tx};

/// What a change means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeEffect {
    /// Marks that stand.
    pub marks: u32,
    /// Those of them that families know.
    pub published: u32,
    /// The class's mean in the subject, before and after, where it may be said.
    pub means: Option<(Points, Points)>,
}

/// Why an assessment cannot be as it is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotChanged {
    /// It is like that already.
    Same,
    /// The course has another one of this name in the term.
    Exists,
    /// Its day would be in no day of the term it counts in.
    OutsideTerm { term: String, starts: Date, ends: Date },
    /// These marks would stand above its maximum.
    BelowMarks(Vec<(StudentId, Points)>),
    /// Families know its marks, and the school wants two people for what changes those.
    TwoPeople,
}

/// Looks whether it can be changed, and what that would do.
pub async fn plan_change(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    wanted: &AssessmentFacts,
) -> Result<Result<ChangeEffect, NotChanged>, ActionError> {
    cause.may_write(assessment)?;
    if let Some(why) = objection(tx, cause, assessment, wanted).await? {
        return Ok(Err(why));
    }
    let entries = tx.entries(cause.school.id, assessment.id).await?;
    let means = if wanted.counts_otherwise(&assessment.facts()) {
        Box::pin(means(tx, cause, assessment, Some((wanted.maximum, wanted.coefficient)))).await?
    } else {
        None
    };
    Ok(Ok(ChangeEffect {
        marks: count(entries.values().filter(|entry| entry.current().is_some()).count()),
        published: count(entries.values().filter(|entry| entry.published.is_some()).count()),
        means,
    }))
}

/// Changes it; returns how many families hear of a new scale, now and later.
pub async fn change_assessment(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    wanted: &AssessmentFacts,
) -> Result<Result<(u32, u32), NotChanged>, ActionError> {
    cause.may_write(assessment)?;
    let school = cause.school.id;
    tx.stop_the_term(school, assessment.term).await?;
    cause.may_write_now(tx, assessment).await?;
    let entries = tx.entries(school, assessment.id).await?;
    cause.none_is_on_a_card(tx, assessment, entries.keys().copied()).await?;
    if let Some(why) = objection(tx, cause, assessment, wanted).await? {
        return Ok(Err(why));
    }
    tx.change_assessment(school, assessment.id, wanted).await?;
    tx.raise_assessment_revision(school).await?;
    let detail = json!({ "old": assessment.facts(), "new": wanted });
    cause.note(tx, "assessment.changed", ("assessment", assessment.id.0), &detail)?;
    if wanted.maximum == assessment.maximum {
        return Ok(Ok((0, 0)));
    }
    let told = rescale(tx, cause, &assessment.with(wanted), assessment.maximum).await?;
    Ok(Ok((told.now(), told.later())))
}

async fn objection(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    wanted: &AssessmentFacts,
) -> Result<Option<NotChanged>, ActionError> {
    let (school, before) = (cause.school.id, assessment.facts());
    if *wanted == before {
        return Ok(Some(NotChanged::Same));
    }
    if is_taken(tx, cause, assessment, &wanted.label).await? {
        return Ok(Some(NotChanged::Exists));
    }
    if let Some(date) = wanted.date.filter(|date| before.date != Some(*date)) {
        let terms = tx.current_year(school).await?.map(|year| year.terms).unwrap_or_default();
        let own = terms.into_iter().find(|term| term.id == assessment.term);
        if let Some(term) = own.filter(|term| !(term.starts..=term.ends).contains(&date)) {
            return Ok(Some(NotChanged::OutsideTerm { term: term.code, starts: term.starts, ends: term.ends }));
        }
    }
    if wanted.maximum == before.maximum {
        return Ok(None);
    }
    let entries = tx.entries(school, assessment.id).await?;
    let above: Vec<(StudentId, Points)> = entries.values().filter_map(|entry| above(entry, wanted.maximum)).collect();
    if !above.is_empty() {
        return Ok(Some(NotChanged::BelowMarks(above)));
    }
    let known = entries.values().any(|entry| entry.published.is_some());
    Ok((known && cause.school.caution.approval.correct_published).then_some(NotChanged::TwoPeople))
}

/// Whether another assessment of the course and term is called so.
pub(super) async fn is_taken(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    label: &str,
) -> Result<bool, ActionError> {
    let named = tx.assessments_of(cause.school.id, assessment.course, assessment.term).await?;
    Ok(named.iter().any(|(id, other)| *id != assessment.id && fold(other) == fold(label)))
}

/// What stands above a maximum.
fn above(entry: &Entry, maximum: Maximum) -> Option<(StudentId, Points)> {
    entry.standing().into_iter().find_map(|version| match version.mark {
        Mark::Points(points) if maximum.admit(points).is_err() => Some((version.student, points)),
        _ => None,
    })
}

/// The class's mean in the course as it is, and as it would be if the assessment counted so, or not at all.
pub(super) async fn means(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    counts: Option<(Maximum, Points)>,
) -> Result<Option<(Points, Points)>, ActionError> {
    let policy = tx.grading_rules(cause.school.id, assessment.class, assessment.term).await?.policy;
    let known = tx.class_term(cause.school.id, assessment.class, assessment.term).await?;
    // Rules that make no averages are no reason not to change a name.
    let mean = |of: &ClassTerm| -> Option<Points> {
        let result = class_result(&policy, &of.current().ok()?).ok()?;
        let at = of.courses.iter().position(|course| course.id == assessment.course)?;
        result.subjects.get(at)?.figures.spread_unless_small(policy.small_group).map(|spread| spread.mean)
    };
    Ok(mean(&known).zip(mean(&known.had(assessment.id, counts))))
}

/// Marks that families know are new versions, of the same points: what waits with the old scale never leaves.
async fn rescale(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    before: Maximum,
) -> Result<Told, ActionError> {
    let entries = tx.entries(cause.school.id, assessment.id).await?;
    let known = entries.values().filter_map(|entry| Some((entry.published?, entry.last_version)));
    let known: Vec<(MarkVersion, i64)> = known.filter(|(one, _)| matches!(one.mark, Mark::Points(_))).collect();
    let ended: Vec<MarkVersion> = known.iter().map(|(version, _)| *version).collect();
    tx.end_many_marks(cause.school.id, &ended, Ending::Superseded, cause.now).await?;
    let change_set = ChangeSetId::fresh();
    let successor = |(version, last): &(MarkVersion, i64)| NewMark {
        id: MarkId::fresh(),
        assessment: assessment.id,
        student: version.student,
        version: last + 1,
        mark: version.mark,
        author: cause.actor.staff_id(),
        change_set,
        published: true,
    };
    let successors: Vec<NewMark> = known.iter().map(successor).collect();
    tx.insert_marks(cause.school.id, &successors, cause.now).await?;
    let mut told = Told::default();
    for (version, successor) in ended.iter().zip(&successors) {
        told.extend(tell_of_scale(tx, cause, assessment, *version, (successor.id, before)).await?);
    }
    Ok(told)
}
