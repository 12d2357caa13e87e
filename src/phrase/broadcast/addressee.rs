//! For whom an announcement is, where that is not certain.

use serde::{Deserialize, Serialize};

use super::BroadcastPhrase;
use crate::phrase::Phrase;

/// What is asked, or said, of whom an announcement is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddresseePhrase {
    /// For whom? These words were not understood, or nobody was named.
    ForWhom { heard: Option<String> },
    /// There is no such class.
    UnknownClass { heard: String },
    /// Staff were named.
    FamiliesOnly {},
}

impl AddresseePhrase {
    pub fn phrase(self) -> Phrase {
        Phrase::Broadcast(BroadcastPhrase::Addressee { phrase: self })
    }
}
