//! What guardians ask to receive, instead of every piece of news as it comes.

mod alert;

pub use alert::{HowTold, MarkAlert};
