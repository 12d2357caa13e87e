//! The outbox: what the store promises of it on both engines, and what lanes do with a provider that misbehaves.

mod alarm;
mod doubts;
mod elsewhere;
pub(crate) mod fake;
mod fences;
mod files;
mod heard;
mod lanes;
mod log;
mod model;
mod promises;
mod quiet;
pub(crate) mod receipts;
mod unsure;
mod walk;
pub(crate) mod world;
