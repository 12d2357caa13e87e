//! What people wait for that is printed: ids only, so that it is stored as it is.

use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

use super::{AssessmentId, ClassId, StudentId, SubjectId, TermId};

/// Whether this program prints at all: a build without the feature `typeset` does not.
pub const PRINTS: bool = cfg!(feature = "typeset");

/// Something to be printed for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Printing {
    /// A student's report card of a term, in the version in force.
    Card { class: ClassId, term: TermId, student: StudentId },
    /// All report cards of a class's term, in one file.
    Class { class: ClassId, term: TermId },
    /// A picture of a child's averages over time, general or of a subject.
    Progress { class: ClassId, student: StudentId, subject: Option<SubjectId> },
    /// A picture of an assessment's marks.
    Histogram { assessment: AssessmentId },
    /// The whole school in a term, in words; without one, the last that has begun.
    Summary { term: Option<TermId> },
}

impl Printing {
    /// Whether it is much work: what is quick goes first.
    pub fn is_heavy(self) -> bool {
        matches!(self, Self::Class { .. })
    }
}

/// Not something that is printed.
#[derive(Debug, thiserror::Error)]
#[error("unknown kind of print")]
pub struct UnknownPrinting;

impl fmt::Display for Printing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Card { class, term, student } => write!(f, "card {class} {term} {student}"),
            Self::Class { class, term } => write!(f, "class {class} {term}"),
            Self::Progress { class, student, subject: None } => write!(f, "progress {class} {student}"),
            Self::Progress { class, student, subject: Some(subject) } => {
                write!(f, "progress {class} {student} {subject}")
            }
            Self::Histogram { assessment } => write!(f, "histogram {assessment}"),
            Self::Summary { term: Some(term) } => write!(f, "summary {term}"),
            Self::Summary { term: None } => f.write_str("summary"),
        }
    }
}

impl FromStr for Printing {
    type Err = UnknownPrinting;

    fn from_str(text: &str) -> Result<Self, UnknownPrinting> {
        let (kind, ids) = text.split_once(' ').unwrap_or((text, ""));
        let ids: Result<Vec<Uuid>, _> = ids.split_whitespace().map(str::parse).collect();
        match (kind, ids.map_err(|_unreadable| UnknownPrinting)?.as_slice()) {
            ("card", [class, term, student]) => {
                Ok(Self::Card { class: ClassId(*class), term: TermId(*term), student: StudentId(*student) })
            }
            ("class", [class, term]) => Ok(Self::Class { class: ClassId(*class), term: TermId(*term) }),
            ("progress", [class, student, subject @ ..]) if subject.len() < 2 => Ok(Self::Progress {
                class: ClassId(*class),
                student: StudentId(*student),
                subject: subject.first().copied().map(SubjectId),
            }),
            ("summary", term) if term.len() < 2 => Ok(Self::Summary { term: term.first().copied().map(TermId) }),
            ("histogram", [assessment]) => Ok(Self::Histogram { assessment: AssessmentId(*assessment) }),
            _ => Err(UnknownPrinting),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again() {
        let (class, term) = (ClassId::fresh(), TermId::fresh());
        let (student, subject) = (StudentId::fresh(), Some(SubjectId::fresh()));
        for what in [
            Printing::Card { class, term, student },
            Printing::Class { class, term },
            Printing::Progress { class, student, subject },
            Printing::Progress { class, student, subject: None },
            Printing::Histogram { assessment: AssessmentId::fresh() },
            Printing::Summary { term: Some(term) },
            Printing::Summary { term: None },
        ] {
            assert_eq!(what.to_string().parse::<Printing>().unwrap(), what);
        }
        for wrong in ["", "card", "card 1 2 3", "poster 00000000-0000-0000-0000-000000000000"] {
            assert!(wrong.parse::<Printing>().is_err(), "{wrong}");
        }
    }
}
