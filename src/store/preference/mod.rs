//! What guardians ask to receive, instead of every piece of news as it comes.

/// What may have told somebody: the message `e` has not ended unsent, or is forgotten.
macro_rules! may_have_told {
    () => {
        "(e.state IS NULL \
         OR e.state NOT IN ('cancelled', 'superseded', 'expired', 'failed', 'failed_after_accept', 'dead'))"
    };
}

mod alert;
mod digest;
mod news;

pub use alert::{HowTold, MarkAlert};
pub use digest::{Digest, DigestPart, LastDigest};
pub use news::ComingTest;
