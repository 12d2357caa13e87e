//! The sockets: accepts connections, reads requests, and does to them what the fault script wants.
//! Providers' modules judge requests without knowing of sockets; here is the only code that may
//! break a connection.

mod commit;
mod drip;
mod listener;
mod route;
mod wire;

pub(crate) use commit::{Accepted, Draft, Fate, Judged, settle};
pub(crate) use listener::serve;
pub(crate) use wire::{Answer, Call};
