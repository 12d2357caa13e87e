//! A year: the terms' averages become the annual one, and what it proposes.
//!
//! Invariant: what is proposed is never a decision; a class council takes it.

use serde::{Deserialize, Serialize};

use super::{Average, Exact, Rounding};
use crate::domain::{Maximum, Points};

/// What thresholds are averages out of.
const THRESHOLD_SCALE: i64 = 20;

/// How a school makes a year of its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearRules {
    /// What the terms weigh, in their order: the year has so many. Empty: all weigh the same, however many there are.
    pub weights: Vec<Points>,
    pub round: Rounding,
    /// Which average thresholds are held against.
    pub decides_on: DecidesOn,
    /// None: nothing is proposed.
    pub promotion: Option<PromotionRule>,
}

/// Which average thresholds are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidesOn {
    /// The printed one.
    Rounded,
    Exact,
}

/// What a year's average proposes to the class council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

    /// The decision that would follow it; none where the council has to make up its mind.
    pub fn follows(self) -> Option<CouncilDecision> {
        match self {
            Self::Promoted => Some(CouncilDecision::Promoted),
            Self::Council => None,
            Self::Repeats => Some(CouncilDecision::Repeats),
            Self::Excluded => Some(CouncilDecision::Excluded),
        }
    }
}

/// What a class council decided about a student's year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouncilDecision {
    Promoted,
    Repeats,
    Excluded,
}

impl CouncilDecision {
    pub const ALL: [Self; 3] = [Self::Promoted, Self::Repeats, Self::Excluded];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Promoted => "promoted",
            Self::Repeats => "repeats",
            Self::Excluded => "excluded",
        }
    }

    /// The decision of a code, exactly as [`Self::code`] writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.code() == code)
    }
}

/// From which annual average out of 20 on what is proposed, highest first; the last threshold is zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromotionRule {
    newcomers: Vec<(Points, Decision)>,
    repeaters: Vec<(Points, Decision)>,
}

impl PromotionRule {
    /// Steps in any order. None unless each of both begins at zero: an average that proposes nothing is a hole.
    pub fn new(newcomers: Vec<(Points, Decision)>, repeaters: Vec<(Points, Decision)>) -> Option<Self> {
        let is_whole = |steps: &[(Points, Decision)]| steps.iter().any(|(threshold, _)| *threshold == Points::ZERO);
        let highest_first = |mut steps: Vec<(Points, Decision)>| {
            steps.sort_by_key(|(threshold, _)| std::cmp::Reverse(*threshold));
            steps
        };
        (is_whole(&newcomers) && is_whole(&repeaters))
            .then(|| Self { newcomers: highest_first(newcomers), repeaters: highest_first(repeaters) })
    }

    /// Côte d'Ivoire, 6e to 4e, since 2022-23.
    pub fn ivory_coast_2022() -> Self {
        let promoted = (Points::literal(10_00), Decision::Promoted);
        let council = (Points::literal(9_50), Decision::Council);
        let repeats = (Points::literal(8_50), Decision::Repeats);
        let excluded = (Points::ZERO, Decision::Excluded);
        Self { newcomers: vec![promoted, council, repeats, excluded], repeaters: vec![promoted, excluded] }
    }

    /// What an average out of `scale` proposes.
    pub fn proposed(&self, average: &Exact, scale: Maximum, is_repeater: bool) -> Option<Decision> {
        let steps = if is_repeater { &self.repeaters } else { &self.newcomers };
        let (of, out_of) = (Exact::whole(THRESHOLD_SCALE), Exact::from(scale.points()));
        let average = average * &of;
        let reached = steps.iter().find(|(threshold, _)| average >= &Exact::from(*threshold) * &out_of);
        reached.map(|(_, decision)| *decision)
    }
}

impl YearRules {
    /// How many terms the year has, of which `known` are known.
    pub fn terms(&self, known: usize) -> usize {
        if self.weights.is_empty() { known } else { self.weights.len() }
    }

    /// What a term weighs, by its place from 0.
    pub fn weight(&self, place: usize) -> Points {
        self.weights.get(place).copied().unwrap_or(Points::ONE)
    }

    /// The annual average of terms' averages in their order, each out of its own scale.
    pub fn average(&self, terms: &[Option<(Points, Maximum)>], scale: Maximum) -> Option<Average> {
        let terms: Vec<_> = terms
            .iter()
            .enumerate()
            .map(|(place, term)| (term.and_then(|term| brought_to(term, scale)), self.weight(place)))
            .collect();
        annual_average(&terms, self.round, scale)
    }

    /// What an average proposes to the class council.
    pub fn proposed(&self, average: &Average, scale: Maximum, is_repeater: bool) -> Option<Decision> {
        let rule = self.promotion.as_ref()?;
        match self.decides_on {
            DecidesOn::Rounded => rule.proposed(&average.shown.into(), scale, is_repeater),
            DecidesOn::Exact => rule.proposed(&average.exact, scale, is_repeater),
        }
    }
}

fn brought_to((average, own): (Points, Maximum), scale: Maximum) -> Option<Exact> {
    let average = &Exact::from(average) * &Exact::from(scale.points());
    average.checked_div(&own.points().into())
}

/// The annual average of terms' averages and their weights; a term without average leaves both sums. None when no term
/// has one.
pub fn annual_average(terms: &[(Option<Exact>, Points)], round: Rounding, scale: Maximum) -> Option<Average> {
    let (mut sum, mut weights) = (Exact::ZERO, Exact::ZERO);
    for (average, weight) in terms.iter().filter_map(|(average, weight)| Some((average.as_ref()?, *weight))) {
        let weight = Exact::from(weight);
        sum = &sum + &(average * &weight);
        weights = &weights + &weight;
    }
    Average::new(sum.checked_div(&weights)?, round, scale)
}
