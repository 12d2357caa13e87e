//! The sheet of a class: one row per student, one column per assessment, one more for the next.

use super::identity::{as_typed, remembered};
use crate::actions::CourseSheet;
use crate::domain::{Mark, MarkStatus};
use crate::phrase::{SheetWords, StudentLabel};
use crate::sheets::{Entries, NewCell, NewTable, xlsx};

/// Title, hint and headings stand above the first student.
const ABOVE: u32 = 3;

/// The file to be filled. `None`: no workbook can hold it.
pub(super) fn workbook(
    sheet: &CourseSheet,
    names: &[StudentLabel],
    subject: &str,
    words: &SheetWords,
    right_to_left: bool,
) -> Option<Vec<u8>> {
    let names: Vec<String> = names.iter().map(|name| shown(name, right_to_left)).collect();
    let headers = headers(sheet, words);
    let shown = NewTable {
        name: format!("{} {subject}", sheet.class_label),
        right_to_left,
        hidden: false,
        locked: true,
        headings: Some(ABOVE - 1),
        rows: rows(sheet, &names, subject, words, &headers),
        widths: [12.0, 30.0].into_iter().chain(headers.iter().map(|_| 14.0)).collect(),
        entries: entries(sheet, words),
    };
    xlsx(&[shown, remembered(sheet, &headers, &names)])
}

fn shown(name: &StudentLabel, right_to_left: bool) -> String {
    name.ar.clone().filter(|_| right_to_left).unwrap_or_else(|| name.name.clone())
}

/// Each told from the others: two tests of one name differ by their code.
fn headers(sheet: &CourseSheet, words: &SheetWords) -> Vec<String> {
    let alike = |label: &str| sheet.assessments.iter().filter(|one| one.label == label).count() > 1;
    let mut headers: Vec<String> = sheet
        .assessments
        .iter()
        .map(|one| {
            let code = if alike(&one.label) { format!(" ({})", one.code) } else { String::new() };
            format!("{}{code} /{}", one.label, one.maximum.points().decimal().normalize())
        })
        .collect();
    headers.push(words.next.clone());
    headers
}

fn rows(
    sheet: &CourseSheet,
    names: &[String],
    subject: &str,
    words: &SheetWords,
    headers: &[String],
) -> Vec<Vec<NewCell>> {
    let title = format!("{} · {subject} · {}", sheet.class_label, sheet.term);
    let headings = [&words.code, &words.name].into_iter().chain(headers);
    let mut rows = vec![
        vec![NewCell::Title(title)],
        vec![NewCell::Text(words.hint.clone())],
        headings.map(|heading| NewCell::Heading(heading.clone())).collect(),
    ];
    rows.extend(sheet.students.iter().zip(names).map(|((student, marks), name)| {
        let mut row = vec![NewCell::Text(student.code.clone()), NewCell::Text(name.clone())];
        row.extend(marks.iter().map(|mark| NewCell::Open(mark.map(|listed| Box::new(cell(listed.mark))))));
        row.push(NewCell::Open(None));
        row
    }));
    rows
}

fn cell(mark: Mark) -> NewCell {
    match mark {
        Mark::Points(points) => NewCell::Number(points.decimal()),
        Mark::Status(_) => NewCell::Text(as_typed(mark)),
    }
}

/// What a spreadsheet lets be typed: marks within the maximum, or the words for having none.
fn entries(sheet: &CourseSheet, words: &SheetWords) -> Vec<Entries> {
    let last = ABOVE + u32::try_from(sheet.students.len()).unwrap_or_default();
    let maxima = sheet.assessments.iter().map(|one| Some(one.maximum.points()));
    let maxima = maxima.chain(std::iter::once(sheet.usual_maximum()));
    let entry = |(column, maximum): (u16, Option<crate::domain::Points>)| Entries {
        column,
        rows: (ABOVE, last.saturating_sub(1).max(ABOVE)),
        maximum: maximum.map(|points| points.decimal().normalize()),
        words: MarkStatus::ALL.iter().map(|status| status.code().to_owned()).collect(),
        refusal: words.refusal.clone(),
    };
    (2_u16..).zip(maxima).map(entry).collect()
}
