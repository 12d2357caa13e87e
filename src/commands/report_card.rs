//! `bulletin`, `bulletin T1 Awa`: a guardian reads what the report cards of their own children say.

use super::CommandError;
use super::dialogue::Begun;
use super::marks_view::{children_meant, shown_children};
use super::turn::Turn;
use super::understand::Interpretation;
use crate::actions::view_report_cards;
use crate::domain::StudentId;
use crate::phrase::Phrase;

/// Acts on a wish to see a report card.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let begun =
        Begun { intent: meaning.intent.code().to_owned(), term: meaning.slots.term.clone(), ..Begun::default() };
    match children_meant(turn, meaning, &begun)? {
        Some(children) => show(turn, &children, &begun).await,
        None => Ok(()),
    }
}

/// Shows the report cards of these children, a message each: each gives way when its card does.
pub(super) async fn show(turn: &mut Turn<'_>, children: &[StudentId], begun: &Begun) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(Phrase::NoChildLinked) };
    for child in children {
        let shown = shown_children(turn, &[*child]);
        let term = begun.term.as_deref();
        let (cards, topics) = view_report_cards(turn.tx, &turn.cause, guardian, &shown, term).await?;
        for card in cards {
            turn.say_card(Phrase::ReportCard { card }, topics.first().cloned(), *child)?;
        }
    }
    Ok(())
}
