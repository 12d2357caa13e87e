//! `annonce aux parents de 4eA demain à 9h : …`: when an announcement is to leave, where its head says so.
//!
//! Invariant: only what stands in front of the colon is such a moment; of a day without an hour the hour is asked, unless
//! there is a word for sending, for `annonce aux parents demain : …` may as well tell of that day.

use jiff::civil::{Date, DateTime};

use super::super::cue::Cue;
use super::super::delay::delays;
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
    /// `demain soir`: an hour is meant, and not said; of which day.
    Unclear(Option<Date>),
}

/// What the head before this colon says of when.
pub(super) fn head_moment(r: &Reading<'_>, colon: usize) -> HeadMoment {
    let head = r.tokens.get(colon).and_then(|sign| r.text.get(..sign.end));
    let Some(head) = head.filter(|_| when_in_head(r, colon)) else { return HeadMoment::None };
    let own = Reading::new(head, r.index, r.dialogue);
    let day = own.dates.first().map(|date| date.what);
    let ordered = !day_alone(r, colon) || sends(r, colon);
    moment(&own).filter(|_| ordered).map_or(HeadMoment::Unclear(day), HeadMoment::At)
}

/// Whether the head before this colon says when.
pub(super) fn when_in_head(r: &Reading<'_>, colon: usize) -> bool {
    let hour = hour_in_head(r, colon);
    let day = r.dates.iter().any(|date| date.to <= colon);
    hour || day && sends(r, colon) || day_alone(r, colon)
}

fn sends(r: &Reading<'_>, colon: usize) -> bool {
    [Cue::Schedule, Cue::Send, Cue::Later].into_iter().any(|cue| r.find(cue).is_some_and(|hit| hit.to <= colon))
}

fn hour_in_head(r: &Reading<'_>, colon: usize) -> bool {
    let bare = (0..colon).any(|at| r.tokens.get(at).is_some_and(|token| is_bare_hour(r, at, token)));
    bare || r.times.iter().any(|time| time.to <= colon) || delays(&r.tokens).iter().any(|delay| delay.to <= colon)
}

/// `annonce aux parents de 4eA demain : …`: a day without an hour at the end of the head, and no day of something.
fn day_alone(r: &Reading<'_>, colon: usize) -> bool {
    let of = |from: usize| {
        from.checked_sub(1)
            .and_then(|at| r.tokens.get(at))
            .is_some_and(|token| matches!(token.word.as_str(), "de" | "du" | "d" | "of" | "pour" | "for"))
    };
    let today = r.dialogue.now.date();
    // `d'hier` is no day to come.
    !hour_in_head(r, colon) && r.dates.iter().any(|date| date.to == colon && date.what >= today && !of(date.from))
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
    let delays = delays(&r.tokens).into_iter().map(|place| (place.from, place.to));
    days.chain(r.times.iter().map(|place| (place.from, place.to))).chain(delays).any(|(from, to)| from <= at && at < to)
}
