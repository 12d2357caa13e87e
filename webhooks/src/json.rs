//! Looking into JSON of which nothing may be assumed.
//!
//! Lives here: one cursor over `serde_json::Value`. Never here: a provider's field names.
//! Invariant: looking never fails; what is absent or of another type is simply not there.

use serde_json::Value;

use crate::words;

/// A place in a document, or nowhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'a>(Option<&'a Value>);

impl<'a> Node<'a> {
    pub(crate) fn new(value: &'a Value) -> Self {
        Self(Some(value))
    }

    pub(crate) fn nowhere() -> Self {
        Self(None)
    }

    pub(crate) fn at(self, key: &str) -> Self {
        Self(self.0.and_then(|value| value.get(key)))
    }

    pub(crate) fn is_there(self) -> bool {
        self.0.is_some_and(|value| !value.is_null())
    }

    pub(crate) fn is_list(self) -> bool {
        self.0.is_some_and(Value::is_array)
    }

    pub(crate) fn is_object(self) -> bool {
        self.0.is_some_and(Value::is_object)
    }

    pub(crate) fn is_true(self) -> bool {
        self.0.and_then(Value::as_bool).unwrap_or(false)
    }

    /// The elements of a list; none if it is not a list.
    pub(crate) fn items(self) -> impl DoubleEndedIterator<Item = Node<'a>> {
        self.0.and_then(Value::as_array).into_iter().flatten().map(Node::new)
    }

    pub(crate) fn first(self) -> Self {
        Self(self.0.and_then(|value| value.get(0)))
    }

    /// The names of an object's members.
    pub(crate) fn keys(self) -> impl Iterator<Item = &'a str> {
        self.0.and_then(Value::as_object).into_iter().flat_map(|map| map.keys()).map(String::as_str)
    }

    pub(crate) fn str(self) -> Option<&'a str> {
        self.0.and_then(Value::as_str)
    }

    pub(crate) fn text(self) -> Option<String> {
        self.str().map(words::text)
    }

    /// Text that says something.
    pub(crate) fn full_text(self) -> Option<String> {
        self.text().filter(|text| !text.is_empty())
    }

    /// An id, written as text or as a whole number.
    pub(crate) fn id(self) -> Option<String> {
        match self.0? {
            Value::String(text) => words::id(text),
            Value::Number(number) => number.as_i64().map(|number| number.to_string()),
            _ => None,
        }
    }

    pub(crate) fn phone(self) -> Option<String> {
        self.str().and_then(words::phone)
    }

    pub(crate) fn name(self) -> Option<String> {
        self.str().and_then(words::name)
    }

    pub(crate) fn word(self) -> Option<String> {
        self.str().map(words::word).filter(|word| !word.is_empty())
    }

    /// A whole number, written as such or as text.
    pub(crate) fn integer(self) -> Option<i64> {
        match self.0? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Seconds since the epoch, as milliseconds.
    pub(crate) fn seconds(self) -> Option<i64> {
        self.integer().and_then(|seconds| seconds.checked_mul(1000))
    }

    /// A number as plain decimal text, without an exponent.
    pub(crate) fn decimal(self) -> Option<String> {
        let number = self.0?;
        number.as_i64().map(|whole| whole.to_string()).or_else(|| number.as_f64().map(|real| real.to_string()))
    }

    pub(crate) fn json(self) -> String {
        self.0.map(Value::to_string).unwrap_or_default()
    }

    pub(crate) fn fingerprint(self) -> String {
        words::fingerprint(self.json().as_bytes())
    }
}
