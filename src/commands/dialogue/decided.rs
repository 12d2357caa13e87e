//! What a class council decides about one student, as far as an administrator has said it.

use serde::{Deserialize, Serialize};

use crate::domain::grading::CouncilDecision;
use crate::domain::{ClassId, StudentId};

/// One student's decision, to be written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::commands) struct DecidedStudent {
    pub student: StudentId,
    /// Their class in a year that has ended.
    #[serde(default)]
    pub class: Option<ClassId>,
    /// None: the decision is taken back.
    pub decision: Option<CouncilDecision>,
    /// What the council says of them.
    pub words: Option<String>,
    /// The decision before.
    pub seen: Option<CouncilDecision>,
    #[serde(default)]
    pub take_back: Option<TakeBack>,
}

/// What is to be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::commands) enum TakeBack {
    /// The decision, and what the council said.
    Decision,
    /// What the council said; the decision stays.
    Words,
}

/// A decision as it was said, with a distinction that is not the council's to give here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::commands) struct SaidDecision {
    pub decision: CouncilDecision,
    pub distinction: Option<String>,
}
