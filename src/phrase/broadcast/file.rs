//! A picture or a document that goes with the same words to many families.

use serde::{Deserialize, Serialize};

use crate::domain::DocumentId;
use crate::phrase::Phrase;

/// A picture or a document that goes with an announcement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncedFile {
    pub document: DocumentId,
    pub name: String,
    /// It is shown in the chat, not behind a name.
    pub picture: bool,
}

impl AnnouncedFile {
    /// Said with the file.
    pub fn with(file: Option<&Self>, said: Phrase) -> Phrase {
        match file {
            Some(file) => {
                Phrase::Document { document: file.document, file_name: file.name.clone(), caption: Box::new(said) }
            }
            None => said,
        }
    }
}

/// How a file would come to how many families.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileWays {
    /// In the chat, with the words.
    pub shown: u32,
    /// As a link under the words.
    pub linked: u32,
    /// A template brings no file: they get it when they press its button.
    pub asked_for: u32,
}

/// Why a file cannot be announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileProblem {
    /// Neither a picture nor a PDF.
    Kind,
    TooLarge,
    /// The provider does not have it any more, or not yet.
    NotFetched,
}
