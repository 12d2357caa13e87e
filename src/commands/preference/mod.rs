//! What guardians ask to receive: alerts, and a look at what is set.

mod alert;
mod settings;

pub(super) use alert::{end as end_alerts, go_on as alert_for, set as set_alert};
pub(super) use settings::{quiet_hours, show as settings};
