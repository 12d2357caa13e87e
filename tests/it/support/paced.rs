//! Rates at a provider's door, read from the ledger.

use carnet_simulator::{LedgerEntry, Provider};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// No second holds more than the account may send in one.
pub(crate) fn paced(ledger: &[Arc<LedgerEntry>], limits: &[(Provider, usize)]) {
    for (provider, limit) in limits {
        let at: Vec<Timestamp> = ledger
            .iter()
            .filter(|entry| entry.provider == *provider && entry.kind != "setup" && entry.kind != "commands")
            .map(|entry| entry.at.parse().unwrap())
            .collect();
        let most_seen = fullest(&at, Duration::from_secs(1));
        assert!(most_seen <= *limit, "{most_seen} requests to {provider:?} within a second that may hold {limit}");
    }
}

/// How many of these moments, in their order, the fullest window holds.
fn fullest(at: &[Timestamp], window: Duration) -> usize {
    let mut sorted = at.to_vec();
    sorted.sort_unstable();
    let within = |first: usize| sorted.partition_point(|moment| *moment < sorted[first] + window) - first;
    (0..sorted.len()).map(within).max().unwrap_or(0)
}
