//! `bulletin Awa` by those who hand report cards out: one student's, as a file.

use super::CommandError;
use super::dialogue::Begun;
use super::ordered::order;
use super::report_batch::closed;
use super::report_card::begun;
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use super::{letters, offer, refusal};
use crate::actions::student_card;
use crate::domain::{Action, ClassId, PRINTS, Printing, StudentId, can};
use crate::phrase::{ChildCard, Feature, Phrase, PrintNews, Which};

/// Acts on a wish to have a student's report card; a name that is only like one is asked about.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if !PRINTS {
        return turn.say(Phrase::NotSwitchedOn { what: Feature::ReportCard });
    }
    let begun = begun(meaning);
    let several = match &meaning.slots.student {
        Some(Pick::One(student)) => return show(turn, *student, &begun).await,
        Some(Pick::Near { id, heard }) => {
            let options = offer::students(turn, &[*id]);
            let asked = Phrase::Which { what: Which::NearStudent, heard: Some(heard.clone()) };
            return turn.ask_which(asked, options, begun);
        }
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

/// Has the file of it made, and sent when it is. In another year, or before they changed class, it was another class's.
pub(super) async fn show(turn: &mut Turn<'_>, student: StudentId, begun: &Begun) -> Result<(), CommandError> {
    let (year, term) = (begun.year.as_deref(), begun.term.as_deref());
    let now = turn.student(student).map(|student| student.class);
    let then = match year {
        Some(year) => turn.tx.class_at_end(turn.cause.school.id, student, year).await?,
        None => None,
    };
    let may = |class: &ClassId| can(turn.cause.actor, Action::HandOutReportCards { class: *class });
    let Some(class) = now.filter(may).or(then).or(now) else { return turn.say(Phrase::AskAgain) };
    if let Some(found) = student_card(turn.tx, &turn.cause, (student, class), (year, term)).await? {
        letters::warn_of(turn, vec![found.card.student.clone()])?;
        let order = order(turn, Printing::Card { class: found.class, term: found.term, student }, None, None);
        turn.tx.order_print(&order, turn.cause.now).await?;
        let term = year.map_or_else(|| found.card.term.clone(), |year| format!("{} {year}", found.card.term));
        let class = Some((found.card.class, term));
        return turn.say(Phrase::Print(PrintNews::Begun { class, classes: 1, cards: 1 }));
    }
    let label = match year {
        Some(_) => turn.label_of(class).await?,
        None => match closed(turn, class, term).await? {
            Some(of) => of.class_label,
            None => return Ok(()),
        },
    };
    let card = ChildCard { child: turn.student_name(student), class: label, year: begun.year.clone(), card: None };
    turn.say(Phrase::ReportCard { card })
}
