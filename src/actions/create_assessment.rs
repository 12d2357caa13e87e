//! A new assessment of a course.
//!
//! Invariants: only whoever writes marks of the course makes one; never in a closed term; never one whose kind the school's
//! rules cannot weigh; no second one of the same name in a course and term.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{ActionError, Cause};
use crate::domain::grading::{AssessmentRole, Formula, Policy};
use crate::domain::{Action, AssessmentId, ClassId, CourseId, Maximum, Points, can, fold};
use crate::store::{Assessment, AssessmentRecord, Term, Tx};

/// An assessment that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAssessment {
    pub course: CourseId,
    pub class: ClassId,
    /// The school's word for its kind.
    pub kind: String,
    pub label: String,
    pub date: Option<Date>,
    pub maximum: Maximum,
    pub coefficient: Points,
}

/// Why an assessment cannot be made as it is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCreated {
    /// The course has one of this name in the term.
    Exists,
    /// The school's rules weigh these kinds, and this one is none of them.
    UnknownKind(Vec<String>),
    /// The day is in no term of the year, or the year has no terms.
    NoTerm,
}

/// Looks whether it can be made; says the code of its term.
pub async fn plan_assessment(
    tx: &mut Tx,
    cause: &Cause<'_>,
    new: &NewAssessment,
) -> Result<Result<String, NotCreated>, ActionError> {
    Ok(checked(tx, cause, new).await?.map(|term| term.code))
}

/// Makes it.
pub async fn create_assessment(
    tx: &mut Tx,
    cause: &Cause<'_>,
    new: &NewAssessment,
) -> Result<Result<Assessment, NotCreated>, ActionError> {
    let term = match checked(tx, cause, new).await? {
        Ok(term) => term,
        Err(why) => return Ok(Err(why)),
    };
    let school = cause.school.id;
    if !tx.hold_term_open(school, new.class, term.id).await? {
        return Err(ActionError::TermClosed(term.code));
    }
    let id = AssessmentId::fresh();
    let record = AssessmentRecord {
        id,
        course: new.course,
        term: term.id,
        // Codes are the school's own: what is made by chat has one that no file will ever hold.
        code: format!("{id}-chat"),
        kind: new.kind.clone(),
        label: new.label.clone(),
        aliases: Vec::new(),
        date: new.date,
        maximum: new.maximum,
        coefficient: new.coefficient,
        role: AssessmentRole::Ordinary,
        deleted: false,
    };
    tx.save_assessments(school, &[record], cause.now).await?;
    tx.raise_assessment_revision(school).await?;
    let detail = json!({
        "course": new.course, "term": term.id, "kind": new.kind, "label": new.label, "date": new.date,
        "maximum": new.maximum.points(), "coefficient": new.coefficient,
    });
    cause.note(tx, "assessment.created", ("assessment", id.0), &detail)?;
    Ok(Ok(tx.assessment(school, id).await?.ok_or(ActionError::NotFound)?))
}

async fn checked(tx: &mut Tx, cause: &Cause<'_>, new: &NewAssessment) -> Result<Result<Term, NotCreated>, ActionError> {
    if !can(cause.actor, Action::WriteMarks { course: new.course }) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    let Some(term) = term_of(tx, cause, new.date).await? else { return Ok(Err(NotCreated::NoTerm)) };
    if tx.is_term_closed(school, new.class, term.id).await? {
        return Err(ActionError::TermClosed(term.code));
    }
    if let Some(known) = weighed_kinds(&tx.grading_rules(school, new.class, term.id).await?.policy)
        && !known.contains(&new.kind)
    {
        return Ok(Err(NotCreated::UnknownKind(known)));
    }
    let named = tx.assessments_of(school, new.course, term.id).await?;
    if named.iter().any(|(_, label)| fold(label) == fold(&new.label)) {
        return Ok(Err(NotCreated::Exists));
    }
    Ok(Ok(term))
}

/// The term of its day; without one, the last that has begun.
async fn term_of(tx: &mut Tx, cause: &Cause<'_>, date: Option<Date>) -> Result<Option<Term>, ActionError> {
    let Some(date) = date else { return super::term::term_meant(tx, cause, None).await };
    let terms = tx.current_year(cause.school.id).await?.map(|year| year.terms).unwrap_or_default();
    Ok(terms.into_iter().find(|term| (term.starts..=term.ends).contains(&date)))
}

/// The kinds the school's averages are made of, where it groups them.
fn weighed_kinds(policy: &Policy) -> Option<Vec<String>> {
    match &policy.formula {
        Formula::Components(components) => Some(components.iter().map(|component| component.group.clone()).collect()),
        Formula::Weighted | Formula::Points => None,
    }
}
