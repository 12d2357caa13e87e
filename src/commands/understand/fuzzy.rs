//! Words that resemble a typed one, found by shared pairs of letters and measured by edit distance.

use std::collections::HashMap;

/// A list of words, prepared to be searched by resemblance.
#[derive(Debug, Default)]
pub(super) struct Resembling {
    words: Vec<(String, usize)>,
    places: HashMap<String, u32>,
    pairs: HashMap<[char; 2], Vec<u32>>,
}

/// A word found, and how many letters differ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resemblance<'a> {
    pub word: &'a str,
    pub distance: usize,
}

impl Resembling {
    /// Adds a word once.
    pub(super) fn add(&mut self, word: &str) {
        if self.places.contains_key(word) {
            return;
        }
        let Ok(place) = u32::try_from(self.words.len()) else { return };
        self.places.insert(word.to_owned(), place);
        self.words.push((word.to_owned(), word.chars().count()));
        for pair in pairs(word) {
            self.pairs.entry(pair).or_default().push(place);
        }
    }

    /// Words within `most` edits of `typed` (a swap of neighbours is one), nearest first.
    pub(super) fn within(&self, typed: &str, most: usize) -> Vec<Resemblance<'_>> {
        let length = typed.chars().count();
        let mut found: Vec<Resemblance<'_>> = self
            .candidates(typed)
            .into_iter()
            .filter(|(_, letters, _)| letters.abs_diff(length) <= most)
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
        let mut found: Vec<(f64, &str)> =
            self.candidates(typed).into_iter().map(|(word, _, _)| (strsim::jaro_winkler(typed, word), word)).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        found.into_iter().take(count).map(|(_, word)| word).collect()
    }

    /// Words that share a pair of letters with `typed`: `(word, letters, shared pairs)`.
    fn candidates(&self, typed: &str) -> Vec<(&str, usize, u32)> {
        let mut shared: HashMap<u32, u32> = HashMap::new();
        for pair in pairs(typed) {
            for place in self.pairs.get(&pair).into_iter().flatten() {
                *shared.entry(*place).or_default() += 1;
            }
        }
        let word = |(place, count): (u32, u32)| {
            let (word, letters) = self.words.get(usize::try_from(place).ok()?)?;
            Some((word.as_str(), *letters, count))
        };
        shared.into_iter().filter_map(word).collect()
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
