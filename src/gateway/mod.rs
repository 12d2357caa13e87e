//! The providers' APIs: one file per provider, the only place with reqwest and teloxide.
//!
//! Lives here: turning a [`Message`] into a provider's request and its answer into an outcome.
//! Never here: retries, pacing, marks, commands, sentences.
//! Invariant: an error says whether the request may have taken effect; doubt is [`SendError::Unknown`], never a retry.

mod error;
mod message;

pub use error::{Refusal, SendError, Throttle};
pub use message::{Accepted, Address, Button, Content, Courtesy, Message};
