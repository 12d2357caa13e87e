//! What a transaction has read ahead for all the events it will handle, so that each need not ask alone.
//!
//! Invariant: it is forgotten with the first statement that writes; what is asked for after a change is read anew.

use std::collections::HashMap;

use super::dialogue::Remembered;
use super::{Acquaintance, Sought};
use crate::domain::{ContactId, SchoolId};

/// Answers to questions that have not been asked yet.
#[derive(Default)]
pub(super) struct Ahead {
    pub(super) people: HashMap<Sought, Vec<Acquaintance>>,
    pub(super) dialogues: HashMap<(SchoolId, ContactId), Remembered>,
}
