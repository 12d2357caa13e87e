//! `carnet export`: what stands in the files, and what is said when there is nothing to write.

use std::io::Write as _;

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

/// The package of the office's class.
fn package(office: &Office) -> std::path::PathBuf {
    let said = export(office, "oneroster");
    assert_eq!(said.lines().count(), 8, "{said}");
    office.path().join("out")
}

#[test]
fn one_roster_knows_codes_and_no_names() {
    let office = office();
    let out = package(&office);
    let file = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    let manifest = file("manifest.csv");
    assert!(
        manifest.starts_with("propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.2\r\n"),
        "{manifest}"
    );
    assert!(manifest.contains("file.results,bulk") && manifest.contains("file.users,absent"), "{manifest}");
    let items = file("lineItems.csv");
    let item = "M-DS1,,,Devoir surveillé 1,,2026-10-12,2026-10-12,4A/MATH,devoir,2026-2027/T1,0,20,essai,2\r\n";
    assert!(items.contains(item), "{items}");
    let results = file("results.csv");
    for line in [
        "M-DS1/A01,,,M-DS1,A01,fully graded,14.5,2026-10-12,,,4A/MATH,false,false,false,false\r\n",
        "M-DS1/A02,,,M-DS1,A02,partially graded,9,2026-10-12,,,4A/MATH,true,false,false,false\r\n",
        "M-DS1/A03,,,M-DS1,A03,not submitted,,2026-10-12,,ABS,4A/MATH,false,false,false,true\r\n",
    ] {
        assert!(results.contains(line), "{line} is not in {results}");
    }
    let everything: String =
        std::fs::read_dir(&out).unwrap().map(|path| std::fs::read_to_string(path.unwrap().path()).unwrap()).collect();
    assert!(!everything.contains("KOUASSI") && !everything.contains("Awa"), "{everything}");
}

#[test]
fn what_one_roster_takes_out_it_brings_in_as_drafts() {
    let from = office();
    let out = package(&from);
    // The same school without its assessments and marks.
    let other = Office::new();
    let mut school: serde_json::Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    school["assessments"] = serde_json::json!([]);
    std::fs::write(other.path().join("school.json"), school.to_string()).unwrap();
    other.run(&["migrate"]).well();
    other.run(&["import", "school.json"]).well();
    let packed = packed(&out, &other.path().join("package.zip"));
    let said = other.run(&["import", packed.to_str().unwrap()]);
    assert!(said.well().contains("marks: 3 new"), "{}", said.well());
    let again = other.run(&["import", out.to_str().unwrap()]);
    assert!(again.well().contains("marks: 0 new, 0 changed, 3 unchanged"), "{}", again.well());
    export(&other, "oneroster");
    let results = std::fs::read_to_string(other.path().join("out/results.csv")).unwrap();
    assert!(
        results.contains("M-DS1,A01,partially graded,14.5,") && results.contains(",ABS,4A/MATH,true,"),
        "{results}"
    );
    // What families know stays as they know it.
    let back = from.run(&["import", packed.to_str().unwrap()]);
    assert!(back.well().contains("marks: 0 new, 0 changed, 3 unchanged"), "{}", back.well());
}

/// A folder as an archive.
fn packed(folder: &std::path::Path, to: &std::path::Path) -> std::path::PathBuf {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(to).unwrap());
    for file in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("package/{}", file.file_name().to_str().unwrap());
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&std::fs::read(file.path()).unwrap()).unwrap();
    }
    archive.finish().unwrap();
    to.to_owned()
}

#[test]
fn another_programs_package_is_read_and_its_faults_are_named() {
    let office = office();
    let package = |files: &[(&str, &str)]| {
        let folder = office.path().join("package");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).unwrap();
        for (name, text) in files {
            std::fs::write(folder.join(name), text).unwrap();
        }
        office.run(&["import", "package"])
    };
    let manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.results,bulk\n";
    let orgs = "sourcedId,status,dateLastModified,name,type\nessai,,,Essai,school\n";
    let classes = "sourcedId,classCode,subjectCodes\nk-77,4A,MATH\n";
    let item = "sourcedId,status,title,dueDate,classSourcedId,categorySourcedId,academicSessionSourcedId,resultValueMax,schoolSourcedId\n\
                q1,,Quiz 1,2026-11-02T08:00:00Z,k-77,quiz,T1,10,essai\n";
    let result = "sourcedId,lineItemSourcedId,studentSourcedId,scoreStatus,score\n";
    let results = |rows: &str| format!("{result}{rows}");
    let rows =
        results("r1,q1,A01,fully graded,7.5\nr2,q1,A02,not submitted,0\nr3,q1,A03,exempt,\nr4,q1,A04,submitted,\n");
    let all = [("manifest.csv", manifest), ("orgs.csv", orgs), ("classes.csv", classes), ("lineItems.csv", item)];
    let with = |rows: &str| package(&[&all[..], &[("results.csv", rows)]].concat());
    assert!(with(&rows).well().contains("marks: 4 new"));
    refused(&with(&results("r1,q1,A01,overdue,\n")), &["results.csv", "scoreStatus", "exempt"]);
    refused(&with(&results("r1,q1,A01,fully graded,12\n")), &["results.csv", "10"]);
    let deleted = item.replace("q1,,", "q1,tobedeleted,");
    refused(&package(&[("manifest.csv", manifest), ("lineItems.csv", &deleted)]), &["status", "chat"]);
    let unknown = item.replace("k-77", "k-78");
    refused(&package(&[("manifest.csv", manifest), ("lineItems.csv", &unknown)]), &["classSourcedId", "classCode"]);
    let two = format!("{item}q2,,Quiz 2,,4A/MATH,quiz,T1,10,ailleurs\n");
    refused(
        &package(&[("manifest.csv", manifest), ("classes.csv", classes), ("lineItems.csv", &two)]),
        &["one school"],
    );
    let old = manifest.replace("1.2", "1.0");
    refused(&package(&[("manifest.csv", &old), ("orgs.csv", orgs)]), &["1.2", "oneroster.version"]);
    refused(&package(&[("manifest.csv", manifest)]), &["schoolSourcedId"]);
}

#[track_caller]
fn refused(import: &super::Ended, parts: &[&str]) {
    assert_eq!(import.code, 1, "{import:?}");
    for part in parts {
        assert!(import.out.contains(part), "{part:?} is missing: {import:?}");
    }
}

/// Marks that somebody brought along are taken out with the class they are in.
#[test]
fn what_was_brought_along_is_taken_out_in_the_class_it_counts_in() {
    let office = office();
    let moved =
        serde_json::json!({"schema": 1, "school": {"code": "essai"}, "students": [{"code": "A01", "class": "3B"}]});
    std::fs::write(office.path().join("moved.json"), moved.to_string()).unwrap();
    office.run(&["import", "moved.json"]).well();
    let export = |format: &str| {
        office.run(&["export", "--school", "essai", "--out", "all", "--format", format]).well();
    };
    let file = |name: &str| std::fs::read_to_string(office.path().join("all").join(name)).unwrap();
    export("csv");
    let marks = file("Notes-3e-B-MATH-T1.csv");
    assert!(marks.contains("Devoir surveillé 1 (M-DS1, 4e A) /20"), "{marks}");
    assert!(marks.lines().any(|line| line.starts_with("A01;KOUASSI Awa;") && line.contains("14,5")), "{marks}");
    assert!(!file("Notes-4e-A-MATH-T1.csv").contains("A01"));
    export("gepi");
    let marks = file("GEPI-3e-B-MATH-T1.csv");
    assert!(marks.lines().any(|line| line.starts_with("GEPI_LOGIN_ELEVE;A01;") && line.contains("14,5")), "{marks}");
    export("oneroster");
    assert_eq!(file("lineItems.csv").lines().filter(|line| line.starts_with("M-DS1,")).count(), 1);
    let results = file("results.csv");
    assert!(results.contains("M-DS1/A01,,,M-DS1,A01,fully graded,14.5,2026-10-12,,,4A/MATH"), "{results}");
    // Of the new class alone: the other's class is named, for its test is.
    office.run(&["export", "--school", "essai", "--class", "3B", "--out", "all", "--format", "oneroster"]).well();
    assert!(file("classes.csv").contains("4A/MATH"), "{}", file("classes.csv"));
    assert!(file("lineItems.csv").contains("4A/MATH"), "{}", file("lineItems.csv"));
}
