//! What is done by the clock, and what takes too long for the transaction of whoever asked.
//!
//! Lives here: when an action is due. Never here: what it does (`actions`).
//! Invariant: a job may be run by several processes at once, and be cut off anywhere.

mod amend;
mod digest;
mod documents;
mod forget;
#[cfg(feature = "typeset")]
mod print;
mod remind;
mod spread;
mod wake;

pub use amend::Amend;
pub use digest::Digests;
pub use documents::OldDocuments;
pub use forget::Forget;
#[cfg(feature = "typeset")]
pub use print::{Print, PrintError};
pub use remind::Remind;
pub use spread::Spread;
pub use wake::Wake;
