//! A sheet of ours that came back: what its teacher changed, for the assessment its column names.
//!
//! Only cells that differ from what stood there when the sheet was made count: an old sheet takes nothing back.

use rust_decimal::Decimal;
use std::collections::HashSet;

use super::identity::{ClassSheet, OwnColumn, OwnStudent};
use crate::commands::CommandError;
use crate::commands::dialogue::SheetRest;
use crate::commands::mark_import::{Sent, meant, which};
use crate::commands::mark_list::preview;
use crate::commands::offer;
use crate::commands::turn::Turn;
use crate::commands::understand::{Dialogue, Index, ListLine, Meant, Pick, line};
use crate::domain::{AssessmentId, ClassId, count, fold};
use crate::phrase::{Guide, Phrase, SheetProblem};
use crate::sheets::{Cell, CellKind, Row};

/// A column that was filled, with where it stands now.
struct Filled<'s> {
    place: usize,
    at: u32,
    column: &'s OwnColumn,
}

/// Acts on a sheet that came back.
pub(in crate::commands) async fn returned(
    turn: &mut Turn<'_>,
    sent: &Sent,
    sheet: &ClassSheet<'_>,
    chosen: Option<AssessmentId>,
) -> Result<(), CommandError> {
    if let Some(refused) = not_theirs(turn, sheet) {
        return turn.say(refused);
    }
    let filled = filled(sheet);
    let Some(first) = filled.first() else {
        return turn.say(Phrase::SheetRefused { why: SheetProblem::Unchanged });
    };
    let named_ones: Vec<AssessmentId> = filled.iter().filter_map(|one| one.column.assessment).collect();
    let unnamed = filled.iter().any(|one| one.column.assessment.is_none());
    match (chosen, named_ones.as_slice()) {
        (Some(chosen), _) => show(turn, sheet, chosen).await,
        (None, []) => match named(turn, sent, sheet, first, class_of(turn, sheet)) {
            Some(id) => show(turn, sheet, id).await,
            None => which(turn, sent, &of_course(turn, sheet), class_of(turn, sheet)),
        },
        (None, [only]) if !unnamed => show(turn, sheet, *only).await,
        (None, several) => {
            let (event, caption) = (sent.event, sent.caption.clone());
            let all = SheetRest { sheet: event, caption, assessments: several.to_vec(), unnamed };
            rest(turn, sent, sheet, all).await
        }
    }
}

/// Several columns are filled: one is asked about after the other.
pub(in crate::commands) async fn rest(
    turn: &mut Turn<'_>,
    sent: &Sent,
    sheet: &ClassSheet<'_>,
    mut rest: SheetRest,
) -> Result<(), CommandError> {
    while !rest.assessments.is_empty() {
        let next = rest.assessments.remove(0);
        let more = count(rest.assessments.len() + usize::from(rest.unnamed));
        if more > 0 {
            turn.say(Phrase::Guide(Guide::SheetHasMore { more }))?;
        }
        show(turn, sheet, next).await?;
        // Where nothing of a column can be saved, nothing was asked either.
        if turn.memory.question(turn.cause.now).is_some() {
            if more > 0 {
                turn.memory.continue_sheet(rest);
            }
            return Ok(());
        }
    }
    if !rest.unnamed {
        return Ok(());
    }
    let taken: Vec<_> = filled(sheet).iter().filter_map(|one| one.column.assessment).collect();
    let open: Vec<_> = of_course(turn, sheet).into_iter().filter(|id| !taken.contains(id)).collect();
    if open.is_empty() {
        let class = class_of(turn, sheet);
        let phrase = offer::no_assessment(turn, class);
        return turn.say(phrase);
    }
    which(turn, sent, &open, class_of(turn, sheet))
}

/// Shows what a column would save, and asks.
async fn show(turn: &mut Turn<'_>, sheet: &ClassSheet<'_>, assessment: AssessmentId) -> Result<(), CommandError> {
    let filled = filled(sheet);
    let of_it = filled.iter().find(|one| one.column.assessment == Some(assessment));
    let without_name = filled.iter().find(|one| one.column.assessment.is_none());
    let Some(column) = of_it.or(without_name) else { return turn.say(Phrase::AskAgain) };
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    let index = std::sync::Arc::clone(&turn.index);
    let plain = Dialogue::at(turn.cause.local_now());
    let lines = lines(sheet, column, assessment.id, (&index, &plain));
    preview(turn, &assessment, &lines).await
}

fn class_of(turn: &Turn<'_>, sheet: &ClassSheet<'_>) -> Option<ClassId> {
    turn.staff()?.courses.iter().find(|course| course.id == sheet.course).map(|course| course.class)
}

/// Why the sheet of a colleague's course is not read.
fn not_theirs(turn: &Turn<'_>, sheet: &ClassSheet<'_>) -> Option<Phrase> {
    let staff = turn.staff()?;
    if staff.courses.iter().any(|course| course.id == sheet.course) {
        return None;
    }
    let known = turn.index.assessments().find(|one| one.course == Some(sheet.course));
    let subject = known.and_then(|one| turn.subject_label(one.subject));
    let class = known.map(|one| turn.class_label(one.class));
    Some(Phrase::NotYourCourse { subject, class })
}

/// The assessment the new column is for, by what was written with the file or over the column.
fn named(
    turn: &Turn<'_>,
    sent: &Sent,
    sheet: &ClassSheet<'_>,
    filled: &Filled<'_>,
    class: Option<ClassId>,
) -> Option<AssessmentId> {
    let header = header_row(sheet).map(|row| row.text(filled.at)).unwrap_or_default();
    // Our own heading says nothing.
    let header = if header.trim() == filled.column.header { "" } else { header };
    match meant(turn, &sent.caption, header, class) {
        Meant { assessment: Some(Pick::One(id)), said: true, .. } => of_course(turn, sheet).contains(&id).then_some(id),
        _ => None,
    }
}

fn of_course(turn: &Turn<'_>, sheet: &ClassSheet<'_>) -> Vec<AssessmentId> {
    offer::own_assessments(turn).filter(|one| one.course == Some(sheet.course)).map(|one| one.id).collect()
}

fn header_row<'s>(sheet: &'s ClassSheet<'_>) -> Option<&'s Row> {
    let is_header = |cell: &Cell| sheet.columns.iter().any(|column| column.header == cell.text.trim());
    sheet.table.rows.iter().find(|row| row.cells.iter().any(is_header))
}

/// The columns with something new in them. One whose heading was written over stands where it was made.
fn filled<'s>(sheet: &'s ClassSheet<'_>) -> Vec<Filled<'s>> {
    let header = header_row(sheet);
    let mut found = Vec::new();
    for (place, column) in sheet.columns.iter().enumerate() {
        let cells = header.map(|row| row.cells.as_slice()).unwrap_or_default();
        let by_name = cells.iter().find(|cell| cell.text.trim() == column.header).map(|cell| cell.column);
        let by_place = u32::try_from(place + 2).ok().filter(|_| column.assessment.is_none());
        let Some(at) = by_name.or(by_place) else { continue };
        let one = Filled { place, at, column };
        if sheet.table.rows.iter().any(|row| news(sheet, row, &one).is_some()) {
            found.push(one);
        }
    }
    found
}

/// The cell of a row in a column, where it says something that did not stand there.
fn news<'r>(sheet: &ClassSheet<'_>, row: &'r Row, column: &Filled<'_>) -> Option<(Option<usize>, &'r Cell)> {
    let cell = row.cell(column.at)?;
    let by_code = sheet.students.iter().position(|student| student.code == row.text(0).trim());
    let Some(student) = by_code else {
        // A row that was added by hand.
        let is_row =
            !row.text(1).trim().is_empty() && header_row(sheet).is_none_or(|header| header.number < row.number);
        return is_row.then_some((None, cell));
    };
    let before = sheet.students.get(student)?.marks.get(column.place).map_or("", String::as_str);
    let uncomputed = cell.kind == CellKind::Computed && cell.text.is_empty();
    (uncomputed || !same(before, &cell.text)).then_some((Some(student), cell))
}

fn same(before: &str, now: &str) -> bool {
    let number = |text: &str| text.trim().replace(',', ".").parse::<Decimal>().ok();
    match (number(before), number(now)) {
        (Some(before), Some(now)) => before == now,
        _ => fold(before) == fold(now),
    }
}

fn lines(
    sheet: &ClassSheet<'_>,
    column: &Filled<'_>,
    assessment: AssessmentId,
    reading: (&Index, &Dialogue),
) -> Vec<ListLine> {
    let news = sheet.table.rows.iter().filter_map(|row| Some((row, news(sheet, row, column)?)));
    let mut seen = HashSet::new();
    let mut lines = Vec::new();
    for (row, (student, cell)) in news {
        let known = student.and_then(|at| sheet.students.get(at));
        let name = row.text(1).trim();
        let pick = known.map(|student| pick(student, name));
        let mut one = line((row.number, name), cell, pick, assessment, reading);
        if one.student.as_ref().and_then(Pick::single).is_some_and(|id| !seen.insert(id)) {
            one.problem = Some(crate::commands::understand::LineProblem::Twice { first: one.number });
            one.mark = None;
        }
        lines.push(one);
    }
    lines
}

/// A row whose code and name no longer belong together is about nobody we could name.
fn pick(student: &OwnStudent, name: &str) -> Pick<crate::domain::StudentId> {
    if fold(name) == fold(&student.name) { Pick::One(student.id) } else { Pick::Several(vec![student.id]) }
}
