//! Workbooks of Office (`.xlsx`).

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::collections::{BTreeMap, HashSet};
use std::io::Cursor;

use super::{Bounds, Cell, CellKind, Fault, Row, Table, archive};

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Reads a workbook that is in memory: its sheets, the empty ones too.
pub fn read(bytes: &[u8], bounds: &Bounds) -> Result<Vec<Table>, Fault> {
    archive::check(bytes, bounds)?;
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_unreadable| Fault::Damaged)?;
    let names = workbook.sheet_names();
    if names.len() > bounds.sheets {
        return Err(Fault::TooManyParts);
    }
    let mut left = bounds.cells;
    names
        .into_iter()
        .map(|name| {
            let rows = read_sheet(&mut workbook, &name, bounds, &mut left)?;
            Ok(Table { name, rows })
        })
        .collect()
}

/// The cells of a sheet that are not blank, by row and column.
fn read_sheet(workbook: &mut Workbook<'_>, sheet: &str, bounds: &Bounds, left: &mut usize) -> Result<Vec<Row>, Fault> {
    let damaged = |_: XlsxError| Fault::Damaged;
    let mut computed = formulas(workbook, sheet, bounds)?;
    let mut rows: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
    let mut reader = match workbook.worksheet_cells_reader(sheet) {
        Ok(reader) => reader,
        // A sheet without cells, such as a chart.
        Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(error) => return Err(damaged(error)),
    };
    while let Some(cell) = reader.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let valueless = matches!(cell.get_value(), DataRef::Empty);
        let is_formula = !valueless && computed.remove(&(row, column));
        let Some((text, kind)) = text_of(cell.get_value()) else { continue };
        let within = row < bounds.rows && column < bounds.columns;
        *left = left.checked_sub(1).filter(|_| within).ok_or(Fault::TooManyCells)?;
        if text.len() > bounds.text {
            return Err(Fault::TextTooLong);
        }
        let kind = if is_formula && kind == CellKind::Typed { CellKind::Computed } else { kind };
        rows.entry(row).or_default().insert(column, Cell { column, text, kind });
    }
    // A formula that nobody has computed yet shows nothing: it is no blank.
    for (row, column) in computed.into_iter().filter(|(_, column)| *column < bounds.columns) {
        *left = left.checked_sub(1).ok_or(Fault::TooManyCells)?;
        let cell = Cell { column, text: String::new(), kind: CellKind::Computed };
        rows.entry(row).or_default().insert(column, cell);
    }
    Ok(rows.into_iter().map(|(row, cells)| Row { number: row + 1, cells: cells.into_values().collect() }).collect())
}

/// Where formulas stand.
fn formulas(workbook: &mut Workbook<'_>, sheet: &str, bounds: &Bounds) -> Result<HashSet<(u32, u32)>, Fault> {
    let mut found = HashSet::new();
    let Ok(mut reader) = workbook.worksheet_cells_reader(sheet) else { return Ok(found) };
    while let Some(cell) = reader.next_formula().map_err(|_unreadable| Fault::Damaged)? {
        if !cell.get_value().is_empty() {
            found.insert(cell.get_position());
        }
        if cell.get_position().0 >= bounds.rows || found.len() > bounds.cells {
            return Err(Fault::TooManyCells);
        }
    }
    Ok(found)
}

/// A cell as it would be typed.
fn text_of(value: &DataRef<'_>) -> Option<(String, CellKind)> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal_text(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            // A time of day has no date of its own.
            if moment.as_f64() < 1.0 {
                format!("{hour:02}:{minute:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}")
            }
        }
        DataRef::DateTime(moment) => decimal_text(moment.as_f64()),
        DataRef::Error(error) => return Some((error.to_string(), CellKind::Error)),
    };
    (!text.trim().is_empty()).then_some((text, CellKind::Typed))
}

/// A number as it was typed: sheets keep binary ones, whose last digits are noise.
pub(super) fn decimal_text(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
