//! One piece of news about one child, to each of the child's guardians.

use serde_json::json;
use std::collections::HashSet;
use std::time::Duration;

use super::{ActionError, Cause};
use crate::domain::{Channel, GuardianId, LinkBy, MarkId, MessageClass, StudentId, share_of};
use crate::phrase::{Phrase, Say, StudentLabel};
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
    /// Said once more to those for whom it ended unsent.
    pub(super) again: bool,
    /// Time to think again before it leaves.
    pub(super) hold: Duration,
}

/// Whom news reaches.
#[derive(Debug, Default)]
pub(super) struct Told {
    now: HashSet<GuardianId>,
    /// Of those it concerns, who has asked for silence or cannot be written to: they hear when that ends.
    later: HashSet<GuardianId>,
    /// Who reads of it in a digest.
    in_digest: HashSet<GuardianId>,
}

impl Told {
    pub(super) fn extend(&mut self, other: Self) {
        self.now.extend(other.now);
        self.later.extend(other.later);
        self.in_digest.extend(other.in_digest);
    }

    /// These are sent it as a file.
    pub(super) fn sent(&mut self, guardians: impl IntoIterator<Item = GuardianId>) {
        self.now.extend(guardians);
    }

    /// Of these guardians, those who were not told at once read of it in their digests.
    pub(super) fn leave_to_digests(&mut self, guardians: impl Iterator<Item = GuardianId>) {
        self.in_digest.extend(guardians.filter(|guardian| !self.now.contains(guardian)));
    }

    pub(super) fn in_digest(&self) -> u32 {
        u32::try_from(self.in_digest.len()).unwrap_or(u32::MAX)
    }

    /// Families that are told.
    pub(super) fn now(&self) -> u32 {
        u32::try_from(self.now.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn later(&self) -> u32 {
        u32::try_from(self.later.len()).unwrap_or(u32::MAX)
    }
}

/// Tells the guardians of a student; returns whom. `phrase` gets the child's name as families read it, and says what this
/// guardian must hear, if anything.
pub(super) async fn tell(
    tx: &mut Tx,
    cause: &Cause<'_>,
    student: StudentId,
    notice: Notice,
    phrase: impl Fn(StudentLabel, GuardianId) -> Option<Phrase>,
) -> Result<Told, ActionError> {
    let Some(name) = tx.student_name(cause.school.id, student).await? else { return Err(ActionError::NotFound) };
    let mut told = Told::default();
    for recipient in tx.recipients(cause.school.id, &[student]).await? {
        if notice.only.as_ref().is_some_and(|only| !only.contains(&recipient.guardian)) {
            continue;
        }
        let Some(phrase) = phrase(StudentLabel::discreet(&name), recipient.guardian) else { continue };
        let open = reach(tx, cause, &recipient).await?;
        let is_now = open.is_some();
        // What goes to a number that has changed waits there until its person is known at another.
        let Some(reached) = open.or(recipient.suspended) else {
            told.later.insert(recipient.guardian);
            continue;
        };
        let identity = format!("{} {}", notice.identity, recipient.guardian);
        let identity =
            if notice.again { tx.identity_unsent(cause.school.id, &identity).await? } else { Some(identity) };
        let Some(identity) = identity else { continue };
        if is_now {
            told.now.insert(recipient.guardian)
        } else {
            told.later.insert(recipient.guardian)
        };
        let share = share_of(recipient.guardian.0);
        let due = cause.school.may_write_from(MessageClass::Notice, cause.now.plus(notice.hold), share);
        let message =
            NewMessage::new(cause.school.id, reached.account, reached.contact, MessageClass::Notice, phrase, cause.now)
                .due_at(due)
                .because(cause.event)
                .about(notice.topic.clone())
                .once(&identity)
                .while_linked(recipient.guardianship);
        let message = match notice.mark {
            Some(mark) => message.showing(recipient.guardian, &[mark]),
            None => message,
        };
        tx.enqueue(message)?;
    }
    Ok(told)
}

/// One piece of news to a member of staff.
pub(super) fn tell_staff(tx: &mut Tx, cause: &Cause<'_>, to: &Reached, say: impl Into<Say>) -> Result<(), ActionError> {
    let class = MessageClass::Notice;
    let due = cause.school.may_write_from(class, cause.now, cause.jitter);
    let message = NewMessage::new(cause.school.id, to.account.clone(), to.contact, class, say, cause.now);
    Ok(tx.enqueue(message.due_at(due).because(cause.event))?)
}

/// Whether news of a child would reach this guardian.
pub(super) fn can_be_reached(cause: &Cause<'_>, recipient: &Recipient) -> bool {
    recipient.contact.is_some() || may_open(cause, recipient)
}

/// Whether the school's file may speak for a guardian who has never written, and has an address for them.
fn may_open(cause: &Cause<'_>, recipient: &Recipient) -> bool {
    let by_chat = recipient.has_roster_phone && cause.roster_account.is_some();
    cause.school.link_by == LinkBy::RosterPhone && (by_chat || recipient.has_file_address)
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
    let school = cause.school.id;
    if !may_open(cause, recipient) {
        return Ok(None);
    }
    let opened = match cause.roster_account.filter(|_| recipient.has_roster_phone) {
        Some(account) => {
            tx.open_roster_contact(school, recipient.guardian, account, Channel::WhatsApp, cause.now).await?
        }
        None => tx.open_file_address(school, recipient.guardian, cause.now).await?,
    };
    if let Some(reached) = &opened {
        tx.bring_what_waited(school, recipient.guardian, reached.contact, cause.now).await?;
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
