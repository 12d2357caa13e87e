//! When a child is away: several days in one message (`demain et après-demain`, `du 27 au 30`), or only late.

use jiff::civil::Date;

use super::super::cue::Cue;
use super::super::lexicon::Meaning;
use super::super::reading::Reading;
use super::super::token::{Kind, Token};

/// A longer time is written to the school, not announced day by day.
const MOST: usize = 21;
/// Parts of words that say that somebody comes, but not in time.
const LATE: [&str; 5] = ["retard", "late", "تاخر", "m3attal", "met2akher"];

/// The days that are named together, in order; none where it is one, or where nothing joins them.
pub(super) fn several(r: &Reading<'_>) -> Vec<Date> {
    if let Some(days) = range(r) {
        return days;
    }
    let mut named: Vec<_> = r.dates.iter().collect();
    named.sort_by_key(|date| (date.from, std::cmp::Reverse(date.to)));
    named.dedup_by(|later, before| later.from < before.to);
    let mut days: Vec<Date> = named.first().map(|first| first.what).into_iter().collect();
    for pair in named.windows(2) {
        let [one, next] = pair else { break };
        let between = r.tokens.get(one.to..next.from).unwrap_or_default();
        if !between.iter().all(joins) {
            break;
        }
        days.push(next.what);
    }
    days.sort();
    days.dedup();
    if days.len() > 1 && days.len() <= MOST { days } else { Vec::new() }
}

fn joins(token: &Token) -> bool {
    token.is_sign(',') || matches!(token.word.as_str(), "et" | "and" | "و" | "le" | "w" | "puis")
}

/// `du 27 au 30`, `de lundi à mercredi`, `from 27 to 30 November`
fn range(r: &Reading<'_>) -> Option<Vec<Date>> {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let begin = (0..r.tokens.len()).find_map(|at| {
        let from = matches!(word(at), "du" | "de" | "from" | "من").then(|| day_at(r, at + 1, None)).flatten()?;
        let to =
            matches!(word(from.1), "au" | "a" | "to" | "until" | "till" | "الي" | "jusquau").then_some(from.1 + 1)?;
        let until = day_at(r, to, Some(from.0))?;
        Some((from.0, until.0))
    });
    let (from, until) = begin?;
    let days: Vec<Date> = std::iter::successors(Some(from), |day| day.tomorrow().ok())
        .take_while(|day| *day <= until)
        .take(MOST + 1)
        .collect();
    (days.len() > 1 && days.len() <= MOST).then_some(days)
}

/// A day at this token, and where it ends: one that is a date, or a mere number: the next day of the month called so.
fn day_at(r: &Reading<'_>, at: usize, after: Option<Date>) -> Option<(Date, usize)> {
    if let Some(found) = r.dates.iter().filter(|date| date.from == at).max_by_key(|date| date.to) {
        let what = match after {
            // `de lundi à mercredi`, said on a Tuesday: the Wednesday behind that Monday.
            Some(after) if found.what < after => found.what.checked_add(jiff::Span::new().days(7)).ok()?,
            _ => found.what,
        };
        return Some((what, found.to));
    }
    let token = r.tokens.get(at).filter(|token| token.kind == Kind::Digits)?;
    let day: i8 = token.word.parse().ok().filter(|day| (1..=31).contains(day))?;
    // `du 27 au 30 novembre`: the month stands behind the second.
    let month_behind = r.dates.iter().filter(|date| date.from > at && date.from <= at + 2).map(|date| date.what).next();
    let base = after.or(month_behind.and_then(|date| date.with().day(1).build().ok())).unwrap_or(r.dialogue.now.date());
    let same = base.with().day(day).build().ok().filter(|found| *found >= base);
    let next = || base.first_of_month().checked_add(jiff::Span::new().months(1)).ok()?.with().day(day).build().ok();
    Some((same.or_else(next)?, at + 1))
}

/// Late, and nothing but that: `sera en retard demain`.
pub(super) fn is_late(r: &Reading<'_>) -> bool {
    let late = |from: usize, to: usize| {
        let words = r.tokens.get(from..to).unwrap_or_default();
        words.iter().any(|token| LATE.iter().any(|late| token.word.contains(late)))
    };
    let away = r.hits.iter().filter(|hit| *hit.meaning == Meaning::Cue(Cue::NotComing));
    let said = r.has(Cue::Late)
        || r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::NotComing) && late(hit.from, hit.to));
    // `will be late`: `will be` alone is no absence.
    let mut beside = away.filter(|hit| !late(hit.from, hit.to) && !late(hit.to, hit.to + 2));
    said && beside.next().is_none()
}

/// The first day that is named, or today.
pub(super) fn first(r: &Reading<'_>) -> Date {
    // `malade depuis hier, ce matin elle ne vient pas`: since when is not when.
    let since = |from: usize| {
        let before = from.checked_sub(1).and_then(|before| r.tokens.get(before));
        before.is_some_and(|token| SINCE.contains(&token.word.as_str()))
    };
    let date = r.dates.iter().filter(|date| !since(date.from)).min_by_key(|date| date.from);
    date.map_or(r.dialogue.now.date(), |date| date.what)
}

/// What says since when somebody is ill.
const SINCE: [&str; 6] = ["depuis", "since", "منذ", "مند", "من", "mn"];

/// `مريضة ولا تستطيع اجتياز الامتحان`: an exam is named, and nobody asks about it.
pub(super) fn too_ill(r: &Reading<'_>) -> bool {
    let unable = r.any(&[Cue::NotComing, Cue::Negation]) || r.tokens.iter().any(|token| UNABLE.contains(&&*token.word));
    r.has(Cue::Sick) && unable && !super::turned::asks(r) && !r.any(&[Cue::Average, Cue::Report, Cue::Got])
}

const UNABLE: [&str; 6] = ["ماغاديش", "مايقدرش", "ماتقدرش", "ماقدراتش", "maghadich", "mat9darch"];

/// `qui est absent aujourd'hui ?`: of whom it is said is asked.
pub(super) fn asks_who(r: &Reading<'_>) -> bool {
    let first = r.tokens.iter().find(|token| token.is_text());
    first.is_some_and(|token| WHO.contains(&token.word.as_str())) && r.people.is_empty()
}

const WHO: [&str; 5] = ["qui", "who", "شكون", "chkoun", "من"];
