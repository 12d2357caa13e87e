//! Announcements that are to leave later, as whoever wrote them or runs the school hears of them.

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use super::{Audience, BroadcastPhrase};
use crate::phrase::Phrase;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledBroadcast {
    pub start: String,
    pub by: String,
    pub audience: Audience,
    pub at: DateTime,
    #[serde(default)]
    pub paused: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScheduledPhrase {
    /// Whether this one is not to leave at all: a number may have been another's when it was read.
    ConfirmStop {
        broadcast: ScheduledBroadcast,
    },
    /// Whether this one is to leave then.
    ConfirmMove {
        broadcast: ScheduledBroadcast,
        to: DateTime,
    },
    /// Whether this one is to be held, or to go on.
    ConfirmHold {
        broadcast: ScheduledBroadcast,
        paused: bool,
    },
    /// The earliest first, by their numbers; so many more are not named. Without a number, those that wait for a second
    /// administrator.
    List {
        broadcasts: Vec<ScheduledBroadcast>,
        more: u32,
        #[serde(default)]
        awaiting: Vec<ScheduledBroadcast>,
    },
    /// There are none.
    Nothing {},
    /// There is none of that number, but so many.
    NoSuch {
        count: u32,
    },
    /// Which of them is meant is not said.
    WhichToMove {
        broadcasts: Vec<ScheduledBroadcast>,
    },
    /// When is it to leave? What was written is no moment to come. `day`: only its hour is not known.
    When {
        past: bool,
        #[serde(default)]
        day: Option<Date>,
    },
    Moved {
        at: DateTime,
        from: Option<Time>,
    },
    /// It has begun, or was stopped.
    TooLate {},
}

impl ScheduledPhrase {
    pub fn phrase(self) -> Phrase {
        Phrase::Broadcast(BroadcastPhrase::Scheduled { phrase: self })
    }
}
