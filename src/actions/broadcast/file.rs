//! The picture or document of a broadcast: kept sealed for as long as it may be asked for.

use std::time::Duration;

use super::Content;
use crate::actions::{ActionError, Cause, PassedFile};
use crate::domain::{DocumentKind, Timestamp};
use crate::phrase::AnnouncedFile;
use crate::store::{StoredBroadcast, Tx};

/// Whoever reads a template asks for its file within this.
const LIVES: Duration = Duration::from_hours(14 * 24);

/// Keeps a file that is to be announced. `None`: it is neither a picture nor a PDF.
pub async fn keep_announced(
    tx: &mut Tx,
    cause: &Cause<'_>,
    file: &PassedFile,
) -> Result<Option<AnnouncedFile>, ActionError> {
    if !(file.is_picture() || file.is_pdf()) {
        return Ok(None);
    }
    let document = file.keep_until(tx, cause, DocumentKind::Announced, cause.now.plus(LIVES)).await?;
    Ok(Some(AnnouncedFile { document, name: file.name().to_owned(), picture: file.is_picture() }))
}

/// A broadcast that was confirmed needs its file from when it is due.
pub(super) async fn keep_for(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: &StoredBroadcast,
    due: Timestamp,
) -> Result<(), ActionError> {
    if let Some(file) = Content::of(broadcast)?.file {
        tx.keep_document_until(cause.school.id, file.document, due.plus(LIVES)).await?;
    }
    Ok(())
}
