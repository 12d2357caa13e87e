//! Finding a linking code in a message.

use super::cue::Cue;
use super::reading::Reading;
use super::token::Token;
use crate::domain::LinkCode;

/// A code has at most so many pieces, with spaces or hyphens between them.
const PIECES: usize = 8;

/// The code in a message, as it is printed on paper.
pub(super) fn find(r: &Reading<'_>) -> Option<String> {
    let introduced = r.has(Cue::Code) || r.has(Cue::Link);
    for from in 0..r.tokens.len() {
        for to in (from + 1..=r.tokens.len().min(from + PIECES)).rev() {
            let raw = r.slice(from, to);
            if let Some(code) = example(raw, &r.index.scope().school.example_codes) {
                return Some(code);
            }
            let whole = raw.chars().any(|letter| letter.is_ascii_digit()) && whole_groups(r, from, to);
            // `code PM6R 43ZT`: the word that introduces a code is no part of it.
            let word_of_language =
                r.known.get(from) == Some(&true) && !r.tokens.get(from).is_some_and(Token::has_digit);
            let behind_word = introduced && !word_of_language && raw.chars().any(|letter| letter.is_ascii_digit());
            if (whole || behind_word || (introduced && to == from + 1 && r.known.get(from) == Some(&false)))
                && let Some(code) = LinkCode::parse(raw)
            {
                return Some(code.to_string());
            }
        }
    }
    introduced.then(|| unlike_ours(r)).flatten()
}

/// What stands as a code but has not the shape of one: `mon code est ABC-9999`.
fn unlike_ours(r: &Reading<'_>) -> Option<String> {
    let lengths = 6..=14;
    (0..r.tokens.len()).find_map(|from| {
        let glued =
            r.tokens.get(from + 1..)?.iter().take_while(|token| token.glued && (token.is_text() || token.is_sign('-')));
        let to = from + 1 + glued.count();
        let starts = r.tokens.get(from).is_some_and(|token| token.is_text() && !token.glued);
        let raw = r.slice(from, to).trim_end_matches('-');
        let (letters, digits) = (raw.chars().any(char::is_alphabetic), raw.chars().any(|c| c.is_ascii_digit()));
        let fits = lengths.contains(&raw.chars().filter(|c| c.is_alphanumeric()).count());
        (starts && letters && digits && fits).then(|| raw.to_uppercase())
    })
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
