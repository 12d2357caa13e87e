//! How fast: the lane's rate, the pauses providers ask for, and the pace of each recipient.
//!
//! Messages leave evenly, at the account's limit; [`Window`] holds them back where the way to the provider would press more
//! of them into one second. Time is an argument and monotonic.

use std::collections::HashMap;
use std::time::Duration;
use tokio::time::Instant;

use super::window::Window;
use crate::store::PairKey;

/// A rate with a burst, counted to the nanosecond (generic cell rate algorithm).
#[derive(Debug, Clone, Copy)]
struct Meter {
    period: Duration,
    burst: u32,
    /// When it would be as good as new, if nothing more went.
    rested: Instant,
}

impl Meter {
    fn rested(period: Duration, burst: u32, now: Instant) -> Self {
        Self { period, burst: burst.max(1), rested: now }
    }

    /// Nothing goes before `from`, then one by one.
    fn exhausted(period: Duration, burst: u32, from: Instant) -> Self {
        let burst = burst.max(1);
        Self { period, burst, rested: from + period * (burst - 1) }
    }

    /// How many may go at once.
    fn free(&self, now: Instant) -> u32 {
        let capacity = (self.period * self.burst).as_nanos();
        let used = self.rested.saturating_duration_since(now).as_nanos();
        let free = capacity.saturating_sub(used) / self.period.as_nanos().max(1);
        u32::try_from(free).unwrap_or(u32::MAX).min(self.burst)
    }

    /// When `count` may go at once; never more than the burst.
    fn ready(&self, count: u32, now: Instant) -> Instant {
        let room = self.period * (self.burst - count.clamp(1, self.burst));
        self.rested.checked_sub(room).map_or(now, |ready| ready.max(now))
    }

    fn take(&mut self, now: Instant) {
        self.rested = self.rested.max(now) + self.period;
    }
}

/// The limits of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The provider's limit for the account; no window of a second ever holds more.
    pub per_second: u32,
    /// One message per person and interval; zero is off.
    pub pair_interval: Duration,
    pub pair_burst: u32,
}

/// How often one person may be written to.
#[derive(Debug, Clone, Copy)]
struct PairPace {
    interval: Duration,
    burst: u32,
}

/// Telegram lets 20 messages a minute into a group: 2 at once and 18 more.
const GROUP: PairPace = PairPace { interval: Duration::from_millis(3334), burst: 2 };
/// Recipients remembered before those at rest are forgotten.
const REMEMBERED: usize = 4096;

/// At Telegram the numbers of groups are negative.
pub(super) fn is_group(user: Option<&str>) -> bool {
    user.is_some_and(|user| user.starts_with('-'))
}

/// The pace a lane keeps.
#[derive(Debug)]
pub(super) struct Pacer {
    lane: Meter,
    window: Window,
    paused: Instant,
    pair: Option<PairPace>,
    pairs: HashMap<PairKey, Pair>,
    /// Somebody else may have written to any group up to this moment.
    taken_over: Option<Instant>,
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    meter: Meter,
    paused: Instant,
}

impl Pacer {
    /// For a lane nobody has sent on.
    pub(super) fn fresh(pace: Pace, now: Instant) -> Self {
        let (period, burst) = split(pace.per_second);
        Self::new(Meter::rested(period, burst, now), pace, now)
    }

    /// For a lane that somebody else may have used up to this moment: nothing goes for a second.
    pub(super) fn taken_over(pace: Pace, now: Instant) -> Self {
        let (period, burst) = split(pace.per_second);
        let lane = Meter::exhausted(period, burst, now + Duration::from_secs(1));
        Self { taken_over: Some(now), ..Self::new(lane, pace, now) }
    }

    fn new(lane: Meter, pace: Pace, now: Instant) -> Self {
        let pair = PairPace { interval: pace.pair_interval, burst: pace.pair_burst };
        let pair = Some(pair).filter(|pair| !pair.interval.is_zero());
        Self {
            lane,
            window: Window::empty(pace.per_second),
            paused: now,
            pair,
            pairs: HashMap::new(),
            taken_over: None,
        }
    }

    /// How many messages may go now.
    pub(super) fn free(&self, now: Instant) -> u32 {
        if now < self.paused { 0 } else { self.lane.free(now).min(self.window.free(now)) }
    }

    /// When the next `count` may go; of a burst at most.
    pub(super) fn ready(&self, count: u32, now: Instant) -> Instant {
        let count = count.min(self.lane.burst);
        self.lane.ready(count, now).max(self.window.ready(count, now)).max(self.paused)
    }

    /// How many are worth waiting for when there is more than may go: what comes free within ten milliseconds.
    pub(super) fn gather(&self) -> u32 {
        let within = Duration::from_millis(10).as_nanos() / self.lane.period.as_nanos().max(1);
        u32::try_from(within).unwrap_or(u32::MAX).clamp(1, self.lane.burst.min(64))
    }

    /// One message goes.
    pub(super) fn take(&mut self, now: Instant) {
        self.lane.take(now);
        self.window.take(now);
    }

    /// It began and was answered, or given up, at these moments.
    pub(super) fn landed(&mut self, (began, ended): (Instant, Instant)) {
        self.window.landed(began, ended);
    }

    /// Nothing goes before `until`. A shorter pause never shortens a longer one.
    pub(super) fn pause(&mut self, until: Instant) {
        self.paused = self.paused.max(until);
    }

    /// Until when nothing goes, if that is still to come.
    pub(super) fn paused_until(&self, now: Instant) -> Option<Instant> {
        Some(self.paused).filter(|until| *until > now)
    }

    /// Nobody waits for what was asked for any more.
    pub(super) fn lift(&mut self, now: Instant) {
        self.paused = now;
    }

    /// Whether people have a pace of their own here.
    pub(super) fn minds_pairs(&self) -> bool {
        self.pair.is_some()
    }

    /// When a person may be written to.
    pub(super) fn pair_ready(&self, pair: PairKey, now: Instant) -> Instant {
        self.pairs.get(&pair).map_or(now, |kept| kept.meter.ready(1, now).max(kept.paused))
    }

    /// When a group may be written to: a group has its pace also where people have none.
    pub(super) fn group_ready(&self, pair: PairKey, now: Instant) -> Instant {
        let unknown = || self.group_meter(now).ready(1, now);
        self.pairs.get(&pair).map_or_else(unknown, |kept| kept.meter.ready(1, now).max(kept.paused))
    }

    /// Of a group that this process has not written to of late.
    fn group_meter(&self, now: Instant) -> Meter {
        match self.taken_over {
            Some(taken) => Meter::exhausted(GROUP.interval, GROUP.burst, taken + GROUP.interval),
            None => Meter::rested(GROUP.interval, GROUP.burst, now),
        }
    }

    /// A person is written to; `group` when many read it.
    pub(super) fn take_pair(&mut self, pair: PairKey, group: bool, now: Instant) {
        let pace = if group { Some(GROUP) } else { self.pair };
        let fresh = self.group_meter(now);
        if let Some(pace) = pace {
            let is_new = !self.pairs.contains_key(&pair);
            let kept = self.entry(pair, pace, now);
            if group && is_new {
                kept.meter = fresh;
            }
            kept.meter.take(now);
        }
    }

    /// A person is not written to before `until`.
    pub(super) fn pause_pair(&mut self, pair: PairKey, until: Instant, now: Instant) {
        let pace = self.pair.unwrap_or(PairPace { interval: Duration::from_nanos(1), burst: 1 });
        let kept = self.entry(pair, pace, now);
        kept.paused = kept.paused.max(until);
    }

    fn entry(&mut self, pair: PairKey, pace: PairPace, now: Instant) -> &mut Pair {
        if self.pairs.len() >= REMEMBERED {
            self.pairs.retain(|_, pair| pair.meter.rested > now || pair.paused > now);
        }
        let fresh = || Pair { meter: Meter::rested(pace.interval, pace.burst, now), paused: now };
        self.pairs.entry(pair).or_insert_with(fresh)
    }
}

/// A limit of so many in every second, as a period and a burst of a twentieth; of three where a round of the lane takes a good
/// part of the period, or what it takes would be lost each time.
fn split(per_second: u32) -> (Duration, u32) {
    let period = Duration::from_secs(1) / per_second.max(1);
    let least = if per_second < 10 { 1 } else { 3 };
    // Rounded up, so that the rate is never above the limit.
    (period + Duration::from_nanos(1), (per_second / 20).max(least))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn limit(per_second: u32) -> Pace {
        Pace { per_second, pair_interval: Duration::ZERO, pair_burst: 0 }
    }

    /// Lets go as many as may go at each of these moments, each answered at once; returns the moments of all of them.
    fn let_go(pace: &mut Pacer, start: Instant, gaps: &[u64]) -> Vec<Instant> {
        let mut now = start;
        let mut gone = Vec::new();
        for gap in gaps {
            now += Duration::from_micros(*gap);
            for _ in 0..pace.free(now) {
                pace.take(now);
                pace.landed((now, now));
                gone.push(now);
            }
        }
        gone
    }

    proptest! {
        #[test]
        fn no_window_of_a_second_exceeds_the_limit(
            per_second in prop_oneof![1_u32..12, Just(20), Just(30), Just(80), Just(1000)],
            taken_over: bool,
            gaps in prop::collection::vec(prop_oneof![0_u64..2_000, 0_u64..50_000, 0_u64..2_000_000], 1..400),
        ) {
            let start = Instant::now();
            let make = if taken_over { Pacer::taken_over } else { Pacer::fresh };
            let mut pace = make(limit(per_second), start);
            let gone = let_go(&mut pace, start, &gaps);
            for (at, first) in gone.iter().enumerate() {
                let within = gone[at..].iter().take_while(|one| **one - *first < Duration::from_secs(1)).count();
                prop_assert!(within <= per_second as usize, "{within} of {per_second} in a second");
            }
            if taken_over {
                prop_assert!(gone.iter().all(|one| *one >= start + Duration::from_secs(1)));
            }
        }

        #[test]
        fn it_is_ready_when_it_says_so(per_second in 1_u32..200, taken in 0_u32..50, wanted in 1_u32..20) {
            let now = Instant::now();
            let mut pace = Pacer::fresh(limit(per_second), now);
            for _ in 0..taken {
                pace.take(now);
                pace.landed((now, now));
            }
            let ready = pace.ready(wanted, now);
            prop_assert!(pace.free(ready) >= wanted.min(pace.lane.burst));
            if ready > now {
                prop_assert!(pace.free(ready - Duration::from_nanos(2)) < wanted);
            }
        }
    }

    #[test]
    fn the_limit_is_used() {
        let start = Instant::now();
        for per_second in [1, 30, 80, 1000] {
            let mut pace = Pacer::fresh(limit(per_second), start);
            let gone = let_go(&mut pace, start, &vec![100; 100_000]);
            assert!(gone.len() * 1000 >= per_second as usize * 9_900, "{} of {per_second} in 10 s", gone.len());
        }
    }

    #[test]
    fn a_pause_is_never_shortened() {
        let now = Instant::now();
        let mut pace = Pacer::fresh(limit(80), now);
        pace.pause(now + Duration::from_secs(30));
        pace.pause(now + Duration::from_secs(1));
        assert_eq!(pace.free(now + Duration::from_secs(29)), 0);
        assert_eq!(pace.ready(1, now), now + Duration::from_secs(30));
    }

    /// When a group is written to, one message after the other, as soon as it may be.
    fn posts(pace: &mut Pacer, group: PairKey, start: Instant, count: usize) -> Vec<Instant> {
        let mut at = start;
        let mut posts = Vec::new();
        for _ in 0..count {
            at = pace.group_ready(group, at);
            pace.take_pair(group, true, at);
            posts.push(at);
        }
        posts
    }

    #[test]
    fn no_minute_in_a_group_holds_more_than_twenty_also_not_across_a_takeover() {
        let (start, group) = (Instant::now(), PairKey(rand::random()));
        for pair_interval in [Duration::ZERO, Duration::from_secs(1)] {
            for owned_for in [0, 2, 19, 30] {
                let pace = Pace { pair_interval, pair_burst: 3, ..limit(80) };
                let mut all = posts(&mut Pacer::fresh(pace, start), group, start, owned_for);
                let taken = all.last().copied().unwrap_or(start);
                all.extend(posts(&mut Pacer::taken_over(pace, taken), group, taken, 60));
                for (at, first) in all.iter().enumerate() {
                    let minute = Duration::from_mins(1);
                    let within = all[at..].iter().take_while(|one| **one - *first < minute).count();
                    assert!(within <= 20, "{within} in a minute, {owned_for} before");
                }
            }
        }
    }

    #[test]
    fn a_person_is_written_to_at_their_pace() {
        let now = Instant::now();
        let anna = PairKey(rand::random());
        let pair = Pace { pair_interval: Duration::from_secs(6), pair_burst: 3, ..limit(80) };
        let mut pace = Pacer::fresh(pair, now);
        for _ in 0..3 {
            assert_eq!(pace.pair_ready(anna, now), now);
            pace.take_pair(anna, false, now);
        }
        assert_eq!(pace.pair_ready(anna, now), now + Duration::from_secs(6));
        assert_eq!(pace.pair_ready(PairKey(rand::random()), now), now);
        let mut off = Pacer::fresh(limit(80), now);
        for _ in 0..100 {
            off.take_pair(anna, false, now);
        }
        assert_eq!(off.pair_ready(anna, now), now);
        off.pause_pair(anna, now + Duration::from_secs(4), now);
        assert_eq!(off.pair_ready(anna, now), now + Duration::from_secs(4));
    }
}
