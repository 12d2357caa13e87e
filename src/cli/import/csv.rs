//! A school file as a folder of CSV files, one per list.

use std::path::Path;

use super::table::{Row, Tables, add_flat, text_cell};
use super::{MAX_BYTES, list_named, read_bounded};
use crate::actions::{List, Place, Reason, Refusal};
use crate::sheets::csv_rows;

/// Reads all `.csv` files of a folder.
pub(super) fn read(folder: &Path) -> std::io::Result<Tables> {
    let mut tables = Tables::default();
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")));
    paths.sort();
    for path in paths {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let at = |line| Place::Line { file: file.clone(), line };
        match list_named(&stem) {
            Some(list) => match String::from_utf8(read_bounded(&path, MAX_BYTES)?) {
                Ok(text) => read_list(&mut tables, list, &text, at),
                Err(_) => refuse(&mut tables, at(1), "the file is not UTF-8; save it as \"CSV UTF-8\""),
            },
            None => tables.refused.push(Refusal { place: at(1), list: None, reason: Reason::UnknownList(stem) }),
        }
    }
    Ok(tables)
}

fn read_list(tables: &mut Tables, list: List, text: &str, at: impl Fn(u64) -> Place) {
    let Some(found) = csv_rows(text) else { return refuse(tables, at(0), "this is not CSV") };
    let mut found = found.into_iter();
    let columns: Vec<(u32, String)> = found
        .next()
        .map(|header| header.cells.into_iter().map(|cell| (cell.column, cell.text.trim().to_lowercase())).collect())
        .unwrap_or_default();
    let named = |column: u32| columns.iter().find(|(at, _)| *at == column).map_or("", |(_, name)| name.as_str());
    let mut rows = Vec::new();
    for row in found {
        let place = at(u64::from(row.number));
        let cells: Vec<_> =
            row.cells.iter().filter_map(|cell| text_cell(&place, named(cell.column), &cell.text)).collect();
        if !cells.is_empty() {
            rows.push(Row { place, cells });
        }
    }
    add_flat(tables, list, rows);
}

fn refuse(tables: &mut Tables, place: Place, problem: &str) {
    tables.refused.push(Refusal { place, list: None, reason: Reason::Unreadable(problem.to_owned()) });
}
