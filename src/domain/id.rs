//! Identifiers: `UUIDv7` inside, one type per thing, so that a student can never be passed for a guardian.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Timestamp;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, later than all earlier ones of this process. Opaque: nothing is ever decided on its value.
            #[expect(clippy::disallowed_methods, reason = "ids are opaque; only their order within a process matters")]
            pub fn fresh() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

/// 0 to 1, the same for the same id: spreads what would all be due at one moment.
pub fn share_of(id: Uuid) -> f64 {
    let low = u16::from_be_bytes([id.as_bytes()[14], id.as_bytes()[15]]);
    f64::from(low) / f64::from(u16::MAX)
}

/// Below all ids made from `at` on, and above those made before.
pub fn first_id_of(at: Timestamp) -> Uuid {
    Uuid::from_u128(u128::try_from(at.0).unwrap_or_default() << 80)
}

ids! {
    /// A school: the tenant. Leads every key.
    SchoolId,
    /// A school year of a school.
    YearId,
    /// A term (trimester, semester, sequence) of a school year.
    TermId,
    ClassId,
    SubjectId,
    /// A subject taught to a class by a teacher, with a coefficient.
    CourseId,
    StaffId,
    StudentId,
    GuardianId,
    AssessmentId,
    /// One version of one student's mark in one assessment.
    MarkId,
    /// One version of what a student's report card says.
    ResultId,
    /// One version of what a class council decided about a student.
    DecisionId,
    /// A person's address on a channel, as seen by one account of ours.
    ContactId,
    /// A message of ours.
    MessageId,
    /// The same words to many families.
    BroadcastId,
    /// A group of parents linked to a class; buttons carry it.
    ClassGroupId,
    /// A group of families made by hand.
    FamilyGroupId,
    /// A time somebody was away.
    AbsenceId,
    /// A thread between a family and the school.
    ConversationId,
    /// One try at sending a message: the id providers echo to us.
    AttemptId,
    /// A file to be sent to people.
    DocumentId,
    /// Something that somebody waits for to be printed.
    PrintOrderId,
    /// An event in the inbox.
    EventId,
    /// A question waiting for an answer; buttons carry it.
    PendingId,
    /// A set of changes that can be undone together.
    ChangeSetId,
    /// Something that waits for a second person; buttons carry it.
    ApprovalId,
}
