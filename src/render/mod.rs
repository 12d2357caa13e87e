//! Phrases become words: in a language, laid out for a channel, as text or as an approved template.
//!
//! Lives here: [`Renderer`], the reading and checking of `bot-templates`, numbers and dates as people write them,
//! buttons, lists and the splitting of long texts.
//! Never here: a sentence (those are in `bot-templates`), a decision about whom to tell what, a database, a provider.
//! Invariant: every part is within its channel's limits and no argument is ever lost or cut without a sign.

mod calendar;
mod card_page;
mod check;
mod clean;
mod elision;
mod error;
mod fetch_page;
mod files;
mod layout;
mod letter_answer;
mod mail;
mod menu;
mod offer;
#[cfg(feature = "typeset")]
mod print;
mod sheet;
mod split;
mod template;
mod text;
mod voice;
mod words;

pub use error::TemplateError;
pub use fetch_page::{FETCH_SCRIPT, Fetching};
pub use letter_answer::LetterAnswer;
pub use mail::Unsubscribing;
pub use menu::Menu;
#[cfg(feature = "typeset")]
pub use print::{CardPress, LaidOut, Printer, Process, TypesetError, card_files, class_file, missing_letter, typeset};
pub use template::{TemplateButton, TemplateDefinition};

use std::path::Path;

use crate::domain::{Channel, Locale, Medium};
use crate::gateway::Content;
use crate::phrase::{Phrase, Say, SheetWords};
use mail::MailPage;
use template::Templates;
use voice::Voice;
use words::Words;

/// Turns phrases into what is sent. Made once at start; every text of it has been checked by then.
pub struct Renderer {
    /// In the order of [`Locale::ALL`].
    words: [Words; 3],
    templates: Templates,
    mail: MailPage,
}

/// What one phrase becomes: at least one part, to be sent in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub parts: Vec<Content>,
}

impl Renderer {
    /// Reads and checks the texts: the embedded ones, each file replaced by the one of the same path in `overrides`
    /// (laid out as `bot-templates`).
    pub fn load(overrides: Option<&Path>) -> Result<Self, TemplateError> {
        let words = [
            Words::load(Locale::Fr, overrides)?,
            Words::load(Locale::En, overrides)?,
            Words::load(Locale::Ar, overrides)?,
        ];
        Ok(Self { words, templates: Templates::load(overrides)?, mail: MailPage::load(overrides)? })
    }

    /// What `say` is in a language on a channel, in the form the channel has here.
    pub fn message(&self, say: &Say, locale: Locale, medium: impl Into<Medium>) -> Rendered {
        let medium = medium.into();
        let voice = Voice::new(self.words(locale), medium).knowing(&self.templates);
        if let (Phrase::Document { document, caption, .. }, true) = (&say.phrase, medium.carries_files()) {
            let caption = text::of(&voice, caption);
            return Rendered { parts: layout::with_file(&voice, *document, caption, &say.choices) };
        }
        self.laid_out(&voice, (&text::of(&voice, &say.phrase), say), None)
    }

    /// What a phrase that hands a file over is on a channel that carries none: what is said with it, and where it can be
    /// fetched.
    pub fn linked(&self, say: &Say, address: &str, locale: Locale, medium: impl Into<Medium>) -> Rendered {
        let voice = Voice::new(self.words(locale), medium.into());
        let said = text::of(&voice, &say.phrase);
        let link = voice.with("file-link").text("address", address).say();
        self.laid_out(&voice, (&format!("{said}\n\n{link}"), say), Some(address))
    }

    fn laid_out(&self, voice: &Voice<'_>, (text, say): (&str, &Say), link: Option<&str>) -> Rendered {
        let parts = layout::lay_out(voice, text, &say.choices);
        let asks = say.asks().is_some();
        let letter = |part| match part {
            Content::Text { body } if voice.channel() == Channel::Email => self.mail.letter(voice, &body, (link, asks)),
            other => other,
        };
        Rendered { parts: parts.into_iter().map(letter).collect() }
    }

    /// The approved template for a phrase that may be said outside `WhatsApp`'s 24-hour window, if it is one of those.
    pub fn template(&self, phrase: &Phrase, locale: Locale) -> Option<Content> {
        self.templates.fill(&Voice::new(self.words(locale), Channel::WhatsApp), phrase)
    }

    /// The templates to have approved, one per name and language.
    pub fn template_definitions(&self) -> &[TemplateDefinition] {
        self.templates.definitions()
    }

    /// What a family may ask first, for `WhatsApp` to offer.
    pub fn ice_breakers(&self, locale: Locale) -> Vec<String> {
        menu::ice_breakers(&Voice::new(self.words(locale), Channel::WhatsApp))
    }

    /// Commands with their descriptions, for the menu of a chat.
    pub fn commands_menu(&self, menu: Menu, locale: Locale) -> Vec<(String, String)> {
        menu::commands(&Voice::new(self.words(locale), Channel::Telegram), menu)
    }

    /// The words that stand in files of ours.
    pub fn sheet_words(&self, locale: Locale) -> SheetWords {
        sheet::words(&Voice::new(self.words(locale), Channel::Email))
    }

    fn words(&self, locale: Locale) -> &Words {
        let [fr, en, ar] = &self.words;
        match locale {
            Locale::Fr => fr,
            Locale::En => en,
            Locale::Ar => ar,
        }
    }
}
