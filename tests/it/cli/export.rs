//! `carnet export`: what stands in the files, and what is said when there is nothing to write.

use super::Office;
use carnet::sheets::{Bounds, read};

/// The school of the tests, with marks, one of them a name that a spreadsheet would compute.
fn office() -> Office {
    let office = Office::new();
    let mut school: serde_json::Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    school["students"][1]["last_name"] = "=1+1".into();
    school["marks"] = serde_json::json!([
        { "assessment": "M-DS1", "student": "A01", "mark": "14.5", "published": true },
        { "assessment": "M-DS1", "student": "A02", "mark": "9", "published": false },
        { "assessment": "M-DS1", "student": "A03", "mark": "ABS", "published": true },
    ]);
    std::fs::write(office.path().join("school.json"), school.to_string()).unwrap();
    office.run(&["migrate"]).well();
    office.run(&["import", "school.json"]).well();
    office
}

fn export(office: &Office, format: &str) -> String {
    let of_the_class = ["export", "--school", "essai", "--class", "4A", "--term", "T1", "--out", "out", "--format"];
    let said = office.run(&[&of_the_class[..], &[format]].concat());
    said.well().to_owned()
}

#[test]
fn a_workbook_has_typed_cells_and_no_formula() {
    let office = office();
    let named = export(&office, "xlsx");
    assert_eq!(named.trim(), "Notes-4e-A-T1.xlsx");
    let bytes = std::fs::read(office.path().join("out").join(named.trim())).unwrap();
    let tables = read(&bytes, &Bounds::CLASS).unwrap();
    let sheets: Vec<_> = tables.iter().map(|table| table.name.as_str()).collect();
    assert!(sheets.contains(&"Moyennes 4e A") && sheets.contains(&"Mathématiques"), "{sheets:?}");
    let marks = tables.iter().find(|table| table.name == "Mathématiques").unwrap();
    let all: Vec<_> = marks.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect();
    assert!(all.contains(&"14.5") && all.contains(&"ABS") && all.contains(&"=1+1 Aya"), "{all:?}");
    let typed = |cell: &carnet::sheets::Cell| cell.kind == carnet::sheets::CellKind::Typed;
    assert!(tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).all(typed));
}

#[test]
fn text_has_commas_and_nothing_to_compute() {
    let office = office();
    let named = export(&office, "csv");
    assert!(named.contains("Moyennes-4e-A-T1.csv"), "{named}");
    let marks = std::fs::read_to_string(office.path().join("out/Notes-4e-A-MATH-T1.csv")).unwrap();
    assert!(marks.starts_with("\u{feff}Code;"), "{marks}");
    assert!(marks.contains("A01;KOUASSI Awa;14,5") && marks.contains("A02;'=1+1 Aya;9"), "{marks}");
}

#[test]
fn gepi_reads_its_own_headings_first() {
    let office = office();
    export(&office, "gepi");
    let text = std::fs::read_to_string(office.path().join("out/GEPI-4e-A-MATH-T1.csv")).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "GEPI_INFOS;GEPI_LOGIN_ELEVE;NOM;PRENOM;CLASSE;MOYENNE;GEPI_COL_1ER_DEVOIR");
    assert!(lines[1].starts_with("GEPI_DEV_NOM_COURT;;;;;Nom court du devoir:;"), "{}", lines[1]);
    assert!(lines[4].starts_with("GEPI_DEV_DATE;;;;;Date:;") && lines[4].contains("/2026"), "{}", lines[4]);
    assert!(lines.iter().any(|line| line.starts_with("GEPI_LOGIN_ELEVE;A01;KOUASSI;Awa;4e A;;14,5")), "{text}");
    assert!(lines.iter().any(|line| line.starts_with("GEPI_LOGIN_ELEVE;A03;") && line.contains(";abs")), "{text}");
}

#[test]
fn what_is_not_there_is_named() {
    let office = office();
    let run = |school: &str, class: &str, term: &str| {
        office.run(&["export", "--school", school, "--class", class, "--term", term, "--out", "out"])
    };
    run("nowhere", "4A", "T1").failed_saying(&["nowhere", "import"]);
    run("essai", "9Z", "T1").failed_saying(&["9Z"]);
    run("essai", "4A", "T9").failed_saying(&["T9"]);
}
