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
use crate::phrase::{ClassOverview, ProgressChart, ReportCard, SchoolFigures, SchoolSummary};

/// The card that is measured, too: 14 subjects.
const SAMPLE: &str = include_str!("../../../benches/peers/card.json");
const SAMPLE_CHART: &str = r#"{"child": {"name": "Awa K."}, "subject": null, "scale": 2000, "points": [
    {"at": {"term": "T1"}, "own": 1150, "class": {"lowest": 400, "mean": 1000, "highest": 1700}},
    {"at": {"term": "T2"}, "own": 1200, "class": null}]}"#;

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

    /// Lays out a card, a picture and a table in each language: a school's own templates must not fail for the first family.
    pub fn try_out(&self, renderer: &Renderer) -> Result<(), TypesetError> {
        let unreadable = |_unreadable| TypesetError::Nothing;
        let card: ReportCard = serde_json::from_str(SAMPLE).map_err(unreadable)?;
        let chart: ProgressChart = serde_json::from_str(SAMPLE_CHART).map_err(unreadable)?;
        let class = ClassOverview {
            class: card.class.clone(),
            students: card.students,
            general: card.figures.clone(),
            subjects: Vec::new(),
            missing: 1,
            provisional: true,
            before: None,
        };
        let figures = SchoolFigures {
            summary: SchoolSummary { term: card.term.clone(), classes: vec![class] },
            school: card.school.clone(),
            year: card.year.clone(),
            issued: card.issued,
        };
        for locale in Locale::ALL {
            // As closed, and as provisional: a template may treat them otherwise.
            let open = ReportCard { code: None, ..card.clone() };
            let cards = self.lay_out(renderer, &[card.clone(), open], &[None, None], locale)?;
            cards.pdf(0)?;
            self.progress(renderer, &chart, locale)?;
            self.statistics(renderer, &figures, locale)?;
        }
        Ok(())
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
