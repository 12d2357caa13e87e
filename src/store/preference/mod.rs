//! What guardians ask to receive, instead of every piece of news as it comes.

mod alert;
mod digest;
mod news;

pub use alert::{HowTold, MarkAlert};
pub use digest::{Digest, DigestPart, LastDigest};
pub use news::ComingTest;
