//! Report cards on paper: their words in a language, laid out by the typesetter.

mod card;
mod chart;
mod laid_out;
mod name;
mod press;
mod process;
mod rules;
mod statistics;

pub use carnet_typeset::{TypesetError, missing_letter};
pub use laid_out::LaidOut;
pub use name::{card_files, class_file};
pub use press::CardPress;
pub use process::{Process, typeset};

use carnet_typeset::{Chart, Day, FiguresTable, Language, Templates, Typesetter};
use jiff::civil::Date;
use std::path::Path;
use url::Url;

use self::laid_out::Apart;
use self::process::{OwnTemplate, Work};
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
    /// The templates that the school has put in the place of ours.
    own: OwnTemplates,
    /// Where these are laid out; without it, in this process.
    process: Option<Process>,
}

#[derive(Debug, Default)]
struct OwnTemplates {
    report_card: Option<OwnTemplate>,
    chart: Option<OwnTemplate>,
    statistics: Option<OwnTemplate>,
}

impl Printer {
    /// Reads the templates of the pages: the embedded ones, or those of the same name in `overrides`.
    pub fn load(overrides: Option<&Path>, site: Url) -> Result<Self, TemplateError> {
        let mut sources = files::bulletins(overrides)?;
        let mut source = |name: &str, own: &mut Option<OwnTemplate>| {
            let at = sources.iter().position(|source| source.name.ends_with(name));
            let Some(source) = at.map(|at| sources.swap_remove(at)) else { return String::new() };
            *own = source.replaces.is_some().then(|| OwnTemplate { name: source.name, text: source.text.clone() });
            source.text
        };
        let mut own = OwnTemplates::default();
        let templates = Templates {
            report_card: source("report_card.typ", &mut own.report_card),
            chart: source("chart.typ", &mut own.chart),
            statistics: source("statistics.typ", &mut own.statistics),
        };
        let typesetter =
            Typesetter::new(templates).map_err(|error| TemplateError::broken("bulletins", 1, error.to_string()))?;
        Ok(Self { typesetter, site, own, process: None })
    }

    /// Has templates of the school's own laid out by processes of their own.
    #[must_use]
    pub fn with(self, process: Process) -> Self {
        Self { process: Some(process), ..self }
    }

    fn apart<'p>(&'p self, own: Option<&'p OwnTemplate>) -> Option<(&'p Process, &'p OwnTemplate)> {
        self.process.as_ref().zip(own)
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
            self.statistics(renderer, &figures, locale)?.together(&figures.school, None)?;
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
        match self.apart(self.own.report_card.as_ref()) {
            Some(apart) => Ok(LaidOut::Apart(Apart::new(apart, Work::Cards { cards })?)),
            None => Ok(LaidOut::Here(self.typesetter.report_cards(&cards)?)),
        }
    }

    fn lay_out_figures(&self, tables: Vec<FiguresTable>) -> Result<LaidOut, TypesetError> {
        let Some(apart) = self.apart(self.own.statistics.as_ref()) else {
            return Ok(LaidOut::Here(self.typesetter.figures(&tables)?));
        };
        let work = Work::Figures { tables, title: String::new(), keyword: None };
        Ok(LaidOut::Apart(Apart::new(apart, work)?))
    }

    fn draw(&self, chart: Chart) -> Result<Vec<u8>, TypesetError> {
        match self.apart(self.own.chart.as_ref()) {
            Some((process, template)) => {
                process.run(template, &Work::Chart { chart })?.pop().ok_or(TypesetError::Nothing)
            }
            None => self.typesetter.chart(&chart),
        }
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
