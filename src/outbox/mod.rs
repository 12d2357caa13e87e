//! Sending: lanes lease, choose, pace, check again, render, send and settle.
//!
//! Never here: a provider's fields, marks, commands.
//! Invariant: no message is sent again unless it surely was not sent, or somebody answers for the doubt.

mod breaker;
mod choose;
mod codes;
mod doubt;
mod handle;
mod intent;
mod lane;
pub mod metrics;
mod pace;
mod send;
mod settle;
mod verdict;

pub use codes::{Class, Code, code, code_of, meaning};
pub use handle::{LaneConfig, Outbox, OutboxHandle};
pub use pace::Pace;
pub use verdict::{Effect, Scope, Verdict, reported, verdict};
