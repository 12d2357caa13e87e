//! A school file as one JSON object, with the place of everything in it.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use super::table::{self, CellValue, Row, Tables};
use crate::actions::{List, Place, Reason, Refusal};

/// Reads the object. What is not JSON at all is one refusal with its place.
pub(super) fn read(text: &str) -> Tables {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, cursor: Cell::new(Cursor::default()), tables: Tables::default() };
    match serde_json::from_str::<Entries<'_>>(text) {
        Ok(top) => reader.top(top),
        Err(error) => {
            let place = Place::Text { line: error.line(), column: error.column() };
            let problem = if error.is_data() { "a school file is one JSON object" } else { "this is not JSON" };
            reader.refuse(place, None, Reason::Unreadable(problem.to_owned()));
        }
    }
    reader.tables
}

/// An object's keys and values in their order, repeated keys included.
struct Entries<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry::<Cow<'de, str>, &'de RawValue>()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}

/// A place in the text: bytes before it, lines before it, characters before it in its line.
#[derive(Debug, Clone, Copy, Default)]
struct Cursor {
    offset: usize,
    line: usize,
    column: usize,
}

struct Reader<'a> {
    text: &'a str,
    /// The place found last: a file is read from its beginning to its end, and counting again from the beginning
    /// for every value would take for ever.
    cursor: Cell<Cursor>,
    tables: Tables,
}

impl<'a> Reader<'a> {
    fn top(&mut self, top: Entries<'a>) {
        if !top.0.iter().any(|(key, _)| key == "schema") {
            self.refuse(Place::File, None, Reason::Schema);
        }
        let mut policy = None;
        for (key, value) in self.once(top.0, None) {
            match (key.as_ref(), List::ALL.into_iter().find(|list| list.name() == key)) {
                ("schema", _) if value.get().trim() != "1" => self.refuse(self.place(value), None, Reason::Schema),
                ("schema", _) => {}
                ("policy", _) => policy = self.policy(value),
                (_, Some(List::School)) => self.with_rules(List::School, value),
                (_, Some(List::Policies)) => {
                    for item in self.items(List::Policies, value) {
                        self.with_rules(List::Policies, item);
                    }
                }
                (_, Some(List::Year)) => self.nested(List::Year, value, ("terms", List::Terms), None),
                (_, Some(List::Guardians)) => {
                    for guardian in self.items(List::Guardians, value) {
                        self.nested(List::Guardians, guardian, ("children", List::Children), Some("code"));
                    }
                }
                // Terms and links stand inside the year and their guardians.
                (_, Some(list)) if list != List::Terms && list != List::Children => {
                    for item in self.items(list, value) {
                        self.object(list, item);
                    }
                }
                _ => self.refuse(self.place(value), None, Reason::UnknownList(key.into_owned())),
            }
        }
        if let Some(policy) = policy
            && let Some((_, rows)) = self.tables.lists.iter_mut().find(|(list, _)| *list == List::School)
            && let Some(school) = rows.first_mut()
        {
            if school.cells.iter().any(|cell| cell.column == policy.column) {
                self.refuse(policy.place, Some(List::School), Reason::ColumnTwice(policy.column));
            } else {
                school.cells.push(policy);
            }
        }
    }

    /// An object as a row.
    fn object(&mut self, list: List, value: &'a RawValue) {
        if let Some(row) = self.row(list, value, |_, _| None) {
            self.tables.add(list, vec![row]);
        }
    }

    /// An object that holds a list of objects: a row, and a row for each of them, with the cell `shared` of the outer one.
    fn nested(&mut self, list: List, value: &'a RawValue, (key, inner): (&str, List), shared: Option<&str>) {
        let mut inner_rows = Vec::new();
        let row = self.row(list, value, |reader, (column, cell)| {
            (column == key).then(|| {
                for item in reader.items(inner, cell) {
                    inner_rows.extend(reader.row(inner, item, |_, _| None));
                }
            })
        });
        let Some(row) = row else { return };
        let shared = row.cells.iter().find(|cell| Some(cell.column.as_str()) == shared);
        if let Some(table::Cell { column, value: CellValue::Text(text), .. }) = shared {
            for inner in &mut inner_rows {
                let (place, value) = (inner.place.clone(), CellValue::Text(text.clone()));
                inner.cells.push(table::Cell { place, column: column.clone(), value });
            }
        }
        self.tables.add(list, vec![row]);
        self.tables.add(inner, inner_rows);
    }

    /// The cells of an object; `take` may take an entry for itself.
    fn row(
        &mut self,
        list: List,
        value: &'a RawValue,
        mut take: impl FnMut(&mut Self, (&str, &'a RawValue)) -> Option<()>,
    ) -> Option<Row> {
        let place = self.place(value);
        let Ok(entries) = serde_json::from_str::<Entries<'a>>(value.get()) else {
            self.refuse(place, Some(list), Reason::Unreadable("an object is expected here".to_owned()));
            return None;
        };
        let mut cells = Vec::new();
        for (column, value) in self.once(entries.0, Some(list)) {
            if take(self, (&column, value)).is_none() {
                self.cells(&mut cells, &column, value);
            }
        }
        Some(Row { place, cells })
    }

    /// The cell of a value; an object of texts, such as a label in three languages, makes one per text.
    fn cells(&mut self, cells: &mut Vec<table::Cell>, column: &str, value: &'a RawValue) {
        let place = self.place(value);
        if column == "label"
            && let Ok(Entries(texts)) = serde_json::from_str::<Entries<'a>>(value.get())
        {
            for (language, text) in self.once(texts, None) {
                self.cells(cells, &format!("label_{language}"), text);
            }
            return;
        }
        cells.extend(cell_value(value.get()).map(|value| table::Cell { place, column: column.to_owned(), value }));
    }

    /// The grading rules, kept as they are.
    fn policy(&mut self, value: &'a RawValue) -> Option<table::Cell> {
        let place = self.place(value);
        match serde_json::from_str::<Entries<'a>>(value.get()) {
            Ok(_) => {
                let value = CellValue::Text(value.get().to_owned());
                Some(table::Cell { place, column: "policy".to_owned(), value })
            }
            Err(_) if value.get() == "null" => None,
            Err(_) => {
                let reason = Reason::Unreadable("\"policy\" is an object".to_owned());
                self.refuse(place, None, reason);
                None
            }
        }
    }

    /// A row with rules: their own object is kept as it is, or stands there as text, as in a sheet.
    fn with_rules(&mut self, list: List, value: &'a RawValue) {
        let mut rules = None;
        let row = self.row(list, value, |reader, (column, cell)| {
            (column == "policy" && !cell.get().starts_with('"')).then(|| rules = reader.policy(cell))
        });
        let Some(mut row) = row else { return };
        row.cells.extend(rules);
        self.tables.add(list, vec![row]);
    }

    fn items(&mut self, list: List, value: &'a RawValue) -> Vec<&'a RawValue> {
        if let Ok(items) = serde_json::from_str::<Option<Vec<&'a RawValue>>>(value.get()) {
            return items.unwrap_or_default();
        }
        let reason = Reason::Unreadable("a list is expected here".to_owned());
        self.refuse(self.place(value), Some(list), reason);
        Vec::new()
    }

    /// Refuses keys that stand in an object twice, and keeps the first of each.
    fn once(
        &mut self,
        entries: Vec<(Cow<'a, str>, &'a RawValue)>,
        list: Option<List>,
    ) -> Vec<(Cow<'a, str>, &'a RawValue)> {
        let mut kept: Vec<(Cow<'a, str>, &'a RawValue)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            if kept.iter().any(|(known, _)| *known == key) {
                self.refuse(self.place(value), list, Reason::ColumnTwice(key.into_owned()));
            } else {
                kept.push((key, value));
            }
        }
        kept
    }

    fn refuse(&mut self, place: Place, list: Option<List>, reason: Reason) {
        self.tables.refused.push(Refusal { place, list, reason });
    }

    /// Where a value stands: it is a part of the text, so its address tells.
    fn place(&self, value: &RawValue) -> Place {
        let offset = value.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let mut at = self.cursor.get();
        if offset < at.offset {
            at = Cursor::default();
        }
        for letter in self.text.get(at.offset..offset).unwrap_or_default().chars() {
            at.column += 1;
            if letter == '\n' {
                at.line += 1;
                at.column = 0;
            }
        }
        at.offset = offset;
        self.cursor.set(at);
        Place::Text { line: at.line + 1, column: at.column + 1 }
    }
}

/// A value as a cell; `None` for null and blank text.
fn cell_value(json: &str) -> Option<CellValue> {
    match serde_json::from_str::<serde_json::Value>(json).ok()? {
        serde_json::Value::Null => None,
        serde_json::Value::Bool(yes) => Some(CellValue::Text(yes.to_string())),
        // As written: a number read as binary would not be the number that was meant.
        serde_json::Value::Number(_) => Some(CellValue::Text(json.to_owned())),
        serde_json::Value::String(text) => (!text.trim().is_empty()).then_some(CellValue::Text(text)),
        serde_json::Value::Array(items) => {
            let words: Option<Vec<String>> = items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
            Some(words.map_or(CellValue::Wrong("a list of something else than texts"), CellValue::Words))
        }
        serde_json::Value::Object(_) => Some(CellValue::Wrong("an object")),
    }
}
