//! Report cards by the binary: files for people, made once, sealed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carnet::domain::{CardClaim, CardSigner, Inspected, inspect};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

use super::class;
use crate::cli::Office;

const CLOSE: [&str; 9] = ["term", "close", "--school", "adjame", "--class", "4A", "--term", "T1", "--yes"];
const PRINT: [&str; 9] = ["report-cards", "--school", "adjame", "--class", "4A", "--term", "T1", "--out", "out"];

/// An office with a class whose term is closed.
fn closed_office(file: &Value) -> Office {
    let office = open_office(file);
    office.run(&CLOSE).well();
    office
}

fn open_office(file: &Value) -> Office {
    let office = Office::new();
    fs::write(office.path().join("school.json"), file.to_string()).unwrap();
    office.run(&["migrate"]).well();
    office.run(&["import", "school.json"]).well();
    office
}

fn listed(office: &Office) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(office.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn file(office: &Office, name: &str) -> PathBuf {
    office.path().join("out").join(name)
}

#[test]
fn a_class_is_printed_once_sealed_and_goes_on_where_it_was() {
    let office = closed_office(&class());
    assert!(office.run(&PRINT).well().contains("4e A: 5 of 5"));
    let names = [
        "Bulletin-T1-4eA-BAMBA-Fatou.pdf",
        "Bulletin-T1-4eA-KONAN-Yao.pdf",
        "Bulletin-T1-4eA-KOUASSI-Awa-A01.pdf",
        "Bulletin-T1-4eA-KOUASSI-Awa-A04.pdf",
        "Bulletin-T1-4eA-N-GUESSAN-Marie-Ange.pdf",
        "Bulletins-T1-4eA.pdf",
    ];
    assert_eq!(listed(&office), names);
    let genuine = office.run(&["verify", "out/Bulletin-T1-4eA-KOUASSI-Awa-A01.pdf"]);
    assert!(
        genuine.well().contains("genuine: school adjame, 2026-2027 T1, student A01, average 14.00, place 2, version 1")
    );
    office.run(&["verify", "out/Bulletins-T1-4eA.pdf"]).failed_saying(&["no seal"]);

    // Half a file, a lost one and an altered one are made again; the others are left alone.
    let awa = file(&office, names[2]);
    let whole = fs::read(&awa).unwrap();
    let untouched = fs::metadata(file(&office, names[0])).unwrap().modified().unwrap();
    fs::write(&awa, &whole[..whole.len() / 2]).unwrap();
    fs::remove_file(file(&office, names[1])).unwrap();
    fs::remove_file(file(&office, names[5])).unwrap();
    let mut altered = fs::read(file(&office, names[3])).unwrap();
    let last = altered.len() - 20;
    altered[last] ^= 1;
    fs::write(file(&office, names[3]), &altered).unwrap();
    office.run(&["verify", "out/Bulletin-T1-4eA-KOUASSI-Awa-A04.pdf"]).failed_saying(&["altered"]);
    office.run(&PRINT).well();
    assert_eq!(listed(&office), names);
    assert!(fs::read(&awa).unwrap() == whole, "the same card has the same bytes");
    office.run(&["verify", "out/Bulletin-T1-4eA-KOUASSI-Awa-A04.pdf"]).well();
    assert_eq!(fs::metadata(file(&office, names[0])).unwrap().modified().unwrap(), untouched);
    assert!(office.run(&PRINT).well().contains("5 of 5 files were there"));
    // The file of all has no seal, but an end.
    let all = file(&office, "Bulletins-T1-4eA.pdf");
    let whole = fs::read(&all).unwrap();
    fs::write(&all, &whole[..whole.len() - 40]).unwrap();
    let said = office.run(&PRINT);
    assert!(said.well().contains("4e A: 5 of 5 files were there; made again: Bulletins-T1-4eA.pdf"), "{said:?}");
    assert!(fs::read(&all).unwrap() == whole, "made again");
}

#[test]
fn an_open_term_is_printed_only_as_provisional() {
    let office = open_office(&class());
    office.run(&PRINT).failed_saying(&["T1 is not closed", "carnet term close", "--provisional"]);
    let one = [PRINT.as_slice(), &["--provisional", "--student", "A02", "--lang", "ar"]].concat();
    office.run(&one).well();
    assert_eq!(listed(&office), ["Bulletin-T1-4eA-KONAN-Yao-ar.pdf"]);
    office.run(&["verify", "out/Bulletin-T1-4eA-KONAN-Yao-ar.pdf"]).failed_saying(&["no seal"]);
    let nobody = [PRINT.as_slice(), &["--provisional", "--student", "A99"]].concat();
    office.run(&nobody).failed_saying(&["A99"]);
}

#[test]
fn a_sealed_card_says_when_it_is_no_longer_in_force_and_whose_key_it_has() {
    let mut file = class();
    let office = closed_office(&file);
    let one = [PRINT.as_slice(), &["--student", "A03"]].concat();
    office.run(&one).well();
    let reopen = ["term", "reopen", "--school", "adjame", "--class", "4A", "--term", "T1", "--reason", "a wrong mark"];
    office.run(&reopen).well();
    file["marks"][4]["mark"] = serde_json::json!("13.5");
    fs::write(office.path().join("school.json"), file.to_string()).unwrap();
    office.run(&["import", "school.json"]).well();
    assert!(office.run(&CLOSE).well().contains("1 of them a new version"));
    let card = "out/Bulletin-T1-4eA-BAMBA-Fatou.pdf";
    office.run(&["verify", card]).failed_saying(&["no longer in force", "version 2"]);
    office.run(&one).well();
    office.run(&["verify", card]).well();
    let stranger = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";
    office.run(&["verify", card, "--key", stranger]).failed_saying(&["not known here"]);
}

/// Whoever has the secret can sign anything: what they sign is held against the record, and their key can be distrusted.
#[test]
fn a_leaked_key_proves_nothing() {
    let office = closed_office(&class());
    let (plain, secret) = (office.config(), |byte| STANDARD.encode([byte; 32]));
    let (old, new) = (secret(9), secret(8));
    let env = [("TEST_OLD", old.as_str()), ("TEST_NEW", new.as_str())];
    let keys = |lines: &str| {
        let data = "data_key = \"env:TEST_DATA_KEY\"";
        office.configure(&plain.replace(data, &format!("{data}\n{lines}")));
    };
    let one = [PRINT.as_slice(), &["--student", "A02"]].concat();
    let card = "out/Bulletin-T1-4eA-KONAN-Yao.pdf";
    keys("signing_key = \"env:TEST_OLD\"");
    office.run_with(&one, &env).well();
    assert!(office.run_with(&["verify", card], &env).well().contains("genuine: school adjame"));

    let thief = CardSigner::new(&[[9; 32]]).unwrap();
    let Inspected::Genuine(_, claim) = inspect(&fs::read(office.path().join(card)).unwrap(), thief.keys()) else {
        panic!("it is sealed")
    };
    let better = CardClaim { average: Some("19.75".to_owned()), ..(*claim).clone() };
    let forged = thief.seal(format!("%PDF {} %%EOF", thief.unsigned(&better)).into_bytes());
    fs::write(file(&office, "forged.pdf"), forged).unwrap();
    let recorded = format!("average {}", claim.average.clone().unwrap());
    let judged = office.run_with(&["verify", "out/forged.pdf"], &env);
    judged.failed_saying(&["forged", "average 19.75", &recorded]);
    assert!(!judged.out.contains("genuine"), "{judged:?}");

    // What was sealed before stays genuine as long as nobody says that the secret is out.
    let id = thief.keys()[0].id();
    keys("signing_key = \"env:TEST_NEW\"\nold_signing_keys = [\"env:TEST_OLD\"]");
    office.run_with(&["verify", card], &env).well();
    office.run_with(&["keys", "distrust", "0123456789abcdef"], &env).failed_saying(&["0123456789abcdef", "keys list"]);
    office.run_with(&["keys", "distrust", &id], &env).well();
    let listed = office.run_with(&["keys", "list"], &env);
    assert!(listed.well().lines().any(|line| line.starts_with(&id) && line.contains("distrusted on 20")), "{listed:?}");
    for file in [card, "out/forged.pdf"] {
        office.run_with(&["verify", file], &env).failed_saying(&["distrusted since", &id]);
    }
    // It is printed anew, although the configuration still names the old key; with that alone nothing is sealed.
    office.run_with(&one, &env).well();
    office.run_with(&["verify", card], &env).well();
    keys("signing_key = \"env:TEST_OLD\"");
    office.run_with(&one, &env).failed_saying(&["distrusted", "signing_key"]);
}
