//! The door: axum on our own accept loop.
//!
//! Lives here: [`router`] (every route in one list), extractors, the server with its timeouts.
//! Never here: running a command, sending a message, SQL.
//! Invariants: a webhook is answered 200 only after the inbox has it durably; no answer holds a secret, an expected
//! signature, or anything about a person.

mod accounts;
mod body;
mod health;
mod metrics;
mod router;
pub mod server;
mod webhooks;

pub use accounts::{Door, DoorKeys, Doors, SchoolFinder};
pub use health::Readiness;
pub use metrics::metrics_router;
pub use router::{AppState, router};
