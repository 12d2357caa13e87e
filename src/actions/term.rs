//! Which term is meant.

use super::{ActionError, Cause};
use crate::domain::{ClassId, Maximum};
use crate::store::{Term, Tx};

/// The term of this code; where none is named, the last one that has begun.
pub(super) async fn term_meant(
    tx: &mut Tx,
    cause: &Cause<'_>,
    code: Option<&str>,
) -> Result<Option<Term>, ActionError> {
    let year = tx.current_year(cause.school.id).await?;
    Ok(year.and_then(|year| meant(&year.terms, cause, code).cloned()))
}

/// The same of the year that a class is of.
pub(super) async fn term_of_class(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: ClassId,
    code: Option<&str>,
) -> Result<Option<Term>, ActionError> {
    let year = tx.year_of_class(cause.school.id, class).await?;
    Ok(year.and_then(|year| meant(&year.terms, cause, code).cloned()))
}

/// Of these terms.
pub(super) fn meant<'t>(terms: &'t [Term], cause: &Cause<'_>, code: Option<&str>) -> Option<&'t Term> {
    let today = cause.local_now().date();
    let named = code.and_then(|code| terms.iter().find(|term| term.code == code));
    let going_on = || terms.iter().rev().find(|term| term.starts <= today).or(terms.first());
    named.or_else(going_on)
}

/// What averages of a class are out of in the term that goes on.
pub async fn scale_of(tx: &mut Tx, cause: &Cause<'_>, class: ClassId) -> Result<Maximum, ActionError> {
    let Some(term) = term_meant(tx, cause, None).await? else { return Ok(Maximum::TWENTY) };
    Ok(tx.grading_rules(cause.school.id, class, term.id).await?.policy.scale)
}
