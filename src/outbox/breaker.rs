//! When the provider does not answer at all: stop trying, then probe.

use std::time::Duration;
use tokio::time::Instant;

/// Failures in a row after which nothing more is tried for a while.
const PATIENCE: u32 = 5;
const FIRST_REST: Duration = Duration::from_secs(5);
/// What waits leaves this soon after the provider is back.
const LONGEST_REST: Duration = Duration::from_secs(20);

/// The breaker of one lane: closed, open until a moment, or half open with one probe under way.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    failures: u32,
    rest: Duration,
    open_until: Option<Instant>,
    probing: bool,
}

impl Breaker {
    /// How many may be tried now, of `wanted`: all, one as a probe, or none.
    pub(super) fn admit(&self, wanted: u32, now: Instant) -> u32 {
        match self.open_until {
            None => wanted,
            Some(until) if now < until || self.probing => 0,
            Some(_) => wanted.min(1),
        }
    }

    /// When it is worth asking again, if not now.
    pub(super) fn reopens(&self) -> Option<Instant> {
        self.open_until.filter(|_| !self.probing)
    }

    /// Tries are being made.
    pub(super) fn tried(&mut self) {
        self.probing = self.open_until.is_some();
    }

    /// The provider answered, whatever it said. Returns whether this closed the breaker.
    pub(super) fn answered(&mut self) -> bool {
        std::mem::take(self).open_until.is_some()
    }

    /// A probe ended without telling anything about the provider.
    pub(super) fn learned_nothing(&mut self) {
        self.probing = false;
    }

    /// The provider did not answer. Returns whether this opened the breaker.
    pub(super) fn failed(&mut self, now: Instant) -> bool {
        self.failures = self.failures.saturating_add(1);
        let was_closed = self.open_until.is_none();
        if self.probing || (was_closed && self.failures >= PATIENCE) {
            self.rest = (self.rest * 2).clamp(FIRST_REST, LONGEST_REST);
            self.open_until = Some(now + self.rest);
            self.probing = false;
            return was_closed;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_open_it_and_each_failed_probe_doubles_the_rest() {
        let mut now = Instant::now();
        let mut breaker = Breaker::default();
        for _ in 0..4 {
            assert!(!breaker.failed(now));
            assert_eq!(breaker.admit(9, now), 9);
        }
        assert!(breaker.failed(now));
        for seconds in [5, 10, 20, 20, 20] {
            let rest = Duration::from_secs(seconds);
            assert_eq!(breaker.reopens(), Some(now + rest));
            assert_eq!(breaker.admit(9, now + rest - Duration::from_nanos(1)), 0);
            now += rest;
            assert_eq!(breaker.admit(9, now), 1);
            breaker.tried();
            assert_eq!(breaker.admit(9, now), 0);
            assert!(!breaker.failed(now));
        }
        now += LONGEST_REST;
        breaker.tried();
        assert!(breaker.answered() && !breaker.answered());
        assert_eq!(breaker.admit(9, now), 9);
    }
}
