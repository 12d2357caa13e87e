//! Report cards on paper: their words in a language, laid out by the typesetter.

mod card;
mod chart;
mod name;
mod press;
mod rules;
mod statistics;

pub use carnet_typeset::{LaidOut, TypesetError, missing_letter};
pub use name::{card_files, class_file};
pub use press::CardPress;

use carnet_typeset::{Day, Language, Templates, Typesetter};
use jiff::civil::Date;
use std::path::Path;
use url::Url;

use super::voice::Voice;
use super::{Renderer, TemplateError, files};
use crate::domain::{Channel, Locale};
use crate::phrase::ReportCard;

/// Prints. Made once; its templates are read by then.
#[derive(Debug)]
pub struct Printer {
    typesetter: Typesetter,
    /// Where a code can be checked.
    site: Url,
}

impl Printer {
    /// Reads the templates of the pages: the embedded ones, or those of the same name in `overrides`.
    pub fn load(overrides: Option<&Path>, site: Url) -> Result<Self, TemplateError> {
        let mut sources = files::bulletins(overrides)?;
        let mut source = |name: &str| {
            let at = sources.iter().position(|source| source.name.ends_with(name));
            at.map(|at| sources.swap_remove(at).text).unwrap_or_default()
        };
        let templates = Templates {
            report_card: source("report_card.typ"),
            chart: source("chart.typ"),
            statistics: source("statistics.typ"),
        };
        let typesetter =
            Typesetter::new(templates).map_err(|error| TemplateError::broken("bulletins", 1, error.to_string()))?;
        Ok(Self { typesetter, site })
    }

    /// Lays out cards of a class; `seals` stand in the metadata of their files.
    pub fn lay_out(
        &self,
        renderer: &Renderer,
        cards: &[ReportCard],
        seals: &[Option<String>],
        locale: Locale,
    ) -> Result<LaidOut, TypesetError> {
        // Paper has no limits of a channel; e-mail is what comes nearest to it.
        let voice = Voice::new(renderer.words(locale), Channel::Email);
        let cards: Vec<_> =
            cards.iter().zip(seals).map(|(card, seal)| card::written(&voice, card, seal.clone(), &self.site)).collect();
        self.typesetter.report_cards(&cards)
    }
}

fn language(locale: Locale) -> Language {
    match locale {
        Locale::Fr => Language::Fr,
        Locale::En => Language::En,
        Locale::Ar => Language::Ar,
    }
}

fn day(date: Date) -> Day {
    Day { year: date.year(), month: date.month(), day: date.day() }
}
