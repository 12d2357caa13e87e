//! `dans 2 heures`, `in half an hour`, `بعد ساعتين`: so long from now, which is no time of day.

use super::token::{Kind, Token};
use super::when::Found;

const LEADS: [&str; 3] = ["dans", "in", "بعد"];
const ONE: [&str; 4] = ["un", "une", "an", "one"];
const HOURS: [&str; 9] = ["h", "heure", "heures", "hour", "hours", "hr", "hrs", "ساعات", "ساعه"];
const MINUTES: [&str; 9] = ["mn", "min", "mins", "minute", "minutes", "دقيقه", "دقائق", "دقايق", "minut"];
const HALF: [&str; 4] = ["demi", "demie", "half", "نصف"];
/// Two of something, in one word.
const DOUBLE: [(&str, i64); 2] = [("ساعتين", 120), ("دقيقتين", 2)];
/// Nobody counts more hours, or so many minutes.
const MOST_HOURS: i64 = 72;
const MOST_MINUTES: i64 = 600;

/// How many minutes from now is named, wherever it is.
pub(super) fn delays(tokens: &[Token]) -> Vec<Found<i64>> {
    let mut found: Vec<Found<i64>> = Vec::new();
    for at in 0..tokens.len() {
        let behind = found.last().is_none_or(|last| last.to <= at);
        found.extend(delay_at(tokens, at).filter(|_| behind));
    }
    found
}

/// The one that begins here.
pub(super) fn delay_at(tokens: &[Token], at: usize) -> Option<Found<i64>> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    // `une demi-heure`
    let next = |at: usize| if tokens.get(at).is_some_and(|token| token.is_sign('-')) { at + 1 } else { at };
    LEADS.contains(&word(at)).then_some(())?;
    let from = at + 1;
    let found = |minutes: i64, to: usize| Some(Found { from: at, to, what: minutes });
    if let Some((_, minutes)) = DOUBLE.iter().find(|(double, _)| *double == word(from)) {
        return found(*minutes, from + 1);
    }
    let token = tokens.get(from)?;
    if let (Kind::Word, Some(minutes)) = (token.kind, compact(&token.word)) {
        return found(minutes, from + 1);
    }
    let number = token.word.parse::<i64>().ok().filter(|_| token.kind == Kind::Digits);
    let one = ONE.contains(&word(from)) || word(from) == "a";
    let unit = next(if number.is_some() || one { from + 1 } else { from });
    let half = HALF.contains(&word(unit));
    let unit = if half { next(unit + 1) } else { unit };
    let unit = if half && ONE.contains(&word(unit)) { unit + 1 } else { unit };
    let count = number.or_else(|| (one || half || word(at) == "بعد").then_some(1))?;
    if HOURS.contains(&word(unit)) && count <= MOST_HOURS {
        return found(if half { 30 } else { count * 60 }, unit + 1);
    }
    (MINUTES.contains(&word(unit)) && count <= MOST_MINUTES && !half).then(|| found(count, unit + 1)).flatten()
}

/// `2h`, `1h30`, `30min`
fn compact(word: &str) -> Option<i64> {
    if let Some(minutes) = MINUTES.iter().find_map(|unit| word.strip_suffix(unit)) {
        return minutes.parse().ok().filter(|minutes| *minutes <= MOST_MINUTES);
    }
    let (hours, minutes) = word.split_once('h')?;
    let hours: i64 = hours.parse().ok().filter(|hours| *hours <= MOST_HOURS)?;
    let minutes: i64 = if minutes.is_empty() { 0 } else { minutes.parse().ok().filter(|minutes| *minutes < 60)? };
    Some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn so_long_from_now_is_read_in_three_languages() {
        for (text, minutes) in [
            ("dans 2 heures", 120),
            ("dans 2h", 120),
            ("dans 1h30", 90),
            ("dans une heure", 60),
            ("dans une demi-heure", 30),
            ("dans 45 minutes", 45),
            ("in 2 hours", 120),
            ("in an hour", 60),
            ("in half an hour", 30),
            ("in 30min", 30),
            ("بعد ساعتين", 120),
            ("بعد ساعة", 60),
            ("بعد نصف ساعة", 30),
            ("بعد 3 ساعات", 180),
        ] {
            let found: Vec<i64> = delays(&tokens(text)).into_iter().map(|found| found.what).collect();
            assert_eq!(found, [minutes], "{text}");
        }
        for text in ["dans la classe", "in 4A", "à 2 heures", "dans 2 jours", "in a class"] {
            assert!(delays(&tokens(text)).is_empty(), "{text}");
        }
    }
}
