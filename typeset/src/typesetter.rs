//! Laying out and writing: one compile for many cards, then a file of each or of all.
//!
//! Invariant: what the compiler remembers is forgotten again after every compile, also one that failed.

use serde::Serialize;
use typst::ecow::EcoVec;
use typst::syntax::Source;
use typst::utils::Scalar;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use crate::bounds::printable;
use crate::pack::packed;
use crate::world::{Room, id};
use crate::{Chart, FiguresTable, ReportCard, TypesetError, qr};

const REPORT_CARD: &str = "/report_card.typ";
const CHART: &str = "/chart.typ";
const STATISTICS: &str = "/statistics.typ";

/// Cards of one compile at most: more than a class has.
const MOST_CARDS: usize = 250;
/// Tables of one file at most: each class of the largest school, and the school itself.
const MOST_TABLES: usize = 300;
/// Pages of one card at most.
const MOST_PAGES: usize = 3;
/// Compiles for which what was laid out is remembered: the next class looks like this one.
const REMEMBERED: usize = 3;
/// Pixels per point of a chart: 270 points wide, for a phone.
const CHART_SHARPNESS: f64 = 4.0;

/// The templates' sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    pub report_card: String,
    pub chart: String,
    pub statistics: String,
}

/// Lays out cards and charts. Made once; may be shared by threads.
#[derive(Debug)]
pub struct Typesetter {
    report_card: Source,
    chart: Source,
    statistics: Source,
}

/// Cards laid out together.
pub struct LaidOut {
    document: PagedDocument,
    /// By card: its title, its keyword and its pages.
    cards: Vec<(String, Option<String>, std::ops::Range<usize>)>,
}

/// Forgets on every way out.
struct Forgetting;

impl Drop for Forgetting {
    fn drop(&mut self) {
        typst::comemo::evict(REMEMBERED);
    }
}

impl Typesetter {
    pub fn new(templates: Templates) -> Result<Self, TypesetError> {
        let source = |name, text| {
            let unreadable =
                || TypesetError::Template { template: name, line: None, problem: "no such name".to_owned() };
            Ok(Source::new(id(name).ok_or_else(unreadable)?, text))
        };
        Ok(Self {
            report_card: source(REPORT_CARD, templates.report_card)?,
            chart: source(CHART, templates.chart)?,
            statistics: source(STATISTICS, templates.statistics)?,
        })
    }

    /// Lays out the cards in one go: what they share is laid out once.
    pub fn report_cards(&self, cards: &[ReportCard]) -> Result<LaidOut, TypesetError> {
        if cards.is_empty() {
            return Err(TypesetError::Nothing);
        }
        if cards.len() > MOST_CARDS {
            return Err(TypesetError::TooMany { most: MOST_CARDS });
        }
        let codes: Vec<_> = cards
            .iter()
            .map(|card| card.link.as_ref().map(|link| qr::svg(&link.value)).transpose())
            .collect::<Result<_, _>>()?;
        let mut sheets = vec![1; cards.len()];
        let (mut document, mut ranges) = self.laid_out(cards, &codes, &sheets)?;
        // Whose card has several pages finds its name and their number on each: that takes room, so it may be one more.
        for _ in 1..MOST_PAGES {
            let found: Vec<usize> = ranges.iter().map(std::ops::Range::len).collect();
            if found == sheets {
                break;
            }
            sheets = found;
            (document, ranges) = self.laid_out(cards, &codes, &sheets)?;
        }
        let cards = cards.iter().zip(ranges);
        let cards = cards.map(|(card, pages)| (card.title.clone(), card.keyword.clone(), pages)).collect();
        Ok(LaidOut { document, cards })
    }

    /// Lays out cards of which is known how many pages each has; says which these are.
    fn laid_out(
        &self,
        cards: &[ReportCard],
        codes: &[Option<String>],
        sheets: &[usize],
    ) -> Result<(PagedDocument, Vec<std::ops::Range<usize>>), TypesetError> {
        let document = compile(&self.report_card, REPORT_CARD, data(cards, MOST_CARDS, (codes, sheets))?)?;
        let ranges = ranges(document.pages());
        if ranges.len() != cards.len() {
            return Err(TypesetError::PageCount { template: REPORT_CARD });
        }
        if ranges.iter().any(|pages| pages.len() > MOST_PAGES) {
            return Err(TypesetError::TooManyPages { most: MOST_PAGES, template: REPORT_CARD });
        }
        Ok((document, ranges))
    }

    /// Lays out tables of figures, one after the other.
    pub fn figures(&self, tables: &[FiguresTable]) -> Result<LaidOut, TypesetError> {
        if tables.is_empty() {
            return Err(TypesetError::Nothing);
        }
        let document = compile(&self.statistics, STATISTICS, data(tables, MOST_TABLES, (&[], &[]))?)?;
        Ok(LaidOut { document, cards: Vec::new() })
    }

    /// A chart as PNG.
    pub fn chart(&self, chart: &Chart) -> Result<Vec<u8>, TypesetError> {
        let document = compile(&self.chart, CHART, data(chart, 0, (&[], &[]))?)?;
        let [page] = document.pages() else { return Err(TypesetError::PageCount { template: CHART }) };
        png(page, CHART_SHARPNESS)
    }
}

impl LaidOut {
    /// One card as a file of its own.
    pub fn pdf(&self, card: usize) -> Result<Vec<u8>, TypesetError> {
        let (title, keyword, pages) = self.cards.get(card).ok_or(TypesetError::Nothing)?;
        let pages: EcoVec<Page> = self.document.pages().get(pages.clone()).unwrap_or_default().into();
        let mut info = typst::model::Document::info(&self.document).clone();
        info.title = Some(title.into());
        info.keywords = keyword.iter().map(Into::into).collect();
        write(&PagedDocument::new(pages, info))
    }

    /// All cards as one file of this title, with a keyword among its metadata.
    pub fn together(&self, title: &str, keyword: Option<&str>) -> Result<Vec<u8>, TypesetError> {
        let mut document = self.document.clone();
        let info = document.info_mut();
        info.title = Some(title.into());
        info.keywords = keyword.into_iter().map(Into::into).collect();
        write(&document)
    }

    /// A page as a picture, at so many pixels per point.
    pub fn png(&self, page: usize, sharpness: f64) -> Result<Vec<u8>, TypesetError> {
        png(self.document.pages().get(page).ok_or(TypesetError::Nothing)?, sharpness)
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }
}

/// The data as the template reads it.
fn data(
    content: &(impl Serialize + ?Sized),
    top: usize,
    (codes, sheets): (&[Option<String>], &[usize]),
) -> Result<Vec<u8>, TypesetError> {
    let unreadable = |_unreadable| TypesetError::Nothing;
    let printed = printable(serde_json::to_value(content).map_err(unreadable)?, top.max(60))?;
    serde_json::to_vec(&serde_json::json!({ "content": printed, "codes": codes, "sheets": sheets })).map_err(unreadable)
}

fn compile(source: &Source, template: &'static str, data: Vec<u8>) -> Result<PagedDocument, TypesetError> {
    let _forgetting = Forgetting;
    let compiled = typst::compile::<PagedDocument>(&Room::new(source, data));
    compiled.output.map_err(|errors| problem(source, template, &errors))
}

fn problem(source: &Source, template: &'static str, errors: &[typst::diag::SourceDiagnostic]) -> TypesetError {
    let first = errors.first();
    let at = first.and_then(|error| typst::WorldExt::range(&Room::new(source, Vec::new()), error.span));
    let line = at.and_then(|range| source.lines().byte_to_line(range.start)).map(|line| line + 1);
    let problem = first.map_or_else(String::new, |error| error.message.to_string());
    TypesetError::Template { template, line, problem }
}

/// The pages of each card: each begins with a page numbered 1.
fn ranges(pages: &[Page]) -> Vec<std::ops::Range<usize>> {
    let starts: Vec<usize> = pages.iter().enumerate().filter(|(_, page)| page.number == 1).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([pages.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Archived for decades and read aloud: PDF/A-2a and PDF/UA-1.
fn write(document: &PagedDocument) -> Result<Vec<u8>, TypesetError> {
    let _forgetting = Forgetting;
    let failed = |problem: String| TypesetError::Template { template: REPORT_CARD, line: None, problem };
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| failed(error.message().to_string()))?;
    let options = PdfOptions {
        creator: typst::foundations::Smart::Custom(Some("Carnet".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let file = typst_pdf::pdf(document, &options)
        .map_err(|errors| failed(errors.first().map_or_else(String::new, |error| error.message.to_string())))?;
    packed(file).map_err(|error| failed(error.to_string()))
}

fn png(page: &Page, sharpness: f64) -> Result<Vec<u8>, TypesetError> {
    let options = RenderOptions { pixel_per_pt: Scalar::new(sharpness), ..RenderOptions::default() };
    typst_render::render(page, &options).encode_png().map_err(|_unwritten| TypesetError::Picture)
}
