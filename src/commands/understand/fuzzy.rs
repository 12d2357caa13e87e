//! Words that resemble a typed one, found by shared pairs of letters and measured by edit distance.

use std::collections::HashMap;

/// A list of words, prepared to be searched by resemblance.
#[derive(Debug, Default)]
pub(super) struct Resembling {
    words: Vec<(String, usize)>,
    places: HashMap<String, u32>,
    /// By a pair of letters and the number of letters of the word: words of other lengths are never looked at.
    pairs: HashMap<([char; 2], usize), Vec<u32>>,
}

/// A word found, and how many letters differ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resemblance<'a> {
    pub word: &'a str,
    pub distance: usize,
}

/// How many letters more or less a word may have that is only the nearest.
const APART: usize = 3;
/// Words that share most pairs, of which the nearest are taken.
const COMPARED: usize = 32;

impl Resembling {
    /// Adds a word once.
    pub(super) fn add(&mut self, word: &str) {
        if self.places.contains_key(word) {
            return;
        }
        let Ok(place) = u32::try_from(self.words.len()) else { return };
        let letters = word.chars().count();
        self.places.insert(word.to_owned(), place);
        self.words.push((word.to_owned(), letters));
        for pair in pairs(word) {
            self.pairs.entry((pair, letters)).or_default().push(place);
        }
    }

    /// Words within `most` edits of `typed` (a swap of neighbours is one), nearest first.
    pub(super) fn within(&self, typed: &str, most: usize) -> Vec<Resemblance<'_>> {
        let length = typed.chars().count();
        // An edit breaks three pairs at most.
        let enough = |letters: usize| (letters.max(length) + 1).saturating_sub(3 * most).max(1);
        let mut found: Vec<Resemblance<'_>> = self
            .candidates(typed, most)
            .into_iter()
            .filter(|(_, letters, shared)| *shared >= enough(*letters))
            .filter_map(|(word, _, _)| {
                let distance = strsim::osa_distance(typed, word);
                (distance <= most).then_some(Resemblance { word, distance })
            })
            .collect();
        found.sort_by(|a, b| a.distance.cmp(&b.distance).then_with(|| a.word.cmp(b.word)));
        found
    }

    /// The words most alike, however far, best first.
    pub(super) fn nearest(&self, typed: &str, count: usize) -> Vec<&str> {
        let mut candidates = self.candidates(typed, APART);
        candidates.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(b.0)));
        candidates.truncate(COMPARED);
        let mut found: Vec<(f64, &str)> =
            candidates.into_iter().map(|(word, _, _)| (strsim::jaro_winkler(typed, word), word)).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        found.into_iter().take(count).map(|(_, word)| word).collect()
    }

    /// Words of about as many letters that share a pair of letters with `typed`: `(word, letters, shared pairs)`.
    fn candidates(&self, typed: &str, most: usize) -> Vec<(&str, usize, usize)> {
        let typed_pairs = pairs(typed);
        let length = typed_pairs.len().saturating_sub(1);
        let mut shared: Vec<u32> = Vec::new();
        for letters in length.saturating_sub(most)..=length + most {
            let lists = typed_pairs.iter().filter_map(|pair| self.pairs.get(&(*pair, letters)));
            shared.extend(lists.flatten().copied());
        }
        shared.sort_unstable();
        let words = shared.chunk_by(|one, other| one == other).filter_map(|places| {
            let (word, letters) = self.words.get(usize::try_from(*places.first()?).ok()?)?;
            Some((word.as_str(), *letters, places.len()))
        });
        words.collect()
    }
}

/// Neighbouring letters, with the edges of the word.
fn pairs(word: &str) -> Vec<[char; 2]> {
    let letters: Vec<char> = std::iter::once('^').chain(word.chars()).chain(std::iter::once('$')).collect();
    letters.windows(2).filter_map(|pair| <[char; 2]>::try_from(pair).ok()).collect()
}

/// How many edits may pass for a slip in a word of this length.
pub(super) fn tolerance(word: &str) -> usize {
    match word.chars().count() {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        let mut names = Resembling::default();
        for name in ["kouassi", "kouame", "konan", "awa", "aya"] {
            names.add(name);
        }
        let near = |typed: &str| names.within(typed, tolerance(typed)).iter().map(|r| r.word).collect::<Vec<_>>();
        assert_eq!(near("kouasi"), ["kouassi"]);
        assert_eq!(near("kuoame"), ["kouame"]);
        assert_eq!(near("ava"), ["awa", "aya"]);
        assert!(near("xy").is_empty());
    }
}
