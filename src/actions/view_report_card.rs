//! A guardian reads what their child's report card says, and is remembered as having been told.

use super::{ActionError, Cause, Child};
use crate::domain::{Action, GuardianId, Printing, ResultId, TermId, can};
use crate::phrase::{CardSummary, ChildCard};
use crate::store::{Topic, Tx};

/// What a report card says, and the version it is.
#[derive(Debug, Clone)]
pub struct ViewedCard {
    pub view: ChildCard,
    /// None as long as no term of the child's is closed.
    pub version: Option<ViewedVersion>,
}

/// A version in force.
#[derive(Debug, Clone)]
pub struct ViewedVersion {
    pub id: ResultId,
    /// The file of it.
    pub file: Printing,
    pub topic: Topic,
    /// A term that it rests on is open again: it may be about to change.
    pub reopened: bool,
}

/// The report card in force of this child: of the term of this code, or else the last; of the current year, or of another.
pub async fn view_report_card(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    child: &Child,
    (year, term): (Option<&str>, Option<&str>),
) -> Result<ViewedCard, ActionError> {
    if !can(cause.actor, Action::ReadPublishedMarks { student: child.id, class: child.class }) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    let results = tx.student_results(school, child.id, year).await?;
    let closed = tx.closed_terms(school).await?;
    let open = results.iter().filter(|result| !closed.contains(&(result.class, result.term)));
    let open: Vec<TermId> = open.map(|result| result.term).collect();
    let found = results.into_iter().rfind(|result| term.is_none_or(|term| term == result.card.term));
    let version = match &found {
        Some(result) => {
            tx.note_cards_shown(school, guardian, (&[result.id], None), cause.now).await?;
            Some(ViewedVersion {
                id: result.id,
                file: Printing::Card { class: result.class, term: result.term, student: result.student },
                topic: Topic::report_card(result.term, result.student),
                reopened: result.rests_on_one_of(&open),
            })
        }
        None => None,
    };
    let reopened = version.as_ref().is_some_and(|version| version.reopened);
    // Of the term, not of today.
    let class = found.as_ref().map(|result| result.card.class.clone());
    let class = class.unwrap_or_else(|| child.class_label.clone());
    let card = found.map(|result| CardSummary { reopened, ..CardSummary::of(result.card) });
    let view = ChildCard { child: child.name.clone(), class, year: year.map(str::to_owned), card };
    Ok(ViewedCard { view, version })
}
