//! What our own workbooks let somebody do.

use carnet::sheets::{NewCell, NewTable, xlsx};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

fn sheet(table: NewTable) -> String {
    let bytes = xlsx(&[table]).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut sheet = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    sheet
}

#[test]
fn only_what_is_to_be_filled_can_be() {
    let rows = || vec![vec![NewCell::Text("Awa".to_owned()), NewCell::Open(None)]];
    let table = |locked| NewTable { name: "4eA".to_owned(), locked, rows: rows(), ..NewTable::default() };
    assert!(sheet(table(true)).contains("sheetProtection"));
    assert!(!sheet(table(false)).contains("sheetProtection"));
}
