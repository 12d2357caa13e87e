//! A mark: points as an exact decimal, or the reason why there are none.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Digits kept after the decimal point; storage scales by this many tens.
const SCALE: u32 = 2;

/// Points of a mark: hundredths, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(i64);

/// What an assessment is marked out of: 1 to 1000 points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Maximum(Points);

/// Why a value is no mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    #[error("a mark cannot be below zero")]
    Negative,
    #[error("a mark cannot be above the assessment's maximum")]
    AboveMaximum,
    #[error("a mark has at most two decimals")]
    TooPrecise,
    #[error("an assessment is marked out of 1 to 1000 points")]
    BadMaximum,
}

/// Why a text is no points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PointsError {
    #[error("not a number; write it like 12.5")]
    NotANumber,
    #[error(transparent)]
    Value(#[from] MarkError),
}

impl Points {
    /// One point: the coefficient of what has no other.
    pub const ONE: Self = Self(100);
    pub const ZERO: Self = Self(0);
    /// The least difference between two marks.
    pub const HUNDREDTH: Self = Self(1);

    /// Points known when the program is written, in hundredths.
    pub const fn literal(hundredths: u32) -> Self {
        Self(hundredths as i64)
    }

    /// Exact points of a decimal.
    pub fn new(value: Decimal) -> Result<Self, MarkError> {
        if value.is_sign_negative() && !value.is_zero() {
            return Err(MarkError::Negative);
        }
        let value = value.normalize();
        if value.scale() > SCALE {
            return Err(MarkError::TooPrecise);
        }
        let hundredths = value.checked_mul(Decimal::from(100)).ok_or(MarkError::AboveMaximum)?;
        i64::try_from(hundredths).map(Self).map_err(|_too_large| MarkError::AboveMaximum)
    }

    /// Points from their stored form.
    pub fn from_hundredths(hundredths: i64) -> Result<Self, MarkError> {
        if hundredths < 0 { Err(MarkError::Negative) } else { Ok(Self(hundredths)) }
    }

    /// The stored form.
    pub fn hundredths(self) -> i64 {
        self.0
    }

    /// With two decimals, as averages are printed: `14.00`.
    pub fn fixed(self) -> String {
        format!("{}.{:02}", self.0 / 100, self.0 % 100)
    }

    /// The same out of another maximum, to the nearest hundredth.
    #[must_use]
    pub fn brought(self, from: Maximum, to: Maximum) -> Self {
        let (from, to) = (i128::from(from.0.0), i128::from(to.0.0));
        if from == to || from == 0 {
            return self;
        }
        let doubled = i128::from(self.0) * to * 2 + from;
        Self(i64::try_from(doubled / (from * 2)).unwrap_or(i64::MAX))
    }

    /// As a decimal without trailing zeros.
    pub fn decimal(self) -> Decimal {
        Decimal::new(self.0, SCALE).normalize()
    }
}

/// A plain decimal with a point: `12.5`.
impl FromStr for Points {
    type Err = PointsError;

    fn from_str(text: &str) -> Result<Self, PointsError> {
        let is_plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-')) && text.len() <= 16;
        let decimal = Decimal::from_str(text).ok().filter(|_| is_plain);
        Ok(Self::new(decimal.ok_or(PointsError::NotANumber)?)?)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.decimal().fmt(f)
    }
}

impl Maximum {
    /// What most schools mark out of.
    pub const TWENTY: Self = Self(Points(2000));

    pub fn new(value: Decimal) -> Result<Self, MarkError> {
        Self::from_points(Points::new(value)?)
    }

    /// A maximum from its stored form.
    pub fn from_points(points: Points) -> Result<Self, MarkError> {
        if (100..=100_000).contains(&points.0) { Ok(Self(points)) } else { Err(MarkError::BadMaximum) }
    }

    pub fn points(self) -> Points {
        self.0
    }

    /// `points`, if they do not exceed this maximum. Never clamps.
    pub fn admit(self, points: Points) -> Result<Mark, MarkError> {
        if points > self.0 { Err(MarkError::AboveMaximum) } else { Ok(Mark::Points(points)) }
    }
}

impl fmt::Display for Maximum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What stands in the gradebook for a student and an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Points(Points),
    Status(MarkStatus),
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Points(points) => points.fmt(f),
            Self::Status(status) => f.write_str(status.code()),
        }
    }
}

/// Why there are no points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MarkStatus {
    /// Absent, justified or not yet known.
    #[serde(rename = "ABS")]
    Absent,
    /// Absent without justification.
    #[serde(rename = "ABSNJ")]
    AbsentUnjustified,
    /// Exempted.
    #[serde(rename = "DISP")]
    Exempt,
    /// Not graded.
    #[serde(rename = "NN")]
    NotGraded,
    /// Not handed in.
    #[serde(rename = "NR")]
    NotHandedIn,
}

impl MarkStatus {
    pub const ALL: [Self; 5] =
        [Self::Absent, Self::AbsentUnjustified, Self::Exempt, Self::NotGraded, Self::NotHandedIn];

    /// The school's code, as stored and as in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Absent => "ABS",
            Self::AbsentUnjustified => "ABSNJ",
            Self::Exempt => "DISP",
            Self::NotGraded => "NN",
            Self::NotHandedIn => "NR",
        }
    }

    /// The status of a code, exactly as [`Self::code`] writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_is_no_mark() {
        let twenty = Maximum::new(Decimal::from(20)).unwrap();
        assert_eq!(Points::new(Decimal::new(-1, 1)), Err(MarkError::Negative));
        assert_eq!(Points::new(Decimal::new(12_345, 3)), Err(MarkError::TooPrecise));
        assert_eq!(twenty.admit(Points::new(Decimal::new(2001, 2)).unwrap()), Err(MarkError::AboveMaximum));
        assert_eq!(Maximum::new(Decimal::ZERO), Err(MarkError::BadMaximum));
    }

    proptest! {
        #[test]
        fn stored_form_is_exact(hundredths in 0_i64..10_000_000) {
            let points = Points::from_hundredths(hundredths).unwrap();
            prop_assert_eq!(Points::new(points.decimal()).unwrap(), points);
        }
    }
}
