//! `moyenne annuelle`: a family reads its children's year so far, staff that of a class or a student; `stats annuelles`: the
//! figures of a class, or of all that the speaker leads.

use super::dialogue::{Begun, Picked};
use super::marks_view::{children_meant, shown_children};
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick};
use super::{CommandError, offer, refusal};
use crate::actions::{view_class_year, view_year, view_year_figures};
use crate::domain::{Action, ClassId, StudentId, can};
use crate::phrase::{Label, Phrase, Which};

/// Acts on a wish to see a year. Those who hand report cards out may name any class and student; their own children come
/// first.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let year = meaning.slots.year.clone();
    let begun = Begun { intent: Intent::YearView.code().to_owned(), year, ..Begun::default() };
    let named = meaning.slots.student.as_ref();
    let is_own = named.and_then(Pick::single).is_some_and(|child| turn.is_own_child(child));
    let of_classes = !meaning.slots.words.is_empty();
    if turn.staff().is_some()
        && !is_own
        && (turn.guardian.is_none() || named.is_some() || meaning.slots.class.is_some() || of_classes)
    {
        return of_school(turn, meaning, begun).await;
    }
    match children_meant(turn, meaning, &begun).await? {
        Some(children) => show(turn, &children).await,
        None => Ok(()),
    }
}

/// Shows the year of these children, a message each: each gives way when a card it rests on does.
pub(super) async fn show(turn: &mut Turn<'_>, children: &[StudentId]) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(turn.no_child()) };
    for child in shown_children(turn, children) {
        let viewed = view_year(turn.tx, &turn.cause, guardian, &child).await?;
        match viewed.topic {
            Some(topic) => turn.say_card(viewed.phrase.phrase(), topic, &viewed.rests_on, child.id)?,
            None => turn.say(viewed.phrase.phrase())?,
        }
    }
    Ok(())
}

/// The class or the student is known.
pub(super) async fn go_on(turn: &mut Turn<'_>, begun: &Begun) -> Result<(), CommandError> {
    let now = begun.student.and_then(|id| turn.student(id)).map(|student| student.class);
    // Of another year, in the class of then.
    let then = match (begun.class, begun.student, &begun.year) {
        (None, Some(student), Some(year)) => turn.tx.class_at_end(turn.cause.school.id, student, year).await?,
        (class, _, year) => class.filter(|_| year.is_some()),
    };
    let Some(class) = then.or(now).or(begun.class) else { return turn.say(Phrase::AskAgain) };
    let named = (class, turn.label_of(class).await?);
    let phrase = view_class_year(turn.tx, &turn.cause, named, begun.student).await?;
    turn.say(phrase.phrase())
}

async fn of_school(turn: &mut Turn<'_>, meaning: &Interpretation, begun: Begun) -> Result<(), CommandError> {
    let then = meaning.slots.class.as_ref().and_then(Pick::single).filter(|_| begun.year.is_some());
    let begun = Begun { class: then, ..begun };
    let several = match &meaning.slots.student {
        Some(Pick::One(student)) => return go_on(turn, &Begun { student: Some(*student), ..begun }).await,
        Some(Pick::Near { id, .. }) => vec![*id],
        Some(Pick::Several(ids) | Pick::All(ids)) => ids.clone(),
        Some(Pick::Unknown { heard, nearest }) => {
            let (heard, nearest) = (heard.clone(), turn.student_names(nearest));
            return turn.say(Phrase::UnknownStudent { heard, nearest });
        }
        None => return of_class(turn, meaning, begun).await,
    };
    let options = offer::students(turn, &several);
    if options.is_empty() {
        let phrase = refusal::forbidden(turn);
        return turn.say(phrase);
    }
    turn.ask_which(Phrase::Which { what: Which::Student, heard: None }, options, begun)
}

async fn of_class(turn: &mut Turn<'_>, meaning: &Interpretation, begun: Begun) -> Result<(), CommandError> {
    if let Some(Pick::Unknown { heard, .. }) = &meaning.slots.class {
        let known = turn.index.school().classes.iter().map(|class| class.label.clone()).collect();
        return turn.say(Phrase::UnknownClass { heard: heard.clone(), known });
    }
    let meant: Vec<ClassId> = match &meaning.slots.class {
        Some(Pick::Several(ids) | Pick::All(ids)) => ids.clone(),
        Some(pick) => pick.single().into_iter().collect(),
        None => turn.index.school().classes.iter().map(|class| class.id).collect(),
    };
    let may = |class: &ClassId| can(turn.cause.actor, Action::HandOutReportCards { class: *class });
    let meant: Vec<ClassId> = meant.into_iter().filter(may).collect();
    let figures = !meaning.slots.words.is_empty();
    match meant.as_slice() {
        [only] if !figures => go_on(turn, &Begun { class: Some(*only), ..begun }).await,
        [] => {
            let phrase = refusal::forbidden(turn);
            turn.say(phrase)
        }
        _ if figures => {
            let mut classes = Vec::new();
            for class in meant {
                classes.push((class, turn.label_of(class).await?));
            }
            let phrase = view_year_figures(turn.tx, &turn.cause, classes).await?;
            turn.say(phrase.phrase())
        }
        _ => {
            let options = meant.iter().take(offer::CHOICES);
            let options = options.map(|id| (Picked::Class(*id), Label::Name(turn.class_label(*id)))).collect();
            turn.ask_which(Phrase::Which { what: Which::Class, heard: None }, options, begun)
        }
    }
}
