//! A provider in trouble is left alone: after five transient failures in a row the lane pauses, then probes.
//!
//! Attempts are not burnt while it is open, and what is queued waits.

use std::time::{Duration, Instant};

const FAILURES: u32 = 5;
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// When a lane may send at all.
#[derive(Debug)]
pub(super) struct Breaker {
    failures: u32,
    pause: Duration,
    /// Nothing leaves before this.
    closed_until: Option<Instant>,
}

impl Breaker {
    pub(super) fn new() -> Self {
        Self { failures: 0, pause: FIRST_PAUSE, closed_until: None }
    }

    /// How many messages may be under way now: none while paused, one as a probe, else all.
    pub(super) fn allows(&self, now: Instant) -> Allowance {
        match self.closed_until {
            Some(until) if now < until => Allowance::Wait(until),
            _ if self.failures >= FAILURES => Allowance::Probe,
            _ => Allowance::All,
        }
    }

    /// The provider asked for patience: never shortened.
    pub(super) fn pause_until(&mut self, until: Instant) {
        self.closed_until = Some(self.closed_until.map_or(until, |already| already.max(until)));
    }

    pub(super) fn succeeded(&mut self) {
        self.failures = 0;
        self.pause = FIRST_PAUSE;
    }

    /// A transient failure; the fifth in a row opens the breaker, each failed probe doubles the pause.
    pub(super) fn failed(&mut self, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= FAILURES {
            self.pause_until(now + self.pause);
            self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        }
    }
}

/// What may leave now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowance {
    All,
    Probe,
    Wait(Instant),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_after_five_and_probes() {
        let start = Instant::now();
        let mut breaker = Breaker::new();
        for _ in 0..4 {
            breaker.failed(start);
        }
        assert_eq!(breaker.allows(start), Allowance::All);
        breaker.failed(start);
        assert_eq!(breaker.allows(start), Allowance::Wait(start + FIRST_PAUSE));
        assert_eq!(breaker.allows(start + FIRST_PAUSE), Allowance::Probe);
        breaker.failed(start + FIRST_PAUSE);
        assert_eq!(breaker.allows(start + FIRST_PAUSE), Allowance::Wait(start + FIRST_PAUSE * 3));
        breaker.succeeded();
        assert_eq!(breaker.allows(start + FIRST_PAUSE * 3), Allowance::All);
    }

    #[test]
    fn a_wish_for_patience_is_never_shortened() {
        let start = Instant::now();
        let mut breaker = Breaker::new();
        breaker.pause_until(start + Duration::from_secs(90));
        breaker.pause_until(start + Duration::from_secs(3));
        assert_eq!(breaker.allows(start), Allowance::Wait(start + Duration::from_secs(90)));
    }
}
