//! When the school answers people, by its own clock: Monday to Friday 07:30 to 18:00.

use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use super::Timestamp;
use super::weekly::{DAYS, day_named};

/// The same hours of some days in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeSpan {
    first: Weekday,
    last: Weekday,
    from: Time,
    until: Time,
}

/// The same, as it is told: days from 1 (Monday).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldHours {
    pub first: i8,
    pub last: i8,
    pub from: Time,
    pub until: Time,
}

/// All hours of a week. None: at any time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeHours(Vec<OfficeSpan>);

/// Not office hours.
#[derive(Debug, thiserror::Error)]
#[error("not office hours; write them like Mon-Fri 07:30-18:00")]
pub struct NotOfficeHours;

impl OfficeSpan {
    fn covers(&self, day: Weekday) -> bool {
        let place = |day: Weekday| day.to_monday_zero_offset();
        (place(self.first)..=place(self.last)).contains(&place(day))
    }
}

impl OfficeHours {
    pub fn of(spans: Vec<OfficeSpan>) -> Self {
        Self(spans)
    }

    /// When somebody is there: `now` itself within the hours, else their next beginning.
    pub fn opening(&self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        let Ok(instant) = jiff::Timestamp::from_millisecond(now.0) else { return now };
        let today = instant.to_zoned(zone.clone()).date();
        let moment = |day: jiff::civil::Date, time| {
            let at = zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible().ok()?;
            Some(Timestamp(at.as_millisecond()))
        };
        let openings = (0..8).filter_map(|ahead| {
            let day = today.checked_add(jiff::Span::new().days(ahead)).ok()?;
            let spans = self.0.iter().filter(|span| span.covers(day.weekday()));
            let times = spans.filter_map(|span| Some((moment(day, span.from)?, moment(day, span.until)?)));
            times.filter(|(_, until)| *until > now).map(|(from, _)| from.max(now)).min()
        });
        openings.min().unwrap_or(now)
    }

    /// As they are told.
    pub fn told(&self) -> Vec<ToldHours> {
        let told = |span: &OfficeSpan| ToldHours {
            first: span.first.to_monday_one_offset(),
            last: span.last.to_monday_one_offset(),
            from: span.from,
            until: span.until,
        };
        self.0.iter().map(told).collect()
    }
}

impl fmt::Display for OfficeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |day| DAYS.iter().find(|(known, _)| *known == day).map_or("", |(_, name)| *name);
        let (first, last) = (name(self.first), name(self.last));
        if first == last {
            write!(f, "{first}")?;
        } else {
            write!(f, "{first}-{last}")?;
        }
        write!(f, " {}-{}", self.from.strftime("%H:%M"), self.until.strftime("%H:%M"))
    }
}

impl FromStr for OfficeSpan {
    type Err = NotOfficeHours;

    fn from_str(text: &str) -> Result<Self, NotOfficeHours> {
        let (days, times) = text.trim().split_once(' ').ok_or(NotOfficeHours)?;
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        let day = |name| day_named(name).ok_or(NotOfficeHours);
        let (first, last) = (day(first)?, day(last)?);
        let (from, until) = times.trim().split_once('-').ok_or(NotOfficeHours)?;
        let time = |text: &str| {
            let plain = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
            text.parse::<Time>().ok().filter(|_| plain).ok_or(NotOfficeHours)
        };
        let (from, until) = (time(from.trim())?, time(until.trim())?);
        let in_order = first.to_monday_zero_offset() <= last.to_monday_zero_offset() && from < until;
        if in_order { Ok(Self { first, last, from, until }) } else { Err(NotOfficeHours) }
    }
}

/// As stored: spans, set apart by commas.
impl fmt::Display for OfficeHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
    }
}

impl FromStr for OfficeHours {
    type Err = NotOfficeHours;

    fn from_str(text: &str) -> Result<Self, NotOfficeHours> {
        let spans = text.split(',').filter(|span| !span.is_empty()).map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self(spans))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn somebody_is_there_within_the_hours_or_when_they_next_begin() {
        let hours: OfficeHours = "Mon-Fri 07:30-12:00,Mon-Thu 14:00-18:00".parse().unwrap();
        for (zone, now, opening) in [
            ("Africa/Abidjan", "2026-11-26T08:00:00Z", "2026-11-26T08:00:00Z"),
            ("Africa/Abidjan", "2026-11-26T12:00:00Z", "2026-11-26T14:00:00Z"),
            ("Africa/Abidjan", "2026-11-26T18:00:00Z", "2026-11-27T07:30:00Z"),
            ("Africa/Abidjan", "2026-11-27T12:30:00Z", "2026-11-30T07:30:00Z"),
            // Casablanca is an hour ahead, but not in Ramadan.
            ("Africa/Casablanca", "2026-11-26T06:00:00Z", "2026-11-26T06:30:00Z"),
            ("Africa/Casablanca", "2026-02-20T18:00:00Z", "2026-02-23T07:30:00Z"),
        ] {
            let zone_of = TimeZone::get(zone).unwrap();
            assert_eq!(hours.opening(instant(now), &zone_of), instant(opening), "{zone} at {now}");
        }
        let now = instant("2026-11-29T03:00:00Z");
        assert_eq!(OfficeHours::default().opening(now, &TimeZone::UTC), now, "without hours, at any time");
    }

    #[test]
    fn are_written_as_they_are_read() {
        let text = "Mon-Fri 07:30-12:00,Sat 08:00-11:30";
        assert_eq!(text.parse::<OfficeHours>().unwrap().to_string(), text);
        assert_eq!("".parse::<OfficeHours>().unwrap(), OfficeHours::default());
        for wrong in ["Mon", "Mon-Fri", "Fri-Mon 08:00-12:00", "Mon 12:00-08:00", "Mon 8h-12h", "Mon 08:00", "é 1-2"] {
            assert!(wrong.parse::<OfficeSpan>().is_err(), "{wrong}");
        }
    }
}
