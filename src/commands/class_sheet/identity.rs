//! What a sheet of ours remembers, in a sheet of its own that is not shown: whose it is, what each column is for, and
//! what stood in it when it was made.
//!
//! What comes back is not believed: it only says which students and assessments are meant; who may write them is asked as
//! always.

use uuid::Uuid;

use crate::actions::CourseSheet;
use crate::domain::{AssessmentId, CourseId, Mark, StudentId};
use crate::sheets::{NewCell, NewTable, Row, Table};

const SHEET: &str = "_carnet";
/// The way it is written; another one is another program's.
const VERSION: &str = "1";

/// A sheet of ours that came back.
pub(in crate::commands) struct ClassSheet<'t> {
    pub(super) table: &'t Table,
    pub(super) course: CourseId,
    pub(super) columns: Vec<OwnColumn>,
    pub(super) students: Vec<OwnStudent>,
}

/// A column to be filled.
pub(super) struct OwnColumn {
    pub(super) header: String,
    /// None: for an assessment that had no name when the sheet was made.
    pub(super) assessment: Option<AssessmentId>,
}

/// A row, as it was made.
pub(super) struct OwnStudent {
    pub(super) id: StudentId,
    pub(super) code: String,
    pub(super) name: String,
    /// By column.
    pub(super) marks: Vec<String>,
}

impl<'t> ClassSheet<'t> {
    /// Reads what a file remembers, if it is one of ours.
    pub(in crate::commands) fn of(tables: &'t [Table]) -> Option<Self> {
        let memory = tables.iter().find(|table| table.name == SHEET)?;
        let table = tables.iter().find(|table| table.name != SHEET)?;
        let of_kind = |kind: &'static str| memory.rows.iter().filter(move |row| row.text(0) == kind);
        let head = of_kind("carnet").next().filter(|row| row.text(1) == VERSION)?;
        let columns: Vec<OwnColumn> = of_kind("column")
            .map(|row| OwnColumn { header: row.text(1).to_owned(), assessment: id(row.text(2)).map(AssessmentId) })
            .collect();
        let student = |row: &Row| {
            let marks = (4_u32..).take(columns.len()).map(|column| row.text(column).to_owned()).collect();
            let (code, name) = (row.text(2).to_owned(), row.text(3).to_owned());
            Some(OwnStudent { id: StudentId(id(row.text(1))?), code, name, marks })
        };
        let students: Option<Vec<OwnStudent>> = of_kind("student").map(student).collect();
        Some(Self { table, course: CourseId(id(head.text(2))?), students: students?, columns })
    }
}

fn id(text: &str) -> Option<Uuid> {
    Uuid::parse_str(text).ok()
}

/// The sheet that is not shown. `headers` are those of the columns to be filled, the one for a new assessment last.
pub(super) fn remembered(sheet: &CourseSheet, headers: &[String], names: &[String]) -> NewTable {
    let text = |text: &str| if text.is_empty() { NewCell::Blank } else { NewCell::Text(text.to_owned()) };
    let mut rows = vec![vec![text("carnet"), text(VERSION), text(&sheet.course.0.to_string())]];
    let assessments = sheet.assessments.iter().map(|assessment| assessment.id.0.to_string());
    let assessments = assessments.chain(std::iter::once(String::new()));
    rows.extend(headers.iter().zip(assessments).map(|(header, id)| vec![text("column"), text(header), text(&id)]));
    rows.extend(sheet.students.iter().zip(names).map(|((student, marks), name)| {
        let id = student.id.0.to_string();
        let mut row = vec![text("student"), text(&id), text(&student.code), text(name)];
        row.extend(marks.iter().map(|mark| mark.map_or(NewCell::Blank, |listed| text(&as_typed(listed.mark)))));
        row
    }));
    NewTable { name: SHEET.to_owned(), hidden: true, rows, ..NewTable::default() }
}

/// A mark as it would be typed into a cell.
pub(super) fn as_typed(mark: Mark) -> String {
    match mark {
        Mark::Points(points) => points.decimal().normalize().to_string(),
        Mark::Status(status) => status.code().to_owned(),
    }
}
