//! What a picture shows: values, in all languages.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AssessmentLabel, StudentLabel, SubjectLabel};
use crate::domain::{Maximum, Points};

/// A child's averages over time against their class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressChart {
    /// Discreet.
    pub child: StudentLabel,
    /// Set when one subject only was asked for.
    pub subject: Option<SubjectLabel>,
    pub scale: Maximum,
    /// In the order of time; empty where the child has no average yet.
    pub points: Vec<ProgressPoint>,
}

/// A moment of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressPoint {
    pub at: ProgressAt,
    pub own: Points,
    /// Of the class; none of a group so small that it would tell whose these are.
    pub class: Option<ClassBand>,
    /// What it was out of, where that was another scale than the chart's: its values are brought to that.
    #[serde(default)]
    pub brought_from: Option<Maximum>,
}

/// When.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgressAt {
    /// The school's code of a term.
    Term(String),
    /// After the marks of this day.
    Day(Date),
}

/// Where the class stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassBand {
    pub lowest: Points,
    pub mean: Points,
    pub highest: Points,
}

/// How many marks of an assessment there are by range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistogramChart {
    pub class: String,
    pub assessment: AssessmentLabel,
    pub bars: Vec<HistogramBar>,
    pub marks: u32,
}

/// A range: from a value to the next one, which is its own only in the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistogramBar {
    pub from: Points,
    pub to: Points,
    pub count: u32,
    pub passed: bool,
}
