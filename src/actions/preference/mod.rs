//! What guardians ask to receive about their own children.
//!
//! Invariant: a wish narrows what a family is told, or says it in another way; it never shows more than the family may see.

mod alert;

pub(super) use alert::told_as_alert;
pub use alert::{end_alerts, set_alert};
