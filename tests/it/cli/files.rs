//! School files and codes by the binary.

use super::Office;
use crate::support::school::small;

#[test]
fn without_a_database_a_dry_run_says_so_and_makes_none() {
    let office = Office::new();
    std::fs::write(office.path().join("school.json"), small().to_string()).unwrap();
    office.run(&["import", "school.json", "--dry-run"]).failed_saying(&["there is no such file", "carnet migrate"]);
    assert!(!office.path().join("carnet.db").exists());
}

#[test]
fn the_database_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new();
    // As a shell that lets everybody read what it makes.
    office.run(&["migrate"]).well();
    let mode = std::fs::metadata(office.path().join("carnet.db")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_is_wrong_or_odd_is_said_with_line_and_column() {
    let office = Office::new();
    office.run(&["migrate"]).well();
    let file = r#"{ "schema": 1,
  "school": {"code": "adjame", "name": "Collège", "country": "CI", "timezone": "Africa/Abidjan"},
  "year": {"label": "2026-2027", "terms": [{"code": "T1", "starts": "2026-09-14", "ends": "2026-12-18"}]},
  "classes": [{"code": "4A", "label": "4e A"}],
  "subjects": [{"code": "MATH", "label": {"fr": "Maths"}}],
  "staff": [{"code": "T1", "name": "M. KOFFI", "role": "teacher"}],
  "courses": [{"class": "4A", "subject": "MATH", "teacher": "T1", "coefficient": "4"}],
  "students": [{"code": "A01", "class": "4A", "last_name": "KOUASSI", "first_name": "Awa"}],
  "assessments": [{"code": "D1", "class": "4A", "subject": "MATH", "term": "T1", "label": "Devoir 1",
    "date": "2026-10-12", "max": "20"}],
  "marks": [{"assessment": "D1", "student": "A01", "mark": "12", "published": true}] }"#;
    let run = |text: &str| {
        std::fs::write(office.path().join("school.json"), text).unwrap();
        office.run(&["import", "school.json"])
    };
    let refused = |old: &str, new: &str, line: &str| {
        assert!(file.contains(old), "{old}");
        let ended = run(&file.replace(old, new));
        ended.failed_saying(&["nothing was imported"]);
        assert!(ended.out.contains(line), "{line} is missing: {ended:?}");
    };
    refused(
        r#""coefficient": "4""#,
        r#""coefficient": "-4""#,
        r#"refused: courses, line 7, column 82: "coefficient": a coefficient cannot be below zero"#,
    );
    refused(r#""max": "20""#, r#""max": "-20""#, r#""max": an assessment is marked out of 1 to 1000 points"#);
    refused(r#""code": "adjame", "#, "", r#"refused: school, line 2, column 13: the school has no "code""#);
    let noted = run(&file.replace("2026-10-12", "2027-01-12"));
    let note =
        r#"note: assessments, line 10, column 13: dated 2027-01-12, outside its term "T1" (2026-09-14 to 2026-12-18)"#;
    assert!(noted.well().contains(note), "{noted:?}");
    if cfg!(feature = "typeset") {
        let noted = run(&file.replace("KOUASSI", "ߒߞߏ"));
        let note = "note: students, line 8, column 16: \"A01\": no font of the report cards has the letter U+07D2";
        assert!(noted.well().contains(note), "{noted:?}");
        let of_class = ["--school", "adjame", "--class", "4A", "--term", "T1"];
        let closing = office.run(&[&["term", "close"], &of_class[..]].concat());
        let attention = "attention: A01: no font has the letter U+07D2; the report card prints \u{fffd}";
        assert!(closing.out.contains(attention), "{closing:?}");
        closing.failed_saying(&["nothing was changed"]);
        let printed = office.run(&[&["report-cards"], &of_class[..], &["--provisional", "--out", "cards"]].concat());
        assert!(printed.well().contains("A01: no font has the letter U+07D2"), "{printed:?}");
    }
    let quiet = run(file);
    assert!(!quiet.well().contains("note:"), "{quiet:?}");
    let withheld = run(&file.replace(r#""published": true"#, r#""published": false"#));
    let note = "note: marks, line 11, column 79: the mark is already published and stays so";
    assert!(withheld.well().contains(note), "{withheld:?}");
    refused(
        r#""mark": "12", "published": true"#,
        r#""mark": "13", "published": false"#,
        r#"refused: marks, line 11, column 79: another mark is already published; with "published" true"#,
    );
}

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
    office.run(&["import", "school.docx"]).failed_saying(&["school.docx", ".json, .xlsx, a folder of .csv"]);
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
