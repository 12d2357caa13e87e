//! When somebody hears what is new, by the school's own clock: a day of every week, or of every month.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::Timestamp;

/// Two months and a day: no moment of a rhythm is farther away.
const HORIZON: i64 = 63;

/// On which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DigestDay {
    /// From Monday (1) to Sunday (7).
    Week(i8),
    /// From 1 to 31; a shorter month has its last day instead.
    Month(i8),
}

/// A day and an hour that come again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestRhythm {
    pub day: DigestDay,
    pub at: Time,
}

impl DigestDay {
    /// `None` for a day that no week has.
    pub fn of_week(day: i8) -> Option<Self> {
        (1..=7).contains(&day).then_some(Self::Week(day))
    }

    /// `None` for a day that no month has.
    pub fn of_month(day: i8) -> Option<Self> {
        (1..=31).contains(&day).then_some(Self::Month(day))
    }

    /// As stored: the kind, and the number.
    pub fn code(self) -> (&'static str, i8) {
        match self {
            Self::Week(day) => ("week", day),
            Self::Month(day) => ("month", day),
        }
    }

    /// From its stored form.
    pub fn from_code(kind: &str, day: i64) -> Option<Self> {
        let day = i8::try_from(day).ok()?;
        match kind {
            "week" => Self::of_week(day),
            "month" => Self::of_month(day),
            _ => None,
        }
    }

    fn is(self, date: Date) -> bool {
        match self {
            Self::Week(day) => Weekday::from_monday_one_offset(day).is_ok_and(|day| day == date.weekday()),
            Self::Month(day) => date.day() == day.min(date.days_in_month()),
        }
    }
}

impl DigestRhythm {
    /// The first such moment after `now`. Where the clock jumps over it, it comes when the clock has jumped; where the
    /// clock shows it twice, the first time counts.
    pub fn next(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let today = jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone.clone()).date();
        (0..HORIZON).find_map(|ahead| {
            let date = today.checked_add(jiff::Span::new().days(ahead)).ok().filter(|date| self.day.is(*date))?;
            let moment = zone.to_ambiguous_timestamp(date.to_datetime(self.at)).compatible().ok()?;
            let moment = Timestamp(moment.as_millisecond());
            (moment > now).then_some(moment)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn the_next_moment_comes_by_the_school_s_own_clock() {
        let (friday, first, last) = (DigestDay::Week(5), DigestDay::Month(1), DigestDay::Month(31));
        for (zone, day, at, now, next) in [
            ("Africa/Abidjan", friday, (18, 0), "2026-11-25T12:00:00Z", "2026-11-27T18:00:00Z"),
            ("Africa/Abidjan", friday, (18, 0), "2026-11-27T17:59:59Z", "2026-11-27T18:00:00Z"),
            ("Africa/Abidjan", friday, (18, 0), "2026-11-27T18:00:00Z", "2026-12-04T18:00:00Z"),
            ("Africa/Abidjan", first, (18, 0), "2026-11-27T18:00:00Z", "2026-12-01T18:00:00Z"),
            ("Africa/Abidjan", last, (18, 0), "2026-11-27T18:00:00Z", "2026-11-30T18:00:00Z"),
            ("Africa/Abidjan", last, (18, 0), "2027-01-31T18:00:00Z", "2027-02-28T18:00:00Z"),
            // Six in the evening stays six in the evening when the clocks change.
            ("Europe/Paris", friday, (18, 0), "2026-10-23T16:00:00Z", "2026-10-30T17:00:00Z"),
            ("Europe/Paris", friday, (18, 0), "2027-03-26T17:00:00Z", "2027-04-02T16:00:00Z"),
            // 02:30 is left out in Morocco when Ramadan ends, and comes twice when it begins.
            ("Africa/Casablanca", DigestDay::Week(7), (2, 30), "2026-03-20T12:00:00Z", "2026-03-22T02:30:00Z"),
            ("Africa/Casablanca", DigestDay::Week(7), (2, 30), "2026-02-14T12:00:00Z", "2026-02-15T01:30:00Z"),
            ("Africa/Casablanca", DigestDay::Week(7), (2, 30), "2026-02-15T01:30:00Z", "2026-02-22T02:30:00Z"),
        ] {
            let rhythm = DigestRhythm { day, at: jiff::civil::time(at.0, at.1, 0, 0) };
            let zone = TimeZone::get(zone).unwrap();
            assert_eq!(rhythm.next(instant(now), &zone), Some(instant(next)), "{rhythm:?} after {now}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_rhythm_goes_on_and_keeps_its_hour(
            minutes in 0_i64..2 * 366 * 24 * 60,
            day in 1_i8..=31,
            hour in 0_i8..24,
            zone in proptest::sample::select(&["Africa/Casablanca", "Africa/Cairo", "Africa/Abidjan", "Europe/Paris"][..]),
        ) {
            let zone = TimeZone::get(zone).unwrap();
            let now = Timestamp(instant("2026-01-01T00:00:00Z").0 + minutes * 60_000);
            for day in [DigestDay::of_week(day), DigestDay::of_month(day)].into_iter().flatten() {
                let rhythm = DigestRhythm { day, at: jiff::civil::time(hour, 0, 0, 0) };
                let next = rhythm.next(now, &zone).unwrap();
                proptest::prop_assert!(next > now);
                let most = if matches!(day, DigestDay::Week(_)) { 8 } else { 32 };
                proptest::prop_assert!(next.since(now) <= std::time::Duration::from_hours(most * 24 + 1));
            }
        }
    }

    #[test]
    fn a_day_is_stored_as_it_is_read() {
        for day in [DigestDay::Week(1), DigestDay::Week(7), DigestDay::Month(31)] {
            let (kind, number) = day.code();
            assert_eq!(DigestDay::from_code(kind, i64::from(number)), Some(day));
        }
        for (kind, number) in [("week", 0), ("week", 8), ("month", 32), ("year", 1)] {
            assert_eq!(DigestDay::from_code(kind, number), None);
        }
    }
}
