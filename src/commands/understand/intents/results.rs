//! `qui vient ?`, `qui a lu ?`: what became of an announcement, and of which kind.

use super::super::Intent;
use super::super::interpretation::Interpretation;
use super::super::reading::Reading;
use crate::domain::BroadcastAsk;

/// Said of those who come.
const COME: [&str; 14] = [
    "vient",
    "viennent",
    "viendra",
    "viendront",
    "venir",
    "coming",
    "come",
    "there",
    "سياتي",
    "سيحضر",
    "يحضر",
    "جاي",
    "يجي",
    "jay",
];
/// Said of those who read.
const READ: [&str; 12] =
    ["lu", "lue", "lus", "lues", "read", "opened", "ouvert", "قرا", "قراوا", "قروا", "9ra", "9raw"];

/// What is asked about an announcement that was sent.
pub(super) fn results(r: &Reading<'_>) -> Interpretation {
    let said = |words: &[&str]| r.tokens.iter().any(|token| words.contains(&token.word.as_str()));
    let of = match (said(&COME), said(&READ)) {
        (true, false) => Some(BroadcastAsk::Coming),
        (false, true) => Some(BroadcastAsk::Reading),
        _ => None,
    };
    Interpretation::ok(Intent::BroadcastStats).with(|slots| slots.results_of = of)
}
