//! Where names and marks stand in a table that anybody may have made.

use rust_decimal::Decimal;
use std::collections::BTreeMap;

use super::super::Index;
use super::super::lexicon::{Fit, Meaning};
use super::super::reading::Reading;
use super::super::scope::Dialogue;
use super::super::token::tokens;
use super::row::only_student;
use crate::domain::ClassId;
use crate::sheets::{Cell, CellKind, Row, Table};

/// Rows that are looked at to find the columns: a class.
const SAMPLE: usize = 60;

/// The columns of a table that matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Together they name a student.
    pub names: Vec<u32>,
    /// Those that may hold marks.
    pub marks: Vec<Column>,
    /// What stands above the first name: titles and headings.
    pub above: String,
    /// The place of the first row with a name.
    pub first: usize,
    /// Rows that name a student.
    pub named: usize,
    /// The class most of them are in.
    pub class: Option<ClassId>,
}

/// A column with what stands at its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub at: u32,
    pub header: String,
}

impl Layout {
    /// The layout of a table that names students; `None` when it names nobody.
    pub fn of(table: &Table, index: &Index, dialogue: &Dialogue) -> Option<Self> {
        let naming: Vec<usize> = places(table, |row| row.cells.iter().any(|cell| bears_name(index, &cell.text)));
        let sample: Vec<&Row> = naming.iter().take(SAMPLE).filter_map(|at| table.rows.get(*at)).collect();
        let names = name_columns(&sample, index, dialogue)?;
        let is_named = |row: &Row| names.iter().any(|column| bears_name(index, row.text(*column)));
        let students: Vec<usize> = places(table, is_named);
        let first = *students.first()?;
        let sample: Vec<&Row> = students.iter().take(SAMPLE).filter_map(|at| table.rows.get(*at)).collect();
        let above = table.rows.get(..first).unwrap_or_default();
        let marks = mark_columns(&sample, above, &names, index, dialogue);
        let texts = above.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str());
        let above = texts.collect::<Vec<_>>().join("\n");
        let class = class_of(&sample, &names, index, dialogue);
        Some(Self { names, marks, above, first, named: students.len(), class })
    }
}

fn places(table: &Table, wanted: impl Fn(&Row) -> bool) -> Vec<usize> {
    let rows = table.rows.iter().enumerate();
    rows.filter(|(_, row)| wanted(row)).map(|(at, _)| at).collect()
}

fn bears_name(index: &Index, text: &str) -> bool {
    tokens(text).iter().any(|token| index.names().knows(token))
}

/// One column, or first and last names in two: whatever tells most students. Parents bear the same names.
fn name_columns(sample: &[&Row], index: &Index, dialogue: &Dialogue) -> Option<Vec<u32>> {
    let naming = |column: u32| sample.iter().filter(|row| bears_name(index, row.text(column))).count();
    let scores: Vec<(u32, usize)> = columns(sample).into_iter().map(|column| (column, naming(column))).collect();
    let most = scores.iter().map(|(_, score)| *score).max().filter(|most| *most > 0)?;
    let likely: Vec<u32> =
        scores.into_iter().filter(|(_, score)| score * 2 >= most).map(|(column, _)| column).collect();
    let told = |names: &[u32]| {
        let student = |row: &&&Row| only_student(&name_of(row, names), index, dialogue).is_some();
        sample.iter().filter(student).count()
    };
    // `KOUASSI Awa` names somebody, `Awa` is half a name.
    let is_whole = |column: &u32| {
        let several = sample.iter().filter(|row| row.text(*column).split_whitespace().count() > 1).count();
        several * 2 > sample.len()
    };
    let (whole, half): (Vec<u32>, Vec<u32>) = likely.iter().take(4).partition(|column| is_whole(column));
    let pairs = likely
        .iter()
        .take(4)
        .enumerate()
        .flat_map(|(at, one)| likely.iter().take(4).skip(at + 1).map(move |other| vec![*one, *other]));
    let [whole, half] = [whole, half].map(|columns| columns.into_iter().map(|column| vec![column]));
    let candidates: Vec<(usize, Vec<u32>)> =
        whole.chain(pairs).chain(half).map(|names| (told(&names), names)).collect();
    let best = candidates.iter().map(|(score, _)| *score).max()?;
    candidates.into_iter().find(|(score, _)| *score == best).map(|(_, names)| names)
}

fn class_of(sample: &[&Row], names: &[u32], index: &Index, dialogue: &Dialogue) -> Option<ClassId> {
    let mut counts: BTreeMap<ClassId, usize> = BTreeMap::new();
    for row in sample {
        let student = only_student(&name_of(row, names), index, dialogue);
        let view = index.people().find(|view| Some(view.id) == student);
        if let Some(view) = view {
            *counts.entry(view.class).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(class, _)| class)
}

fn columns(sample: &[&Row]) -> Vec<u32> {
    let mut columns: Vec<u32> = sample.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The name in a row, without the number it may begin with.
pub(super) fn name_of(row: &Row, names: &[u32]) -> String {
    let parts: Vec<&str> =
        names.iter().map(|column| row.text(*column).trim()).filter(|part| !part.is_empty()).collect();
    let name = parts.join(" ");
    name.trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | ')' | '-' | '°' | ' ')).to_owned()
}

fn mark_columns(sample: &[&Row], above: &[Row], names: &[u32], index: &Index, dialogue: &Dialogue) -> Vec<Column> {
    let mut found: Vec<(Column, bool)> = columns(sample)
        .into_iter()
        .filter(|column| !names.contains(column) && holds_marks(sample, *column, index, dialogue))
        .map(|at| {
            let header = above.iter().rev().map(|row| row.text(at)).find(|text| !text.trim().is_empty());
            let computed = sample.iter().filter_map(|row| row.cell(at)).all(|cell| cell.kind != CellKind::Typed);
            (Column { at, header: header.unwrap_or_default().trim().to_owned() }, computed)
        })
        .collect();
    found.retain(|(column, _)| !is_aside(&column.header, index, dialogue));
    if found.len() > 1 {
        let left_of_names = |column: &Column| names.iter().all(|name| column.at < *name);
        found.retain(|(column, _)| {
            !(counts_rows(sample, column.at) && (column.header.is_empty() || left_of_names(column)))
        });
    }
    // Averages and totals of the others.
    if found.iter().any(|(_, computed)| !computed) {
        found.retain(|(_, computed)| !computed);
    }
    found.into_iter().map(|(column, _)| column).collect()
}

/// Whether what stands beside the names is mostly marks.
fn holds_marks(sample: &[&Row], column: u32, index: &Index, dialogue: &Dialogue) -> bool {
    let cells: Vec<_> = sample.iter().filter_map(|row| row.cell(column)).collect();
    let mark = |text: &str| {
        let reading = Reading::new(text, index, dialogue);
        reading.values.len() + reading.statuses.len() == 1 && reading.tokens.len() <= 6
    };
    let marks = cells.iter().filter(|cell| valueless(cell) || mark(&cell.text)).count();
    marks > 0 && marks * 2 >= cells.len()
}

/// A formula without a value, or with an error for one.
fn valueless(cell: &Cell) -> bool {
    cell.kind == CellKind::Error || cell.kind == CellKind::Computed && cell.text.is_empty()
}

/// Ranks, totals, codes; but not `Devoir n° 1`.
fn is_aside(header: &str, index: &Index, dialogue: &Dialogue) -> bool {
    let reading = Reading::new(header, index, dialogue);
    let begins = |wanted: &Meaning| {
        reading.hits.iter().any(|hit| hit.from == 0 && hit.meaning == wanted && hit.fit != Fit::Slip)
    };
    reading.kinds.is_empty() && reading.assessments.is_empty() && (begins(&Meaning::Aside) || begins(&Meaning::Total))
}

/// 1, 2, 3 and so on, from the first row to the last.
fn counts_rows(sample: &[&Row], column: u32) -> bool {
    let numbers: Option<Vec<Decimal>> = sample.iter().map(|row| row.text(column).trim().parse().ok()).collect();
    numbers.is_some_and(|numbers| {
        numbers.len() > 1 && numbers.windows(2).all(|pair| matches!(pair, [one, next] if *next == *one + Decimal::ONE))
    })
}
