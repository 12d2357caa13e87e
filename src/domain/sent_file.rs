//! Files that people send each other: what they are by their own bytes, whatever they are called.
//!
//! Invariant: what is not recognised, or is larger than every channel takes, is never passed on; nothing of a file is run.

use serde::{Deserialize, Serialize};

/// Larger ones are not fetched.
pub const MOST_SENT: usize = 10 * 1024 * 1024;
/// `WhatsApp` takes no larger picture.
pub const MOST_PICTURE: usize = 5 * 1024 * 1024;

/// How a file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentKind {
    Picture,
    Sound,
    Document,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentFile {
    pub kind: SentKind,
    pub mime: &'static str,
    pub extension: &'static str,
}

const fn is(kind: SentKind, mime: &'static str, extension: &'static str) -> SentFile {
    SentFile { kind, mime, extension }
}

/// How files begin.
const BEGINNINGS: [(&[u8], SentFile); 8] = [
    (b"\xff\xd8\xff", is(SentKind::Picture, "image/jpeg", "jpg")),
    (b"\x89PNG\r\n\x1a\n", is(SentKind::Picture, "image/png", "png")),
    (b"OggS", is(SentKind::Sound, "audio/ogg", "ogg")),
    (b"ID3", is(SentKind::Sound, "audio/mpeg", "mp3")),
    (b"\xff\xfb", is(SentKind::Sound, "audio/mpeg", "mp3")),
    (b"\xff\xf1", is(SentKind::Sound, "audio/aac", "aac")),
    (b"#!AMR", is(SentKind::Sound, "audio/amr", "amr")),
    (b"%PDF-", is(SentKind::Document, "application/pdf", "pdf")),
];

/// Office files are archives with these parts.
const PARTS: [(&[u8], SentFile); 3] = [
    (
        b"word/document.xml",
        is(SentKind::Document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ),
    (
        b"xl/workbook.xml",
        is(SentKind::Document, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ),
    (
        b"ppt/presentation.xml",
        is(SentKind::Document, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ),
];

impl SentFile {
    /// What may be passed on, by its bytes; `None` for anything else, files with macros among them.
    pub fn recognise(bytes: &[u8]) -> Option<Self> {
        let found = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, file)| *file);
        let found = found.or_else(|| sound_of_a_phone(bytes)).or_else(|| office(bytes))?;
        let most = if found.kind == SentKind::Picture { MOST_PICTURE } else { MOST_SENT };
        (bytes.len() <= most).then_some(found)
    }
}

/// What an iPhone records: the brand stands behind the length.
fn sound_of_a_phone(bytes: &[u8]) -> Option<SentFile> {
    let brand = bytes.get(4..11)?;
    (brand == b"ftypM4A").then_some(is(SentKind::Sound, "audio/mp4", "m4a"))
}

fn office(bytes: &[u8]) -> Option<SentFile> {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    if !bytes.starts_with(b"PK\x03\x04") || !holds(b"[Content_Types].xml") || holds(b"vbaProject") {
        return None;
    }
    PARTS.iter().find(|(part, _)| holds(part)).map(|(_, file)| *file)
}

/// What was fetched with a message, as it is kept until the message is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried<'a> {
    /// What was read of a table.
    Read(&'a [u8]),
    /// A file to be passed on.
    File(&'a [u8]),
    /// Too large to be.
    TooLarge,
}

/// No table begins so.
const FILE: &[u8] = b"\0F";
const TOO_LARGE: &[u8] = b"\0L";

impl<'a> Carried<'a> {
    pub fn pack(self) -> Vec<u8> {
        match self {
            Self::Read(read) => read.to_vec(),
            Self::File(bytes) => [FILE, bytes].concat(),
            Self::TooLarge => TOO_LARGE.to_vec(),
        }
    }

    pub fn unpack(packed: &'a [u8]) -> Self {
        match (packed.strip_prefix(FILE), packed == TOO_LARGE) {
            (Some(bytes), _) => Self::File(bytes),
            (None, true) => Self::TooLarge,
            (None, false) => Self::Read(packed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let mime = |bytes: &[u8]| SentFile::recognise(bytes).map(|file| file.mime);
        assert_eq!(mime(b"\xff\xd8\xff\xe0 JFIF"), Some("image/jpeg"));
        assert_eq!(mime(b"OggS\0\x02 OpusHead"), Some("audio/ogg"));
        assert_eq!(mime(b"\0\0\0\x1cftypM4A "), Some("audio/mp4"));
        assert_eq!(mime(b"%PDF-1.7"), Some("application/pdf"));
        let docx = b"PK\x03\x04 [Content_Types].xml word/document.xml";
        assert!(mime(docx).unwrap().ends_with("wordprocessingml.document"));
        for foreign in [
            &b"MZ\x90\0"[..],
            b"\x7fELF",
            b"#!/bin/sh",
            b"<html>",
            b"PK\x03\x04 classes.dex",
            b"PK\x03\x04 [Content_Types].xml word/document.xml word/vbaProject.bin",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"",
        ] {
            assert_eq!(mime(foreign), None, "{foreign:?}");
        }
        assert_eq!(mime(&[b"\xff\xd8\xff".to_vec(), vec![0; MOST_PICTURE]].concat()), None, "too large a picture");
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(bytes: Vec<u8>) {
            let packed = Carried::File(&bytes).pack();
            prop_assert_eq!(Carried::unpack(&packed), Carried::File(&bytes));
            let _ = SentFile::recognise(&bytes);
        }
    }
}
