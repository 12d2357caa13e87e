//! The last second, as the provider may have seen it.
//!
//! A provider counts what arrives, and a request arrives at some moment between its beginning and its answer. So a place
//! is taken when a message leaves, and free again a second after the latest moment at which it may have arrived.
//! Invariant: however long requests travel, no second at the provider's door holds more than the limit. Time is an
//! argument and monotonic.

use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);
/// Answers after which the quickest way there and back is believed.
const SAMPLE: usize = 128;

/// So many places, each taken for a second and for as long as its message may have been on its way.
#[derive(Debug)]
pub(super) struct Window {
    limit: usize,
    flying: usize,
    /// When places become free again, in order.
    free_again: VecDeque<Instant>,
    quickest: Quickest,
}

impl Window {
    pub(super) fn empty(limit: u32) -> Self {
        let limit = usize::try_from(limit.max(1)).unwrap_or(usize::MAX);
        Self { limit, flying: 0, free_again: VecDeque::new(), quickest: Quickest::default() }
    }

    /// How many places are free.
    pub(super) fn free(&self, now: Instant) -> u32 {
        let taken = self.flying + self.free_again.len() - self.over(now);
        u32::try_from(self.limit.saturating_sub(taken)).unwrap_or(u32::MAX)
    }

    /// When so many will be free; a second from now at most, when that depends on what is still on its way.
    pub(super) fn ready(&self, count: u32, now: Instant) -> Instant {
        let missing = usize::try_from(count.saturating_sub(self.free(now))).unwrap_or(usize::MAX);
        match missing.checked_sub(1) {
            None => now,
            Some(before) => self.free_again.get(self.over(now) + before).copied().unwrap_or(now + SECOND),
        }
    }

    /// A message leaves.
    pub(super) fn take(&mut self, now: Instant) {
        self.free_again.drain(..self.over(now));
        self.flying += 1;
    }

    /// It has been answered, or will not be.
    pub(super) fn landed(&mut self, began: Instant, ended: Instant) {
        self.flying = self.flying.saturating_sub(1);
        let travelled = ended.saturating_duration_since(began);
        // Even the quickest request has to come and the quickest answer to go: all are late by that much alike.
        let late = travelled.saturating_sub(self.quickest.known() * 9 / 10);
        self.quickest.note(travelled);
        let free = began + SECOND + late;
        let place = self.free_again.partition_point(|other| *other <= free);
        self.free_again.insert(place, free);
    }

    /// How many of the places at the front are free by now.
    fn over(&self, now: Instant) -> usize {
        self.free_again.partition_point(|free| *free <= now)
    }
}

/// What even the quickest way there and back takes, as far as the last answers show.
#[derive(Debug, Default)]
struct Quickest {
    before: Option<Duration>,
    lately: Vec<Duration>,
}

impl Quickest {
    /// Nothing, until enough is known.
    fn known(&self) -> Duration {
        self.before.unwrap_or_default()
    }

    /// The wider the quick ones lie apart, the less is known of the quickest.
    fn note(&mut self, travelled: Duration) {
        self.before = self.before.map(|before| before.min(travelled));
        self.lately.push(travelled);
        if self.lately.len() == SAMPLE {
            self.lately.sort_unstable();
            let (quickest, quick) = (self.lately.first(), self.lately.get(SAMPLE / 8));
            self.before = quickest
                .zip(quick)
                .map(|(quickest, quick)| quickest.saturating_sub(quick.saturating_sub(*quickest) * 2));
            self.lately.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sends whatever may go; requests take their time there and back. Returns when each arrived.
    fn arrivals(limit: u32, ways: &[(u64, u64)], least: Duration) -> (Vec<Duration>, Duration) {
        let start = Instant::now();
        let (mut window, mut now) = (Window::empty(limit), start);
        let mut under_way: Vec<(Instant, Instant)> = Vec::new();
        let mut arrived = Vec::new();
        for (there, back) in ways {
            while window.free(now) == 0 {
                let landing = under_way.iter().map(|(_, ended)| *ended).min();
                now = window.ready(1, now).min(landing.unwrap_or(now + SECOND)).max(now + Duration::from_nanos(1));
                let (landed, flying) = under_way.into_iter().partition(|(_, ended)| *ended <= now);
                under_way = flying;
                for (began, ended) in landed as Vec<(Instant, Instant)> {
                    window.landed(began, ended);
                }
            }
            window.take(now);
            let arrival = now + least + Duration::from_micros(*there);
            arrived.push(arrival - start);
            under_way.push((now, arrival + least + Duration::from_micros(*back)));
        }
        arrived.sort();
        (arrived, now - start)
    }

    proptest! {
        #[test]
        fn no_second_at_the_door_holds_more(
            limit in 1_u32..40,
            ways in prop::collection::vec((0_u64..1000, 0_u64..1000), 1..600),
            least in 0_u64..300,
            jitter in prop_oneof![Just(0_u64), Just(2), Just(50), Just(400)],
        ) {
            let ways: Vec<(u64, u64)> = ways.into_iter().map(|(there, back)| (there * jitter, back * jitter)).collect();
            let (arrived, _) = arrivals(limit, &ways, Duration::from_millis(least));
            for (at, first) in arrived.iter().enumerate() {
                let within = arrived[at..].iter().take_while(|one| one.saturating_sub(*first) < SECOND).count();
                prop_assert!(within <= limit as usize, "{within} of {limit} in a second");
            }
        }
    }

    #[test]
    fn a_long_way_costs_no_speed_once_it_is_known() {
        let ways = vec![(0, 5_000); 8_000];
        let (_, took) = arrivals(80, &ways, Duration::from_millis(150));
        assert!(took < Duration::from_secs(105), "{took:?} for 100 seconds' worth");
    }

    #[test]
    fn what_never_lands_keeps_its_place() {
        let now = Instant::now();
        let mut window = Window::empty(2);
        window.take(now);
        window.take(now);
        assert_eq!(window.free(now + Duration::from_mins(1)), 0);
        window.landed(now, now + Duration::from_secs(20));
        assert_eq!(window.free(now + Duration::from_secs(20)), 0);
        assert_eq!(window.ready(1, now + Duration::from_secs(20)), now + Duration::from_secs(21));
        assert_eq!(window.free(now + Duration::from_secs(21)), 1);
    }
}
