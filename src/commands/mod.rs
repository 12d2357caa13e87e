//! What people can ask for: understanding it, and doing it. A file per command.
//!
//! Lives here: from an incoming message to its answers, inside the caller's transaction.
//! Never here: SQL, sending, a sentence of any language.
//! Invariants: only an unambiguous first mark is written without a yes; every question belongs to one person, expires and
//! is void after any other write; STOP wins over everything.

mod absence;
mod absence_notice;
mod address;
mod among_others;
mod answer;
mod approve;
mod assessment_change;
mod assessment_create;
mod assessment_remove;
mod averages_view;
mod broadcast;
mod choose;
pub mod class_export;
mod class_sheet;
mod class_stats;
mod consent;
mod conversation;
mod cost;
mod council;
mod course_meant;
mod desk;
mod dialogue;
mod family_group;
mod group;
mod guardian_access;
mod help;
mod language;
mod letters;
mod link;
mod mark_adjust;
mod mark_correct;
mod mark_delete;
mod mark_former;
mod mark_import;
mod mark_list;
mod mark_set;
mod marks_view;
mod missing;
mod numbered;
mod offer;
mod ordered;
mod other_year;
mod preference;
mod press;
mod progress;
mod publish;
mod reach;
mod refusal;
mod report_batch;
mod report_card;
mod revised;
mod school_stats;
mod scope;
mod staff_note;
mod student_card;
mod student_summary;
mod student_then;
mod term_close;
mod turn;
pub mod understand;
mod undo;
mod walk;
mod who_teaches;
mod year_view;
mod yes_no;

pub use address::Addressed;
pub use desk::{Desk, Incoming, Letters};
pub use link::CONSENT_VERSION;
pub use scope::ROLLS_KEPT;

use crate::actions::ActionError;
use crate::store::StoreError;

/// Why a message could not be answered. It is tried again: what people did wrong is an answer, not an error.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Action(#[from] ActionError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the memory of the conversation is unreadable")]
    Memory(#[from] serde_json::Error),
    #[error("the school is not in the database")]
    UnknownSchool,
}
