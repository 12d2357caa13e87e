//! The words people use, prepared for matching: `bot-templates/lexicon/{fr,en,ar}.toml` and a school's own.
//!
//! Lives here: [`Lexicon`] and finding its phrases in a message; `file` reads the data.
//! Invariant: finding is total; a word that resembles a command is told from one that is it ([`Fit`]).

mod file;
mod form;
mod french;
mod phrase;

use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

pub use file::{LexiconError, LexiconProblem};
use form::{inflections, sound};
use phrase::{Phrase, Place, gather, next_word};

use super::cue::Cue;
use super::fuzzy::Resembling;
use super::token::{Kind, Token, said, stripped, tokens};
use crate::domain::{BroadcastAnswer, Locale, MarkStatus, fold_words};

/// The lexicon that ships with Carnet.
pub(in crate::commands::understand) static BUILT_IN: LazyLock<Arc<Lexicon>> =
    LazyLock::new(|| Arc::new(Lexicon::built_in()));

/// From how many letters on a command word may hold a slip of the finger.
const SLIP_FROM: usize = 5;

/// Stands between words of a phrase that may be anywhere in a message: `voir + parents`.
const TOGETHER: &str = "+";
/// How many words may stand between two of a phrase.
const PASSED: usize = 2;

/// What a phrase means.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::commands::understand) enum Meaning {
    Cue(Cue),
    /// Something outside our scope, by name.
    Topic(String),
    /// A kind of assessment.
    Kind(String),
    /// A subject, by the name of its list.
    Subject(String),
    Status(MarkStatus),
    Number(u32),
    /// Joined to a number: a half, a quarter.
    Fraction(Decimal),
    /// Between whole and decimals.
    Point,
    And,
    Ordinal(u32),
    OutOf,
    /// Days from today.
    Day(i64),
    /// Monday is 1.
    Weekday(i8),
    Month(i8),
    Filler,
    /// Says nothing beside a mark that is to be written: of all others it is not known.
    Beside,
    /// Begins a clause that tells something of its own beside a mark.
    Apart,
    /// The same where a word for marks stands with it: `la note est 13`, but `elle est 13`.
    OfAMark,
    /// The same where somebody was away or excused: `était dispensé`, but `était à 13`.
    OfAStatus,
    /// Said out of politeness around what is wanted: read as if it had not been written.
    Courtesy,
    /// Courtesy by which something is asked: `je voudrais savoir si`.
    WantsToKnow,
    /// A word of the language, and so nobody's name; what it says is not ours to know.
    Word,
    Header,
    Total,
    /// Heads a column of a table that holds no marks.
    Aside,
    /// Part of many names: never enough to tell a person.
    Particle,
    Doubt,
    /// Of a tale, a plan, a joke: where nothing else is certain, nothing is wanted.
    Told,
    /// The same, but it stands in wishes, too.
    ToldPerhaps,
}

impl Meaning {
    /// A word that tells us nothing by itself.
    pub(in crate::commands::understand) fn is_mere(&self) -> bool {
        matches!(self, Self::Word | Self::Apart)
    }
}

/// A phrase found in a message: tokens `from..to`.
#[derive(Debug, Clone)]
pub(in crate::commands::understand) struct Hit<'l> {
    pub meaning: &'l Meaning,
    pub from: usize,
    pub to: usize,
    pub locale: Locale,
    /// How well the words fit, the worst of them.
    pub fit: Fit,
}

/// How a typed word fits a word of the lexicon. Later is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::commands::understand) enum Fit {
    Plain,
    /// Something attached was taken off.
    Stripped,
    /// A letter differs.
    Slip,
}

/// How far what is typed may be from a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands::understand) enum Ear {
    Close,
    /// For a message in which nothing was understood.
    Wide,
}

impl Ear {
    /// How many letters may differ in a word of this length.
    fn slips(self, letters: usize) -> usize {
        match self {
            Self::Close => usize::from(letters >= SLIP_FROM),
            Self::Wide if letters > SLIP_FROM + 1 => 2,
            Self::Wide => usize::from(letters + 1 >= SLIP_FROM),
        }
    }
}

/// The words of the lexicon a token can stand for, and how well it fits each.
pub(in crate::commands::understand) type Heard = Vec<(u32, Fit)>;

/// All phrases, prepared for matching.
#[derive(Debug, Default)]
pub struct Lexicon {
    units: HashMap<String, u32>,
    prefixes: HashMap<String, u32>,
    slips: Resembling,
    /// Arabic words in Latin letters, by how they sound.
    sounds: HashMap<String, Vec<String>>,
    /// French words by how they sound.
    spoken: HashMap<String, Vec<String>>,
    /// Beginnings of words that only stand inside of longer phrases: they tell nothing of a word alone.
    parts: HashSet<u32>,
    /// Words that are phrases by themselves.
    alone: HashSet<u32>,
    /// Words that may stand inside of any phrase: `n'ont toujours pas`.
    between: HashSet<u32>,
    /// Messages that answer an announcement, whole.
    answers: HashMap<String, BroadcastAnswer>,
    /// What a word of hurried writing stands for: `koi` for `quoi`.
    spellings: HashMap<String, String>,
    phrases: Vec<Phrase>,
    /// How the subjects of a list and the ordinals are written, in every language.
    subjects: HashMap<String, Vec<String>>,
    ordinals: HashMap<u32, Vec<String>>,
    by_first: HashMap<u32, Vec<usize>>,
    /// Words that mean something together, wherever they stand: by the first of them.
    scattered: HashMap<u32, Vec<usize>>,
}

impl Lexicon {
    fn add(&mut self, phrase: &str, meaning: &Meaning, locale: Locale) {
        let command = matches!(
            meaning,
            Meaning::Cue(_) | Meaning::Kind(_) | Meaning::Status(_) | Meaning::Day(_) | Meaning::Subject(_)
        );
        let mut units = Vec::new();
        let (place, phrase) = Place::of(phrase);
        let scattered = phrase.contains(TOGETHER);
        for raw in phrase.split_whitespace().filter(|raw| *raw != TOGETHER) {
            let open_ended = raw.ends_with('*');
            let words = fold_words(raw);
            let last = words.len().saturating_sub(1);
            for (place, word) in words.into_iter().enumerate() {
                let open_ended = open_ended && place == last;
                if command && !open_ended && locale == Locale::Fr {
                    self.add_spoken(&word);
                }
                units.push(self.unit(word, open_ended, command));
            }
        }
        let Some(first) = units.first() else { return };
        if let [alone] = units.as_slice() {
            self.parts.remove(alone);
            self.alone.insert(*alone);
        }
        match meaning {
            Meaning::Subject(list) => {
                self.subjects.entry(list.clone()).or_default().push(fold_words(phrase).concat());
                // `see the maths teacher`
                self.between.extend(units.first().filter(|_| units.len() == 1));
            }
            Meaning::Ordinal(number) => self.ordinals.entry(*number).or_default().push(fold_words(phrase).concat()),
            _ => {}
        }
        let places = if scattered { &mut self.scattered } else { &mut self.by_first };
        places.entry(*first).or_default().push(self.phrases.len());
        self.phrases.push(Phrase { units, meaning: meaning.clone(), locale, place });
    }

    fn add_spoken(&mut self, word: &str) {
        let Some(sound) = french::sound(word) else { return };
        let alike = self.spoken.entry(sound).or_default();
        if !alike.iter().any(|known| known == word) {
            alike.push(word.to_owned());
        }
    }

    /// A word that says nothing inside of a phrase.
    fn add_between(&mut self, word: &str) {
        for word in fold_words(word) {
            let unit = self.unit(word, false, false);
            self.between.insert(unit);
        }
    }

    fn unit(&mut self, word: String, open_ended: bool, command: bool) -> u32 {
        if command && word.chars().count() >= SLIP_FROM {
            self.slips.add(&word);
        }
        if let Some(sound) = sound(&word).filter(|_| command) {
            let alike = self.sounds.entry(sound).or_default();
            if !alike.contains(&word) {
                alike.push(word.clone());
            }
        }
        let next = u32::try_from(self.units.len() + self.prefixes.len()).unwrap_or(u32::MAX);
        let known = if open_ended { &mut self.prefixes } else { &mut self.units };
        let unit = *known.entry(word).or_insert(next);
        if open_ended && unit == next {
            self.parts.insert(unit);
        }
        unit
    }

    /// The meanings of a text on its own, such as the name of a subject.
    pub(in crate::commands::understand) fn meanings(&self, text: &str) -> Vec<&Meaning> {
        let tokens = tokens(text);
        self.hits(&tokens, |_| true).into_iter().map(|hit| hit.meaning).collect()
    }

    /// The kinds of assessment a word stands for.
    pub(in crate::commands::understand) fn kinds_of(&self, word: &str) -> Vec<String> {
        let kind = |meaning: &Meaning| if let Meaning::Kind(kind) = meaning { Some(kind.clone()) } else { None };
        self.of_word(word).filter_map(|phrase| kind(&phrase.meaning)).collect()
    }

    /// What a folded word alone means, as it stands, spelled in a hurry, or with what is attached to it taken off.
    pub(in crate::commands::understand) fn word_meanings(&self, word: &str) -> impl Iterator<Item = &Meaning> {
        let mut units = Vec::new();
        self.look_up(word, Fit::Plain, &mut units);
        if let Some(spelled) = self.spellings.get(word) {
            self.look_up(spelled, Fit::Plain, &mut units);
        }
        for form in stripped(word, word) {
            self.look_up(&form, Fit::Stripped, &mut units);
        }
        let places = units.into_iter().filter_map(|(unit, _)| self.by_first.get(&unit)).flatten();
        let phrases = places.filter_map(|at| self.phrases.get(*at)).filter(|phrase| phrase.units.len() == 1);
        phrases.map(|phrase| &phrase.meaning)
    }

    /// What a word alone asks for, as it stands or by the beginning of an open-ended one.
    pub(in crate::commands::understand) fn cues_of(&self, word: &str) -> impl Iterator<Item = Cue> {
        let mut units = Vec::new();
        self.look_up(word, Fit::Plain, &mut units);
        let places = units.into_iter().filter_map(|(unit, _)| self.by_first.get(&unit)).flatten();
        let phrases = places.filter_map(|at| self.phrases.get(*at)).filter(|phrase| phrase.units.len() == 1);
        phrases.filter_map(|phrase| if let Meaning::Cue(cue) = phrase.meaning { Some(cue) } else { None })
    }

    /// The list of subjects' words that holds `name`.
    pub(in crate::commands::understand) fn subject_list(&self, name: &str) -> Vec<String> {
        let whole = tokens(name).iter().filter(|token| token.is_text()).count();
        let tokens = tokens(name);
        self.hits(&tokens, |_| true)
            .into_iter()
            .filter(|hit| hit.fit == Fit::Plain && hit.to - hit.from >= whole)
            .filter_map(|hit| if let Meaning::Subject(list) = hit.meaning { Some(list.clone()) } else { None })
            .collect()
    }

    /// All words of a list of subjects' words, in every language.
    pub(in crate::commands::understand) fn subject_words(&self, list: &str) -> Vec<String> {
        self.subjects.get(list).cloned().unwrap_or_default()
    }

    /// How an ordinal is said, in every language.
    pub(in crate::commands::understand) fn ordinal_words(&self, number: u32) -> Vec<String> {
        self.ordinals.get(&number).cloned().unwrap_or_default()
    }

    /// The phrases that are this one word.
    fn of_word(&self, word: &str) -> impl Iterator<Item = &Phrase> {
        let places = self.units.get(word).and_then(|unit| self.by_first.get(unit));
        let phrases = places.into_iter().flatten().filter_map(|at| self.phrases.get(*at));
        phrases.filter(|phrase| phrase.units.len() == 1)
    }

    /// Every phrase in `tokens`. `is_name` keeps a name from being taken for a mistyped command.
    pub(in crate::commands::understand) fn hits(
        &self,
        tokens: &[Token],
        is_name: impl Fn(&Token) -> bool,
    ) -> Vec<Hit<'_>> {
        self.phrases(tokens, &self.heard(tokens, Ear::Close, is_name))
    }

    /// What a whole message answers an announcement.
    pub(in crate::commands::understand) fn answer(&self, tokens: &[Token]) -> Option<BroadcastAnswer> {
        self.answers.get(&said(tokens)).copied()
    }

    /// What each of `tokens` can stand for.
    pub(in crate::commands::understand) fn heard(
        &self,
        tokens: &[Token],
        ear: Ear,
        is_name: impl Fn(&Token) -> bool,
    ) -> Vec<Heard> {
        tokens.iter().map(|token| self.readings(token, ear, &is_name)).collect()
    }

    /// Every phrase in `tokens`, of which it is known what each can stand for.
    pub(in crate::commands::understand) fn phrases(&self, tokens: &[Token], readings: &[Heard]) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        for (from, first) in readings.iter().enumerate() {
            for (unit, fit) in first {
                for phrase in self.by_first.get(unit).into_iter().flatten().filter_map(|at| self.phrases.get(*at)) {
                    if let Some((to, rest)) = self.follow(phrase, tokens, readings, from)
                        && phrase.place.counts(tokens, (from, to))
                    {
                        let fit = rest.max(*fit);
                        hits.push(Hit { meaning: &phrase.meaning, from, to, locale: phrase.locale, fit });
                    }
                }
                for phrase in self.scattered.get(unit).into_iter().flatten().filter_map(|at| self.phrases.get(*at)) {
                    if let Some(rest) = gather(phrase, readings, from) {
                        let fit = rest.max(*fit);
                        hits.push(Hit { meaning: &phrase.meaning, from, to: from + 1, locale: phrase.locale, fit });
                    }
                }
            }
        }
        hits
    }

    /// The units a token can stand for, and how well it fits them.
    fn readings(&self, token: &Token, ear: Ear, is_name: &impl Fn(&Token) -> bool) -> Heard {
        if token.kind != Kind::Word && token.kind != Kind::Digits {
            return Vec::new();
        }
        let mut found = Vec::new();
        self.look_up(&token.word, Fit::Plain, &mut found);
        if let Some(word) = self.spellings.get(&token.word) {
            self.look_up(word, Fit::Plain, &mut found);
        }
        for form in &token.stripped {
            self.look_up(form, Fit::Stripped, &mut found);
        }
        // `linterro` stands in `annule l'interro`, and is the test all the same.
        if !found.iter().any(|(unit, _)| self.alone.contains(unit)) && !is_name(token) {
            for form in inflections(&token.word) {
                self.look_up(&form, Fit::Stripped, &mut found);
            }
        }
        if !self.settled(&found) && !is_name(token) {
            let sounds = sound(&token.word).filter(|_| !self.settled(&found)).and_then(|sound| self.sounds.get(&sound));
            for word in sounds.into_iter().flatten() {
                self.look_up(word, Fit::Stripped, &mut found);
            }
        }
        if !self.settled(&found) && !is_name(token) {
            let calm = without_repeats(&token.word);
            if calm != token.word {
                self.look_up(&calm, Fit::Slip, &mut found);
            }
            let most = ear.slips(token.word.chars().count());
            let slips = most > 0 && !self.settled(&found) && !token.has_digit();
            let spoken = french::sound(&token.word).filter(|_| slips).and_then(|sound| self.spoken.get(&sound));
            for word in spoken.into_iter().flatten().filter(|word| french::looks_like(&token.word, word)) {
                self.look_up(word, Fit::Slip, &mut found);
            }
            for slip in slips.then(|| self.slips.within(&token.word, most)).into_iter().flatten() {
                self.look_up(slip.word, Fit::Slip, &mut found);
            }
        }
        found
    }

    /// Whether it is known what a word means by itself.
    fn settled(&self, heard: &[(u32, Fit)]) -> bool {
        heard.iter().any(|(unit, _)| !self.parts.contains(unit))
    }

    fn look_up(&self, word: &str, fit: Fit, found: &mut Vec<(u32, Fit)>) {
        if let Some(unit) = self.units.get(word) {
            found.push((*unit, fit));
        }
        for (end, _) in word.char_indices().skip(2).chain(std::iter::once((word.len(), ' '))) {
            if let Some(unit) = word.get(..end).and_then(|head| self.prefixes.get(head)) {
                found.push((*unit, fit));
            }
        }
    }

    /// Where `phrase` ends when it begins at `from`, and how well its other words fit.
    fn follow(&self, phrase: &Phrase, tokens: &[Token], readings: &[Heard], from: usize) -> Option<(usize, Fit)> {
        let mut at = from;
        let mut worst = Fit::Plain;
        for unit in phrase.units.iter().skip(1) {
            let mut passed = 0;
            let fit = loop {
                at = next_word(tokens, at)?;
                let here = readings.get(at)?;
                if let Some((_, fit)) = here.iter().find(|(reading, _)| reading == unit) {
                    break *fit;
                }
                passed += 1;
                if passed > PASSED || !here.iter().any(|(reading, _)| self.between.contains(reading)) {
                    return None;
                }
            };
            worst = worst.max(fit);
        }
        Some((at + 1, worst))
    }
}

/// `stooop` as `stop`.
fn without_repeats(word: &str) -> String {
    let mut calm = String::with_capacity(word.len());
    let mut last = None;
    for letter in word.chars() {
        if last != Some(letter) {
            calm.push(letter);
        }
        last = Some(letter);
    }
    calm
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn cues(text: &str) -> Vec<Cue> {
        let tokens = tokens(text);
        let cue = |hit: Hit<'_>| if let Meaning::Cue(cue) = hit.meaning { Some(*cue) } else { None };
        BUILT_IN.hits(&tokens, |_| false).into_iter().filter_map(cue).collect()
    }

    #[test]
    fn every_cue_has_words_in_every_language() {
        for locale in Locale::ALL {
            for cue in Cue::ALL {
                let is_it = |phrase: &Phrase| phrase.locale == locale && phrase.meaning == Meaning::Cue(*cue);
                assert!(BUILT_IN.phrases.iter().any(is_it), "{cue:?} in {}", locale.code());
            }
        }
    }

    #[test]
    fn command_words_survive_slips_and_attachment() {
        assert!(cues("le bultin").contains(&Cue::Report));
        assert!(cues("moyenen").contains(&Cue::Average));
        assert!(cues("stooop").contains(&Cue::Stop));
        assert!(cues("والمعدل").contains(&Cue::Average));
        assert!(cues("publiez").contains(&Cue::Publish));
        assert!(cues("a kel heure").contains(&Cue::Hours));
        assert!(cues("son professeut").contains(&Cue::TeacherWord));
    }

    #[test]
    fn phrases_survive_words_in_between_and_any_order() {
        assert!(cues("ils n'ont toujours rien reçu").contains(&Cue::Failed));
        assert!(cues("que les parents puissent voir").contains(&Cue::Publish));
        assert!(cues("les familles les voient").contains(&Cue::Publish));
    }

    #[test]
    fn a_wide_ear_hears_what_is_further_off() {
        let heard = |ear| {
            let tokens = tokens("moyennnes");
            let hits = BUILT_IN.phrases(&tokens, &BUILT_IN.heard(&tokens, ear, |_| false));
            hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::Average))
        };
        assert!(heard(Ear::Wide));
        let far = tokens("mioyenme");
        assert!(BUILT_IN.phrases(&far, &BUILT_IN.heard(&far, Ear::Close, |_| false)).is_empty());
        assert!(!BUILT_IN.phrases(&far, &BUILT_IN.heard(&far, Ear::Wide, |_| false)).is_empty());
    }
}
