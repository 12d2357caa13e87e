//! What holds for any class under any policy.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::classes::class;
use super::{averages, plain, subject, visibility};

fn list<'a>(value: &'a mut Value, key: &str) -> &'a mut Vec<Value> {
    value[key].as_array_mut().unwrap()
}

/// The number that printed hundredths stand for.
fn hundredths(value: &Value) -> Option<i64> {
    value.as_str().map(|text| text.replace('.', "").parse().unwrap())
}

/// Assessments that are unpublished, and other marks for every student in them.
fn other_marks_unseen(class: &Value, hidden: &[bool], entries: &[&str]) -> (Value, Value) {
    let mut changed = class.clone();
    let mut unpublished = Vec::new();
    let mut entries = entries.iter().cycle();
    for (number, subject) in class["subjects"].as_array().unwrap().iter().enumerate() {
        for (position, eval) in subject["evals"].as_array().unwrap().iter().enumerate() {
            if hidden[number * 5 + position] {
                unpublished.push(json!([subject["id"], eval["id"]]));
                for pupil in list(&mut changed, "pupils") {
                    let row = &mut pupil["marks"][subject["id"].as_str().unwrap()];
                    row[eval["id"].as_str().unwrap()] = json!(entries.next().unwrap());
                }
            }
        }
    }
    (changed, json!(unpublished))
}

proptest! {
    #[test]
    fn the_order_of_input_never_matters(class in class(), turn in 0_usize..6) {
        let mut turned = class.clone();
        for subject in list(&mut turned, "subjects") {
            list(subject, "evals").reverse();
        }
        for key in ["subjects", "pupils"] {
            let items = list(&mut turned, key);
            let by = turn % items.len().max(1);
            items.rotate_left(by);
        }
        for key in ["components", "bands", "distinctions", "warnings"] {
            list(&mut turned["policy"], key).reverse();
        }
        prop_assert_eq!(averages(&turned), averages(&class));
    }

    #[test]
    fn nothing_leaves_the_scale(class in class()) {
        let scale: i64 = class["policy"]["scale"].as_str().unwrap().parse::<i64>().unwrap() * 100;
        let result = averages(&class).unwrap();
        let subjects = result["pupils"].as_object().unwrap().values().flat_map(|pupil| {
            let subjects = pupil["subjects"].as_object().unwrap().values().map(|subject| &subject["avg"]);
            subjects.chain([&pupil["general"], &pupil["general_other_cascade"]]).collect::<Vec<_>>()
        });
        let figures = ["min", "max", "mean", "median"].map(|key| &result["class"][key]);
        for value in subjects.chain(figures).filter_map(hundredths) {
            prop_assert!((0..=scale).contains(&value), "{value} of {scale}");
        }
    }

    #[test]
    fn families_never_see_what_is_unpublished(
        class in class(), hidden in prop::collection::vec(any::<bool>(), 20),
        entries in prop::collection::vec(prop::sample::select(&["0", "5", "2.5", "ABS", "NR", ""][..]), 1..7),
    ) {
        let (changed, unpublished) = other_marks_unseen(&class, &hidden, &entries);
        let see = |class: Value| {
            let seen = visibility(&json!({"class": "X", "unpublished": unpublished, "input": class})).unwrap();
            let students = seen["expected"].as_object().unwrap().clone().into_iter();
            students.map(|(id, seen)| (id, seen["subjects"].clone(), seen["general_provisional"].clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(see(changed), see(class));
    }

    #[test]
    fn equal_maxima_make_both_ways_of_mixing_agree(mut class in class()) {
        for subject in list(&mut class, "subjects") {
            for eval in list(subject, "evals") {
                eval["max"] = json!("40");
            }
        }
        let mut raw = class.clone();
        class["policy"]["normalise"] = json!("to_scale");
        raw["policy"]["normalise"] = json!("weight_by_max");
        prop_assert_eq!(averages(&raw), averages(&class));
    }

    #[test]
    fn a_mark_equal_to_the_average_leaves_it(marks in prop::collection::vec((0_u32..=80, 1_u32..5), 1..6), coef in 0_u32..4) {
        // Coefficients that add up to a power of two, so that the average is a mark that can be written.
        let total: u32 = marks.iter().map(|(_, coef)| coef).sum();
        let fill = total.next_power_of_two() - total;
        let write = |quarters: u32| format!("{}.{:02}", quarters / 4, quarters % 4 * 25);
        let texts: Vec<(String, String)> = marks.iter().map(|(mark, coef)| (write(*mark), coef.to_string())).chain([(write(8), fill.to_string())]).collect();
        let mut written: Vec<_> = texts.iter().map(|(mark, coef)| plain(mark, "20", coef)).collect();
        let policy = json!({});
        let before = subject(&policy, &written);
        let average = before["avg"].as_str().unwrap().to_owned();
        let exact: Vec<i64> = before["exact"].as_str().unwrap().split('/').map(|part| part.parse().unwrap()).collect();
        prop_assume!(100 % exact[1] == 0);
        let coef = coef.to_string();
        written.push(plain(&average, "20", &coef));
        prop_assert_eq!(subject(&policy, &written), before);
    }

    #[test]
    fn an_if_better_mark_never_lowers_an_average_and_fills_no_empty_component(
        tests in prop::collection::vec(0_u32..=20, 1..4), exams in prop::collection::vec(0_u32..=20, 0..3),
        better in 0_u32..=20, points in any::<bool>(),
    ) {
        let formula = if points { "points" } else { "components" };
        let policy = json!({"formula": formula, "components": [["DEV", "1"], ["COMP", "2"]], "subject_round": {"step": "0.01", "mode": "down"}});
        let text = |marks: &[u32]| marks.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (tests, exams, better) = (text(&tests), text(&exams), better.to_string());
        let of = |group| move |mark| (mark, "20", "1", group, None);
        let mut written: Vec<_> = tests.iter().map(String::as_str).map(of("DEV")).collect();
        written.extend(exams.iter().map(String::as_str).map(of("COMP")));
        let without = subject(&policy, &written);
        written.push((&better, "20", "1", "COMP", Some("if_better")));
        let with = subject(&policy, &written);
        prop_assert!(hundredths(&with["avg"]) >= hundredths(&without["avg"]));
        if exams.is_empty() && !points {
            prop_assert_eq!(with, without);
        }
    }

    #[test]
    fn who_is_absent_everywhere_is_not_classed_and_counts_nowhere(mut class in class()) {
        for rule in class["policy"]["status"].as_object_mut().unwrap().values_mut() {
            *rule = json!("exclude");
        }
        let before = averages(&class).unwrap();
        let rows: serde_json::Map<String, Value> = class["subjects"].as_array().unwrap().iter().map(|subject| {
            let row = subject["evals"].as_array().unwrap().iter().map(|eval| (eval["id"].as_str().unwrap().to_owned(), json!("ABS")));
            (subject["id"].as_str().unwrap().to_owned(), Value::Object(row.collect()))
        }).collect();
        list(&mut class, "pupils").push(json!({"id": "ABSENT", "marks": rows}));
        let after = averages(&class).unwrap();
        prop_assert_eq!(&after["pupils"]["ABSENT"]["status"], "non_classe");
        prop_assert_eq!(&after["subjects"], &before["subjects"]);
        for key in ["classes", "mean", "min", "max", "median", "admis_ge_half"] {
            prop_assert_eq!(&after["class"][key], &before["class"][key]);
        }
    }
}
