//! Announcements that are to leave later: which there are, another moment for one, that one is not to leave.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Reason, Slots};
use super::super::reading::Reading;
use super::super::scope::Speaker;
use super::super::token::{Kind, Token};
use super::draft::moment;
use super::moments::in_moment;

/// `annonces prévues`, `déplace l'annonce 2 à demain 8h`, `annule l'annonce 2`.
pub(super) fn scheduled(r: &Reading<'_>) -> Option<Interpretation> {
    let staff = matches!(r.index.speaker(), Speaker::Staff(_));
    if !staff || r.colon().is_some() || r.has(Cue::Negation) {
        return None;
    }
    let asks =
        [Cue::Scheduled, Cue::Announce, Cue::Show, Cue::Question, Cue::Want, Cue::Thanks, Cue::Send, Cue::Schedule];
    if r.has(Cue::Scheduled) && r.only(&asks) {
        return Some(Interpretation::ok(Intent::BroadcastScheduled));
    }
    if !r.has(Cue::Announce) {
        return None;
    }
    let number = number(r);
    let cancels = [Cue::Announce, Cue::Scheduled, Cue::Cancel, Cue::No, Cue::Undo, Cue::Delete, Cue::Thanks];
    let numbered = |cues: &[Cue]| {
        let mut beyond = r.tokens_beyond(cues);
        beyond.next().is_some_and(|token| token.kind == Kind::Digits) && beyond.next().is_none()
    };
    let holds = [Cue::Announce, Cue::Scheduled, Cue::Pause, Cue::GoOn, Cue::Resume, Cue::Thanks, Cue::Want];
    if let (Some(number), true, true) = (number, numbered(&holds), r.any(&[Cue::Pause, Cue::GoOn, Cue::Resume])) {
        let intent = if r.has(Cue::Pause) { Intent::BroadcastPause } else { Intent::BroadcastResume };
        return Some(Interpretation::ok(intent).with(|slots| slots.option = Some(number)));
    }
    if let (Some(number), true, true) = (number, numbered(&cancels), r.any(&[Cue::Cancel, Cue::Undo, Cue::Delete])) {
        let found = Interpretation::ok(Intent::BroadcastCancel);
        return Some(found.with(|slots| slots.option = Some(number)));
    }
    // `annule l'annonce de lundi`
    let dated = !(r.dates.is_empty() && r.times.is_empty());
    if number.is_none()
        && dated
        && r.any(&[Cue::Cancel, Cue::Undo, Cue::Delete])
        && r.tokens_beyond(&cancels).all(|token| is_of_a_moment(r, token))
    {
        return Some(Interpretation::ok(Intent::BroadcastCancel));
    }
    let moves = [Cue::Announce, Cue::Scheduled, Cue::Update, Cue::Schedule, Cue::Later, Cue::Thanks, Cue::Want];
    if !r.any(&[Cue::Update, Cue::Schedule]) || !r.tokens_beyond(&moves).all(|token| is_of_a_moment(r, token)) {
        return None;
    }
    let at = moment(r);
    let (outcome, reason) = if at.is_some() { (Outcome::Ok, None) } else { (Outcome::Clarify, Some(Reason::Date)) };
    let slots = Slots { at, option: number, ..Slots::default() };
    Some(Interpretation { intent: Intent::BroadcastMove, outcome, reason, slots, language: None })
}

fn place_of(r: &Reading<'_>, token: &Token) -> Option<usize> {
    r.tokens.iter().position(|other| other.start == token.start)
}

/// The number that stands right behind the announcement.
fn number(r: &Reading<'_>) -> Option<usize> {
    let from = r.find(Cue::Announce)?.to;
    let introduces = ["n", "no", "numero", "number", "num", "رقم"];
    let next = (from..r.tokens.len()).find(|at| {
        r.tokens.get(*at).is_some_and(|token| token.is_text() && !introduces.contains(&token.word.as_str()))
    })?;
    let token = r.tokens.get(next)?;
    let is_number = token.kind == Kind::Digits && token.word.len() <= 2 && !in_moment(r, next);
    is_number.then(|| token.word.parse().ok()).flatten()
}

/// A number of the list, a part of a day or an hour, or a small word that leads to them.
fn is_of_a_moment(r: &Reading<'_>, token: &Token) -> bool {
    const SMALL: [&str; 14] = ["a", "au", "de", "du", "l", "le", "la", "pour", "to", "at", "on", "for", "the", "الى"];
    let Some(at) = place_of(r, token) else { return false };
    in_moment(r, at) || token.kind == Kind::Digits || SMALL.contains(&token.word.as_str())
}
