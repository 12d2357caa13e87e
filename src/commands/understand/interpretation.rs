//! What a message was understood to be: one value, complete, without effects.
//!
//! Lives here: [`Interpretation`] and what it is made of.
//! Invariant: `Outcome::Ok` is only given when nothing was guessed.

use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;

use super::Intent;
use crate::domain::{AssessmentId, BroadcastAsk, ClassId, Locale, Mark, Parent, StudentId, SubjectId};

/// A message, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Interpretation {
    pub intent: Intent,
    pub outcome: Outcome,
    pub reason: Option<Reason>,
    pub slots: Slots,
    /// The language of the message, when it can be told.
    pub language: Option<Locale>,
}

impl Interpretation {
    /// Nothing but courtesy was understood.
    pub(super) fn is_courtesy(&self) -> bool {
        matches!(self.intent, Intent::Greet | Intent::Thanks)
    }

    /// Nothing in the message was understood.
    pub(super) fn says_nothing(&self) -> bool {
        self.intent == Intent::Unknown && self.outcome == Outcome::Clarify && self.reason.is_none()
    }
}

/// What may happen next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Acts at once.
    Ok,
    /// Shows a preview and waits for a yes.
    Confirm,
    /// Asks one question.
    Clarify,
    /// Explains and changes nothing.
    Reject,
    /// Passes to a person.
    Handoff,
    /// At most a polite reply.
    None,
}

/// Why it is not plainly [`Outcome::Ok`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A name resembles one student only.
    FuzzyName,
    /// The name fits several students.
    Homonym,
    /// No student of theirs has this name.
    UnknownStudent,
    /// The student is not in the class that was named.
    NotInClass,
    /// A student has to be named.
    Student,
    /// Neither student nor assessment is known.
    StudentAndAssessment,
    /// Which assessment.
    Assessment,
    UnknownAssessment,
    /// Which class.
    Class,
    UnknownClass,
    /// Which subject.
    Subject,
    /// Which of the guardian's children.
    Child,
    /// A value is missing.
    Value,
    /// Several values, and no telling which one is the mark.
    SeveralValues,
    MalformedValue,
    /// Letters that look like digits.
    LooksLikeValue,
    OutOfRange,
    TooPrecise,
    ScaleMismatch,
    /// A percentage is converted.
    Percent,
    CountMismatch,
    DuplicateLine,
    /// Some lines of a list cannot be used.
    LineProblems,
    NotAllowed,
    /// A whole gradebook or nothing in particular was to be deleted.
    TooBroad,
    NothingPending,
    NothingToUndo,
    /// The number or name is none of the choices.
    NoSuchOption,
    CodeRequired,
    UnknownCode,
    File,
    QuietHours,
    Text,
    Date,
    Language,
    LanguageOrSubject,
    /// A yes or no has to be plain: a thumbs-up is neither.
    PlainYes,
    Threshold,
    Period,
    Recipient,
    /// It is not to be done.
    Declined,
    /// It is to be done at another time.
    Later,
    /// It is a tale, a plan or a joke: nothing is wanted.
    Told,
}

/// Which of the known things was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick<Id> {
    /// Certainly this one.
    One(Id),
    /// Only this one resembles what was typed.
    Near { id: Id, heard: String },
    /// Several fit.
    Several(Vec<Id>),
    /// All of these together were meant.
    All(Vec<Id>),
    /// None fits; the nearest three.
    Unknown { heard: String, nearest: Vec<Id> },
}

impl<Id: Copy> Pick<Id> {
    /// The one meant, certainly or nearly.
    pub fn single(&self) -> Option<Id> {
        match self {
            Self::One(id) | Self::Near { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// Those among which one is still to be told.
    pub fn several(&self) -> &[Id] {
        match self {
            Self::Several(ids) => ids,
            _ => &[],
        }
    }
}

/// A value as somebody gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// As typed.
    pub heard: String,
    pub number: Option<Decimal>,
    /// The 20 of `12/20`.
    pub out_of: Option<Decimal>,
    pub percent: bool,
}

/// One line of a pasted list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListLine {
    /// Counted from 1 over all lines of the message.
    pub number: usize,
    /// The line as typed.
    pub heard: String,
    pub student: Option<Pick<StudentId>>,
    pub given: Option<Given>,
    /// On the assessment's scale; only when there is no problem.
    pub mark: Option<Mark>,
    pub problem: Option<LineProblem>,
}

/// Somebody in a list of who is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsentLine {
    /// As typed.
    pub heard: String,
    pub student: Option<Pick<StudentId>>,
    pub late: bool,
    pub from: Option<Time>,
    pub until: Option<Time>,
}

/// Somebody, or a class, in a list of who is to be in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLine {
    /// As typed.
    pub heard: String,
    /// All their students.
    pub classes: Vec<ClassId>,
    pub student: Option<Pick<StudentId>>,
}

/// Whether something may wait for the morning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Haste {
    #[default]
    Ordinary,
    Urgent,
}

/// What is said beside all else, of single intents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// Somebody comes, but not in time.
    Late,
    /// Somebody is away for some hours of a day.
    PartOfDay,
    /// Somebody who was said to be away comes.
    ComesAfterAll,
    /// What a family says of an absence is no reason.
    RefusesReason,
    /// What is to be done is said of an announcement, by that word.
    OfAnnouncement,
    /// The message itself is what is to be passed on.
    Whole,
}

/// Why a line is not used as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineProblem {
    UnknownStudent,
    AmbiguousStudent,
    /// The student stands on an earlier line, too.
    Twice {
        first: usize,
    },
    NoName,
    NoValue,
    Unreadable,
    /// Whoever wrote it was not sure: `Yao 13 ?`.
    Doubted,
    TooPrecise,
    AboveMaximum,
    BelowZero,
    OtherScale,
    /// A formula that nobody has computed.
    Computed,
}

/// What tells that something may be for a person, and not for us.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ForPerson {
    /// How many words say nothing to us: what is for a person has several.
    pub unread: usize,
    /// Somebody is to be talked to.
    pub talks: bool,
    /// Our messages are missed.
    pub missed: bool,
}

/// What was said about the intent. Empty where nothing was said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slots {
    /// Of a guardian's message: whether it may be for a person.
    pub for_person: ForPerson,
    pub student: Option<Pick<StudentId>>,
    pub assessment: Option<Pick<AssessmentId>>,
    pub class: Option<Pick<ClassId>>,
    pub subject: Option<Pick<SubjectId>>,
    /// The subject a mark was refused for: one the speaker does not teach there.
    pub refused: Option<Pick<SubjectId>>,
    /// The mark on the assessment's scale, when it can be written.
    pub mark: Option<Mark>,
    /// Something speaks against writing the mark at once, also when what is missing has been answered.
    pub unsure: bool,
    pub given: Option<Given>,
    /// The value a correction says is in the gradebook.
    pub old: Option<Given>,
    /// Points to add to everybody's mark.
    pub delta: Option<Decimal>,
    pub lines: Vec<ListLine>,
    /// Who is away.
    pub absent: Vec<AbsentLine>,
    /// Who is to be in a group, or no longer.
    pub members: Vec<MemberLine>,
    /// A table to be filled is wanted.
    pub fillable: bool,
    pub haste: Haste,
    /// It is for the families, not for the speaker.
    pub to_families: bool,
    /// How many marks were given in order, where they are not as many as the students.
    pub counted: Option<usize>,
    /// A linking code as typed, without spaces.
    pub code: Option<String>,
    /// The name a stranger gives for a child.
    pub claimed_name: Option<String>,
    pub language: Option<Locale>,
    pub date: Option<Date>,
    /// Several days, in order.
    pub days: Vec<Date>,
    /// One parent of a student is meant, not both.
    pub parent: Option<Parent>,
    pub at: Option<DateTime>,
    /// The code of a term.
    pub term: Option<String>,
    pub year: Option<String>,
    /// Free text to pass on.
    pub text: Option<String>,
    pub aside: Option<Aside>,
    /// The results of an announcement that asked this.
    pub results_of: Option<BroadcastAsk>,
    pub title: Option<String>,
    pub phone: Option<String>,
    pub threshold: Option<Decimal>,
    pub maximum: Option<Decimal>,
    pub coefficient: Option<Decimal>,
    /// What an assessment that does not exist yet would be, by the names of the lexicon's lists.
    pub kinds: Vec<String>,
    /// The number of the choice, from 1.
    pub option: Option<usize>,
    /// Small words of single intents, by the name of their slot: `metric`, `period`, `format`, `reason`…
    pub words: Vec<(&'static str, String)>,
}
