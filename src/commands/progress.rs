//! `progression`, `progression maths Awa`: how a child's averages have gone, in words at once and as a picture after.

use super::CommandError;
use super::dialogue::Begun;
use super::marks_view::{children_meant, shown_children};
use super::ordered::order;
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use crate::actions::view_progress;
use crate::domain::{PRINTS, Printing, StudentId};
use crate::phrase::{Phrase, PrintNews};

/// Acts on a wish to see how it goes.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let subject = meaning.slots.subject.as_ref().and_then(Pick::single);
    let begun = Begun { intent: meaning.intent.code().to_owned(), subject, ..Begun::default() };
    match children_meant(turn, meaning, &begun)? {
        Some(children) => show(turn, &children, &begun).await,
        None => Ok(()),
    }
}

/// Shows it for these children, a message each.
pub(super) async fn show(turn: &mut Turn<'_>, children: &[StudentId], begun: &Begun) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(turn.no_child()) };
    for child in shown_children(turn, children) {
        let (chart, rests_on) = view_progress(turn.tx, &turn.cause, &child, begun.subject).await?;
        let draws = PRINTS && turn.channel.carries_files() && chart.points.len() > 1;
        let link = turn.links.iter().find(|link| link.id == child.id).map(|link| link.guardianship);
        let phrase = Phrase::Print(PrintNews::Progression { chart });
        turn.say_marks(phrase, guardian, &rests_on, &[child.id])?;
        if let (true, Some(link)) = (draws, link) {
            let what = Printing::Progress { class: child.class, student: child.id, subject: begun.subject };
            let order = order(turn, what, Some((guardian, link)), None);
            turn.tx.order_print(&order, turn.cause.now).await?;
        }
    }
    Ok(())
}
