//! What a class council decides at the end of a year: proposed by the rules, taken by people, written down by an
//! administrator.
//!
//! Invariant: without an administrator's word nothing is a decision; a council's own is never overruled by a proposal.

use serde_json::json;
use std::collections::{BTreeSet, HashMap};

use super::{ClassYear, StudentYear, YearFrame, class_year, renew_cards_of};
use crate::actions::{ActionError, Cause};
use crate::domain::grading::{CouncilDecision, Decision};
use crate::domain::{ClassId, Maximum, Points, StudentId, count};
use crate::store::{NewDecision, Tx};

/// Why a council cannot decide yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotReady {
    /// The school makes no year of its terms.
    NoRules,
    /// These terms are not closed.
    NotFinal(Vec<String>),
}

/// What would be written down for a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouncilPlan {
    /// Undecided, and what is proposed can be confirmed.
    pub taken: Vec<(StudentId, CouncilDecision)>,
    /// Undecided, and for the council to decide.
    pub left: Vec<StudentId>,
    /// Undecided as long as a term is open in a class they have left, and which terms those are.
    pub waiting: Vec<StudentId>,
    pub waits_for: Vec<String>,
    pub decided: u32,
}

/// What one student's decision stands against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionPlan {
    pub average: Option<Points>,
    pub scale: Maximum,
    pub proposed: Option<Decision>,
    pub before: Option<CouncilDecision>,
    /// What the council has said of the student so far.
    pub words: Option<String>,
}

/// What writing decisions down did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    pub count: u32,
    /// Families who were sent the report card before, and are told.
    pub families: u32,
}

/// Looks at what is proposed for a class.
pub async fn plan_council(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: ClassId,
) -> Result<Result<CouncilPlan, NotReady>, ActionError> {
    cause.may_administer()?;
    let year = match whole_year(tx, cause, class).await? {
        Ok(year) => year,
        Err(unready) => return Ok(Err(unready)),
    };
    let (mut taken, mut left, mut waiting, mut decided) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let mut waits_for = BTreeSet::new();
    for StudentYear { id, proposed, decision, waits_for: open, .. } in &year.students {
        if !open.is_empty() && decision.is_none() {
            waiting.push(*id);
            waits_for.extend(open.iter().cloned());
            continue;
        }
        match (decision, proposed.and_then(Decision::follows)) {
            (Some(_), _) => decided += 1,
            (None, Some(follows)) => taken.push((*id, follows)),
            (None, None) => left.push(*id),
        }
    }
    let waits_for = waits_for.into_iter().collect();
    Ok(Ok(CouncilPlan { taken, left, waiting, waits_for, decided }))
}

/// Looks at what a decision about one student stands against.
pub async fn plan_decision(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: ClassId,
    student: StudentId,
) -> Result<Result<DecisionPlan, NotReady>, ActionError> {
    cause.may_administer()?;
    let year = match whole_year(tx, cause, class).await? {
        Ok(year) => year,
        Err(unready) => return Ok(Err(unready)),
    };
    let found = year.students.iter().find(|one| one.id == student).ok_or(ActionError::NotFound)?;
    if !found.waits_for.is_empty() {
        return Ok(Err(NotReady::NotFinal(found.waits_for.clone())));
    }
    Ok(Ok(DecisionPlan {
        average: found.average.as_ref().map(|average| average.shown),
        scale: year.frame.policy.scale,
        proposed: found.proposed,
        before: found.decision.as_ref().map(|stored| stored.decision),
        words: found.decision.as_ref().and_then(|stored| stored.words.clone()),
    }))
}

/// Writes decisions of a class's council down: its students' cards of the last term carry them from now on.
pub async fn record_council(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: ClassId,
    decisions: &[NewDecision],
) -> Result<Result<Decided, NotReady>, ActionError> {
    cause.may_administer()?;
    let Some(by) = cause.actor.staff_id() else { return Err(ActionError::Denied) };
    let school = cause.school.id;
    let year = match whole_year(tx, cause, class).await? {
        Ok(year) => year,
        Err(unready) => return Ok(Err(unready)),
    };
    // Whoever opens it again waits.
    if let Some(last) = year.frame.last() {
        tx.stop_the_term(school, last.id).await?;
    }
    let known: HashMap<StudentId, &StudentYear> = year.students.iter().map(|one| (one.id, one)).collect();
    if decisions.iter().any(|one| !known.contains_key(&one.student)) {
        return Err(ActionError::NotFound);
    }
    let waits = |one: &NewDecision| known.get(&one.student).filter(|_| one.decision.is_some())?.waits_for.first();
    if let Some(open) = decisions.iter().find_map(waits) {
        return Ok(Err(NotReady::NotFinal(vec![open.clone()])));
    }
    tx.save_council_decisions(school, (class, year.frame.year.id), by, decisions, cause.now).await?;
    let written = decisions.iter().filter_map(|one| {
        let stood = known.get(&one.student)?;
        let before = stood.decision.as_ref().map(|stored| stored.decision.code());
        Some(json!({ "student": one.student, "decision": one.decision.map(CouncilDecision::code), "before": before,
            "proposed": stood.proposed.map(Decision::code), "words": one.words.is_some() }))
    });
    let detail = json!({ "year": year.frame.year.label, "decisions": written.collect::<Vec<_>>() });
    cause.note(tx, "council.decided", ("class", class.0), &detail)?;
    let (_, told) = renew_cards_of(tx, cause, class).await?;
    Ok(Ok(Decided { count: count(decisions.len()), families: told.now() }))
}

/// The year, once all its terms are closed in the class; whoever came from another that has one open may still wait.
async fn whole_year(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: ClassId,
) -> Result<Result<ClassYear, NotReady>, ActionError> {
    let Some(frame) = YearFrame::of(tx, cause.school.id, class).await? else { return Ok(Err(NotReady::NoRules)) };
    let year = class_year(tx, cause.school.id, (class, frame), None).await?;
    let is_whole = year.is_closed_here && year.frame.last().is_some();
    Ok(if is_whole { Ok(year) } else { Err(NotReady::NotFinal(year.open)) })
}
