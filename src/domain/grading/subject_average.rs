//! A student's average in a subject.

use super::weighing::Weighing;
use super::{Exact, Policy, Rounding, Subject};
use crate::domain::{Mark, Maximum, Points};

/// An average: what it is, and what is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Average {
    pub exact: Exact,
    pub shown: Points,
}

impl Average {
    /// Rounded, and not above the scale whatever the step.
    pub(super) fn new(exact: Exact, rounding: Rounding, scale: Maximum) -> Option<Self> {
        let shown = rounding.apply(&exact)?.min(scale.points());
        Some(Self { exact, shown })
    }
}

/// What a report card says of a student in a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectAverage {
    pub average: Average,
    pub coefficient: Points,
    /// The printed average times the coefficient.
    pub points: Points,
    /// The appreciation of the printed average.
    pub band: Option<String>,
}

impl SubjectAverage {
    /// None when no mark counts.
    pub(super) fn new(policy: &Policy, subject: &Subject, weighing: &Weighing, marks: &[Option<Mark>]) -> Option<Self> {
        let average = Average::new(weighing.average(marks)?, policy.subject_round, policy.scale)?;
        let coefficient = subject.coefficient;
        let points = Rounding::HUNDREDTH.apply(&(&Exact::from(average.shown) * &coefficient.into()))?;
        let band = policy.bands.reached(average.shown, policy.scale).map(str::to_owned);
        Some(Self { average, coefficient, points, band })
    }
}
