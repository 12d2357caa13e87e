//! One piece of news about one child, to each of the child's guardians.

use serde_json::json;
use std::collections::HashSet;

use super::{ActionError, Cause};
use crate::domain::{Channel, GuardianId, MarkId, MessageClass, StudentId};
use crate::phrase::Phrase;
use crate::store::{Audit, AuditActor, NewMessage, Reached, Recipient, Topic, Tx};

/// What the news is about.
pub(super) struct Notice {
    /// With the guardian, the identity of the message: the same news is never sent twice.
    pub(super) identity: String,
    /// The version that must still be in force when it leaves.
    pub(super) mark: Option<MarkId>,
    /// What it is news of: while it waits, newer news ends it.
    pub(super) topic: Topic,
    /// Only these guardians, where set.
    pub(super) only: Option<HashSet<GuardianId>>,
}

/// Tells the guardians of a student; returns how many are told. `phrase` gets the child's name as families read it, and
/// says what this guardian must hear, if anything.
pub(super) async fn tell(
    tx: &mut Tx,
    cause: &Cause<'_>,
    student: StudentId,
    notice: Notice,
    phrase: impl Fn(String, GuardianId) -> Option<Phrase>,
) -> Result<u32, ActionError> {
    let Some(name) = tx.student_name(cause.school.id, student).await? else { return Err(ActionError::NotFound) };
    let mut told = 0;
    for recipient in tx.recipients(cause.school.id, &[student]).await? {
        if notice.only.as_ref().is_some_and(|only| !only.contains(&recipient.guardian)) {
            continue;
        }
        let Some(phrase) = phrase(name.discreet(), recipient.guardian) else { continue };
        let Some(reached) = reach(tx, cause, &recipient).await? else { continue };
        told += 1;
        let due = cause.school.may_write_from(MessageClass::Notice, cause.now, cause.jitter);
        let message =
            NewMessage::new(cause.school.id, reached.account, reached.contact, MessageClass::Notice, phrase, cause.now)
                .due_at(due)
                .because(cause.event)
                .about(notice.topic.clone())
                .once(&format!("{} {}", notice.identity, recipient.guardian))
                .while_linked(recipient.guardianship);
        let message = match notice.mark {
            Some(mark) => message.showing(recipient.guardian, &[mark]),
            None => message,
        };
        tx.enqueue(message)?;
    }
    Ok(told)
}

/// The address of a guardian; one from the school's file is opened when the guardian has never written.
pub(super) async fn reach(
    tx: &mut Tx,
    cause: &Cause<'_>,
    recipient: &Recipient,
) -> Result<Option<Reached>, ActionError> {
    if let Some(reached) = &recipient.contact {
        return Ok(Some(reached.clone()));
    }
    let may_open = recipient.has_roster_phone && cause.school.link_by == crate::domain::LinkBy::RosterPhone;
    let Some(account) = cause.roster_account.filter(|_| may_open) else { return Ok(None) };
    let school = cause.school.id;
    let opened = tx.open_roster_contact(school, recipient.guardian, account, Channel::WhatsApp, cause.now).await?;
    if let Some(reached) = &opened {
        tx.audit(Audit {
            school,
            actor: AuditActor::Carnet,
            action: "contact.linked",
            subject: ("contact", reached.contact.0),
            now: cause.now,
            detail: &json!({ "via": "roster", "guardian": recipient.guardian, "event": cause.event }),
        })?;
    }
    Ok(opened)
}
