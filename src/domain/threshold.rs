//! Below which marks somebody wants to be alerted: so many points out of so many, whatever a test is marked out of.

use serde::{Deserialize, Serialize};

use super::{Maximum, Points};

/// A mark below it is told as an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threshold {
    below: Points,
    out_of: Maximum,
}

/// No mark can be below it, or every mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a threshold is above zero, and not above what it is out of")]
pub struct NotAThreshold;

impl Threshold {
    pub fn new(below: Points, out_of: Maximum) -> Result<Self, NotAThreshold> {
        let of_use = below > Points::ZERO && below <= out_of.points();
        if of_use { Ok(Self { below, out_of }) } else { Err(NotAThreshold) }
    }

    pub fn below(self) -> Points {
        self.below
    }

    pub fn out_of(self) -> Maximum {
        self.out_of
    }

    /// Whether these points of a test marked out of `maximum` are below it, exactly.
    pub fn catches(self, points: Points, maximum: Maximum) -> bool {
        let scaled =
            |points: Points, by: Maximum| i128::from(points.hundredths()) * i128::from(by.points().hundredths());
        scaled(points, self.out_of) < scaled(self.below, maximum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out_of(points: u32) -> Maximum {
        Maximum::from_points(Points::literal(points * 100)).unwrap()
    }

    #[test]
    fn below_is_below_whatever_the_maximum() {
        let eight = Threshold::new(Points::literal(800), Maximum::TWENTY).unwrap();
        for (hundredths, maximum, caught) in [
            (799, 20, true),
            (800, 20, false),
            (399, 10, true),
            (400, 10, false),
            (1199, 30, true),
            (1200, 30, false),
            (0, 5, true),
        ] {
            assert_eq!(
                eight.catches(Points::literal(hundredths), out_of(maximum)),
                caught,
                "{hundredths} of {maximum}"
            );
        }
    }

    #[test]
    fn what_is_of_no_use_is_none() {
        assert_eq!(Threshold::new(Points::ZERO, Maximum::TWENTY), Err(NotAThreshold));
        assert_eq!(Threshold::new(Points::literal(2001), Maximum::TWENTY), Err(NotAThreshold));
        assert!(Threshold::new(Points::literal(2000), Maximum::TWENTY).is_ok());
    }
}
