//! The files that messages carry, fetched at T1: by what the provider knows them by, else their bytes; and the links that
//! stand for them where a channel carries none.

use bytes::Bytes;
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use tokio::time::Instant;

use super::wording::Worded;
use crate::domain::{AccountId, ContactId, DocumentId, MessageClass, MessageId, SchoolId, Timestamp};
use crate::gateway::{Content, File, FileSource};
use crate::phrase::Phrase;
use crate::store::{Candidate, FileToSend, StoreError, Tx};

/// A link is good for so long; one to what many families are told, for so long.
const LINK: Duration = Duration::from_hours(24);
const ANNOUNCED: Duration = Duration::from_hours(7 * 24);
/// After this what carries a file has ended, one way or the other.
const UNDER_WAY: Duration = Duration::from_secs(10);
/// How long it takes at most until what a provider knows a file by is on disk.
const NOTED: Duration = Duration::from_secs(1);

/// Files whose bytes are on their way to a provider for the first time. Who else is to get them waits for what it will know
/// them by: what many families are told is uploaded once.
#[derive(Debug, Default)]
pub(super) struct Carrying(HashMap<DocumentId, (ContactId, Instant)>);

impl Carrying {
    /// Whether a message must wait for its file to be known.
    pub(super) fn holds_up(&self, worded: &Worded, now: Instant) -> bool {
        named(worded).and_then(|document| self.0.get(&document)).is_some_and(|(_, until)| now < *until)
    }

    /// What was sent to somebody has been answered, or given up.
    pub(super) fn landed(&mut self, contact: ContactId, now: Instant) {
        self.0.retain(|_, (_, until)| now < *until);
        for (carrier, until) in self.0.values_mut() {
            if *carrier == contact {
                *until = (*until).min(now + NOTED);
            }
        }
    }

    /// Takes one of these messages for each file that is not known yet; the others are left waiting.
    fn take_one_each(&mut self, chosen: &mut Vec<(Candidate, Worded)>, now: Instant) {
        let mut taken = HashSet::new();
        chosen.retain(|(candidate, worded)| {
            let has_bytes = |file: &File| matches!(file.source, FileSource::Bytes(_));
            let Some(document) = named(worded).filter(|_| worded.file.as_ref().is_some_and(has_bytes)) else {
                return true;
            };
            if taken.insert(document) {
                self.0.insert(document, (candidate.contact, now + UNDER_WAY));
                return true;
            }
            false
        });
    }
}

/// Gives every chosen message the file it names. Those whose file is gone are taken out and returned.
pub(super) async fn fetch_files(
    tx: &mut Tx,
    (account, carrying): (&AccountId, &mut Carrying),
    chosen: &mut Vec<(Candidate, Worded)>,
    now: Timestamp,
) -> Result<Vec<(SchoolId, MessageId)>, StoreError> {
    let wanted: Vec<_> =
        chosen.iter().filter_map(|(candidate, worded)| Some((candidate.school, named(worded)?))).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let files = tx.files_to_send(account, &wanted, now).await?;
    let mut gone = Vec::new();
    chosen.retain_mut(|(candidate, worded)| {
        let Some(document) = named(worded) else { return true };
        worded.file = files.get(&document).map(file);
        // Of an earlier year it has another name than it was made with.
        if let (Phrase::Document { file_name, .. }, Some(file)) = (&candidate.say.phrase, &mut worded.file) {
            file.name.clone_from(file_name);
        }
        if worded.file.is_none() {
            gone.push((candidate.school, candidate.id));
        }
        worded.file.is_some()
    });
    carrying.take_one_each(chosen, Instant::now());
    Ok(gone)
}

/// Lets the files be fetched by hand whose links are about to leave with these messages.
pub(super) async fn open_links(
    tx: &mut Tx,
    stated: impl Iterator<Item = &(Candidate, Worded)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let until =
        |candidate: &Candidate| now.plus(if candidate.class == MessageClass::Broadcast { ANNOUNCED } else { LINK });
    let links: Vec<_> = stated
        .filter_map(|(candidate, worded)| {
            Some((candidate.school, candidate.id, worded.link.as_ref()?, until(candidate)))
        })
        .collect();
    tx.open_downloads(&links).await
}

fn named(worded: &Worded) -> Option<DocumentId> {
    match worded.content {
        Content::Document { document, .. } => Some(document),
        _ => None,
    }
}

fn file(found: &FileToSend) -> File {
    let source = match &found.reference {
        Some(reference) => FileSource::Known(reference.clone()),
        None => FileSource::Bytes(Bytes::clone(&found.bytes)),
    };
    File { name: found.name.clone(), mime: found.mime.clone(), source }
}
