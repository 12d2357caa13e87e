//! A moment of every week by the school's own clock, such as Friday 16:00.

use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use std::fmt;
use std::str::FromStr;

use super::Timestamp;

/// A weekday and a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeeklySlot {
    day: Weekday,
    at: Time,
}

/// Not a moment of the week.
#[derive(Debug, thiserror::Error)]
#[error("not a moment of the week; write it like Fri 16:00")]
pub struct NotASlot;

pub(super) const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "Mon"),
    (Weekday::Tuesday, "Tue"),
    (Weekday::Wednesday, "Wed"),
    (Weekday::Thursday, "Thu"),
    (Weekday::Friday, "Fri"),
    (Weekday::Saturday, "Sat"),
    (Weekday::Sunday, "Sun"),
];

/// The weekday of an English name, by its first three letters.
pub(super) fn day_named(name: &str) -> Option<Weekday> {
    let short = name.get(..3)?;
    DAYS.iter().find(|(_, known)| known.eq_ignore_ascii_case(short)).map(|(day, _)| *day)
}

impl WeeklySlot {
    /// The last such moment that has come. Where the clock jumps over it, it comes when the clock has jumped; where the
    /// clock shows it twice, the first time counts.
    pub fn last(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let today = jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone.clone()).date();
        // A week and a day: the slot of today may be still to come.
        (0..8).find_map(|back| {
            let day = today.checked_sub(jiff::Span::new().days(back)).ok()?;
            let day = (day.weekday() == self.day).then_some(day)?;
            let moment = zone.to_ambiguous_timestamp(day.to_datetime(self.at)).compatible().ok()?;
            let moment = Timestamp(moment.as_millisecond());
            (moment <= now).then_some(moment)
        })
    }
}

/// `Fri 16:00`, as in the school's file and as stored.
impl fmt::Display for WeeklySlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = DAYS.iter().find(|(day, _)| *day == self.day).map_or("", |(_, name)| *name);
        write!(f, "{name} {}", self.at.strftime("%H:%M"))
    }
}

impl FromStr for WeeklySlot {
    type Err = NotASlot;

    fn from_str(text: &str) -> Result<Self, NotASlot> {
        let (day, at) = text.trim().split_once(' ').ok_or(NotASlot)?;
        let day = day_named(day).ok_or(NotASlot)?;
        let at = at.trim();
        let plain = at.len() == 5 && at.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
        let at = at.parse::<Time>().ok().filter(|_| plain).ok_or(NotASlot)?;
        Ok(Self { day, at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn the_last_friday_afternoon_by_the_school_s_own_clock() {
        for (zone, slot, now, last) in [
            ("Africa/Abidjan", "Fri 16:00", "2026-11-25T12:00:00Z", "2026-11-20T16:00:00Z"),
            ("Africa/Abidjan", "Fri 16:00", "2026-11-27T15:59:59Z", "2026-11-20T16:00:00Z"),
            ("Africa/Abidjan", "Fri 16:00", "2026-11-27T16:00:00Z", "2026-11-27T16:00:00Z"),
            ("Europe/Paris", "Fri 16:00", "2026-07-03T14:00:00Z", "2026-07-03T14:00:00Z"),
            ("Europe/Paris", "Fri 16:00", "2026-11-27T15:00:00Z", "2026-11-27T15:00:00Z"),
            // 02:30 is left out in Morocco when Ramadan ends, and comes twice when it begins.
            ("Africa/Casablanca", "Sun 02:30", "2026-03-22T12:00:00Z", "2026-03-22T02:30:00Z"),
            ("Africa/Casablanca", "Sun 02:30", "2026-02-15T12:00:00Z", "2026-02-15T01:30:00Z"),
        ] {
            let zone = TimeZone::get(zone).unwrap();
            let slot: WeeklySlot = slot.parse().unwrap();
            assert_eq!(slot.last(instant(now), &zone), Some(instant(last)), "{slot} at {now}");
        }
    }

    #[test]
    fn is_written_as_it_is_read() {
        assert_eq!("friday 16:00".parse::<WeeklySlot>().unwrap().to_string(), "Fri 16:00");
        for wrong in ["", "Fri", "Fri 25:00", "Frx 16:00", "16:00", "Fri 16h", "Fri 16:00:30", "é 16:00"] {
            assert!(wrong.parse::<WeeklySlot>().is_err(), "{wrong}");
        }
    }
}
