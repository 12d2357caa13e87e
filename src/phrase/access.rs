//! Who may read what the school says of a student, and that it ends: for administrators.

use serde::{Deserialize, Serialize};

use super::{Phrase, StudentLabel};

/// What is said of a guardian's access to a student.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessPhrase {
    /// Nobody is a guardian of this student.
    Nobody { student: StudentLabel },
    /// Of several guardians, whose is meant.
    Whose { student: StudentLabel },
    /// What taking it away means; `open: false`: it was taken away before, and would be given back.
    Confirm { student: StudentLabel, guardian: Option<String>, open: bool },
    /// It is so now.
    Done { student: StudentLabel, guardian: Option<String>, open: bool },
    /// Somebody else has changed it meanwhile.
    Unchanged {},
}

impl AccessPhrase {
    pub fn phrase(self) -> Phrase {
        Phrase::Access(self)
    }
}
