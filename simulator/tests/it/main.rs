//! The simulator driven from outside, over its sockets, as the service and the tests of the service
//! drive it.

mod support;

mod control;
mod faults;
mod limits;
mod telegram;
mod webhooks;
mod whatsapp;
