//! Tables as text that French spreadsheets open without asking: semicolons, decimal commas, UTF-8 that says so.
//!
//! Invariant: no cell is a formula to whoever opens it, whatever somebody has written.

use rust_decimal::Decimal;

use super::{NewCell, NewTable};

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The file of one table. `None`: it could not be written.
pub fn csv(table: &NewTable) -> Option<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(MARK.to_vec());
    for row in &table.rows {
        writer.write_record(row.iter().map(written)).ok()?;
    }
    writer.into_inner().ok()
}

/// Rows as programs hand them to each other: commas, decimal points, UTF-8. `None`: they could not be written.
pub fn plain_csv(rows: &[Vec<String>]) -> Option<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|text| harmless(text))).ok()?;
    }
    writer.into_inner().ok()
}

/// A number as it is written in French.
pub fn with_comma(number: Decimal) -> String {
    number.normalize().to_string().replace('.', ",")
}

fn written(cell: &NewCell) -> String {
    match cell {
        NewCell::Blank | NewCell::Open(None) => String::new(),
        NewCell::Number(number) => with_comma(*number),
        NewCell::Text(text) | NewCell::Title(text) | NewCell::Heading(text) => harmless(text),
        NewCell::Open(Some(inside)) => written(inside),
    }
}

/// A text that a spreadsheet would compute is marked as a text.
fn harmless(text: &str) -> String {
    let computed = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if computed { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas_and_texts_stay_texts() {
        let text = |text: &str| NewCell::Text(text.to_owned());
        let number = NewCell::Number("12.50".parse().unwrap());
        let table = NewTable {
            rows: vec![
                vec![NewCell::Heading("Nom; prénom".to_owned()), NewCell::Heading("DS1".to_owned())],
                vec![text("=HYPERLINK(\"http://x\")"), number],
                vec![text("-Awa"), NewCell::Blank],
            ],
            ..NewTable::default()
        };
        let bytes = csv(&table).unwrap();
        let written = std::str::from_utf8(&bytes).unwrap();
        let wanted = "\u{feff}\"Nom; prénom\";DS1\n\"'=HYPERLINK(\"\"http://x\"\")\";12,5\n'-Awa;\n";
        assert_eq!(written, wanted);
    }
}
