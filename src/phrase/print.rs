//! What is said about things that are printed.

use serde::{Deserialize, Serialize};

use super::StudentLabel;

/// With a file, or about one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintNews {
    /// With the file of a report card.
    CardFile { child: StudentLabel, term: String, version: u32 },
    /// A report card they were sent is replaced by another version.
    ReportCardRevised { child: StudentLabel, term: String, version: u32 },
    /// A file that somebody waits for cannot be made.
    NotMade,
}
