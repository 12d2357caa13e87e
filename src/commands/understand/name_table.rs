//! The names of many students, prepared once for all who may name some of them.

use super::fuzzy::{Resembling, farthest, tolerance};
use super::lexicon::{Lexicon, Meaning};
use super::scope::StudentView;
use crate::domain::fold_words;
use std::collections::BTreeMap;

/// So many letters of a name are its beginning, and no syllable of many.
const BEGINNING: usize = 4;

/// Names by their words. People are places in the list it was made from, words are places among all words.
#[derive(Debug, Default)]
pub(super) struct NameTable {
    words: Resembling,
    /// By word.
    people: Vec<Vec<u32>>,
    /// By person.
    words_of: Vec<Vec<u32>>,
    /// By word: it is in names, but also means something else.
    weak: Vec<bool>,
    /// The words in their order, to find those that begin alike.
    ordered: BTreeMap<String, u32>,
}

impl NameTable {
    pub(super) fn new<'a>(students: impl Iterator<Item = &'a StudentView>, lexicon: &Lexicon) -> Self {
        let mut table = Self::default();
        for student in students {
            table.add(student);
        }
        let places = 0..u32::try_from(table.people.len()).unwrap_or(u32::MAX);
        table.weak = places.map(|place| table.words.word(place).is_none_or(|word| is_weak(word, lexicon))).collect();
        table
    }

    fn add(&mut self, student: &StudentView) {
        let Ok(person) = u32::try_from(self.words_of.len()) else { return };
        self.words_of.push(Vec::new());
        for part in [Some(&student.last), Some(&student.first), student.arabic.as_ref()].into_iter().flatten() {
            let parts = fold_words(part);
            for pair in parts.windows(2) {
                self.add_word(person, &pair.concat());
            }
            for word in parts {
                if let Some(bare) = word.strip_prefix("ال").filter(|bare| bare.chars().count() >= 3) {
                    self.add_word(person, bare);
                }
                self.add_word(person, &word);
            }
        }
    }

    fn add_word(&mut self, person: u32, word: &str) {
        let (Some(place), Some(words)) = (self.words.add(word), self.words_of.last_mut()) else { return };
        if words.contains(&place) {
            return;
        }
        words.push(place);
        self.ordered.insert(word.to_owned(), place);
        match usize::try_from(place).ok().and_then(|place| self.people.get_mut(place)) {
            Some(people) => people.push(person),
            None => self.people.push(vec![person]),
        }
    }

    pub(super) fn place(&self, word: &str) -> Option<u32> {
        self.words.place(word)
    }

    /// Whose names hold the word at this place.
    pub(super) fn people(&self, word: u32) -> &[u32] {
        usize::try_from(word).ok().and_then(|word| self.people.get(word)).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn words_of(&self, person: u32) -> impl Iterator<Item = &str> {
        let words = usize::try_from(person).ok().and_then(|person| self.words_of.get(person));
        words.into_iter().flatten().filter_map(|word| self.words.word(*word))
    }

    /// Whether a word of names also means something else.
    pub(super) fn is_weak(&self, word: &str) -> bool {
        self.place(word).is_some_and(|place| self.is_weak_at(place))
    }

    fn is_weak_at(&self, place: u32) -> bool {
        usize::try_from(place).is_ok_and(|place| self.weak.get(place) == Some(&true))
    }

    /// The words of names, and of nothing else, that `typed` may be a slip for.
    pub(super) fn resembling(&self, typed: &str) -> impl Iterator<Item = u32> {
        let within = |most: usize| {
            let found = self.words.within(typed, most).into_iter().map(|found| found.place);
            found.filter(|place| !self.is_weak_at(*place)).collect::<Vec<_>>()
        };
        let near = within(tolerance(typed));
        let found = if near.is_empty() && farthest(typed) > tolerance(typed) { within(farthest(typed)) } else { near };
        found.into_iter()
    }

    /// The words of names, and of nothing else, that begin with `typed`: `fatou` for Fatoumata.
    pub(super) fn cut_short<'t>(&'t self, typed: &'t str) -> impl Iterator<Item = u32> {
        let begins = move |word: &String| word.starts_with(typed);
        let range = self.ordered.range(typed.to_owned()..).take_while(move |(word, _)| begins(word));
        let long = typed.chars().count() >= BEGINNING;
        range.filter(move |(_, place)| long && !self.is_weak_at(**place)).map(|(_, place)| *place)
    }

    /// The words most like `typed` in the names of people who are `wanted`.
    pub(super) fn nearest(&self, typed: &str, count: usize, wanted: impl Fn(&[u32]) -> bool) -> Vec<u32> {
        self.words.nearest(typed, count, |place| wanted(self.people(place)))
    }
}

fn is_weak(word: &str, lexicon: &Lexicon) -> bool {
    word.chars().count() < 2
        || lexicon.word_meanings(word).any(|meaning| {
            !matches!(
                meaning,
                Meaning::Header
                    | Meaning::Total
                    | Meaning::Aside
                    | Meaning::Month(_)
                    | Meaning::Subject(_)
                    | Meaning::Word
            )
        })
}
