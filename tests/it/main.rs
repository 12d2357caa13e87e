//! The service, tested through its own faces: one binary, one file per concern.

mod directory;
mod gateway;
mod render;
mod support;
mod verdict;
