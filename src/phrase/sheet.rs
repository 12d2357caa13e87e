//! The words that stand in files of ours, in one language, and what is said beside them.

use serde::{Deserialize, Serialize};

use super::SubjectLabel;

/// What a file of a class is, as its caption says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassFile {
    /// A sheet to be filled and sent back.
    ToFill { class: String, subject: SubjectLabel },
    /// Its marks and averages, to be taken elsewhere.
    Export { class: String, term: String },
}

/// Headings and hints; filled by whoever knows languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetWords {
    pub code: String,
    pub name: String,
    /// Above the column for an assessment that has no marks yet.
    pub next: String,
    /// What may be written and what to do then.
    pub hint: String,
    /// What a spreadsheet says of a value that is no mark.
    pub refusal: String,
    /// The beginning of the file's name.
    pub file: String,
    pub averages: String,
    pub general: String,
    pub place: String,
}
