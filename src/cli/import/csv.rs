//! A school file as a folder of CSV files, one per list.

use std::path::Path;

use super::table::{Row, Tables, add_flat, text_cell};
use super::{MAX_BYTES, list_named, read_bounded};
use crate::actions::{List, Place, Reason, Refusal};

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
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    let mut lines = Lines { text: text.as_bytes(), offset: 0, line: 1 };
    for record in reader.records() {
        let Ok(record) = record else { return refuse(tables, at(0), "this is not CSV") };
        let place = at(record.position().map_or(0, |position| lines.of(position.byte())));
        let Some(columns) = &columns else {
            columns = Some(record.iter().map(|name| name.trim().to_lowercase()).collect());
            continue;
        };
        let blank = String::new();
        let named = record.iter().enumerate().map(|(at, text)| (columns.get(at).unwrap_or(&blank), text));
        let cells: Vec<_> = named.filter_map(|(column, text)| text_cell(&place, column, text)).collect();
        if !cells.is_empty() {
            rows.push(Row { place, cells });
        }
    }
    add_flat(tables, list, rows);
}

/// Counts the lines of a text from its beginning to its end. The reader's own count is one short after CR LF, whose LF it
/// leaves to the next record.
struct Lines<'a> {
    text: &'a [u8],
    offset: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that begins at `byte`, or after the ends of lines that stand there.
    fn of(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(letter) = self.text.get(self.offset)
            && (self.offset < byte || matches!(letter, b'\r' | b'\n'))
        {
            self.line += u64::from(*letter == b'\n');
            self.offset += 1;
        }
        self.line
    }
}

/// What separates the names of the first line: spreadsheets in French write semicolons.
fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: char| header.matches(separator).count();
    [(b';', count(';')), (b'\t', count('\t')), (b',', count(','))]
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(separator, _)| separator)
}

fn refuse(tables: &mut Tables, place: Place, problem: &str) {
    tables.refused.push(Refusal { place, list: None, reason: Reason::Unreadable(problem.to_owned()) });
}
