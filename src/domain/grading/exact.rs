//! Exact fractions: what averages are computed in. No result is ever rounded here.

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedMul, CheckedSub, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};

use crate::domain::Points;

/// A fraction in lowest terms. Equal fractions are equal values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exact(Form);

/// Nearly all fractions of a school fit machine words, where arithmetic is fast; the others are as exact.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Form {
    /// Always used when numerator and denominator fit.
    Small(Ratio<i64>),
    Large(BigRational),
}

impl Exact {
    pub const ZERO: Self = Self(Form::Small(Ratio::new_raw(0, 1)));

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self(Form::Small(Ratio::from_integer(number)))
    }

    /// `over` divided by `under`; none when that is not a positive number, as `Self::checked_div` has it.
    pub fn fraction(over: i64, under: i64) -> Option<Self> {
        Self::whole(over).checked_div(&Self::whole(under))
    }

    /// The quotient; none when the divisor is zero or negative: no sum of weights is.
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        if *divisor <= Self::ZERO {
            return None;
        }
        let inverse = match &divisor.0 {
            Form::Small(ratio) => Self(Form::Small(ratio.recip())),
            Form::Large(ratio) => Self::shortest(ratio.recip()),
        };
        Some(self * &inverse)
    }

    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Form::Small(ratio) => ratio.is_zero(),
            Form::Large(ratio) => ratio.is_zero(),
        }
    }

    /// The greatest whole number that is not above it; none when no machine word holds it.
    pub fn floor(&self) -> Option<i64> {
        match &self.0 {
            Form::Small(ratio) => Some(ratio.floor().to_integer()),
            Form::Large(ratio) => ratio.floor().to_integer().to_i64(),
        }
    }

    fn large(&self) -> BigRational {
        match &self.0 {
            Form::Small(ratio) => BigRational::new(BigInt::from(*ratio.numer()), BigInt::from(*ratio.denom())),
            Form::Large(ratio) => ratio.clone(),
        }
    }

    /// A reduced fraction in the form that equal fractions share.
    fn shortest(ratio: BigRational) -> Self {
        match (ratio.numer().to_i64(), ratio.denom().to_i64()) {
            // The least word has no opposite: it stays large, whatever made it.
            (Some(numerator), Some(denominator)) if numerator != i64::MIN => {
                Self(Form::Small(Ratio::new_raw(numerator, denominator)))
            }
            _ => Self(Form::Large(ratio)),
        }
    }

    fn combine(
        &self,
        other: &Self,
        small: impl Fn(&Ratio<i64>, &Ratio<i64>) -> Option<Ratio<i64>>,
        large: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        if let (Form::Small(one), Form::Small(two)) = (&self.0, &other.0)
            && let Some(ratio) = small(one, two)
            && *ratio.numer() != i64::MIN
        {
            return Self(Form::Small(ratio));
        }
        Self::shortest(large(self.large(), other.large()))
    }
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        self.combine(other, CheckedAdd::checked_add, |one, two| one + two)
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        self.combine(other, CheckedSub::checked_sub, |one, two| one - two)
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        self.combine(other, CheckedMul::checked_mul, |one, two| one * two)
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(parts: I) -> Exact {
        parts.fold(Exact::ZERO, |sum, part| &sum + &part)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small(one), Form::Small(two)) => one.cmp(two),
            _ => self.large().cmp(&other.large()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Points> for Exact {
    fn from(points: Points) -> Self {
        Self(Form::Small(Ratio::new(points.hundredths(), 100)))
    }
}

/// As `p/q`, also when it is whole: `14/1`.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Small(ratio) => write!(f, "{}/{}", ratio.numer(), ratio.denom()),
            Form::Large(ratio) => write!(f, "{}/{}", ratio.numer(), ratio.denom()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fraction(over: i64, under: i64) -> Exact {
        Exact::fraction(over, under).unwrap()
    }

    #[test]
    fn what_leaves_the_machine_word_comes_back() {
        let huge = fraction(i64::MAX, 3);
        let square = &huge * &huge;
        assert!(matches!(square.0, Form::Large(_)));
        assert_eq!(square.checked_div(&huge), Some(huge.clone()));
        assert_eq!(&(&square + &huge) - &square, huge);
        assert!(square > huge);
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        assert_eq!(Exact::fraction(15, 0), None);
        assert_eq!(fraction(32, 3).to_string(), "32/3");
        assert_eq!(fraction(28, 2).to_string(), "14/1");
    }

    proptest! {
        #[test]
        fn agrees_with_the_large_form(a: i64, b in 1..i64::MAX, c: i64, d in 1..i64::MAX) {
            let (one, two) = (fraction(a, b), fraction(c, d));
            prop_assert_eq!((&one + &two).large(), one.large() + two.large());
            prop_assert_eq!((&one - &two).large(), one.large() - two.large());
            prop_assert_eq!((&one * &two).large(), one.large() * two.large());
            prop_assert_eq!(one.cmp(&two), one.large().cmp(&two.large()));
        }
    }
}
