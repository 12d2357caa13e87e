//! The subcommands of `carnet`, thin: each reads its input, calls the crate, prints the answer.

pub mod eval_understand;
