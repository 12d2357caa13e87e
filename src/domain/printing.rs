//! What people wait for that is printed: ids only, so that it is stored as it is.

use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

use super::{ClassId, StudentId, TermId};

/// Whether this program prints at all: a build without the feature `typeset` does not.
pub const PRINTS: bool = cfg!(feature = "typeset");

/// Something to be printed for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Printing {
    /// A student's report card of a term, in the version in force.
    Card { class: ClassId, term: TermId, student: StudentId },
}

/// Not something that is printed.
#[derive(Debug, thiserror::Error)]
#[error("unknown kind of print")]
pub struct UnknownPrinting;

impl fmt::Display for Printing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Card { class, term, student } => write!(f, "card {class} {term} {student}"),
        }
    }
}

impl FromStr for Printing {
    type Err = UnknownPrinting;

    fn from_str(text: &str) -> Result<Self, UnknownPrinting> {
        let (kind, ids) = text.split_once(' ').ok_or(UnknownPrinting)?;
        let ids: Result<Vec<Uuid>, _> = ids.split(' ').map(str::parse).collect();
        match (kind, ids.map_err(|_unreadable| UnknownPrinting)?.as_slice()) {
            ("card", [class, term, student]) => {
                Ok(Self::Card { class: ClassId(*class), term: TermId(*term), student: StudentId(*student) })
            }
            _ => Err(UnknownPrinting),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again() {
        let card = Printing::Card { class: ClassId::fresh(), term: TermId::fresh(), student: StudentId::fresh() };
        assert_eq!(card.to_string().parse::<Printing>().unwrap(), card);
        for wrong in ["", "card", "card 1 2 3", "poster 00000000-0000-0000-0000-000000000000"] {
            assert!(wrong.parse::<Printing>().is_err(), "{wrong}");
        }
    }
}
