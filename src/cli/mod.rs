//! The command line: what an operator types. Thin: each command is a file that calls the library.
//!
//! Invariant: exit 0 done, 1 failed with one clear line on stderr, 2 wrong usage.

pub mod code;
pub mod import;
