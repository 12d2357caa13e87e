//! A school's grading rules: everything that differs between schools, as values.
//!
//! Invariant: a policy that exists can be applied to any class; thresholds are sorted and speak of marks out of 20,
//! whatever the scale.

use super::{Exact, Rounding, Wording, YearRules};
use crate::domain::{MarkStatus, Maximum, Points};

/// What thresholds are marks out of.
const THRESHOLD_SCALE: i64 = 20;

/// The rules of a school for a term.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// What averages are out of.
    pub scale: Maximum,
    pub normalise: Normalise,
    pub formula: Formula,
    pub subject_round: Rounding,
    pub general_round: Rounding,
    pub cascade: Cascade,
    /// The least share of the coefficients with which a student is classed.
    pub min_coverage: Exact,
    pub status: StatusRules,
    /// Appreciations.
    pub bands: Ladder,
    pub distinctions: Ladder,
    pub distinction_condition: DistinctionCondition,
    /// What is pronounced below a threshold.
    pub warnings: Ladder,
    /// Whether students are ranked.
    pub ranks: bool,
    /// Up to this many marks, the lowest and the highest would tell whose they are.
    pub small_group: usize,
    /// Appreciations, distinctions and warnings in the languages of families.
    pub wording: Wording,
    /// How terms make a year; none: they make none.
    pub year: Option<YearRules>,
}

/// What assessments with different maxima weigh against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normalise {
    /// Marks are brought to the scale first: an assessment weighs its coefficient.
    ToScale,
    /// An assessment weighs its coefficient times its maximum.
    WeightByMax,
}

/// How the marks of a subject make its average.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// The mean of marks by coefficients.
    Weighted,
    /// The mean, by weights, of the means of groups of assessments. An empty group leaves both sums.
    Components(Vec<Component>),
    /// The sum of points over the sum of maxima, brought to the scale.
    Points,
}

/// A group of assessments and what its mean weighs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    pub group: String,
    pub weight: Points,
}

/// Which subject averages make the general average.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cascade {
    /// Those printed: the page adds up when families do it again by hand.
    Rounded,
    /// The exact ones.
    Exact,
}

impl Cascade {
    /// The choice that was not made.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Rounded => Self::Exact,
            Self::Exact => Self::Rounded,
        }
    }
}

/// What a status counts for. A mark that is not entered never counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusRules {
    pub absent: Counts,
    pub absent_unjustified: Counts,
    pub exempt: Counts,
    pub not_graded: Counts,
    pub not_handed_in: Counts,
}

/// Whether a status is left out or counts as no points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    Exclude,
    Zero,
}

impl StatusRules {
    pub fn of(&self, status: MarkStatus) -> Counts {
        match status {
            MarkStatus::Absent => self.absent,
            MarkStatus::AbsentUnjustified => self.absent_unjustified,
            MarkStatus::Exempt => self.exempt,
            MarkStatus::NotGraded => self.not_graded,
            MarkStatus::NotHandedIn => self.not_handed_in,
        }
    }
}

/// Words by threshold, lowest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ladder(Vec<(Points, String)>);

impl Ladder {
    /// Steps in any order.
    pub fn new(mut steps: Vec<(Points, String)>) -> Self {
        steps.sort_by_key(|(threshold, _)| *threshold);
        Self(steps)
    }

    /// Its words, lowest first.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, word)| word.as_str())
    }

    /// The word of the highest threshold that an average out of `scale` reaches.
    pub fn reached(&self, average: Points, scale: Maximum) -> Option<&str> {
        let reached = |(threshold, _): &&(Points, String)| reaches(average, *threshold, scale);
        self.0.iter().rev().find(reached).map(|(_, word)| word.as_str())
    }

    /// The word of the lowest threshold that an average out of `scale` stays below.
    pub fn missed(&self, average: Points, scale: Maximum) -> Option<&str> {
        self.0.iter().find(|(threshold, _)| !reaches(average, *threshold, scale)).map(|(_, word)| word.as_str())
    }
}

/// Whether an average out of `scale` is at or above a threshold out of 20.
pub(super) fn reaches(average: Points, threshold: Points, scale: Maximum) -> bool {
    let out_of = |points: Points, factor: i64| i128::from(points.hundredths()) * i128::from(factor);
    out_of(average, THRESHOLD_SCALE * 100) >= out_of(threshold, scale.points().hundredths())
}

/// What blocks distinctions, however high the average.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DistinctionCondition {
    /// A subject whose average must reach a threshold, when the student has one.
    pub conduct: Option<(String, Points)>,
    pub max_unjustified_hours: Option<u32>,
}

/// The rules of a school that set none.
impl Default for Policy {
    fn default() -> Self {
        Self {
            scale: Maximum::TWENTY,
            normalise: Normalise::ToScale,
            formula: Formula::Weighted,
            subject_round: Rounding::HUNDREDTH,
            general_round: Rounding::HUNDREDTH,
            cascade: Cascade::Rounded,
            min_coverage: Exact::fraction(1, 2).unwrap_or(Exact::ZERO),
            status: StatusRules::default(),
            bands: Ladder::default(),
            distinctions: Ladder::default(),
            distinction_condition: DistinctionCondition::default(),
            warnings: Ladder::default(),
            ranks: true,
            small_group: 3,
            wording: Wording::default(),
            year: None,
        }
    }
}

impl Default for StatusRules {
    fn default() -> Self {
        Self {
            absent: Counts::Exclude,
            absent_unjustified: Counts::Zero,
            exempt: Counts::Exclude,
            not_graded: Counts::Exclude,
            not_handed_in: Counts::Zero,
        }
    }
}
