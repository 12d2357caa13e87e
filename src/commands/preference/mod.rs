//! What guardians ask to receive: alerts, digests, and a look at what is set.

mod alert;
mod digest;
mod settings;

pub(super) use alert::{end as end_alerts, go_on as alert_for, set as set_alert};
pub(super) use digest::{end as end_digest, set as set_digest, view as digest};
pub(super) use settings::{quiet_hours, show as settings};
