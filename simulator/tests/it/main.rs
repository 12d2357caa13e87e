//! The simulator driven from outside, over its sockets, as the service and the tests of the service
//! drive it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail and tell as tests do"
)]

mod shared;
mod support;

mod control;
mod faults;
mod limits;
mod sms;
mod smtp;
mod telegram;
mod webhooks;
mod whatsapp;
