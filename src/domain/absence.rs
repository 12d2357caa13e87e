//! Away from school, or late: for how long, and whether the family has said why.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

use super::UnknownCode;

/// What a day away counts, in minutes, where no hours were said.
const WHOLE_DAY: u32 = 6 * 60;
/// What is meant by an hour that is named alone.
const ONE_HOUR: i64 = 60;

/// Away, or late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceKind {
    Absent,
    Late,
}

impl AbsenceKind {
    pub const ALL: [Self; 2] = [Self::Absent, Self::Late];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Late => "late",
        }
    }
}

impl FromStr for AbsenceKind {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|kind| kind.code() == code).ok_or(UnknownCode)
    }
}

/// When somebody was away: a day, or hours of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AbsenceSpan {
    pub kind: AbsenceKind,
    pub date: Date,
    /// From when until when; none: the whole day.
    pub hours: Option<(Time, Time)>,
}

impl AbsenceSpan {
    /// From an hour on: one hour, unless its end was said.
    pub fn from_hour(kind: AbsenceKind, date: Date, from: Time, until: Option<Time>) -> Self {
        let an_hour_later = from.saturating_add(jiff::Span::new().minutes(ONE_HOUR));
        let until = until.filter(|until| *until > from).unwrap_or(an_hour_later);
        Self { kind, date, hours: Some((from, until)) }
    }

    /// What it counts. Who is late is not away.
    pub fn minutes(&self) -> u32 {
        match (self.kind, self.hours) {
            (AbsenceKind::Late, _) => 0,
            (AbsenceKind::Absent, None) => WHOLE_DAY,
            (AbsenceKind::Absent, Some((from, until))) => {
                let minutes = from.until(until).map_or(0, |span| i64::from(span.get_hours()) * 60 + span.get_minutes());
                u32::try_from(minutes).unwrap_or_default()
            }
        }
    }
}

/// What a student's absences of some time come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    pub justified_minutes: u32,
    pub unjustified_minutes: u32,
    pub lates: u32,
}

impl Attendance {
    /// One more.
    #[must_use]
    pub fn with(mut self, span: &AbsenceSpan, justified: bool) -> Self {
        match span.kind {
            AbsenceKind::Late => self.lates += 1,
            AbsenceKind::Absent if justified => self.justified_minutes += span.minutes(),
            AbsenceKind::Absent => self.unjustified_minutes += span.minutes(),
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Hours begun count: ten hours and a half are more than ten.
    pub fn unjustified_hours(&self) -> u32 {
        self.unjustified_minutes.div_ceil(60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn hours_count_what_they_last_and_lates_do_not() {
        let day = date(2026, 11, 26);
        let eight = time(8, 0, 0, 0);
        let absent = |hours| AbsenceSpan { kind: AbsenceKind::Absent, date: day, hours };
        assert_eq!(absent(None).minutes(), 360);
        assert_eq!(absent(Some((eight, time(10, 30, 0, 0)))).minutes(), 150);
        assert_eq!(AbsenceSpan::from_hour(AbsenceKind::Absent, day, eight, None).minutes(), 60);
        assert_eq!(AbsenceSpan::from_hour(AbsenceKind::Late, day, eight, None).minutes(), 0);
        let ends_before = AbsenceSpan::from_hour(AbsenceKind::Absent, day, eight, Some(time(7, 0, 0, 0)));
        assert_eq!(ends_before.minutes(), 60);
        let late_at_night = AbsenceSpan::from_hour(AbsenceKind::Absent, day, time(23, 30, 0, 0), None);
        assert!(late_at_night.minutes() <= 30, "a day ends at midnight");
    }

    #[test]
    fn adds_up_by_what_it_is() {
        let day = date(2026, 11, 26);
        let away = AbsenceSpan { kind: AbsenceKind::Absent, date: day, hours: None };
        let late = AbsenceSpan { kind: AbsenceKind::Late, date: day, hours: None };
        let sum = Attendance::default().with(&away, true).with(&away, false).with(&late, false);
        assert_eq!(sum, Attendance { justified_minutes: 360, unjustified_minutes: 360, lates: 1 });
        assert!(!sum.is_empty() && Attendance::default().is_empty());
        for kind in AbsenceKind::ALL {
            assert_eq!(kind.code().parse(), Ok(kind));
        }
        assert_eq!("".parse::<AbsenceKind>(), Err(UnknownCode));
    }
}
