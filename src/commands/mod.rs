//! What a person can ask for: understanding it, and doing it.

pub mod understand;
