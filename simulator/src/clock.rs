//! The only place that reads the wall clock: the simulator stands for the outside world, whose
//! time nobody passes in. Everything else asks here.

use jiff::Timestamp;

/// The instant now.
#[expect(clippy::disallowed_methods, reason = "the outside world has its own clock; this is its one reader")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Unix seconds, the form both Meta and Telegram use.
pub(crate) fn unix() -> i64 {
    now().as_second()
}

/// RFC 3339 in UTC with microseconds.
pub(crate) fn rfc3339(at: Timestamp) -> String {
    format!("{at:.6}")
}
