//! Telegram commands. Most are ordinary words behind a slash and are understood as such; here are the others.

use super::super::Intent;
use super::super::interpretation::{Interpretation, Outcome, Reason};
use super::super::reading::Reading;
use super::super::scope::Speaker;

/// `/eval interro 7 sur 10`
pub(super) fn is(r: &Reading<'_>, command: &str) -> bool {
    matches!(r.tokens.as_slice(), [slash, name, ..] if slash.is_sign('/') && name.glued && name.word == command)
}

pub(super) fn command(r: &Reading<'_>) -> Option<Interpretation> {
    let [slash, name, rest @ ..] = r.tokens.as_slice() else { return None };
    if !slash.is_sign('/') || !name.glued {
        return None;
    }
    let alone = !rest.iter().any(|token| token.is_text() && !token.glued);
    let staff = matches!(r.index.speaker(), Speaker::Staff(_));
    match (name.word.as_str(), alone) {
        ("start", true) if r.dialogue.opted_out => Some(Interpretation::ok(Intent::Start)),
        ("start" | "aide" | "help", true) => Some(Interpretation::ok(Intent::Help)),
        ("note", true) if staff => {
            Some(Interpretation::because(Intent::MarkSet, Outcome::Clarify, Reason::StudentAndAssessment))
        }
        ("notes", true) if staff => {
            Some(Interpretation::because(Intent::MarkList, Outcome::Clarify, Reason::Assessment))
        }
        ("eval", true) if staff => {
            Some(Interpretation::because(Intent::AssessmentCreate, Outcome::Clarify, Reason::Class))
        }
        _ => None,
    }
}
