//! The door: axum on our own accept loop.
//!
//! Lives here: [`router`] (every route in one list), extractors, the server with its timeouts.
//! Never here: running a command, sending a message, SQL.
//! Invariants: a webhook is answered 200 only after the inbox has it durably; no answer holds a secret, an expected
//! signature, or anything about a person; who holds a report card
//! reads what is printed on it, without the name.

mod accounts;
mod body;
mod card;
mod download;
mod guesses;
mod health;
mod letter_answer;
mod metrics;
mod router;
pub mod server;
mod unsubscribe;
mod webhooks;

pub use accounts::{Door, DoorKeys, Doors, InfobipProof, SchoolFinder};
pub use card::CardDesk;
pub use download::DownloadDesk;
pub use health::Readiness;
pub use metrics::metrics_router;
pub use router::{AppState, card_router, download_router, router, unsubscribe_router};
pub use unsubscribe::UnsubscribeDesk;
