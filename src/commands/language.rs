//! `langue`, `english`, `العربية`: the language somebody is spoken to in.

use super::dialogue::{Ask, Begun, Picked};
use super::press::Press;
use super::turn::{Turn, choice};
use super::understand::{Interpretation, Reason};
use super::{CommandError, link};
use crate::domain::Locale;
use crate::phrase::{Label, Phrase, Say};

/// Acts on a wish for another language.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    match (meaning.slots.language, meaning.reason) {
        (Some(locale), Some(Reason::LanguageOrSubject)) => {
            let choices = vec![
                choice(&Press::Language(locale), Label::Language(locale)),
                choice(&Press::Word("notes"), Label::MyMarks),
            ];
            turn.say(Say { phrase: Phrase::LanguageOrSubject, choices })
        }
        (Some(locale), _) => set(turn, locale).await,
        (None, _) => {
            // Its number picks a language, too; a button does so at any time.
            let options = Locale::ALL.map(Picked::Language).to_vec();
            turn.memory.ask(Ask::Which { options, begun: Begun::default() }, turn.source.clone(), turn.cause.now);
            let choices = Locale::ALL.map(|locale| choice(&Press::Language(locale), Label::Language(locale)));
            turn.say(Say { phrase: Phrase::WhichLanguage, choices: choices.to_vec() })
        }
    }
}

/// Speaks `locale` from now on, this answer included.
pub(super) async fn set(turn: &mut Turn<'_>, locale: Locale) -> Result<(), CommandError> {
    turn.tx.set_contact_locale(turn.cause.school.id, turn.contact, locale).await?;
    turn.chosen = Some(locale);
    turn.say(Phrase::LanguageSet { locale })?;
    // What they agree to must be said in a language they read.
    match turn.memory.question(turn.cause.now).map(|question| question.ask.clone()) {
        Some(Ask::Consent { code, student }) => link::ask_consent(turn, code, student).await,
        _ => Ok(()),
    }
}
