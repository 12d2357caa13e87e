//! A student's year as it is written.

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::{Value, json};

use super::written::TermAverage;
use crate::domain::grading::{Decision, Exact, PromotionRule, Rounding, annual_average};
use crate::domain::{Maximum, Points};

/// A year to be completed.
#[derive(Debug, Deserialize)]
pub(super) struct YearInput {
    id: String,
    terms: Vec<TermAverage>,
    /// What the terms weigh, as `1:2:2`; words may follow.
    weights: String,
    repeater: bool,
}

impl YearInput {
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The year with its average and decisions.
    pub(super) fn completed(&self) -> anyhow::Result<Value> {
        let weights = self.weights()?;
        anyhow::ensure!(
            weights.len() == self.terms.len(),
            "weights: {} of them for {} terms",
            weights.len(),
            self.terms.len()
        );
        let terms: Vec<(Option<Points>, Points)> = self.terms.iter().map(|term| term.0).zip(weights).collect();
        for (position, (average, _)) in terms.iter().enumerate() {
            let is_above = average.is_some_and(|average| average > Maximum::TWENTY.points());
            anyhow::ensure!(!is_above, "terms[{position}]: above the maximum of {}", Maximum::TWENTY);
        }
        let rule = PromotionRule::ivory_coast_2022();
        let averages: Vec<_> = terms.iter().map(|(average, weight)| (average.map(Exact::from), *weight)).collect();
        let year = annual_average(&averages, Rounding::HUNDREDTH, Maximum::TWENTY);
        let year = year.as_ref();
        let proposed = |average: &Exact| rule.proposed(average, Maximum::TWENTY, self.repeater).map(Decision::code);
        Ok(json!({
            "id": self.id,
            "terms": terms.iter().map(|(average, _)| average.map(Points::fixed)).collect::<Vec<_>>(),
            "weights": self.weights,
            "repeater": self.repeater,
            "mga_exact": year.map(|year| year.exact.to_string()),
            "mga": year.map(|year| year.shown.fixed()),
            "decision_on_rounded": year.and_then(|year| proposed(&year.shown.into())),
            "decision_on_exact": year.and_then(|year| proposed(&year.exact)),
            "missing_term": terms.iter().any(|(average, _)| average.is_none()),
        }))
    }

    fn weights(&self) -> anyhow::Result<Vec<Points>> {
        let figures = self.weights.split_whitespace().next().context("weights: missing; write them like 1:2:2")?;
        let weights = figures
            .split(':')
            .map(|weight| weight.parse().with_context(|| format!("weights: \"{figures}\"; write them like 1:2:2")));
        weights.collect()
    }
}
