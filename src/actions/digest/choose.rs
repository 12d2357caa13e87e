//! Choosing the digest, and going back to news as it comes.

use serde_json::json;

use super::news::{DigestNews, Since, news_of};
use crate::actions::{ActionError, Cause};
use crate::domain::{DigestRhythm, GuardianId, Timestamp};
use crate::store::{Digest, KnownChild, Tx};

/// New marks are told to a guardian in this rhythm from now on. Returns when for the first time; `None` for a rhythm that
/// never comes.
pub async fn set_digest(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    rhythm: DigestRhythm,
) -> Result<Option<Timestamp>, ActionError> {
    let Some(due_at) = rhythm.next(cause.now, &cause.school.zone) else { return Ok(None) };
    tx.set_digest(cause.school.id, guardian, &Digest { rhythm, since: cause.now, due_at }).await?;
    cause.note(tx, "digest.set", ("guardian", guardian.0), &json!({ "rhythm": rhythm }))?;
    Ok(Some(due_at))
}

/// New marks are told one by one again. Returns what the next digest would have said: it is not lost. `None` when there was
/// no digest.
pub async fn end_digest(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    children: &[KnownChild],
) -> Result<Option<DigestNews>, ActionError> {
    let school = cause.school.id;
    let Some(digest) = tx.digest(school, guardian).await? else { return Ok(None) };
    let since = Since { at: digest.since, digest_of: Some(guardian) };
    let news = news_of(tx, cause, children, since).await?;
    tx.end_digest(school, guardian).await?;
    cause.note(tx, "digest.ended", ("guardian", guardian.0), &json!({}))?;
    Ok(Some(news))
}
