//! The whole school in a term, for those who lead it: classes and their subjects, drafts included, beside the year before.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::statistics::statistics;
use super::term::term_meant;
use super::{ActionError, Cause};
use crate::domain::grading::{Exact, Rounding, class_result};
use crate::domain::{Points, TermId, Timestamp, count};
use crate::phrase::{ClassOverview, SchoolFigures, SchoolSummary, SubjectStatistics, YearBefore};
use crate::store::{EarlierClass, PrintOrder, Tx};

/// The figures that an order is for. None before the school's first term.
pub async fn ordered_figures(
    tx: &mut Tx,
    order: &PrintOrder,
    term: Option<TermId>,
    now: Timestamp,
) -> Result<Option<SchoolFigures>, ActionError> {
    let Some(school) = tx.school(order.school).await? else { return Ok(None) };
    school_figures(tx, &Cause::of_itself(&school, now), term).await
}

/// The school's figures as they are printed, of this term, or else of the last that has begun. None before the first.
pub async fn school_figures(
    tx: &mut Tx,
    cause: &Cause<'_>,
    term: Option<TermId>,
) -> Result<Option<SchoolFigures>, ActionError> {
    let summary = school_summary(tx, cause, term).await?;
    let year = tx.current_year(cause.school.id).await?.map(|year| year.label).unwrap_or_default();
    let (school, issued) = (cause.school.name.clone(), cause.local_now().date());
    Ok(summary.map(|summary| SchoolFigures { summary, school, year, issued }))
}

/// The school in this term, or else the last that has begun. None before the first term.
async fn school_summary(
    tx: &mut Tx,
    cause: &Cause<'_>,
    term: Option<TermId>,
) -> Result<Option<SchoolSummary>, ActionError> {
    cause.may_administer()?;
    let school = cause.school.id;
    let terms = tx.current_year(school).await?.map(|year| year.terms).unwrap_or_default();
    let named = terms.into_iter().find(|known| Some(known.id) == term).map(|term| term.code);
    let Some(term) = term_meant(tx, cause, named.as_deref()).await? else { return Ok(None) };
    let (mut classes, mut years) = (Vec::new(), HashMap::new());
    for class in tx.classes(school).await? {
        let policy = tx.grading_rules(school, class.id, term.id).await?.policy;
        let before = match years.entry(policy.scale) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(tx.year_before(school, &term.code, policy.scale).await?),
        };
        let known = tx.class_term(school, class.id, term.id).await?;
        let is_closed = tx.is_term_closed(school, class.id, term.id).await?;
        let result = class_result(&policy, &known.for_staff(is_closed)?)?;
        let said = |figures: &_| statistics(figures, policy.small_group, policy.scale);
        let subjects = known.courses.iter().zip(&result.subjects).map(|(course, result)| SubjectStatistics {
            subject: course.label.clone(),
            statistics: said(&result.figures),
        });
        let earlier = before.as_ref().and_then(|(year, classes)| Some((year, *classes.get(&class.code)?)));
        classes.push(ClassOverview {
            subjects: subjects.collect(),
            general: said(&result.figures),
            students: count(known.students.len()),
            missing: count(tx.unmarked_in_term(school, class.id, term.id).await?.len()),
            provisional: !is_closed,
            before: earlier.and_then(|(year, class)| year_before(year, class, policy.small_group)),
            class: class.label,
        });
    }
    Ok(Some(SchoolSummary { term: term.code, classes }))
}

fn year_before(year: &str, class: EarlierClass, small_group: usize) -> Option<YearBefore> {
    let is_small = usize::try_from(class.count).is_ok_and(|count| count <= small_group);
    let of = |sum: i64| hundredth(sum, class.count);
    (!is_small).then_some(())?;
    Some(YearBefore { year: year.to_owned(), mean: of(class.sum)?, pass_rate: of(class.passed.checked_mul(10_000)?)? })
}

/// A sum of hundredths over a number, to the hundredth.
fn hundredth(sum: i64, count: i64) -> Option<Points> {
    Rounding::HUNDREDTH.apply(&Exact::fraction(sum, count.checked_mul(100)?)?)
}
