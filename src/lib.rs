//! Carnet: the school's *carnet de liaison* as a chat-bot driven messaging service.
//!
//! `src/ARCHITECTURE.md` tells the two journeys and who may import whom.

pub mod actions;
pub mod app;
pub mod cli;
pub mod commands;
pub mod domain;
pub mod gateway;
pub mod http;
pub mod inbox;
pub mod jobs;
pub mod outbox;
pub mod phrase;
pub mod render;
pub mod sheets;
pub mod store;
