//! What a person can pick, and a phrase together with its choices.

use serde::{Deserialize, Serialize};

use super::{Phrase, StudentLabel};
use crate::domain::Locale;

/// A phrase and the choices offered with it; what is stored in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Say {
    pub phrase: Phrase,
    /// In order: the third one is chosen by its button, its row, or by typing 3.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
}

/// Something that one of several schools says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfSchool {
    pub school: String,
    pub said: Box<Phrase>,
}

impl From<Phrase> for Say {
    fn from(phrase: Phrase) -> Self {
        Self { phrase, choices: Vec::new() }
    }
}

/// One thing to pick. Pressing it does what typing its number does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What comes back when it is pressed: 1 to 64 bytes of ASCII (Telegram, `callback_data`).
    pub payload: String,
    pub label: Label,
}

/// Something people can ask, offered when nothing they wrote was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    EnterMarks,
    ReadMarks,
    Publish,
    Missing,
    Remind,
    ClassFigures,
    Averages,
    Children,
    Language,
    Stop,
    Help,
}

/// What stands on a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    Yes,
    No,
    Save,
    Correct,
    Cancel,
    Undo,
    Publish,
    Approve,
    Refuse,
    Remind,
    /// A guardian whose name the school does not know.
    NamelessGuardian,
    /// Of a broadcast, from here on.
    Send,
    TestOnMe,
    AskReading,
    AskComing,
    AskNothing,
    HowFar,
    Pause,
    Continue,
    StopSending,
    /// To another moment.
    Move,
    Retry,
    EditText,
    WithoutFile,
    WhoAnswered,
    /// Whom an announcement is for: the whole school.
    AllFamilies,
    InGroups,
    NotInGroups,
    UnlinkGroup,
    /// By families.
    IHaveRead,
    IAmComing,
    IAmNotComing,
    CloseTerm,
    /// Of a thread.
    Reply,
    EndTalk,
    ToOffice,
    ToTeacher,
    Unlock,
    ReportTalk,
    ReportCard,
    /// The office as such; about a child, where there are several.
    Office,
    OfficeAbout(String),
    Agree,
    Decline,
    Resume,
    MyMarks,
    Help,
    /// Begins the first walk, and goes on with it.
    Walk,
    Next,
    Wish(Wish),
    Language(Locale),
    /// "English, the subject".
    Subject(String),
    /// A name as the school writes it: a class, an assessment.
    Name(String),
    /// A student, with the class.
    StudentIn {
        student: StudentLabel,
        place: String,
    },
    /// A name with what tells it apart, such as the class.
    NameIn {
        name: String,
        place: String,
    },
}

impl Label {
    /// A guardian, by the school's name for them where there is one.
    pub fn guardian(name: Option<String>) -> Self {
        name.map_or(Self::NamelessGuardian, Self::Name)
    }
}
