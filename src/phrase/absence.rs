//! Who was away: what staff see before and after marking it, and what families read and say.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::StudentLabel;
use crate::domain::{AbsenceSpan, Attendance};

/// Somebody who is to be marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceLine {
    pub student: StudentLabel,
    pub span: AbsenceSpan,
    /// The family had said so before.
    pub announced: bool,
}

/// Part of a list that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceProblem {
    pub heard: String,
    /// Who could be meant; none: nobody.
    pub candidates: Vec<StudentLabel>,
}

/// A child's absences of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildAbsences {
    pub child: StudentLabel,
    pub sum: Attendance,
    /// The latest first, with whether each is justified.
    pub latest: Vec<(AbsenceSpan, bool)>,
}

/// When a family says that its child is away, or late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// In order; one at least.
    pub days: Vec<Date>,
    pub late: bool,
    /// An hour that was said of it.
    pub at: Option<Time>,
}

/// Who is away from a class on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassAway {
    pub class: String,
    pub students: Vec<StudentAway>,
}

/// Somebody who is away, as it is noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentAway {
    pub student: StudentLabel,
    /// What the school has marked; none: only the family has said so.
    pub span: Option<AbsenceSpan>,
    /// The family has said something about the day.
    pub announced: bool,
}

/// What is said about absences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsencePhrase {
    /// How a list is written.
    How { class: Option<String> },
    /// Nothing of the list is marked.
    Refused { problems: Vec<AbsenceProblem> },
    /// What would be marked, and how many families would hear.
    Preview { class: String, lines: Vec<AbsenceLine>, families: u32 },
    /// Marked; so many families are told, from then on where the night lies between.
    Marked { class: String, count: u32, families: u32, from: Option<Time> },
    /// All of it had been marked before.
    MarkedBefore,
    /// A marking is taken back; so many families who had heard are told.
    TakenBack { count: u32, families: u32 },
    /// To a family.
    Told { child: StudentLabel, span: AbsenceSpan, school: String },
    /// To a family: it was a mistake.
    Mistaken { child: StudentLabel, span: AbsenceSpan },
    /// What a guardian says, before it is passed on.
    ConfirmNotice {
        child: StudentLabel,
        #[serde(default)]
        others: Vec<StudentLabel>,
        away: Away,
        reason: Option<String>,
        past: bool,
    },
    /// It is noted; so many absences are justified by it, so many people of the school are told.
    Noticed {
        child: StudentLabel,
        #[serde(default)]
        others: Vec<StudentLabel>,
        away: Away,
        justified: u32,
        people: u32,
    },
    /// To a guardian: an absence and a lateness in one message are told one by one.
    OneByOne { child: Option<StudentLabel> },
    /// Whether the school is told that a child comes after all.
    ConfirmComes { child: StudentLabel, days: Vec<Date> },
    /// The school knows that it comes: so many people are told.
    Comes { child: StudentLabel, days: Vec<Date>, people: u32 },
    /// Of several children who were announced away, which one comes?
    WhoComes { children: Vec<StudentLabel> },
    /// Nothing was announced that could be taken back.
    NothingAnnounced {},
    /// To staff: a child whose family had announced it away comes.
    ComesOf { student: StudentLabel, class: String, days: Vec<Date> },
    /// To the office: whether what a family says of these days is no reason.
    ConfirmRefusal { student: StudentLabel, days: Vec<Date>, reason: Option<String> },
    /// To the office: no family has said anything that could be refused.
    NoReason { student: StudentLabel, day: Option<Date> },
    /// To the office: it is refused; so many absences count as not justified, so many guardians are told.
    ReasonRefused { student: StudentLabel, days: Vec<Date>, absences: u32, families: u32 },
    /// To a family: what it said is no reason for the school.
    ReasonNotAccepted { child: StudentLabel, days: Vec<Date>, school: String },
    /// To staff: what a family says.
    NoticeOf { student: StudentLabel, class: String, away: Away, reason: Option<String> },
    /// To a family: of this term.
    OfChildren { children: Vec<ChildAbsences> },
    /// To staff: of a class, this term.
    OfClass { class: String, students: Vec<(StudentLabel, Attendance)> },
    /// To staff: who is away on a day, by class; nobody: no class.
    OfDay { date: Date, classes: Vec<ClassAway> },
    /// To staff: the same, day by day.
    OfDays { days: Vec<(Date, Vec<ClassAway>)> },
    /// Nobody of the class is away today.
    NobodyAway { class: String },
}
