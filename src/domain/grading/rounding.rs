//! How an exact value becomes the one that is printed.

use super::Exact;
use crate::domain::Points;

/// A school's way of rounding: to whole multiples of a step, in a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    step: Points,
    mode: RoundingMode,
}

/// Which of the two neighbours a value goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundingMode {
    /// The nearer; the upper when both are as near.
    HalfUp,
    /// The nearer; the even one when both are as near.
    HalfEven,
    /// The lower: truncation.
    Down,
    /// The upper, unless the value is there already.
    Up,
}

impl Rounding {
    /// To the hundredth, half up: where nothing else is set, and for the figures of a class.
    pub const HUNDREDTH: Self = Self { step: Points::HUNDREDTH, mode: RoundingMode::HalfUp };

    /// Rounding to a step; none for a step of zero.
    pub fn new(step: Points, mode: RoundingMode) -> Option<Self> {
        (step > Points::ZERO).then_some(Self { step, mode })
    }

    pub fn step(self) -> Points {
        self.step
    }

    pub fn mode(self) -> RoundingMode {
        self.mode
    }

    /// The value as printed; none when it is negative or beyond all counting.
    pub fn apply(self, value: &Exact) -> Option<Points> {
        let steps = value.checked_div(&self.step.into())?;
        let below = steps.floor()?;
        let rest = &steps - &Exact::whole(below);
        let half = Exact::fraction(1, 2)?;
        let goes_up = match self.mode {
            RoundingMode::HalfUp => rest >= half,
            RoundingMode::HalfEven => rest > half || (rest == half && below % 2 != 0),
            RoundingMode::Down => false,
            RoundingMode::Up => !rest.is_zero(),
        };
        let count = below.checked_add(i64::from(goes_up))?;
        Points::from_hundredths(count.checked_mul(self.step.hundredths())?).ok()
    }
}
