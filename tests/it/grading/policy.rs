//! The policy of a school file: what is unknown is refused with its place and what is known instead.

use carnet::domain::grading::Policy;
use serde_json::{Value, json};

use crate::support::engines::each_engine;
use crate::support::school::{import_text, small};

fn complaint(policy: &Value) -> String {
    Policy::from_json(policy).unwrap_err().to_string()
}

#[test]
fn absent_is_weighted_out_of_20_half_up() {
    let spelled = json!({
        "scale": "20", "normalise": "to_scale", "formula": "weighted", "cascade": "rounded", "min_coverage": "1/2",
        "subject_round": {"step": "0.01", "mode": "half_up"}, "general_round": {"step": "0.01", "mode": "half_up"},
        "status": {"ABS": "exclude", "ABSNJ": "zero", "DISP": "exclude", "NN": "exclude", "NR": "zero", "MISSING": "exclude"},
        "bands": [], "distinctions": [], "warnings": [], "distinction_condition": {},
    });
    assert_eq!(Policy::from_json(&spelled).unwrap(), Policy::default());
    assert_eq!("{}".parse::<Policy>().unwrap(), Policy::default());
}

#[test]
fn every_rule_is_read_or_refused() {
    for (policy, said) in [
        (json!([]), "expected a JSON object"),
        (json!({"formulas": "points"}), "formulas: there is no such rule; known are scale, normalise, formula"),
        (json!({"scale": "zero"}), "scale: not a number; write it like 12.5"),
        (json!({"scale": "0.5"}), "scale: an assessment is marked out of 1 to 1000 points"),
        (json!({"scale": 0.5}), "scale: expected a decimal as text, like \"0.5\""),
        (json!({"normalise": "raw"}), "normalise: \"raw\" is not known; write to_scale, weight_by_max"),
        (json!({"cascade": 1}), "cascade: expected a text"),
        (json!({"subject_round": {"mode": "nearest"}}), "subject_round.mode: \"nearest\" is not known; write half_up"),
        (json!({"subject_round": {"step": "0", "mode": "up"}}), "subject_round.step: a step is above 0"),
        (
            json!({"subject_round": {"step": "0.1", "mode": "s5"}}),
            "subject_round.step: this mode rounds to steps of 0.5",
        ),
        (json!({"general_round": {"steps": "1"}}), "general_round.steps: there is no such rule; known are step, mode"),
        (json!({"formula": "components"}), "components: the formula \"components\" needs at least one component"),
        (json!({"components": [["DEV"]]}), "components[0]: expected a pair of a group and its weight"),
        (json!({"components": [["DEV", "1"], ["DEV", "2"]]}), "components: \"DEV\" stands here twice"),
        (json!({"min_coverage": "3/2"}), "min_coverage: expected a share of the coefficients between 0 and 1"),
        (json!({"min_coverage": "1/0"}), "min_coverage: expected a share"),
        (json!({"status": {"ABS": "0"}}), "status.ABS: \"0\" is not known; write exclude, zero"),
        (json!({"status": {"MISSING": "zero"}}), "status.MISSING: a mark that is not entered is never zero"),
        (json!({"bands": [["10", "P"], ["ten", "P"]]}), "bands[1][0]: not a number"),
        (json!({"warnings": [["7", "A"], ["7.0", "B"]]}), "warnings: \"7\" stands here twice"),
        (
            json!({"distinction_condition": {"conduct_subject": "COND"}}),
            "distinction_condition.conduct_min: is missing",
        ),
        (
            json!({"distinction_condition": {"max_unjustified_hours": "-1"}}),
            "distinction_condition.max_unjustified_hours: expected a whole number",
        ),
        (json!({"ranks": "no"}), "ranks: expected true or false"),
    ] {
        let heard = complaint(&policy);
        assert!(heard.starts_with(said), "{policy}: {heard}");
    }
}

#[tokio::test]
async fn an_import_refuses_a_policy_it_could_not_apply() {
    each_engine(async |store| {
        let mut file = small();
        file["policy"] = json!({"formula": "median"});
        let text = serde_json::to_string_pretty(&file).unwrap();
        let line = 1 + text.lines().position(|line| line.trim_start().starts_with("\"policy\"")).unwrap();
        let report = import_text(&store, &text).await;
        let refused: Vec<String> = report.refused.iter().map(ToString::to_string).collect();
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert!(refused[0].contains(&format!("line {line}")), "{refused:?}");
        assert!(
            refused[0].contains("formula: \"median\" is not known; write weighted, components, points"),
            "{refused:?}"
        );
    })
    .await;
}
