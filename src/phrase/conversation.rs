//! Threads between families and the school: what is passed on, and what is said around it.
//!
//! Invariant: people's words are passed on as they wrote them; only what stands around them is ours.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{StudentLabel, SubjectLabel};
use crate::domain::{ConversationId, SentKind, ToldHours};

/// Who of the school writes or is written to, as a family reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolSide {
    /// As the school writes it; none: the office as such.
    pub name: Option<String>,
    /// What they teach the child.
    pub subject: Option<SubjectLabel>,
}

/// Who of a family writes or is written to, as the school reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilySide {
    /// As the school writes it, where it does.
    pub name: Option<String>,
    pub child: StudentLabel,
    pub class: String,
}

/// Who is on the other side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherSide {
    School(SchoolSide),
    Family(FamilySide),
}

/// Why something was not passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotPassed {
    /// Nobody of the other side can be written to here.
    NotReached,
    /// The same, of a family, to whoever of the school writes.
    FamilyNotReached,
    /// They have written as much as one may in an hour.
    TooMuch,
    /// They have opened as many threads as one may in a day.
    TooManyThreads,
    TooLong,
    /// It was reported, and waits for an administrator.
    Locked,
    /// A file that cannot be passed on.
    File,
    /// Somebody else of the office has taken it.
    Taken,
    /// They asked for silence themselves.
    Stopped,
}

/// What is said in a thread, and around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationPhrase {
    /// To somebody of the school; `about`: what it is about, or what of theirs it answers.
    FromFamily {
        conversation: ConversationId,
        from: FamilySide,
        subject: Option<SubjectLabel>,
        answers: Option<String>,
        words: String,
        /// It comes with a file, or is nothing but one.
        #[serde(default)]
        file: Option<SentKind>,
    },
    /// To a guardian.
    FromSchool {
        conversation: ConversationId,
        by: SchoolSide,
        child: StudentLabel,
        answers: Option<String>,
        words: String,
        #[serde(default)]
        file: Option<SentKind>,
        /// The family had just written there: an answer, as ours are.
        #[serde(default)]
        is_answer: bool,
    },
    /// What they write is for the other side from here on; `passed`: so is what they have written just now.
    Talking {
        with: OtherSide,
        child: StudentLabel,
        passed: bool,
    },
    /// A guardian's message waits until somebody is there.
    Later {
        from: DateTime,
        hours: Vec<ToldHours>,
    },
    /// A message to a guardian waits until the night is over.
    LaterFamily {
        from: DateTime,
    },
    /// When the school answers.
    Hours {
        hours: Vec<ToldHours>,
    },
    /// Whom they want to write to; they are the choices. `heard`: what would be passed on.
    ToWhom {
        heard: Option<String>,
    },
    /// They teach several of the children: whom is it about? The children are the choices.
    AboutWhom {
        to: String,
    },
    /// In a thread somebody of the school wrote what could be a command: for whom is it?
    OrCommand {
        to: FamilySide,
        heard: String,
    },
    /// Several of them wait.
    OrCommands {
        to: FamilySide,
        lines: Vec<String>,
    },
    /// To whoever wrote them: these lines were not passed on.
    KeptBack {
        lines: Vec<String>,
    },
    /// What the guardians of several students would read.
    ConfirmToFamilies {
        families: Vec<FamilySide>,
        guardians: u32,
        words: String,
    },
    /// It has been said to so many guardians of several students.
    BegunWithSeveral {
        guardians: u32,
    },
    /// What the guardians of a student would read.
    ConfirmToFamily {
        family: FamilySide,
        guardians: u32,
        words: String,
    },
    /// One parent is meant, and the file does not say who that is: the guardians are the choices.
    WhichGuardian {
        family: FamilySide,
    },
    /// To whoever of the school wrote it: it waits, for the month's budget is used up.
    AwaitsBudget {},
    /// It is said to so many guardians.
    Begun {
        family: FamilySide,
        guardians: u32,
    },
    NotPassed {
        why: NotPassed,
    },
    /// The thread is over; `by` is missing when it is said to whoever ended it.
    Ended {
        by: Option<OtherSide>,
    },
    /// Nobody has said anything for long: the thread is over, and what was asked on that day has no answer.
    Lapsed {
        with: OtherSide,
        since: Date,
    },
    /// To an administrator: a file of what was said about a student.
    Exported {
        child: StudentLabel,
        threads: u32,
    },
    /// There is no thread that could be meant.
    NoneOpen {
        child: Option<StudentLabel>,
    },
    /// To a guardian: who answers from now on.
    HandedOver {
        to: SchoolSide,
    },
    /// To whoever of the school has it now, or to whoever gave it away.
    HandedTo {
        family: FamilySide,
        by: Option<String>,
        /// What the family waits for an answer to.
        lines: Vec<String>,
    },
    /// To a guardian: the office reads and answers in this teacher's place, who cannot be written to here.
    StoodIn {
        teacher: SchoolSide,
    },
    /// To the office: somebody has taken it.
    TakenBy {
        family: FamilySide,
        by: String,
    },
    /// To whoever reported a thread.
    Reported {
        people: u32,
    },
    /// Whether this thread is to be reported; `card`: or whether a report card is meant.
    ReportWhich {
        with: OtherSide,
        card: bool,
    },
    /// To a guardian who reported it: an administrator has opened it again.
    Reopened {
        with: SchoolSide,
        child: StudentLabel,
    },
    /// To administrators.
    ReportedBy {
        family: FamilySide,
        school: SchoolSide,
        by_school: bool,
        last: Option<String>,
    },
    /// An administrator has opened it again.
    Unlocked {
        family: FamilySide,
    },
    /// To somebody of the school: these families wait for an answer.
    Waiting {
        families: Vec<FamilySide>,
    },
}
