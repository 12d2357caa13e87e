//! The cards of the last term follow what changes of the year: an earlier term that is closed anew, a council's decision.

use std::collections::HashMap;

use super::{YearFrame, class_year};
use crate::actions::close_term::tell_of_revision;
use crate::actions::tell_families::Told;
use crate::actions::{ActionError, Cause};
use crate::domain::{ClassId, ResultId, StudentId, TermId, count};
use crate::phrase::{CardYear, ReportCard};
use crate::store::{TermResult, Tx};

/// Makes new versions of the cards whose year has changed, unless they are of `but`; tells whoever was sent the ones before.
/// Returns how many there are.
pub(in crate::actions) async fn renew_year_cards(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: ClassId,
    but: Option<TermId>,
) -> Result<(u32, Told), ActionError> {
    let school = cause.school.id;
    let nothing = || Ok((0, Told::default()));
    let Some(frame) = YearFrame::of(tx, school, class).await? else { return nothing() };
    let Some(last) = frame.last().map(|last| last.id).filter(|last| Some(*last) != but) else { return nothing() };
    let closed = tx.closed_terms(school).await?;
    if !closed.contains(&(class, last)) {
        return nothing();
    }
    let year = class_year(tx, school, (class, frame), None).await?;
    let mut years = year.on_cards();
    // Whoever has come from another class since has the card of that one.
    let before = year.students.iter().filter_map(|student| year.results.get(&(student.id, last)));
    let before = before.filter(|result| closed.contains(&(result.class, last)));
    let renewed: Vec<(ResultId, TermResult)> =
        before.filter_map(|result| renewed(tx, cause, result, &mut years)).collect();
    let (ended, fresh): (Vec<ResultId>, Vec<TermResult>) = renewed.into_iter().unzip();
    tx.end_results(school, &ended, cause.now).await?;
    let mut by_class: HashMap<ClassId, Vec<TermResult>> = HashMap::new();
    for result in &fresh {
        by_class.entry(result.class).or_default().push(result.clone());
    }
    for (class, fresh) in &by_class {
        let rules = tx.grading_rules(school, *class, last).await?.version;
        tx.insert_results(school, rules, fresh, cause.now).await?;
    }
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
    let card = ReportCard { version, issued, code, ..card };
    Some((result.id, TermResult { id: ResultId::fresh(), card, ..result.clone() }))
}
