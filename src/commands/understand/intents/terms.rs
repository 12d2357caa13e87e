//! Which term is named: `T1`, `1er trimestre`, `الدورة الأولى`; and what names a term that the school does not have.

use super::super::cue::Cue;
use super::super::lexicon::Meaning;
use super::super::reading::Reading;
use super::super::token::Kind;
use crate::domain::fold;

/// The code of the term named.
pub(in super::super) fn named(r: &Reading<'_>) -> Option<String> {
    let terms = &r.index.school().terms;
    let spelled = |code: &str| r.tokens.iter().any(|token| token.word == fold(code));
    if let Some(term) = terms.iter().find(|term| spelled(&term.code)) {
        return Some(term.code.clone());
    }
    if let Some(term) = apart(r).and_then(|(_, word)| terms.iter().find(|term| fold(&term.code) == word)) {
        return Some(term.code.clone());
    }
    if r.has(Cue::ThisTerm) {
        return current(r);
    }
    let (_, number) = numbered(r)?;
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    terms.get(place).map(|term| term.code.clone())
}

/// `T9` where terms are called `T1` to `T3`, `trimestre 9`, `9e trimestre`: the name of no term.
pub(in super::super) fn unknown(r: &Reading<'_>) -> Option<String> {
    if named(r).is_some() {
        return None;
    }
    let known: Vec<String> = r.index.school().terms.iter().map(|term| letters(&term.code)).collect();
    let alike = |word: &str| ends_in_digit(word) && known.contains(&letters(word));
    let placed = |at: usize| r.classes.iter().any(|place| place.from <= at && at < place.to);
    let code = r.tokens.iter().enumerate().find(|(at, token)| alike(&token.word) && !placed(*at));
    let code = code.map(|(at, _)| (at, at + 1)).or_else(|| apart(r).map(|(at, _)| (at, at + 2)));
    let (from, to) = code.or_else(|| numbered(r).map(|(place, _)| place))?;
    Some(r.slice(from, to).to_owned())
}

/// The term that goes on.
pub(super) fn current(r: &Reading<'_>) -> Option<String> {
    let school = &r.index.school();
    school.terms.iter().find(|term| Some(term.id) == school.current_term).map(|term| term.code.clone())
}

/// `T 1`: where it begins, and the code.
fn apart(r: &Reading<'_>) -> Option<(usize, String)> {
    let known: Vec<String> = r.index.school().terms.iter().map(|term| letters(&term.code)).collect();
    let is_number = |token: &&super::super::token::Token| token.kind == Kind::Digits && token.word.len() <= 2;
    r.tokens.iter().enumerate().zip(r.tokens.iter().skip(1)).find_map(|((at, word), number)| {
        let number = Some(number).filter(is_number).filter(|_| known.contains(&word.word))?;
        Some((at, format!("{}{}", word.word, number.word)))
    })
}

/// A number beside the word for a term, and where both are.
fn numbered(r: &Reading<'_>) -> Option<((usize, usize), u32)> {
    let word = r.hits.iter().find(|hit| *hit.meaning == Meaning::Cue(Cue::Term))?;
    let ordinal = r.hits.iter().find_map(|hit| match hit.meaning {
        Meaning::Ordinal(number) if hit.to == word.from || hit.from == word.to => {
            Some(((hit.from.min(word.from), hit.to.max(word.to)), *number))
        }
        _ => None,
    });
    let digits = || {
        let next = r.tokens.get(word.to).filter(|token| token.kind == Kind::Digits && token.word.len() <= 2)?;
        Some(((word.from, word.to + 1), next.word.parse().ok()?))
    };
    // `9e trimestre`: higher than any list of such words goes.
    let counted = || {
        let at = word.from.checked_sub(1)?;
        let before = r.tokens.get(at).filter(|token| token.word.starts_with(|c: char| c.is_ascii_digit()))?;
        let number: String = before.word.chars().take_while(char::is_ascii_digit).collect();
        let rest = before.word.get(number.len()..)?;
        ["e", "er", "eme", "ieme", "st", "nd", "rd", "th"].contains(&rest).then_some(())?;
        Some(((at, word.to), number.parse().ok()?))
    };
    ordinal.or_else(digits).or_else(counted)
}

fn letters(code: &str) -> String {
    fold(code).trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

fn ends_in_digit(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
}
