//! Parts of phrases: lines of lists, reasons, labels.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{Locale, Mark, Maximum, Points, StudentName};

/// An assessment as people speak of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentLabel {
    /// "Devoir surveillé 1".
    pub label: String,
    pub subject: SubjectLabel,
    pub maximum: Maximum,
}

/// A subject's name in the three languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectLabel {
    pub fr: String,
    pub en: String,
    pub ar: String,
}

impl SubjectLabel {
    /// As it is called in a language.
    pub fn in_locale(&self, locale: Locale) -> &str {
        match locale {
            Locale::Fr => &self.fr,
            Locale::En => &self.en,
            Locale::Ar => &self.ar,
        }
    }
}

/// A student's name in Latin and, where the school has it, in Arabic letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentLabel {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ar: Option<String>,
}

impl StudentLabel {
    /// As staff read it: `KOUASSI Awa`.
    pub fn full(name: &StudentName) -> Self {
        Self { name: name.full(), ar: name.arabic.clone() }
    }

    /// Told from somebody of the same name: `KOUASSI Awa (E4012)`.
    #[must_use]
    pub fn with_code(self, code: &str) -> Self {
        let told_apart = |name: String| format!("{name} ({code})");
        Self { name: told_apart(self.name), ar: self.ar.map(told_apart) }
    }

    /// As families read it: `Awa K.`.
    pub fn discreet(name: &StudentName) -> Self {
        Self { name: name.discreet(), ar: name.discreet_arabic() }
    }
}

/// One line of a preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkLine {
    pub student: StudentLabel,
    pub old: Option<Mark>,
    pub new: Mark,
    /// The name was a near miss: what was written.
    pub heard: Option<String>,
    /// Families know the old one, and hear of the new one as soon as it is saved.
    #[serde(default)]
    pub corrects: bool,
    /// The student usually has something quite different.
    #[serde(default)]
    pub usual: Option<UsualPoints>,
    /// All others of the list have something quite different.
    #[serde(default)]
    pub others: Option<UsualPoints>,
}

/// Between what and what a student's marks in a subject lie, as points of the assessment that is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsualPoints {
    pub low: Points,
    pub high: Points,
}

/// What is odd about a list as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListOddity {
    /// From this student on, the marks look like those of the student before or after.
    Shifted {
        from: StudentLabel,
    },
    /// Another assessment has the same marks, but for so many.
    Repeats {
        assessment: AssessmentLabel,
        #[serde(default)]
        differing: u32,
    },
    AllAlike {
        points: Points,
    },
    /// Out of half the maximum, the marks would be what these students usually have.
    Halved,
}

/// A line of a pasted list that cannot be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListProblem {
    /// Counted from 1 in what was pasted.
    pub line: u32,
    /// The line as written, shortened.
    pub heard: String,
    pub why: LineProblem,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineProblem {
    UnknownName {
        nearest: Vec<StudentLabel>,
    },
    /// Several students fit.
    Ambiguous {
        candidates: Vec<StudentLabel>,
    },
    Twice {
        student: StudentLabel,
    },
    /// They are in the class no more, since that day.
    HasLeft {
        student: StudentLabel,
        on: Date,
    },
    NoValue,
    UnreadableValue,
    /// They were not sure of it themselves.
    Doubted,
    AboveMaximum,
    BelowZero,
    /// Written out of another maximum than the assessment's.
    OtherScale,
    /// A formula that nobody has computed.
    Computed,
}

/// Why nothing is read from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetProblem {
    /// The provider did not hand it over.
    NotFetched,
    TooLarge,
    NotATable,
    Damaged,
    /// By a password, or so old that it may be.
    Locked,
    Macros,
    /// Its values come from other files.
    Links,
    /// More rows, columns or text than a class has.
    TooMuch,
    /// It names nobody of theirs.
    NoNames,
    NoMarks,
    /// Which of these columns is meant.
    SeveralColumns {
        columns: Vec<String>,
    },
    /// A sheet of ours that nobody has filled.
    Unchanged,
}

/// Figures of the marks in a list: only of those with points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub count: u32,
    pub mean: Option<Points>,
    pub lowest: Option<Points>,
    pub highest: Option<Points>,
}

/// Why a mark is shown before it is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfirmWhy {
    /// The name is nearly this one; what was written.
    NearName { heard: String },
    /// Converted from a percentage or another scale; what was written.
    Converted { heard: String },
    /// The message that gave the old one was edited.
    Edited,
    /// Families already know the old one.
    Published,
    /// The gradebook has another value.
    Replaces,
    /// The message leaves a doubt: it asks, denies, or names no assessment.
    Unsure,
    /// The student has left the class; the day, by the school's clock.
    Left { on: Date },
    /// Far from what this student usually has.
    Far { usual: UsualPoints },
    /// Apart from what the others have in the same assessment.
    Apart { others: UsualPoints },
    /// Far from the mark that it replaces.
    Leap,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    Student,
    Assessment,
    Class,
    Subject,
    Child,
    /// The one child whose name is nearly what was written.
    NearChild,
    /// The one student whose name is nearly what was written.
    NearStudent,
    Value,
}

/// An example to copy that fits the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Example {
    /// `Awa Kouassi 14 ds1`
    Mark {
        student: StudentLabel,
        assessment: String,
    },
    /// `notes Awa`
    Marks {
        child: StudentLabel,
    },
    /// `lier ABCD-EFGH-JKMN`
    Link,
    /// `moyenne de la classe 4eA`
    ClassAverage {
        class: String,
    },
    /// `annonce 4eA : …`
    Broadcast {
        class: String,
    },
    Help,
}

/// What we understood but do not do here yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    Average,
    ReportCard,
    Broadcast,
    Conversation,
    Alerts,
    Absences,
    Statistics,
    Files,
    PersonalData,
    SchoolAdministration,
    Assessments,
    /// Points for everybody or on top of a mark.
    Appreciations,
}

/// What cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    Voice,
    Picture,
    Document,
    Other,
}

/// A guardian's child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildLine {
    pub name: StudentLabel,
    pub class: String,
}

/// A child's marks in force, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildMarks {
    pub child: StudentLabel,
    pub class: String,
    pub term: Option<String>,
    /// Set when the person asked for one subject only.
    pub subject: Option<SubjectLabel>,
    pub marks: Vec<FamilyMark>,
    /// How many older marks are not in this message.
    pub more: u32,
}

/// A mark as a family reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyMark {
    pub subject: SubjectLabel,
    pub assessment: String,
    pub date: Option<Date>,
    pub mark: Mark,
    pub maximum: Maximum,
    pub coefficient: Points,
}

/// Students without a mark in an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingGroup {
    pub class: String,
    pub assessment: AssessmentLabel,
    pub students: Vec<StudentLabel>,
}

/// A teacher who has not given so many marks in so many assessments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingTeacher {
    pub name: String,
    pub tests: u32,
    pub marks: u32,
    /// They can be written to.
    pub reached: bool,
}

/// Whom a reminder would reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderAsked {
    pub teachers: u32,
    /// So many more are late and cannot be written to.
    pub unreached: u32,
    /// Who they are, where some were named.
    pub names: Vec<String>,
}

/// One mark that waits for a second person. No new one: it would be taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalLine {
    pub student: StudentLabel,
    pub old: Option<Mark>,
    pub new: Option<Mark>,
}

/// How a request for approval stands that an answer has not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalStanding {
    /// Decided by somebody else, or expired.
    SettledBefore,
    /// It waits for a yes or a no, which was put off.
    Open,
}

/// How a request for approval ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalOutcome {
    Approved,
    Refused,
    /// What it was about has changed since: nothing was done.
    Changed,
    /// Nobody answered in time.
    Expired,
}
