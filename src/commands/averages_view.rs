//! `moyenne`, `moyenne maths Awa`: a guardian reads averages of their own children, made of published marks only.

use super::CommandError;
use super::dialogue::Begun;
use super::marks_view::{children_meant, shown_children};
use super::report_card;
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use crate::actions::{AveragesWanted, view_averages};
use crate::domain::StudentId;
use crate::phrase::Phrase;

/// Acts on a wish to see averages.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if meaning.slots.year.is_some() {
        return report_card::apply(turn, meaning).await;
    }
    let begun = Begun {
        intent: meaning.intent.code().to_owned(),
        subject: meaning.slots.subject.as_ref().and_then(Pick::single),
        term: meaning.slots.term.clone(),
        rank: meaning.slots.words.iter().any(|(slot, word)| *slot == "metric" && word == "rank"),
        ..Begun::default()
    };
    match children_meant(turn, meaning, &begun).await? {
        Some(children) => show(turn, &children, &begun).await,
        None => Ok(()),
    }
}

/// Shows the averages of these children.
pub(super) async fn show(turn: &mut Turn<'_>, children: &[StudentId], begun: &Begun) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(turn.no_child()) };
    let shown = shown_children(turn, children);
    let wanted = AveragesWanted { subject: begun.subject, term: begun.term.as_deref(), rank: begun.rank };
    let (views, rests_on) = view_averages(turn.tx, &turn.cause, &shown, wanted).await?;
    turn.say_marks(Phrase::Averages { children: views }, guardian, &rests_on, children)
}
