//! What is new of a guardian's children, in one message: on the day and at the hour they chose, or when they ask.
//!
//! 1. A guardian sets it ([`choose`]): from then on new marks are not told one by one. Corrections and withdrawals of what
//!    they know, and alerts, are.
//! 2. When it is due, it is taken by naming when the next one is; what is new is looked at child by child ([`news`]) and
//!    said in one message, all in one transaction ([`send`]). Nothing new, nothing said.
//! 3. Until it leaves, it gives way to a newer one as soon as something in it is no longer true.
//!
//! Invariants: new is what is in force, was published since they chose the digest, and no message about which may have
//! reached them; a digest that ended unsent has told nothing.

mod choose;
mod news;
mod send;

pub use choose::{end_digest, set_digest};
pub use news::{DigestNews, recent_news};
pub use send::send_digest;
