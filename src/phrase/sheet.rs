//! The words that stand in files of ours, in one language.

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
}
