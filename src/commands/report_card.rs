//! `bulletin`, `bulletin T1 Awa`: a guardian reads what the report cards of their own children say, and gets them as files.

use super::CommandError;
use super::dialogue::Begun;
use super::marks_view::{children_meant, shown_children};
use super::ordered::order;
use super::student_card;
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick};
use crate::actions::{ViewedCard, ViewedVersion, card_file, view_report_card};
use crate::domain::{GuardianId, PRINTS, StudentId};
use crate::phrase::Phrase;
use crate::store::{PrintOrder, PrintedCard};

/// Acts on a wish to see a report card. Those who hand them out may name any student; their own children come first.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let named = meaning.slots.student.as_ref();
    let is_own = named.and_then(Pick::single).is_none_or(|child| turn.is_own_child(child));
    if turn.staff().is_some() && named.is_some() && !is_own || turn.guardian.is_none() {
        return student_card::apply(turn, meaning).await;
    }
    let begun = begun(meaning);
    match children_meant(turn, meaning, &begun).await? {
        Some(children) => show(turn, &children, &begun).await,
        None => Ok(()),
    }
}

/// What is left of an earlier year is its report cards: whoever asks for its marks or averages reads them there.
pub(super) fn begun(meaning: &Interpretation) -> Begun {
    Begun {
        intent: Intent::ReportPdf.code().to_owned(),
        term: meaning.slots.term.clone(),
        year: meaning.slots.year.clone(),
        ..Begun::default()
    }
}

/// Shows the report cards of these children, a message each: each gives way when its card does.
pub(super) async fn show(turn: &mut Turn<'_>, children: &[StudentId], begun: &Begun) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(turn.no_child()) };
    let of = (begun.year.as_deref(), begun.term.as_deref());
    for child in shown_children(turn, children) {
        let viewed = view_report_card(turn.tx, &turn.cause, guardian, &child, of).await?;
        say(turn, guardian, child.id, viewed).await?;
    }
    Ok(())
}

/// What the card says, beside its file where that has been printed; where it has not, the file follows.
async fn say(
    turn: &mut Turn<'_>,
    guardian: GuardianId,
    child: StudentId,
    ViewedCard { view, version }: ViewedCard,
) -> Result<(), CommandError> {
    let year = view.year.clone();
    let text = Phrase::ReportCard { card: view };
    let Some(version) = version else { return turn.say(text) };
    let order = wanted(turn, guardian, child, &version);
    let printed = match order {
        Some(order) => card_file(turn.tx, &version, &order, turn.cause.now).await?,
        None => None,
    };
    match printed {
        Some(printed) => {
            let PrintedCard { document, file_name } = printed.of_year(year.as_deref());
            let phrase = Phrase::Document { document, file_name, caption: Box::new(text) };
            turn.say_card(phrase, version.topic, &[version.id], child)
        }
        None => turn.say_card(text, version.topic, &[], child),
    }
}

/// The file they are to get, by a link where their channel carries none: none while the school may be about to change it.
fn wanted(turn: &Turn<'_>, guardian: GuardianId, child: StudentId, version: &ViewedVersion) -> Option<PrintOrder> {
    let link = turn.links.iter().find(|link| link.id == child)?;
    let may_have = PRINTS && !version.reopened;
    may_have.then(|| order(turn, version.file, Some((guardian, link.guardianship)), None))
}
