//! For whom an announcement is, where what stands at its head does not say it for certain: asked, never guessed.

use super::compose;
use crate::commands::CommandError;
use crate::commands::dialogue::{Begun, Composed, ForWhom, Picked};
use crate::commands::offer::CHOICES;
use crate::commands::refusal;
use crate::commands::turn::Turn;
use crate::commands::understand::{Intent, Interpretation, Reason};
use crate::domain::{Action, ClassId, StudentId, can};
use crate::phrase::{AddresseePhrase, Label, Phrase, StaffNotePhrase};

/// Asks, or says that it is for nobody who gets announcements. Says whether there was a doubt.
pub(super) fn asks(turn: &mut Turn<'_>, meaning: &Interpretation, composed: &Composed) -> Result<bool, CommandError> {
    let said = |slot: &str| meaning.slots.words.iter().find(|(name, _)| *name == slot).map(|(_, word)| word.clone());
    let heard = said("heard");
    let phrase = match (meaning.reason, heard) {
        (Some(Reason::Recipient), None) => {
            let runs_school = can(turn.cause.actor, Action::Administer);
            turn.say(if runs_school {
                StaffNotePhrase::How {}.phrase()
            } else {
                AddresseePhrase::FamiliesOnly {}.phrase()
            })?;
            return Ok(true);
        }
        (Some(Reason::UnknownClass), heard) => {
            AddresseePhrase::UnknownClass { heard: refusal::heard(&heard.unwrap_or_default()) }
        }
        (Some(Reason::Recipient), Some(heard)) => {
            AddresseePhrase::ForWhom { heard: Some(refusal::heard(&heard)).filter(|heard| !heard.is_empty()) }
        }
        _ => return Ok(false),
    };
    let options = options(turn, &composed.classes);
    let announcement = ForWhom { composed: composed.clone(), text: meaning.slots.text.clone() };
    let begun = Begun {
        intent: Intent::BroadcastCreate.code().to_owned(),
        announcement: Some(Box::new(announcement)),
        ..Begun::default()
    };
    turn.ask_which(phrase.phrase(), options, begun)?;
    Ok(true)
}

/// First those that were understood, then each class they may write to, and the whole school.
fn options(turn: &Turn<'_>, understood: &[ClassId]) -> Vec<(Picked, Label)> {
    let mut options = Vec::new();
    if !understood.is_empty() {
        let labels: Vec<String> = understood.iter().map(|class| turn.class_label(*class)).collect();
        options.push((Picked::Families { all: false }, Label::Name(labels.join(", "))));
    }
    let all = crate::actions::may_broadcast(turn.cause.actor, &[]);
    let classes = turn.index.school().classes.iter();
    let own = classes.filter(|class| crate::actions::may_broadcast(turn.cause.actor, &[class.id]));
    let others = own.filter(|class| understood != [class.id]);
    options.extend(others.map(|class| (Picked::Class(class.id), Label::Name(class.label.clone()))));
    options.truncate(CHOICES - usize::from(all));
    options.extend(all.then_some((Picked::Families { all: true }, Label::AllFamilies)));
    options
}

/// One of them was picked.
pub(in crate::commands) async fn addressed(turn: &mut Turn<'_>, begun: Begun) -> Result<(), CommandError> {
    let Some(announcement) = begun.announcement else { return turn.say(Phrase::AskAgain) };
    let ForWhom { mut composed, text } = *announcement;
    if let Some(class) = begun.class {
        composed.classes = vec![class];
    }
    compose::write(turn, composed, text.as_deref()).await
}

/// The students of these classes but for some.
pub(super) fn all_but(turn: &Turn<'_>, classes: &[ClassId], without: &[StudentId]) -> Vec<StudentId> {
    if without.is_empty() {
        return Vec::new();
    }
    let of_class = turn.index.people().filter(|student| classes.contains(&student.class));
    of_class.map(|student| student.id).filter(|student| !without.contains(student)).collect()
}
