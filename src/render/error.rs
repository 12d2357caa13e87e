//! What can be wrong with the texts, said so that a school can mend it.

use std::io;

/// A text cannot be used. Found at start, never while sending.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    #[error("{file}:{line}: {problem}")]
    Broken { file: String, line: usize, problem: String },
    #[error("{file} cannot be read")]
    Unreadable {
        file: String,
        #[source]
        source: io::Error,
    },
    /// There is no embedded file to replace; a typing error in the name would otherwise go unnoticed.
    #[error("{file} replaces nothing; the file names are those of bot-templates")]
    Unknown { file: String },
    /// The number or date conventions of a language are not compiled in.
    #[error("no number and date conventions for {language}")]
    Conventions { language: &'static str },
}

impl TemplateError {
    pub(super) fn broken(file: &str, line: usize, problem: impl Into<String>) -> Self {
        Self::Broken { file: file.to_owned(), line, problem: problem.into() }
    }
}
