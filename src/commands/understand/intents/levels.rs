//! Classes that are named by their level: `tous les 4e`.

use super::super::lexicon::Meaning;
use super::super::reading::Reading;
use super::super::token::{Kind, Token};
use super::audience::SMALL;
use super::moments::in_moment;
use crate::domain::{ClassId, fold};

/// `tous les 4e`: what names a level between these tokens, and no class.
pub(super) fn levels_named(r: &Reading<'_>, (from, to): (usize, usize)) -> Vec<String> {
    let in_class = |at: usize| r.classes.iter().any(|place| place.from <= at && at < place.to && place.to <= to);
    let tokens = r.tokens.iter().enumerate().take(to).skip(from);
    tokens.filter(|(at, token)| is_level(&token.word) && !in_class(*at)).map(|(_, token)| token.word.clone()).collect()
}

/// `4eZ`, `4e Z`, `6e`: what would name a class between these tokens, and is none of ours, as typed.
pub(super) fn unknown_class(r: &Reading<'_>, (from, to): (usize, usize)) -> Option<String> {
    let in_class = |at: usize| r.classes.iter().any(|place| place.from <= at && at < place.to) || in_moment(r, at);
    let letter = |at: usize| {
        let token = r.tokens.get(at).filter(|token| at < to && token.kind == Kind::Word && !in_class(at));
        token.is_some_and(|token| {
            token.word.chars().count() == 1 && !matches!(token.word.as_str(), "a" | "l" | "d" | "و" | "ل")
        })
    };
    // `i3lan l ga3 les parents`: Arabic in Latin letters has digits, too.
    let is_read = |at: usize| {
        let small = r.tokens.get(at).is_some_and(|token| SMALL.contains(&token.word.as_str()));
        small || r.hits.iter().any(|hit| hit.from <= at && at < hit.to && matches!(hit.meaning, Meaning::Cue(_)))
    };
    (from..to).find_map(|at| {
        let is_word = |token: &&Token| token.kind == Kind::Word && token.has_digit();
        let token = r.tokens.get(at).filter(is_word).filter(|_| !in_class(at) && !is_read(at))?;
        if !is_level(&token.word) {
            return Some(r.slice(at, at + 1).to_owned());
        }
        if letter(at + 1) {
            return Some(r.slice(at, at + 2).to_owned());
        }
        with_levels(r, Vec::new(), std::slice::from_ref(&token.word)).is_empty().then(|| r.slice(at, at + 1).to_owned())
    })
}

/// The classes named, and all classes of these levels: those that begin with the same number.
pub(super) fn with_levels(r: &Reading<'_>, named: Vec<ClassId>, levels: &[String]) -> Vec<ClassId> {
    let number = |word: &str| -> String { fold(word).trim_start().chars().take_while(char::is_ascii_digit).collect() };
    let wanted: Vec<String> = levels.iter().map(|level| number(level)).collect();
    let of_level = r.index.school().classes.iter().filter(|class| wanted.contains(&number(&class.label)));
    let mut classes = named;
    for class in of_level.map(|class| class.id) {
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    classes
}

/// `3e`, `6eme`, `1ere`
pub(super) fn is_level(word: &str) -> bool {
    let ending = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    word.len() > ending.len()
        && word.len() - ending.len() == 1
        && matches!(ending, "e" | "eme" | "ere" | "er" | "th" | "nde" | "ac")
}
