//! The same words to many families: where a broadcast stands, and what it asks of its readers.

use std::str::FromStr;

use super::{BroadcastId, ClassGroupId};

/// Where a broadcast stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BroadcastState {
    /// Shown to its author, not yet confirmed.
    Draft,
    /// Waits for a second administrator.
    Awaiting,
    /// Confirmed; begins when it is due.
    Due,
    /// Being put into the outbox, family by family.
    Spreading,
    /// All of it is in the outbox; some may still wait there.
    Spread,
    /// Every message has come to its end.
    Done,
    Cancelled,
    /// The second administrator said no, or nobody said anything in time: nothing of it ever left.
    Refused,
}

impl BroadcastState {
    const ALL: [Self; 8] = [
        Self::Draft,
        Self::Awaiting,
        Self::Due,
        Self::Spreading,
        Self::Spread,
        Self::Done,
        Self::Cancelled,
        Self::Refused,
    ];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Awaiting => "awaiting",
            Self::Due => "due",
            Self::Spreading => "spreading",
            Self::Spread => "spread",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Refused => "refused",
        }
    }

    /// Whether nothing more will become of it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Refused)
    }

    /// Whether it was confirmed and can still be held or stopped.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Due | Self::Spreading | Self::Spread)
    }
}

/// Not a code of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown code")]
pub struct UnknownCode;

impl FromStr for BroadcastState {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|state| state.code() == code).ok_or(UnknownCode)
    }
}

/// What a broadcast asks of whoever reads it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastAsk {
    #[default]
    Nothing,
    /// To say that it was read.
    Reading,
    /// To say whether they come.
    Coming,
}

impl BroadcastAsk {
    const ALL: [Self; 3] = [Self::Nothing, Self::Reading, Self::Coming];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Reading => "reading",
            Self::Coming => "coming",
        }
    }

    /// Whether this answers what was asked.
    pub fn takes(self, answer: BroadcastAnswer) -> bool {
        match self {
            Self::Coming => answer != BroadcastAnswer::Read,
            Self::Reading | Self::Nothing => answer == BroadcastAnswer::Read,
        }
    }
}

impl FromStr for BroadcastAsk {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|ask| ask.code() == code).ok_or(UnknownCode)
    }
}

/// What a family answers by a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastAnswer {
    Read,
    Coming,
    NotComing,
}

impl BroadcastAnswer {
    const ALL: [Self; 3] = [Self::Read, Self::Coming, Self::NotComing];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Coming => "coming",
            Self::NotComing => "not_coming",
        }
    }
}

/// What the button of an answer brings back; templates carry the same.
pub fn answer_payload(broadcast: BroadcastId, answer: BroadcastAnswer) -> String {
    let letter = match answer {
        BroadcastAnswer::Read => 'r',
        BroadcastAnswer::Coming => 'y',
        BroadcastAnswer::NotComing => 'n',
    };
    format!("b:{}:{letter}", broadcast.0.simple())
}

/// What can be done with a broadcast from its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStep {
    Pause,
    Resume,
    Stop,
    /// Say it again to whom it did not reach.
    Retry,
    /// Remind those who have not answered.
    Remind,
    /// Who answered what.
    Names,
}

/// What the button of such a step brings back.
pub fn report_payload(broadcast: BroadcastId, step: ReportStep) -> String {
    let code = match step {
        ReportStep::Pause => "p",
        ReportStep::Resume => "g",
        ReportStep::Stop => "s",
        ReportStep::Retry => "f",
        ReportStep::Remind => "m",
        ReportStep::Names => "w0",
    };
    format!("b:{}:{code}", broadcast.0.simple())
}

/// What the button about a group of parents brings back: `y` accepts it, `n` refuses it, `u` unlinks it.
pub fn group_payload(group: ClassGroupId, step: char) -> String {
    format!("g:{}:{step}", group.0.simple())
}

impl FromStr for BroadcastAnswer {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|answer| answer.code() == code).ok_or(UnknownCode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again() {
        for state in BroadcastState::ALL {
            assert_eq!(state.code().parse(), Ok(state));
        }
        for ask in BroadcastAsk::ALL {
            assert_eq!(ask.code().parse(), Ok(ask));
        }
        for answer in BroadcastAnswer::ALL {
            assert_eq!(answer.code().parse(), Ok(answer));
        }
        assert_eq!("".parse::<BroadcastState>(), Err(UnknownCode));
    }

    #[test]
    fn each_question_takes_its_own_answers() {
        assert!(BroadcastAsk::Coming.takes(BroadcastAnswer::NotComing));
        assert!(!BroadcastAsk::Coming.takes(BroadcastAnswer::Read));
        assert!(!BroadcastAsk::Reading.takes(BroadcastAnswer::Coming));
    }
}
