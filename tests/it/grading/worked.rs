//! The worked results that live beside the project, to the digit.

use carnet::domain::Points;
use carnet::domain::grading::{Exact, Policy};
use serde_json::{Value, json};

use super::{annual, averages, plain, subject, visibility};
use crate::support::shared;

fn read(file: &str) -> Option<Value> {
    Some(serde_json::from_str(&shared::read_school(file)?).unwrap())
}

/// Where two values differ, one line each.
fn differences(at: &str, ours: &Value, theirs: &Value, found: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Object(one), Value::Object(two)) => {
            for key in one.keys().chain(two.keys().filter(|key| !one.contains_key(*key))) {
                differences(&format!("{at}.{key}"), &ours[key], &theirs[key], found);
            }
        }
        _ if ours != theirs => found.push(format!("{at}: {ours} instead of {theirs}")),
        _ => {}
    }
}

fn assert_same(at: &str, ours: &Value, theirs: &Value) {
    let mut found = Vec::new();
    differences(at, ours, theirs, &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn classes() {
    let Some(classes) = read("classes.json") else { return };
    for (id, class) in classes.as_object().unwrap() {
        assert_same(id, &averages(&class["input"]).unwrap(), &class["expected"]);
    }
}

#[test]
fn years() {
    let Some(years) = read("annual.json") else { return };
    let mut asked = years.clone();
    for year in asked.as_array_mut().unwrap() {
        year.as_object_mut().unwrap().retain(|key, _| ["id", "terms", "weights", "repeater"].contains(&key.as_str()));
    }
    assert_eq!(annual(&asked).unwrap(), years);
}

#[test]
fn what_families_see() {
    let (Some(elements), Some(classes)) = (read("visibility.json"), read("classes.json")) else { return };
    for element in elements.as_array().unwrap() {
        let mut asked = element.clone();
        asked.as_object_mut().unwrap().remove("expected");
        asked["input"] = classes[element["class"].as_str().unwrap()]["input"].clone();
        assert_same("visibility", &visibility(&asked).unwrap(), element);
    }
}

const MODES: [(&str, &str, &str); 9] = [
    ("half_up_0.01", "half_up", "0.01"),
    ("half_even_0.01", "half_even", "0.01"),
    ("down_0.01", "down", "0.01"),
    ("s1_up_0.1", "up", "0.1"),
    ("s5_up_0.5", "up", "0.5"),
    ("se_up_1", "up", "1"),
    ("p1_near_0.1", "near", "0.1"),
    ("p5_near_0.5", "near", "0.5"),
    ("pe_near_1", "near", "1"),
];

#[test]
fn rounding() {
    let Some(cases) = read("micro.json") else { return };
    let mut tried = 0;
    for case in cases.as_array().unwrap() {
        let Some(value) = case["case"].as_str().unwrap().strip_prefix("rounding ") else { continue };
        let (whole, decimals) = value.split_once('.').unwrap();
        let digits: i64 = format!("{whole}{decimals:0<3}").parse().unwrap();
        for (key, mode, step) in MODES {
            let code = key.split('_').next().unwrap();
            let by_direction = json!({"subject_round": {"step": step, "mode": mode}});
            let by_code = json!({"subject_round": {"mode": if code.len() == 2 { code } else { mode }}});
            for policy in [by_direction, by_code] {
                let policy = Policy::from_json(&policy).unwrap();
                let rounded = policy.subject_round.apply(&Exact::fraction(digits, 1000).unwrap());
                assert_eq!(rounded.map(Points::fixed).as_deref(), case[key].as_str(), "{value} {key}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 9 * 9 * 2);
}

/// The published formulas and the edge cases, each as a policy and marks.
fn micro_averages() -> Vec<(&'static str, Value)> {
    let standard = json!({});
    let raw = json!({"normalise": "weight_by_max"});
    let benin = json!({"formula": "components", "components": [["IE", "1"], ["D1", "1"], ["D2", "1"]]});
    let tunisia = json!({"formula": "components", "components": [["O", "1"], ["DC", "1"], ["DS", "2"]]});
    let morocco = json!({"formula": "components", "components": [["R", "4"], ["L", "3"], ["C", "3"]]});
    let pronote = [plain("18", "20", "1"), plain("3", "10", "1"), plain("1", "5", "1")];
    let grouped = |mark, group| (mark, "20", "1", group, None);
    let two = [plain("10", "20", "1"), plain("12", "20", "1")];
    let bonus = |mark, max| [two[0], two[1], (mark, max, "1", "", Some("bonus"))];
    vec![
        ("18/20, 3/10, 1/5 NOT", subject(&raw, &pronote)),
        ("18/20, 3/10, 1/5 brought", subject(&standard, &pronote)),
        (
            "Bénin",
            subject(
                &benin,
                &[
                    grouped("10", "IE"),
                    grouped("14", "IE"),
                    grouped("ABS", "IE"),
                    grouped("12.5", "D1"),
                    grouped("9", "D2"),
                ],
            ),
        ),
        ("Tunisie (Oral", subject(&tunisia, &[grouped("13", "O"), grouped("11", "DC"), grouped("14.5", "DS")])),
        ("Tunisie without", subject(&tunisia, &[grouped("13", "O"), grouped("ABS", "DC"), grouped("14.5", "DS")])),
        ("Maroc", subject(&morocco, &[grouped("9.75", "R"), grouped("12", "L"), grouped("13.5", "C")])),
        ("Côte d'Ivoire MO", subject(&standard, &[plain("10.33", "20", "1"), plain("9.66", "20", "1")])),
        ("only a coefficient-0", subject(&standard, &[plain("15", "20", "0")])),
        ("15 coefficient 0", subject(&standard, &[plain("15", "20", "0"), plain("12", "20", "1")])),
        ("10, 12 and bonus 14/20", subject(&standard, &bonus("14", "20"))),
        ("10, 12 and bonus 9/20", subject(&standard, &bonus("9", "20"))),
        ("10, 12 and bonus 7/10", subject(&standard, &bonus("7", "10"))),
        (
            "20, 20 and bonus 20",
            subject(&standard, &[plain("20", "20", "1"), plain("20", "20", "1"), ("20", "20", "1", "", Some("bonus"))]),
        ),
        (
            "all marks ABS/DISP/NN",
            subject(&standard, &[plain("ABS", "20", "1"), plain("DISP", "20", "1"), plain("NN", "20", "1")]),
        ),
        (
            "ABSNJ and NR",
            subject(&standard, &[plain("12", "20", "1"), plain("ABSNJ", "20", "1"), plain("NR", "20", "1")]),
        ),
    ]
}

#[test]
fn published_formulas_and_edges() {
    let Some(cases) = read("micro.json") else { return };
    let cases: Vec<&Value> = cases.as_array().unwrap().iter().filter(|case| case.get("exact").is_some()).collect();
    let ours = micro_averages();
    assert_eq!(cases.len(), ours.len());
    for (name, average) in ours {
        let case = cases.iter().find(|case| case["case"].as_str().unwrap().starts_with(name));
        let case = case.unwrap_or_else(|| panic!("no case {name}"));
        assert_eq!((&average["exact"], &average["avg"]), (&case["exact"], &case["rounded_0.01"]), "{name}");
    }
}
