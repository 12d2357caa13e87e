//! Amounts of money as providers price messages: in millionths, for one message costs a fraction of a cent.

use serde::{Deserialize, Serialize};
use std::fmt;

/// So many millionths of a unit of a currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    pub micros: i64,
    /// ISO 4217.
    pub currency: String,
}

/// A hundredth.
const CENT: i64 = 10_000;

/// Not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write an amount such as 25 or 12.50, with at most six decimals")]
pub struct NotAnAmount;

impl Money {
    /// An amount as written in configuration and rate files: digits and a point, never negative.
    pub fn parse_micros(text: &str) -> Result<i64, NotAnAmount> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || fraction.len() > 6 || !digits(whole) || !digits(fraction) {
            return Err(NotAnAmount);
        }
        format!("{whole}{fraction:0<6}").parse().map_err(|_unreadable| NotAnAmount)
    }

    /// Rounded up to whole hundredths: a cost is never said to be smaller than it is.
    #[must_use]
    pub fn rounded_up(&self) -> Self {
        Self {
            micros: self.micros.div_euclid(CENT) * CENT + if self.micros.rem_euclid(CENT) > 0 { CENT } else { 0 },
            currency: self.currency.clone(),
        }
    }

    /// To the last millionth, with at least two decimals: what an operator compares with a budget.
    pub fn exact(&self) -> String {
        let (whole, micros) = (self.micros.div_euclid(1_000_000), self.micros.rem_euclid(1_000_000));
        let fraction = format!("{micros:06}");
        let (hundredths, rest) = fraction.split_at(2);
        format!("{whole}.{hundredths}{} {}", rest.trim_end_matches('0'), self.currency)
    }

    /// Each of these in whole hundredths, so that together they are their sum rounded up: no part is said to be more than
    /// itself rounded up.
    #[must_use]
    pub fn parts_of_sum(micros: &[i64]) -> Vec<i64> {
        let whole = |micros: &i64| micros.div_euclid(CENT);
        let sum: i64 = micros.iter().sum();
        let missing = whole(&sum) + i64::from(sum.rem_euclid(CENT) > 0) - micros.iter().map(whole).sum::<i64>();
        let mut by_rest: Vec<usize> = (0..micros.len()).collect();
        by_rest.sort_by_key(|at| std::cmp::Reverse(micros.get(*at).map_or(0, |micros| micros.rem_euclid(CENT))));
        let rounded_up: Vec<usize> = by_rest.into_iter().take(usize::try_from(missing).unwrap_or(0)).collect();
        let part = |(at, micros): (usize, &i64)| (whole(micros) + i64::from(rounded_up.contains(&at))) * CENT;
        micros.iter().enumerate().map(part).collect()
    }

    /// Rounded down to hundredths: a budget is never said to be larger than it is.
    pub fn hundredths(&self) -> i64 {
        self.micros.div_euclid(CENT)
    }
}

/// `12.50 USD`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = self.hundredths();
        write!(f, "{}.{:02} {}", hundredths / 100, hundredths % 100, self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_or_refused() {
        for (text, micros) in [("25", 25_000_000), ("12.50", 12_500_000), ("0.004", 4_000), ("0.000001", 1)] {
            assert_eq!(Money::parse_micros(text), Ok(micros), "{text}");
        }
        for text in ["", ".", "-1", "1,5", "1.1234567", "1e3", "1 000", "12345678901", "٢٥"] {
            assert_eq!(Money::parse_micros(text), Err(NotAnAmount), "{text}");
        }
        let parts = Money::parts_of_sum(&[7_194_000, 915_500, 25_200]);
        assert_eq!(parts, [7_190_000, 920_000, 30_000]);
        assert_eq!(Money::parts_of_sum(&[36_100, 13_300]), [40_000, 10_000]);
        assert_eq!(Money::parts_of_sum(&[10_000, 20_000]), [10_000, 20_000]);
        assert_eq!(Money::parts_of_sum(&[]), Vec::<i64>::new());
        let money = Money { micros: 12_509_999, currency: "USD".to_owned() };
        assert_eq!(money.to_string(), "12.50 USD");
        assert_eq!(money.rounded_up().to_string(), "12.51 USD");
        assert_eq!(money.exact(), "12.509999 USD");
        assert_eq!(Money { micros: 3_070_000, ..money.clone() }.exact(), "3.07 USD");
        assert_eq!(money.rounded_up().rounded_up(), money.rounded_up());
    }
}
