//! Rate limits as a strict provider counts them. A window is exact: no interval of its length, from
//! whatever instant, holds more than its limit.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::config::Pace;
use crate::sync::lock;

#[derive(Debug, Default)]
pub(crate) struct Meters {
    windows: Mutex<HashMap<String, VecDeque<Instant>>>,
    paces: Mutex<HashMap<String, Saved>>,
}

#[derive(Debug)]
struct Saved {
    events: f64,
    at: Instant,
}

impl Meters {
    /// Counts one event, or says how long until the window has room.
    pub(crate) fn window(&self, key: &str, limit: u32, length: Duration) -> Result<(), Duration> {
        let now = Instant::now();
        let mut windows = lock(&self.windows);
        let events = windows.entry(key.to_owned()).or_default();
        while events.front().is_some_and(|at| now.duration_since(*at) >= length) {
            events.pop_front();
        }
        if events.len() < usize::try_from(limit).unwrap_or(usize::MAX) {
            events.push_back(now);
            return Ok(());
        }
        Err(events.front().map_or(length, |oldest| length.saturating_sub(now.duration_since(*oldest))))
    }

    /// Spends one saved event, or says how long until one is earned.
    pub(crate) fn pace(&self, key: &str, pace: Pace) -> Result<(), Duration> {
        let now = Instant::now();
        let interval = Duration::from_millis(pace.interval_ms.max(1));
        let burst = f64::from(pace.burst.max(1));
        let mut paces = lock(&self.paces);
        let saved = paces.entry(key.to_owned()).or_insert(Saved { events: burst, at: now });
        let earned = now.duration_since(saved.at).as_secs_f64() / interval.as_secs_f64();
        saved.events = (saved.events + earned).min(burst);
        saved.at = now;
        if saved.events >= 1.0 {
            saved.events -= 1.0;
            return Ok(());
        }
        Err(interval.mul_f64(1.0 - saved.events))
    }
}

/// Whole seconds, at least one: the unit of every `retry_after`.
pub(crate) fn seconds(wait: Duration) -> u64 {
    wait.as_millis().div_ceil(1_000).max(1).try_into().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_refuses_the_event_too_many_and_opens_again() {
        let meters = Meters::default();
        let length = Duration::from_millis(40);
        assert!(meters.window("a", 2, length).is_ok());
        assert!(meters.window("a", 2, length).is_ok());
        assert!(meters.window("a", 2, length).is_err());
        assert!(meters.window("b", 2, length).is_ok());
        std::thread::sleep(length);
        assert!(meters.window("a", 2, length).is_ok());
    }

    #[test]
    fn a_pace_spends_its_burst_and_earns_it_back() {
        let meters = Meters::default();
        let pace = Pace { interval_ms: 30, burst: 2 };
        assert!(meters.pace("a", pace).is_ok());
        assert!(meters.pace("a", pace).is_ok());
        let wait = meters.pace("a", pace).unwrap_err();
        assert!(wait <= Duration::from_millis(30));
        std::thread::sleep(Duration::from_millis(40));
        assert!(meters.pace("a", pace).is_ok());
    }
}
