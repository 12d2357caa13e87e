//! Provider bytes in, verified events out.
//!
//! Lives here: signature checks and parsing for WhatsApp (Meta), Telegram, Twilio and Infobip.
//! Never here: I/O, a clock, async, a database. Time is an argument where it is needed at all.
//! Invariant: only [`Verified`] bytes can be parsed, parsing is total, and no input can panic or grow memory beyond a
//! small multiple of its own size.

mod event;

pub use event::*;
