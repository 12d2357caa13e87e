//! What is done by the clock, not because somebody asked.
//!
//! Lives here: when an action is due. Never here: what it does (`actions`).
//! Invariant: a job may be run by several processes at once, and be cut off anywhere.

mod amend;
mod documents;
mod remind;
mod spread;

pub use amend::Amend;
pub use documents::OldDocuments;
pub use remind::Remind;
pub use spread::Spread;
