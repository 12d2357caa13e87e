//! Sending: lanes lease, choose, pace, check again, render, send and settle.
//!
//! Never here: a provider's fields, marks, commands.
//! Invariant: no message is sent again unless it surely was not sent, or somebody answers for the doubt.

mod abandoned;
mod alarm;
mod approvals;
mod bounced;
mod breaker;
mod codes;
mod courtesies;
mod doubt;
mod echo;
mod edits;
mod files;
mod flight;
mod handle;
mod inquiry;
mod lane;
mod lease;
pub mod metrics;
mod monitor;
mod numbered;
mod pace;
mod patience;
mod port;
mod queues;
mod round;
mod settler;
mod share;
mod signals;
mod silence;
mod spending;
mod turns;
mod verdict;
mod ways;
mod window;
mod wording;

pub use alarm::tell_out_of_bounds;
pub use bounced::after_bounce;
pub use codes::{Class, Code, code, code_of, is_out_of_bounds, meaning, meaning_of};
pub use handle::{LaneConfig, Outbox, OutboxHandle};
pub use pace::Pace;
pub use patience::Patience;
pub use port::{Sender, Words};
pub use spending::Spending;
pub use verdict::{Effect, Scope, Verdict, after_failure, reported, verdict};
