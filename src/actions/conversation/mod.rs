//! Families and the school write to each other; neither is told the other's address.
//!
//! 1. A guardian opens a thread with a teacher of their child, or with the office ([`correspondents`], [`open_thread`]).
//! 2. What either side says in it is kept and put into the outbox ([`say_to_school`], [`say_to_family`]).
//! 3. It is handed over, ended, reported ([`hand_over_thread`], [`end_thread`], [`report_thread`]).
//!
//! Invariants: a line is kept before it is passed on, once for the event that brought it; both sides read the lines in the
//! order they were said; a guardian whose link has ended or who asked for silence hears nothing (checked again at T1).

mod begin;
mod budget;
mod export;
mod file;
mod lapse;
mod open;
mod pass;
mod remind;
mod report;
mod steps;

use file::KeptFile;

pub use begin::{FamilyOf, FamilyReader, SaidToFamily, plan_to_family, write_to_family};
pub use budget::{ToWhom, awaits_budget};
pub use export::export_threads;
pub use file::PassedFile;
pub use lapse::end_lapsed_threads;
pub use open::{Opened, SchoolParty, correspondents, family_reads, open_thread, quoted_thread, read_thread};
pub use pass::{Passed, SaidNow, say_to_family, say_to_school, unanswered};
pub use remind::{remind_of_threads, waiting_since};
pub use report::{ThreadLine, list_threads, report_thread, thread_lines, unlock_thread};
pub use steps::{ThreadEnd, end_thread, hand_over_thread};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{ActionError, Cause};
use crate::domain::ConversationId;
use crate::phrase::{FamilySide, OtherSide, SchoolSide, StudentLabel};
use crate::store::{Conversation, StoreError, Tx};

/// Words of theirs that we repeat at most.
const SNIPPET: usize = 60;

/// What is sealed of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Words {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<KeptFile>,
}

impl Words {
    fn read(sealed: &[u8]) -> Result<Self, ActionError> {
        let corrupt = |_unreadable| StoreError::Corrupt { table: "conversation_line", column: "words" };
        Ok(serde_json::from_slice(sealed).map_err(corrupt)?)
    }

    /// Their beginning, to recognise them by.
    fn snippet(&self) -> String {
        self.beginning(SNIPPET)
    }

    /// So many letters of them, on one line.
    fn beginning(&self, most: usize) -> String {
        let line = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(most) {
            Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
            None => line,
        }
    }
}

/// The family of a thread, as the school reads it.
pub fn family_side(of: &Conversation) -> FamilySide {
    let child = StudentLabel::full(&of.student_name);
    FamilySide { name: of.guardian_name.clone(), child, class: of.class_label.clone() }
}

/// Who answers in a thread, as the family reads it.
pub fn school_side(of: &Conversation) -> SchoolSide {
    let subject = of.subject.clone().filter(|_| !of.office);
    SchoolSide { name: of.staff_name.clone(), subject }
}

/// The side of a thread that the actor is not on.
pub fn other_side(of: &Conversation, as_school: bool) -> OtherSide {
    if as_school { OtherSide::Family(family_side(of)) } else { OtherSide::School(school_side(of)) }
}

/// Leaves an audit entry about a thread.
fn note(tx: &mut Tx, cause: &Cause<'_>, action: &'static str, conversation: ConversationId) -> Result<(), StoreError> {
    cause.note(tx, action, ("conversation", conversation.0), &json!({ "event": cause.event }))
}
