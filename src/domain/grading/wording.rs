//! What a school's words of appreciation, distinctions and warnings are in the languages of its families.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::domain::Locale;

/// Words by language; where a word has none in a language, it stands as the school's rules write it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording(BTreeMap<String, Words>);

/// One word in each language, as far as it is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub fr: Option<String>,
    pub en: Option<String>,
    pub ar: Option<String>,
}

impl Wording {
    pub fn new(words: impl IntoIterator<Item = (String, Words)>) -> Self {
        Self(words.into_iter().collect())
    }

    /// How a word is said in a language.
    pub fn said<'w>(&'w self, word: &'w str, locale: Locale) -> &'w str {
        let own = self.0.get(word).and_then(|words| match locale {
            Locale::Fr => words.fr.as_deref(),
            Locale::En => words.en.as_deref(),
            Locale::Ar => words.ar.as_deref(),
        });
        own.unwrap_or(word)
    }

    /// The same for these words alone.
    #[must_use]
    pub fn only(&self, words: &[&str]) -> Self {
        let kept = self.0.iter().filter(|(word, _)| words.contains(&word.as_str()));
        Self(kept.map(|(word, words)| (word.clone(), words.clone())).collect())
    }

    /// The words that are said in some language.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
