//! What can be said about an announcement that is being written: when it is to leave, that it is not to, what it costs.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::super::Intent;
use super::super::cue::Cue;
use super::super::delay::delays;
use super::super::interpretation::{Aside, Interpretation, Outcome, Reason, Slots};
use super::super::lexicon::Meaning;
use super::super::reading::Reading;
use super::super::scope::Pending;
use super::super::token::{Kind, Token};
use super::super::when::{has_impossible_day, has_impossible_time};
use super::audience::SMALL;
use super::moments::{in_moment, says_when};
use crate::domain::QuietHours;

/// What can be said about an announcement that is being written.
pub(super) fn draft(r: &Reading<'_>) -> Option<Interpretation> {
    let (previewed, asked_when, day) = match r.dialogue.pending {
        Some(Pending::Broadcast { previewed }) => (previewed, false, None),
        Some(Pending::Moment { day }) => (false, true, day),
        _ => return None,
    };
    if r.has(Cue::Cost) {
        return Some(Interpretation::ok(Intent::BroadcastCost));
    }
    if is_called_off(r) {
        let named = r.has(Cue::Announce).then_some(Aside::OfAnnouncement);
        return Some(Interpretation::ok(Intent::BroadcastCancel).with(|slots| slots.aside = named));
    }
    if asked_when && is_at_once(r) {
        let now = ("now", String::new());
        return Some(Interpretation::ok(Intent::BroadcastSchedule).with(|slots| slots.words.push(now)));
    }
    let at = moment_on(r, day).or_else(|| bare_hour(r, day).filter(|_| asked_when));
    // `mets ça pour 21h30 ce soir`
    let moved = r.any(&[Cue::Send, Cue::SetMark, Cue::Update, Cue::Later])
        || r.only(&[Cue::Want, Cue::Thanks])
        || says_only_when(r)
        || asked_when && answers_when(r)
        || r.tokens.iter().any(|token| PREFERS.contains(&token.word.as_str()));
    let denied = r.has(Cue::No) || r.has_alone(Cue::Negation);
    let placed = at.is_some() && r.words() <= WORDS_OF_A_MOMENT && !denied;
    let vague = asked_when && is_vaguely_said(r) && answers_when(r);
    if vague || r.has(Cue::Schedule) || (at.is_some() && r.has(Cue::Send)) || placed && moved {
        let (outcome, reason) = match at {
            None => (Outcome::Clarify, Some(Reason::Date)),
            Some(_) if rewords(r) => (Outcome::Clarify, Some(Reason::Date)),
            Some(at) if is_quiet(r, at) => (Outcome::Clarify, Some(Reason::QuietHours)),
            Some(_) => (Outcome::Confirm, None),
        };
        let at = at.filter(|_| reason != Some(Reason::Date));
        // An hour that is still to be said is one of that day.
        let date = r.dates.first().map(|date| date.what).filter(|_| asked_when && at.is_none());
        let slots = Slots { date, at, ..Slots::default() };
        return Some(Interpretation { intent: Intent::BroadcastSchedule, outcome, reason, slots, language: None });
    }
    if asked_when {
        return None;
    }
    let sends = [Cue::Send, Cue::Yes, Cue::Announce, Cue::Thanks, Cue::WholeSchool, Cue::ParentOf, Cue::Agree];
    // Where many would hear, their number is written with it.
    let plain = r.tokens_beyond(&sends).all(|token| token.kind == Kind::Digits);
    if r.any(&sends[..2]) && plain && !r.any(&[Cue::No, Cue::Negation]) && !holds_back(r) {
        let (outcome, reason) = if previewed { (Outcome::Ok, None) } else { (Outcome::Confirm, None) };
        // A yes may be one to something that was asked since; `envoie` is not.
        let aside = r.has(Cue::Send).then_some(Aside::OfAnnouncement);
        let found = Interpretation { reason, ..Interpretation::new(Intent::BroadcastConfirm, outcome) };
        return Some(found.with(|slots| slots.aside = aside));
    }
    None
}

/// `annule`, `non, laisse`, `safi annuler`, `stop, n'envoie pas`; but not `n'annule pas`.
fn is_called_off(r: &Reading<'_>) -> bool {
    if super::turned::keeps_on(r) {
        return false;
    }
    let around =
        [Cue::Cancel, Cue::No, Cue::Undo, Cue::Announce, Cue::Send, Cue::Delete, Cue::Everything, Cue::Schedule];
    let assured = [Cue::Yes, Cue::Agree, Cue::Stop, Cue::Negation];
    let ends = r.any(&[Cue::Cancel, Cue::Stop]);
    (ends || r.has(Cue::No)) && r.only(&[&around[..], if ends { &assured } else { &[] }].concat())
}

/// Another moment is liked better.
const PREFERS: [&str; 10] =
    ["prefere", "prefererais", "plutot", "prefer", "rather", "better", "افضل", "الافضل", "احسن", "khir"];

/// `modifie le texte : …`, `modifier : …`: other words for the draft that is shown. A moment in them may be meant itself.
pub(in crate::commands::understand) fn reword(r: &Reading<'_>) -> Option<Interpretation> {
    if r.dialogue.pending != Some(Pending::Broadcast { previewed: true }) {
        return None;
    }
    let orders = [Cue::Update, Cue::Correct, Cue::Changed, Cue::Want];
    let head = r.colon().unwrap_or(r.tokens.len());
    let order = r.hits.iter().filter(|hit| orders[..3].iter().any(|cue| *hit.meaning == Meaning::Cue(*cue)));
    let order = order.filter(|hit| hit.to <= head && r.leads_up(hit.from)).min_by_key(|hit| hit.from)?;
    let is_text = |at: usize| r.tokens.get(at).is_some_and(|token| TEXT.contains(&token.word.as_str()));
    let known = |at: usize| {
        let cue = r.hits.iter().any(|hit| {
            let said = orders.iter().chain(&[Cue::Announce]).any(|cue| *hit.meaning == Meaning::Cue(*cue));
            said && hit.from <= at && at < hit.to
        });
        let small = r.tokens.get(at).is_none_or(|token| !token.is_text() || SMALL.contains(&token.word.as_str()));
        cue || small || is_text(at) || r.is_filler(at)
    };
    if !(order.to..head).all(known) {
        return None;
    }
    let named = (0..head).any(is_text);
    let text = r.colon().and_then(|colon| r.text.get(r.tokens.get(colon)?.end..)).map(str::trim);
    let text = text.filter(|text| text.contains(char::is_alphanumeric)).map(str::to_owned);
    let timed = r.dates.iter().any(|date| date.from > head) || r.times.iter().any(|time| time.from > head);
    let found = match (&text, named) {
        (None, true) => Interpretation::because(Intent::BroadcastReword, Outcome::Clarify, Reason::Text),
        (None, false) => return None,
        (Some(_), false) if timed => Interpretation::confirm(Intent::BroadcastReword),
        (Some(_), _) => Interpretation::ok(Intent::BroadcastReword),
    };
    Some(found.with(|slots| slots.text = text))
}

/// The words of an announcement, as they are called.
const TEXT: [&str; 12] =
    ["texte", "text", "message", "contenu", "wording", "words", "mots", "النص", "نص", "نصه", "الرساله", "رساله"];

/// `change samedi en dimanche`, `modifier : dimanche 10h`: what the text says may be meant, and not when it leaves.
fn rewords(r: &Reading<'_>) -> bool {
    let changes = r.any(&[Cue::Update, Cue::Correct, Cue::Changed]) && !r.any(&[Cue::Send, Cue::Schedule]);
    changes && (r.dates.len() > 1 || r.colon().is_some())
}

/// `on envoie ?`, `pourquoi on envoie`, `send it to me first`: no order to send.
pub(super) fn holds_back(r: &Reading<'_>) -> bool {
    let held = |token: &Token| HOLDS_BACK.contains(&token.word.as_str());
    super::turned::asks(r) || r.has(Cue::Why) || r.tokens.iter().any(held)
}

const HOLDS_BACK: [&str; 18] = [
    "moi",
    "me",
    "first",
    "abord",
    "dabord",
    "avant",
    "before",
    "quand",
    "when",
    "si",
    "if",
    "test",
    "متي",
    "قبل",
    "لي",
    "اولا",
    "الاول",
    "لماذا",
];

/// `demain à midi`
fn says_only_when(r: &Reading<'_>) -> bool {
    let days = r.dates.iter().map(|found| (found.from, found.to));
    let delays = delays(&r.tokens).into_iter().map(|found| (found.from, found.to));
    let when: Vec<(usize, usize)> =
        days.chain(r.times.iter().map(|found| (found.from, found.to))).chain(delays).collect();
    let said = |at: usize| r.is_filler(at) || when.iter().any(|(from, to)| *from <= at && at < *to);
    (0..r.tokens.len()).all(|at| said(at) || !r.tokens.get(at).is_some_and(Token::is_text))
}

/// `demain 10`, `lundi à 14`: where it was asked when, nothing else is said.
fn answers_when(r: &Reading<'_>) -> bool {
    r.tokens_beyond(&[Cue::Yes, Cue::Thanks, Cue::Want]).all(|token| {
        let at = r.tokens.iter().position(|other| other.start == token.start);
        token.kind == Kind::Digits || at.is_some_and(|at| says_when(r, at))
    })
}

/// A day, or a part of one.
fn is_vaguely_said(r: &Reading<'_>) -> bool {
    !r.dates.is_empty() || r.tokens.iter().any(|token| PARTS_OF_A_DAY.contains(&token.word.as_str()))
}

/// `maintenant`, `tout de suite`: an answer to when.
fn is_at_once(r: &Reading<'_>) -> bool {
    let at_once = |token: &Token| AT_ONCE.contains(&token.word.as_str());
    r.tokens.iter().any(at_once)
        && r.tokens_beyond(&[Cue::Yes, Cue::Send, Cue::Thanks, Cue::Want, Cue::Urgent]).all(at_once)
}

const AT_ONCE: [&str; 16] = [
    "maintenant",
    "tout",
    "toute",
    "de",
    "suite",
    "immediatement",
    "now",
    "right",
    "at",
    "once",
    "immediately",
    "الان",
    "حالا",
    "فورا",
    "daba",
    "دابا",
];

/// The `10` of `demain 10`, where it was asked when.
fn bare_hour(r: &Reading<'_>, day: Option<Date>) -> Option<DateTime> {
    let mut numbers = (0..r.tokens.len()).filter_map(|at| {
        let token = r.tokens.get(at).filter(|token| token.kind == Kind::Digits && !in_moment(r, at))?;
        token.word.parse::<i8>().ok()
    });
    let (hour, None) = (numbers.next()?, numbers.next()) else { return None };
    let part = r.tokens.iter().any(|token| PARTS_OF_A_DAY.contains(&token.word.as_str()));
    let time = Time::new(hour, 0, 0, 0).ok().filter(|_| r.times.is_empty() && !part)?;
    let now = r.dialogue.now;
    match r.dates.first().map(|date| date.what).or(day) {
        Some(date) => Some(date.to_datetime(time)),
        None if now.date().to_datetime(time) > now => Some(now.date().to_datetime(time)),
        None => now.date().to_datetime(time).checked_add(1.day()).ok(),
    }
}

/// So many words say when, and nothing else.
const WORDS_OF_A_MOMENT: usize = 8;

/// A day and a time; a time alone is the next one.
pub(super) fn moment(r: &Reading<'_>) -> Option<DateTime> {
    moment_on(r, None)
}

/// The same; an hour alone is one of `day`, where that was said before.
fn moment_on(r: &Reading<'_>, day: Option<Date>) -> Option<DateTime> {
    let now = r.dialogue.now;
    if let (Some(delay), true) = (delays(&r.tokens).first(), r.dates.is_empty() && r.times.is_empty()) {
        let whole = now.time().with().second(0).subsec_nanosecond(0).build().ok()?;
        return now.date().to_datetime(whole).checked_add(delay.what.minutes()).ok();
    }
    // `lundi 25h` is no Monday at any other hour, `le 31 février à 8h` no other day.
    if has_impossible_time(&r.tokens) || has_impossible_day(&r.tokens, &r.hits, now.date()) {
        return None;
    }
    let date = r.dates.first().map(|date| date.what);
    let time = r.times.first().map(|time| time.what);
    match (date.or(day.filter(|_| time.is_some())), time) {
        (Some(date), Some(time)) => Some(date.to_datetime(time)),
        (Some(_), None) if is_vague(r) => None,
        (Some(date), None) => Some(date.to_datetime(Time::constant(8, 0, 0, 0))).filter(|at| *at > now),
        (None, Some(time)) => {
            let today = now.date().to_datetime(time);
            if today > now { Some(today) } else { today.checked_add(1.day()).ok() }
        }
        (None, None) => None,
    }
}

/// `demain 10`, `demain soir`: an hour is meant, and not said so that it can be read.
fn is_vague(r: &Reading<'_>) -> bool {
    let behind = r.dates.first().map_or(usize::MAX, |date| date.to);
    let vague = |at: usize| {
        r.tokens.get(at).is_some_and(|token| {
            token.kind == Kind::Digits && r.taken.get(at) == Some(&false)
                || PARTS_OF_A_DAY.contains(&token.word.as_str())
        })
    };
    (behind..r.tokens.len()).any(vague)
}

const PARTS_OF_A_DAY: [&str; 9] = ["soir", "apres", "aprem", "evening", "afternoon", "night", "مساء", "المساء", "ليلا"];

fn is_quiet(r: &Reading<'_>, at: DateTime) -> bool {
    let covers = |hours: &QuietHours| {
        let time = at.time();
        if hours.from <= hours.until {
            hours.from <= time && time < hours.until
        } else {
            time >= hours.from || time < hours.until
        }
    };
    r.index.school().quiet_hours.as_ref().is_some_and(covers)
}
