//! What a cell may mean: from text to values of the domain.

use jiff::civil::{Date, Time};
use std::fmt::Display;
use std::str::FromStr;

use super::table::{Cell, CellValue, Row};
use crate::actions::{List, Place, Reason, Refusal};
use crate::domain::grading::{AssessmentRole, Policy};
use crate::domain::{
    Approval, LinkBy, Locale, Mark, MarkError, MarkStatus, Maximum, OfficeHours, PersonName, Phone, Points,
    PointsError, QuietHours, Role, WeeklySlot,
};

/// A row being read: every cell is taken once, what remains is unknown, what is wrong is noted.
pub(super) struct Columns<'a> {
    list: List,
    place: Place,
    cells: Vec<Cell>,
    refused: &'a mut Vec<Refusal>,
    broken: bool,
}

impl<'a> Columns<'a> {
    /// Begins with a row; a column that stands in it twice is refused.
    pub(super) fn of(list: List, row: Row, refused: &'a mut Vec<Refusal>) -> Self {
        let mut columns =
            Self { list, place: row.place, cells: Vec::with_capacity(row.cells.len()), refused, broken: false };
        for cell in row.cells {
            if columns.cells.iter().any(|known| known.column == cell.column) {
                columns.refuse(cell.place, Reason::ColumnTwice(cell.column));
            } else {
                columns.cells.push(cell);
            }
        }
        columns
    }

    /// Ends with the row's place and whether anything in it was refused. Cells that nobody took are unknown columns.
    pub(super) fn end(mut self) -> (Place, bool) {
        for cell in std::mem::take(&mut self.cells) {
            self.refuse(cell.place, Reason::UnknownColumn(cell.column));
        }
        (self.place, self.broken)
    }

    fn take(&mut self, column: &str) -> Option<Cell> {
        let at = self.cells.iter().position(|cell| cell.column == column)?;
        Some(self.cells.swap_remove(at))
    }

    fn refuse(&mut self, place: Place, reason: Reason) {
        self.broken = true;
        self.refused.push(Refusal { place, list: Some(self.list), reason });
    }

    /// The value of a column by `read`, whose error says what is wrong with it.
    fn value<T>(&mut self, column: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let cell = self.take(column)?;
        let outcome = match &cell.value {
            CellValue::Text(text) => read(text.trim()),
            CellValue::Words(_) => Err("a list cannot stand here".to_owned()),
            CellValue::Wrong(what) => Err(format!("{what} cannot stand here")),
        };
        outcome.map_err(|problem| self.refuse(cell.place, Reason::Invalid { column: cell.column, problem })).ok()
    }

    /// A key without which the row means nothing.
    pub(super) fn key(&mut self, column: &'static str) -> Option<String> {
        let before = self.refused.len();
        let key = self.code(column);
        if key.is_none() && self.refused.len() == before {
            self.refuse(self.place.clone(), Reason::Missing(column));
        }
        key
    }

    /// The school's own code, by which everything else finds it.
    pub(super) fn school_code(&mut self, column: &'static str) -> Option<String> {
        let before = self.refused.len();
        let code = self.code(column);
        if code.is_none() && self.refused.len() == before {
            self.refuse(self.place.clone(), Reason::NoSchoolCode);
        }
        code
    }

    /// A code of the school's own.
    pub(super) fn code(&mut self, column: &str) -> Option<String> {
        self.value(column, |text| {
            let plausible = text.chars().count() <= 64 && !text.chars().any(char::is_control);
            if plausible { Ok(text.to_owned()) } else { Err("a code has at most 64 characters".to_owned()) }
        })
    }

    /// A name or a label: one clean line.
    pub(super) fn line(&mut self, column: &str) -> Option<String> {
        self.value(column, |text| {
            if text.chars().any(|letter| letter.is_control() && !letter.is_whitespace()) {
                return Err("a control character stands in it".to_owned());
            }
            PersonName::new(text).map(|name| name.as_str().to_owned()).map_err(|error| error.to_string())
        })
    }

    /// Several words: a list, or a text that `|`, `;` or a comma separates.
    pub(super) fn words(&mut self, column: &str) -> Option<Vec<String>> {
        let cell = self.take(column)?;
        let words = match &cell.value {
            CellValue::Words(words) => words.clone(),
            CellValue::Text(text) => text.split(['|', ';', ',', '،']).map(str::to_owned).collect(),
            CellValue::Wrong(what) => {
                let problem = format!("{what} cannot stand here");
                self.refuse(cell.place, Reason::Invalid { column: cell.column, problem });
                return None;
            }
        };
        let words: Vec<String> =
            words.iter().filter_map(|word| PersonName::new(word).ok()).map(|word| word.as_str().to_owned()).collect();
        (!words.is_empty()).then_some(words)
    }

    /// A value of a closed set.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&mut self, column: &str) -> Option<T> {
        self.value(column, |text| text.to_lowercase().parse().map_err(|error: T::Err| error.to_string()))
    }

    pub(super) fn locale(&mut self, column: &str) -> Option<Locale> {
        self.parsed(column)
    }

    pub(super) fn role(&mut self, column: &str) -> Option<Role> {
        self.parsed(column)
    }

    pub(super) fn link_by(&mut self, column: &str) -> Option<LinkBy> {
        self.parsed(column)
    }

    pub(super) fn locales(&mut self, column: &str) -> Option<Vec<Locale>> {
        let place = self.place_of(column);
        let words = self.words(column)?;
        let mut locales = Vec::new();
        for word in words {
            match word.to_lowercase().parse::<Locale>() {
                Ok(locale) if !locales.contains(&locale) => locales.push(locale),
                Ok(_) => {}
                Err(error) => {
                    let reason = Reason::Invalid { column: column.to_owned(), problem: format!("\"{word}\": {error}") };
                    self.refuse(place.clone(), reason);
                }
            }
        }
        (!locales.is_empty()).then_some(locales)
    }

    /// Two times of day: from, until.
    pub(super) fn quiet(&mut self, column: &str) -> Option<QuietHours> {
        let place = self.place_of(column);
        let words = self.words(column)?;
        let times: Result<Vec<Time>, _> = words.iter().map(|word| word.parse()).collect();
        if let Ok([from, until]) = times.as_deref() {
            return Some(QuietHours { from: *from, until: *until });
        }
        let problem = format!("\"{}\": write two times of day, such as 20:00 and 07:00", words.join(" "));
        self.refuse(place, Reason::Invalid { column: column.to_owned(), problem });
        None
    }

    /// What takes a second person's approval.
    pub(super) fn approval(&mut self, column: &str) -> Option<Approval> {
        let place = self.place_of(column);
        let words: Vec<String> = self.words(column)?.iter().map(|word| word.to_lowercase()).collect();
        let approval = Approval::of(words.iter().map(String::as_str));
        let refuse = |error: crate::domain::UnknownApproval| {
            self.refuse(place, Reason::Invalid { column: column.to_owned(), problem: error.to_string() });
        };
        approval.map_err(refuse).ok()
    }

    /// Moments of the week; `never` is none.
    pub(super) fn slots(&mut self, column: &str) -> Option<Vec<WeeklySlot>> {
        self.several(column, "never")
    }

    /// Hours of the week; `always` is none.
    pub(super) fn office_hours(&mut self, column: &str) -> Option<OfficeHours> {
        self.several(column, "always").map(OfficeHours::of)
    }

    /// Values of a kind, as far as each can be read; the word `none` is no value.
    fn several<T: FromStr<Err: Display>>(&mut self, column: &str, none: &str) -> Option<Vec<T>> {
        let place = self.place_of(column);
        let mut values = Vec::new();
        for word in self.words(column)?.iter().filter(|word| !word.eq_ignore_ascii_case(none)) {
            match word.parse::<T>() {
                Ok(value) => values.push(value),
                Err(error) => {
                    let problem = format!("\"{word}\": {error}");
                    self.refuse(place, Reason::Invalid { column: column.to_owned(), problem });
                    return None;
                }
            }
        }
        Some(values)
    }

    /// A number of seconds, up to an hour.
    pub(super) fn seconds(&mut self, column: &str) -> Option<u32> {
        self.value(column, |text| match text.parse() {
            Ok(seconds @ 0..=3_600) => Ok(seconds),
            _ => Err("write a number of seconds from 0 to 3600".to_owned()),
        })
    }

    /// A number of families.
    pub(super) fn families(&mut self, column: &str) -> Option<u32> {
        self.value(column, |text| match text.parse() {
            Ok(families @ 0..=100_000) => Ok(families),
            _ => Err("write a number of families, such as 200, or 0 for no limit".to_owned()),
        })
    }

    /// A place in an order.
    pub(super) fn place(&mut self, column: &str) -> Option<u32> {
        self.value(column, |text| match text.parse() {
            Ok(place @ 1..=999) => Ok(place),
            _ => Err("write a place from 1 to 999".to_owned()),
        })
    }

    /// A number of days, up to a year.
    pub(super) fn days(&mut self, column: &str) -> Option<u32> {
        self.value(column, |text| match text.parse() {
            Ok(days @ 0..=366) => Ok(days),
            _ => Err("write a number of days, such as 30, or 0 for never".to_owned()),
        })
    }

    /// Where a column of this row stands; the row where it does not. Asked before the column is taken.
    pub(super) fn place_of(&self, column: &str) -> Place {
        let cell = self.cells.iter().find(|cell| cell.column == column);
        cell.map_or_else(|| self.place.clone(), |cell| cell.place.clone())
    }

    pub(super) fn country(&mut self, column: &str) -> Option<String> {
        self.value(column, |text| {
            let code = text.to_ascii_uppercase();
            let plausible = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
            if plausible { Ok(code) } else { Err("write the country's two letters, such as CI".to_owned()) }
        })
    }

    pub(super) fn timezone(&mut self, column: &str) -> Option<String> {
        self.value(column, |text| match jiff::tz::TimeZone::get(text) {
            Ok(_) => Ok(text.to_owned()),
            Err(_) => Err("not a time zone; write it like Africa/Abidjan".to_owned()),
        })
    }

    pub(super) fn date(&mut self, column: &str) -> Option<Date> {
        self.value(column, |text| {
            // `2026-09-14` only: jiff would also take a date with a time, and other writings are ambiguous.
            let iso = text.len() == 10 && text.bytes().filter(|b| *b == b'-').count() == 2;
            let date = text.parse::<Date>().ok().filter(|_| iso);
            date.ok_or_else(|| "not a date; write it like 2026-09-14".to_owned())
        })
    }

    pub(super) fn phone(&mut self, column: &str, country: Option<&str>) -> Option<Phone> {
        self.value(column, |text| Phone::parse(text, country).map_err(|error| error.to_string()))
    }

    pub(super) fn email(&mut self, column: &str) -> Option<String> {
        self.value(column, |text| {
            let parts = text.split_once('@').filter(|(user, host)| !user.is_empty() && host.contains('.'));
            let plausible = text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
            match parts.filter(|(_, host)| plausible && !host.contains('@')) {
                Some(_) => Ok(text.to_owned()),
                None => Err("not an e-mail address".to_owned()),
            }
        })
    }

    /// A Telegram user id: a positive number.
    pub(super) fn telegram(&mut self, column: &str) -> Option<String> {
        self.value(column, |text| match text.parse::<i64>() {
            Ok(id) if id > 0 => Ok(id.to_string()),
            _ => Err("not a Telegram user id; it is a number, not a name".to_owned()),
        })
    }

    pub(super) fn coefficient(&mut self, column: &str) -> Option<Points> {
        self.value(column, |text| {
            points(text).map_err(|error| match error {
                PointsError::Value(MarkError::Negative) => "a coefficient cannot be below zero".to_owned(),
                PointsError::Value(MarkError::TooPrecise) => "a coefficient has at most two decimals".to_owned(),
                PointsError::Value(MarkError::AboveMaximum | MarkError::BadMaximum) => {
                    "the coefficient is too large".to_owned()
                }
                PointsError::NotANumber => error.to_string(),
            })
        })
    }

    pub(super) fn maximum(&mut self, column: &str) -> Option<Maximum> {
        self.value(column, |text| {
            let points = points(text).map_err(|error| match error {
                PointsError::Value(_) => MarkError::BadMaximum.to_string(),
                PointsError::NotANumber => error.to_string(),
            })?;
            Maximum::from_points(points).map_err(|error| error.to_string())
        })
    }

    pub(super) fn assessment_role(&mut self, column: &str) -> Option<AssessmentRole> {
        self.value(column, |text| {
            AssessmentRole::from_code(&text.to_lowercase())
                .ok_or_else(|| "write bonus (points above half are added), if_better or ordinary".to_owned())
        })
    }

    pub(super) fn mark(&mut self, column: &str) -> Option<Mark> {
        self.value(column, |text| match MarkStatus::from_code(&text.to_uppercase()) {
            Some(status) => Ok(Mark::Status(status)),
            None => points(text).map(Mark::Points).map_err(|error| error.to_string()),
        })
    }

    pub(super) fn yes_or_no(&mut self, column: &str) -> Option<bool> {
        self.value(column, |text| match text.to_lowercase().as_str() {
            "true" | "1" | "yes" | "oui" | "vrai" | "نعم" => Ok(true),
            "false" | "0" | "no" | "non" | "faux" | "لا" => Ok(false),
            _ => Err("write true or false".to_owned()),
        })
    }

    /// Grading rules: an object that is a policy. Kept without its blanks, so that another layout is no change.
    pub(super) fn policy(&mut self, column: &str) -> Option<String> {
        self.value(column, |text| {
            let policy: serde_json::Value =
                serde_json::from_str(text).map_err(|_unreadable| "this is not a JSON object".to_owned())?;
            Policy::from_json(&policy).map_err(|error| error.to_string())?;
            Ok(policy.to_string())
        })
    }
}

/// A decimal with a point or a comma, in either alphabet of digits.
fn points(text: &str) -> Result<Points, PointsError> {
    let text: String = text
        .chars()
        .map(|c| match c {
            ',' | '٫' => '.',
            '\u{0660}'..='\u{0669}' => char::from_digit(u32::from(c) - 0x0660, 10).unwrap_or(c),
            _ => c,
        })
        .collect();
    text.parse()
}
