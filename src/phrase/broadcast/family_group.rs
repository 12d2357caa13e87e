//! Groups of families made by hand: what administrators are told about them.

use serde::{Deserialize, Serialize};

use super::BroadcastPhrase;
use crate::phrase::{Phrase, StudentLabel};

/// Part of a list that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberProblem {
    pub heard: String,
    /// Who resembles it.
    pub nearest: Vec<StudentLabel>,
}

/// What is said about groups of families.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FamilyGroupPhrase {
    /// Made, of so many students.
    Made {
        name: String,
        students: u32,
    },
    /// So many students are new in it, of so many.
    Added {
        name: String,
        new: u32,
        students: u32,
    },
    /// So many students are no longer in it; so many are left.
    TakenOut {
        name: String,
        gone: u32,
        left: u32,
    },
    /// Shall it be taken apart?
    EndAsked {
        name: String,
        students: u32,
    },
    Ended {
        name: String,
    },
    /// Who is in it, with the class; the first of so many.
    Members {
        name: String,
        students: Vec<(StudentLabel, String)>,
        of: u32,
    },
    /// The groups there are, with their students.
    Listed {
        groups: Vec<(String, u32)>,
    },
    /// There are none yet: how one is made.
    NoneYet {
        class: Option<String>,
    },
    /// No group has this name; these there are.
    Unknown {
        name: String,
        known: Vec<String>,
    },
    /// There is one of that name.
    Exists {
        name: String,
    },
    /// The name is missing.
    WhichName {
        class: Option<String>,
    },
    NameTooLong {
        most: u32,
    },
    /// Who is to be in it? It has to be said in the same message.
    WhoIsIn {
        name: String,
        class: Option<String>,
    },
    /// Nothing is changed: these are nobody.
    Refused {
        problems: Vec<MemberProblem>,
    },
    /// Several are called so: which one?
    WhichOne {
        heard: String,
    },
    TooManyGroups {
        most: u32,
    },
    TooManyStudents {
        most: u32,
    },
    /// Nobody is in it: nothing is sent.
    Empty {
        name: String,
    },
}

impl FamilyGroupPhrase {
    pub fn phrase(self) -> Phrase {
        Phrase::Broadcast(BroadcastPhrase::FamilyGroup { phrase: self })
    }
}
