//! `carnet term`: what is closed stays, whatever a file says later; what would change is said before it does.

use serde_json::{Value, json};

use super::Office;
use crate::cards::class;

const OF_THE_CLASS: [&str; 6] = ["--school", "adjame", "--class", "4A", "--term", "T1"];

fn with_french_at(coefficient: &str) -> Value {
    let mut file = class();
    let courses = file["courses"].as_array_mut().unwrap();
    let french = courses.iter_mut().find(|course| course["subject"] == "FR" && course["class"] == "4A").unwrap();
    french["coefficient"] = json!(coefficient);
    file
}

impl Office {
    fn import(&self, file: &Value) -> String {
        std::fs::write(self.path().join("school.json"), file.to_string()).unwrap();
        self.run(&["import", "school.json"]).well().to_owned()
    }

    fn of_the_class(&self, command: &[&str], more: &[&str]) -> super::Ended {
        self.run(&[command, &OF_THE_CLASS[..], more].concat())
    }

    fn averages(&self) -> String {
        self.of_the_class(&["export"], &["--out", "out", "--format", "csv"]).well();
        std::fs::read_to_string(self.path().join("out/Moyennes-4e-A-T1.csv")).unwrap()
    }
}

#[test]
fn a_closed_term_keeps_its_coefficients_and_closing_anew_points_at_the_new_ones() {
    let office = Office::new();
    office.run(&["migrate"]).well();
    office.import(&with_french_at("2"));
    office.of_the_class(&["term", "close"], &["--yes"]).well();
    let closed = office.averages();
    assert!(closed.contains("A01;KOUASSI Awa;15,5;11;14;2"), "{closed}");

    let said = office.import(&with_french_at("9"));
    assert!(said.contains("T1 of class \"4A\" is closed") && said.contains("FR 2 -> 9"), "{said}");
    assert_eq!(office.averages(), closed);
    assert!(!office.import(&with_french_at("9")).contains("is closed"), "what was there is no change");

    let said = office.of_the_class(&["term", "reopen"], &["--reason", "a new timetable"]);
    assert!(
        said.well().contains("the coefficient of Français has changed since it was last closed: 2 -> 9"),
        "{said:?}"
    );
    assert_ne!(office.averages(), closed, "open, it counts what holds now");
    let asked = office.of_the_class(&["term", "close"], &[]);
    assert_eq!(asked.code, 1, "nobody said yes");
    for line in
        ["Français has changed since it was last closed: 2 -> 9; the new one counts", "will be a new version: 5"]
    {
        assert!(asked.out.contains(line), "{line:?} is not in {asked:?}");
    }
    let said = office.of_the_class(&["term", "close"], &["--yes"]);
    assert!(said.well().contains("closed: 5 report cards, 5 of them a new version"), "{said:?}");
    let anew = office.averages();
    assert!(anew.contains("12,38"), "{anew}");
    office.import(&with_french_at("2"));
    assert_eq!(office.averages(), anew);
}

const OF_T2: [&str; 8] = ["--school", "adjame", "--class", "4A", "--term", "T2", "--year", "2026-2027"];

/// Two terms of which the year is made, the second one with a mark.
fn this_year() -> Value {
    let mut file = class();
    file["year"]["terms"] = json!([{"code": "T1", "starts": "2026-09-14", "ends": "2026-12-18"},
        {"code": "T2", "starts": "2027-01-04", "ends": "2027-06-30"}]);
    file["policy"] = json!({"year": {"decisions": [["10", "promoted"], ["0", "repeats"]]}});
    file["students"][1]["repeater"] = json!(true);
    file["assessments"]
        .as_array_mut()
        .unwrap()
        .push(json!({"code": "M-T2", "class": "4A", "subject": "MATH", "term": "T2",
        "kind": "devoir", "label": "Devoir du second trimestre", "date": "2027-02-12", "max": "20"}));
    for (code, mark) in [("A01", "12"), ("A02", "8"), ("A03", "16")] {
        let mark = json!({"assessment": "M-T2", "student": code, "mark": mark, "published": true});
        file["marks"].as_array_mut().unwrap().push(mark);
    }
    file
}

/// Everybody but one has gone up to 3B; averages are out of 10 now.
fn next_year() -> Value {
    let mut file = this_year();
    file["year"] =
        json!({"label": "2027-2028", "terms": [{"code": "T1", "starts": "2027-09-13", "ends": "2027-12-17"}]});
    file["policy"] = json!({"scale": "10"});
    file["assessments"] = json!([]);
    file["marks"] = json!([]);
    let students = file["students"].as_array_mut().unwrap();
    students.retain(|student| student["code"] != "A05");
    for student in students {
        student["class"] = json!("3B");
        student["repeater"] = json!(false);
    }
    file
}

#[test]
fn the_last_term_of_a_year_is_closed_after_the_next_has_begun() {
    let office = Office::new();
    office.run(&["migrate"]).well();
    office.import(&this_year());
    office.of_the_class(&["term", "close"], &["--yes"]).well();
    let said = office.import(&next_year());
    assert!(said.contains("attention: T2 of 2026-2027 is not closed in 4A"), "{said}");
    assert!(!said.contains("T1 of 2026-2027 is not closed"), "3B had nobody: {said}");
    office
        .run(&["term", "close", "--school", "adjame", "--class", "4A", "--term", "T2"])
        .failed_saying(&["no class \"4A\" with a term \"T2\" this year"]);

    let export = |format: &str| {
        office.run(&[&["export"], &OF_T2[..], &["--out", "out", "--format", format]].concat()).well();
        std::fs::read_to_string(office.path().join("out/Moyennes-4e-A-2026-2027-T2.csv")).unwrap_or_default()
    };
    let open = export("csv");
    assert!(open.contains("A01;KOUASSI Awa;12;;12") && open.contains("A03;BAMBA Fatou;16;;16"), "{open}");
    let said = office.run(&[&["term", "close", "--yes"], &OF_T2[..]].concat());
    assert!(said.well().contains("T2 of 4e A: 5 report cards") && said.out.contains("closed: 5"), "{said:?}");
    assert_eq!(export("csv"), open, "by the rules of that year");
    let said = office.run(&[&["term", "reopen", "--reason", "a slip"], &OF_T2[..]].concat());
    assert!(said.well().contains("open again: T2 of 4e A"), "{said:?}");
    // What was closed before that year ended is closed again by the rules it was closed by.
    let of_t1 = ["--school", "adjame", "--class", "4A", "--term", "T1", "--year", "2026-2027"];
    office.run(&[&["term", "reopen", "--reason", "a look"], &of_t1[..]].concat()).well();
    let said = office.run(&[&["term", "close", "--yes"], &of_t1[..]].concat());
    assert!(said.well().contains("closed: 5 report cards, 0 of them a new version"), "{said:?}");
    // Marks of that year, and nothing else of it.
    let mark =
        |student: &str, mark: &str| json!({"assessment": "M-T2", "student": student, "mark": mark, "published": true});
    let mut slip = json!({"schema": 1, "school": {"code": "adjame"}, "year": {"label": "2026-2027"},
        "marks": [mark("A01", "14"), mark("A04", "9")]});
    let said = office.import(&slip);
    assert!(said.contains("marks: 1 new, 1 changed"), "{said}");
    assert!(
        office.run(&["term", "close", "--school", "adjame", "--class", "4A", "--term", "T2"]).code == 1,
        "2027-2028 goes on"
    );
    let said = office.run(&[&["term", "close", "--yes"], &OF_T2[..]].concat());
    assert!(said.well().contains("closed: 5 report cards, 4 of them a new version"), "{said:?}");
    assert!(export("csv").contains("A01;KOUASSI Awa;14;;14"), "{}", export("csv"));
    slip["policy"] = json!({"scale": "100"});
    slip["marks"][0]["mark"] = json!("15");
    std::fs::write(office.path().join("school.json"), slip.to_string()).unwrap();
    assert_eq!(office.run(&["import", "school.json"]).code, 1, "closed, and rules are of this year");
    if cfg!(feature = "typeset") {
        let said = office.run(&[&["report-cards", "--out", "cards"], &OF_T2[..]].concat());
        assert!(said.well().contains("4e A: 5 of 5"), "{said:?}");
        // Beside those of another year they have names of their own.
        for name in ["Bulletin-2026-2027-T2-4eA-BAMBA-Fatou.pdf", "Bulletins-2026-2027-T2-4eA.pdf"] {
            assert!(office.path().join("cards").join(name).exists(), "{name}");
        }
    }
}
