//! A school file as a workbook, one sheet per list.

use std::collections::BTreeMap;

use super::list_named;
use super::table::{Row, Tables, add_flat, text_cell};
use crate::actions::{List, Place, Reason, Refusal};
use crate::sheets::{Bounds, CellKind, Table, read_xlsx};

/// Reads a workbook that is in memory.
pub(super) fn read(bytes: &[u8]) -> Tables {
    let mut tables = Tables::default();
    let sheets = match read_xlsx(bytes, &Bounds::SCHOOL) {
        Ok(sheets) => sheets,
        Err(fault) => {
            refuse(&mut tables, Place::File, Reason::Unreadable(fault.to_string()));
            return tables;
        }
    };
    let cells = sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    if cells.into_iter().any(|cell| cell.kind == CellKind::Error) {
        let fault = "a cell of the workbook holds an error instead of a value";
        refuse(&mut tables, Place::File, Reason::Unreadable(fault.to_owned()));
        return tables;
    }
    for sheet in sheets {
        match list_named(&sheet.name) {
            Some(list) => add_sheet(&mut tables, list, sheet),
            None if sheet.rows.is_empty() => {}
            None => {
                let place = Place::Sheet { sheet: sheet.name.clone(), row: 1 };
                refuse(&mut tables, place, Reason::UnknownList(sheet.name));
            }
        }
    }
    tables
}

fn add_sheet(tables: &mut Tables, list: List, sheet: Table) {
    let Table { name: sheet, rows } = sheet;
    let mut rows = rows.into_iter();
    let Some(header) = rows.next() else { return };
    let columns: BTreeMap<u32, String> =
        header.cells.into_iter().map(|cell| (cell.column, cell.text.trim().to_lowercase())).collect();
    let blank = String::new();
    let rows = rows.map(|row| {
        let place = Place::Sheet { sheet: sheet.clone(), row: row.number };
        let named = row.cells.iter().map(|cell| (columns.get(&cell.column).unwrap_or(&blank), &cell.text));
        let cells = named.filter_map(|(column, text)| text_cell(&place, column, text)).collect();
        Row { place, cells }
    });
    let rows = rows.filter(|row| !row.cells.is_empty()).collect();
    add_flat(tables, list, rows);
}

fn refuse(tables: &mut Tables, place: Place, reason: Reason) {
    tables.refused.push(Refusal { place, list: None, reason });
}
