//! How a school makes a year of its terms, as JSON.

use super::reader::{Node, Problem};
use super::{PolicyError, rounding};
use crate::domain::Points;
use crate::domain::grading::{DecidesOn, Decision, PromotionRule, Rounding, YearRules};

const DECIDES_ON: [(&str, DecidesOn); 2] = [("rounded", DecidesOn::Rounded), ("exact", DecidesOn::Exact)];

const DECISIONS: [(&str, Decision); 4] = [
    ("promoted", Decision::Promoted),
    ("council", Decision::Council),
    ("repeats", Decision::Repeats),
    ("excluded", Decision::Excluded),
];

pub(super) fn rules(node: &Node<'_>) -> Result<YearRules, PolicyError> {
    node.only(&["weights", "round", "decide_on", "decisions", "repeaters"])?;
    let weights = node.get("weights", |weights| weights.each(Node::points))?.unwrap_or_default();
    if !weights.is_empty() && weights.iter().all(|weight| *weight == Points::ZERO) {
        return Err(node.at("weights").wrong(Problem::NoTermWeighs));
    }
    Ok(YearRules {
        weights,
        round: node.get("round", rounding)?.unwrap_or(Rounding::HUNDREDTH),
        decides_on: node.get("decide_on", |node| node.name(&DECIDES_ON))?.unwrap_or(DecidesOn::Rounded),
        promotion: promotion(node)?,
    })
}

/// Who repeats a year is held to the same thresholds, unless the school has others for them.
fn promotion(node: &Node<'_>) -> Result<Option<PromotionRule>, PolicyError> {
    let newcomers = node.get("decisions", steps)?;
    let repeaters = node.get("repeaters", steps)?;
    match (newcomers, repeaters) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(node.at("decisions").wrong(Problem::Missing)),
        (Some(newcomers), repeaters) => {
            let repeaters = repeaters.unwrap_or_else(|| newcomers.clone());
            Ok(PromotionRule::new(newcomers, repeaters))
        }
    }
}

fn steps(node: &Node<'_>) -> Result<Vec<(Points, Decision)>, PolicyError> {
    let steps = node.each(|node| {
        let (threshold, decision) = node.pair("a pair of a threshold and a decision, like [\"10\", \"promoted\"]")?;
        Ok((threshold.points()?, decision.name(&DECISIONS)?))
    })?;
    for (position, (threshold, _)) in steps.iter().enumerate() {
        if steps.iter().take(position).any(|(known, _)| known == threshold) {
            return Err(node.wrong(Problem::Twice(threshold.to_string())));
        }
    }
    if steps.iter().any(|(threshold, _)| *threshold == Points::ZERO) {
        Ok(steps)
    } else {
        Err(node.wrong(Problem::NotFromZero))
    }
}
