//! A code makes somebody known: staff at once, a family after it has agreed.
//!
//! Invariants: every failure looks the same from outside; a code is used once; a guardian's link exists only with the
//! agreement it rests on.

use metrics::counter;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

use super::missed_changes::tell_of_missed;
use super::{ActionError, Cause};
use crate::domain::{Channel, ContactId, GuardianId, LinkCode, LinkTarget, SchoolId, StudentId, Timestamp};
use crate::phrase::StudentLabel;
use crate::store::{Agreement, ContactState, LinkedVia, Tx};

const HOUR: Duration = Duration::from_hours(1);
/// Failed tries in an hour after which a contact is refused whatever it sends.
const TRIES_OF_CONTACT: i64 = 5;
/// Failed tries in an hour after which the whole school's linking waits: beyond what mistyping does, as whoever reaches it
/// shuts the others out. In the 14 days of a code these are 336,000 guesses; against 10,000 open codes of 60 bits one of
/// them is right with a chance of 3 in a thousand million.
const TRIES_OF_SCHOOL: i64 = 1000;

/// What a code leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkOutcome {
    /// Unknown, expired, used, or too many tries: not told which.
    Refused,
    /// The sender is this member of staff from now on.
    Staff { name: String },
    /// The sender may become a guardian of this student, once they agree. Nothing is linked yet.
    Student {
        code: Uuid,
        student: StudentId,
        /// First name and initial.
        child: StudentLabel,
    },
}

/// Tries a code that somebody sent.
pub async fn redeem_code(
    tx: &mut Tx,
    cause: &Cause<'_>,
    contact: ContactId,
    code: &LinkCode,
) -> Result<LinkOutcome, ActionError> {
    let (school, now) = (cause.school.id, cause.now);
    tx.queue_for_linking(school).await?;
    let tries = tx.link_attempts(school, contact, now.minus(HOUR)).await?;
    if tries.of_school >= TRIES_OF_SCHOOL {
        counter!("carnet_linking_closed_total").increment(1);
        tracing::warn!(school = %cause.school.code, "link.school_closed");
    }
    if tries.of_contact >= TRIES_OF_CONTACT || tries.of_school >= TRIES_OF_SCHOOL {
        return Ok(LinkOutcome::Refused);
    }
    let found = tx.find_code(school, code).await?.filter(|code| !code.used && code.expires_at > now);
    let Some(found) = found else {
        count_failed_code(tx, school, contact, now).await?;
        return Ok(LinkOutcome::Refused);
    };
    match found.target {
        LinkTarget::Student(student) => {
            let Some(name) = tx.student_name(school, student).await? else { return Ok(LinkOutcome::Refused) };
            Ok(LinkOutcome::Student { code: found.id, student, child: StudentLabel::discreet(&name) })
        }
        // Who sends an SMS is easily forged: nobody works for the school by it.
        LinkTarget::Staff(_) if tx.channel_of(school, contact).await? == Some(Channel::Sms) => Ok(LinkOutcome::Refused),
        LinkTarget::Staff(staff) => {
            if !tx.consume_code(school, found.id, found.target, contact, now).await? {
                return Ok(LinkOutcome::Refused);
            }
            forget_suspended(tx, cause, contact).await?;
            tx.link_staff(school, contact, staff, LinkedVia::Code).await?;
            tx.known_again(school, contact, now);
            note(tx, cause, contact, "contact.linked", &json!({ "via": "code", "code": found.id, "staff": staff }))?;
            let name = tx.staff_name(school, staff).await?.ok_or(ActionError::NotFound)?;
            Ok(LinkOutcome::Staff { name })
        }
    }
}

/// Whether somebody has not guessed too often of late.
pub async fn may_try_codes(
    tx: &mut Tx,
    school: SchoolId,
    contact: ContactId,
    now: Timestamp,
) -> Result<bool, ActionError> {
    let tries = tx.link_attempts(school, contact, now.minus(HOUR)).await?;
    Ok(tries.of_contact < TRIES_OF_CONTACT && tries.of_school < TRIES_OF_SCHOOL)
}

/// Counts a code that nobody gave out, and forgets those of an hour ago.
pub(super) async fn count_failed_code(
    tx: &mut Tx,
    school: SchoolId,
    contact: ContactId,
    now: Timestamp,
) -> Result<(), ActionError> {
    Ok(tx.note_link_attempt(school, contact, now, now.minus(HOUR)).await?)
}

/// They agree: uses the code up and links them. Returns the child's discreet name.
///
/// `None`, with nothing changed, when the code has been used or has expired meanwhile, or the school has ended this
/// person's link to the child.
pub async fn accept_consent(
    tx: &mut Tx,
    cause: &Cause<'_>,
    contact: ContactId,
    code: Uuid,
    student: StudentId,
    version: &str,
) -> Result<Option<StudentLabel>, ActionError> {
    let (school, now) = (cause.school.id, cause.now);
    let Some(name) = tx.student_name(school, student).await? else { return Ok(None) };
    let guardian = guardian_behind(tx, cause, contact, student).await?;
    if let Some(guardian) = guardian
        && tx.is_guardianship_closed(school, guardian, student).await?
    {
        return Ok(None);
    }
    if !tx.consume_code(school, code, LinkTarget::Student(student), contact, now).await? {
        return Ok(None);
    }
    forget_suspended(tx, cause, contact).await?;
    let guardian = match guardian {
        Some(guardian) => guardian,
        None => tx.insert_unlisted_guardian(school, cause.school.default_locale()).await?,
    };
    let agreement = Agreement { guardian, student, version, event: cause.event, now };
    let link = tx.activate_guardianship(school, &agreement).await?;
    tx.link_guardian(school, contact, guardian, LinkedVia::Code).await?;
    // What waited while the address was not to be used goes now, however lately they were heard.
    tx.known_again(school, contact, now);
    tx.bring_what_waited(school, guardian, contact, now).await?;
    let detail = json!({
        "student": student, "guardian": guardian, "guardianship": link, "code": code, "version": version,
        "event": cause.event,
    });
    note(tx, cause, contact, "consent.given", &detail)?;
    tell_of_missed(tx, cause, guardian).await?;
    Ok(Some(StudentLabel::discreet(&name)))
}

/// They decline: nothing is kept but the fact. The code stays usable.
pub async fn decline_consent(
    tx: &mut Tx,
    cause: &Cause<'_>,
    contact: ContactId,
    student: StudentId,
    version: &str,
) -> Result<(), ActionError> {
    let detail = json!({ "student": student, "version": version, "event": cause.event });
    note(tx, cause, contact, "consent.declined", &detail)
}

/// No more messages to this address until the person asks for them again.
pub async fn stop_messages(tx: &mut Tx, cause: &Cause<'_>, contact: ContactId) -> Result<(), ActionError> {
    let from = [ContactState::Active, ContactState::Blocked];
    if tx.change_contact_state(cause.school.id, contact, &from, ContactState::Stopped).await? {
        note(tx, cause, contact, "contact.stopped", &json!({ "event": cause.event }))?;
    }
    Ok(())
}

/// Messages to this address again.
pub(super) async fn resume_messages(tx: &mut Tx, cause: &Cause<'_>, contact: ContactId) -> Result<(), ActionError> {
    reach_again(tx, cause, contact, (ContactState::Stopped, "contact.resumed")).await?;
    Ok(())
}

/// Somebody who had blocked us writes again: they hear what was corrected meanwhile.
pub async fn welcome_back(
    tx: &mut Tx,
    cause: &Cause<'_>,
    contact: ContactId,
    guardian: Option<GuardianId>,
) -> Result<(), ActionError> {
    let is_back = reach_again(tx, cause, contact, (ContactState::Blocked, "contact.unblocked")).await?;
    match guardian.filter(|_| is_back) {
        Some(guardian) => tell_of_missed(tx, cause, guardian).await,
        None => Ok(()),
    }
}

/// Whether the address was in that state, and is written to again.
async fn reach_again(
    tx: &mut Tx,
    cause: &Cause<'_>,
    contact: ContactId,
    (from, action): (ContactState, &'static str),
) -> Result<bool, ActionError> {
    let changed = tx.change_contact_state(cause.school.id, contact, &[from], ContactState::Active).await?;
    if changed {
        note(tx, cause, contact, action, &json!({ "event": cause.event }))?;
    }
    Ok(changed)
}

/// Takes a suspended address away from whom it was linked to: a code for one child must not bring back what else was
/// seen from there.
async fn forget_suspended(tx: &mut Tx, cause: &Cause<'_>, contact: ContactId) -> Result<(), ActionError> {
    if tx.unlink_suspended(cause.school.id, contact).await? {
        note(tx, cause, contact, "contact.unlinked", &json!({ "why": "suspended", "event": cause.event }))?;
    }
    Ok(())
}

/// The guardian this address is already linked to, else the one of the file with its number and this child.
async fn guardian_behind(
    tx: &mut Tx,
    cause: &Cause<'_>,
    contact: ContactId,
    student: StudentId,
) -> Result<Option<GuardianId>, ActionError> {
    match tx.guardian_of_contact(cause.school.id, contact).await? {
        Some(guardian) => Ok(Some(guardian)),
        None => Ok(tx.roster_guardian_of(cause.school.id, contact, student).await?),
    }
}

fn note(
    tx: &mut Tx,
    cause: &Cause<'_>,
    contact: ContactId,
    action: &'static str,
    detail: &serde_json::Value,
) -> Result<(), ActionError> {
    Ok(cause.note(tx, action, ("contact", contact.0), detail)?)
}
