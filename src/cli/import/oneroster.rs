//! Line items and results of `OneRoster` 1.2 (1EdTech, CSV) as assessments and marks of a school file.
//!
//! Invariant: nothing is published and nothing deleted by such a file; a mark that families know is refused like any other.

use std::collections::HashMap;

use super::table::{Row, Tables, add_flat, text_cell};
use crate::actions::{List, Place, Reason, Refusal};
use crate::domain::MarkStatus;
use crate::sheets::csv_rows;

/// A file of the package.
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: String,
}

/// Whether these files are such a package: each has a manifest.
pub(super) fn is_package<'a>(mut names: impl Iterator<Item = &'a str>) -> bool {
    names.any(|name| name.eq_ignore_ascii_case("manifest.csv"))
}

/// Reads the package. Files that hold no line items or results are looked at for what those refer to.
pub(super) fn read(files: &[File]) -> Tables {
    let mut package = Package::new(files);
    package.check_version();
    let (items, results) = (package.records("lineItems.csv"), package.records("results.csv"));
    package.school(&items);
    let assessments = items.iter().filter_map(|item| package.assessment(item)).collect();
    let marks = results.iter().filter_map(|result| package.mark(result)).collect();
    add_flat(&mut package.tables, List::Assessments, assessments);
    add_flat(&mut package.tables, List::Marks, marks);
    package.tables
}

/// A row by the names of its columns, which are written with small letters here.
struct Record {
    place: Place,
    cells: HashMap<String, String>,
}

impl Record {
    fn get(&self, column: &str) -> &str {
        self.cells.get(&column.to_lowercase()).map_or("", |text| text.trim())
    }

    fn row(&self, cells: &[(&str, &str)]) -> Row {
        Row {
            place: self.place.clone(),
            cells: cells.iter().filter_map(|(column, text)| text_cell(&self.place, column, text)).collect(),
        }
    }
}

struct Package<'a> {
    files: &'a [File],
    /// By `sourcedId`.
    classes: HashMap<String, Record>,
    sessions: HashMap<String, Record>,
    categories: HashMap<String, Record>,
    tables: Tables,
}

impl<'a> Package<'a> {
    fn new(files: &'a [File]) -> Self {
        let none = HashMap::new;
        let mut package =
            Self { files, classes: none(), sessions: none(), categories: none(), tables: Tables::default() };
        package.classes = package.by_id("classes.csv");
        package.sessions = package.by_id("academicSessions.csv");
        package.categories = package.by_id("categories.csv");
        package
    }

    fn by_id(&mut self, name: &str) -> HashMap<String, Record> {
        self.records(name).into_iter().map(|record| (record.get("sourcedId").to_owned(), record)).collect()
    }

    /// The rows of a file; none where the package has no such file.
    fn records(&mut self, name: &str) -> Vec<Record> {
        let Some(file) = self.files.iter().find(|file| file.name.eq_ignore_ascii_case(name)) else { return Vec::new() };
        let at = |line| Place::Line { file: file.name.clone(), line };
        let Some(rows) = csv_rows(&file.text) else {
            self.refuse(at(0), None, Reason::Unreadable("this is not CSV".to_owned()));
            return Vec::new();
        };
        let mut rows = rows.into_iter();
        let header = rows.next().map(|row| row.cells).unwrap_or_default();
        let names: HashMap<u32, String> =
            header.into_iter().map(|cell| (cell.column, cell.text.trim().to_lowercase())).collect();
        let record = |row: crate::sheets::Row| {
            let cells = row.cells.into_iter().filter_map(|cell| Some((names.get(&cell.column)?.clone(), cell.text)));
            Record { place: at(u64::from(row.number)), cells: cells.collect() }
        };
        rows.map(record).collect()
    }

    fn check_version(&mut self) {
        let manifest = self.records("manifest.csv");
        let version = manifest.iter().find(|record| record.get("propertyName") == "oneroster.version");
        let version = version.map(|record| record.get("value"));
        if version != Some("1.2") {
            let (place, found) = (Place::Line { file: "manifest.csv".to_owned(), line: 1 }, version.unwrap_or("none"));
            let problem = format!("OneRoster 1.2 is read; \"oneroster.version\" is {found}");
            self.refuse(place, None, Reason::Unreadable(problem));
        }
    }

    /// The school all line items belong to; without any, that of the package.
    fn school(&mut self, items: &[Record]) {
        let orgs = self.records("orgs.csv");
        let schools = orgs.iter().filter(|org| org.get("type") == "school");
        let named = items.iter().map(|item| (item, item.get("schoolSourcedId")));
        let mut known =
            named.chain(schools.map(|org| (org, org.get("sourcedId")))).filter(|(_, code)| !code.is_empty());
        let Some((first, code)) = known.next() else {
            let place = Place::Line { file: "lineItems.csv".to_owned(), line: 1 };
            return self.refuse(place, None, Reason::Missing("schoolSourcedId"));
        };
        let row = first.row(&[("code", code)]);
        if let Some((other, _)) = known.find(|(_, other)| *other != code) {
            let problem = "a package is imported for one school at a time".to_owned();
            self.refuse(other.place.clone(), None, Reason::Unreadable(problem));
        }
        add_flat(&mut self.tables, List::School, vec![row]);
    }

    fn assessment(&mut self, item: &Record) -> Option<Row> {
        self.kept(item, List::Assessments)?;
        let (class, subject) = self.course(item)?;
        let session = item.get("academicSessionSourcedId");
        let term = self.sessions.get(session).map(|known| known.get("title")).filter(|title| !title.is_empty());
        let term = term.unwrap_or_else(|| session.rsplit('/').next().unwrap_or_default()).to_owned();
        let category = item.get("categorySourcedId");
        let kind = self.categories.get(category).map_or(category, |known| known.get("title")).to_owned();
        // A day, or a moment of it.
        let date = item.get("dueDate").split('T').next().unwrap_or_default();
        Some(item.row(&[
            ("code", item.get("sourcedId")),
            ("class", &class),
            ("subject", &subject),
            ("term", &term),
            ("kind", &kind),
            ("label", item.get("title")),
            ("date", date),
            ("max", item.get("resultValueMax")),
            ("coefficient", item.get("metadata.coefficient")),
        ]))
    }

    /// The class and the subject that a class of `OneRoster` is for us.
    fn course(&mut self, item: &Record) -> Option<(String, String)> {
        let id = item.get("classSourcedId");
        let told = self.classes.get(id).map(|class| (class.get("classCode"), class.get("subjectCodes")));
        let told = told.filter(|(class, subject)| !class.is_empty() && !subject.is_empty());
        if let Some((class, subject)) = told.or_else(|| id.rsplit_once('/')) {
            return Some((class.to_owned(), subject.to_owned()));
        }
        let problem = "class and subject are not told; give classes.csv with classCode and subjectCodes, or write \
                       CLASS/SUBJECT here"
            .to_owned();
        let reason = Reason::Invalid { column: "classSourcedId".to_owned(), problem };
        self.refuse(item.place.clone(), Some(List::Assessments), reason);
        None
    }

    fn mark(&mut self, result: &Record) -> Option<Row> {
        self.kept(result, List::Marks)?;
        let (score, word) = (result.get("score"), result.get("textScore").to_uppercase());
        let status = |status: MarkStatus| Some(status.code());
        let mark = match result.get("scoreStatus") {
            _ if score.is_empty() && MarkStatus::from_code(&word).is_some() => Some(word.as_str()),
            "exempt" => status(MarkStatus::Exempt),
            "not submitted" => status(MarkStatus::NotHandedIn),
            "fully graded" | "partially graded" | "submitted" if !score.is_empty() => Some(score),
            "submitted" | "partially graded" => status(MarkStatus::NotGraded),
            _ => None,
        };
        let Some(mark) = mark else {
            let problem = "neither a score nor one of: exempt, not submitted, submitted, partially graded".to_owned();
            let reason = Reason::Invalid { column: "scoreStatus".to_owned(), problem };
            self.refuse(result.place.clone(), Some(List::Marks), reason);
            return None;
        };
        let (assessment, student) = (result.get("lineItemSourcedId"), result.get("studentSourcedId"));
        Some(result.row(&[("assessment", assessment), ("student", student), ("mark", mark)]))
    }

    /// `None`: the other program has deleted it, which nobody here has asked for.
    fn kept(&mut self, record: &Record, list: List) -> Option<()> {
        if record.get("status") != "tobedeleted" {
            return Some(());
        }
        let problem = "a file deletes nothing here; delete it in chat, then leave the line out".to_owned();
        let reason = Reason::Invalid { column: "status".to_owned(), problem };
        self.refuse(record.place.clone(), Some(list), reason);
        None
    }

    fn refuse(&mut self, place: Place, list: Option<List>, reason: Reason) {
        self.tables.refused.push(Refusal { place, list, reason });
    }
}
