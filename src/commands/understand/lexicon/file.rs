//! Lexicon files: what their lists are called, and a school's own beside ours.
//!
//! A school's file adds to the lists of ours of the same language, or takes the place of those named in `replaces`.
//! Invariant: a list that cannot be used is named with its file; nothing of a school's file is ignored in silence.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::super::cue::Cue;
use super::super::token::{said, tokens};
use super::{Lexicon, Meaning};
use crate::domain::{BroadcastAnswer, Locale, MarkStatus, fold_words};

const OURS: [(Locale, &str); 3] = [
    (Locale::Fr, include_str!("../../../../bot-templates/lexicon/fr.toml")),
    (Locale::En, include_str!("../../../../bot-templates/lexicon/en.toml")),
    (Locale::Ar, include_str!("../../../../bot-templates/lexicon/ar.toml")),
];

/// A lexicon file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct LexiconError {
    /// Its name or path, for people.
    pub file: String,
    pub problem: LexiconProblem,
}

/// What is wrong with a lexicon file.
#[derive(Debug, thiserror::Error)]
pub enum LexiconProblem {
    #[error("{0}")]
    Unreadable(#[from] toml::de::Error),
    #[error("`language = \"{0}\"` is not the language the file is named after")]
    Language(&'static str),
    #[error("[{section}] has no list called `{list}`")]
    UnknownList { section: &'static str, list: String },
    #[error("`replaces` names `{0}`, which is no list of ours in this language (write \"section.list\")")]
    UnknownReplaced(String),
    #[error("[{section}] `{list}`: a phrase without letters or digits")]
    EmptyPhrase { section: &'static str, list: String },
}

/// A lexicon file: lists of phrases, by section.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: Locale,
    /// Lists of ours that a school's lists take the place of, as `section.list`.
    #[serde(default)]
    replaces: Vec<String>,
    #[serde(default)]
    cues: Lists,
    #[serde(default)]
    topics: Lists,
    #[serde(default)]
    kinds: Lists,
    #[serde(default)]
    subjects: Lists,
    #[serde(default)]
    statuses: Lists,
    #[serde(default)]
    numbers: Lists,
    #[serde(default)]
    fractions: Lists,
    #[serde(default)]
    ordinals: Lists,
    #[serde(default)]
    scale: Lists,
    #[serde(default)]
    days: Lists,
    #[serde(default)]
    months: Lists,
    #[serde(default)]
    words: Lists,
    /// Whole messages: they mean nothing inside of another one.
    #[serde(default)]
    answers: Lists,
    #[serde(default)]
    spellings: Lists,
}

/// The meaning of the list of a name.
type NameToMeaning = fn(&str) -> Option<Meaning>;
type Lists = BTreeMap<String, Vec<String>>;

impl File {
    fn sections(&self) -> [(&'static str, &Lists, NameToMeaning); 12] {
        [
            ("cues", &self.cues, |name| Cue::from_code(name).map(Meaning::Cue)),
            ("topics", &self.topics, |name| Some(Meaning::Topic(name.to_owned()))),
            ("kinds", &self.kinds, |name| Some(Meaning::Kind(name.to_owned()))),
            ("subjects", &self.subjects, |name| Some(Meaning::Subject(name.to_owned()))),
            ("statuses", &self.statuses, |name| MarkStatus::from_code(name).map(Meaning::Status)),
            ("numbers", &self.numbers, |name| name.parse().ok().map(Meaning::Number)),
            ("fractions", &self.fractions, fraction),
            ("ordinals", &self.ordinals, |name| name.parse().ok().map(Meaning::Ordinal)),
            ("scale", &self.scale, |name| (name == "out_of").then_some(Meaning::OutOf)),
            ("days", &self.days, day),
            ("months", &self.months, |name| name.parse().ok().map(Meaning::Month)),
            ("words", &self.words, word),
        ]
    }

    fn knows(&self, list: &str) -> bool {
        let is_it = |section: &str, name: &String| list.split_once('.') == Some((section, name.as_str()));
        let of_a_phrase =
            self.sections().iter().any(|(section, lists, _)| lists.keys().any(|name| is_it(section, name)));
        of_a_phrase || self.answers.keys().any(|name| is_it("answers", name))
    }
}

impl Lexicon {
    /// Our own files.
    pub(super) fn built_in() -> Self {
        Self::with(&[]).unwrap_or_default()
    }

    /// Our files and a school's own: `(language, name for people, text)`.
    pub fn with(own: &[(Locale, String, String)]) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        for (locale, text) in OURS {
            let ours = parse(locale, text).map_err(named(&format!("lexicon/{}.toml", locale.code())))?;
            let mut replaced = Vec::new();
            for (_, name, text) in own.iter().filter(|(of, _, _)| *of == locale) {
                let theirs = parse(locale, text).map_err(named(name))?;
                if let Some(unknown) = theirs.replaces.iter().find(|list| !ours.knows(list)) {
                    return Err(named(name)(LexiconProblem::UnknownReplaced(unknown.clone())));
                }
                lexicon.add_file(&theirs, &[]).map_err(named(name))?;
                // What a school says without meaning anything, it says beside a mark, too.
                for word in theirs.words.get("fillers").into_iter().flatten() {
                    lexicon.add(word, &Meaning::Beside, locale);
                }
                replaced.extend(theirs.replaces);
            }
            lexicon.add_file(&ours, &replaced).map_err(named(&format!("lexicon/{}.toml", locale.code())))?;
        }
        Ok(lexicon)
    }

    fn add_file(&mut self, file: &File, without: &[String]) -> Result<(), LexiconProblem> {
        for (section, lists, meaning) in file.sections() {
            for (list, phrases) in lists {
                if without.iter().any(|name| name.split_once('.') == Some((section, list.as_str()))) {
                    continue;
                }
                let meaning =
                    meaning(list).ok_or_else(|| LexiconProblem::UnknownList { section, list: list.clone() })?;
                if phrases.iter().any(|phrase| fold_words(phrase).is_empty()) {
                    return Err(LexiconProblem::EmptyPhrase { section, list: list.clone() });
                }
                for phrase in phrases {
                    self.add(phrase, &meaning, file.language);
                    if (section, list.as_str()) == ("words", "between") {
                        self.add_between(phrase);
                    }
                }
            }
        }
        for (list, phrases) in &file.answers {
            if without.iter().any(|name| name.split_once('.') == Some(("answers", list.as_str()))) {
                continue;
            }
            let section = "answers";
            let unknown = |_unknown| LexiconProblem::UnknownList { section, list: list.clone() };
            let answer: BroadcastAnswer = list.parse().map_err(unknown)?;
            if phrases.iter().any(|phrase| fold_words(phrase).is_empty()) {
                return Err(LexiconProblem::EmptyPhrase { section, list: list.clone() });
            }
            self.answers.extend(phrases.iter().map(|phrase| (said(&tokens(phrase)), answer)));
        }
        for (word, forms) in &file.spellings {
            let forms = forms.iter().map(|form| (fold_words(form).concat(), fold_words(word).concat()));
            self.spellings.extend(forms);
        }
        Ok(())
    }
}

fn parse(locale: Locale, text: &str) -> Result<File, LexiconProblem> {
    let file: File = toml::from_str(text)?;
    if file.language == locale { Ok(file) } else { Err(LexiconProblem::Language(file.language.code())) }
}

fn named(file: &str) -> impl Fn(LexiconProblem) -> LexiconError {
    let file = file.to_owned();
    move |problem| LexiconError { file: file.clone(), problem }
}

fn fraction(name: &str) -> Option<Meaning> {
    match name {
        "point" => Some(Meaning::Point),
        "and" => Some(Meaning::And),
        _ => name.parse().ok().map(Meaning::Fraction),
    }
}

fn day(name: &str) -> Option<Meaning> {
    Some(match name {
        "before_yesterday" => Meaning::Day(-2),
        "yesterday" => Meaning::Day(-1),
        "today" => Meaning::Day(0),
        "tomorrow" => Meaning::Day(1),
        "after_tomorrow" => Meaning::Day(2),
        "monday" => Meaning::Weekday(1),
        "tuesday" => Meaning::Weekday(2),
        "wednesday" => Meaning::Weekday(3),
        "thursday" => Meaning::Weekday(4),
        "friday" => Meaning::Weekday(5),
        "saturday" => Meaning::Weekday(6),
        "sunday" => Meaning::Weekday(7),
        _ => return None,
    })
}

fn word(name: &str) -> Option<Meaning> {
    Some(match name {
        "fillers" | "between" => Meaning::Filler,
        "beside_a_mark" => Meaning::Beside,
        "tells_apart" => Meaning::Apart,
        "of_a_mark" => Meaning::OfAMark,
        "of_a_status" => Meaning::OfAStatus,
        "courtesy" => Meaning::Courtesy,
        "wants_to_know" => Meaning::WantsToKnow,
        "common" => Meaning::Word,
        "header" => Meaning::Header,
        "total" => Meaning::Total,
        "aside" => Meaning::Aside,
        "particles" => Meaning::Particle,
        "clear_doubt" => Meaning::Doubt,
        "told" => Meaning::Told,
        "told_perhaps" => Meaning::ToldPerhaps,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Result<Lexicon, LexiconError> {
        Lexicon::with(&[(Locale::Fr, "lexicon/fr.toml".to_owned(), text.to_owned())])
    }

    fn means(lexicon: &Lexicon, text: &str, cue: Cue) -> bool {
        lexicon.hits(&tokens(text), |_| true).iter().any(|hit| *hit.meaning == Meaning::Cue(cue))
    }

    #[test]
    fn the_shipped_files_are_whole() {
        Lexicon::with(&[]).unwrap();
    }

    #[test]
    fn a_school_adds_words_and_replaces_lists() {
        let added = with("language = \"fr\"\n[cues]\nreport = [\"cahier bleu\"]").unwrap();
        assert!(means(&added, "mon cahier bleu", Cue::Report) && means(&added, "le bulletin", Cue::Report));
        let text = "language = \"fr\"\nreplaces = [\"cues.report\"]\n[cues]\nreport = [\"cahier bleu\"]";
        let replaced = with(text).unwrap();
        assert!(means(&replaced, "mon cahier bleu", Cue::Report) && !means(&replaced, "le livret", Cue::Report));
    }

    #[test]
    fn a_fault_is_named_with_its_file_and_list() {
        let told = |text: &str| with(text).unwrap_err().to_string();
        assert_eq!(told("language = \"fr\"\n[cues]\nodd = []"), "lexicon/fr.toml: [cues] has no list called `odd`");
        assert!(told("language = \"fr\"\nreplaces = [\"cues.odd\"]").contains("`cues.odd`"));
        assert!(told("language = \"en\"").contains("language"));
        assert!(told("language = \"fr\"\n[cues]\nreport = [\"!\"]").contains("[cues] `report`"));
    }

    #[test]
    fn what_says_nothing_in_a_school_says_nothing_beside_a_mark() {
        let lexicon = with("language = \"fr\"\n[words]\nfillers = [\"zigoto\"]\n").unwrap();
        let meanings: Vec<&Meaning> = lexicon.word_meanings("zigoto").collect();
        assert!(meanings.contains(&&Meaning::Filler) && meanings.contains(&&Meaning::Beside), "{meanings:?}");
    }
}
