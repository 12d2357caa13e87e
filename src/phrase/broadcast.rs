//! The same words to many families: what its author is shown and told, and what families read.

mod addressee;
mod course;
mod family_group;
mod file;
mod group;
mod names;
mod scheduled;
mod staff_note;

pub use addressee::AddresseePhrase;
pub use course::{CoursePhrase, DoneByAnother};
pub use family_group::{FamilyGroupPhrase, MemberProblem};
pub use file::{AnnouncedFile, FileProblem, FileWays};
pub use group::GroupPhrase;
pub use names::{AnswerGroup, NamedReader};
pub use scheduled::{ScheduledBroadcast, ScheduledPhrase};
pub use staff_note::{NoteWay, StaffNotePhrase};

use jiff::civil::{DateTime, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

use super::{Choice, Label, Phrase, Say, StudentLabel};
use crate::domain::{BroadcastAnswer, BroadcastAsk, BroadcastId, Channel, Locale, Money, answer_payload};

/// Somebody's own words, in one language or in several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wordings {
    /// For readers of a language there are no other words in.
    pub original: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_language: BTreeMap<Locale, String>,
}

impl Wordings {
    pub fn in_language(&self, locale: Locale) -> &str {
        self.by_language.get(&locale).unwrap_or(&self.original)
    }
}

/// A broadcast as a family reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    pub broadcast: BroadcastId,
    pub school: String,
    pub by: String,
    pub words: Wordings,
    pub ask: BroadcastAsk,
    /// They have been told before, and have not answered.
    pub again: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<AnnouncedFile>,
    /// It does not wait for the morning.
    #[serde(default)]
    pub urgent: bool,
}

impl Announcement {
    /// As families get it: with its file, where it has one.
    pub fn phrase(self) -> Phrase {
        let file = self.file.clone();
        AnnouncedFile::with(file.as_ref(), Phrase::Broadcast(BroadcastPhrase::Announcement { announcement: self }))
    }
}

impl Announcement {
    /// The buttons under it.
    pub fn choices(&self) -> Vec<Choice> {
        let answers: &[(BroadcastAnswer, Label)] = match self.ask {
            BroadcastAsk::Nothing => &[],
            BroadcastAsk::Reading => &[(BroadcastAnswer::Read, Label::IHaveRead)],
            BroadcastAsk::Coming => {
                &[(BroadcastAnswer::Coming, Label::IAmComing), (BroadcastAnswer::NotComing, Label::IAmNotComing)]
            }
        };
        let choice = |(answer, label): &(BroadcastAnswer, Label)| Choice {
            payload: answer_payload(self.broadcast, *answer),
            label: label.clone(),
        };
        answers.iter().map(choice).collect()
    }
}

impl Say {
    /// The broadcast that asks its reader something by it.
    pub fn asks(&self) -> Option<BroadcastId> {
        self.phrase.announces().filter(|_| !self.choices.is_empty())
    }
}

impl Phrase {
    /// The broadcast that it is part of, be it to a family or to a group.
    pub fn announces(&self) -> Option<BroadcastId> {
        match self {
            Self::Broadcast(
                BroadcastPhrase::Announcement { announcement }
                | BroadcastPhrase::Group { phrase: GroupPhrase::Post { announcement } },
            ) => Some(announcement.broadcast),
            Self::Document { caption, .. } => caption.announces(),
            _ => None,
        }
    }
}

/// Whom a broadcast is for, as people speak of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    School,
    Classes(Vec<String>),
    /// Made by hand.
    Group(String),
    /// So many students named one by one.
    Students(u32),
    /// These classes, without these students.
    Without {
        classes: Vec<String>,
        students: Vec<StudentLabel>,
    },
}

/// Whether a template can be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateOutlook {
    #[default]
    Usable,
    /// The provider looks at it, or it rests.
    Waits,
    Refused,
}

/// A budget that is less than what is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortOf {
    /// What it still allows.
    pub left: Money,
    /// That pays for none of the messages.
    pub none_fits: bool,
}

/// What sending would mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroadcastPlan {
    pub audience: Audience,
    pub announcement: Announcement,
    /// Each is written to once, however many children they have here.
    pub families: u32,
    /// How many of them by which channel.
    pub channels: Vec<(Channel, u32)>,
    /// In how many paid parts an SMS of it goes out, at most; 0: to nobody by SMS.
    #[serde(default)]
    pub sms_parts: u32,
    /// How many of them get a template: they have not written by WhatsApp lately.
    #[serde(default)]
    pub by_template: u32,
    /// That template cannot be used yet, or no longer: they wait, or hear nothing.
    #[serde(default)]
    pub template: TemplateOutlook,
    /// Students to whose families nothing could be brought lately, and who have no other address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubtful: Vec<StudentLabel>,
    /// Students of whom nobody can be written to.
    pub unreached: Vec<StudentLabel>,
    /// None: it costs nothing.
    pub cost: Option<Money>,
    /// What it costs more at most, where families cannot be reached as planned and are by SMS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Money>,
    /// Where the month's budget allows less than the cost.
    pub short_of: Option<ShortOf>,
    /// How long it takes, where that is more than a moment.
    pub takes: Option<Duration>,
    /// When it is to begin, where that was asked for.
    pub at: Option<DateTime>,
    /// When it begins, where the night lies between.
    pub from: Option<Time>,
    /// Too many for one button: the number is typed.
    pub typed: bool,
    /// Takes a second administrator.
    pub second: bool,
    /// Classes of the audience that have a group of parents.
    #[serde(default)]
    pub groups: Vec<String>,
    /// It is posted to these groups, too.
    #[serde(default)]
    pub posted: bool,
    /// How its file would come to them, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileWays>,
}

/// How many families each fate has met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroadcastReport {
    pub families: u32,
    pub waiting: u32,
    /// The provider has it; nothing is known of the phone.
    pub sent: u32,
    pub delivered: u32,
    pub read: u32,
    /// With the number of each reason.
    pub failed: Vec<(BroadcastFailure, u32)>,
    /// It may have arrived, or not.
    pub doubtful: u32,
    pub coming: u32,
    pub not_coming: u32,
    pub acknowledged: u32,
    pub ask: BroadcastAsk,
    pub cost: Option<Money>,
    pub paused: bool,
    /// Nobody gave the second yes: it was never sent.
    #[serde(default)]
    pub refused: bool,
    /// It was stopped: what had not left never will.
    #[serde(default)]
    pub cancelled: bool,
    /// Why some of those who wait do, where it is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<(BroadcastWait, u32)>,
    /// Groups of parents it was posted to, and those it was to be and is not.
    #[serde(default)]
    pub posts: u32,
    #[serde(default)]
    pub not_posted: u32,
}

impl BroadcastReport {
    pub fn failures(&self) -> u32 {
        self.failed.iter().map(|(_, count)| count).sum()
    }

    /// Who was asked and has not answered.
    pub fn silent(&self) -> u32 {
        let answered = match self.ask {
            BroadcastAsk::Nothing => return 0,
            BroadcastAsk::Reading => self.acknowledged,
            BroadcastAsk::Coming => self.coming + self.not_coming,
        };
        self.families.saturating_sub(answered)
    }
}

/// A broadcast among others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroadcastNamed {
    pub id: BroadcastId,
    pub start: String,
    pub by: String,
    /// When it began, or will.
    pub at: DateTime,
    /// For whom it is, as staff read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
}

impl BroadcastNamed {
    /// What tells it from another of the same words: its classes, or who says it, and the moment.
    pub fn label(&self) -> Label {
        let whose = match &self.audience {
            Some(Audience::Classes(classes)) => classes.join(", "),
            Some(Audience::Group(group)) => group.clone(),
            _ => self.by.clone(),
        };
        Label::NameIn { name: self.start.clone(), place: format!("{whose} · {}", self.at.strftime("%d/%m %H:%M")) }
    }
}

/// Why a family was not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastFailure {
    /// No longer an address, or it does not take messages.
    Address,
    /// They asked for silence, or left.
    Unwanted,
    TooLate,
    Budget,
    Other,
    /// The broadcast was stopped first.
    Cancelled,
}

/// Why a family has not been written to yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastWait {
    /// The month's money is spent.
    Budget,
    /// As many new people as the account may write to in a day have been.
    Places,
    /// No approved template says it.
    Template,
    Night,
}

/// What is said about broadcasts, and what a broadcast says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastPhrase {
    /// To families.
    Announcement {
        announcement: Announcement,
    },
    /// To a family whose answer was noted.
    AnswerNoted {
        answer: BroadcastAnswer,
        /// They had answered otherwise.
        #[serde(default)]
        changed: bool,
    },
    /// To a family: which of these do they answer?
    WhichAnswered {
        broadcasts: Vec<BroadcastNamed>,
    },
    /// What would be sent, to whom, at what cost; `by` asks a second administrator.
    Preview {
        plan: Box<BroadcastPlan>,
        by: Option<String>,
    },
    /// Too many families for a mere yes: the number has to be written.
    TypeToSend {
        families: u32,
    },
    /// How one is written.
    How {
        class: Option<String>,
    },
    /// What is it to say? A text, a picture or a document; only the text, where the file is there: `true` for a picture.
    What {
        audience: Audience,
        picture: Option<bool>,
    },
    /// A file that cannot go with it.
    FileRefused {
        why: FileProblem,
    },
    /// An announcement has room for one: this one goes, in the place of the other.
    FileReplaced {
        file: String,
        instead_of: String,
    },
    /// A picture or a document came without a word of whom it is for.
    FileForWhom {
        class: Option<String>,
    },
    /// When is it to be sent? What was written is no moment to come.
    When {
        past: bool,
    },
    TooLong {
        most: u32,
    },
    /// Nobody of the audience can be written to.
    Nobody {
        unreached: u32,
    },
    /// Confirmed: it begins now, or when it is due.
    Begun {
        families: u32,
        at: Option<DateTime>,
        from: Option<Time>,
    },
    /// So many people have been asked; none: nobody can be.
    Awaiting {
        families: u32,
        people: u32,
    },
    /// How a second administrator decided; `by` is missing when it is said to them.
    Decided {
        by: Option<String>,
        approved: bool,
        families: u32,
    },
    /// So many will not hear any more, so many have.
    Cancelled {
        unsent: u32,
        gone: u32,
    },
    Paused {
        waiting: u32,
    },
    Resumed {
        waiting: u32,
    },
    /// What was done, under the beginning of the broadcast it was done with.
    Of {
        start: String,
        done: Box<BroadcastPhrase>,
    },
    /// Which is meant? `others`: the actor has none of their own under way.
    Which {
        broadcasts: Vec<BroadcastNamed>,
        others: bool,
    },
    /// How far it is; `ended`: nothing more will change but receipts.
    Report {
        report: BroadcastReport,
        began: DateTime,
        start: String,
        ended: bool,
    },
    /// So many families have been written to, of so many; edited as it goes.
    Progress {
        start: String,
        done: u32,
        of: u32,
        over: bool,
    },
    /// Who did what: a page of names, under how many there are of each kind.
    Names {
        start: String,
        ask: BroadcastAsk,
        counts: Vec<(AnswerGroup, u32)>,
        people: Vec<(AnswerGroup, NamedReader)>,
        /// From 1.
        page: u32,
        pages: u32,
    },
    /// Said once more to those it did not reach.
    Retried {
        families: u32,
    },
    /// Said once more to those who have not answered.
    Reminded {
        families: u32,
    },
    /// There is none to speak of.
    NoneYet {
        class: Option<String>,
    },
    /// What they pressed belongs to one that is over, or has moved on.
    OverBefore {
        cancelled: bool,
    },
    /// For whom it is.
    Addressee {
        phrase: AddresseePhrase,
    },
    /// Of those that are to leave later.
    Scheduled {
        phrase: ScheduledPhrase,
    },
    /// Of what becomes of one.
    Course {
        phrase: CoursePhrase,
    },
    /// To the staff, and around it.
    Staff {
        phrase: StaffNotePhrase,
    },
    /// About groups of families made by hand.
    FamilyGroup {
        phrase: FamilyGroupPhrase,
    },
    /// About groups of parents, or in one.
    Group {
        phrase: GroupPhrase,
    },
}
