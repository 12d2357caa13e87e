//! A school's own template is laid out by a process of its own: what never ends is stopped, and said.

use std::time::{Duration, Instant};

use super::Office;
use crate::cards::class;

/// The report cards of a closed term, by this template, which has so many seconds.
fn printed(template: &str, seconds: u64) -> (Office, super::Ended, Duration) {
    let office = Office::new();
    office.configure(&format!("templates = \"own\"\ntemplate_seconds = {seconds}\n{}", office.config()));
    std::fs::create_dir_all(office.path().join("own/bulletins")).unwrap();
    std::fs::write(office.path().join("own/bulletins/report_card.typ"), template).unwrap();
    office.run(&["migrate"]).well();
    std::fs::write(office.path().join("school.json"), class().to_string()).unwrap();
    office.run(&["import", "school.json"]).well();
    let of_the_class = ["--school", "adjame", "--class", "4A", "--term", "T1"];
    office.run(&[&["term", "close"], &of_the_class[..], &["--yes"]].concat()).well();
    let begun = Instant::now();
    let ended = office.run(&[&["report-cards"], &of_the_class[..], &["--out", "out"]].concat());
    (office, ended, begun.elapsed())
}

fn files(office: &Office) -> usize {
    std::fs::read_dir(office.path().join("out")).map_or(0, Iterator::count)
}

#[test]
fn a_template_that_never_ends_is_stopped_by_name_and_limit() {
    let never_ends = "#for a in range(100000) { for b in range(100000) { let c = b } }";
    let (office, ended, took) = printed(never_ends, 3);
    ended.failed_saying(&["own/bulletins/report_card.typ", "3 seconds"]);
    assert!(took < Duration::from_secs(20), "{took:?}");
    assert_eq!(files(&office), 0);
    let checked = office.run(&["check"]);
    let fault = checked.out.lines().find(|line| line.starts_with("FAULT report cards")).expect("a fault");
    assert!(fault.contains("3 seconds"), "{fault}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_template_that_wants_all_memory_is_stopped_alike() {
    let (office, ended, _) = printed("#let a = range(1000000).map(i => range(100000))", 120);
    ended.failed_saying(&["own/bulletins/report_card.typ", "MB of memory"]);
    assert_eq!(files(&office), 0);
}

#[test]
fn one_that_ends_prints_sealed_cards_and_one_that_fails_says_where() {
    let ours = include_str!("../../../bot-templates/bulletins/report_card.typ");
    let (office, ended, _) = printed(&format!("// The school's own.\n{ours}"), 60);
    ended.well();
    assert_eq!(files(&office), 6, "five cards, and the class");
    let card = std::fs::read_dir(office.path().join("out")).unwrap();
    let card =
        card.map(|file| file.unwrap().path()).find(|path| path.to_string_lossy().contains("Bulletin-T1")).unwrap();
    let verified = office.run(&["verify", card.to_str().unwrap()]);
    assert_eq!(verified.code, 0, "{verified:?}");
    let (_, ended, _) = printed("#no-such-thing", 60);
    ended.failed_saying(&["report_card.typ", "line 1"]);
}
