//! Workbooks, filled as a person would.

use carnet::sheets::{self, Bounds, NewCell, NewTable, Table};

/// The workbook with values typed into the column under `header`, in the rows of these codes. `None`: no such column.
pub(crate) fn fill(bytes: &[u8], header: &str, values: &[(&str, &str)]) -> Option<Vec<u8>> {
    let mut tables = sheets::read(bytes, &Bounds::CLASS).unwrap();
    let table = tables.first_mut()?;
    let column = table.rows.iter().flat_map(|row| &row.cells).find(|cell| cell.text == header)?.column;
    for (code, value) in values {
        let row = table.rows.iter_mut().find(|row| row.text(0) == *code)?;
        row.cells.retain(|cell| cell.column != column);
        let text = (*value).to_owned();
        row.cells.push(sheets::Cell { column, text, kind: sheets::CellKind::Typed });
    }
    write(&tables)
}

/// Tables as a workbook; what looks like a number is one.
pub(crate) fn write(tables: &[Table]) -> Option<Vec<u8>> {
    let new = |table: &Table| {
        let last = table.rows.last().map_or(0, |row| row.number);
        let rows = (1..=last).map(|number| {
            let row = table.rows.iter().find(|row| row.number == number);
            let cells = row.map(|row| row.cells.as_slice()).unwrap_or_default();
            let width = cells.iter().map(|cell| cell.column + 1).max().unwrap_or_default();
            let cell = |column| cells.iter().find(|cell| cell.column == column).map_or(NewCell::Blank, typed);
            (0..width).map(cell).collect()
        });
        NewTable { name: table.name.clone(), rows: rows.collect(), ..NewTable::default() }
    };
    sheets::xlsx(&tables.iter().map(new).collect::<Vec<_>>())
}

fn typed(cell: &sheets::Cell) -> NewCell {
    cell.text.parse().map_or_else(|_| NewCell::Text(cell.text.clone()), NewCell::Number)
}

/// A workbook with one sheet of these rows.
pub(crate) fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let typed = |text: &&str| match text.parse() {
        _ if text.is_empty() => NewCell::Blank,
        Ok(number) => NewCell::Number(number),
        Err(_) => NewCell::Text((*text).to_owned()),
    };
    let rows = rows.iter().map(|row| row.iter().map(typed).collect()).collect();
    sheets::xlsx(&[NewTable { name: "Feuil1".to_owned(), rows, ..NewTable::default() }]).unwrap()
}
