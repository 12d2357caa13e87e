//! Who answered what, by name.

use serde::{Deserialize, Serialize};

use crate::phrase::StudentLabel;

/// What families did, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerGroup {
    Coming,
    NotComing,
    Read,
    /// It reached them; they have not answered, or not read it.
    Silent,
    /// It has not reached them, or not yet.
    NotReached,
}

impl AnswerGroup {
    pub const ALL: [Self; 5] = [Self::Coming, Self::NotComing, Self::Read, Self::Silent, Self::NotReached];
}

/// A family: the children that it was about, with their classes, and who was written to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedReader {
    pub children: Vec<(StudentLabel, String)>,
    pub guardian: Option<String>,
}
