//! A row of a table as a line of a list.

use super::super::Index;
use super::super::intents::list::{
    hold_to_scale, mark_twice, object_to_name, scale_above, segment, student_of, take_value,
};
use super::super::interpretation::{LineProblem, ListLine, Pick};
use super::super::lexicon::Meaning;
use super::super::reading::Reading;
use super::super::scope::{AssessmentView, Dialogue};
use super::layout::{Layout, name_of};
use crate::domain::{AssessmentId, StudentId};
use crate::sheets::{Cell, CellKind, Row, Table};

/// The rows of a table that say something in `column`; a blank mark leaves things as they are.
pub fn lines(
    table: &Table,
    layout: &Layout,
    column: u32,
    assessment: AssessmentId,
    (index, dialogue): (&Index, &Dialogue),
) -> Vec<ListLine> {
    let rows = table.rows.get(layout.first..).unwrap_or_default();
    let filled = rows.iter().filter_map(|row| Some((row, row.cell(column)?)));
    let mut lines: Vec<ListLine> = filled
        .filter_map(|(row, cell)| {
            let name = name_of(row, &layout.names);
            let is_mark = !name.is_empty() || !is_total(row, index, dialogue);
            is_mark.then(|| line((row.number, &name), cell, None, assessment, (index, dialogue)))
        })
        .filter(|line| line.student.is_some() || !is_heading(&line.heard, index, dialogue))
        .collect();
    let header = layout.marks.iter().find(|one| one.at == column).map_or("", |one| one.header.as_str());
    let header = Reading::new(header, index, dialogue);
    hold_to_scale(&mut lines, scale_above(&header, header.tokens.len()), index.assessment(assessment));
    mark_twice(&mut lines);
    lines
}

/// One row: the student it names, or is known to be about, and the mark in its cell.
pub fn line(
    (number, name): (u32, &str),
    cell: &Cell,
    student: Option<Pick<StudentId>>,
    assessment: AssessmentId,
    (index, dialogue): (&Index, &Dialogue),
) -> ListLine {
    let view = index.assessment(assessment);
    let student = student.or_else(|| named(name, view, index, dialogue));
    let mut line = ListLine {
        number: usize::try_from(number).unwrap_or(usize::MAX),
        heard: format!("{name} {}", cell.text.trim()).trim().to_owned(),
        student,
        given: None,
        mark: None,
        problem: None,
    };
    let reading = Reading::new(&cell.text, index, dialogue);
    let statuses: Vec<_> = reading.statuses.iter().map(|found| found.what).collect();
    match cell.kind {
        // Words beside the mark may say that it is another one.
        CellKind::Computed if cell.text.trim().is_empty() => line.problem = Some(LineProblem::Computed),
        CellKind::Typed | CellKind::Computed if reading.strangers().next().is_some() => {
            line.problem = Some(LineProblem::Unreadable);
        }
        CellKind::Typed | CellKind::Computed => {
            take_value(&mut line, &reading, (&reading.values.iter().collect::<Vec<_>>(), &statuses), view);
        }
        CellKind::Error => line.problem = Some(LineProblem::Unreadable),
    }
    if line.problem == Some(LineProblem::NoValue) {
        line.problem = Some(LineProblem::Unreadable);
    }
    object_to_name(&mut line);
    line
}

/// Whom a name means. With a word in it that is nobody's it is only nearly a name: `TOURE Awa` may be another Awa.
fn named(name: &str, view: Option<&AssessmentView>, index: &Index, dialogue: &Dialogue) -> Option<Pick<StudentId>> {
    let reading = Reading::new(name, index, dialogue);
    let pick = student_of(&reading, &segment(&reading, 0, reading.tokens.len(), 0), view)?;
    Some(match pick {
        Pick::One(id) if reading.strangers().next().is_some() => Pick::Near { id, heard: name.to_owned() },
        pick => pick,
    })
}

/// The one student a text names without a doubt.
pub(super) fn only_student(name: &str, index: &Index, dialogue: &Dialogue) -> Option<StudentId> {
    let reading = Reading::new(name, index, dialogue);
    match student_of(&reading, &segment(&reading, 0, reading.tokens.len(), 0), None)? {
        Pick::One(id) => Some(id),
        _ => None,
    }
}

/// `Moyenne`, `Total`: what stands below the marks.
fn is_total(row: &Row, index: &Index, dialogue: &Dialogue) -> bool {
    row.cells.iter().any(|cell| is_heading(&cell.text, index, dialogue))
}

fn is_heading(text: &str, index: &Index, dialogue: &Dialogue) -> bool {
    let reading = Reading::new(text, index, dialogue);
    let heads = |meaning: &Meaning| matches!(meaning, Meaning::Total | Meaning::Header | Meaning::Aside);
    reading.people.is_empty() && reading.hits.iter().any(|hit| hit.from == 0 && heads(hit.meaning))
}
