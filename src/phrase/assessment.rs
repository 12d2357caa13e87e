//! What is said about assessments themselves: a new one, one that changes or goes, points for everybody.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{AssessmentLabel, StudentLabel};
use crate::domain::{AssessmentFacts, Maximum, Points};

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
    /// What would be other; so many marks stand, families know so many of them; the class's mean in the subject before and
    /// after, where it may be said.
    ConfirmChange {
        class: String,
        assessment: AssessmentLabel,
        old: AssessmentFacts,
        new: AssessmentFacts,
        marks: u32,
        published: u32,
        means: Option<(Points, Points)>,
    },
    /// It is as it was wanted, or as it was before; so many families hear of a new scale.
    Changed { class: String, assessment: AssessmentLabel, back: bool, families: u32, later: u32, from: Option<Time> },
    /// What of it can be changed.
    WhatToChange { class: String, assessment: AssessmentLabel },
    /// It is like that already.
    AlreadySo { class: String, assessment: AssessmentLabel },
    /// These marks would stand above the maximum that is wanted.
    MarksAbove { class: String, assessment: AssessmentLabel, maximum: Maximum, lines: Vec<HeldMark> },
    /// It counts in a term that its day is not in.
    OutsideTerm { date: Date, term: String, starts: Date, ends: Date },
    /// Families know its marks, and the school wants two people for whatever changes those.
    TwoPeople { class: String, assessment: AssessmentLabel },
    /// What would go with it.
    ConfirmRemoval {
        class: String,
        assessment: AssessmentLabel,
        marks: u32,
        published: u32,
        means: Option<(Points, Points)>,
    },
    /// It is gone, and so are its marks.
    Removed { class: String, assessment: AssessmentLabel, marks: u32, families: u32, later: u32, from: Option<Time> },
    /// It is there again, all its marks are drafts; families knew `published` of them.
    Restored { class: String, assessment: AssessmentLabel, marks: u32, published: u32 },
    /// It is not made after all.
    Unmade { class: String, assessment: AssessmentLabel },
    /// It holds marks by now.
    HoldsMarks { class: String, assessment: AssessmentLabel, marks: u32 },
}

/// A mark that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldMark {
    pub student: StudentLabel,
    pub points: Points,
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
