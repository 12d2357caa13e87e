//! What becomes of an announcement between its first words and its last message, as those hear who have to do with it.

use jiff::civil::{DateTime, Time};
use serde::{Deserialize, Serialize};

use super::{BroadcastPhrase, ShortOf};
use crate::phrase::Phrase;

/// What somebody else did with an announcement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoneByAnother {
    Moved { at: DateTime },
    Paused,
    Resumed,
    Cancelled { unsent: u32, gone: u32 },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoursePhrase {
    /// To its author.
    ByAnother { by: String, done: DoneByAnother },
    /// Nothing of theirs is suspended.
    NonePaused {},
    /// Neither their messages nor an announcement is.
    NothingStopped {},
    /// It has not begun, and will then.
    NotBegun { at: DateTime, paused: bool },
    /// Confirmed, and the month's money is not enough for all of it.
    Short { families: u32, short_of: ShortOf, from: Option<Time> },
    /// Are these its new words?
    ConfirmWords { text: String },
    /// What shall it say instead?
    NewWords {},
}

impl CoursePhrase {
    pub fn phrase(self) -> Phrase {
        Phrase::Broadcast(BroadcastPhrase::Course { phrase: self })
    }
}
