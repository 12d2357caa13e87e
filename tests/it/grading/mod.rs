//! Averages through `carnet eval`: worked results, promises that hold for any class, and a second computation.

mod classes;
mod oracle;
mod own;
mod policy;
mod promises;
mod worked;

use carnet::cli::eval_grading;
use serde_json::{Value, json};

fn run(eval: impl Fn(&[u8], &mut Vec<u8>) -> Result<(), String>, input: &Value) -> Result<Value, String> {
    let mut output = Vec::new();
    eval(input.to_string().as_bytes(), &mut output)?;
    Ok(serde_json::from_slice(&output).unwrap())
}

/// The results of a class.
fn averages(input: &Value) -> Result<Value, String> {
    run(|input, output| eval_grading::averages(input, output).map_err(|error| format!("{error:#}")), input)
}

fn annual(input: &Value) -> Result<Value, String> {
    run(|input, output| eval_grading::annual(input, output).map_err(|error| format!("{error:#}")), input)
}

fn visibility(input: &Value) -> Result<Value, String> {
    run(|input, output| eval_grading::visibility(input, output).map_err(|error| format!("{error:#}")), input)
}

/// A student's average in the only subject of a class: `[[mark, maximum, coefficient, group, opt]]`.
fn subject(policy: &Value, marks: &[(&str, &str, &str, &str, Option<&str>)]) -> Value {
    let evals: Vec<Value> = marks
        .iter()
        .enumerate()
        .map(|(number, (_, max, coef, group, opt))| {
            json!({"id": format!("e{number}"), "group": group, "max": max, "coef": coef, "opt": opt})
        })
        .collect();
    let entries: serde_json::Map<String, Value> =
        marks.iter().enumerate().map(|(number, (mark, ..))| (format!("e{number}"), json!(mark))).collect();
    let class = json!({
        "policy": policy,
        "subjects": [{"id": "S", "coef": "1", "evals": evals}],
        "pupils": [{"id": "P", "marks": {"S": entries}}],
    });
    averages(&class).unwrap()["pupils"]["P"]["subjects"]["S"].clone()
}

/// An ordinary mark in no group.
fn plain<'a>(mark: &'a str, max: &'a str, coef: &'a str) -> (&'a str, &'a str, &'a str, &'a str, Option<&'a str>) {
    (mark, max, coef, "", None)
}
