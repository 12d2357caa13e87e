//! How many, as people read it.

/// A number of things, as far as anybody counts.
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
