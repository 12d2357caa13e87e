//! Averages, exact to the digit.
//!
//! The road: marks ([`ClassMarks`]) → [`SubjectAverage`]s of a student → [`TermResult`] → [`ClassResult`] with ranks and
//! figures; years by [`YearRules`]. Every rule is a value of [`Policy`]; which policy holds when is [`in_force`]'s.
//!
//! Never here: a float, or a rule that a school cannot change.
//! Invariant: the order of marks, subjects and students never matters; what is shown is rounded once, at its place.

mod annual;
mod class_result;
mod dated;
mod exact;
mod figures;
mod marks;
mod policy;
mod policy_json;
mod rank;
mod rounding;
mod subject_average;
mod term_result;
mod weighing;
mod wording;

pub use annual::{CouncilDecision, DecidesOn, Decision, PromotionRule, YearRules, annual_average};
pub use class_result::{ClassResult, StudentResult, SubjectResult, class_result};
pub use dated::{DatedRules, Placed, RulesScope, in_force};
pub use exact::Exact;
pub use figures::{Figures, Spread};
pub use marks::{Assessment, AssessmentRole, ClassMarks, MarksError, StudentMarks, Subject};
pub use policy::{Cascade, Component, Counts, DistinctionCondition, Formula, Ladder, Normalise, Policy, StatusRules};
pub use policy_json::PolicyError;
pub use rank::{Rank, ranks};
pub use rounding::{Rounding, RoundingMode};
pub use subject_average::{Average, SubjectAverage};
pub use term_result::{Classed, TermResult};
pub use wording::{Wording, Words};
