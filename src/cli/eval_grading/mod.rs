//! `carnet eval averages`, `annual` and `visibility`: JSON in, JSON out, so that anyone can check the arithmetic.
//!
//! Lives here: reading and writing; what is computed is `domain::grading`.

mod class;
mod report;
mod visible;
mod written;
mod year;

use anyhow::Context as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io::{Read, Write};

use crate::domain::grading::class_result;

/// One class's marks to its results.
pub fn averages(input: impl Read, output: impl Write) -> anyhow::Result<()> {
    let class = read::<class::ClassInput>(input)?.parse()?;
    let result = class_result(&class.policy, &class.marks)?;
    write(output, &report::class(&class, &result))
}

/// A list of students' terms to their years.
pub fn annual(input: impl Read, output: impl Write) -> anyhow::Result<()> {
    let years = read::<Vec<year::YearInput>>(input)?;
    let completed = years
        .iter()
        .enumerate()
        .map(|(position, year)| year.completed().with_context(|| format!("element {} ({})", position + 1, year.id())));
    write(output, &Value::Array(completed.collect::<Result<_, _>>()?))
}

/// A class's marks and what of them is unpublished to what families see; one element or a list of them.
pub fn visibility(input: impl Read, output: impl Write) -> anyhow::Result<()> {
    match read::<Value>(input)? {
        Value::Array(elements) => {
            let completed = elements.into_iter().map(visible::completed);
            write(output, &Value::Array(completed.collect::<Result<_, _>>()?))
        }
        element => write(output, &visible::completed(element)?),
    }
}

fn read<T: DeserializeOwned>(mut input: impl Read) -> anyhow::Result<T> {
    let mut text = String::new();
    input.read_to_string(&mut text).context("cannot read the input")?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    serde_json::from_str(text).context("the input is not as expected")
}

fn write(mut output: impl Write, value: &Value) -> anyhow::Result<()> {
    writeln!(output, "{value:#}").context("cannot write the output")
}
