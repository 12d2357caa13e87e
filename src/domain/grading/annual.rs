//! A year: the terms' averages become the annual one, and what it proposes.

use super::{Average, Exact, Rounding};
use crate::domain::{Maximum, Points};

/// What a year's average proposes to the class council.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Promoted,
    /// The class council decides.
    Council,
    Repeats,
    Excluded,
}

impl Decision {
    /// As the field writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Promoted => "admis",
            Self::Council => "conseil_de_classe",
            Self::Repeats => "redouble",
            Self::Excluded => "exclu",
        }
    }
}

/// From which annual average on what is proposed, highest first; below all of them a student is excluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromotionRule {
    pub newcomers: Vec<(Points, Decision)>,
    pub repeaters: Vec<(Points, Decision)>,
}

impl PromotionRule {
    /// Côte d'Ivoire, 6e to 4e, since 2022-23; averages out of 20.
    pub fn ivory_coast_2022() -> Self {
        let promoted = (Points::literal(10_00), Decision::Promoted);
        let council = (Points::literal(9_50), Decision::Council);
        let repeats = (Points::literal(8_50), Decision::Repeats);
        Self { newcomers: vec![promoted, council, repeats], repeaters: vec![promoted] }
    }

    fn decide(&self, average: &Exact, is_repeater: bool) -> Decision {
        let steps = if is_repeater { &self.repeaters } else { &self.newcomers };
        let reached = steps.iter().find(|(threshold, _)| *average >= Exact::from(*threshold));
        reached.map_or(Decision::Excluded, |(_, decision)| *decision)
    }
}

/// A student's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnualResult {
    pub average: Average,
    /// What the printed average proposes.
    pub on_shown: Decision,
    /// What the exact one proposes.
    pub on_exact: Decision,
}

/// The result of a year from its terms' averages and their weights; a term without average leaves both sums.
/// None when no term has one.
pub fn annual_result(
    terms: &[(Option<Points>, Points)],
    rule: &PromotionRule,
    scale: Maximum,
    is_repeater: bool,
) -> Option<AnnualResult> {
    let (mut sum, mut weights) = (Exact::ZERO, Exact::ZERO);
    for (average, weight) in terms.iter().filter_map(|(average, weight)| Some(((*average)?, *weight))) {
        let weight = Exact::from(weight);
        sum = &sum + &(&Exact::from(average) * &weight);
        weights = &weights + &weight;
    }
    let average = Average::new(sum.checked_div(&weights)?, Rounding::HUNDREDTH, scale)?;
    let on_shown = rule.decide(&average.shown.into(), is_repeater);
    let on_exact = rule.decide(&average.exact, is_repeater);
    Some(AnnualResult { average, on_shown, on_exact })
}
