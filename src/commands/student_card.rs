//! `bulletin Awa` by those who hand report cards out: one student's, as a file.

use super::CommandError;
use super::dialogue::Begun;
use super::ordered::order;
use super::report_batch::closed;
use super::report_card::begun;
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use super::{offer, refusal};
use crate::actions::{order_student_card, past_card};
use crate::domain::{ClassId, PRINTS, Printing, StudentId};
use crate::phrase::{ChildCard, Feature, Phrase, PrintNews, Which};

/// Acts on a wish to have a student's report card; a name that is only like one is asked about.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if !PRINTS {
        return turn.say(Phrase::NotSwitchedOn { what: Feature::ReportCard });
    }
    let begun = begun(meaning);
    let several = match &meaning.slots.student {
        Some(Pick::One(student)) => return show(turn, *student, &begun).await,
        Some(Pick::Near { id, .. }) => vec![*id],
        Some(Pick::Several(ids) | Pick::All(ids)) => ids.clone(),
        Some(Pick::Unknown { heard, nearest }) => {
            let (heard, nearest) = (heard.clone(), turn.student_names(nearest));
            return turn.say(Phrase::UnknownStudent { heard, nearest });
        }
        None => Vec::new(),
    };
    let options = offer::students(turn, &several);
    if options.is_empty() {
        let phrase = refusal::forbidden(turn);
        return turn.say(phrase);
    }
    turn.ask_which(Phrase::Which { what: Which::Student, heard: None }, options, begun)
}

/// Has the file of it made, and sent when it is.
pub(super) async fn show(turn: &mut Turn<'_>, student: StudentId, begun: &Begun) -> Result<(), CommandError> {
    let Some(class) = turn.student(student).map(|student| student.class) else { return turn.say(Phrase::AskAgain) };
    if let Some(year) = &begun.year {
        return of_year(turn, (student, class), (year, begun.term.as_deref())).await;
    }
    let Some(of) = closed(turn, class, begun.term.as_deref()).await? else { return Ok(()) };
    let order = order(turn, Printing::Card { class, term: of.term.id, student }, None, None);
    if order_student_card(turn.tx, &turn.cause, &of, student, &order).await? {
        let class = Some((of.class_label, of.term.code));
        return turn.say(Phrase::Print(PrintNews::Begun { class, classes: 1, cards: 1 }));
    }
    let card = ChildCard { child: turn.student_name(student), class: of.class_label, year: None, card: None };
    turn.say(Phrase::ReportCard { card })
}

/// The same of an earlier year, when it was another class.
async fn of_year(
    turn: &mut Turn<'_>,
    (student, class): (StudentId, ClassId),
    (year, term): (&str, Option<&str>),
) -> Result<(), CommandError> {
    let Some(found) = past_card(turn.tx, &turn.cause, (student, class), (year, term)).await? else {
        let class = turn.class_label(class);
        let card = ChildCard { child: turn.student_name(student), class, year: Some(year.to_owned()), card: None };
        return turn.say(Phrase::ReportCard { card });
    };
    let what = Printing::Card { class: found.class, term: found.term, student };
    let order = order(turn, what, None, None);
    turn.tx.order_print(&order, turn.cause.now).await?;
    let class = Some((found.card.class, format!("{} {year}", found.card.term)));
    turn.say(Phrase::Print(PrintNews::Begun { class, classes: 1, cards: 1 }))
}
