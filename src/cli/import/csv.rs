//! A school file as CSV files, one per list, or as a package of `OneRoster`.

use std::path::Path;

use super::table::{Row, Tables, add_flat, text_cell};
use super::{MAX_BYTES, list_named, oneroster, read_bounded};
use crate::actions::{List, Place, Reason, Refusal};
use crate::sheets::{Packed, csv_rows};

/// The files of a folder, in the order of their names.
pub(super) fn folder(folder: &Path) -> std::io::Result<Vec<Packed>> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| is_csv(path));
    paths.sort();
    let file = |path: std::path::PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Packed { name, bytes: read_bounded(&path, MAX_BYTES)? })
    };
    paths.into_iter().map(file).collect()
}

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// Reads all `.csv` files among them.
pub(super) fn read(files: Vec<Packed>) -> Tables {
    let mut tables = Tables::default();
    let mut texts = Vec::new();
    for file in files.into_iter().filter(|file| is_csv(Path::new(&file.name))) {
        if let Ok(text) = String::from_utf8(file.bytes) {
            texts.push(oneroster::File { name: file.name, text });
        } else {
            let place = Place::Line { file: file.name, line: 1 };
            refuse(&mut tables, place, "the file is not UTF-8; save it as \"CSV UTF-8\"");
        }
    }
    if oneroster::is_package(texts.iter().map(|file| file.name.as_str())) {
        let mut package = oneroster::read(&texts);
        package.refused.append(&mut tables.refused);
        return package;
    }
    for oneroster::File { name, text } in texts {
        let stem = Path::new(&name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let at = |line| Place::Line { file: name.clone(), line };
        match list_named(&stem) {
            Some(list) => read_list(&mut tables, list, &text, at),
            None => tables.refused.push(Refusal { place: at(1), list: None, reason: Reason::UnknownList(stem) }),
        }
    }
    tables
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
