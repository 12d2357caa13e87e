//! An announcement that is being written.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::domain::{ClassId, StudentId};
use crate::phrase::AnnouncedFile;

/// An announcement without its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::commands) struct Composed {
    /// None: the whole school.
    pub(in crate::commands) classes: Vec<ClassId>,
    /// The families of these students only, where there are any.
    pub(in crate::commands) students: Vec<StudentId>,
    /// Those of these classes who are left out, where `students` are the others.
    #[serde(default)]
    pub(in crate::commands) without: Vec<StudentId>,
    /// What the group of these students is called.
    #[serde(default)]
    pub(in crate::commands) group: Option<String>,
    pub(in crate::commands) file: Option<AnnouncedFile>,
    #[serde(default)]
    pub(in crate::commands) urgent: bool,
    #[serde(default)]
    pub(in crate::commands) leaves: Leaves,
}

/// When an announcement is to leave, as far as its head says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::commands) enum Leaves {
    #[default]
    AtOnce,
    At(DateTime),
    /// Later, and it has to be asked when.
    Later,
    /// On this day, and its hour has to be asked.
    On(Date),
}

/// One of which it is asked for whom it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::commands) struct ForWhom {
    /// With the classes that were understood, if any.
    pub(in crate::commands) composed: Composed,
    pub(in crate::commands) text: Option<String>,
}
