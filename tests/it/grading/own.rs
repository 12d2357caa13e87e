//! Worked by hand: what the shared classes do not show.

use serde_json::{Value, json};

use super::{annual, averages, plain, subject, visibility};

fn shown(average: &Value) -> (&str, &str) {
    (average["exact"].as_str().unwrap(), average["avg"].as_str().unwrap())
}

#[test]
fn components_weigh_their_means_and_leave_when_empty() {
    let policy = json!({"formula": "components", "components": [["DEV", "1"], ["COMP", "2"]]});
    let mark = |mark, group| (mark, "20", "1", group, None);
    // (10 + 13) / 2 = 11.5; (11.5 + 2 × 14) / 3 = 79/6.
    let full = subject(&policy, &[mark("10", "DEV"), mark("13", "DEV"), mark("14", "COMP")]);
    assert_eq!(shown(&full), ("79/6", "13.17"));
    let no_exam = subject(&policy, &[mark("10", "DEV"), mark("13", "DEV"), mark("ABS", "COMP")]);
    assert_eq!(shown(&no_exam), ("23/2", "11.50"));
    // An empty component leaves both sums, also where a mark that counts if it is better stands in it.
    let better = ("18", "20", "1", "COMP", Some("if_better"));
    let only_better = subject(&policy, &[mark("10", "DEV"), mark("13", "DEV"), mark("ABS", "COMP"), better]);
    assert_eq!(shown(&only_better), ("23/2", "11.50"));
    // Conduct is in no component: a plain mean.
    assert_eq!(shown(&subject(&policy, &[mark("17", "COND")])), ("17/1", "17.00"));
    // A bonus outside the components acts on their mean: (11.5 + 28 + 4) / 3.
    let bonus = ("14", "20", "1", "BONUS", Some("bonus"));
    let with_bonus = subject(&policy, &[mark("10", "DEV"), mark("13", "DEV"), mark("14", "COMP"), bonus]);
    assert_eq!(shown(&with_bonus), ("29/2", "14.50"));
}

#[test]
fn rounding_up_by_halves_never_leaves_the_scale() {
    let policy = json!({"subject_round": {"step": "0.5", "mode": "up"}});
    assert_eq!(shown(&subject(&policy, &[plain("12.05", "20", "1")])), ("241/20", "12.50"));
    assert_eq!(shown(&subject(&policy, &[plain("19.75", "20", "1")])), ("79/4", "20.00"));
    let thirds = json!({"subject_round": {"step": "0.3", "mode": "up"}});
    assert_eq!(shown(&subject(&thirds, &[plain("19.95", "20", "1")])), ("399/20", "20.00"));
}

#[test]
fn the_best_optional_mark_counts_first() {
    let mark = |mark| (mark, "20", "1", "", Some("if_better"));
    // 10 → with 16: 13 → 12 does not raise 13, though it would raise 10.
    let one_way = subject(&json!({}), &[plain("10", "20", "1"), mark("12"), mark("16")]);
    let other_way = subject(&json!({}), &[mark("16"), mark("12"), plain("10", "20", "1")]);
    assert_eq!(shown(&one_way), ("13/1", "13.00"));
    assert_eq!(shown(&other_way), shown(&one_way));
    assert_eq!(subject(&json!({}), &[plain("ABS", "20", "1"), mark("16")])["avg"], Value::Null);
}

#[test]
fn points_are_added_over_what_was_taken() {
    let policy = json!({"formula": "points", "scale": "10"});
    // 45 of 60: the absent student's 40 leave both sums.
    let taken = subject(&policy, &[plain("15", "20", "1"), plain("ABS", "40", "1"), plain("30", "40", "1")]);
    assert_eq!(shown(&taken), ("15/2", "7.50"));
}

fn class(policy: &Value, pupils: &Value) -> Value {
    let eval = json!([{"id": "e", "group": "DEV", "max": "20", "coef": "1"}]);
    let subjects = json!([
        {"id": "MATH", "coef": "3", "evals": eval}, {"id": "FR", "coef": "2", "evals": eval},
        {"id": "COND", "coef": "1", "evals": eval},
    ]);
    averages(&json!({"policy": policy, "subjects": subjects, "pupils": pupils})).unwrap()
}

fn pupil(id: &str, hours: u32, math: &str, french: &str, conduct: &str) -> Value {
    let marks = json!({"MATH": {"e": math}, "FR": {"e": french}, "COND": {"e": conduct}});
    json!({"id": id, "unjustified_hours": hours, "marks": marks})
}

#[test]
fn ranks_distinctions_and_the_class() {
    let policy = json!({
        "distinctions": [["12", "TH"], ["14", "FEL"]], "warnings": [["7", "BLAME"], ["8.5", "AVERT"]],
        "distinction_condition": {"conduct_subject": "COND", "conduct_min": "10", "max_unjustified_hours": 10},
    });
    let result = class(
        &policy,
        &json!([
            pupil("P1", 10, "14", "14", "14"),
            pupil("P2", 11, "14", "14", "14"),
            pupil("P3", 0, "16", "16", "4"),
            pupil("P4", 0, "8", "8", "8"),
            pupil("P5", 0, "6", "7", "8"),
            pupil("P6", 0, "ABS", "15", "ABS"),
            pupil("P7", 0, "13", "13", "DISP"),
        ]),
    );
    let of = |id: &str, key: &str| result["pupils"][id][key].clone();
    let ids = ["P1", "P2", "P3", "P4", "P5", "P6", "P7"];
    assert_eq!(
        ids.map(|id| of(id, "general")),
        [json!("14.00"), json!("14.00"), json!("14.00"), json!("8.00"), json!("6.67"), Value::Null, json!("13.00")]
    );
    assert_eq!(ids.map(|id| of(id, "rank")), [json!(1), json!(1), json!(1), json!(5), json!(6), Value::Null, json!(4)]);
    assert_eq!(ids.map(|id| of(id, "ex_aequo")), [true, true, true, false, false, false, false].map(Value::Bool));
    let none = Value::Null;
    // P3 lacks conduct, P2 was away too long; who has no conduct mark is not held back by it.
    assert_eq!(
        ids.map(|id| of(id, "distinction")),
        [json!("FEL"), none.clone(), none.clone(), json!("AVERT"), json!("BLAME"), none, json!("TH")]
    );
    assert_eq!(
        result["class"],
        json!({
            "effectif": 7, "classes": 6, "non_classes": 1, "min": "6.67", "max": "14.00", "mean": "11.61",
            "median": "13.50", "admis_ge_half": 4, "taux_reussite_pct": "66.67",
        })
    );
    // Who is not classed has a place in the subject all the same.
    assert_eq!(result["subjects"]["FR"]["rank"]["P6"], json!({"rank": 2, "ex_aequo": false}));
}

#[test]
fn coverage_at_the_limit_is_enough_and_ranks_can_be_off() {
    let pupils = json!([pupil("P1", 0, "12", "ABS", "ABS"), pupil("P2", 0, "ABS", "12", "ABS")]);
    let result = class(&json!({"ranks": false}), &pupils);
    assert_eq!(result["pupils"]["P1"]["status"], "classe");
    assert_eq!(result["pupils"]["P2"]["status"], "non_classe");
    assert_eq!(result["pupils"]["P1"]["rank"], Value::Null);
    assert_eq!(result["subjects"]["MATH"]["rank"], json!({}));
    let strict = class(&json!({"min_coverage": "0.51"}), &pupils);
    assert_eq!(strict["class"]["classes"], 0);
    assert_eq!(strict["class"]["mean"], Value::Null);
}

#[test]
fn a_year_without_a_term_and_a_repeater() {
    let weights = "1:2:2";
    let years = annual(&json!([
        {"id": "N1", "terms": ["8.00", null, "11.00"], "weights": weights, "repeater": false},
        {"id": "N2", "terms": ["9.99", "9.99", "9.99"], "weights": weights, "repeater": true},
        {"id": "N3", "terms": ["9.99", "10.00", "10.00"], "weights": weights, "repeater": false},
        {"id": "N4", "terms": ["8.49", "8.50", "8.50"], "weights": "1:1:1 (simple mean)", "repeater": false},
        {"id": "N5", "terms": ["", null, null], "weights": weights, "repeater": false},
    ]))
    .unwrap();
    let row = |at: usize| {
        let year = &years[at];
        ["mga", "mga_exact", "decision_on_rounded", "decision_on_exact", "missing_term"].map(|key| year[key].clone())
    };
    assert_eq!(row(0), [json!("10.00"), json!("10/1"), json!("admis"), json!("admis"), json!(true)]);
    assert_eq!(row(1), [json!("9.99"), json!("999/100"), json!("exclu"), json!("exclu"), json!(false)]);
    // 9.998 is printed as 10.00.
    assert_eq!(row(2), [json!("10.00"), json!("4999/500"), json!("admis"), json!("conseil_de_classe"), json!(false)]);
    assert_eq!(row(3), [json!("8.50"), json!("2549/300"), json!("redouble"), json!("exclu"), json!(false)]);
    assert_eq!(row(4), [Value::Null, Value::Null, Value::Null, Value::Null, json!(true)]);
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let eval = json!({"id": "e", "group": "ORAL", "max": "20", "coef": "1"});
    let input = |policy: Value, mark: &str| {
        json!({
            "policy": policy, "subjects": [{"id": "S", "coef": "1", "evals": [eval, {"id": "f", "group": "DEV", "max": "20", "coef": "1"}]}],
            "pupils": [{"id": "P", "marks": {"S": {"e": mark}}}],
        })
    };
    let complaint = |policy: Value, mark: &str| averages(&input(policy, mark)).unwrap_err();
    assert_eq!(
        complaint(json!({"formula": "wheighted"}), "1"),
        "policy: formula: \"wheighted\" is not known; write weighted, components, points"
    );
    assert!(complaint(json!({}), "21").contains("pupil P: the mark in \"e\" of \"S\" is above the maximum of 20"));
    assert!(complaint(json!({}), "abs").contains("\"abs\" is no mark; write a number, nothing, or one of ABS, ABSNJ"));
    assert!(complaint(json!({}), "12.345").contains("at most two decimals at line 1"));
    let components = json!({"formula": "components", "components": [["DEV", "1"]]});
    assert!(
        complaint(components, "1")
            .contains("the group \"ORAL\" of \"e\" in \"S\" is none of the policy's components: DEV")
    );
    let unknown = json!({"class": "X", "unpublished": [["S", "z"]], "input": input(json!({}), "1")});
    assert!(visibility(&unknown).unwrap_err().contains("no assessment \"z\" in a subject \"S\""));
    let weights = annual(&json!([{"id": "N", "terms": ["1.00"], "weights": "1:2", "repeater": false}]));
    assert_eq!(weights.unwrap_err(), "element 1 (N): weights: 2 of them for 1 terms");
}
