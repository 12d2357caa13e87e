//! What guardians ask to receive: alerts, and what is set for them.

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use super::{FamilyMark, StudentLabel, SubjectLabel};
use crate::domain::{AbsenceSpan, Channel, DigestRhythm, Maximum, Points, Threshold};

/// An alert as its guardian reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertLine {
    pub child: StudentLabel,
    /// One subject only.
    pub subject: Option<SubjectLabel>,
    pub threshold: Threshold,
}

/// A general average, beside what it was last time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestAverage {
    pub now: Points,
    pub before: Option<Points>,
    pub scale: Maximum,
    pub provisional: bool,
}

/// A test to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComingTest {
    pub subject: SubjectLabel,
    pub label: String,
    pub date: Date,
}

/// What is new of a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestOfChild {
    pub child: StudentLabel,
    pub class: String,
    pub marks: Vec<FamilyMark>,
    /// So many more marks are not named.
    pub more: u32,
    pub average: Option<DigestAverage>,
    /// With whether each is justified.
    pub absences: Vec<(AbsenceSpan, bool)>,
    pub more_absences: u32,
    pub tests: Vec<ComingTest>,
}

/// Why a digest is not set as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DigestProblem {
    /// This part of it cannot be read as a day or an hour.
    Unread { heard: String },
    /// There is none every day.
    Daily {},
    /// The school writes to nobody then.
    Quiet { from: Time, until: Time },
}

/// All that is set for a guardian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// A child's name, for examples.
    pub child: StudentLabel,
    /// New marks come in it, instead of one by one.
    pub digest: Option<DigestRhythm>,
    pub alerts: Vec<AlertLine>,
    /// Told of only when they ask.
    pub silent: Vec<StudentLabel>,
    /// By these channels they are not written to.
    pub stopped: Vec<Channel>,
    /// The school writes to nobody between these.
    pub quiet: Option<(Time, Time)>,
}

/// What is said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreferencePhrase {
    /// A new mark, below what they named.
    Alert {
        child: StudentLabel,
        line: FamilyMark,
        threshold: Threshold,
    },
    AlertSet {
        alert: AlertLine,
    },
    /// How an alert is asked for.
    AlertHow {
        child: StudentLabel,
        scale: Maximum,
    },
    /// No mark can be below it, or every mark is.
    AlertOutOfRange {
        heard: String,
        child: StudentLabel,
        scale: Maximum,
    },
    /// So many alerts are ended; of one child only, where one was named.
    AlertsEnded {
        child: Option<StudentLabel>,
        count: u32,
    },
    /// What is new of their children.
    Digest {
        children: Vec<DigestOfChild>,
    },
    /// To whoever can be written to again: so many marks of the child are new to them.
    WhileAway {
        child: StudentLabel,
        marks: u32,
    },
    /// There is nothing new.
    NothingNew {},
    /// New marks come in this rhythm from now on, for the first time then.
    DigestSet {
        rhythm: DigestRhythm,
        first: DateTime,
    },
    DigestNotSet {
        why: DigestProblem,
    },
    /// New marks come one by one again; or already did.
    DigestEnded {
        before: bool,
    },
    /// To a teacher: so many families read of what was published in their digests.
    ReadInDigest {
        families: u32,
    },
    /// Between these hours the school writes to nobody.
    QuietHours {
        quiet: Option<(Time, Time)>,
    },
    Settings {
        settings: Settings,
    },
    /// Nothing of these children would be shown or sent any more: are they sure?
    ConfirmWithdrawal {
        children: Vec<StudentLabel>,
    },
    ConsentWithdrawn {
        children: Vec<StudentLabel>,
    },
    /// Whether they agree, once more: to words that have changed, or to what they had withdrawn.
    AskConsentAgain {
        children: Vec<StudentLabel>,
        school: String,
        version: String,
        changed: bool,
    },
    ConsentRenewed {},
    /// To whoever asks for something after having withdrawn it.
    ConsentIsWithdrawn {},
    /// These children of theirs are on the school's roll no more.
    ChildrenLeft {
        children: Vec<StudentLabel>,
    },
    /// They have agreed, and it stands.
    ConsentStands {},
    /// They are told of these children only when they ask.
    ChildrenSilenced {
        children: Vec<StudentLabel>,
    },
    ChildrenResumed {
        children: Vec<StudentLabel>,
    },
    /// By this channel they are written to no more, by others they are.
    ChannelSilenced {
        channel: Channel,
    },
    ChannelResumed {
        channel: Channel,
    },
    /// The school knows no address of theirs there.
    ChannelUnknown {
        channel: Channel,
    },
}
