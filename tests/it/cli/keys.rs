//! Another data key than the one that sealed the database: noticed by every command, before anything is written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Office;
use crate::support::engines::each_database;
use crate::support::school::small;

/// An office whose database holds a school, sealed with the tests' key.
fn with_school(database: &str) -> Office {
    let office = Office::on(database);
    std::fs::write(office.path().join("school.json"), small().to_string()).unwrap();
    office.run(&["migrate"]).well();
    assert_eq!(office.run(&["import", "school.json"]).code, 0);
    office
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_data_key_is_refused_by_every_command_with_the_remedy() {
    each_database(async |url| {
        let office = with_school(&url);
        let wrong = [("TEST_DATA_KEY", STANDARD.encode([8; 32]))];
        let wrong = wrong.each_ref().map(|(name, key)| (*name, key.as_str()));
        for args in [
            &["migrate"][..],
            &["import", "school.json"],
            &["code", "issue", "--school", "adjame", "--class", "4A"],
            &["queue", "stats"],
        ] {
            let ended = office.run_with(args, &wrong);
            ended.failed_saying(&["`data_key`", "another key", "`old_data_keys`"]);
        }
        // The log of a service may say more than a line.
        let ended = office.run_with(&["serve"], &wrong);
        assert!(ended.code == 1 && ended.err.contains("`old_data_keys`"), "{ended:?}");
        let checked = office.run_with(&["check"], &wrong);
        let fault = checked.out.lines().find(|line| line.starts_with("FAULT database")).expect("a fault");
        assert!(fault.contains("`data_key`") && fault.contains("`old_data_keys`"), "{fault}");
        office.run(&["queue", "stats"]).well();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_rotation_both_keys_are_wanted_and_the_oldest_last() {
    each_database(async |url| {
        let office = with_school(&url);
        let plain = office.config();
        let new = [("TEST_NEW_KEY", STANDARD.encode([8; 32]))];
        let new = new.each_ref().map(|(name, key)| (*name, key.as_str()));
        let keys = |lines: &str| plain.replace("data_key = \"env:TEST_DATA_KEY\"", lines);
        let rotated = "data_key = \"env:TEST_NEW_KEY\"\nold_data_keys = [\"env:TEST_DATA_KEY\"]";
        office.configure(&keys(rotated));
        assert!(office.run_with(&["import", "school.json"], &new).well().contains("0 new, 0 changed"));
        for lines in [
            "data_key = \"env:TEST_NEW_KEY\"",
            "data_key = \"env:TEST_DATA_KEY\"",
            "data_key = \"env:TEST_DATA_KEY\"\nold_data_keys = [\"env:TEST_NEW_KEY\"]",
        ] {
            office.configure(&keys(lines));
            office.run_with(&["queue", "stats"], &new).failed_saying(&["`data_key`", "`old_data_keys`"]);
        }
        office.configure(&keys(rotated));
        office.run_with(&["queue", "stats"], &new).well();
    })
    .await;
}
