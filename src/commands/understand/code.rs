//! Finding a linking code in a message.

use super::cue::Cue;
use super::reading::Reading;
use super::token::Token;
use crate::domain::LinkCode;

/// A code has at most so many pieces, with spaces or hyphens between them.
const PIECES: usize = 8;

/// The code in a message, as it is printed on paper: what has its groups comes first, for `lier` and two groups have
/// twelve letters too.
pub(super) fn find(r: &Reading<'_>) -> Option<String> {
    let examples = &r.index.scope().school.example_codes;
    let has_digit = |(from, to): (usize, usize)| r.slice(from, to).chars().any(|letter| letter.is_ascii_digit());
    let code = |(from, to): (usize, usize)| Some(LinkCode::parse(r.slice(from, to))?.to_string());
    let whole = |span: &(usize, usize)| has_digit(*span) && whole_groups(r, span.0, span.1);
    let loose = |span: &(usize, usize)| {
        let (from, to) = *span;
        has_digit(*span) || (to == from + 1 && r.known.get(from) == Some(&false))
    };
    spans(r, 0)
        .find_map(|(from, to)| example(r.slice(from, to), examples))
        .or_else(|| spans(r, 0).filter(whole).find_map(code))
        // The word that introduces it is no part of it.
        .or_else(|| {
            let introduced = r.has(Cue::Code) || r.has(Cue::Link);
            spans(r, 1).chain(spans(r, 0)).filter(|_| introduced).filter(loose).find_map(code)
        })
}

/// Runs of tokens that may be a code: from the left, the longest first.
fn spans(r: &Reading<'_>, first: usize) -> impl Iterator<Item = (usize, usize)> {
    let count = r.tokens.len();
    (first..count).flat_map(move |from| (from + 1..=count.min(from + PIECES)).rev().map(move |to| (from, to)))
}

/// Twelve characters in one piece or in groups of four, not a sentence that happens to have twelve letters.
fn whole_groups(r: &Reading<'_>, from: usize, to: usize) -> bool {
    let pieces = r.tokens.get(from..to).unwrap_or_default().iter().filter(|token| token.is_text());
    let strange = (from..to).all(|at| r.known.get(at) == Some(&false) || !r.tokens.get(at).is_some_and(Token::is_text));
    let lengths: Vec<usize> = pieces.map(|token| token.word.chars().count()).collect();
    strange && matches!(lengths.as_slice(), [12] | [4, 4, 4] | [6, 6] | [3, 3, 3, 3])
}

/// A code of the same shape as one of the school's own.
fn example(raw: &str, examples: &[String]) -> Option<String> {
    let typed: String = raw.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_uppercase();
    let shape = |text: &str| -> Vec<(bool, bool)> {
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| (c.is_ascii_digit(), c.is_ascii_alphabetic())).collect()
    };
    if !typed.bytes().any(|byte| byte.is_ascii_digit()) || typed.len() < 6 {
        return None;
    }
    let model = examples.iter().find(|example| shape(example) == shape(&typed))?;
    let mut letters = typed.chars();
    Some(model.chars().filter_map(|c| if c.is_alphanumeric() { letters.next() } else { Some(c) }).collect())
}
