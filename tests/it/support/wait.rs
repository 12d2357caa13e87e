//! Waiting for what another task or process does: until it holds, never for a time.

use std::time::Duration;
use tokio::time::Instant;

/// Long enough for anything, on a slow and busy machine, too.
pub(crate) const SOON: Duration = Duration::from_mins(1);

/// Waits until `holds`.
pub(crate) async fn until(mut holds: impl FnMut() -> bool, within: Duration) {
    let deadline = Instant::now() + within;
    while !holds() {
        assert!(Instant::now() < deadline, "not within {within:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
