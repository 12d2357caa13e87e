//! A school file before anything in it has a meaning: lists of rows of named cells, each with its place.

use crate::actions::{List, Place};

/// A row of a list.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) place: Place,
    pub(super) cells: Vec<Cell>,
}

/// A named value; blank ones are left out.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) place: Place,
    pub(super) column: String,
    pub(super) value: CellValue,
}

#[derive(Debug)]
pub(super) enum CellValue {
    Text(String),
    Words(Vec<String>),
    /// Something that cannot stand in a cell, in a word.
    Wrong(&'static str),
}

/// The lists of a file, as far as they could be read.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) lists: Vec<(List, Vec<Row>)>,
    pub(super) refused: Vec<crate::actions::Refusal>,
}

impl Tables {
    pub(super) fn add(&mut self, list: List, rows: Vec<Row>) {
        match self.lists.iter_mut().find(|(known, _)| *known == list) {
            Some((_, known)) => known.extend(rows),
            None => self.lists.push((list, rows)),
        }
    }

    pub(super) fn take(&mut self, list: List) -> Vec<Row> {
        let at = self.lists.iter().position(|(known, _)| *known == list);
        at.map(|at| self.lists.swap_remove(at).1).unwrap_or_default()
    }
}

/// A cell of a sheet or a CSV file: `None` when it is blank. A leading apostrophe only keeps spreadsheets from calculating.
pub(super) fn text_cell(place: &Place, column: &str, text: &str) -> Option<Cell> {
    let text = text.trim();
    let text = match text.strip_prefix('\'') {
        Some(guarded) if guarded.starts_with(['=', '+', '-', '@']) => guarded,
        _ => text,
    };
    let value = CellValue::Text(text.to_owned());
    (!text.is_empty()).then(|| Cell { place: place.clone(), column: column.to_owned(), value })
}

/// Rows of a sheet or a CSV file as rows of the lists they belong to: a guardian's row is also a link to a child, and a
/// year's row may be one of its terms.
pub(super) fn add_flat(tables: &mut Tables, list: List, rows: Vec<Row>) {
    match list {
        List::Guardians => split(tables, rows, (List::Guardians, &["code"]), (List::Children, CHILD), "student"),
        List::Year => split(tables, rows, (List::Year, &[]), (List::Terms, &["code", "starts", "ends"]), "code"),
        _ => tables.add(list, rows),
    }
}

const CHILD: &[&str] = &["student", "relation", "consent"];

/// Cuts each row in two: the columns `inner` (with what `shared` names) make a row of the inner list, if `marker` is
/// among them.
fn split(
    tables: &mut Tables,
    rows: Vec<Row>,
    (outer, shared): (List, &[&str]),
    (inner, columns): (List, &[&str]),
    marker: &str,
) {
    let (mut outer_rows, mut inner_rows) = (Vec::new(), Vec::new());
    for row in rows {
        let has_inner = row.cells.iter().any(|cell| cell.column == marker);
        let (mine, theirs): (Vec<Cell>, Vec<Cell>) =
            row.cells.into_iter().partition(|cell| !columns.contains(&cell.column.as_str()));
        if has_inner || !theirs.is_empty() {
            let shared = mine.iter().filter(|cell| shared.contains(&cell.column.as_str())).filter_map(copy);
            inner_rows.push(Row { place: row.place.clone(), cells: shared.chain(theirs).collect() });
        }
        outer_rows.push(Row { place: row.place, cells: mine });
    }
    tables.add(outer, outer_rows);
    tables.add(inner, inner_rows);
}

fn copy(cell: &Cell) -> Option<Cell> {
    match &cell.value {
        CellValue::Text(text) => {
            Some(Cell { place: cell.place.clone(), column: cell.column.clone(), value: CellValue::Text(text.clone()) })
        }
        _ => None,
    }
}
