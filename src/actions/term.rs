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
    let terms = tx.current_year(cause.school.id).await?.map(|year| year.terms).unwrap_or_default();
    let today = cause.local_now().date();
    let named = code.and_then(|code| terms.iter().find(|term| term.code == code));
    let going_on = || terms.iter().rev().find(|term| term.starts <= today).or(terms.first());
    Ok(named.or_else(going_on).cloned())
}

/// What averages of a class are out of in the term that goes on.
pub async fn scale_of(tx: &mut Tx, cause: &Cause<'_>, class: ClassId) -> Result<Maximum, ActionError> {
    let Some(term) = term_meant(tx, cause, None).await? else { return Ok(Maximum::TWENTY) };
    Ok(tx.grading_rules(cause.school.id, class, term.id).await?.policy.scale)
}
