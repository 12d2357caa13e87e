//! The whole school in a term, for those who lead it: classes and their subjects, drafts included, beside the year before.

use super::statistics::statistics;
use super::term::meant;
use super::{ActionError, Cause};
use crate::domain::grading::{Figures, class_result};
use crate::domain::{TermId, Timestamp, count};
use crate::phrase::{ClassOverview, SchoolFigures, SchoolSummary, SubjectStatistics, YearBefore};
use crate::store::{EarlierClass, PrintOrder, Tx, Year};

/// The figures that an order is for. None before the school's first term.
pub async fn ordered_figures(
    tx: &mut Tx,
    order: &PrintOrder,
    term: Option<TermId>,
    now: Timestamp,
) -> Result<Option<SchoolFigures>, ActionError> {
    let Some(school) = tx.school(order.school).await? else { return Ok(None) };
    let year = match term {
        Some(term) => tx.year_of_term(school.id, term).await?,
        None => None,
    };
    school_figures(tx, &Cause::of_itself(&school, now), term, year.as_deref()).await
}

/// The school's figures as they are printed, of this term, or else of the last that has begun; in the year of this label, or
/// else the current one. None before the first.
pub async fn school_figures(
    tx: &mut Tx,
    cause: &Cause<'_>,
    term: Option<TermId>,
    year: Option<&str>,
) -> Result<Option<SchoolFigures>, ActionError> {
    let Some(year) = tx.year_named(cause.school.id, year).await? else { return Ok(None) };
    let summary = school_summary(tx, cause, term, &year).await?;
    let year = year.label;
    let (school, issued) = (cause.school.name.clone(), cause.local_now().date());
    Ok(summary.map(|summary| SchoolFigures { summary, school, year, issued }))
}

/// The school in this term, or else the last of a year that has begun. None before the first term.
async fn school_summary(
    tx: &mut Tx,
    cause: &Cause<'_>,
    term: Option<TermId>,
    year: &Year,
) -> Result<Option<SchoolSummary>, ActionError> {
    cause.may_administer()?;
    let school = cause.school.id;
    let named = year.terms.iter().find(|known| Some(known.id) == term).map(|term| term.code.as_str());
    let Some(term) = meant(&year.terms, cause, named) else { return Ok(None) };
    let before = tx.year_before(school, &year.label, &term.code).await?;
    let mut classes = Vec::new();
    for class in tx.classes_of_year(school, Some(&year.label)).await? {
        let policy = tx.grading_rules(school, class.id, term.id).await?.policy;
        let known = tx.class_term(school, class.id, term.id).await?;
        let is_closed = tx.is_term_closed(school, class.id, term.id).await?;
        let result = class_result(&policy, &known.for_staff(is_closed)?)?;
        let said = |figures: &_| statistics(figures, policy.small_group, policy.scale);
        let subjects = known.courses.iter().zip(&result.subjects).map(|(course, result)| SubjectStatistics {
            subject: course.label.clone(),
            statistics: said(&result.figures),
        });
        let earlier = before.as_ref().and_then(|(year, classes)| Some((year, classes.get(&class.code)?)));
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
    Ok(Some(SchoolSummary { term: term.code.clone(), classes }))
}

/// By the scale that the cards of then are out of.
fn year_before(year: &str, class: &EarlierClass, small_group: usize) -> Option<YearBefore> {
    let figures = Figures::of(class.averages.clone(), class.scale);
    let spread = figures.spread_unless_small(small_group)?;
    let (mean, pass_rate) = (spread.mean, spread.pass_rate);
    Some(YearBefore { year: year.to_owned(), mean, pass_rate, scale: class.scale })
}
