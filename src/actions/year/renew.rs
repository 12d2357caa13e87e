//! The cards of the last term follow what changes of the year: an earlier term that is closed anew, a council's decision.

use std::collections::HashMap;

use super::{YearFrame, class_year};
use crate::actions::close_term::tell_of_revision;
use crate::actions::tell_families::Told;
use crate::actions::{ActionError, Cause};
use crate::domain::{ClassId, ResultId, StudentId, TermId, count};
use crate::phrase::{CardYear, ReportCard};
use crate::store::{TermResult, Tx};

/// Makes new versions of the cards of the last term whose year has changed with a class's term, unless it is the last itself;
/// tells whoever was sent the ones before. Returns how many there are. Whoever has changed class since has that card in the
/// other one.
pub(in crate::actions) async fn renew_year_cards(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: ClassId,
    changed: TermId,
) -> Result<(u32, Told), ActionError> {
    let school = cause.school.id;
    let (mut renewed, mut told) = (0, Told::default());
    let Some(last) = tx.year_of_class(school, class).await?.and_then(|year| year.terms.last().map(|term| term.id))
    else {
        return Ok((renewed, told));
    };
    if last == changed {
        return Ok((renewed, told));
    }
    for class in tx.classes_of_cards(school, (class, changed), last).await? {
        let (more, also_told) = Box::pin(renew_cards_of(tx, cause, class)).await?;
        renewed += more;
        told.extend(also_told);
    }
    Ok((renewed, told))
}

/// Makes new versions of a class's cards of the last term, once that is closed, whose year has changed.
pub(super) async fn renew_cards_of(tx: &mut Tx, cause: &Cause<'_>, class: ClassId) -> Result<(u32, Told), ActionError> {
    let school = cause.school.id;
    let nothing = || Ok((0, Told::default()));
    let Some(frame) = YearFrame::of(tx, school, class).await? else { return nothing() };
    let Some(last) = frame.last().map(|last| last.id) else { return nothing() };
    if !tx.is_term_closed(school, class, last).await? {
        return nothing();
    }
    let year = class_year(tx, school, (class, frame), None).await?;
    let mut years = year.on_cards();
    let before = year.students.iter().filter_map(|student| year.results.get(&(student.id, last)));
    let renewed: Vec<(ResultId, TermResult)> =
        before.filter_map(|result| renewed(tx, cause, result, &mut years)).collect();
    let (ended, fresh): (Vec<ResultId>, Vec<TermResult>) = renewed.into_iter().unzip();
    tx.end_results(school, &ended, cause.now).await?;
    let rules = tx.grading_rules(school, class, last).await?.version;
    tx.insert_results(school, rules, &fresh, cause.now).await?;
    let mut told = Told::default();
    for result in &fresh {
        told.extend(tell_of_revision(tx, cause, result).await?);
    }
    Ok((count(fresh.len()), told))
}

/// The next version of a card whose year is another one, and the one it replaces.
fn renewed(
    tx: &Tx,
    cause: &Cause<'_>,
    result: &TermResult,
    years: &mut HashMap<StudentId, CardYear>,
) -> Option<(ResultId, TermResult)> {
    let year = years.remove(&result.student)?;
    let card = ReportCard { year_result: Some(year), ..result.card.clone() };
    if card.says_the_same(&result.card) {
        return None;
    }
    let code = Some(tx.fresh_card_code().canonical().to_owned());
    let (version, issued) = (result.card.version + 1, cause.local_now().date());
    let figures_of = card.figures_of.or(Some(card.issued));
    let card = ReportCard { figures_of, version, issued, code, ..card };
    Some((result.id, TermResult { id: ResultId::fresh(), card, ..result.clone() }))
}
