//! One message in: durable before the provider hears 200, then handled once, in its conversation's order.
//!
//! Lives here: acceptance ([`Intake`]), the fetcher of what messages bring, and the worker that hands events to `commands`.
//! Never here: provider formats, sentences, sending.
//! Invariants: [`Intake::accept`] returns only after an fsynced commit, or an fsynced file while the database is away; an event's effects and its "done" are one
//! transaction; events of one conversation are handled in the order they were stored; an event that cannot be handled is
//! set aside after five tries and its conversation goes on.

mod accept;
mod event;
mod fetch;
mod spool;
mod worker;

pub use accept::{Arrival, Intake, Overloaded};
pub use event::conversation_of;
pub use fetch::{Fetched, Fetcher, Files, Wanted};
pub use spool::{Spool, SpoolGauge};
pub use worker::{Effects, Filed, Handler, Share, Worker};
