//! `clôture T3 4eA 2026-2027`: of a year that has ended, its last terms can still be closed, opened again, printed and taken
//! out, and its councils can decide, in that year's class of the same code.

use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick};
use super::{CommandError, refusal};
use crate::domain::fold;
use crate::phrase::{Phrase, PrintNews};

/// The same, in the class and the term of that year; or what is to be said where there is none.
pub(super) async fn meant(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    year: &str,
) -> Result<Result<Interpretation, Phrase>, CommandError> {
    let school = turn.cause.school.id;
    let reaches = matches!(
        meaning.intent,
        Intent::TermClose | Intent::TermReopen | Intent::ReportBatch | Intent::ExportClass | Intent::Council
    );
    let class = meaning.slots.class.as_ref().and_then(Pick::single).filter(|_| reaches);
    let student = meaning.slots.student.as_ref().and_then(Pick::single).filter(|_| meaning.intent == Intent::Council);
    let then = match (class, student) {
        (Some(class), _) => turn.tx.same_class(school, class, year).await?,
        (None, Some(student)) => turn.tx.class_at_end(school, student, year).await?,
        (None, None) => None,
    };
    let year = turn.tx.year_named(school, Some(year)).await?.zip(then);
    let Some((known, then)) = year else {
        return Ok(Err(refusal::no_such_term(turn, meaning.slots.year.as_deref().unwrap_or_default())));
    };
    let heard = meaning.slots.term.as_deref();
    let term = heard.and_then(|heard| known.terms.iter().find(|term| fold(&term.code) == fold(heard)));
    let needs_term = matches!(meaning.intent, Intent::TermClose | Intent::TermReopen);
    if term.is_none() && (needs_term || heard.is_some()) {
        let heard = heard.unwrap_or(&known.label).to_owned();
        let terms = known.terms.iter().map(|term| term.code.clone()).collect();
        return Ok(Err(Phrase::Print(PrintNews::NoSuchTerm { heard, terms })));
    }
    let mut meaning = meaning.clone();
    meaning.slots.class = Some(Pick::One(then));
    meaning.slots.term = term.map(|term| term.code.clone());
    meaning.reason = None;
    Ok(Ok(meaning))
}
