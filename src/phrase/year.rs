//! A school year: how its terms stand, its average, and what the class council decided. A proposal is for staff only.

use serde::{Deserialize, Serialize};

use super::{CardRank, Phrase, Statistics, StudentLabel};
use crate::domain::grading::{CouncilDecision, Decision};
use crate::domain::{Maximum, Points};

/// What is said of a school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearPhrase {
    /// To a family.
    OfChild { child: StudentLabel, class: String, year: ChildYear },
    /// To a family: the school's rules make no year of its terms.
    NoRules { child: StudentLabel },
    /// To staff: the same, and how it is remedied.
    NoRulesOfClass { class: String },
    /// To staff: a class, or one of its students.
    OfClass { class: String, year: String, open: Vec<String>, scale: Maximum, students: Vec<YearLine> },
    /// To staff: the figures of classes' annual averages; those of which the school makes no year are left out.
    Figures { classes: Vec<YearFigures> },
    /// The council decides when all terms are closed.
    NotFinal { class: String, open: Vec<String> },
    /// What would be written down as the council's, by decision; the others it has to take itself.
    ConfirmCouncil {
        class: String,
        taken: Vec<(CouncilDecision, Vec<StudentLabel>)>,
        left: Vec<StudentLabel>,
        #[serde(default)]
        waiting: Waiting,
    },
    /// Nothing follows from the averages: each decision is the council's own, and how it is said.
    NothingToConfirm {
        class: String,
        left: Vec<StudentLabel>,
        decided: u32,
        #[serde(default)]
        waiting: Waiting,
    },
    /// One student's, against what is proposed and what was decided before.
    ConfirmDecision {
        student: StudentLabel,
        average: Option<Points>,
        scale: Maximum,
        proposed: Option<Decision>,
        before: Option<CouncilDecision>,
        decision: CouncilDecision,
        words: Option<String>,
        /// A distinction that was said with it, and is not the council's to give here.
        #[serde(default)]
        distinction: Option<String>,
    },
    /// A decision about one student would be taken back, with what the council said; or only that.
    ConfirmTakeBack { student: StudentLabel, decision: CouncilDecision, words: Option<String>, words_only: bool },
    /// It is, of which so many families are told.
    TakenBack { student: StudentLabel, words_only: bool, families: u32 },
    /// There is no decision about a student; or the council has said nothing.
    NothingToTakeBack { student: StudentLabel, words_only: bool },
    /// It is done student by student.
    TakeBackByName {},
    /// So many decisions are on the report cards, of which so many families are told.
    Decided { class: String, count: u32, families: u32 },
    /// How a decision about one student is said.
    WhichDecision { student: StudentLabel },
    /// What the council says of a student does not fit on the card.
    RemarkTooLong { letters: u32, most: u32 },
}

/// Students about whom the council cannot decide yet, and the terms that are open where they were before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub students: Vec<StudentLabel>,
    pub open: Vec<String>,
}

/// A child's year so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildYear {
    pub label: String,
    pub terms: Vec<YearTerm>,
    /// What the annual average is out of.
    pub scale: Maximum,
    /// Of the terms that are closed.
    pub average: Option<Points>,
    /// All terms are closed.
    pub is_final: bool,
    pub rank: Option<CardRank>,
    pub ranked: u32,
    pub decision: Option<CouncilDecision>,
    pub words: Option<String>,
}

/// A term in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearTerm {
    /// The school's code.
    pub code: String,
    pub closed: bool,
    /// None: not closed, or not classed.
    pub average: Option<Points>,
    pub scale: Maximum,
}

/// A student's year, as staff read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearLine {
    pub student: StudentLabel,
    pub average: Option<Points>,
    pub rank: Option<CardRank>,
    pub is_repeater: bool,
    pub proposed: Option<Decision>,
    pub decision: Option<CouncilDecision>,
}

/// A class's annual averages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearFigures {
    pub class: String,
    pub year: String,
    pub students: u32,
    /// None as long as a term is not closed: there is no annual average before.
    pub statistics: Option<Statistics>,
    /// The terms that are not.
    pub open: Vec<String>,
}

/// A year on the report card of its last term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardYear {
    pub terms: Vec<YearTerm>,
    pub scale: Maximum,
    /// None as long as a term of it is not closed, or where the student has no average in any.
    pub average: Option<Points>,
    pub rank: Option<CardRank>,
    /// Who has an annual average.
    pub ranked: u32,
    /// What the class council decided, once that is written down.
    pub decision: Option<CouncilDecision>,
    pub words: Option<String>,
}

impl YearPhrase {
    pub fn phrase(self) -> Phrase {
        Phrase::Year(self)
    }
}
