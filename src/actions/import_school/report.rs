//! What an import did, or why it did nothing.

use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;

use super::file::{List, Place};
use crate::domain::{Mark, SchoolId};

/// What an import did. With anything refused, nothing may be written: the caller rolls back.
#[derive(Debug, Default)]
pub struct ImportReport {
    pub school: Option<SchoolId>,
    pub counts: BTreeMap<List, Counts>,
    /// What was there and differs now.
    pub changes: Vec<Changed>,
    pub refused: Vec<Refusal>,
    /// Imported, but worth a look.
    pub cautions: Vec<Caution>,
    /// Whose averages are made otherwise from now on.
    pub rules: Vec<RulesChange>,
    /// Students of the year's classes that the file leaves out, by code: they stay.
    pub left_out: Vec<String>,
    /// Students who had left and are on the roll again, by code.
    pub come_back: Vec<String>,
    /// Terms of the year that ends with this file, and the classes in which they are not closed.
    pub left_open: Vec<LeftOpen>,
}

/// A term of the year before that is not closed in some classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOpen {
    pub year: String,
    pub term: String,
    /// By their codes.
    pub classes: Vec<String>,
}

/// Classes whose rules in some terms are others than they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesChange {
    pub classes: Vec<String>,
    pub terms: Vec<String>,
    /// Which rules differ.
    pub rules: Vec<String>,
    /// The terms are closed, and keep those they were closed by.
    pub closed: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
}

/// A line whose record is not what it was: which one, and in what.
#[derive(Debug, Clone)]
pub struct Changed {
    pub place: Place,
    pub list: List,
    pub key: String,
    pub columns: Vec<&'static str>,
}

/// A line that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub place: Place,
    pub list: Option<List>,
    pub reason: Reason,
}

/// Why a line is refused. Never carries a name, a number or an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("{0}")]
    Unreadable(String),
    #[error("\"schema\" must be 1")]
    Schema,
    #[error("there is no list \"{0}\" in a school file")]
    UnknownList(String),
    #[error("unknown column \"{0}\"")]
    UnknownColumn(String),
    #[error("\"{0}\" stands here twice")]
    ColumnTwice(String),
    #[error("\"{0}\" is missing")]
    Missing(&'static str),
    #[error(
        "the school has no \"code\": give it a short one of its own, such as adjame, by which the configuration and later \
         files find it"
    )]
    NoSchoolCode,
    #[error("\"{column}\": {problem}")]
    Invalid { column: String, problem: String },
    #[error("\"{column}\": there is no \"{code}\" in {list}")]
    Unknown { column: &'static str, code: String, list: List },
    #[error("the rules are for a class or for a level, not for both: write two lines")]
    ClassAndLevel,
    #[error(
        "rules of the whole school without a day are its \"policy\"; give these a \"from\", a \"level\" or a \"class\""
    )]
    RulesOfSchool,
    #[error("no class has the level \"{0}\": the list classes has a column \"level\"")]
    UnknownLevel(String),
    #[error("policy.year.weights: they are of {weights} terms, and the year has {terms}")]
    MoreTerms { weights: usize, terms: usize },
    #[error("\"{key}\" appears twice; first at {first}")]
    Twice { key: String, first: Place },
    #[error("a term must end after it starts")]
    TermReversed,
    #[error("the term overlaps the term \"{0}\"")]
    TermOverlaps(String),
    #[error("the term \"{0}\" is closed")]
    TermClosed(String),
    #[error(
        "the school is already in the year \"{0}\"; of an earlier year only assessments and marks are imported, in a file \
         with nothing else but \"school\" and \"year\""
    )]
    EarlierYear(String),
    #[error(
        "the file is of \"{0}\", a year that has ended, and its school's name, policy or another setting is not what it is \
         now: of the school give the \"code\" alone"
    )]
    EarlierSettings(String),
    #[error(
        "the file is of \"{0}\", a year that has ended, and has \"year\".\"terms\": take them out; of an earlier year only \
         assessments and marks are imported, in a file with nothing else but \"school\" and \"year\" with its label"
    )]
    EarlierTerms(String),
    #[error(
        "the year \"{year}\" still runs: its term \"{term}\" lasts until {ends}, and this file's year ends before that; give \
         \"{term}\" its true end first, in a file of \"{year}\", or wait until it is over"
    )]
    YearRuns { year: String, term: String, ends: Date },
    #[error("class \"{class}\" has no course in \"{subject}\"")]
    NoCourse { class: String, subject: String },
    #[error("the assessment belongs to another course; give this one another code")]
    OtherCourse,
    #[error("the assessment was deleted; give this one another code")]
    Deleted,
    #[error("a mark of this assessment is above the new maximum")]
    MarksAboveMaximum,
    #[error("\"mark\": above the maximum of {0}")]
    AboveMaximum(String),
    #[error("student \"{student}\" is not in class \"{class}\"")]
    OtherClass { student: String, class: String },
    #[error(
        "another mark is already published; with \"published\" true this one corrects it, and whoever saw it is told"
    )]
    AlreadyPublished,
}

/// Something that was imported as it stands, but may not do what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caution {
    pub place: Place,
    pub list: List,
    pub note: Note,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    #[error("\"{code}\" has the same number as \"{other}\": neither is recognised by it, both need a code")]
    SharedPhone { code: String, other: String },
    #[error("\"{code}\" has the same telegram_id as \"{other}\": neither is recognised by it, both need a code")]
    SharedTelegram { code: String, other: String },
    #[error("dated {date}, outside its term \"{term}\" ({starts} to {ends}); it counts in that term all the same")]
    OutsideTerm { date: Date, term: String, starts: Date, ends: Date },
    #[error(
        "the mark is already published and stays so; \"published\" false takes nothing back, its teacher can delete it"
    )]
    StaysPublished,
    #[error("the policy's \"{rule}\" speaks of \"{code}\", which nothing in the school is: it has no effect")]
    RuleOfNothing { rule: &'static str, code: String },
    #[error(
        "policy.year.weights are of {weights} terms, and the year has {terms} so far: there is no annual average before \
         the others are in the file and closed"
    )]
    FewerTerms { weights: usize, terms: usize },
    #[error(
        "\"{key}\" stays {stays}, as it was written in chat; the file says {file}. Correct it in chat, or import with \
         --over-chat to put the file's marks in the place of those written in chat"
    )]
    ChatMarkStays { key: String, stays: Mark, file: Mark },
    #[error(
        "{terms} of class \"{class}\" is closed and keeps what it was closed with; otherwise from now on: {subjects}. Opened \
         again and closed anew it would take the new coefficients, and say so first"
    )]
    ClosedKeepsWeights { class: String, terms: String, subjects: String },
    #[error("the link of \"{guardian}\" to \"{student}\" was suspended or ended by the school and stays so")]
    LinkStaysClosed { guardian: String, student: String },
    #[error("\"{guardian}\" has withdrawn the consent for \"{student}\" since; it stays withdrawn")]
    ConsentStaysWithdrawn { guardian: String, student: String },
}

impl ImportReport {
    /// Whether anything differs from what was stored.
    pub fn has_changes(&self) -> bool {
        self.counts.values().any(|counts| counts.new + counts.changed > 0)
    }

    pub(super) fn refuse(&mut self, place: &Place, list: List, reason: Reason) {
        self.refused.push(Refusal { place: place.clone(), list: Some(list), reason });
    }

    pub(super) fn caution(&mut self, place: &Place, list: List, note: Note) {
        self.cautions.push(Caution { place: place.clone(), list, note });
    }

    /// Counts a line: `None` columns for a new record, no columns for an unchanged one.
    pub(super) fn count(&mut self, place: &Place, list: List, key: &str, columns: Option<Vec<&'static str>>) {
        let counts = self.counts.entry(list).or_default();
        match columns {
            None => counts.new += 1,
            Some(columns) if columns.is_empty() => counts.unchanged += 1,
            Some(columns) => {
                counts.changed += 1;
                self.changes.push(Changed { place: place.clone(), list, key: key.to_owned(), columns });
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.list {
            Some(list) => write!(f, "{list}, {}: {}", self.place, self.reason),
            None => write!(f, "{}: {}", self.place, self.reason),
        }
    }
}
