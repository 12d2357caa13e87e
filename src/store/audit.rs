//! Who changed what: appended, never altered.

use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ContactId, EventId, GuardianId, SchoolId, StaffId, Timestamp};

/// On whose behalf something was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditActor {
    Staff(StaffId),
    Guardian(GuardianId),
    /// Somebody not (yet) known.
    Contact(ContactId),
    /// An operator at the command line.
    Console,
    /// Carnet itself, by a rule.
    Carnet,
}

/// One change.
#[derive(Debug, Clone, Copy)]
pub struct Audit<'a> {
    pub school: SchoolId,
    pub actor: AuditActor,
    /// What was done: `mark.draft`, `mark.published`, `guardianship.suspended`…
    pub action: &'static str,
    /// The kind of thing it was done to, and which.
    pub subject: (&'static str, Uuid),
    pub now: Timestamp,
    /// Old and new, as ids and values.
    pub detail: &'a serde_json::Value,
}

impl Tx {
    /// Notes a change; written at the end of this transaction.
    pub fn audit(&mut self, audit: Audit<'_>) -> Result<(), StoreError> {
        let id = EventId::fresh().0;
        let detail = serde_json::to_vec(audit.detail)
            .map_err(|_unreadable| StoreError::Corrupt { table: "audit", column: "detail" })?;
        let detail = self.keys().seal("audit.detail", id, &detail);
        let actor = match audit.actor {
            AuditActor::Staff(id) => format!("staff:{id}"),
            AuditActor::Guardian(id) => format!("guardian:{id}"),
            AuditActor::Contact(id) => format!("contact:{id}"),
            AuditActor::Console => "console".to_owned(),
            AuditActor::Carnet => "carnet".to_owned(),
        };
        let subject = format!("{}:{}", audit.subject.0, audit.subject.1);
        self.buffer.audit.push(args![audit.school, id, audit.now, actor, audit.action, subject, detail]);
        Ok(())
    }
}
