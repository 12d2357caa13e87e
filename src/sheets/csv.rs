//! Text with separators, as spreadsheets write it.

use super::{Bounds, Cell, CellKind, Fault, Row};

/// Reads a text in whatever letters it was saved.
pub(super) fn read(bytes: &[u8], bounds: &Bounds) -> Result<Vec<Row>, Fault> {
    let text = decoded(bytes).ok_or(Fault::NotATable)?;
    let rows = rows(&text).ok_or(Fault::NotATable)?;
    let within = |row: &Row| row.number <= bounds.rows && row.cells.iter().all(|cell| cell.column < bounds.columns);
    let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
    if cells > bounds.cells || !rows.iter().all(within) {
        return Err(Fault::TooManyCells);
    }
    if rows.iter().flat_map(|row| &row.cells).any(|cell| cell.text.len() > bounds.text) {
        return Err(Fault::TextTooLong);
    }
    Ok(rows)
}

/// The rows of a text that hold anything, each with the line it begins on. `None`: this is not CSV.
pub fn rows(text: &str) -> Option<Vec<Row>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Lines { text: text.as_bytes(), offset: 0, line: 1 };
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        let number = record.position().map_or(0, |position| lines.of(position.byte()));
        let cell = |(column, text): (u32, &str)| Cell { column, text: text.to_owned(), kind: CellKind::Typed };
        let cells = (0_u32..).zip(&record).filter(|(_, text)| !text.trim().is_empty()).map(cell);
        rows.push(Row { number, cells: cells.collect() });
    }
    rows.retain(|row: &Row| !row.cells.is_empty());
    Some(rows)
}

/// Counts the lines of a text from its beginning to its end. The reader's own count is one short after CR LF, whose LF it
/// leaves to the next record.
struct Lines<'a> {
    text: &'a [u8],
    offset: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the record that begins at `byte`, or after the ends of lines that stand there.
    fn of(&mut self, byte: u64) -> u32 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(letter) = self.text.get(self.offset)
            && (self.offset < byte || matches!(letter, b'\r' | b'\n'))
        {
            self.line += u32::from(*letter == b'\n');
            self.offset += 1;
        }
        self.line
    }
}

/// What separates the cells of the first line: spreadsheets in French write semicolons.
fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: char| header.matches(separator).count();
    [(b';', count(';')), (b'\t', count('\t')), (b',', count(','))]
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(separator, _)| separator)
}

/// UTF-8, UTF-16 as Office's "Unicode text", or the letters of Windows in western Europe. `None`: this is no text.
fn decoded(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| windows(*byte)).collect(),
        },
    };
    let is_text = |letter: char| !letter.is_control() || matches!(letter, '\t' | '\r' | '\n');
    text.chars().all(is_text).then_some(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).collect::<Result<String, _>>().ok().filter(|_| rest.is_empty())
}

/// Of the letters that differ from Latin-1, those that stand in names.
fn windows(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x8A => 'Š',
        0x8C => 'Œ',
        0x8E => 'Ž',
        0x91 => '‘',
        0x92 => '’',
        0x96 => '–',
        0x9A => 'š',
        0x9C => 'œ',
        0x9E => 'ž',
        0x9F => 'Ÿ',
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Option<Vec<(u32, Vec<String>)>> {
        let rows = read(bytes, &Bounds::CLASS).ok()?;
        let texts = |row: Row| (row.number, row.cells.into_iter().map(|cell| cell.text).collect());
        Some(rows.into_iter().map(texts).collect())
    }

    #[test]
    fn the_letters_of_every_program_are_read() {
        let expected = Some(vec![
            (1, vec!["Élève".to_owned(), "Note".to_owned()]),
            (3, vec!["N’Guessan".to_owned(), "12,5".to_owned()]),
        ]);
        let text = "Élève;Note\r\n\r\nN’Guessan;12,5\r\n";
        assert_eq!(texts(text.as_bytes()), expected);
        assert_eq!(texts(format!("\u{feff}{text}").as_bytes()), expected);
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&[&[0xFF, 0xFE], units.as_slice()].concat()), expected);
        assert_eq!(texts(b"\xC9l\xE8ve;Note\r\n\r\nN\x92Guessan;12,5\r\n"), expected);
        assert_eq!(texts(b"%PDF-1.7\n\x00\x01\x02"), None);
    }
}
