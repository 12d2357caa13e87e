//! Files in a thread: kept sealed for as long as they may be on their way, and forgotten.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::actions::card_file::PDF;
use crate::actions::{ActionError, Cause};
use crate::domain::{DocumentId, DocumentKind, SentFile, SentKind, Timestamp, file_name, without_traces};
use crate::phrase::{ConversationPhrase, Phrase};
use crate::store::{NewDocument, Tx};

/// What reaches nobody within this has been of no use; a weekend passes sooner.
const LIVES: Duration = Duration::from_hours(72);
/// So many digits in a row may be somebody's number.
const NUMBER: usize = 7;

/// A file that is to be passed on, recognised by its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedFile {
    is: SentFile,
    name: String,
    bytes: Vec<u8>,
}

/// A file of a line, as long as it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptFile {
    document: DocumentId,
    name: String,
    pub(super) kind: SentKind,
    until: Timestamp,
}

impl PassedFile {
    /// A picture loses what the phone wrote into it. `None`: it is nothing that may be passed on. `called` is what its sender
    /// calls it.
    pub fn recognise(bytes: &[u8], called: Option<&str>) -> Option<Self> {
        let is = SentFile::recognise(bytes)?;
        let bytes = match is.kind {
            SentKind::Picture => without_traces(is.mime, bytes)?,
            SentKind::Sound | SentKind::Document => bytes.to_vec(),
        };
        Some(Self { is, name: name_of(is, called), bytes })
    }

    pub fn is_picture(&self) -> bool {
        self.is.kind == SentKind::Picture
    }

    pub fn is_pdf(&self) -> bool {
        self.is.mime == PDF
    }

    /// Tells nobody's number.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Keeps it until some time after `due`.
    pub(super) async fn keep(&self, tx: &mut Tx, cause: &Cause<'_>, due: Timestamp) -> Result<KeptFile, ActionError> {
        let until = due.plus(LIVES);
        let document = self.keep_until(tx, cause, DocumentKind::Passed, until).await?;
        Ok(KeptFile { document, name: self.name.clone(), kind: self.is.kind, until })
    }

    /// Keeps it until then.
    pub(in crate::actions) async fn keep_until(
        &self,
        tx: &mut Tx,
        cause: &Cause<'_>,
        kind: DocumentKind,
        until: Timestamp,
    ) -> Result<DocumentId, ActionError> {
        let new = NewDocument {
            school: cause.school.id,
            kind,
            file_name: &self.name,
            mime: self.is.mime,
            bytes: &self.bytes,
            created_at: cause.now,
            expires_at: until,
        };
        Ok(tx.keep_document(new).await?)
    }
}

impl KeptFile {
    /// A line with its file, where that is still there.
    pub(super) fn with(file: Option<&Self>, line: ConversationPhrase, now: Timestamp) -> Phrase {
        let caption = Phrase::Conversation(line);
        match file.filter(|file| file.until > now) {
            Some(file) => {
                Phrase::Document { document: file.document, file_name: file.name.clone(), caption: Box::new(caption) }
            }
            None => caption,
        }
    }
}

/// Phones put numbers and dates into names; a document is called what its sender calls it.
fn name_of(is: SentFile, called: Option<&str>) -> String {
    let stem = called.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let digits = |stem: &str| stem.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= NUMBER);
    let plain = match is.kind {
        SentKind::Picture => "photo",
        SentKind::Sound => "message",
        SentKind::Document => "document",
    };
    let stem =
        stem.filter(|stem| is.kind == SentKind::Document && !digits(stem) && stem.chars().any(char::is_alphanumeric));
    file_name(&[stem.unwrap_or(plain)], is.extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_nobodys_number() {
        let name = |called| PassedFile::recognise(b"%PDF-1.7", Some(called)).map(|file| file.name).unwrap_or_default();
        assert_eq!(name("Certificat médical.exe"), "Certificat-médical.pdf");
        assert_eq!(name("2250505050505.pdf"), "document.pdf");
        assert_eq!(name("../.pdf"), "document.pdf");
        let picture = b"\xff\xd8\xff\xda\x00\x02 seen\xff\xd9";
        let photo = PassedFile::recognise(picture, Some("IMG-1234.jpg")).map(|file| file.name);
        assert_eq!(photo.as_deref(), Some("photo.jpg"));
    }
}
