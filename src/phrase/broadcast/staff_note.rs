//! What whoever runs the school writes to its staff, and what is said around it.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::BroadcastPhrase;
use crate::phrase::Phrase;

/// How it reads to whoever gets it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteWay {
    /// Those who were named; nobody: it is for a part of the staff.
    #[serde(default)]
    pub to: Vec<String>,
    /// It is what was said to us about them (`dis à M. Koffi de venir`), word for word.
    #[serde(default)]
    pub quoted: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffNotePhrase {
    /// To a member of the staff.
    Note {
        by: String,
        text: String,
        #[serde(default)]
        way: NoteWay,
    },
    /// What they would read, and who; `unreached`: who has never written here. `from`: the night lies between.
    Preview {
        by: String,
        text: String,
        people: Vec<String>,
        unreached: Vec<String>,
        from: Option<Time>,
        #[serde(default)]
        way: NoteWay,
    },
    /// It cannot be kept for another moment: nothing is sent.
    NotLater {},
    Sent {
        people: u32,
        from: Option<Time>,
    },
    /// None of these can be written to.
    Nobody {
        unreached: Vec<String>,
    },
    /// Nobody of the school, or several, are called so.
    Who {
        names: Vec<String>,
    },
    TooLong {
        most: u32,
    },
    /// Of whom it is for, this was not understood: nothing is sent.
    Unclear {
        heard: String,
    },
    /// Nobody of the staff is left of whom it is for.
    NobodyLeft {},
    /// Other words are waited for.
    NewWords {},
    /// Only whoever runs the school writes to its staff here.
    NotYours {},
    /// How one is written.
    How {},
}

impl StaffNotePhrase {
    pub fn phrase(self) -> Phrase {
        Phrase::Broadcast(BroadcastPhrase::Staff { phrase: self })
    }
}
