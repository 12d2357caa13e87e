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
