//! Which term is meant.

use super::{ActionError, Cause};
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
