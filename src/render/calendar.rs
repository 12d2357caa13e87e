//! Days as people write them. ICU writes each day of a leap year once, at start: its formatters cannot be shared by
//! threads, and a year has few days.

use icu::calendar::{Date, Gregorian};
use icu::datetime::FixedCalendarDateTimeFormatter;
use icu::datetime::fieldsets::{E, MD};
use icu::locale::Locale;

/// A leap year that begins on a Monday.
const YEAR: i32 = 2024;

/// The days of a language.
pub(super) struct Calendar {
    /// From Monday.
    weekdays: Vec<String>,
    /// `12 octobre`, by month and day.
    long: Vec<Vec<String>>,
    /// `12 oct.`
    medium: Vec<Vec<String>>,
}

impl Calendar {
    pub(super) fn new(region: &Locale) -> Option<Self> {
        let weekday = FixedCalendarDateTimeFormatter::<Gregorian, E>::try_new(region.into(), E::long()).ok()?;
        let weekdays = (1..=7)
            .map(|day| Some(plain(&weekday.format(&Date::try_new_gregorian(YEAR, 1, day).ok()?).to_string())))
            .collect::<Option<_>>()?;
        Some(Self { weekdays, long: days(region, MD::long())?, medium: days(region, MD::medium())? })
    }

    /// `lundi`.
    pub(super) fn weekday(&self, date: jiff::civil::Date) -> &str {
        self.weekday_of(date.weekday().to_monday_one_offset())
    }

    /// The same, by its number from 1 (Monday).
    pub(super) fn weekday_of(&self, day: i8) -> &str {
        let position = usize::try_from(day - 1).unwrap_or_default();
        self.weekdays.get(position).map_or("", String::as_str)
    }

    /// `12 octobre`.
    pub(super) fn long(&self, date: jiff::civil::Date) -> &str {
        find(&self.long, date)
    }

    /// `12 oct.`
    pub(super) fn medium(&self, date: jiff::civil::Date) -> &str {
        find(&self.medium, date)
    }
}

fn days(region: &Locale, fields: MD) -> Option<Vec<Vec<String>>> {
    let formatter = FixedCalendarDateTimeFormatter::<Gregorian, MD>::try_new(region.into(), fields).ok()?;
    let month = |month| {
        (1..=31)
            .map_while(|day| Date::try_new_gregorian(YEAR, month, day).ok())
            .map(|date| ordinal(plain(&formatter.format(&date).to_string()), region))
            .collect()
    };
    Some((1..=12).map(month).collect())
}

/// French counts the first of a month only: `1er décembre`. ICU has no pattern for it.
fn ordinal(day: String, region: &Locale) -> String {
    match day.strip_prefix("1 ") {
        Some(month) if region.id.language.as_str() == "fr" => format!("1er {month}"),
        _ => day,
    }
}

/// ICU's narrow and no-break spaces as plain ones: cheap phones show boxes, and SMS would double in price.
fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

fn find(months: &[Vec<String>], date: jiff::civil::Date) -> &str {
    let place = |number: i8| usize::try_from(number - 1).unwrap_or_default();
    months.get(place(date.month())).and_then(|days| days.get(place(date.day()))).map_or("", String::as_str)
}
