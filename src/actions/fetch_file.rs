//! A file is fetched by the link that a message held, with everything checked again that was checked when it left.

use serde_json::json;

use super::ActionError;
use crate::domain::{FileCode, Timestamp};
use crate::phrase::Phrase;
use crate::store::{Addressee, Audit, AuditActor, FileToSend, Tx};

/// A download that breaks off on a bad line is begun again.
const MOST: i64 = 10;

/// What following a link comes to.
pub enum Fetched {
    File(FileToSend),
    /// There is no such link.
    Unknown,
    /// Its time is over, or it was used too often.
    Over,
    /// Another browser was first.
    Elsewhere,
    /// It is not true any more, or not for them.
    Changed,
}

/// Hands the file of a link to a browser, which is the only one to get it from then on.
pub async fn fetch_file(tx: &mut Tx, code: &FileCode, browser: &str, now: Timestamp) -> Result<Fetched, ActionError> {
    let Some(download) = tx.download(code).await? else { return Ok(Fetched::Unknown) };
    if download.expires_at <= now || download.fetches >= MOST {
        return Ok(Fetched::Over);
    }
    let Some(message) = tx.message_as_sent(download.school, download.message).await? else {
        return Ok(Fetched::Unknown);
    };
    let (unlinked, outdated) = tx.no_longer_true(&[&message]).await?;
    let actor = match tx.addressee(&message).await? {
        _ if !tx.sealed_in_vain(&[&message]).await?.is_empty() => return Ok(Fetched::Changed),
        _ if !unlinked.is_empty() || !outdated.is_empty() => return Ok(Fetched::Changed),
        Addressee::Nobody => return Ok(Fetched::Changed),
        Addressee::Guardian(guardian) => AuditActor::Guardian(guardian),
        Addressee::Staff(staff) => AuditActor::Staff(staff),
    };
    let Phrase::Document { document, .. } = &message.say.phrase else { return Ok(Fetched::Unknown) };
    let Some(file) = tx.document_file(download.school, *document, now).await? else { return Ok(Fetched::Changed) };
    if !tx.fetch_download(&download, browser, MOST, now).await? {
        return Ok(Fetched::Elsewhere);
    }
    tx.audit(Audit {
        school: download.school,
        actor,
        action: "document.fetched",
        subject: ("document", document.0),
        now,
        detail: &json!({ "message": download.message }),
    })?;
    Ok(Fetched::File(file))
}
