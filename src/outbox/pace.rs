//! How fast a lane may send.
//!
//! For a limit of L per second we keep a burst b and a rate r with b + r·1 s ≤ L: then no window of a second holds more
//! than L, wherever it begins. A lane that has just been taken over begins empty, because its former owner may have sent
//! a full window a moment ago.

use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed, keyed::DashMapStateStore};
use governor::{Quota, RateLimiter};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use crate::domain::ContactId;

/// One second, and a little for the clock: one a second in every half-open window.
const SPACING: Duration = Duration::from_millis(1050);
/// Pair limiters are swept when this many people have been written to.
const SWEEP_AT: usize = 4096;

type Direct = RateLimiter<NotKeyed, InMemoryState, DefaultClock, NoOpMiddleware>;
type Keyed = RateLimiter<ContactId, DashMapStateStore<ContactId>, DefaultClock, NoOpMiddleware>;

/// The limits of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The provider's limit for the account.
    pub per_second: u32,
    /// One message per person and interval; zero is off.
    pub pair_interval: Duration,
    pub pair_burst: u32,
}

/// The limiters of one lane.
pub(super) struct Limiter {
    lane: Direct,
    pair: Option<Keyed>,
    clock: DefaultClock,
    not_before: Instant,
}

impl Limiter {
    /// A limiter that lets nothing through before `not_before` and then begins without a burst.
    pub(super) fn new(pace: Pace, not_before: Instant) -> Self {
        let quota = lane_quota(pace.per_second);
        let lane = RateLimiter::direct(quota);
        // Uses up the burst; a quota can always give its own burst.
        let _spent = lane.check_n(quota.burst_size());
        Self { lane, pair: pair_quota(pace).map(RateLimiter::dashmap), clock: DefaultClock::default(), not_before }
    }

    /// Waits until one more message may leave.
    pub(super) async fn turn(&self) {
        tokio::time::sleep_until(self.not_before.into()).await;
        while let Err(later) = self.lane.check() {
            tokio::time::sleep(later.wait_time_from(self.clock.now())).await;
        }
    }

    /// Whether one more message may leave at once: for what is not worth waiting.
    pub(super) fn has_room(&self) -> bool {
        Instant::now() >= self.not_before && self.lane.check().is_ok()
    }

    /// Takes one of a person's turns, or says how long there is none.
    pub(super) fn pair_turn(&self, person: ContactId) -> Result<(), Duration> {
        let Some(pair) = &self.pair else { return Ok(()) };
        if pair.len() > SWEEP_AT {
            pair.retain_recent();
        }
        pair.check_key(&person).map_err(|later| later.wait_time_from(self.clock.now()))
    }
}

fn lane_quota(per_second: u32) -> Quota {
    let burst = (per_second / 10).max(1);
    match NonZeroU32::new(per_second.saturating_sub(burst)) {
        Some(rate) => Quota::per_second(rate).allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN)),
        None => Quota::with_period(SPACING).unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN)),
    }
}

fn pair_quota(pace: Pace) -> Option<Quota> {
    let burst = NonZeroU32::new(pace.pair_burst).unwrap_or(NonZeroU32::MIN);
    Some(Quota::with_period(pace.pair_interval)?.allow_burst(burst))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// b + r ≤ L, or one a second with room to spare.
        #[test]
        fn no_second_can_hold_more_than_the_limit(per_second in 1_u32..100_000) {
            let quota = lane_quota(per_second);
            let rate = 1.0 / quota.replenish_interval().as_secs_f64();
            if per_second > 1 {
                let most = f64::from(quota.burst_size().get()) + rate;
                prop_assert!(most <= f64::from(per_second) + 0.01, "{most} > {per_second}");
            } else {
                prop_assert!(quota.replenish_interval() > Duration::from_secs(1));
            }
        }
    }

    #[test]
    fn a_lane_begins_empty() {
        let pace = Pace { per_second: 80, pair_interval: Duration::ZERO, pair_burst: 0 };
        let limiter = Limiter::new(pace, Instant::now());
        assert!(!limiter.has_room());
    }

    #[test]
    fn a_person_has_turns_of_their_own() {
        let pace = Pace { per_second: 80, pair_interval: Duration::from_secs(6), pair_burst: 2 };
        let limiter = Limiter::new(pace, Instant::now());
        let (one, other) = (ContactId::fresh(), ContactId::fresh());
        assert!(limiter.pair_turn(one).is_ok() && limiter.pair_turn(one).is_ok());
        assert!(limiter.pair_turn(one).is_err_and(|wait| wait > Duration::from_secs(5)));
        assert!(limiter.pair_turn(other).is_ok());
    }
}
