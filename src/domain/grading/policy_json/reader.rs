//! Values of a JSON object with their places: what a refusal points at.

use serde_json::Value;

use super::PolicyError;
use crate::domain::grading::Exact;
use crate::domain::{Points, PointsError};

/// A value and where it stands.
pub(super) struct Node<'v> {
    value: &'v Value,
    at: String,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Problem {
    #[error("expected {0}")]
    Expected(&'static str),
    #[error("{0}")]
    Number(PointsError),
    #[error("there is no such rule; known are {0}")]
    UnknownKey(String),
    #[error("\"{name}\" is not known; write {known}")]
    UnknownName { name: String, known: String },
    #[error("\"{0}\" stands here twice")]
    Twice(String),
    #[error("is missing")]
    Missing,
    #[error("the formula \"components\" needs at least one component with a weight above 0")]
    NoWeight,
    #[error("at least one term weighs something")]
    NoTermWeighs,
    #[error(
        "averages below the lowest threshold would propose nothing: add what holds from 0 on, like [\"0\", \"repeats\"]"
    )]
    NotFromZero,
    #[error("a step is above 0, like 0.01 or 0.5")]
    NoStep,
    #[error("this mode rounds to steps of {0}; leave the step out or write that one")]
    OtherStep(Points),
    #[error("a mark that is not entered is never zero; write exclude")]
    MissingIsNoZero,
    #[error("expected a share of the coefficients between 0 and 1, like 1/2")]
    NoShare,
}

impl<'v> Node<'v> {
    pub(super) fn root(value: &'v Value) -> Self {
        Self { value, at: String::new() }
    }

    pub(super) fn wrong(&self, problem: Problem) -> PolicyError {
        let at = if self.at.is_empty() { String::new() } else { format!("{}: ", self.at) };
        PolicyError { at, problem }
    }

    /// The place of a key, whatever stands there.
    pub(super) fn at(&self, key: &str) -> Self {
        let at = if self.at.is_empty() { key.to_owned() } else { format!("{}.{key}", self.at) };
        Self { value: self.value.get(key).unwrap_or(&Value::Null), at }
    }

    /// The value of a key by `read`; none when there is nothing.
    pub(super) fn get<T>(
        &self,
        key: &str,
        read: impl FnOnce(&Self) -> Result<T, PolicyError>,
    ) -> Result<Option<T>, PolicyError> {
        let node = self.at(key);
        if node.value.is_null() { Ok(None) } else { read(&node).map(Some) }
    }

    /// Refuses whatever is no object with these keys.
    pub(super) fn only(&self, keys: &[&str]) -> Result<(), PolicyError> {
        let Value::Object(object) = self.value else { return Err(self.wrong(Problem::Expected("a JSON object"))) };
        match object.keys().find(|key| !keys.contains(&key.as_str())) {
            Some(key) => Err(self.at(key).wrong(Problem::UnknownKey(keys.join(", ")))),
            None => Ok(()),
        }
    }

    pub(super) fn each<T>(&self, read: impl Fn(&Self) -> Result<T, PolicyError>) -> Result<Vec<T>, PolicyError> {
        let Value::Array(items) = self.value else { return Err(self.wrong(Problem::Expected("a list"))) };
        let nodes = items.iter().enumerate();
        nodes.map(|(position, value)| read(&Self { value, at: format!("{}[{position}]", self.at) })).collect()
    }

    /// Each entry of an object, whatever its keys are.
    pub(super) fn entries<T>(
        &self,
        read: impl Fn(&Self) -> Result<T, PolicyError>,
    ) -> Result<Vec<(String, T)>, PolicyError> {
        let Value::Object(object) = self.value else { return Err(self.wrong(Problem::Expected("a JSON object"))) };
        object.keys().map(|key| Ok((key.clone(), read(&self.at(key))?))).collect()
    }

    pub(super) fn pair(&self, what: &'static str) -> Result<(Self, Self), PolicyError> {
        match self.value.as_array().map(Vec::as_slice) {
            Some([one, two]) => {
                let node = |value, position| Self { value, at: format!("{}[{position}]", self.at) };
                Ok((node(one, 0), node(two, 1)))
            }
            _ => Err(self.wrong(Problem::Expected(what))),
        }
    }

    pub(super) fn name<T: Clone>(&self, names: &[(&str, T)]) -> Result<T, PolicyError> {
        let name = self.text()?;
        if let Some((_, value)) = names.iter().find(|(known, _)| *known == name) {
            return Ok(value.clone());
        }
        let known = names.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
        Err(self.wrong(Problem::UnknownName { name: name.to_owned(), known }))
    }

    pub(super) fn text(&self) -> Result<&'v str, PolicyError> {
        let text = self.value.as_str().map(str::trim).filter(|text| !text.is_empty());
        text.ok_or_else(|| self.wrong(Problem::Expected("a text")))
    }

    /// A decimal as text, or a whole number: a decimal number of JSON may be read as another one than was written.
    pub(super) fn points(&self) -> Result<Points, PolicyError> {
        let text = match self.value {
            Value::Number(number) if number.is_u64() => number.to_string(),
            _ => self
                .value
                .as_str()
                .ok_or_else(|| self.wrong(Problem::Expected("a decimal as text, like \"0.5\"")))?
                .to_owned(),
        };
        text.trim().parse().map_err(|error| self.wrong(Problem::Number(error)))
    }

    pub(super) fn count(&self) -> Result<u32, PolicyError> {
        let written = match self.value {
            Value::Number(number) => number.as_u64().and_then(|count| u32::try_from(count).ok()),
            value => value.as_str().and_then(|text| text.trim().parse().ok()),
        };
        written.ok_or_else(|| self.wrong(Problem::Expected("a whole number")))
    }

    pub(super) fn yes_or_no(&self) -> Result<bool, PolicyError> {
        self.value.as_bool().ok_or_else(|| self.wrong(Problem::Expected("true or false")))
    }

    /// A part of a whole: `1/2` or `0.5`.
    pub(super) fn share(&self) -> Result<Exact, PolicyError> {
        let share = match self.value.as_str().and_then(|text| text.split_once('/')) {
            Some((over, under)) => over.trim().parse().ok().zip(under.trim().parse().ok()),
            None => Some((self.points()?.hundredths(), 100)),
        };
        let share = share.and_then(|(over, under)| Exact::fraction(over, under));
        let share = share.filter(|share| (Exact::ZERO..=Exact::whole(1)).contains(share));
        share.ok_or_else(|| self.wrong(Problem::NoShare))
    }
}
