//! The same school as JSON, as a workbook and as CSV: the same directory; and what is wrong, with its place.

use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use crate::support::engines::each_engine;
use crate::support::school::{import, import_path, small};

/// The lists of a school file, flat: columns, then rows.
pub(super) type Sheet = (String, Vec<String>, Vec<Vec<String>>);

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(words) => words.iter().map(cell).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}

/// An object as columns; a label has one per language.
fn columns(object: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (name, value) in object.as_object().unwrap() {
        match value.as_object() {
            Some(label) => found.extend(label.iter().map(|(locale, text)| (format!("{name}_{locale}"), cell(text)))),
            None => found.push((name.clone(), cell(value))),
        }
    }
    found
}

/// An object without one of its lists, once for each element of that list.
fn times(object: &Value, list: &str) -> Vec<Vec<(String, String)>> {
    let mut outer = object.clone();
    let inner = outer.as_object_mut().unwrap().remove(list).unwrap();
    let rows = inner.as_array().unwrap().iter();
    rows.map(|element| [columns(&outer), columns(element)].concat()).collect()
}

pub(super) fn sheets(file: &Value) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for (list, value) in file.as_object().unwrap().iter().filter(|(list, _)| *list != "schema") {
        let rows: Vec<Vec<(String, String)>> = match list.as_str() {
            "school" => vec![columns(value)],
            "year" => times(value, "terms"),
            "guardians" => value.as_array().unwrap().iter().flat_map(|one| times(one, "children")).collect(),
            _ => value.as_array().unwrap().iter().map(columns).collect(),
        };
        let mut names: Vec<String> = Vec::new();
        for (name, _) in rows.iter().flatten() {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        let of = |row: &Vec<(String, String)>, name: &String| {
            row.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let rows = rows.iter().map(|row| names.iter().map(|name| of(row, name)).collect()).collect();
        sheets.push((list.clone(), names, rows));
    }
    sheets
}

pub(super) fn write_csv(folder: &Path, sheets: &[Sheet], separator: char, begins: &str) {
    for (list, names, rows) in sheets {
        let mut text = begins.to_owned();
        for row in std::iter::once(names).chain(rows) {
            let quoted: Vec<String> = row.iter().map(|text| format!("\"{}\"", text.replace('"', "\"\""))).collect();
            writeln!(text, "{}", quoted.join(&separator.to_string())).unwrap();
        }
        std::fs::write(folder.join(format!("{list}.csv")), text).unwrap();
    }
}

pub(super) fn write_xlsx(path: &Path, sheets: &[Sheet]) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (list, names, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(list).unwrap();
        for (row, texts) in (0..).zip(std::iter::once(names).chain(rows)) {
            for (column, text) in (0..).zip(texts) {
                // Marks as the numbers a spreadsheet makes of them.
                match text.parse::<f64>() {
                    Ok(number) if list == "marks" => sheet.write_number(row, column, number).unwrap(),
                    _ => sheet.write_string(row, column, text).unwrap(),
                };
            }
        }
    }
    workbook.save(path).unwrap();
}

fn refusals(report: &carnet::actions::ImportReport) -> Vec<String> {
    report.refused.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn every_format_gives_the_same_directory() {
    for format in ["xlsx", "csv", "csv of a French spreadsheet"] {
        each_engine(async |store| {
            let folder = tempfile::tempdir().unwrap();
            let sheets = sheets(&small());
            let path = match format {
                "xlsx" => {
                    let path = folder.path().join("school.xlsx");
                    write_xlsx(&path, &sheets);
                    path
                }
                "csv" => {
                    write_csv(folder.path(), &sheets, ',', "");
                    folder.path().to_owned()
                }
                _ => {
                    write_csv(folder.path(), &sheets, ';', "\u{feff}");
                    folder.path().to_owned()
                }
            };
            let report = import_path(&store, path).await;
            assert_eq!(refusals(&report), Vec::<String>::new(), "{format}");
            let again = import(&store, &small()).await;
            assert!(!again.has_changes(), "{format}: {again:?}");
            let counted: Vec<_> = again.counts.iter().map(|(list, counts)| (*list, counts.unchanged)).collect();
            assert!(counted.contains(&(carnet::actions::List::Children, 3)), "{format}: {counted:?}");
            assert!(counted.contains(&(carnet::actions::List::Marks, 2)), "{format}: {counted:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_decimal_comma_is_a_decimal() {
    each_engine(async |store| {
        let folder = tempfile::tempdir().unwrap();
        let mut file = small();
        file["marks"][0]["mark"] = Value::from("15,5");
        file["assessments"][0]["max"] = Value::from("20,00");
        write_csv(folder.path(), &sheets(&file), ';', "");
        let report = import_path(&store, folder.path().to_owned()).await;
        assert_eq!(refusals(&report), Vec::<String>::new());
        assert!(!import(&store, &small()).await.has_changes());
    })
    .await;
}

#[tokio::test]
async fn a_refusal_names_the_row_of_a_sheet_and_the_line_of_a_file() {
    each_engine(async |store| {
        let folder = tempfile::tempdir().unwrap();
        let mut file = small();
        file["marks"][1]["mark"] = Value::from("22");
        file["students"][2]["class"] = Value::from("9Z");
        let sheets = sheets(&file);
        write_csv(folder.path(), &sheets, ',', "");
        let workbook = folder.path().join("school.xlsx");
        write_xlsx(&workbook, &sheets);
        let csv = refusals(&import_path(&store, folder.path().to_owned()).await);
        assert!(csv.contains(&"marks, marks.csv, line 3: \"mark\": above the maximum of 20".to_owned()), "{csv:?}");
        assert!(csv.iter().any(|one| one.starts_with("students, students.csv, line 4: \"class\"")), "{csv:?}");
        let xlsx = refusals(&import_path(&store, workbook).await);
        assert!(xlsx.iter().any(|one| one.contains("row 3") && one.contains("above the maximum")), "{xlsx:?}");
        assert!(xlsx.iter().any(|one| one.contains("row 4") && one.contains("9Z")), "{xlsx:?}");
    })
    .await;
}

/// As spreadsheets on Windows write them, with a line between that says nothing.
#[tokio::test]
async fn lines_that_end_in_cr_lf_are_counted_as_an_editor_does() {
    each_engine(async |store| {
        let folder = tempfile::tempdir().unwrap();
        let mut file = small();
        file["marks"][1]["mark"] = Value::from("22");
        write_csv(folder.path(), &sheets(&file), ';', "");
        let marks = folder.path().join("marks.csv");
        let text = std::fs::read_to_string(&marks).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines.insert(2, "");
        std::fs::write(&marks, lines.join("\r\n")).unwrap();
        let found = refusals(&import_path(&store, folder.path().to_owned()).await);
        assert_eq!(found, ["marks, marks.csv, line 4: \"mark\": above the maximum of 20"]);
    })
    .await;
}

#[tokio::test]
async fn a_workbook_that_is_a_bomb_or_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let bomb = folder.path().join("bomb.xlsx");
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&bomb).unwrap());
    archive.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..97 {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap();
    assert!(std::fs::metadata(&bomb).unwrap().len() < 1024 * 1024, "small until it is unpacked");
    let text = folder.path().join("text.xlsx");
    std::fs::write(&text, "code;name").unwrap();
    each_engine(async |store| {
        let found = refusals(&import_path(&store, bomb.clone()).await);
        assert_eq!(found[0], "the file: the workbook unpacks to more than a school file can be");
        let found = refusals(&import_path(&store, text.clone()).await);
        assert_eq!(found[0], "the file: this is not a workbook (.xlsx), or it is damaged");
    })
    .await;
}

#[tokio::test]
async fn a_folder_with_other_files_or_another_alphabet_is_refused_plainly() {
    each_engine(async |store| {
        let folder = tempfile::tempdir().unwrap();
        write_csv(folder.path(), &sheets(&small()), ',', "");
        std::fs::write(folder.path().join("pupils.csv"), "code\n1\n").unwrap();
        std::fs::write(folder.path().join("students.csv"), b"code,last_name\nA01,KOUASS\xc9\n").unwrap();
        let found = refusals(&import_path(&store, folder.path().to_owned()).await);
        assert!(found.iter().any(|one| one.contains("pupils")), "{found:?}");
        assert!(found.iter().any(|one| one.contains("students.csv") && one.contains("CSV UTF-8")), "{found:?}");
    })
    .await;
}
