//! The outbox's statements: choosing (reads), T1 (intent), T2 (outcome), T3 (receipts), and what becomes of doubt.
//!
//! Invariants: an attempt row is committed before a byte leaves; a known failure is written only by the attempt and epoch
//! it belongs to; proof of acceptance is always written.

mod alert;
mod bill;
mod bounced;
mod channel_log;
mod choose;
mod costs;
mod doubt;
mod early;
mod handed;
mod inspect;
mod intend;
mod order;
mod portfolio;
mod receipt;
mod reroute;
mod settle;
mod spend;
mod topic;

pub use alert::SetAside;
pub use channel_log::{ChannelLine, Said};
pub use choose::{Candidate, Due, Heads, PairKey};
pub use costs::CostLine;
pub use doubt::{Doubt, DoubtfulAttempt, LaneDepth, Resolution};
pub use inspect::{LaneLine, QueueFilter, QueueLine, QueueTry, Requeue};
pub use intend::{CONTACT_BLOCKED, CONTACT_SUSPENDED, Claim, Intent, Withdrawal};
pub use portfolio::HeldPortfolio;
pub use receipt::{AfterFailure, PART_FAILED, ReceiptNews};
pub use settle::{Next, Proof, Setback};
pub use spend::{Charge, MonthSpend};
pub use topic::AfterAll;

/// The mark of a message that an operator has sent once more.
const RETRIED: &str = "retried";

/// The mark a message waits under that must go as a template, because the provider's window is closed.
pub const NEEDS_TEMPLATE: &str = "needs_template";

/// The mark a message waits under because the provider asked the whole lane for patience.
pub const THROTTLED: &str = "throttled";

/// The mark a message waits under whose template is being looked at by the provider, or rests.
pub const TEMPLATE_WAITS: &str = "template_waits";

/// Whoever wrote an announcement, or runs the school, stopped it.
pub const BROADCAST_CANCELLED: &str = "broadcast_cancelled";
/// The mark a message waits under that no longer fits into its school's budget.
pub const OVER_BUDGET: &str = "over_budget";
/// The account has written to as many new people as it may in a day.
pub const NEW_RECIPIENTS: &str = "daily_recipients";
