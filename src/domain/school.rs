//! A school's dated settings that decide when and whom.

use jiff::civil::Time;
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

use super::Timestamp;

/// How a person becomes known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkBy {
    /// Only by sending a code that was issued for them.
    Code,
    /// Also by writing from the WhatsApp number in the school's file, with recorded consent.
    RosterPhone,
}

impl LinkBy {
    /// As stored and as in the school file.
    pub fn code(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::RosterPhone => "roster_phone",
        }
    }
}

/// Not a way of linking.
#[derive(Debug, thiserror::Error)]
#[error("unknown value of link_by; write code or roster_phone")]
pub struct UnknownLinkBy;

impl FromStr for LinkBy {
    type Err = UnknownLinkBy;

    fn from_str(code: &str) -> Result<Self, UnknownLinkBy> {
        [Self::Code, Self::RosterPhone].into_iter().find(|way| way.code() == code).ok_or(UnknownLinkBy)
    }
}

/// The hours of a school's day in which nobody is written to unasked. `from` may be later than `until` (over midnight).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    pub from: Time,
    pub until: Time,
}

impl QuietHours {
    /// When a message that is due at `now` may leave: `now` itself outside the quiet hours, else their end.
    pub fn opening(&self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        let Ok(mut at) = jiff::Timestamp::from_millisecond(now.0) else { return now };
        // Where the clock is put back, or a day is left out, one night's end may lie in another's quiet hours.
        for _ in 0..3 {
            match self.end(at, zone) {
                Some(end) if end > at => at = end,
                _ => break,
            }
        }
        Timestamp(at.as_millisecond())
    }

    /// The end of the quiet hours that cover this moment.
    fn end(&self, at: jiff::Timestamp, zone: &TimeZone) -> Option<jiff::Timestamp> {
        let local = at.to_zoned(zone.clone());
        if !self.covers(local.time()) {
            return None;
        }
        let day = if local.time() < self.until { local.date() } else { local.date().tomorrow().ok()? };
        let end = zone.to_ambiguous_timestamp(day.to_datetime(self.until));
        let (offset, earlier, later) = (end.offset(), end.earlier().ok()?, end.later().ok()?);
        let end = match offset {
            // The clock never shows it; before, it will have been put forward past it.
            AmbiguousOffset::Gap { .. } => later,
            // The clock shows it twice: they end at whichever is to come.
            AmbiguousOffset::Fold { .. } if earlier <= at => later,
            _ => earlier,
        };
        let change = zone.following(at).next().map(|change| change.timestamp()).filter(|change| *change < end);
        Some(change.filter(|change| !self.covers(change.to_zoned(zone.clone()).time())).unwrap_or(end))
    }

    /// Whether they hold at this time of day.
    pub fn covers(&self, time: Time) -> bool {
        if self.from <= self.until {
            (self.from..self.until).contains(&time)
        } else {
            time >= self.from || time < self.until
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn at(zone: &TimeZone, hour: i8, minute: i8) -> Timestamp {
        let zoned = date(2026, 11, 23).at(hour, minute, 0, 0).to_zoned(zone.clone()).unwrap();
        Timestamp(zoned.timestamp().as_millisecond())
    }

    #[test]
    fn waits_for_the_morning_over_midnight() {
        let zone = TimeZone::get("Africa/Casablanca").unwrap();
        let quiet = QuietHours { from: time(20, 0, 0, 0), until: time(7, 0, 0, 0) };
        assert_eq!(quiet.opening(at(&zone, 12, 0), &zone), at(&zone, 12, 0));
        assert_eq!(quiet.opening(at(&zone, 6, 59), &zone), at(&zone, 7, 0));
        assert_eq!(quiet.opening(at(&zone, 7, 0), &zone), at(&zone, 7, 0));
        let next_morning = at(&zone, 7, 0).plus(std::time::Duration::from_hours(24));
        assert_eq!(quiet.opening(at(&zone, 20, 0), &zone), next_morning);
    }

    fn instant(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    /// Nights in which clocks change: Morocco goes back an hour for Ramadan and forward after it, Egypt has a summer time.
    #[test]
    fn the_morning_comes_by_the_school_s_own_clock() {
        let until_seven = ((20, 0), (7, 0));
        for (zone, (from, until), now, opening) in [
            ("Africa/Casablanca", until_seven, "2026-02-14T21:00:00Z", "2026-02-15T07:00:00Z"),
            ("Africa/Casablanca", until_seven, "2026-02-15T01:30:00Z", "2026-02-15T07:00:00Z"),
            ("Africa/Casablanca", until_seven, "2026-03-21T22:00:00Z", "2026-03-22T06:00:00Z"),
            ("Africa/Casablanca", until_seven, "2026-03-22T06:00:00Z", "2026-03-22T06:00:00Z"),
            ("Africa/Cairo", until_seven, "2026-04-23T20:00:00Z", "2026-04-24T04:00:00Z"),
            ("Africa/Cairo", until_seven, "2026-10-29T19:30:00Z", "2026-10-30T05:00:00Z"),
            // The end itself is in the hour that is left out: the clock jumps over it.
            ("Africa/Casablanca", ((20, 0), (2, 30)), "2026-03-21T23:00:00Z", "2026-03-22T02:00:00Z"),
            // It is in the hour that comes twice: each time the clock shows it.
            ("Africa/Casablanca", ((20, 0), (2, 30)), "2026-02-14T21:00:00Z", "2026-02-15T01:30:00Z"),
            ("Africa/Casablanca", ((20, 0), (2, 30)), "2026-02-15T02:15:00Z", "2026-02-15T02:30:00Z"),
            // In Cairo midnight itself is left out.
            ("Africa/Cairo", ((20, 0), (0, 30)), "2026-04-23T20:00:00Z", "2026-04-23T22:00:00Z"),
        ] {
            let quiet = QuietHours { from: time(from.0, from.1, 0, 0), until: time(until.0, until.1, 0, 0) };
            let found = quiet.opening(instant(now), &TimeZone::get(zone).unwrap());
            assert_eq!(found, instant(opening), "{zone} at {now}");
        }
    }

    proptest::proptest! {
        #[test]
        fn an_opening_is_never_past_and_is_open(
            minutes in 0_i64..366 * 24 * 60,
            from in (0_i8..24, 0_i8..60),
            until in (0_i8..24, 0_i8..60),
            zone in proptest::sample::select(&["Africa/Casablanca", "Africa/Cairo", "Africa/Abidjan", "Europe/Paris"][..]),
        ) {
            let minute = |(hour, minute): (i8, i8)| i32::from(hour) * 60 + i32::from(minute);
            // A school that may hardly ever write has other worries.
            proptest::prop_assume!((minute(until) - minute(from)).rem_euclid(24 * 60) < 18 * 60);
            let zone = TimeZone::get(zone).unwrap();
            let quiet = QuietHours { from: time(from.0, from.1, 0, 0), until: time(until.0, until.1, 0, 0) };
            let now = Timestamp(instant("2026-01-01T00:00:00Z").0 + minutes * 60_000);
            let opening = quiet.opening(now, &zone);
            proptest::prop_assert!(opening >= now);
            proptest::prop_assert!(opening.since(now) <= std::time::Duration::from_hours(25));
            proptest::prop_assert_eq!(quiet.opening(opening, &zone), opening);
        }
    }
}
