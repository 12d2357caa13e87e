//! Any class under any policy, as it is written.

use proptest::prelude::*;
use serde_json::{Value, json};

/// Decimals with at most two places between two numbers of hundredths.
fn decimal(hundredths: std::ops::RangeInclusive<u32>) -> impl Strategy<Value = String> {
    hundredths.prop_map(|value| format!("{}.{:02}", value / 100, value % 100))
}

fn one_of(names: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(names)
}

fn rounding() -> impl Strategy<Value = Value> {
    (one_of(&["half_up", "half_even", "down", "up"]), one_of(&["0.01", "0.05", "0.1", "0.5", "1"]))
        .prop_map(|(mode, step)| json!({"mode": mode, "step": step}))
}

pub(super) fn policy() -> impl Strategy<Value = Value> {
    let shape = (
        one_of(&["5", "10", "20", "100"]),
        one_of(&["to_scale", "weight_by_max"]),
        one_of(&["weighted", "components", "points"]),
    );
    let sums = (rounding(), rounding(), one_of(&["rounded", "exact"]), one_of(&["0", "1/3", "1/2", "0.75", "1"]));
    let rule = || one_of(&["exclude", "zero"]);
    let status = (rule(), rule(), rule(), rule(), rule());
    let weights = (decimal(0..=300), decimal(1..=300));
    (shape, sums, status, weights).prop_map(|(shape, sums, status, weights)| {
        json!({
            "scale": shape.0, "normalise": shape.1, "formula": shape.2,
            "components": [["G1", weights.0], ["G2", weights.1]],
            "subject_round": sums.0, "general_round": sums.1, "cascade": sums.2, "min_coverage": sums.3,
            "status": {"ABS": status.0, "ABSNJ": status.1, "DISP": status.2, "NN": status.3, "NR": status.4},
            "bands": [["0", "low"], ["10", "pass"], ["16", "high"]],
            "distinctions": [["12", "TH"], ["14", "FEL"]], "warnings": [["7", "BLAME"]],
            "distinction_condition": {"conduct_subject": "S0", "conduct_min": "8", "max_unjustified_hours": 2},
        })
    })
}

/// A mark as a share of its maximum (in 1/40, so that it has two decimals on every maximum), or a word.
fn entry() -> impl Strategy<Value = Result<u32, &'static str>> {
    prop_oneof![
        8 => (0..=40_u32).prop_map(Ok),
        2 => one_of(&["ABS", "ABSNJ", "DISP", "NN", "NR", ""]).prop_map(Err),
    ]
}

const MOST: usize = 5;

/// Subjects as (coefficient, assessments), assessments as (maximum, coefficient, group, opt).
type Assessments = Vec<(u32, &'static str, &'static str, Option<&'static str>)>;

fn subjects() -> impl Strategy<Value = Vec<(&'static str, Assessments)>> {
    let opt = prop_oneof![6 => Just(None), 1 => Just(Some("bonus")), 2 => Just(Some("if_better"))];
    let maximum = prop::sample::select(&[5_u32, 10, 20, 30, 40][..]);
    let assessment = (maximum, one_of(&["0", "0.5", "1", "2"]), one_of(&["G1", "G2"]), opt);
    let assessments = prop::collection::vec(assessment, 0..=MOST);
    prop::collection::vec((one_of(&["0", "0.5", "1", "3"]), assessments), 1..=4)
}

/// A class as it is written.
pub(super) fn class() -> impl Strategy<Value = Value> {
    let marks = prop::collection::vec(prop::collection::vec(entry(), MOST), 4);
    let students = prop::collection::vec((0..4_u32, marks), 0..=6);
    (policy(), subjects(), students).prop_map(|(policy, subjects, students)| {
        let written = subjects.iter().enumerate().map(|(number, (coef, assessments))| {
            let evals = assessments.iter().enumerate().map(|(number, (max, coef, group, opt))| {
                json!({"id": format!("e{number}"), "max": max.to_string(), "coef": coef, "group": group, "opt": opt})
            });
            json!({"id": format!("S{number}"), "coef": coef, "evals": evals.collect::<Vec<_>>()})
        });
        let pupils = students.iter().enumerate().map(|(number, (hours, marks))| {
            let marks = subjects.iter().zip(marks).enumerate().map(|(number, ((_, assessments), row))| {
                let row = assessments.iter().zip(row).enumerate().map(|(number, ((max, ..), entry))| {
                    let written = match entry {
                        Ok(fortieths) => {
                            let hundredths = fortieths * max * 100 / 40;
                            format!("{}.{:02}", hundredths / 100, hundredths % 100)
                        }
                        Err(word) => (*word).to_owned(),
                    };
                    (format!("e{number}"), json!(written))
                });
                (format!("S{number}"), Value::Object(row.collect()))
            });
            let marks: serde_json::Map<String, Value> = marks.collect();
            json!({"id": format!("P{number}"), "name": null, "unjustified_hours": hours, "marks": marks})
        });
        json!({"policy": policy, "subjects": written.collect::<Vec<_>>(), "pupils": pupils.collect::<Vec<_>>()})
    })
}
