//! Finding a linking code in a message.

use super::cue::Cue;
use super::lexicon::Meaning;
use super::reading::Reading;
use super::token::Token;
use crate::domain::LinkCode;

/// A code has at most so many pieces, with spaces or hyphens between them.
const PIECES: usize = 8;

/// The code in a message, as it is printed on paper: what has its groups comes first.
pub(super) fn find(r: &Reading<'_>) -> Option<String> {
    let examples = &r.index.school().example_codes;
    let introduced = r.has(Cue::Code) || r.has(Cue::Link);
    let has_digit = |(from, to): (usize, usize)| r.slice(from, to).chars().any(|letter| letter.is_ascii_digit());
    let code = |(from, to): (usize, usize)| Some(LinkCode::parse(r.slice(from, to))?.to_string());
    // One code in ninety has letters only: behind the word for it, its groups are enough.
    let shown = |span: (usize, usize)| has_digit(span) && strange(r, span) && stands_out(r, span);
    let whole = |span: &(usize, usize)| grouped(r, *span) && (introduced || shown(*span));
    spans(r)
        .filter(|span| introduced || strange(r, *span))
        .find_map(|(from, to)| example(r.slice(from, to), examples))
        .or_else(|| spans(r).filter(whole).find_map(code))
        .or_else(|| {
            spans(r)
                .filter(|span| introduced && has_digit(*span) && (strange(r, *span) || is_one_piece(r, *span)))
                .find_map(code)
        })
        .or_else(|| introduced.then(|| unlike_ours(r)).flatten())
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

/// Runs of tokens that may be a code: from the left, the longest first. The word that introduces a code is none of it:
/// `lier 2ABC-DEFG` has twelve letters, too.
fn spans(r: &Reading<'_>) -> impl Iterator<Item = (usize, usize)> {
    let count = r.tokens.len();
    let all = (0..count).flat_map(move |from| (from + 1..=count.min(from + PIECES)).rev().map(move |to| (from, to)));
    all.filter(|span| !introduces(r, *span))
}

/// Whether the word for a code or for linking is among these tokens.
fn introduces(r: &Reading<'_>, (from, to): (usize, usize)) -> bool {
    let words = [Meaning::Cue(Cue::Code), Meaning::Cue(Cue::Link)];
    r.hits.iter().any(|hit| hit.from < to && hit.to > from && words.contains(hit.meaning))
}

/// Twelve characters in one piece or in groups, as they are printed.
fn grouped(r: &Reading<'_>, (from, to): (usize, usize)) -> bool {
    let pieces = r.tokens.get(from..to).unwrap_or_default().iter().filter(|token| token.is_text());
    let lengths: Vec<usize> = pieces.map(|token| token.word.chars().count()).collect();
    matches!(lengths.as_slice(), [12] | [4, 4, 4] | [6, 6] | [3, 3, 3, 3])
}

/// None of it is a word: not a sentence that happens to have twelve letters.
fn strange(r: &Reading<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).all(|at| r.known.get(at) == Some(&false) || !r.tokens.get(at).is_some_and(Token::is_text))
}

/// Pieces with spaces between them in the middle of a sentence may be words of it: `t3awed tchouf`.
fn stands_out(r: &Reading<'_>, (from, to): (usize, usize)) -> bool {
    let spaced = r.tokens.get(from + 1..to).unwrap_or_default().iter().any(|token| !token.glued);
    let digits = r.slice(from, to).chars().filter(char::is_ascii_digit).count();
    let alone = r.leads_up(from)
        && (to..r.tokens.len()).all(|at| r.is_filler(at) || !r.tokens.get(at).is_some_and(Token::is_text));
    !spaced || alone || digits > 2
}

/// No space in it: `2ABC-DEFG-HJKL`, whatever its pieces mean.
fn is_one_piece(r: &Reading<'_>, (from, to): (usize, usize)) -> bool {
    r.tokens.get(from + 1..to).unwrap_or_default().iter().all(|token| token.glued)
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
