//! That a child is away, and when: several days in one message (`demain et après-demain`, `du 27 au 30`), or only late.

use jiff::civil::{Date, Time, Weekday};

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Aside, Interpretation, Outcome, Reason};
use super::super::lexicon::{Fit, Hit, Meaning};
use super::super::reading::Reading;
use super::super::token::{Kind, Token};
use super::family::{Child, child};

/// A longer time is written to the school, not announced day by day.
const MOST: usize = 21;
/// What a clause with a reason begins with.
const BECAUSE: [&str; 10] = ["car", "parce", "puisque", "because", "as", "since", "and", "et", "لان", "بسبب"];
/// Parts of words that say that somebody comes, but not in time.
const LATE: [&str; 5] = ["retard", "late", "تاخر", "m3attal", "met2akher"];

/// `Awa est malade, elle vient pas aujourd'hui`
pub(super) fn absence(r: &Reading<'_>) -> Option<Interpretation> {
    // `au sujet de Marie` is no marriage: a name is like many a word.
    let meant = |hit: &&Hit<'_>| {
        let sick = matches!(hit.meaning, Meaning::Cue(Cue::Sick | Cue::NotComing | Cue::Late));
        sick && !(hit.fit == Fit::Slip && is_capital(r, hit.from))
    };
    let away = r.hits.iter().any(|hit| meant(&hit));
    if !away
        || r.any(&[Cue::Marks, Cue::Average, Cue::Report, Cue::Event])
            && r.dates.is_empty()
            && days_of_week(r).is_none()
            && !too_ill(r)
        || r.any(&[Cue::AbsenceView, Cue::Hours])
    {
        return None;
    }
    // `pourquoi Awa a été marquée absente ?`
    let named = (0..r.tokens.len()).any(|at| names_absence(r, at) || is_late_word(r, at));
    let denied = is_denied(r);
    if denied && named {
        return Some(Interpretation::because(Intent::Unknown, Outcome::None, Reason::Declined));
    }
    if denied || fetches(r) || r.has(Cue::Why) {
        return None;
    }
    if asks_what_was(r) {
        return Some(child(r, Child::Optional).finish(Intent::AbsenceView));
    }
    let teacher_away = r.has(Cue::TeacherWord) && !r.any(&[Cue::MyChild, Cue::Sick]) && r.people.is_empty();
    if teacher_away || asks_who(r) || super::letters::names_its_reader(r) {
        return None;
    }
    if is_of_somebody_else(r) {
        return None;
    }
    if is_late_and_away(r) {
        let found = child(r, Child::Needed).finish(Intent::AbsenceReport);
        return Some(Interpretation { outcome: Outcome::Clarify, reason: Some(Reason::SeveralValues), ..found });
    }
    let date = first(r);
    let sick = r.hits.iter().filter(meant).filter(|hit| *hit.meaning == Meaning::Cue(Cue::Sick));
    let word = sick.max_by_key(|hit| (hit.to - hit.from, std::cmp::Reverse(hit.from)));
    let why = word.map(|hit| reason(r, hit));
    let days = several(r);
    Some(child(r, Child::Needed).confirmed(Intent::AbsenceReport).with(|slots| {
        slots.date = Some(days.first().copied().unwrap_or(date));
        slots.days = days;
        slots.words.extend(why.map(|why| ("reason", why)));
        // `sera absent, il était en retard hier` is an absence.
        let late = is_late(r);
        let part = !late && !r.times.is_empty();
        slots.aside = if late { Some(Aside::Late) } else { part.then_some(Aside::PartOfDay) };
        slots.at = r.times.first().filter(|_| late).map(|time| date.to_datetime(time.what));
    }))
}

/// `je suis malade`, `my husband is in hospital`: it is said of whoever writes or of their own, and of no child.
fn is_of_somebody_else(r: &Reading<'_>) -> bool {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let first = (0..r.tokens.len()).filter(|at| r.tokens.get(*at).is_some_and(Token::is_text));
    let first = first.into_iter().find(|at| !r.is_filler(*at) || OWN.contains(&word(*at))).unwrap_or_default();
    let own = OWN.contains(&word(first)) || MINE.contains(&word(first)) && KIN.contains(&word(first + 1));
    let plain = r.people.is_empty() && !r.any(&[Cue::MyChild, Cue::MyChildren, Cue::NotComing]);
    own && plain
}

/// Whoever writes, or one of theirs, in a word.
const OWN: [&str; 12] = ["je", "jai", "j", "im", "i", "انا", "زوجي", "زوجتي", "امي", "ابي", "rajli", "yemma"];
const MINE: [&str; 4] = ["mon", "ma", "my", "notre"];
const KIN: [&str; 10] = ["mari", "femme", "mere", "pere", "maman", "papa", "husband", "wife", "mother", "father"];

fn is_capital(r: &Reading<'_>, at: usize) -> bool {
    let raw = r.tokens.get(at).and_then(|token| r.text.get(token.start..token.end)).unwrap_or_default();
    at > 0 && raw.chars().next().is_some_and(char::is_uppercase)
}

/// The days that are named together, in order; none where it is one, or where nothing joins them.
pub(super) fn several(r: &Reading<'_>) -> Vec<Date> {
    if let Some(days) = range(r).or_else(|| until(r)).or_else(|| days_of_week(r)) {
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

/// `ce matin`, `this afternoon`: from when to when.
pub(super) fn part_of_day(r: &Reading<'_>) -> Option<(Time, Time)> {
    let said = |words: &[&str]| r.tokens.iter().any(|token| words.contains(&token.word.as_str()));
    let (morning, afternoon) = (said(&MORNING), said(&AFTERNOON));
    match (morning, afternoon) {
        (true, false) => Some((Time::constant(8, 0, 0, 0), Time::constant(12, 0, 0, 0))),
        (false, true) => Some((Time::constant(12, 0, 0, 0), Time::constant(18, 0, 0, 0))),
        _ => None,
    }
}

const MORNING: [&str; 12] =
    ["matin", "matinee", "morning", "صباحا", "الصباح", "صباح", "sbah", "essbah", "lsbah", "sba7", "lsba7", "essba7"];
const AFTERNOON: [&str; 12] = [
    "aprem",
    "apremidi",
    "apresmidi",
    "midi",
    "afternoon",
    "العصر",
    "عصرا",
    "العشيه",
    "مساء",
    "المساء",
    "l3chiya",
    "3chiya",
];

/// `du 27 au 30`, `de lundi à mercredi`, `from 27 to 30 November`
fn range(r: &Reading<'_>) -> Option<Vec<Date>> {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let begin = (0..r.tokens.len()).find_map(|at| {
        let from = matches!(word(at), "du" | "de" | "from" | "من").then(|| day_at(r, at + 1, None)).flatten()?;
        // `du lundi 30 au …`
        let numbered = |found: (Date, usize), after: Option<Date>| day_at(r, found.1, after).unwrap_or(found);
        let from = numbered(from, None);
        let to =
            matches!(word(from.1), "au" | "a" | "to" | "until" | "till" | "الي" | "jusquau").then_some(from.1 + 1)?;
        let until = day_at(r, to, Some(from.0)).map(|found| numbered(found, Some(from.0)))?;
        Some((from.0, until.0))
    });
    let (from, until) = begin?;
    let days: Vec<Date> = std::iter::successors(Some(from), |day| day.tomorrow().ok())
        .take_while(|day| *day <= until)
        .take(MOST + 1)
        .collect();
    (days.len() > 1 && days.len() <= MOST).then_some(days)
}

/// `jusqu'à mardi`, `until Monday`: from today on, or from the day named before it. In English, the day they come back.
fn until(r: &Reading<'_>) -> Option<Vec<Date>> {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let at = (0..r.tokens.len())
        .find(|at| matches!(word(*at), "jusqu" | "jusqua" | "jusquau" | "until" | "till" | "حتي" | "7ta" | "hatta"))?;
    let (last, _) = (at + 1..at + 4).find_map(|at| day_at(r, at, None))?;
    let last = if matches!(word(at), "until" | "till") { last.yesterday().ok()? } else { last };
    let before = r.dates.iter().filter(|date| date.to <= at).map(|date| date.what).min();
    let first = before.unwrap_or(r.dialogue.now.date());
    let days: Vec<Date> = std::iter::successors(Some(first), |day| day.tomorrow().ok())
        .take_while(|day| *day <= last)
        .take(MOST + 1)
        .collect();
    (!days.is_empty() && days.len() <= MOST).then_some(days)
}

/// `cette semaine`, where no day of it is named: from today to its Friday; `la semaine prochaine`: its school days.
fn days_of_week(r: &Reading<'_>) -> Option<Vec<Date>> {
    let said = r.find(Cue::PeriodWeek).map(|hit| (hit.from, hit.to)).or_else(|| named_week(r));
    let (from, to) = said.filter(|_| r.dates.is_empty())?;
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let beside = |words: &[&str]| (from.saturating_sub(1)..=to).any(|at| words.contains(&word(at)));
    if beside(&SINCE) || beside(&LAST) {
        return None;
    }
    let today = r.dialogue.now.date();
    let monday_offset = |day: Weekday| i64::from(day.to_monday_one_offset());
    let behind = monday_offset(today.weekday()) - 1;
    // `la semaine prochaine`: all of its school days; of this one what is left.
    let next = beside(&NEXT);
    let begin = if next { 7 - behind } else { 0 };
    let end = if next { begin + 4 } else { monday_offset(Weekday::Friday) - 1 - behind };
    let day = |more: i64| today.checked_add(jiff::Span::new().days(more)).ok();
    let days: Vec<Date> = (begin..=end).filter_map(day).collect();
    (days.len() > 1).then_some(days)
}

/// The school days of the week that is named: this one, the next or the last.
pub(super) fn week_of(r: &Reading<'_>) -> Option<Vec<Date>> {
    let (from, to) = r.find(Cue::PeriodWeek).map(|hit| (hit.from, hit.to)).or_else(|| named_week(r))?;
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let beside = |words: &[&str]| (from.saturating_sub(1)..=to).any(|at| words.contains(&word(at)));
    let weeks = i64::from(beside(&NEXT)) - i64::from(beside(&LAST));
    let today = r.dialogue.now.date();
    let monday = weeks * 7 + 1 - i64::from(today.weekday().to_monday_one_offset());
    let day = |more: i64| today.checked_add(jiff::Span::new().days(more)).ok();
    Some((monday..monday + 5).filter_map(day).collect())
}

/// Whether a word names a week, or says which.
pub(super) fn is_of_week(word: &str) -> bool {
    WEEK.contains(&word) || NEXT.contains(&word) || LAST.contains(&word) || ["cette", "this", "هذا"].contains(&word)
}

/// A week, where no phrase names it.
fn named_week(r: &Reading<'_>) -> Option<(usize, usize)> {
    let week = |token: &Token| WEEK.contains(&token.word.as_str());
    let at = r.tokens.iter().position(week)?;
    Some((at, at + 1))
}

const WEEK: [&str; 7] = ["semaine", "week", "الاسبوع", "اسبوع", "سيمانه", "simana", "semana"];
const NEXT: [&str; 8] = ["prochaine", "next", "القادم", "المقبل", "الجاي", "jaya", "ljaya", "القادمه"];
const LAST: [&str; 6] = ["derniere", "passee", "last", "الماضي", "الماضيه", "الفايته"];

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

/// `Awa n'est pas malade`: no absence is told by it.
pub(super) fn is_denied(r: &Reading<'_>) -> bool {
    // `ne viendra pas` holds its own no; `ne sera pas absente` and `ne sera pas en retard` do not.
    let named = |at: usize| names_absence(r, at) || is_late_word(r, at);
    let comes = |hit: &Hit<'_>| *hit.meaning == Meaning::Cue(Cue::NotComing) && !(hit.from..hit.to + 2).any(named);
    if r.hits.iter().any(comes) {
        return false;
    }
    let places = (0..r.tokens.len()).filter(|at| named(*at));
    let sick = r.hits.iter().filter(|hit| *hit.meaning == Meaning::Cue(Cue::Sick)).map(|hit| hit.from);
    let mut said = places.chain(sick).peekable();
    let denied = |at: usize| r.denials_of(at).next().is_some() || super::turned::is_denied(r, at);
    said.peek().is_some() && said.all(denied)
}

fn is_late_word(r: &Reading<'_>, at: usize) -> bool {
    r.tokens.get(at).is_some_and(|token| LATE.iter().any(|late| token.word.contains(late)))
}

fn names_absence(r: &Reading<'_>, at: usize) -> bool {
    let stems = ["absent", "غائب", "غايب", "تغيب", "يغيب", "تتاخر", "يتاخر"];
    r.tokens.get(at).is_some_and(|token| stems.iter().any(|stem| token.word.contains(stem)))
}

/// `est-ce que Awa était en retard hier ?`: what has been is asked for.
fn asks_what_was(r: &Reading<'_>) -> bool {
    let was = |token: &Token| WAS.contains(&token.word.as_str());
    let today = r.dialogue.now.date();
    let past = r.dates.iter().all(|date| date.what <= today) && !r.has(Cue::Sick);
    (r.has_question_mark() || super::turned::begins_with(r, Cue::AsksFirst)) && past && r.tokens.iter().any(was)
}

const WAS: [&str; 10] = ["etait", "ete", "etaient", "was", "were", "has", "been", "كان", "كانت", "kan"];

/// `I will be late to pick up Ibrahim`: it is not the child who will be late.
fn fetches(r: &Reading<'_>) -> bool {
    r.has(Cue::Late) && r.tokens.iter().any(|token| FETCHING.contains(&token.word.as_str()))
}

const FETCHING: [&str; 9] =
    ["pick", "picking", "fetch", "collect", "chercher", "recuperer", "recupere", "اصطحاب", "لاصطحاب"];

/// `en retard lundi et absente mardi`: two things of two days to come.
fn is_late_and_away(r: &Reading<'_>) -> bool {
    let today = r.dialogue.now.date();
    let late = (0..r.tokens.len()).filter(|at| is_late_word(r, *at)).min();
    let cues = [Cue::NotComing, Cue::Sick];
    let is_away = |at: usize| {
        let cue = r.hits.iter().any(|hit| hit.from == at && cues.iter().any(|cue| *hit.meaning == Meaning::Cue(*cue)));
        names_absence(r, at) || cue && !(at..at + 3).any(|at| is_late_word(r, at))
    };
    let away = (0..r.tokens.len()).filter(|at| is_away(*at)).min();
    let (Some(late), Some(away)) = (late, away) else { return false };
    let (first, second) = (late.min(away), late.max(away));
    let mut to_come = r.dates.iter().filter(|date| date.what >= today);
    let between = |from: usize| first < from && from < second;
    to_come.clone().any(|date| between(date.from)) && to_come.any(|date| date.from > second)
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

/// Of the family, and not the child.
const RELATIVES: [&str; 24] = [
    "oncle",
    "tante",
    "tonton",
    "tantine",
    "cousin",
    "cousine",
    "frere",
    "soeur",
    "uncle",
    "aunt",
    "auntie",
    "brother",
    "sister",
    "grandma",
    "papi",
    "mamie",
    "جده",
    "جدها",
    "جدته",
    "جدتها",
    "عمه",
    "عمها",
    "خاله",
    "خالها",
];

/// Why a child is away: the word for it, or all of its clause where that says of whom or what: `son grand-père est décédé`.
pub(super) fn reason(r: &Reading<'_>, word: &Hit<'_>) -> String {
    let stops = |token: &Token| {
        matches!(token.kind, Kind::Sign(',' | '.' | ';' | ':' | '!' | '?' | '(' | ')' | '،' | '؛' | '؟'))
    };
    let ends = |token: &Token| stops(token) || BECAUSE.contains(&token.word.as_str());
    let before = r.tokens.get(..word.from).unwrap_or_default();
    let from = before.iter().rposition(ends).map_or(0, |at| at + 1);
    let behind = r.tokens.get(word.to..).unwrap_or_default();
    let to = behind.iter().position(stops).map_or(r.tokens.len(), |at| word.to + at);
    let within = |at: usize, until: usize| from <= at && until <= to;
    let away = [Cue::NotComing, Cue::Late, Cue::Greet];
    // `passed away` is one word here, and holds another.
    let beside = |hit: &Hit<'_>| within(hit.from, hit.to) && (hit.to <= word.from || word.to <= hit.from);
    let says_away = r.hits.iter().any(|hit| beside(hit) && away.iter().any(|cue| *hit.meaning == Meaning::Cue(*cue)));
    let dated = r.dates.iter().any(|date| within(date.from, date.to));
    let of_parent = |hit: &Hit<'_>| {
        matches!(hit.meaning, Meaning::Cue(Cue::Mother | Cue::Father | Cue::ParentOf)) && within(hit.from, hit.to)
    };
    let relative = |token: &Token| token.word.starts_with("grand") || RELATIVES.contains(&token.word.as_str());
    // Of a grandmother's death nothing but `décédée` would be said, as the child's own.
    let of_whom = r.strangers().any(|(at, _)| within(at, at + 1))
        || r.hits.iter().any(of_parent)
        || r.tokens.get(from..to).unwrap_or_default().iter().any(relative);
    let (from, to) = if of_whom && !says_away && !dated { (from, to) } else { (word.from, word.to) };
    r.slice(from, to).to_owned()
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
