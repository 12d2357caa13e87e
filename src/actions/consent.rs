//! What a family agreed to: withdrawn, given again, or asked about once more because the words have changed.
//!
//! Invariants: a withdrawal holds at once, also for what waits in the outbox; whoever agreed to older words keeps what they
//! allow until they answer; every change says who, when, to which words and by which message.

use serde_json::json;

use super::{ActionError, Cause};
use crate::domain::{GuardianId, StudentId};
use crate::store::{ConsentLink, Tx};

/// A guardian agrees no more, for these children: nothing of them is shown or sent from now on. Returns for which it was so.
pub async fn withdraw_consent(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    students: &[StudentId],
) -> Result<Vec<StudentId>, ActionError> {
    let school = cause.school.id;
    let mut withdrawn = Vec::new();
    for student in students {
        let Some(version) = tx.withdraw_consent(school, guardian, *student, cause.now).await? else { continue };
        let detail = json!({ "student": student, "version": version, "event": cause.event });
        cause.note(tx, "consent.withdrawn", ("guardian", guardian.0), &detail)?;
        // What it says of other children is true still, and is said without this one.
        tx.retire_digests(school, *student, Some(guardian), cause.now).await?;
        withdrawn.push(*student);
    }
    Ok(withdrawn)
}

/// The links of a guardian whose agreement they withdrew, or gave in chat to other words than these.
pub async fn consent_open(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    version: &str,
) -> Result<Vec<ConsentLink>, ActionError> {
    let links = tx.consent_links(cause.school.id, guardian).await?;
    Ok(links
        .into_iter()
        .filter(|link| link.withdrawn || link.by_chat && link.version.as_deref() != Some(version))
        .collect())
}

/// They agree to these words, for these children: what they had withdrawn holds again. Returns for which.
pub async fn renew_consent(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    students: &[StudentId],
    version: &str,
) -> Result<Vec<StudentId>, ActionError> {
    let mut given = Vec::new();
    for student in students {
        if tx.renew_consent(cause.school.id, (guardian, *student), (version, cause.event), cause.now).await? {
            let detail = json!({ "student": student, "version": version, "event": cause.event });
            cause.note(tx, "consent.given", ("guardian", guardian.0), &detail)?;
            given.push(*student);
        }
    }
    Ok(given)
}

/// Notes that a guardian is asked about these words: once.
pub async fn note_consent_asked(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    version: &str,
) -> Result<(), ActionError> {
    tx.note_consent_asked(cause.school.id, guardian, version).await?;
    Ok(cause.note(tx, "consent.asked", ("guardian", guardian.0), &json!({ "version": version }))?)
}
