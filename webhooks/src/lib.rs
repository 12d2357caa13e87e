//! Provider bytes in, verified events out.
//!
//! Lives here: signature checks and parsing for WhatsApp (Meta), Telegram, Twilio and Infobip.
//! Never here: I/O, a clock, async, a database. Time is an argument where it is needed at all.
//! Invariant: only `Verified` bytes can be parsed (each provider's `verify` is the only maker of its `Verified`), parsing
//! is total, and no input can panic or grow memory beyond a small multiple of its own size.
//!
//! A provider's road is the same four steps everywhere:
//!
//! 1. `verify` looks at the raw bytes and the headers and answers with a `Verified` or a [`Refused`].
//! 2. `Verified::parse` reads the body. A body that cannot be read at all is [`Unreadable`]: still authentic, to be
//!    stored and acknowledged.
//! 3. Every item in the body becomes one or more [`InboundEvent`]s. An item that cannot be read becomes
//!    [`EventKind::Skipped`] and leaves its neighbours alone.
//! 4. At most [`MAX_EVENTS`] events come out of one body; one more, a `Skipped`, says how many were left out.

mod event;
pub mod fuzzing;
mod gather;
pub mod infobip;
mod json;
mod mac;
mod refusal;
mod secret;
pub mod telegram;
pub mod twilio;
pub mod whatsapp;
mod words;

pub use event::*;
pub use gather::MAX_EVENTS;
pub use refusal::{Refused, Unreadable, UnreadableReason};
pub use secret::{EmptySecret, Secret};
