//! The same words to the families of classes or of the whole school.
//!
//! 1. A draft is stored and shown ([`draft_broadcast`], [`plan_broadcast`]).
//! 2. Its author confirms it, and above a size the school sets a second administrator ([`confirm_broadcast`],
//!    [`decide_broadcast`]).
//! 3. A job puts it into the outbox, some families at a time ([`spread_broadcast`]), and says how it ended
//!    ([`finish_broadcast`]).
//! 4. Meanwhile it can be held, stopped, looked at, and said again to whom it did not reach ([`control`]).
//!
//! Invariants: nobody hears before the words, the audience and the price were shown and confirmed; each guardian is
//! written to once, however often a step is repeated; after a stop nothing more leaves.

mod answer;
mod control;
mod decide;
mod draft;
mod file;
mod load;
mod meant;
mod names;
mod outlook;
mod progress;
mod report;
mod scheduled;
mod spread;
mod told;

pub use answer::{
    AnnouncementMeant, Answered, LetterRead, announcement_meant, answer_broadcast, answer_letter, awaits_answer,
    read_letter,
};
pub use control::{Stopped, pause_broadcast, remind_silent, retry_failed, stop_broadcast};
pub use decide::{Confirmed, awaiting_broadcasts, confirm_broadcast, decide_broadcast, expire_broadcasts};
pub use draft::{
    NewBroadcast, announcement_of, attach_to_draft, draft_broadcast, may_broadcast, plan_broadcast, post_to_groups,
    reshape_draft, reword_draft,
};
pub use file::keep_announced;
pub use meant::{BroadcastMeant, any_under_way, broadcast_meant, paused_meant, results_meant};
pub use names::answers_by_name;
pub use progress::tell_progress;
pub use report::{broadcast_report, broadcast_start, report_say};
pub use scheduled::{move_broadcast, scheduled_broadcasts, unapproved_broadcasts};
pub use spread::{finish_broadcast, spread_broadcast};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{ActionError, Cause};
use crate::domain::{BroadcastId, Timestamp};
use crate::phrase::{AnnouncedFile, StudentLabel, Wordings};
use crate::store::{Audit, AuditActor, StoreError, StoredBroadcast, Tx};

/// More families than any school has.
const EVERYBODY: i64 = 1_000_000;

/// Students of some classes whose families hear nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub classes: Vec<String>,
    pub students: Vec<StudentLabel>,
}

/// What is sealed of a broadcast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Content {
    /// Who says it, as the school writes them.
    by: String,
    words: Wordings,
    /// What the group of its students is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    without: Option<LeftOut>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<AnnouncedFile>,
    /// It does not wait for the morning.
    #[serde(default)]
    urgent: bool,
}

impl Content {
    fn of(broadcast: &StoredBroadcast) -> Result<Self, ActionError> {
        let corrupt = |_unreadable| StoreError::Corrupt { table: "broadcast", column: "content" };
        Ok(serde_json::from_slice(&broadcast.content).map_err(corrupt)?)
    }

    /// As it is stored.
    fn sealed(&self) -> Result<Vec<u8>, ActionError> {
        serde_json::to_vec(self).map_err(|_unwritable| ActionError::NotFound)
    }
}

/// Leaves an audit entry about a broadcast.
fn note(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (actor, action): (AuditActor, &'static str),
    broadcast: BroadcastId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.audit(Audit {
        school: cause.school.id,
        actor,
        action,
        subject: ("broadcast", broadcast.0),
        now,
        detail: &json!({ "event": cause.event }),
    })
}
