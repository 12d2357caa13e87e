//! A school file as a workbook, one sheet per list.
//!
//! A workbook is a compressed archive from outside: its size, what it unpacks to, its cells and their texts are bounded
//! before anything is kept.

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::list_named;
use super::table::{Row, Tables, add_flat, text_cell};
use crate::actions::{List, Place, Reason, Refusal};

/// Bytes of all parts of the archive, unpacked.
const MAX_UNPACKED: u64 = 96 * 1024 * 1024;
const MAX_PARTS: usize = 500;
const MAX_ROWS: u32 = 200_000;
const MAX_COLUMNS: u32 = 64;
const MAX_CELLS: usize = 2_000_000;
/// Bytes of one cell's text: the same text can be referred to by every cell of a sheet.
const MAX_TEXT: usize = 2_000;

type Fault = &'static str;

/// Reads a workbook that is in memory.
pub(super) fn read(bytes: &[u8]) -> Tables {
    let mut tables = Tables::default();
    if let Err(fault) = read_all(bytes, &mut tables) {
        refuse(&mut tables, Place::File, Reason::Unreadable(fault.to_owned()));
    }
    tables
}

fn read_all(bytes: &[u8], tables: &mut Tables) -> Result<(), Fault> {
    check_archive(bytes)?;
    let broken = |_: XlsxError| "this is not a workbook (.xlsx), or it is damaged";
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut cells = 0;
    for sheet in workbook.sheet_names() {
        let rows = read_sheet(&mut workbook, &sheet, &mut cells)?;
        match list_named(&sheet) {
            Some(list) => add_sheet(tables, list, &sheet, rows),
            None if rows.is_empty() => {}
            None => refuse(tables, Place::Sheet { sheet: sheet.clone(), row: 1 }, Reason::UnknownList(sheet)),
        }
    }
    Ok(())
}

/// Unpacks every part into nothing and counts: what an archive says about its sizes is not believed.
fn check_archive(bytes: &[u8]) -> Result<(), Fault> {
    let broken = "this is not a workbook (.xlsx), or it is damaged";
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_unreadable| broken)?;
    if archive.len() > MAX_PARTS {
        return Err("the workbook has too many parts");
    }
    let mut left = MAX_UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_unreadable| broken)?;
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_unreadable| broken)?;
        left = left.checked_sub(unpacked).ok_or("the workbook unpacks to more than a school file can be")?;
    }
    Ok(())
}

type SheetRows = BTreeMap<u32, BTreeMap<u32, String>>;

/// The cells of a sheet that are not blank, by row and column.
fn read_sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, cells: &mut usize) -> Result<SheetRows, Fault> {
    let damaged = |_: XlsxError| "a sheet of the workbook is damaged";
    let mut rows = SheetRows::new();
    let mut reader = match workbook.worksheet_cells_reader(sheet) {
        Ok(reader) => reader,
        // A sheet without cells, such as a chart.
        Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => return Ok(rows),
        Err(error) => return Err(damaged(error)),
    };
    while let Some(cell) = reader.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let Some(text) = text_of(cell.get_value())? else { continue };
        *cells += 1;
        if row >= MAX_ROWS || column >= MAX_COLUMNS || *cells > MAX_CELLS {
            return Err("the workbook has more rows or columns than a school file can have");
        }
        rows.entry(row).or_default().insert(column, text);
    }
    Ok(rows)
}

fn add_sheet(tables: &mut Tables, list: List, sheet: &str, rows: SheetRows) {
    let mut rows = rows.into_iter();
    let Some((_, header)) = rows.next() else { return };
    let columns: BTreeMap<u32, String> =
        header.into_iter().map(|(at, name)| (at, name.trim().to_lowercase())).collect();
    let blank = String::new();
    let rows = rows.map(|(row, cells)| {
        let place = Place::Sheet { sheet: sheet.to_owned(), row: row + 1 };
        let named = cells.iter().map(|(at, text)| (columns.get(at).unwrap_or(&blank), text));
        let cells = named.filter_map(|(column, text)| text_cell(&place, column, text)).collect();
        Row { place, cells }
    });
    let rows = rows.filter(|row| !row.cells.is_empty()).collect();
    add_flat(tables, list, rows);
}

/// A cell as it would be typed.
fn text_of(value: &DataRef<'_>) -> Result<Option<String>, Fault> {
    let text = match value {
        DataRef::Empty => return Ok(None),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal_text(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => bounded(text)?,
        DataRef::SharedString(text) => bounded(text)?,
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
        DataRef::Error(_) => return Err("a cell of the workbook holds an error instead of a value"),
    };
    Ok((!text.trim().is_empty()).then_some(text))
}

/// A number as it was typed: sheets keep binary ones, whose last digits are noise.
fn decimal_text(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn bounded(text: &str) -> Result<String, Fault> {
    if text.len() > MAX_TEXT { Err("a cell of the workbook holds too long a text") } else { Ok(text.to_owned()) }
}

fn refuse(tables: &mut Tables, place: Place, reason: Reason) {
    tables.refused.push(Refusal { place, list: None, reason });
}
