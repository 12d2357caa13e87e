//! `qui enseigne les maths en 4eA`, `les profs d'Awa`, `combien d'élèves en 3eB`: staff ask of any class, a family of its child's.

use super::dialogue::{Begun, Picked};
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick};
use super::{CommandError, offer, refusal};
use crate::actions::{class_sizes, class_teachers, subject_teachers};
use crate::domain::{ClassId, StudentId, SubjectId};
use crate::phrase::{Guide, Label, Phrase, Which};
use crate::store::KnownChild;

/// Acts on a wish to know who teaches what, or how large classes are.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if let Some(Pick::Unknown { heard, .. }) = &meaning.slots.class {
        let known = turn.index.school().classes.iter().map(|class| class.label.clone()).collect();
        return turn.say(Phrase::UnknownClass { heard: heard.clone(), known });
    }
    if turn.staff().is_none() {
        return of_children(turn, meaning).await;
    }
    let named = classes_named(meaning);
    if meaning.intent == Intent::ClassSize {
        let classes = class_sizes(turn.tx, &turn.cause, &named, None).await?;
        return turn.say(Phrase::Guide(Guide::ClassSizes { classes }));
    }
    let subject = meaning.slots.subject.as_ref().and_then(Pick::single);
    match (named.as_slice(), subject) {
        ([], Some(subject)) => of_subject(turn, subject).await,
        ([], None) => {
            let classes = turn.index.school().classes.iter().take(offer::CHOICES);
            let options = classes.map(|class| (Picked::Class(class.id), Label::Name(class.label.clone()))).collect();
            let begun = Begun { intent: meaning.intent.code().to_owned(), ..Begun::default() };
            turn.ask_which(Phrase::Which { what: Which::Class, heard: None }, options, begun)
        }
        (classes, subject) => of_classes(turn, classes, subject).await,
    }
}

/// The class is known.
pub(super) async fn go_on(turn: &mut Turn<'_>, begun: &Begun) -> Result<(), CommandError> {
    let Some(class) = begun.class else { return turn.say(Phrase::AskAgain) };
    of_classes(turn, &[class], begun.subject).await
}

fn classes_named(meaning: &Interpretation) -> Vec<ClassId> {
    match &meaning.slots.class {
        Some(Pick::Several(ids) | Pick::All(ids)) => ids.clone(),
        Some(pick) => pick.single().into_iter().collect(),
        None => Vec::new(),
    }
}

async fn of_classes(turn: &mut Turn<'_>, named: &[ClassId], subject: Option<SubjectId>) -> Result<(), CommandError> {
    let mut classes = Vec::new();
    for class in named {
        let class = (*class, turn.class_label(*class));
        classes.push(class_teachers(turn.tx, &turn.cause, class, None, subject).await?);
    }
    let of = subject.and_then(|subject| turn.subject_label(subject));
    turn.say(Phrase::Guide(Guide::Teachers { classes, of }))
}

async fn of_subject(turn: &mut Turn<'_>, id: SubjectId) -> Result<(), CommandError> {
    let Some(subject) = turn.subject_label(id) else { return turn.say(Phrase::AskAgain) };
    let teachers = subject_teachers(turn.tx, &turn.cause, id).await?;
    turn.say(Phrase::Guide(Guide::TaughtBy { subject, teachers }))
}

/// Of all their children, or of those that are named.
async fn of_children(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if let Some(Pick::Unknown { heard, .. }) = &meaning.slots.student {
        return turn.say(Phrase::NotYourChild { heard: refusal::heard(heard) });
    }
    let named: Vec<StudentId> = match &meaning.slots.student {
        Some(Pick::Several(ids) | Pick::All(ids)) => ids.clone(),
        Some(pick) => pick.single().into_iter().collect(),
        None => Vec::new(),
    };
    let is_meant = |child: &&KnownChild| named.is_empty() || named.contains(&child.id);
    let children: Vec<KnownChild> = turn.links.iter().filter(is_meant).cloned().collect();
    if children.is_empty() {
        return turn.say(turn.no_child());
    }
    let subject = meaning.slots.subject.as_ref().and_then(Pick::single);
    let (mut taught, mut sizes) = (Vec::new(), Vec::new());
    for child in &children {
        if meaning.intent == Intent::ClassSize {
            sizes.extend(class_sizes(turn.tx, &turn.cause, &[child.class], Some(child)).await?);
        } else {
            let class = (child.class, turn.class_label(child.class));
            taught.push(class_teachers(turn.tx, &turn.cause, class, Some(child), subject).await?);
        }
    }
    let guide = if meaning.intent == Intent::ClassSize {
        Guide::ClassSizes { classes: sizes }
    } else {
        Guide::Teachers { classes: taught, of: subject.and_then(|subject| turn.subject_label(subject)) }
    };
    turn.say(Phrase::Guide(guide))
}
