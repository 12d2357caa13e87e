//! Whether a value can be a mark of an assessment.

use rust_decimal::Decimal;

use super::interpretation::{Given, LineProblem, Outcome, Reason};
use super::reading::Reading;
use super::scope::AssessmentView;
use super::value::{Form, Value};
use crate::domain::{Mark, MarkError, Points};

/// What speaks against writing a value at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Objection {
    Malformed,
    LooksLike,
    TooPrecise,
    BelowZero,
    AboveMaximum,
    OtherScale,
    /// To be converted.
    Percent,
}

impl Objection {
    pub(super) fn verdict(self) -> (Outcome, Reason) {
        match self {
            Self::Malformed => (Outcome::Reject, Reason::MalformedValue),
            Self::LooksLike => (Outcome::Clarify, Reason::LooksLikeValue),
            Self::TooPrecise => (Outcome::Reject, Reason::TooPrecise),
            Self::BelowZero | Self::AboveMaximum => (Outcome::Reject, Reason::OutOfRange),
            Self::OtherScale => (Outcome::Clarify, Reason::ScaleMismatch),
            Self::Percent => (Outcome::Confirm, Reason::Percent),
        }
    }

    /// The same in a list; a percentage of a list is on another scale.
    pub(super) fn problem(self) -> LineProblem {
        match self {
            Self::Malformed | Self::LooksLike => LineProblem::Unreadable,
            Self::TooPrecise => LineProblem::TooPrecise,
            Self::BelowZero => LineProblem::BelowZero,
            Self::AboveMaximum => LineProblem::AboveMaximum,
            Self::OtherScale | Self::Percent => LineProblem::OtherScale,
        }
    }
}

/// The value as somebody gave it.
pub(super) fn given(reading: &Reading<'_>, value: &Value) -> Given {
    let heard = reading.slice(value.from, value.to).to_owned();
    match value.form {
        Form::Number { number, out_of, percent, .. } => Given { heard, number: Some(number), out_of, percent },
        Form::Malformed | Form::LooksLike => Given { heard, number: None, out_of: None, percent: false },
    }
}

/// The mark a value would be, and what speaks against it. Without an assessment only what can be told without one.
pub(super) fn judge(
    value: &Value,
    assessment: Option<&AssessmentView>,
) -> Result<Option<Mark>, (Objection, Option<Mark>)> {
    let (number, out_of, percent) = match value.form {
        Form::Malformed => return Err((Objection::Malformed, None)),
        Form::LooksLike => return Err((Objection::LooksLike, None)),
        Form::Number { number, out_of, percent, .. } => (number, out_of, percent),
    };
    let points = Points::new(number).map_err(|error| match error {
        MarkError::Negative => (Objection::BelowZero, None),
        MarkError::TooPrecise => (Objection::TooPrecise, None),
        MarkError::AboveMaximum | MarkError::BadMaximum => (Objection::AboveMaximum, None),
    })?;
    if out_of.is_some_and(|scale| number > scale) || (percent && number > Decimal::from(100)) {
        return Err((Objection::AboveMaximum, None));
    }
    let Some(assessment) = assessment else { return Ok(None) };
    let maximum = assessment.maximum.points().decimal();
    if percent {
        let converted = (number * maximum / Decimal::from(100)).normalize();
        let mark = Points::new(converted).ok().and_then(|points| assessment.maximum.admit(points).ok());
        return Err((if mark.is_some() { Objection::Percent } else { Objection::TooPrecise }, mark));
    }
    if out_of.is_some_and(|scale| scale != maximum) {
        return Err((Objection::OtherScale, None));
    }
    match assessment.maximum.admit(points) {
        Ok(mark) => Ok(Some(mark)),
        Err(_) => Err((Objection::AboveMaximum, None)),
    }
}
