//! What is taken out of a class, as files: a workbook with a sheet per subject, text for spreadsheets, text for GEPI.

use crate::actions::{ClassExport, CourseSheet, StudentAverages};
use crate::domain::{Locale, Mark, MarkStatus, Points};
use crate::phrase::SheetWords;
use crate::sheets::{NewCell, NewTable, csv, with_comma, xlsx};
use crate::store::Student;

/// A sheet with the averages, where all may be read, and one for each subject. `None`: no workbook can hold it.
pub fn workbook(export: &ClassExport, words: &SheetWords, locale: Locale) -> Option<Vec<u8>> {
    let averages = export.averages.iter().map(|students| averages(export, students, words, locale));
    let courses = export.courses.iter().map(|course| marks(course, words, locale));
    let tables: Vec<NewTable> = averages.chain(courses).collect();
    let mut names: Vec<String> = Vec::new();
    let told_apart = tables.into_iter().map(|mut table| {
        if names.contains(&table.name) {
            table.name = format!("{} {}", names.len() + 1, table.name);
        }
        names.push(table.name.clone());
        table
    });
    xlsx(&told_apart.collect::<Vec<_>>())
}

/// The averages as text.
pub fn averages_text(export: &ClassExport, words: &SheetWords, locale: Locale) -> Option<Vec<u8>> {
    csv(&averages(export, export.averages.as_ref()?, words, locale))
}

/// The marks of a course as text.
pub fn marks_text(course: &CourseSheet, words: &SheetWords, locale: Locale) -> Option<Vec<u8>> {
    csv(&marks(course, words, locale))
}

/// The marks of a course as GEPI imports them into a *carnet de notes*: a line for each property of the assessments, then a
/// line for each student, by login.
pub fn gepi_text(course: &CourseSheet) -> Option<Vec<u8>> {
    let text = |text: &str| NewCell::Text(text.to_owned());
    let head = ["GEPI_INFOS", "GEPI_LOGIN_ELEVE", "NOM", "PRENOM", "CLASSE", "MOYENNE", "GEPI_COL_1ER_DEVOIR"];
    let mut rows = vec![head.map(text).to_vec()];
    let property = |name: &str, title: &str, values: Vec<String>| -> Vec<NewCell> {
        let before = [name, "", "", "", "", title].map(text);
        before.into_iter().chain(values.into_iter().map(NewCell::Text)).collect()
    };
    let of_each = |of: &dyn Fn(&crate::store::ListedAssessment) -> String| course.assessments.iter().map(of).collect();
    rows.push(property("GEPI_DEV_NOM_COURT", "Nom court du devoir:", of_each(&|one| one.code.clone())));
    rows.push(property("GEPI_DEV_COEF", "Coefficient:", of_each(&|one| comma(one.coefficient))));
    rows.push(property("GEPI_DEV_NOTE_SUR", "Notation sur:", of_each(&|one| comma(one.maximum.points()))));
    let day = |date: jiff::civil::Date| date.strftime("%d/%m/%Y").to_string();
    rows.push(property("GEPI_DEV_DATE", "Date:", of_each(&|one| one.date.map(day).unwrap_or_default())));
    rows.extend(course.students.iter().map(|(student, marks)| {
        let name = &student.name;
        let before = ["GEPI_LOGIN_ELEVE", &student.code, &name.last, &name.first, &course.class_label, ""];
        let marks =
            marks.iter().map(|mark| NewCell::Text(mark.map(|listed| for_gepi(listed.mark)).unwrap_or_default()));
        before.map(text).into_iter().chain(marks).collect()
    }));
    let table = NewTable { rows, ..NewTable::default() };
    // GEPI compares the first bytes of the file with its first heading.
    csv(&table).map(|bytes| bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes))
}

/// GEPI's own words for having no mark.
fn for_gepi(mark: Mark) -> String {
    match mark {
        Mark::Points(points) => comma(points),
        Mark::Status(MarkStatus::Absent | MarkStatus::AbsentUnjustified) => "abs".to_owned(),
        Mark::Status(MarkStatus::Exempt) => "disp".to_owned(),
        Mark::Status(MarkStatus::NotGraded | MarkStatus::NotHandedIn) => "-".to_owned(),
    }
}

fn comma(points: Points) -> String {
    with_comma(points.decimal())
}

/// Code and name, as every row begins.
fn student(student: &Student, locale: Locale) -> Vec<NewCell> {
    let arabic = student.name.arabic.clone().filter(|_| locale == Locale::Ar);
    let name = arabic.unwrap_or_else(|| student.name.full());
    vec![NewCell::Text(student.code.clone()), NewCell::Text(name)]
}

fn headings(words: &SheetWords, more: impl IntoIterator<Item = String>) -> Vec<NewCell> {
    [words.code.clone(), words.name.clone()].into_iter().chain(more).map(NewCell::Heading).collect()
}

fn points(points: Option<Points>) -> NewCell {
    points.map_or(NewCell::Blank, |points| NewCell::Number(points.decimal()))
}

fn averages(export: &ClassExport, students: &[StudentAverages], words: &SheetWords, locale: Locale) -> NewTable {
    let subjects = export.courses.iter().map(|course| course.subject.in_locale(locale).to_owned());
    let places = students.iter().any(|one| one.place.is_some());
    let last = std::iter::once(words.general.clone()).chain(places.then(|| words.place.clone()));
    let mut rows = vec![headings(words, subjects.chain(last))];
    rows.extend(students.iter().map(|one| {
        let mut row = student(&one.student, locale);
        row.extend(one.subjects.iter().map(|average| points(*average)));
        row.push(points(one.general));
        if places {
            row.push(one.place.map_or(NewCell::Blank, |place| NewCell::Number(place.into())));
        }
        row
    }));
    table(format!("{} {}", words.averages, export.class_label), rows, locale)
}

fn marks(course: &CourseSheet, words: &SheetWords, locale: Locale) -> NewTable {
    let header = |one: &crate::store::ListedAssessment| {
        let maximum = one.maximum.points().decimal().normalize();
        match course.elsewhere.get(&one.id) {
            Some(class) => format!("{} ({}, {}) /{maximum}", one.label, one.code, class.label),
            None => format!("{} ({}) /{maximum}", one.label, one.code),
        }
    };
    let mut rows = vec![headings(words, course.assessments.iter().map(header))];
    rows.extend(course.students.iter().map(|(one, marks)| {
        let mut row = student(one, locale);
        row.extend(marks.iter().map(|listed| match listed.map(|listed| listed.mark) {
            None => NewCell::Blank,
            Some(Mark::Points(points)) => NewCell::Number(points.decimal()),
            Some(Mark::Status(status)) => NewCell::Text(status.code().to_owned()),
        }));
        row
    }));
    table(course.subject.in_locale(locale).to_owned(), rows, locale)
}

fn table(name: String, rows: Vec<Vec<NewCell>>, locale: Locale) -> NewTable {
    let columns = rows.first().map_or(0, Vec::len).saturating_sub(2);
    NewTable {
        name,
        right_to_left: locale == Locale::Ar,
        headings: Some(0),
        widths: [12.0, 30.0].into_iter().chain(std::iter::repeat_n(14.0, columns)).collect(),
        rows,
        ..NewTable::default()
    }
}
