//! `bilan de l'école`: an administrator reads how the school stands, class by class. It is made outside of what asks for it:
//! a whole school is much to read.

use super::CommandError;
use super::class_stats;
use super::ordered::order;
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use crate::actions::order_summary;
use crate::domain::{Action, PRINTS, Printing, can};
use crate::phrase::{Feature, Phrase, PrintNews};

/// Acts on a wish to see the school's figures; of one class, they are that class's.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if meaning.slots.class.as_ref().and_then(Pick::single).is_some() {
        return class_stats::apply(turn, meaning, text).await;
    }
    if !can(turn.cause.actor, Action::Administer) {
        return turn.say(Phrase::NotAllowed);
    }
    if !PRINTS {
        return turn.say(Phrase::NotSwitchedOn { what: Feature::Statistics });
    }
    let label = meaning.slots.year.as_deref();
    let year = turn.tx.year_named(turn.cause.school.id, label).await?;
    let terms = year.map(|year| year.terms).unwrap_or_default();
    let code = meaning.slots.term.as_deref();
    let named = code.and_then(|code| terms.iter().find(|term| term.code == code));
    // A year that has ended is seen at its end.
    let term = named.or_else(|| terms.last().filter(|_| label.is_some())).map(|term| term.id);
    let order = order(turn, Printing::Summary { term }, None, None);
    order_summary(turn.tx, &turn.cause, &order).await?;
    turn.say(Phrase::Print(PrintNews::SummaryBegun))
}
