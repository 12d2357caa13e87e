//! What a school asks for before families are written to: a second person, and time to think again.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// What takes a second person's approval.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Approval {
    /// A publication.
    pub publish: bool,
    /// A change of a mark that families know.
    pub correct_published: bool,
}

/// A school's caution. The default is none: what a teacher publishes leaves at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Caution {
    pub approval: Approval,
    /// How long a publication waits before the first message leaves.
    pub undo: Duration,
    /// A broadcast to more families takes a second administrator; none: any number goes by one.
    pub second_admin_above: Option<u32>,
    /// A broadcast that may leave by night takes a second administrator.
    pub second_admin_urgent: bool,
}

/// Not something that can be approved.
#[derive(Debug, thiserror::Error)]
#[error("unknown value of approval; write publish, correct_published, a list of both, or none")]
pub struct UnknownApproval;

const PUBLISH: &str = "publish";
const CORRECT: &str = "correct_published";

impl Approval {
    fn with(self, word: &str) -> Result<Self, UnknownApproval> {
        match word {
            PUBLISH => Ok(Self { publish: true, ..self }),
            CORRECT => Ok(Self { correct_published: true, ..self }),
            "none" | "" => Ok(self),
            _ => Err(UnknownApproval),
        }
    }

    /// From words as a school's file has them; `none` is nothing.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Self, UnknownApproval> {
        words.into_iter().try_fold(Self::default(), Self::with)
    }
}

/// As stored: its words, set apart by commas.
impl fmt::Display for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [self.publish.then_some(PUBLISH), self.correct_published.then_some(CORRECT)];
        f.write_str(&words.into_iter().flatten().collect::<Vec<_>>().join(","))
    }
}

impl FromStr for Approval {
    type Err = UnknownApproval;

    fn from_str(text: &str) -> Result<Self, UnknownApproval> {
        Self::of(text.split(','))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_was_stored() {
        for (publish, correct_published) in [(false, false), (true, false), (false, true), (true, true)] {
            let approval = Approval { publish, correct_published };
            assert_eq!(approval.to_string().parse::<Approval>().unwrap(), approval);
        }
        assert_eq!(Approval::of(["none"]).unwrap(), Approval::default());
        assert!(Approval::of(["publish", "everything"]).is_err());
    }
}
