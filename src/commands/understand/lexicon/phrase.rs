//! A phrase of the lexicon: its words, what they mean, and where they count.

use super::super::token::{Token, is_marked};
use super::{Fit, Heard, Meaning};
use crate::domain::Locale;

/// In front of a phrase that counts only at the head of a message.
const FIRST: char = '^';
/// In front of a phrase that counts only with the accents and apostrophes it has.
const EXACTLY: char = '=';

#[derive(Debug)]
pub(super) struct Phrase {
    pub units: Vec<u32>,
    pub meaning: Meaning,
    pub locale: Locale,
    pub place: Place,
}

/// Where a phrase counts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// Only where nothing stands before it: `^la`.
    first: bool,
    /// Whether it is written with accents or an apostrophe, where that matters: `=classé` is not `classe`.
    marked: Option<bool>,
}

impl Place {
    /// Where a listed phrase counts, and the phrase itself.
    pub(super) fn of(listed: &str) -> (Self, &str) {
        let phrase = listed.trim_start_matches([FIRST, EXACTLY]);
        let marked = listed.starts_with(EXACTLY).then(|| is_marked(phrase));
        (Self { first: listed.starts_with(FIRST), marked }, phrase)
    }

    /// Whether a phrase counts at tokens `from..to`.
    pub(super) fn counts(self, tokens: &[Token], (from, to): (usize, usize)) -> bool {
        let behind = || tokens.iter().take(from).any(Token::is_text);
        let marked = || tokens.iter().take(to).skip(from).any(|token| token.marked);
        (!self.first || !behind()) && self.marked.is_none_or(|wanted| wanted == marked())
    }
}

/// How well the other words of a scattered phrase fit, wherever they stand.
pub(super) fn gather(phrase: &Phrase, readings: &[Heard], from: usize) -> Option<Fit> {
    let fit = |unit: &u32| {
        let others = readings.iter().enumerate().filter(|(at, _)| *at != from);
        others.flat_map(|(_, heard)| heard).filter(|(reading, _)| reading == unit).map(|(_, fit)| *fit).min()
    };
    phrase.units.iter().skip(1).map(fit).try_fold(Fit::Plain, |worst, fit| Some(worst.max(fit?)))
}

/// The word after `at` on the same line, over hyphens and dots.
pub(super) fn next_word(tokens: &[Token], at: usize) -> Option<usize> {
    let line = tokens.get(at)?.line;
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|token| token.is_sign('-') || token.is_sign('.')) {
        next += 1;
    }
    tokens.get(next).filter(|token| token.is_text() && token.line == line).map(|_| next)
}

#[cfg(test)]
mod tests {
    use super::super::super::token::tokens;
    use super::*;

    #[test]
    fn where_a_phrase_counts_is_said_by_the_list() {
        let counts = |listed: &str, text: &str, from: usize| {
            let (place, _) = Place::of(listed);
            place.counts(&tokens(text), (from, from + 1))
        };
        assert!(counts("^la", "la", 0) && !counts("^la", "vous êtes là", 2));
        assert!(counts("=classé", "Awa classé", 1) && !counts("=classé", "Awa classe", 1));
        assert!(counts("=daughters", "daughters", 0) && !counts("=daughters", "daughter's", 0));
        assert!(counts("la", "vous êtes là", 2));
    }
}
