//! What a chart shows. Numbers are hundredths: a picture is drawn of what was computed, never computes.

use serde::{Deserialize, Serialize};

use crate::Language;

/// A picture for a phone's screen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Chart {
    /// Somebody's values over time against the band of their class.
    Progress {
        language: Language,
        title: String,
        /// Said below it; empty where there is nothing to say.
        note: String,
        scale: i64,
        own: String,
        mean: String,
        class: String,
        points: Vec<Point>,
    },
    /// How many values there are by range.
    Histogram { language: Language, title: String, caption: String, bars: Vec<Bar> },
}

/// A moment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Point {
    pub label: String,
    pub own: Option<i64>,
    /// The value as it is written beside the point.
    pub written: String,
    /// Lowest, mean and highest of the class, where they may be said.
    pub band: Option<[i64; 3]>,
}

/// A range and how many fall into it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Bar {
    pub label: String,
    pub count: u32,
    /// At or above half: drawn in the other colour.
    pub passed: bool,
}
