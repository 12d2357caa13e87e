//! A policy as JSON, the shape of the school file: what is absent is as in [`Policy::default`], what is unknown is
//! refused with its place.

mod reader;
mod year;

use serde_json::Value;
use std::str::FromStr;

use self::reader::{Node, Problem};
use super::{
    Cascade, Component, Counts, DistinctionCondition, Formula, Ladder, Normalise, Policy, Rounding, RoundingMode,
    StatusRules, Wording, Words,
};
use crate::domain::{Maximum, Points};

/// What is wrong with a policy, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}{problem}")]
pub struct PolicyError {
    /// The place, with what joins it to the problem; empty for the policy itself.
    at: String,
    problem: Problem,
}

const KEYS: [&str; 17] = [
    "scale",
    "normalise",
    "formula",
    "components",
    "subject_round",
    "general_round",
    "cascade",
    "min_coverage",
    "status",
    "bands",
    "distinctions",
    "warnings",
    "distinction_condition",
    "ranks",
    "small_group",
    "words",
    "year",
];

impl FromStr for Policy {
    type Err = PolicyError;

    fn from_str(json: &str) -> Result<Self, PolicyError> {
        let value: Value = serde_json::from_str(json)
            .map_err(|_unreadable| PolicyError { at: String::new(), problem: Problem::Expected("a JSON object") })?;
        Self::from_json(&value)
    }
}

impl Policy {
    /// The policy that a JSON object says.
    pub fn from_json(value: &Value) -> Result<Self, PolicyError> {
        let root = Node::root(value);
        root.only(&KEYS)?;
        let standard = Self::default();
        Ok(Self {
            scale: root.get("scale", scale)?.unwrap_or(standard.scale),
            normalise: root.get("normalise", |node| node.name(&NORMALISE))?.unwrap_or(standard.normalise),
            formula: formula(&root)?,
            subject_round: root.get("subject_round", rounding)?.unwrap_or(standard.subject_round),
            general_round: root.get("general_round", rounding)?.unwrap_or(standard.general_round),
            cascade: root.get("cascade", |node| node.name(&CASCADE))?.unwrap_or(standard.cascade),
            min_coverage: root.get("min_coverage", Node::share)?.unwrap_or(standard.min_coverage),
            status: root.get("status", status)?.unwrap_or(standard.status),
            bands: root.get("bands", ladder)?.unwrap_or_default(),
            distinctions: root.get("distinctions", ladder)?.unwrap_or_default(),
            distinction_condition: root.get("distinction_condition", condition)?.unwrap_or_default(),
            warnings: root.get("warnings", ladder)?.unwrap_or_default(),
            ranks: root.get("ranks", Node::yes_or_no)?.unwrap_or(standard.ranks),
            small_group: root.get("small_group", Node::count)?.map_or(standard.small_group, |count| count as usize),
            wording: root.get("words", wording)?.unwrap_or_default(),
            year: root.get("year", year::rules)?,
        })
    }
}

const NORMALISE: [(&str, Normalise); 2] = [("to_scale", Normalise::ToScale), ("weight_by_max", Normalise::WeightByMax)];

const CASCADE: [(&str, Cascade); 2] = [("rounded", Cascade::Rounded), ("exact", Cascade::Exact)];

const COUNTS: [(&str, Counts); 2] = [("exclude", Counts::Exclude), ("zero", Counts::Zero)];

/// The ways of rounding, by direction; and as GEPI codes them, with their step.
const ROUNDING: [(&str, (RoundingMode, Option<Points>)); 11] = [
    ("half_up", (RoundingMode::HalfUp, None)),
    ("half_even", (RoundingMode::HalfEven, None)),
    ("down", (RoundingMode::Down, None)),
    ("up", (RoundingMode::Up, None)),
    ("near", (RoundingMode::HalfUp, None)),
    ("s1", (RoundingMode::Up, Some(Points::literal(10)))),
    ("s5", (RoundingMode::Up, Some(Points::literal(50)))),
    ("se", (RoundingMode::Up, Some(Points::ONE))),
    ("p1", (RoundingMode::HalfUp, Some(Points::literal(10)))),
    ("p5", (RoundingMode::HalfUp, Some(Points::literal(50)))),
    ("pe", (RoundingMode::HalfUp, Some(Points::ONE))),
];

fn scale(node: &Node<'_>) -> Result<Maximum, PolicyError> {
    Maximum::from_points(node.points()?).map_err(|error| node.wrong(Problem::Number(error.into())))
}

/// The formula, with the components it needs.
fn formula(root: &Node<'_>) -> Result<Formula, PolicyError> {
    let components = root.get("components", |node| node.each(component))?.unwrap_or_default();
    for (position, component) in components.iter().enumerate() {
        if components.iter().take(position).any(|known| known.group == component.group) {
            return Err(root.at("components").wrong(Problem::Twice(component.group.clone())));
        }
    }
    let weighs = components.iter().any(|component| component.weight > Points::ZERO);
    let names =
        [("weighted", Formula::Weighted), ("components", Formula::Components(components)), ("points", Formula::Points)];
    match root.get("formula", |node| node.name(&names))?.unwrap_or(Formula::Weighted) {
        Formula::Components(_) if !weighs => Err(root.at("components").wrong(Problem::NoWeight)),
        formula => Ok(formula),
    }
}

fn component(node: &Node<'_>) -> Result<Component, PolicyError> {
    let (group, weight) = node.pair("a pair of a group and its weight, like [\"DEV\", \"1\"]")?;
    Ok(Component { group: group.text()?.to_owned(), weight: weight.points()? })
}

fn rounding(node: &Node<'_>) -> Result<Rounding, PolicyError> {
    node.only(&["step", "mode"])?;
    let (mode, own_step) = node.get("mode", |mode| mode.name(&ROUNDING))?.unwrap_or((RoundingMode::HalfUp, None));
    let step = node.get("step", Node::points)?;
    match (step, own_step) {
        (Some(step), Some(own)) if step != own => Err(node.at("step").wrong(Problem::OtherStep(own))),
        _ => Rounding::new(step.or(own_step).unwrap_or(Points::HUNDREDTH), mode)
            .ok_or_else(|| node.at("step").wrong(Problem::NoStep)),
    }
}

fn status(node: &Node<'_>) -> Result<StatusRules, PolicyError> {
    node.only(&["ABS", "ABSNJ", "DISP", "NN", "NR", "MISSING"])?;
    let standard = StatusRules::default();
    let rule = |code, standard| Ok(node.get(code, |rule| rule.name(&COUNTS))?.unwrap_or(standard));
    if rule("MISSING", Counts::Exclude)? == Counts::Zero {
        return Err(node.at("MISSING").wrong(Problem::MissingIsNoZero));
    }
    Ok(StatusRules {
        absent: rule("ABS", standard.absent)?,
        absent_unjustified: rule("ABSNJ", standard.absent_unjustified)?,
        exempt: rule("DISP", standard.exempt)?,
        not_graded: rule("NN", standard.not_graded)?,
        not_handed_in: rule("NR", standard.not_handed_in)?,
    })
}

fn ladder(node: &Node<'_>) -> Result<Ladder, PolicyError> {
    let steps = node.each(|node| {
        let (threshold, word) = node.pair("a pair of a threshold and a word, like [\"12\", \"TH\"]")?;
        Ok((threshold.points()?, word.text()?.to_owned()))
    })?;
    for (position, (threshold, _)) in steps.iter().enumerate() {
        if steps.iter().take(position).any(|(known, _)| known == threshold) {
            return Err(node.wrong(Problem::Twice(threshold.to_string())));
        }
    }
    Ok(Ladder::new(steps))
}

/// A word of the rules, and what it is in the languages of families.
fn wording(node: &Node<'_>) -> Result<Wording, PolicyError> {
    let words = node.entries(|node| {
        node.only(&["fr", "en", "ar"])?;
        let said = |locale| node.get(locale, |word| Ok(word.text()?.to_owned()));
        Ok(Words { fr: said("fr")?, en: said("en")?, ar: said("ar")? })
    });
    Ok(Wording::new(words?))
}

fn condition(node: &Node<'_>) -> Result<DistinctionCondition, PolicyError> {
    node.only(&["conduct_subject", "conduct_min", "max_unjustified_hours"])?;
    let subject = node.get("conduct_subject", |node| Ok(node.text()?.to_owned()))?;
    let threshold = node.get("conduct_min", Node::points)?;
    let conduct = match (subject, threshold) {
        (Some(subject), Some(threshold)) => Some((subject, threshold)),
        (None, None) => None,
        (Some(_), None) => return Err(node.at("conduct_min").wrong(Problem::Missing)),
        (None, Some(_)) => return Err(node.at("conduct_subject").wrong(Problem::Missing)),
    };
    Ok(DistinctionCondition { conduct, max_unjustified_hours: node.get("max_unjustified_hours", Node::count)? })
}
