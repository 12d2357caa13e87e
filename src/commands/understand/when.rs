//! Days, times of day and telephone numbers in a message.

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};

use super::delay::delay_at;
use super::lexicon::{Hit, Meaning};
use super::token::{Kind, Token};
use crate::domain::fold;

/// Something in tokens `from..to`.
#[derive(Debug, Clone)]
pub(super) struct Found<T> {
    pub from: usize,
    pub to: usize,
    pub what: T,
}

/// The days named, as dates.
pub(super) fn dates(tokens: &[Token], hits: &[Hit<'_>], today: Date) -> Vec<Found<Date>> {
    let mut found = Vec::new();
    for hit in hits {
        let (from, date) = match hit.meaning {
            Meaning::Day(days) => (hit.from, today.checked_add(days.days()).ok()),
            Meaning::Weekday(number) => {
                let before = hit.from.checked_sub(1).and_then(|at| tokens.get(at)).map(|token| token.word.as_str());
                let this = matches!(before, Some("ce" | "this" | "هذا" | "هاد" | "had"));
                let is_today = this && today.weekday().to_monday_one_offset() == *number;
                (hit.from, if is_today { Some(today) } else { next_weekday(today, *number) })
            }
            Meaning::Month(month) => match day_before(tokens, hit.from) {
                Some((at, day)) => (at, in_school_year(today, *month, day)),
                None => continue,
            },
            _ => continue,
        };
        found.extend(date.map(|what| Found { from, to: hit.to, what }));
    }
    found.extend((0..tokens.len()).filter_map(|at| in_figures(tokens, at, today)));
    found.sort_by_key(|found| (std::cmp::Reverse(found.to - found.from), found.from));
    found
}

/// The coming day of that name; the same day of the week means next week's.
fn next_weekday(today: Date, number: i8) -> Option<Date> {
    today.nth_weekday(1, Weekday::from_monday_one_offset(number).ok()?).ok()
}

/// The `12` of `12 octobre`.
fn day_before(tokens: &[Token], month: usize) -> Option<(usize, i8)> {
    let at = month.checked_sub(1)?;
    let token = tokens.get(at)?;
    let digits = token.word.strip_suffix("er").or_else(|| token.word.strip_suffix("th")).unwrap_or(&token.word);
    digits.parse().ok().filter(|day| (1..=31).contains(day)).map(|day| (at, day))
}

/// A day without its year: the one nearest to today.
fn in_school_year(today: Date, month: i8, day: i8) -> Option<Date> {
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let dates = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
    dates.min_by_key(|date| today.until(*date).map_or(i32::MAX, |span| span.get_days().abs()))
}

/// `12/10/2026`, or `12/10` after a word such as `le` (alone it may be a mark out of ten).
fn in_figures(tokens: &[Token], at: usize, today: Date) -> Option<Found<Date>> {
    let number = |at: usize| tokens.get(at).filter(|token| token.kind == Kind::Digits)?.word.parse::<i16>().ok();
    let slash =
        |at: usize| tokens.get(at).is_some_and(|token| token.glued && matches!(token.kind, Kind::Sign('/' | '-')));
    let (day, month) = (number(at)?, slash(at + 1).then(|| number(at + 2)).flatten()?);
    let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    if let Some(year) = slash(at + 3).then(|| number(at + 4)).flatten() {
        let year = if year < 100 { 2000 + year } else { year };
        let what = Date::new(year, month, day).ok()?;
        return Some(Found { from: at, to: at + 5, what });
    }
    let before = tokens.get(at.checked_sub(1)?)?;
    let introduces = matches!(before.word.as_str(), "le" | "du" | "au" | "on" | "يوم" | "بتاريخ" | "the" | "date");
    let what = introduces.then(|| in_school_year(today, month, day)).flatten()?;
    Some(Found { from: at, to: at + 3, what })
}

/// The places of school years: `2025-2026`, `2025/2026`.
pub(super) fn years(tokens: &[Token]) -> Vec<(usize, usize)> {
    let number = |token: &Token| (token.word.len() == 4).then(|| token.word.parse::<u32>().ok()).flatten();
    let is_year = |[first, sign, second]: &[Token; 3]| {
        let joined = (sign.is_sign('-') || sign.is_sign('/')) && sign.glued && second.glued;
        joined && number(first).is_some_and(|year| number(second) == Some(year + 1))
    };
    let places = tokens.array_windows::<3>().enumerate().filter(|(_, three)| is_year(three));
    places.map(|(at, _)| (at, at + 3)).collect()
}

/// The times of day: `10h`, `10h30`, `16:30`, `8pm`, `الساعة 16`, `huit heures et demie`, `التاسعة ليلا`.
pub(super) fn times(tokens: &[Token], hits: &[Hit<'_>]) -> Vec<Found<Time>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(delay) = delay_at(tokens, at) {
            at = delay.to;
            continue;
        }
        match time_at(tokens, at).or_else(|| hour_in_words(tokens, hits, at)) {
            Some(time) => {
                at = time.to;
                found.push(time);
            }
            None => at += 1,
        }
    }
    found
}

/// The first colon that is no part of a time: `9:30` has none.
pub(super) fn colon(tokens: &[Token], times: &[Found<Time>]) -> Option<usize> {
    let of_time = |at: usize| times.iter().any(|time| time.from <= at && at < time.to);
    (0..tokens.len()).find(|at| tokens.get(*at).is_some_and(|token| token.is_sign(':')) && !of_time(*at))
}

/// `31 février`: meant for a day, and none.
pub(super) fn has_impossible_day(tokens: &[Token], hits: &[Hit<'_>], today: Date) -> bool {
    hits.iter().any(|hit| match hit.meaning {
        Meaning::Month(month) => {
            day_before(tokens, hit.from).is_some_and(|(_, day)| in_school_year(today, *month, day).is_none())
        }
        _ => false,
    })
}

/// `25h`, `8h75`: meant for an hour, and none.
pub(super) fn has_impossible_time(tokens: &[Token]) -> bool {
    (0..tokens.len()).any(|at| {
        let Some(token) = tokens.get(at) else { return false };
        let said = match token.kind {
            Kind::Word => compact_digits(&token.word),
            Kind::Digits => token.word.parse().ok().and_then(|hour| spread(tokens, at, hour)).map(|(h, m, _)| (h, m)),
            Kind::Sign(_) => None,
        };
        said.is_some_and(|(hour, minute)| Time::new(hour, minute, 0, 0).is_err())
    })
}

/// The same as [`compact`], of hours with however many digits.
fn compact_digits(word: &str) -> Option<(i8, i8)> {
    let (hour, minute) = word.split_once('h')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| text.parse().unwrap_or(i8::MAX);
    (!hour.is_empty() && digits(hour) && digits(minute))
        .then(|| (number(hour), if minute.is_empty() { 0 } else { number(minute) }))
}

fn time_at(tokens: &[Token], at: usize) -> Option<Found<Time>> {
    let token = tokens.get(at)?;
    let (hour, minute, to) = match token.kind {
        Kind::Word => {
            let (hour, minute) = compact(&token.word)?;
            (hour, minute, at + 1)
        }
        Kind::Digits => spread(tokens, at, token.word.parse().ok()?)?,
        Kind::Sign(_) => return None,
    };
    let afternoon = tokens.get(to).filter(|next| hour < 12 && next.word == "pm").map(|_| to + 1);
    let hour = if afternoon.is_some() || in_the_evening(tokens, to, hour) { hour + 12 } else { hour };
    Some(Found { from: at, to: afternoon.unwrap_or(to), what: Time::new(hour, minute, 0, 0).ok()? })
}

/// `8h du soir`, `9h30 tonight`, `التاسعة ليلا`.
fn in_the_evening(tokens: &[Token], at: usize, hour: i8) -> bool {
    let evening = |token: &Token| EVENING.contains(&token.word.as_str());
    (1..12).contains(&hour) && tokens.get(at..(at + 3).min(tokens.len())).unwrap_or_default().iter().any(evening)
}

const EVENING: [&str; 12] =
    ["soir", "soiree", "tonight", "evening", "مساء", "المساء", "ليلا", "الليل", "بالليل", "lil", "llil", "fllil"];

/// `vingt-deux heures`, `midi`, `ten tonight`, `العاشرة ليلا`: said, not written in figures.
fn hour_in_words(tokens: &[Token], hits: &[Hit<'_>], at: usize) -> Option<Found<Time>> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let said = |at: usize, one: &str| {
        tokens.get(at).is_some_and(|token| token.word == one || token.stripped.iter().any(|form| form == one))
    };
    let clock = |from: usize| if said(from, "ساعه") { from + 1 } else { from };
    let noon = match word(at) {
        "midi" | "noon" => Some(12),
        "minuit" | "midnight" => Some(0),
        _ => None,
    };
    let led = at.checked_sub(1).is_some_and(|before| BEFORE_NOON.contains(&word(before)));
    if let Some(hour) = noon.filter(|_| led) {
        return Some(Found { from: at, to: at + 1, what: Time::new(hour, 0, 0, 0).ok()? });
    }
    let begin = clock(at);
    let number = |hit: &&Hit<'_>| hit.from == begin && matches!(hit.meaning, Meaning::Number(_) | Meaning::Ordinal(_));
    let arabic = ARABIC_HOURS.iter().position(|hour| said(begin, hour)).map(|at| at + 1);
    let told =
        hits.iter().filter(number).filter(|hit| matches!(hit.meaning, Meaning::Number(_))).max_by_key(|hit| hit.to);
    let (hour, mut to) = match (arabic, told) {
        (Some(hour), _) => (i8::try_from(hour).ok()?, begin + 1),
        (None, Some(hit)) => compound(hits, hit)?,
        (None, None) => return None,
    };
    let part_of_day = |at: usize| PART_OF_DAY.contains(&word(at));
    let half = |at: usize| match (word(at), word(at + 1)) {
        ("et", "demi" | "demie") => Some((30, at + 2)),
        ("et", "quart") => Some((15, at + 2)),
        ("والربع" | "وربع", _) => Some((15, at + 1)),
        ("والنصف" | "ونصف" | "ونص" | "trente", _) => Some((30, at + 1)),
        _ => None,
    };
    let unit = matches!(word(to), "heure" | "heures" | "h" | "oclock");
    if unit {
        to += 1;
    }
    let minute = half(to).map_or(0, |(minute, end)| {
        to = end;
        minute
    });
    let says_so =
        unit || begin > at || part_of_day(to) && arabic.is_some() || word(to) == "tonight" || word(to) == "pm";
    let hour = if in_the_evening(tokens, to, hour) || word(to) == "pm" && hour < 12 { hour + 12 } else { hour };
    says_so.then_some(())?;
    Some(Found { from: at, to, what: Time::new(hour, minute, 0, 0).ok()? })
}

/// `vingt deux`: tens and ones.
fn compound(hits: &[Hit<'_>], first: &Hit<'_>) -> Option<(i8, usize)> {
    let number =
        |hit: &Hit<'_>| if let Meaning::Number(number) = hit.meaning { i8::try_from(*number).ok() } else { None };
    let tens = number(first)?;
    let ones = hits.iter().filter(|hit| hit.from == first.to || hit.from == first.to + 1).find_map(|hit| {
        number(hit).filter(|ones| tens == 20 && (1..=3).contains(ones)).map(|ones| (tens.saturating_add(ones), hit.to))
    });
    Some(ones.unwrap_or((tens, first.to)))
}

const BEFORE_NOON: [&str; 8] = ["a", "at", "demain", "vers", "pour", "avant", "apres", "de"];

/// The hours by which Arabic calls them, from the first.
const ARABIC_HOURS: [&str; 12] =
    ["واحده", "ثانيه", "ثالثه", "رابعه", "خامسه", "سادسه", "سابعه", "ثامنه", "تاسعه", "عاشره", "حاديه", "ثانيه عشره"];

const PART_OF_DAY: [&str; 14] = [
    "صباحا",
    "مساء",
    "ليلا",
    "ظهرا",
    "صباح",
    "الصباح",
    "المساء",
    "الليل",
    "بالليل",
    "tonight",
    "am",
    "pm",
    "fllil",
    "sbah",
];

/// `10h`, `10h30`, `8pm`.
fn compact(word: &str) -> Option<(i8, i8)> {
    if let Some(hour) = word.strip_suffix("pm") {
        return hour.parse().ok().map(|hour: i8| (if hour < 12 { hour.saturating_add(12) } else { hour }, 0));
    }
    if let Some(hour) = word.strip_suffix("am") {
        return hour.parse().ok().map(|hour| (hour, 0));
    }
    let (hour, minute) = word.split_once('h')?;
    let minute = minute.trim_end_matches("mn").trim_end_matches("min");
    Some((hour.parse().ok()?, if minute.is_empty() { 0 } else { minute.parse().ok()? }))
}

/// `16:30`, `10 h`, `20 heures`, `8 pm`, `الساعة 16`, `at 8:`.
fn spread(tokens: &[Token], at: usize, hour: i8) -> Option<(i8, i8, usize)> {
    let next = tokens.get(at + 1);
    if next.is_some_and(|next| next.is_sign(':') && next.glued)
        && let Some(after) =
            tokens.get(at + 2).filter(|after| after.kind == Kind::Digits && after.word.len() == 2 && after.glued)
    {
        return Some((hour, after.word.parse().ok()?, at + 3));
    }
    if let Some(next) = next
        && matches!(next.word.as_str(), "h" | "heure" | "heures" | "pm" | "am" | "oclock")
    {
        let to = if next.word == "pm" { at + 1 } else { at + 2 };
        return Some((hour, 0, to));
    }
    let before = at.checked_sub(1).and_then(|before| tokens.get(before))?;
    // `send to the parents at 7: …`
    let in_head = before.word == "at" && next.is_some_and(|next| next.is_sign(':'));
    (in_head || matches!(before.word.as_str(), "الساعه" | "ساعه")).then_some((hour, 0, at + 1))
}

/// Telephone numbers: at least eight digits, as typed but without spaces.
pub(super) fn phones(text: &str, tokens: &[Token]) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let to = digits_until(tokens, at);
        let digits: usize = tokens.get(at..to).unwrap_or_default().iter().map(|token| token.word.len()).sum();
        let groups = to - at;
        let first = tokens.get(at).map(|token| token.word.as_str()).unwrap_or_default();
        let plus = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|token| token.is_sign('+'));
        let grouped = (4..=6).contains(&groups) && (plus || first.starts_with('0'));
        if (8..=15).contains(&digits) && (groups == 1 || grouped || plus) {
            let from = if plus { at - 1 } else { at };
            let raw = (tokens.get(from), tokens.get(to - 1));
            let raw = if let (Some(first), Some(last)) = raw { text.get(first.start..last.end) } else { None };
            let what: String = raw.unwrap_or_default().chars().filter(|c| *c == '+' || c.is_numeric()).collect();
            let what = if plus { format!("+{}", fold(&what)) } else { fold(&what) };
            found.push(Found { from, to, what });
        }
        at = to.max(at + 1);
    }
    found
}

fn digits_until(tokens: &[Token], from: usize) -> usize {
    let digits =
        |token: &&Token| token.kind == Kind::Digits && tokens.get(from).is_some_and(|first| first.line == token.line);
    from + tokens.get(from..).unwrap_or_default().iter().take_while(digits).count()
}
