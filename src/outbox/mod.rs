//! Sending: lanes lease, choose, pace, check again, render, send and settle.
//!
//! Never here: a provider's fields, marks, commands.
//! Invariant: no message is sent again unless it surely was not sent, or somebody answers for the doubt.

mod codes;
mod verdict;

pub use codes::{Class, Code, code, code_of, meaning};
pub use verdict::{Effect, Scope, Verdict, reported, verdict};
