//! The report cards of a whole class: printed for the school, sent to its families.

use serde_json::json;

use super::tell_families::can_be_reached;
use super::tell_families::reach;
use super::{ActionError, Cause, ClassInTerm};
use crate::domain::{Action, ClassId, MessageClass, PrintOrderId, Printing, StudentId, TermId, can, count};
use crate::store::{PrintOrder, Recipient, TermResult, Tx};

/// Which report cards of a class are meant.
#[derive(Debug)]
pub enum ClassCards {
    /// Those of a term that is closed.
    Closed(ClassInTerm),
    /// The term is not closed; none where there is no such term.
    Open(Option<String>),
}

/// The report cards of the term of this code, or else of the last term that is closed in the class.
pub async fn class_cards(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (class, label): (ClassId, String),
    term: Option<&str>,
) -> Result<ClassCards, ActionError> {
    may_hand_out(cause, class)?;
    let closed = tx.closed_terms(cause.school.id).await?;
    let year = tx.year_of_class(cause.school.id, class).await?;
    let is_meant = |code: &str| term.is_none_or(|term| term == code);
    let mut terms = year.iter().flat_map(|year| &year.terms).filter(|known| is_meant(&known.code));
    if let Some(term) = terms.clone().rfind(|known| closed.contains(&(class, known.id))) {
        return Ok(ClassCards::Closed(ClassInTerm::of(tx, cause, (class, label), &term.code).await?));
    }
    Ok(ClassCards::Open(terms.next().map(|term| term.code.clone())))
}

/// Orders the report cards of a class, as one file. Returns how many there are.
pub async fn order_class(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
    order: &PrintOrder,
) -> Result<u32, ActionError> {
    may_hand_out(cause, of.class)?;
    tx.order_print(order, cause.now).await?;
    Ok(count(tx.class_results(cause.school.id, of.class, of.term.id).await?.len()))
}

/// The report card in force of a student, whichever class made it: of this year or else the current one, of the term of this
/// code or else the last that is closed. Whoever hands out those of a class of theirs, now or then, may have it.
pub async fn student_card(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (student, class): (StudentId, ClassId),
    (year, term): (Option<&str>, Option<&str>),
) -> Result<Option<TermResult>, ActionError> {
    may_hand_out(cause, class)?;
    let closed = tx.closed_terms(cause.school.id).await?;
    let results = tx.student_results(cause.school.id, student, year).await?;
    let is_meant = |result: &TermResult| term.is_none_or(|term| term == result.card.term);
    Ok(results.into_iter().filter(is_meant).rfind(|result| closed.contains(&(result.class, result.term))))
}

/// Whom sending a class's report cards would reach, and whom it has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardsSent {
    pub cards: u32,
    /// Guardians with a right to a card, one for each child.
    pub guardians: u32,
    /// Of them, those who cannot be written to.
    pub unreached: u32,
}

/// Looks at what sending them would do.
pub async fn plan_sending(tx: &mut Tx, cause: &Cause<'_>, of: &ClassInTerm) -> Result<CardsSent, ActionError> {
    let (recipients, cards) = recipients(tx, cause, of).await?;
    let unreached = recipients.iter().filter(|one| !can_be_reached(cause, one)).count();
    Ok(CardsSent { cards, guardians: count(recipients.len()), unreached: count(unreached) })
}

/// Has each guardian sent the report card of their own child, in their language. What they have been sent is not sent again.
pub async fn send_cards(tx: &mut Tx, cause: &Cause<'_>, of: &ClassInTerm) -> Result<CardsSent, ActionError> {
    let (recipients, cards) = recipients(tx, cause, of).await?;
    let reached = order_cards(tx, cause, (of.class, of.term.id), &recipients).await?;
    let (guardians, unreached) = (count(recipients.len()), count(recipients.len() - reached));
    let detail = json!({ "class": of.class, "guardians": guardians, "unreached": unreached });
    cause.note(tx, "cards.sent", ("term", of.term.id.0), &detail)?;
    Ok(CardsSent { cards, guardians, unreached })
}

/// Orders for each of these guardians who can be reached the file of their child's card in force, in their language. Returns
/// how many these are.
pub(super) async fn order_cards(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (class, term): (ClassId, TermId),
    recipients: &[Recipient],
) -> Result<usize, ActionError> {
    let school = cause.school.id;
    let mut reached = Vec::new();
    for recipient in recipients {
        reached.extend(reach(tx, cause, recipient).await?.map(|address| (recipient, address)));
    }
    let contacts: Vec<_> = reached.iter().map(|(_, address)| address.contact).collect();
    let locales = tx.locales_of(school, &contacts).await?;
    for (recipient, address) in &reached {
        let order = PrintOrder {
            school,
            id: PrintOrderId::fresh(),
            what: Printing::Card { class, term, student: recipient.student },
            account: address.account.clone(),
            contact: address.contact,
            guardian: Some((recipient.guardian, recipient.guardianship)),
            class: MessageClass::Notice,
            locale: locales.get(&address.contact).copied().unwrap_or(cause.school.default_locale()),
            said: None,
            cause: cause.event,
            tries: 0,
        };
        tx.order_print(&order, cause.now).await?;
    }
    Ok(reached.len())
}

/// The guardians of those who have a report card in force, and how many of these there are.
async fn recipients(tx: &mut Tx, cause: &Cause<'_>, of: &ClassInTerm) -> Result<(Vec<Recipient>, u32), ActionError> {
    may_hand_out(cause, of.class)?;
    let results = tx.class_results(cause.school.id, of.class, of.term.id).await?;
    let students: Vec<StudentId> = results.iter().map(|result| result.student).collect();
    Ok((tx.recipients(cause.school.id, &students).await?, count(results.len())))
}

fn may_hand_out(cause: &Cause<'_>, class: ClassId) -> Result<(), ActionError> {
    if can(cause.actor, Action::HandOutReportCards { class }) { Ok(()) } else { Err(ActionError::Denied) }
}
