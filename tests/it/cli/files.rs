//! School files and codes by the binary.

use super::Office;
use crate::support::school::small;

#[test]
fn a_school_comes_in_once_and_a_dry_run_writes_nothing() {
    let office = Office::new();
    office.run(&["migrate"]).well();
    std::fs::write(office.path().join("school.json"), small().to_string()).unwrap();
    let dry = office.run(&["import", "school.json", "--dry-run"]);
    assert!(dry.well().contains("dry run: nothing was written"), "{dry:?}");
    let first = office.run(&["import", "school.json"]);
    assert!(first.well().contains("students: 3 new, 0 changed, 0 unchanged, 0 refused"), "{first:?}");
    let again = office.run(&["import", "school.json"]);
    assert!(again.well().contains("students: 0 new, 0 changed, 3 unchanged, 0 refused"), "{again:?}");
}

#[test]
fn a_malformed_file_is_refused_with_line_and_column() {
    let office = Office::new();
    office.run(&["migrate"]).well();
    std::fs::write(office.path().join("school.json"), "{ \"schema\": 1,\n  \"school\" ").unwrap();
    let ended = office.run(&["import", "school.json"]);
    ended.failed_saying(&["nothing was imported", "1 refusal"]);
    assert!(ended.out.contains("line 2, column 11: this is not JSON"), "{ended:?}");
    std::fs::write(office.path().join("school.xlsx"), "PK no workbook").unwrap();
    let ended = office.run(&["import", "school.xlsx"]);
    ended.failed_saying(&["nothing was imported"]);
    assert!(ended.out.contains("not a workbook (.xlsx)"), "{ended:?}");
    office.run(&["import", "nowhere.json"]).failed_saying(&["nowhere.json"]);
    std::fs::write(office.path().join("school.docx"), "x").unwrap();
    office.run(&["import", "school.docx"]).failed_saying(&["school.docx", ".json, .xlsx or a folder of .csv"]);
}

#[test]
fn codes_are_printed_one_per_line() {
    let office = Office::new();
    office.run(&["migrate"]).well();
    office.run(&["code", "issue", "--school", "adjame", "--class", "4A"]).failed_saying(&["adjame", "import"]);
    std::fs::write(office.path().join("school.json"), small().to_string()).unwrap();
    office.run(&["import", "school.json"]).well();
    let ended = office.run(&["code", "issue", "--school", "adjame", "--class", "4A"]);
    let lines: Vec<Vec<&str>> = ended.well().lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.len() == 3 && line[0].len() == 14 && line[1] == "student"), "{lines:?}");
    assert!(lines.iter().any(|line| line[2] == "KOUASSI Awa"), "{lines:?}");
    let staff = office.run(&["code", "issue", "--school", "adjame", "--staff", "T2"]);
    assert!(staff.well().ends_with("\tstaff\tMme DIALLO\n"), "{staff:?}");
    office.run(&["code", "issue", "--school", "adjame", "--student", "Z9"]).failed_saying(&["Z9"]);
    let both = office.run(&["code", "issue", "--school", "adjame", "--staff", "T2", "--class", "4A"]);
    assert_eq!(both.code, 2, "{both:?}");
}
