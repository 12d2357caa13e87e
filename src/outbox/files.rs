//! The files that messages carry, fetched at T1: by what the provider knows them by, else their bytes; and the links that
//! stand for them where a channel carries none.

use bytes::Bytes;
use std::time::Duration;

use super::wording::Worded;
use crate::domain::{AccountId, DocumentId, MessageId, SchoolId, Timestamp};
use crate::gateway::{Content, File, FileSource};
use crate::store::{Candidate, FileToSend, StoreError, Tx};

/// A link is good for so long.
const LINK: Duration = Duration::from_hours(24);

/// Gives every chosen message the file it names. Those whose file is gone are taken out and returned.
pub(super) async fn fetch_files(
    tx: &mut Tx,
    account: &AccountId,
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
        if worded.file.is_none() {
            gone.push((candidate.school, candidate.id));
        }
        worded.file.is_some()
    });
    Ok(gone)
}

/// Lets the files be fetched by hand whose links are about to leave with these messages.
pub(super) async fn open_links(
    tx: &mut Tx,
    stated: impl Iterator<Item = &(Candidate, Worded)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let links: Vec<_> = stated
        .filter_map(|(candidate, worded)| Some((candidate.school, candidate.id, worded.link.as_ref()?)))
        .collect();
    tx.open_downloads(&links, now.plus(LINK)).await
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
