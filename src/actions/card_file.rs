//! Report cards as files: given where they have been printed, ordered where they have not, handed over when they are.
//!
//! Invariant: what is handed over is the version in force of a term that is closed, and is checked again when it leaves.

use std::collections::HashMap;
use std::time::Duration;

use super::{ActionError, ViewedVersion};
use crate::domain::{
    CardKey, ClassId, DocumentKind, Locale, MessageClass, Printing, ResultId, SchoolId, StudentId, TermId, Timestamp,
    count,
};
use crate::phrase::{Phrase, PrintNews, StudentLabel};
use crate::store::{NewDocument, NewMessage, PrintOrder, PrintedCard, School, TermResult, Topic, Tx};

/// A term and the holidays after it.
const LIVES: Duration = Duration::from_hours(120 * 24);
/// What is handed over is there for as long as its message may wait.
const LASTS: Duration = Duration::from_hours(4 * 24);
/// Adobe's.
pub(super) const PDF: &str = "application/pdf";

/// The file of a version that was read, where it has been printed in this language. Where it has not, it is ordered.
pub async fn card_file(
    tx: &mut Tx,
    version: &ViewedVersion,
    order: &PrintOrder,
    now: Timestamp,
) -> Result<Option<PrintedCard>, ActionError> {
    let printed =
        tx.printed_cards(order.school, &[version.id], order.locale, now.plus(LASTS)).await?.remove(&version.id);
    if printed.is_none() {
        tx.order_print(order, now).await?;
    }
    Ok(printed)
}

/// A class's report cards of a term, with those that are to be printed.
#[derive(Debug)]
pub struct DueCards {
    pub school: School,
    pub results: Vec<TermResult>,
    /// Places in `results`.
    pub due: Vec<usize>,
}

/// Which report cards of a class are wanted that have not been printed in a language. None where there is no such school
/// any more.
pub async fn due_cards(
    tx: &mut Tx,
    (school, class, term): (SchoolId, ClassId, TermId),
    locale: Locale,
    wanted: impl Fn(StudentId) -> bool,
    now: Timestamp,
) -> Result<Option<DueCards>, ActionError> {
    let Some(school) = tx.school(school).await? else { return Ok(None) };
    let results = tx.class_results(school.id, class, term).await?;
    let ids: Vec<ResultId> = results.iter().map(|result| result.id).collect();
    let printed = tx.printed_cards(school.id, &ids, locale, now.plus(LASTS)).await?;
    let is_due = |result: &TermResult| wanted(result.student) && !printed.contains_key(&result.id);
    let due = results.iter().enumerate().filter(|(_, result)| is_due(result)).map(|(at, _)| at).collect();
    Ok(Some(DueCards { school, results, due }))
}

/// Keeps a report card's file, sealed by a key, for whoever asks.
pub async fn keep_card(
    tx: &mut Tx,
    (school, result, locale): (SchoolId, ResultId, Locale),
    (file_name, bytes): (&str, &[u8]),
    key: &CardKey,
    now: Timestamp,
) -> Result<(), ActionError> {
    let document = NewDocument {
        school,
        kind: DocumentKind::ReportCard,
        file_name,
        mime: PDF,
        bytes,
        created_at: now,
        expires_at: now.plus(LIVES),
    };
    let document = tx.keep_document(document).await?;
    Ok(tx.note_printed_card(school, (result, locale), document, key).await?)
}

/// Answers orders of report cards of one class and term, in one language, by the files there are. What has no file yet is
/// let go of, to be printed.
pub async fn hand_over_cards(
    tx: &mut Tx,
    (school, class, term): (SchoolId, ClassId, TermId),
    orders: &[PrintOrder],
    now: Timestamp,
) -> Result<(), ActionError> {
    let is_closed = tx.is_term_closed(school, class, term).await?;
    let results = if is_closed { tx.class_results(school, class, term).await? } else { Vec::new() };
    let in_force: HashMap<StudentId, TermResult> = results.into_iter().map(|result| (result.student, result)).collect();
    for order in orders {
        let Printing::Card { student, .. } = order.what else { continue };
        match in_force.get(&student) {
            Some(result) => hand_over(tx, order, result, now).await?,
            None => answer(tx, order, Phrase::AskAgain, now).await?,
        }
    }
    Ok(())
}

async fn hand_over(tx: &mut Tx, order: &PrintOrder, result: &TermResult, now: Timestamp) -> Result<(), ActionError> {
    let (school, id) = (order.school, result.id);
    let Some(printed) = tx.printed_cards(school, &[id], order.locale, now).await?.remove(&id) else {
        return Ok(tx.release_print_order(school, order.id, now).await?);
    };
    let Some(name) = tx.student_name(school, result.student).await? else { return Err(ActionError::NotFound) };
    if !tx.end_print_order(school, order.id).await? {
        return Ok(());
    }
    let year = ended_year(tx, school, result).await?;
    let caption = PrintNews::CardFile {
        child: StudentLabel::discreet(&name),
        term: result.card.term.clone(),
        version: count(usize::try_from(result.card.version).unwrap_or_default()),
        year: year.clone(),
    };
    let PrintedCard { document, file_name } = printed.of_year(year.as_deref());
    let phrase = Phrase::Document { document, file_name, caption: Box::new(Phrase::Print(caption)) };
    let message = reply(order, phrase, now).handing_over(&[id]).about(Topic::report_card(result.term, result.student));
    let message = if order.class == MessageClass::Notice {
        // What a class's families are sent, each is sent once, and not at night.
        let Some(school) = tx.school(school).await? else { return Err(ActionError::NotFound) };
        let identity = format!("report card file {id} {}", order.contact);
        let Some(identity) = tx.identity_unsent(school.id, &identity).await? else { return Ok(()) };
        message.once(&identity).due_at(school.may_write_from(order.class, now, 0.0))
    } else {
        message
    };
    let message = match order.guardian {
        Some((guardian, guardianship)) => {
            tx.note_cards_shown(school, guardian, (&[id], Some(message.id)), now).await?;
            message.while_linked(guardianship)
        }
        None => message,
    };
    Ok(tx.enqueue(message)?)
}

/// The year of a card, where it is not the current one.
pub(super) async fn ended_year(
    tx: &mut Tx,
    school: SchoolId,
    result: &TermResult,
) -> Result<Option<String>, ActionError> {
    let current = tx.current_year(school).await?.map(|year| year.label);
    Ok(Some(result.card.year.clone()).filter(|year| Some(year) != current.as_ref()))
}

/// The term of a card, with its year, where that is not the current one.
pub(super) async fn said_term(tx: &mut Tx, school: SchoolId, result: &TermResult) -> Result<String, ActionError> {
    let term = &result.card.term;
    let year = ended_year(tx, school, result).await?;
    Ok(year.map_or_else(|| term.clone(), |year| format!("{term} {year}")))
}

/// Ends an order without a file. Families who have not asked are told nothing.
pub(super) async fn answer(tx: &mut Tx, order: &PrintOrder, phrase: Phrase, now: Timestamp) -> Result<(), ActionError> {
    if tx.end_print_order(order.school, order.id).await? && order.class == MessageClass::Reply {
        tx.enqueue(reply(order, phrase, now))?;
    }
    Ok(())
}

/// Ends an order that cannot be printed. What a picture shows has been said in words: of it nothing is said.
pub async fn give_up_printing(tx: &mut Tx, order: &PrintOrder, now: Timestamp) -> Result<(), ActionError> {
    let said = match order.what {
        Printing::Progress { .. } | Printing::Histogram { .. } => {
            tx.end_print_order(order.school, order.id).await?;
            return Ok(());
        }
        Printing::Card { class, term, student } if order.guardian.is_some() => {
            card_not_made(tx, order, (class, term, student)).await?
        }
        Printing::Card { .. } | Printing::Class { .. } | Printing::Summary { .. } => PrintNews::NotMade,
    };
    answer(tx, order, Phrase::Print(said), now).await
}

/// A family has read the figures already: they stand, and the file is what is missing.
async fn card_not_made(
    tx: &mut Tx,
    order: &PrintOrder,
    (class, term, student): (ClassId, TermId, StudentId),
) -> Result<PrintNews, ActionError> {
    let results = tx.class_results(order.school, class, term).await?;
    let result = results.iter().find(|result| result.student == student);
    let (Some(result), Some(name)) = (result, tx.student_name(order.school, student).await?) else {
        return Ok(PrintNews::NotMade);
    };
    let term = said_term(tx, order.school, result).await?;
    Ok(PrintNews::CardNotMade { child: StudentLabel::discreet(&name), term })
}

pub(super) fn reply(order: &PrintOrder, phrase: Phrase, now: Timestamp) -> NewMessage {
    NewMessage::new(order.school, order.account.clone(), order.contact, order.class, phrase, now)
        .because(order.cause)
        .in_language(Some(order.locale))
}
