//! What is said of a group of averages or marks: mean, lowest, highest, median, pass rate.

use super::{Exact, Rounding};
use crate::domain::{Maximum, Points};

/// The figures of a group; its averages are to the hundredth, half up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    pub count: usize,
    /// How many are at or above half of the scale.
    pub passed: usize,
    /// None for an empty group.
    pub spread: Option<Spread>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    pub min: Points,
    pub max: Points,
    pub mean: Points,
    pub median: Points,
    /// Percent.
    pub pass_rate: Points,
}

impl Figures {
    /// The figures of values out of `scale`, as they are shown.
    pub fn of(mut values: Vec<Points>, scale: Maximum) -> Self {
        values.sort_unstable();
        let passed = values.iter().filter(|value| value.hundredths() * 2 >= scale.points().hundredths()).count();
        Self { count: values.len(), passed, spread: Spread::of(&values, passed) }
    }

    /// What may be said to those who must not learn another's mark: nothing of a small group.
    pub fn spread_unless_small(&self, small_group: usize) -> Option<&Spread> {
        self.spread.as_ref().filter(|_| self.count > small_group)
    }
}

impl Spread {
    /// The spread of sorted values.
    fn of(values: &[Points], passed: usize) -> Option<Self> {
        let count = i64::try_from(values.len()).ok()?;
        let mean_of = |sum: i64, count: i64| Rounding::HUNDREDTH.apply(&Exact::fraction(sum, count.checked_mul(100)?)?);
        let lower = values.get(values.len().checked_sub(1)? / 2)?;
        let upper = values.get(values.len() / 2)?;
        Some(Self {
            min: *values.first()?,
            max: *values.last()?,
            mean: mean_of(values.iter().map(|value| value.hundredths()).sum(), count)?,
            median: mean_of(lower.hundredths() + upper.hundredths(), 2)?,
            pass_rate: Rounding::HUNDREDTH.apply(&Exact::fraction(i64::try_from(passed).ok()? * 100, count)?)?,
        })
    }
}
