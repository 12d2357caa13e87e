//! `notes`, `notes Awa`: a guardian reads marks in force of their own children. Never a default child among several.

use super::dialogue::{Begun, Picked};
use super::refusal::heard;
use super::report_card;
use super::turn::Turn;
use super::understand::{Interpretation, Outcome, Pick};
use super::{CommandError, consent};
use crate::actions::{Child, view_marks};
use crate::domain::{StudentId, SubjectId};
use crate::phrase::{Label, Phrase, StudentLabel, Which};

/// Acts on a wish to see marks.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if meaning.slots.year.is_some() {
        return report_card::apply(turn, meaning).await;
    }
    let subject = meaning.slots.subject.as_ref().and_then(Pick::single);
    let begun = Begun { intent: meaning.intent.code().to_owned(), subject, ..Begun::default() };
    match children_meant(turn, meaning, &begun).await? {
        Some(children) => show(turn, &children, subject).await,
        None => Ok(()),
    }
}

/// The children that are meant; none where they have just been asked which, or been told why not.
pub(super) async fn children_meant(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    begun: &Begun,
) -> Result<Option<Vec<StudentId>>, CommandError> {
    if turn.guardian.is_none() || turn.links.is_empty() {
        turn.say(turn.no_child())?;
        return Ok(None);
    }
    let asked = match (&meaning.slots.student, meaning.outcome) {
        (Some(Pick::Unknown { heard: name, .. }), _) => {
            if !consent::says_left(turn, name).await? {
                turn.say(Phrase::NotYourChild { heard: heard(name) })?;
            }
            return Ok(None);
        }
        // Marks of a child whose name was only nearly written are shown after they say that this child is meant.
        (Some(Pick::Near { id, heard: name }), _) => {
            let question = Phrase::Which { what: Which::NearChild, heard: Some(heard(name)) };
            which_child(turn, &[*id], begun, question)?;
            return Ok(None);
        }
        (Some(pick), Outcome::Ok) if pick.single().is_some() => {
            return Ok(Some(pick.single().into_iter().collect()));
        }
        (Some(Pick::All(ids)), _) => return Ok(Some(ids.clone())),
        (Some(Pick::Several(ids)), _) => ids.clone(),
        _ => match turn.links {
            [only] => return Ok(Some(vec![only.id])),
            children => children.iter().map(|child| child.id).collect(),
        },
    };
    which_child(turn, &asked, begun, Phrase::Which { what: Which::Child, heard: None })?;
    Ok(None)
}

/// Shows the marks of these children.
pub(super) async fn show(
    turn: &mut Turn<'_>,
    children: &[StudentId],
    subject: Option<SubjectId>,
) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(turn.no_child()) };
    let wanted = shown_children(turn, children);
    let subject = subject.and_then(|id| Some((id, turn.subject_label(id)?)));
    let (views, shown) = view_marks(turn.tx, &turn.cause, &wanted, subject).await?;
    turn.say_marks(Phrase::Marks { children: views }, guardian, &shown, children)
}

/// These of their own children, as they are shown.
pub(super) fn shown_children(turn: &Turn<'_>, children: &[StudentId]) -> Vec<Child> {
    let own = turn.links.iter().filter(|child| children.contains(&child.id));
    own.map(|child| Child {
        id: child.id,
        class: child.class,
        name: StudentLabel::discreet(&child.name),
        class_label: child.class_label.clone(),
    })
    .collect()
}

fn which_child(turn: &mut Turn<'_>, ids: &[StudentId], begun: &Begun, question: Phrase) -> Result<(), CommandError> {
    let children = turn.links.iter().filter(|child| ids.contains(&child.id));
    let options: Vec<_> = children
        .map(|child| {
            let (student, place) = (StudentLabel::discreet(&child.name), child.class_label.clone());
            (Picked::Student(child.id), Label::StudentIn { student, place })
        })
        .collect();
    turn.ask_which(question, options, begun.clone())
}
