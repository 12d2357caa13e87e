//! The report cards of a class as one file: how far it has come, and the file.

use std::time::Duration;

use super::card_file::{answer, reply, said_term};
use super::{ActionError, DueCards};
use crate::domain::{ClassId, DocumentKind, ResultId, TermId, Timestamp, count};
use crate::phrase::{Phrase, PrintNews};
use crate::store::{NewDocument, PrintOrder, TermResult, Topic, Tx};

/// Whoever asked has it by then; it can be asked for again.
const LIVES: Duration = Duration::from_hours(7 * 24);

/// So many of a class's report cards are printed; the order is free to be taken again.
pub async fn note_progress(
    tx: &mut Tx,
    order: &PrintOrder,
    class: &DueCards,
    done: usize,
    now: Timestamp,
) -> Result<(), ActionError> {
    say_progress(tx, order, &class.results, done, now).await?;
    Ok(tx.release_print_order(order.school, order.id, now).await?)
}

/// Hands over the file of a class, if all that is in it is in force. Else it is made anew.
pub async fn hand_over_class(
    tx: &mut Tx,
    order: &PrintOrder,
    (class, term): (ClassId, TermId),
    printed: &[TermResult],
    (file_name, bytes): (&str, &[u8]),
    now: Timestamp,
) -> Result<(), ActionError> {
    let school = order.school;
    let is_closed = tx.is_term_closed(school, class, term).await?;
    let ids = |results: &[TermResult]| {
        let mut ids: Vec<ResultId> = results.iter().map(|result| result.id).collect();
        ids.sort();
        ids
    };
    if !is_closed {
        return answer(tx, order, Phrase::AskAgain, now).await;
    }
    let (in_force, in_file) = (ids(&tx.class_results(school, class, term).await?), ids(printed));
    if in_force != in_file {
        return Ok(tx.release_print_order(school, order.id, now).await?);
    }
    let Some(first) = printed.first() else { return Err(ActionError::NotFound) };
    if !tx.end_print_order(school, order.id).await? {
        return Ok(());
    }
    if let Some(said) = order.said {
        // Where it is in doubt whether they were told that the file is being made, they are not told so after it.
        tx.cancel_message(said, now).await?;
    }
    say_progress(tx, order, printed, printed.len(), now).await?;
    let kind = DocumentKind::ReportCard;
    let (mime, expires_at) = (super::card_file::PDF, now.plus(LIVES));
    let document = NewDocument { school, kind, file_name, mime, bytes, created_at: now, expires_at };
    let document = tx.keep_document(document).await?;
    let (class, term) = (first.card.class.clone(), said_term(tx, order.school, first).await?);
    let caption = Phrase::Print(PrintNews::ClassFile { class, term, cards: count(printed.len()) });
    let phrase = Phrase::Document { document, file_name: file_name.to_owned(), caption: Box::new(caption) };
    Ok(tx.enqueue(reply(order, phrase, now).handing_over(&in_file))?)
}

/// In the place of what they were told at first, where that can be put in other words.
async fn say_progress(
    tx: &mut Tx,
    order: &PrintOrder,
    of: &[TermResult],
    done: usize,
    now: Timestamp,
) -> Result<(), ActionError> {
    let (Some(said), Some(first)) = (order.said, of.first()) else { return Ok(()) };
    let topic = Topic::print(order.id);
    tx.retire_waiting(order.school, &topic, now).await?;
    let (class, term) = (first.card.class.clone(), said_term(tx, order.school, first).await?);
    let progress = PrintNews::Progress { class, term, done: count(done), cards: count(of.len()) };
    Ok(tx.enqueue(reply(order, Phrase::Print(progress), now).editing(said).about(topic))?)
}
