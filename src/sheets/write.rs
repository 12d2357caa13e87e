//! Workbooks of ours: typed cells, no formula, what may be filled and what may not.
//!
//! Invariant: a text of somebody else's is written as a text, whatever it begins with; the same tables give the same bytes.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

/// A sheet to be written.
#[derive(Debug, Clone, Default)]
pub struct NewTable {
    pub name: String,
    pub right_to_left: bool,
    /// Kept for us, shown to nobody.
    pub hidden: bool,
    /// Only the cells to be filled can be.
    pub locked: bool,
    /// The place of the row of headings: it stays in sight.
    pub headings: Option<u32>,
    pub rows: Vec<Vec<NewCell>>,
    /// In letters, by column.
    pub widths: Vec<f64>,
    pub entries: Vec<Entries>,
}

/// A cell to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum NewCell {
    Blank,
    Text(String),
    Number(Decimal),
    Title(String),
    Heading(String),
    /// To be filled or changed.
    Open(Option<Box<NewCell>>),
}

/// A column of cells to be filled: with a mark, or one of these words.
#[derive(Debug, Clone)]
pub struct Entries {
    pub column: u16,
    pub rows: (u32, u32),
    pub maximum: Option<Decimal>,
    pub words: Vec<String>,
    /// What a spreadsheet says of anything else.
    pub refusal: String,
}

/// The file of these tables. `None`: something in them is beyond what a workbook can hold.
pub fn xlsx(tables: &[NewTable]) -> Option<Vec<u8>> {
    write(tables).ok()
}

fn write(tables: &[NewTable]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Asked for twice, it is the same file: a provider that has it need not be given it again.
    let fixed = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("Carnet").set_creation_datetime(&fixed));
    let formats = Formats::new();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&table.name))?;
        fill(sheet, table, &formats)?;
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &NewTable, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_right_to_left(table.right_to_left).set_very_hidden(table.hidden);
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    for (column, width) in (0_u16..).zip(&table.widths) {
        sheet.set_column_width(column, *width)?;
    }
    for (row, cells) in (0_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            put(sheet, (row, column), cell, formats)?;
        }
    }
    if let Some(headings) = table.headings {
        sheet.set_freeze_panes(headings + 1, 0)?;
    }
    for entries in &table.entries {
        sheet.add_data_validation(
            entries.rows.0,
            entries.column,
            entries.rows.1,
            entries.column,
            &validation(entries)?,
        )?;
    }
    if table.locked {
        sheet.protect();
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, at: (u32, u16), cell: &NewCell, formats: &Formats) -> Result<(), XlsxError> {
    put_as(sheet, at, cell, &formats.plain, formats)
}

fn put_as(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &NewCell,
    format: &Format,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        NewCell::Blank => {}
        NewCell::Text(text) => {
            sheet.write_string_with_format(row, column, text, format)?;
        }
        NewCell::Number(number) => {
            sheet.write_number_with_format(row, column, binary(*number), format)?;
        }
        NewCell::Title(text) => {
            sheet.write_string_with_format(row, column, text, &formats.title)?;
        }
        NewCell::Heading(text) => {
            sheet.write_string_with_format(row, column, text, &formats.heading)?;
        }
        NewCell::Open(None) => {
            sheet.write_blank(row, column, &formats.open)?;
        }
        NewCell::Open(Some(inside)) => put_as(sheet, (row, column), inside, &formats.open, formats)?,
    }
    Ok(())
}

/// A mark within its maximum, or one of the words, or nothing.
fn validation(entries: &Entries) -> Result<DataValidation, XlsxError> {
    let cell = format!("{}{}", letters(entries.column), entries.rows.0 + 1);
    let most = entries.maximum.map(|maximum| format!(",{cell}<={maximum}")).unwrap_or_default();
    let mut allowed = vec![format!("AND(ISNUMBER({cell}),{cell}>=0{most})")];
    allowed.extend(entries.words.iter().map(|word| format!("{cell}=\"{}\"", word.replace('"', ""))));
    DataValidation::new()
        .allow_custom(Formula::new(format!("=OR({})", allowed.join(","))))
        .ignore_blank(true)
        .set_error_message(&entries.refusal)
}

/// `A`, `Z`, `AA`: how spreadsheets call a column.
fn letters(column: u16) -> String {
    let (high, low) = (column / 26, column % 26);
    let letter = |number: u16| char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    if high == 0 { letter(low).to_string() } else { format!("{}{}", letter(high - 1), letter(low)) }
}

/// Spreadsheets know binary numbers only: 12.5 stays 12.5.
fn binary(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

/// At most 31 letters, and none that has a meaning in formulas.
fn sheet_name(name: &str) -> String {
    let harmless = |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { c };
    let name: String = name.chars().map(harmless).take(31).collect();
    let name = name.trim();
    if name.is_empty() { "1".to_owned() } else { name.to_owned() }
}

struct Formats {
    plain: Format,
    title: Format,
    heading: Format,
    open: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            plain: Format::new(),
            title: Format::new().set_bold().set_font_size(13),
            heading: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_border(FormatBorder::Thin),
            open: Format::new().set_unlocked().set_border(FormatBorder::Thin).set_background_color(0x00FF_FBE6),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::{Bounds, CellKind, read};

    #[test]
    fn what_is_written_is_read_and_nothing_is_a_formula() {
        let dangerous = "=HYPERLINK(\"http://x\")";
        let table = NewTable {
            name: "4e A / Maths".to_owned(),
            right_to_left: true,
            locked: true,
            rows: vec![
                vec![NewCell::Heading("Nom".to_owned()), NewCell::Heading("+1".to_owned())],
                vec![
                    NewCell::Text(dangerous.to_owned()),
                    NewCell::Open(Some(Box::new(NewCell::Number("12.25".parse().unwrap())))),
                ],
                vec![NewCell::Text("-Awa".to_owned()), NewCell::Open(None)],
            ],
            entries: vec![Entries {
                column: 1,
                rows: (1, 2),
                maximum: Some(Decimal::from(20)),
                words: vec!["ABS".to_owned()],
                refusal: "0-20".to_owned(),
            }],
            ..NewTable::default()
        };
        let bytes = xlsx(std::slice::from_ref(&table)).unwrap();
        assert_eq!(bytes, xlsx(&[table]).unwrap(), "the same bytes each time");
        let tables = read(&bytes, &Bounds::CLASS).unwrap();
        let cells: Vec<_> = tables[0].rows.iter().flat_map(|row| &row.cells).collect();
        let texts: Vec<_> = cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["Nom", "+1", dangerous, "12.25", "-Awa"]);
        assert!(cells.iter().all(|cell| cell.kind == CellKind::Typed));
    }

    #[test]
    fn columns_are_called_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 51, 52].map(letters), ["A", "Z", "AA", "AZ", "BA"]);
    }
}
