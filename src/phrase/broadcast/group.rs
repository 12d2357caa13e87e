//! Groups of parents: what administrators are told about them, and the little that is said in them.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{Announcement, BroadcastPhrase};
use crate::phrase::Phrase;

/// What is said about groups, and in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupPhrase {
    /// A code that links a group to a class, once; `bot` is what our bot is called, where that is known.
    Code { class: String, code: String, bot: Option<String>, until: DateTime },
    /// To an administrator: a group is the class's now.
    Linked { class: String, title: Option<String> },
    /// To an administrator: somebody we do not know to be one gave the code; shall the group be the class's?
    Asks { class: String, title: Option<String> },
    /// To the administrator who refused a group.
    Refused { class: String },
    /// To an administrator: no longer the class's.
    Unlinked { class: String },
    /// To an administrator: the bot was taken out of the group.
    Removed { class: String, title: Option<String> },
    /// To an administrator: the class has no group.
    NoGroup { class: String },
    /// To an administrator: a class is missing.
    How { class: Option<String> },
    /// In a group: it is the class's now.
    Welcome { class: String },
    /// In a group: an administrator has to accept it.
    Waits,
    /// In a group: it is no longer the class's.
    Goodbye { class: String },
    /// In a group: the code is missing, or not accepted.
    CodeRefused,
    /// In a group: whoever asks something is answered in private only.
    InPrivate { bot: Option<String> },
    /// In a group: what families read, in every language there are words in.
    Post { announcement: Announcement },
}

impl GroupPhrase {
    pub fn phrase(self) -> Phrase {
        Phrase::Broadcast(BroadcastPhrase::Group { phrase: self })
    }
}
