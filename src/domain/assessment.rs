//! What people change of an assessment.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Maximum, Points};

/// How an assessment is called, when it is, and what it counts for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentFacts {
    pub label: String,
    pub date: Option<Date>,
    pub maximum: Maximum,
    pub coefficient: Points,
}

impl AssessmentFacts {
    /// Whether averages are other than before.
    pub fn counts_otherwise(&self, before: &Self) -> bool {
        self.maximum != before.maximum || self.coefficient != before.coefficient
    }
}
