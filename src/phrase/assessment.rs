//! What is said about assessments themselves: a new one, points for everybody.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AssessmentLabel, StudentLabel};
use crate::domain::Points;

/// About an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentPhrase {
    /// What would be made; `unknown` is the name under which nothing was found.
    ConfirmNew {
        class: String,
        assessment: AssessmentLabel,
        coefficient: Points,
        date: Option<Date>,
        term: String,
        unknown: Option<String>,
    },
    /// It is there; a student to show how a mark is written.
    Created { class: String, assessment: AssessmentLabel, student: Option<StudentLabel> },
    /// The course has one of this name.
    Exists { class: String, assessment: AssessmentLabel },
    /// The school's averages are made of these kinds only.
    UnknownKind { known: Vec<String> },
    /// Its day is in no term.
    NoTerm { date: Option<Date> },
    /// Points for everybody or for one, mark by mark; `untouched` have no points to change, families know `known` of them.
    ConfirmAdjust {
        class: String,
        assessment: AssessmentLabel,
        delta: Points,
        lowers: bool,
        lines: Vec<AdjustedMark>,
        untouched: u32,
        known: u32,
    },
    /// There is no mark that would change.
    NothingToAdjust { class: String, assessment: AssessmentLabel },
}

/// A mark before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdjustedMark {
    pub student: StudentLabel,
    pub old: Points,
    pub new: Points,
    /// The scale ends here: not all points count.
    pub capped: bool,
}
