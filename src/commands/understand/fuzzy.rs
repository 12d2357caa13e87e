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
    pub place: u32,
    pub distance: usize,
}

/// How many letters more or less a word may have that is only the nearest.
const APART: usize = 3;
/// Words that share most pairs, of which the nearest are taken.
const COMPARED: usize = 32;

impl Resembling {
    /// Adds a word once; returns its place among all.
    pub(super) fn add(&mut self, word: &str) -> Option<u32> {
        if let Some(place) = self.place(word) {
            return Some(place);
        }
        let place = u32::try_from(self.words.len()).ok()?;
        let letters = word.chars().count();
        self.places.insert(word.to_owned(), place);
        self.words.push((word.to_owned(), letters));
        for pair in pairs(word) {
            self.pairs.entry((pair, letters)).or_default().push(place);
        }
        Some(place)
    }

    pub(super) fn place(&self, word: &str) -> Option<u32> {
        self.places.get(word).copied()
    }

    pub(super) fn word(&self, place: u32) -> Option<&str> {
        Some(self.words.get(usize::try_from(place).ok()?)?.0.as_str())
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
            .filter_map(|(place, _, _)| {
                let word = self.word(place)?;
                let distance = strsim::osa_distance(typed, word);
                (distance <= most).then_some(Resemblance { word, place, distance })
            })
            .collect();
        found.sort_by(|a, b| a.distance.cmp(&b.distance).then_with(|| a.word.cmp(b.word)));
        found
    }

    /// The places of the `wanted` words most alike, however far, best first.
    pub(super) fn nearest(&self, typed: &str, count: usize, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut candidates = self.candidates(typed, APART);
        candidates.retain(|(place, _, _)| wanted(*place));
        candidates.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| self.word(a.0).cmp(&self.word(b.0))));
        candidates.truncate(COMPARED);
        let alike = |(place, _, _): (u32, usize, usize)| {
            let word = self.word(place)?;
            Some((strsim::jaro_winkler(typed, word), word, place))
        };
        let mut found: Vec<(f64, &str, u32)> = candidates.into_iter().filter_map(alike).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        found.into_iter().take(count).map(|(_, _, place)| place).collect()
    }

    /// Words of about as many letters that share a pair of letters with `typed`: `(place, letters, shared pairs)`.
    fn candidates(&self, typed: &str, most: usize) -> Vec<(u32, usize, usize)> {
        let typed_pairs = pairs(typed);
        let length = typed_pairs.len().saturating_sub(1);
        let mut shared: Vec<u32> = Vec::new();
        for letters in length.saturating_sub(most)..=length + most {
            let lists = typed_pairs.iter().filter_map(|pair| self.pairs.get(&(*pair, letters)));
            shared.extend(lists.flatten().copied());
        }
        shared.sort_unstable();
        let words = shared.chunk_by(|one, other| one == other).filter_map(|places| {
            let place = *places.first()?;
            let (_, letters) = self.words.get(usize::try_from(place).ok()?)?;
            Some((place, *letters, places.len()))
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

/// How many edits at most, where nothing is nearer: `outara` for Ouattara.
pub(super) fn farthest(word: &str) -> usize {
    match word.chars().count() {
        6 => 2,
        _ => tolerance(word),
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
        assert_eq!((tolerance("outara"), farthest("outara"), farthest("awara")), (1, 2, 1));
    }
}
