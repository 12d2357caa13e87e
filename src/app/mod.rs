//! The composition root: configuration, the clock, telemetry, the life of the process.
//!
//! Lives here: what is put together at start and taken apart at the end.
//! Never here: decisions about marks or messages. Nothing imports this room but `main` and `cli`.

mod ahead;
mod ballast;
mod bill;
pub mod bounces;
pub mod clock;
pub mod config;
pub mod database;
pub mod demo;
mod entrances;
mod files;
pub mod gateways;
mod handler;
pub mod lexicon;
pub mod lifecycle;
pub mod menus;
#[cfg(feature = "typeset")]
pub mod printing;
pub mod rates;
mod school_ids;
pub mod service;
pub mod signing;
pub mod telemetry;
pub mod templates;
mod watch;
