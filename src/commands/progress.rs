//! `progression`, `progression maths Awa`: how a child's averages have gone, in words at once and as a picture after.

use super::dialogue::Begun;
use super::marks_view::{children_meant, shown_children};
use super::ordered::order;
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use super::{CommandError, offer};
use crate::actions::{Child, view_progress};
use crate::domain::{PRINTS, Printing, StudentId};
use crate::phrase::{Phrase, PrintNews, Which};

/// Acts on a wish to see how it goes.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let subject = meaning.slots.subject.as_ref().and_then(Pick::single);
    let begun = Begun { intent: meaning.intent.code().to_owned(), subject, ..Begun::default() };
    let named = meaning.slots.student.as_ref();
    let is_own = named.and_then(Pick::single).is_some_and(|child| turn.is_own_child(child));
    if let (Some(named), true, false) = (named, turn.staff().is_some(), is_own) {
        return of_student(turn, named, begun).await;
    }
    match children_meant(turn, meaning, &begun).await? {
        Some(children) => show(turn, &children, &begun).await,
        None => Ok(()),
    }
}

/// Whoever hands report cards out may name any student of theirs.
async fn of_student(turn: &mut Turn<'_>, named: &Pick<StudentId>, begun: Begun) -> Result<(), CommandError> {
    let (asked, several) = match named {
        Pick::One(student) => return show_staff(turn, *student, &begun).await,
        Pick::Near { id, heard } => (Phrase::Which { what: Which::NearStudent, heard: Some(heard.clone()) }, vec![*id]),
        Pick::Several(ids) | Pick::All(ids) => (Phrase::Which { what: Which::Student, heard: None }, ids.clone()),
        Pick::Unknown { heard, nearest } => {
            let (heard, nearest) = (heard.clone(), turn.student_names(nearest));
            return turn.say(Phrase::UnknownStudent { heard, nearest });
        }
    };
    let options = offer::students(turn, &several);
    turn.ask_which(asked, options, begun)
}

/// In words, and drawn after.
pub(super) async fn show_staff(turn: &mut Turn<'_>, id: StudentId, begun: &Begun) -> Result<(), CommandError> {
    let Some(class) = turn.student(id).map(|student| student.class) else { return turn.say(Phrase::AskAgain) };
    let child = Child { id, class, name: turn.student_name(id), class_label: turn.class_label(class) };
    let (chart, _) = view_progress(turn.tx, &turn.cause, &child, begun.subject).await?;
    let draws = PRINTS && turn.channel.carries_files() && chart.points.len() > 1;
    turn.say(Phrase::Print(PrintNews::Progression { chart }))?;
    if draws {
        let what = Printing::Progress { class, student: id, subject: begun.subject };
        let order = order(turn, what, None, None);
        turn.tx.order_print(&order, turn.cause.now).await?;
    }
    Ok(())
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
