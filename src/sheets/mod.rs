//! Tables in files: `.xlsx`, `.ods` and `.csv`, read within bounds and written safely.
//!
//! Lives here: what a table from outside may cost, how its cells become text, how a table of ours becomes a file.
//! Never here: what a column means, a school, a sentence.
//! Invariant: nothing of a file is unpacked, kept or believed before it has been counted; nothing in it is ever computed,
//! followed or run.

mod archive;
mod bounds;
mod csv;
mod fault;
mod ods;
mod text;
mod write;
mod xlsx;

pub use archive::{Packed, packed};
pub use bounds::Bounds;
pub use csv::rows as csv_rows;
pub use fault::Fault;
pub use text::{csv, plain_csv, with_comma};
pub use write::{Entries, NewCell, NewTable, xlsx};
pub use xlsx::read as read_xlsx;

use serde::{Deserialize, Serialize};

/// A sheet: its rows that hold anything, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Empty where a file has only one.
    pub name: String,
    pub rows: Vec<Row>,
}

/// A row with the cells that are not blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// As the program that made the file counts, from 1.
    pub number: u32,
    pub cells: Vec<Cell>,
}

/// A cell as it would be typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Counted from 0.
    pub column: u32,
    pub text: String,
    pub kind: CellKind,
}

/// Where the text of a cell comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    Typed,
    /// What somebody else's program says a formula gives: it may never have been computed.
    Computed,
    /// `#DIV/0!`
    Error,
}

impl Row {
    /// The text in a column; empty where there is none.
    pub fn text(&self, column: u32) -> &str {
        self.cell(column).map_or("", |cell| cell.text.as_str())
    }

    pub fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }
}

/// Reads a file by what it is, whatever it is called.
pub fn read(bytes: &[u8], bounds: &Bounds) -> Result<Vec<Table>, Fault> {
    if bytes.len() as u64 > bounds.file {
        return Err(Fault::TooLarge);
    }
    // What Office makes of a workbook with a password; and its workbooks of before 2007.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Fault::Locked);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        let rows = csv::read(bytes, bounds)?;
        return Ok(vec![Table { name: String::new(), rows }]);
    }
    if archive::is_opendocument(bytes)? { ods::read(bytes, bounds) } else { xlsx::read(bytes, bounds) }
}
