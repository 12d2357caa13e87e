//! How a school's classes stand, as tables in a language.

use carnet_typeset::{FiguresRow, FiguresTable, TypesetError};

use super::{LaidOut, Printer, day, language};
use crate::domain::{Channel, Locale, Maximum, Points, file_name};
use crate::phrase::{ClassOverview, SchoolFigures, Statistics};
use crate::render::Renderer;
use crate::render::text::year_before;
use crate::render::voice::Voice;

/// Rows of a table at most; a larger school has several.
const ROWS: usize = 50;
/// Where nothing can be said.
const NONE: &str = "–";

impl Printer {
    /// A table of the classes, then one for each with its subjects.
    pub fn statistics(
        &self,
        renderer: &Renderer,
        figures: &SchoolFigures,
        locale: Locale,
    ) -> Result<LaidOut, TypesetError> {
        let v = Voice::new(renderer.words(locale), Channel::Email);
        let summary = &figures.summary;
        let empty = FiguresTable {
            title: v.with("statistics-title").text("term", summary.term.as_str()).say(),
            language: language(locale),
            issued: day(figures.issued),
            school: figures.school.clone(),
            heading: v
                .with("statistics-heading")
                .text("term", summary.term.as_str())
                .text("year", figures.year.as_str())
                .say(),
            name: String::new(),
            notes: Vec::new(),
            heads: Vec::new(),
            rows: Vec::new(),
        };
        // A heading says what half is: classes of another scale have a table of their own.
        let mut scales: Vec<Maximum> = Vec::new();
        for class in &summary.classes {
            if !scales.contains(&class.general.scale) {
                scales.push(class.general.scale);
            }
        }
        let several = scales.len() > 1;
        let of_scale = |scale: &Maximum| -> Vec<ClassOverview> {
            summary.classes.iter().filter(|class| class.general.scale == *scale).cloned().collect()
        };
        let grouped: Vec<_> = scales.iter().map(of_scale).collect();
        let parts = grouped.iter().flat_map(|classes| classes.chunks(ROWS));
        let overviews = parts.map(|classes| overview(&v, classes, several, empty.clone()));
        let classes = summary.classes.iter().map(|class| subjects(&v, class, empty.clone()));
        self.lay_out_figures(overviews.chain(classes).collect())
    }

    /// The same as a file, with its name.
    pub fn statistics_file(
        &self,
        renderer: &Renderer,
        figures: &SchoolFigures,
        locale: Locale,
    ) -> Result<(String, Vec<u8>), TypesetError> {
        let v = Voice::new(renderer.words(locale), Channel::Email);
        let of = match figures.summary.classes.as_slice() {
            [only] => only.class.as_str(),
            _ => "",
        };
        let name = file_name(&[&v.plain("statistics-file"), of, &figures.summary.term], "pdf");
        let bytes = self.statistics(renderer, figures, locale)?.together(name.trim_end_matches(".pdf"), None)?;
        Ok((name, bytes))
    }
}

fn overview(v: &Voice<'_>, classes: &[ClassOverview], with_scale: bool, empty: FiguresTable) -> FiguresTable {
    let half = classes.first().map(|class| class.general.half);
    let scale = classes.first().map(|class| v.points(class.general.scale.points())).filter(|_| with_scale);
    let name = scale.map_or_else(
        || v.plain("statistics-classes"),
        |scale| v.with("statistics-classes-out-of").text("scale", scale).say(),
    );
    let row = |class: &ClassOverview| {
        let mut cells = vec![class.students.to_string(), class.general.count.to_string(), class.missing.to_string()];
        cells.extend(figures(v, &class.general));
        FiguresRow { name: class.class.clone(), cells, share: share(&class.general), whole: false }
    };
    FiguresTable {
        name,
        heads: heads(v, &["statistics-class", "statistics-students", "statistics-classed", "statistics-missing"], half),
        rows: classes.iter().map(row).collect(),
        ..empty
    }
}

fn subjects(v: &Voice<'_>, class: &ClassOverview, empty: FiguresTable) -> FiguresTable {
    let row = |name: String, of: &Statistics, whole: bool| {
        let cells = std::iter::once(of.count.to_string()).chain(figures(v, of)).collect();
        FiguresRow { name, cells, share: share(of), whole }
    };
    let mut rows: Vec<_> =
        class.subjects.iter().map(|line| row(v.subject(&line.subject).to_owned(), &line.statistics, false)).collect();
    rows.push(row(v.plain("card-general"), &class.general, true));
    let notes = [
        class.provisional.then(|| v.plain("card-provisional")),
        class.before.as_ref().map(|before| year_before(v, before, class.general.scale)),
        (class.missing > 0).then(|| v.with("statistics-missing-marks").count("missing", class.missing).say()),
    ];
    FiguresTable {
        name: class.class.clone(),
        notes: notes.into_iter().flatten().collect(),
        heads: heads(v, &["statistics-subject", "statistics-counted"], Some(class.general.half)),
        rows,
        ..empty
    }
}

fn heads(v: &Voice<'_>, first: &[&'static str], half: Option<Points>) -> Vec<String> {
    let spread = ["card-mean", "card-class-median", "card-lowest", "card-highest"];
    let named = first.iter().chain(&spread).map(|id| v.plain(id));
    let passed = v.with("card-class-passed").text("half", v.points(half.unwrap_or(Points::ZERO))).say();
    named.chain([passed]).collect()
}

/// Mean, median, lowest, highest, and how many have passed.
fn figures(v: &Voice<'_>, of: &Statistics) -> Vec<String> {
    let Some(spread) = &of.spread else { return vec![NONE.to_owned(); 5] };
    let mut cells: Vec<String> =
        [spread.mean, spread.median, spread.lowest, spread.highest].map(|points| v.hundredths(points)).to_vec();
    cells.push(format!("{} %", v.points(spread.pass_rate)));
    cells
}

fn share(of: &Statistics) -> Option<i64> {
    of.spread.as_ref().map(|spread| spread.pass_rate.hundredths())
}
