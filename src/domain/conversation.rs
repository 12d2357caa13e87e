//! A thread between a family and the school: how it stands, and the order of what is said in it.

use std::str::FromStr;
use std::time::Duration;
use uuid::Uuid;

use super::{EventId, Timestamp, UnknownCode};

/// What comes late by less than this is still put before what was said after it.
pub const SETTLING: Duration = Duration::from_secs(2);
/// While lines keep coming in, each puts off the ones before it; none by more than this.
pub const MOST_SETTLING: Duration = Duration::from_secs(15);
/// After so long a silence what somebody writes is for Carnet again, not for who they were talking with.
pub const TALK_LIVES: Duration = Duration::from_mins(30);

/// For how long what is said to a family in a thread counts as an answer to what it wrote.
pub const ANSWERING: Duration = Duration::from_hours(7 * 24);

/// The mother or the father.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parent {
    Mother,
    Father,
}

/// How a thread stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConversationState {
    Open,
    /// Either side has ended it; who says something in it opens it again.
    Closed,
    /// Reported: nothing more is passed on until an administrator opens it.
    Locked,
}

impl ConversationState {
    pub const ALL: [Self; 3] = [Self::Open, Self::Closed, Self::Locked];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Locked => "locked",
        }
    }
}

impl FromStr for ConversationState {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|state| state.code() == code).ok_or(UnknownCode)
    }
}

/// An id that comes after those of all that was said before: by the provider's clock, within a second by the provider's
/// number of the message where it counts them, else by when it came in. `listener` tells copies of it apart.
pub fn spoken_id(said_at: Timestamp, number: Option<u32>, event: EventId, listener: Uuid) -> Uuid {
    const RANDOM: u128 = (1 << 62) - 1;
    let event = event.0.as_u128();
    let millis = u128::try_from(said_at.0).unwrap_or_default() & ((1 << 48) - 1);
    // Of an event's id: the lower half of its milliseconds, and the counter of ids within a millisecond.
    let arrival = (event >> 80) & u128::from(u32::MAX);
    let order = number.map_or(arrival, u128::from);
    let count = (event >> 32) & ((1 << 26) - 1);
    let tie = (order << 42) | (count << 16) | (listener.as_u128() & u128::from(u16::MAX));
    Uuid::from_u128((millis << 80) | (7 << 76) | (((tie >> 62) & 0xfff) << 64) | (2 << 62) | (tie & RANDOM))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(millis: u128, count: u128) -> EventId {
        EventId(Uuid::from_u128((millis << 80) | (7 << 76) | (2 << 62) | (count << 32)))
    }

    #[test]
    fn what_is_stored_is_read_again() {
        for state in ConversationState::ALL {
            assert_eq!(state.code().parse(), Ok(state));
        }
        assert_eq!("".parse::<ConversationState>(), Err(UnknownCode));
    }

    #[test]
    fn ids_follow_what_was_said_not_when_it_came() {
        let (nobody, second) = (Uuid::nil(), Timestamp(1_795_000_001_000));
        let first = Timestamp(1_795_000_000_000);
        let id = |said, number, event| spoken_id(said, number, event, nobody);
        assert!(id(first, None, event(900, 5)) < id(second, None, event(100, 1)), "by the provider's clock");
        assert!(id(first, Some(7), event(900, 1)) < id(first, Some(8), event(100, 1)), "by the provider's number");
        assert!(id(first, None, event(100, 1)) < id(first, None, event(101, 0)), "by when it came in");
        assert!(
            id(first, None, event(100, 1)) < id(first, None, event(100, 2)),
            "by its place among what came with it"
        );
        assert_eq!(id(first, None, event(1, 1)).get_version_num(), 7);
        let copies = [1, 2].map(|listener| spoken_id(first, None, event(1, 1), Uuid::from_u128(listener)));
        assert_ne!(copies[0], copies[1]);
    }
}
