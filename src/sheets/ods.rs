//! Workbooks of `OpenDocument` (`.ods`).
//!
//! They say "this row, a million times", and their library writes it out: how often is cut and counted before it sees them.

use calamine::{Data, Ods, Reader};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::xlsx::decimal_text;
use super::{Bounds, Cell, CellKind, Fault, Row, Table, archive};

/// A repeated row or cell with something in it is a bomb beyond this; without, it is the empty rest of a sheet.
const MOST_REPEATED: u64 = 64;

const MIME: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &[u8] = b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";

/// Reads a workbook that is in memory.
pub(super) fn read(bytes: &[u8], bounds: &Bounds) -> Result<Vec<Table>, Fault> {
    archive::check(bytes, bounds)?;
    if archive::part(bytes, "META-INF/manifest.xml", bounds).is_ok_and(|manifest| says_locked(&manifest)) {
        return Err(Fault::Locked);
    }
    let content = archive::part(bytes, "content.xml", bounds)?;
    let content = String::from_utf8(content).map_err(|_unreadable| Fault::Damaged)?;
    let small = repack(&unrolled(&content, bounds)?).ok_or(Fault::Damaged)?;
    let mut workbook: Ods<_> = Ods::new(Cursor::new(small)).map_err(|_unreadable| Fault::Damaged)?;
    let names = workbook.sheet_names();
    if names.len() > bounds.sheets {
        return Err(Fault::TooManyParts);
    }
    let mut left = bounds.cells;
    names.into_iter().map(|name| read_sheet(&mut workbook, name, bounds, &mut left)).collect()
}

/// Whether a manifest names the cipher its parts are written in.
fn says_locked(manifest: &[u8]) -> bool {
    String::from_utf8_lossy(manifest).contains("encryption-data")
}

/// The content with no repetition beyond [`MOST_REPEATED`], once it is known how many cells that makes.
fn unrolled(content: &str, bounds: &Bounds) -> Result<String, Fault> {
    let mut kept = String::with_capacity(content.len());
    let mut count = Count::default();
    for piece in content.split_inclusive('>') {
        let Some((before, tag)) = piece.split_once('<') else {
            kept.push_str(piece);
            continue;
        };
        let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
        let tag = match name {
            "table:table-row" => {
                let (times, tag) = cut(tag, "table:number-rows-repeated=")?;
                count.row(times)?;
                tag
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let (times, tag) = cut(tag, "table:number-columns-repeated=")?;
                count.cell(times, tag.ends_with("/>"))?;
                tag
            }
            _ => tag.to_owned(),
        };
        kept.extend([before, "<", tag.as_str()]);
    }
    count.row(1)?;
    // The empty rest of every sheet counts here, too.
    let most = (bounds.cells as u64).saturating_mul(4);
    if count.cells > most { Err(Fault::TooManyCells) } else { Ok(kept) }
}

/// The cells a content makes.
#[derive(Default)]
struct Count {
    cells: u64,
    in_row: u64,
    row_times: u64,
    row_is_empty: bool,
}

impl Count {
    /// A row ends, another begins.
    fn row(&mut self, times: u64) -> Result<(), Fault> {
        if self.row_times > MOST_REPEATED && !self.row_is_empty {
            return Err(Fault::TooManyCells);
        }
        self.cells = self.cells.saturating_add(self.in_row.saturating_mul(self.row_times.min(MOST_REPEATED)));
        (self.in_row, self.row_times, self.row_is_empty) = (0, times, true);
        Ok(())
    }

    fn cell(&mut self, times: u64, is_empty: bool) -> Result<(), Fault> {
        if times > MOST_REPEATED && !is_empty {
            return Err(Fault::TooManyCells);
        }
        self.in_row = self.in_row.saturating_add(times.min(MOST_REPEATED));
        self.row_is_empty &= is_empty;
        Ok(())
    }
}

/// How often a tag says it is repeated; and the tag that says it no more often than is borne.
fn cut(tag: &str, attribute: &str) -> Result<(u64, String), Fault> {
    let Some((before, rest)) = tag.split_once(attribute) else { return Ok((1, tag.to_owned())) };
    let mut letters = rest.chars();
    let quote = letters.next().filter(|quote| matches!(quote, '"' | '\'')).ok_or(Fault::Damaged)?;
    let (number, after) = letters.as_str().split_once(quote).ok_or(Fault::Damaged)?;
    let times = number.parse::<u64>().map_err(|_unreadable| Fault::Damaged)?;
    if after.contains(attribute) {
        return Err(Fault::Damaged);
    }
    Ok((times, format!("{before}{attribute}\"{}\"{after}", times.min(MOST_REPEATED))))
}

/// An archive with what the library asks for and nothing else.
fn repack(content: &str) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(content.len() + 512)));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in [("mimetype", MIME), ("META-INF/manifest.xml", MANIFEST), ("content.xml", content.as_bytes())] {
        archive.start_file(name, stored).ok()?;
        archive.write_all(part).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

fn read_sheet(
    workbook: &mut Ods<Cursor<Vec<u8>>>,
    name: String,
    bounds: &Bounds,
    left: &mut usize,
) -> Result<Table, Fault> {
    let range = workbook.worksheet_range(&name).map_err(|_unreadable| Fault::Damaged)?;
    let formulas = workbook.worksheet_formula(&name).map_err(|_unreadable| Fault::Damaged)?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut rows: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
    for (row, column, value) in range.used_cells() {
        let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else {
            return Err(Fault::TooManyCells);
        };
        let (row, column) = (row + first_row, column + first_column);
        let Some((text, kind)) = text_of(value) else { continue };
        let within = row < bounds.rows && column < bounds.columns;
        *left = left.checked_sub(1).filter(|_| within).ok_or(Fault::TooManyCells)?;
        if text.len() > bounds.text {
            return Err(Fault::TextTooLong);
        }
        let is_formula = formulas.get_value((row, column)).is_some_and(|formula| !formula.is_empty());
        let kind = if is_formula && kind == CellKind::Typed { CellKind::Computed } else { kind };
        rows.entry(row).or_default().insert(column, Cell { column, text, kind });
    }
    // A formula that nobody has computed yet shows nothing: it is no blank.
    let (first_row, first_column) = formulas.start().unwrap_or_default();
    for (row, column, formula) in formulas.used_cells() {
        let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else {
            return Err(Fault::TooManyCells);
        };
        let (row, column) = (row + first_row, column + first_column);
        let valueless = range.get_value((row, column)).is_none_or(|value| *value == Data::Empty);
        if formula.is_empty() || !valueless || row >= bounds.rows || column >= bounds.columns {
            continue;
        }
        *left = left.checked_sub(1).ok_or(Fault::TooManyCells)?;
        let cell = Cell { column, text: String::new(), kind: CellKind::Computed };
        rows.entry(row).or_default().insert(column, cell);
    }
    let rows = rows.into_iter();
    let rows = rows.map(|(row, cells)| Row { number: row + 1, cells: cells.into_values().collect() }).collect();
    Ok(Table { name, rows })
}

fn text_of(value: &Data) -> Option<(String, CellKind)> {
    let text = match value {
        Data::Empty => return None,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal_text(*number),
        Data::Error(error) => return Some((error.to_string(), CellKind::Error)),
        Data::DateTime(moment) => decimal_text(moment.as_f64()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(yes) => yes.to_string(),
    };
    (!text.trim().is_empty()).then_some((text, CellKind::Typed))
}
