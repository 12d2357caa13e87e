//! `annonce aux parents de 4eA demain à 9h : …`: when an announcement is to leave, where its head says so.
//!
//! Invariant: only what stands in front of the colon is such a moment; a day without an hour is one behind a word for sending
//! only, for `annonce aux parents demain : …` may as well tell of that day.

use jiff::civil::DateTime;

use super::super::cue::Cue;
use super::super::reading::Reading;
use super::super::token::{Kind, Token};
use super::draft::moment;

/// Small words around a day and an hour.
const AROUND: [&str; 26] = [
    "a",
    "at",
    "on",
    "by",
    "le",
    "pour",
    "for",
    "vers",
    "des",
    "from",
    "h",
    "am",
    "pm",
    "matin",
    "midi",
    "soir",
    "morning",
    "evening",
    "afternoon",
    "night",
    "tonight",
    "الساعه",
    "علي",
    "يوم",
    "صباحا",
    "مساء",
];

/// When the head of an announcement says that it is to leave.
pub(super) enum HeadMoment {
    None,
    At(DateTime),
    /// `demain soir`: an hour is meant, and not said.
    Unclear,
}

/// What the head before this colon says of when.
pub(super) fn head_moment(r: &Reading<'_>, colon: usize) -> HeadMoment {
    let head = r.tokens.get(colon).and_then(|sign| r.text.get(..sign.start));
    let Some(head) = head.filter(|_| when_in_head(r, colon)) else { return HeadMoment::None };
    moment(&Reading::new(head, r.index, r.dialogue)).map_or(HeadMoment::Unclear, HeadMoment::At)
}

/// Whether the head before this colon says when.
pub(super) fn when_in_head(r: &Reading<'_>, colon: usize) -> bool {
    let hour = r.times.iter().any(|time| time.to <= colon);
    let day = r.dates.iter().any(|date| date.to <= colon);
    let sends =
        [Cue::Schedule, Cue::Send, Cue::Later].into_iter().any(|cue| r.find(cue).is_some_and(|hit| hit.to <= colon));
    let bare = (0..colon).any(|at| r.tokens.get(at).is_some_and(|token| is_bare_hour(r, at, token)));
    hour || day && (sends || bare)
}

/// Whether a word is part of a moment, or leads up to it.
pub(in crate::commands::understand) fn says_when(r: &Reading<'_>, at: usize) -> bool {
    let Some(token) = r.tokens.get(at).filter(|token| token.is_text()) else { return true };
    in_moment(r, at) || AROUND.contains(&token.word.as_str()) || is_bare_hour(r, at, token)
}

/// `demain 9`
fn is_bare_hour(r: &Reading<'_>, at: usize, token: &Token) -> bool {
    let behind_day = r.dates.iter().any(|date| date.to <= at && at <= date.to + 1);
    behind_day && token.kind == Kind::Digits && token.word.len() <= 2
}

/// Whether a word is part of a day or an hour.
pub(super) fn in_moment(r: &Reading<'_>, at: usize) -> bool {
    let days = r.dates.iter().map(|place| (place.from, place.to));
    days.chain(r.times.iter().map(|place| (place.from, place.to))).any(|(from, to)| from <= at && at < to)
}
