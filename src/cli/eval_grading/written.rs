//! Values as they are written in these files: decimals are texts, so that none is read as a binary number.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value;

use crate::domain::{Mark, MarkStatus, Maximum, Points};

/// A decimal as text, or a whole number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decimal(pub(super) Points);

/// A maximum.
#[derive(Debug, Clone, Copy)]
pub(super) struct OutOf(pub(super) Maximum);

/// A mark; none where none is entered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry(pub(super) Option<Mark>);

/// An average of a term; none where there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct TermAverage(pub(super) Option<Points>);

fn points<E: Error>(value: &Value) -> Result<Points, E> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) if number.is_u64() => number.to_string(),
        other => return Err(E::custom(format!("{other}: write a decimal as text, like \"12.5\""))),
    };
    text.parse().map_err(|error| E::custom(format!("\"{text}\": {error}")))
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        points(&Value::deserialize(deserializer)?).map(Self)
    }
}

impl<'de> Deserialize<'de> for OutOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let points = points(&Value::deserialize(deserializer)?)?;
        Maximum::from_points(points).map(Self).map_err(|error| D::Error::custom(format!("{points}: {error}")))
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if is_blank(&value) {
            return Ok(Self(None));
        }
        let text = value.as_str().map(str::trim);
        if let Some(status) = text.and_then(MarkStatus::from_code) {
            return Ok(Self(Some(Mark::Status(status))));
        }
        let is_word = text.is_some_and(|text| text.chars().any(char::is_alphabetic));
        if is_word {
            let known = MarkStatus::ALL.map(MarkStatus::code).join(", ");
            return Err(D::Error::custom(format!("{value} is no mark; write a number, nothing, or one of {known}")));
        }
        points(&value).map(|points| Self(Some(Mark::Points(points))))
    }
}

impl<'de> Deserialize<'de> for TermAverage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if is_blank(&value) { Ok(Self(None)) } else { points(&value).map(|points| Self(Some(points))) }
    }
}
