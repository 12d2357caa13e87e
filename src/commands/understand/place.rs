//! Finding classes, assessments and subjects by the names people give them.
//!
//! Names are compared squeezed, without spaces or signs: `4e A`, `4eA`, `4ème A` and `quatrième a` are one class.
//! Invariant: a digit that belongs to the name of a class or an assessment is never left over to become a mark.

use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};

use super::lexicon::{Hit, Lexicon, Meaning};
use super::scope::{AssessmentView, ClassView, SubjectView};
use super::sight::Sight;
use super::token::{Kind, Token, tokens};
use crate::domain::fold;

/// The longest name in words.
const LONGEST: usize = 5;

/// Things found under squeezed names; things are places in the list they came from.
#[derive(Debug, Default)]
pub(super) struct Named {
    by_name: HashMap<String, Vec<u32>>,
    /// By the name of their list in the lexicon.
    by_list: HashMap<String, Vec<u32>>,
}

/// Something named in tokens `from..to`.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub from: usize,
    pub to: usize,
    pub things: Vec<u32>,
}

impl Named {
    fn add(&mut self, name: &str, thing: u32) {
        let squeezed = squeeze(name);
        if squeezed.is_empty() {
            return;
        }
        let things = self.by_name.entry(squeezed).or_default();
        if !things.contains(&thing) {
            things.push(thing);
        }
    }

    /// Classes by code, label, aliases, and their level in figures and words.
    pub(super) fn classes(classes: &[ClassView], lexicon: &Lexicon) -> Self {
        let mut named = Self::default();
        for (thing, class) in (0..).zip(classes) {
            for name in [&class.code, &class.label].into_iter().chain(&class.aliases) {
                named.add(name, thing);
                for variant in level_variants(name, lexicon) {
                    named.add(&variant, thing);
                }
            }
        }
        named
    }

    /// Subjects by their names and all words of the lexicon's lists that hold one of them.
    pub(super) fn subjects(subjects: &[SubjectView], lexicon: &Lexicon) -> Self {
        let mut named = Self::default();
        for (thing, subject) in (0..).zip(subjects) {
            named.add(&subject.code, thing);
            let mut lists = BTreeSet::new();
            for name in &subject.names {
                named.add(name, thing);
                lists.extend(lexicon.subject_list(name));
            }
            for word in lists.iter().flat_map(|list| lexicon.subject_words(list)) {
                named.add(&word, thing);
            }
            for list in lists {
                named.by_list.entry(list).or_default().push(thing);
            }
        }
        named
    }

    /// Assessments by code, label and aliases.
    ///
    /// A label is also known without its number, unless that is a kind: `rédaction` for `Rédaction 1`.
    pub(super) fn assessments(assessments: &[AssessmentView], lexicon: &Lexicon) -> Self {
        let mut named = Self::default();
        for (thing, assessment) in (0..).zip(assessments) {
            for name in [&assessment.code, &assessment.label].into_iter().chain(&assessment.aliases) {
                named.add(name, thing);
            }
            let stem = assessment.label.trim_end_matches(|letter: char| letter.is_numeric() || letter.is_whitespace());
            let is_kind = || lexicon.meanings(stem).into_iter().any(|meaning| matches!(meaning, Meaning::Kind(_)));
            if stem.chars().count() >= 4 && !is_kind() {
                named.add(stem, thing);
            }
        }
        named
    }

    /// The things of a word of the lexicon's lists that is spelled in another way: `francai`, `anglé`.
    pub(super) fn slip(&self, hit: &Hit<'_>) -> Option<Place> {
        let Meaning::Subject(list) = hit.meaning else { return None };
        let things = self.by_list.get(list)?;
        Some(Place { from: hit.from, to: hit.to, things: things.clone() })
    }

    /// The longest name of something in sight that begins at `at`.
    pub(super) fn at(&self, text: &str, tokens: &[Token], taken: &[bool], at: usize, sight: &Sight) -> Option<Place> {
        let free = |at: usize| tokens.get(at).filter(|_| taken.get(at) == Some(&false));
        let begins = |token: &&Token| token.is_text() && !ends_number(tokens, at) && !inside_code(tokens, at);
        let first = free(at).filter(begins)?;
        let mut heads: Vec<String> =
            std::iter::once(first.word.clone()).chain(first.stripped.iter().cloned()).collect();
        let (mut best, mut to, mut signs) = (None, at + 1, false);
        for words in 1..=LONGEST {
            for head in &heads {
                if let Some(things) = self.by_name.get(head)
                    && believable(text, tokens.get(at..to).unwrap_or_default(), head, words, signs)
                    && sight.sees_any(things)
                {
                    best = Some(Place { from: at, to, things: sight.among(things) });
                }
            }
            while free(to).is_some_and(|token| matches!(token.kind, Kind::Sign('-' | '.' | '°' | '/' | '_'))) {
                signs = true;
                to += 1;
            }
            let Some(next) = free(to).filter(|token| token.is_text() && token.line == first.line) else { break };
            for head in &mut heads {
                head.push_str(&next.word);
            }
            to += 1;
        }
        best
    }
}

/// The 20 of `7/20` and the 5 of `12,5` begin no name: a school may call a test `20-Devoir 1`.
fn ends_number(tokens: &[Token], at: usize) -> bool {
    let digits = |token: &Token| token.kind == Kind::Digits;
    let part = |at: usize| tokens.get(at).is_some_and(|token| token.glued && digits(token));
    let (Some(number), Some(sign)) = (at.checked_sub(2), at.checked_sub(1).and_then(|before| tokens.get(before)))
    else {
        return false;
    };
    part(at) && sign.glued && matches!(sign.kind, Kind::Sign('/' | ',' | '.')) && tokens.get(number).is_some_and(digits)
}

/// The `DS1` of `F-DS1` begins no name where the school has a test of the whole name: a letter or two before a hyphen, with
/// no space, belong to it.
pub(super) fn inside_code(tokens: &[Token], at: usize) -> bool {
    let Some((before, sign)) = at.checked_sub(2).and_then(|before| tokens.get(before).zip(tokens.get(at - 1))) else {
        return false;
    };
    let glued = tokens.get(at).is_some_and(|token| token.glued && token.has_digit() && token.kind == Kind::Word);
    let letters = (1..=2).contains(&before.word.chars().count()) && before.word.chars().all(char::is_alphabetic);
    glued && sign.glued && matches!(sign.kind, Kind::Sign('-' | '_')) && letters && !before.glued
}

/// Figures alone are a class only with its sign (`6-1`), and a lone small letter after a figure may be a word: `4 à`.
fn believable(text: &str, tokens: &[Token], squeezed: &str, words: usize, signs: bool) -> bool {
    if squeezed.bytes().all(|byte| byte.is_ascii_digit()) {
        return signs && words > 1;
    }
    let Some((last, before)) = tokens.split_last() else { return false };
    let raw = text.get(last.start..last.end).unwrap_or_default();
    let apart = !last.glued && last.word.chars().count() == 1 && last.word.chars().all(char::is_alphabetic);
    let after_figures = before.iter().all(|token| token.kind == Kind::Digits) && !before.is_empty();
    !(apart && after_figures && raw.chars().all(char::is_lowercase))
}

fn squeeze(name: &str) -> String {
    fold(name).replace(' ', "")
}

/// What follows a level in figures: `4e`, `4eme`, `1ere`, `4th`.
const LEVEL_ENDINGS: [&str; 10] = ["", "e", "eme", "ieme", "em", "er", "ere", "nde", "th", "me"];

/// Other ways to write a class whose name begins with its level.
fn level_variants(name: &str, lexicon: &Lexicon) -> Vec<String> {
    let squeezed = squeeze(name);
    let digits: String = squeezed.chars().take_while(char::is_ascii_digit).collect();
    let Some(rest) = squeezed.strip_prefix(&digits).filter(|_| digits.len() == 1) else { return Vec::new() };
    let section = LEVEL_ENDINGS
        .iter()
        .rev()
        .find_map(|ending| rest.strip_prefix(ending).filter(|section| !ending.is_empty() && !section.is_empty()));
    // `4A` has no ending to take off, `4EME` would lose its section.
    let section = section.filter(|section| section.chars().count() <= 2).unwrap_or(rest);
    if section.is_empty() || section.chars().count() > 2 {
        return Vec::new();
    }
    let mut variants: Vec<String> = LEVEL_ENDINGS.iter().map(|ending| format!("{digits}{ending}{section}")).collect();
    let words = digits.parse().map(|level| lexicon.ordinal_words(level)).unwrap_or_default();
    variants.extend(words.into_iter().map(|word| format!("{word}{section}")));
    variants
}

/// Whether a word is made like the name of a class: its level in figures, an ending, a section (`9eZ`, `6eme`, `10A`).
pub(super) fn looks_like_class(word: &str) -> bool {
    let rest = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let level = word.len() - rest.len();
    let short = |section: &str| section.chars().count() <= 2 && section.chars().all(char::is_alphanumeric);
    let section = LEVEL_ENDINGS.iter().any(|ending| rest.strip_prefix(ending).is_some_and(short));
    (1..=2).contains(&level) && !rest.is_empty() && section
}

/// An assessment told by its kind, perhaps with its number: `interro 2`, `1er devoir`, `الفرض الثاني`.
#[derive(Debug, Clone)]
pub(super) struct KindMention {
    pub from: usize,
    pub to: usize,
    pub kinds: Vec<String>,
    pub number: Option<u32>,
    /// What it is out of, where its number was read as a value: `interro 2 sur 10`.
    pub out_of: Option<Decimal>,
}

/// The kinds mentioned in free tokens.
pub(super) fn kinds(tokens: &[Token], taken: &[bool], hits: &[Hit<'_>], lexicon: &Lexicon) -> Vec<KindMention> {
    let free = |at: usize| tokens.get(at).filter(|_| taken.get(at) == Some(&false));
    let mut found: Vec<KindMention> = Vec::new();
    for at in 0..tokens.len() {
        let Some(word) = free(at) else { continue };
        if found.last().is_some_and(|last| at < last.to) {
            continue;
        }
        let starting = || hits.iter().filter(move |hit| hit.from == at);
        let longest = starting().filter(|hit| matches!(hit.meaning, Meaning::Kind(_))).map(|hit| hit.to).max();
        let mention = match longest {
            Some(to) => {
                let kinds = starting().filter(|hit| hit.to == to).filter_map(kind_name).collect();
                Some(with_number(KindMention { from: at, to, kinds, number: None, out_of: None }, tokens, taken, hits))
            }
            None if inside_code(tokens, at) => unknown_code(at),
            None => glued_number(word, at, lexicon),
        };
        found.extend(mention);
    }
    found
}

fn kind_name(hit: &Hit<'_>) -> Option<String> {
    if let Meaning::Kind(kind) = hit.meaning { Some(kind.clone()) } else { None }
}

/// Adds the number that stands behind the kind or in front of it.
fn with_number(mut mention: KindMention, tokens: &[Token], taken: &[bool], hits: &[Hit<'_>]) -> KindMention {
    let free = |at: usize| tokens.get(at).filter(|_| taken.get(at) == Some(&false));
    let ordinal = |hit: &Hit<'_>| if let Meaning::Ordinal(number) = hit.meaning { Some(*number) } else { None };
    let mut next = mention.to;
    while free(next).is_some_and(|token| {
        matches!(token.kind, Kind::Sign('-' | '.' | '°' | '#' | '_'))
            || matches!(token.word.as_str(), "n" | "no" | "num" | "numero")
    }) {
        next += 1;
    }
    if let Some(token) = free(next)
        && token.kind == Kind::Digits
        && token.word.len() == 1
        && !continues_number(tokens, next)
    {
        mention.number = token.word.parse().ok();
        mention.to = next + 1;
    } else if let Some(hit) = hits.iter().find(|hit| hit.from == next && ordinal(hit).is_some() && free(next).is_some())
    {
        mention.number = ordinal(hit);
        mention.to = hit.to;
    } else if let Some(hit) = hits.iter().find(|hit| {
        hit.to == mention.from && ordinal(hit).is_some_and(|number| number > 0) && !is_bare_article(tokens, hit)
    }) {
        mention.number = ordinal(hit);
        mention.from = hit.from;
    }
    mention
}

/// `un devoir` is any test, not the first.
fn is_bare_article(tokens: &[Token], hit: &Hit<'_>) -> bool {
    tokens.get(hit.from).is_some_and(|token| is_article(&token.word))
}

/// A number word that mostly only points: `un`, `one`.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "un" | "une" | "one" | "واحد")
}

/// `12,5` or `7/10` after the kind is a mark, not a number of the kind.
fn continues_number(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return false };
    let more = tokens.get(at + 2).is_some_and(|token| token.kind == Kind::Digits);
    matches!(next.kind, Kind::Sign('½' | '%'))
        || (more && matches!(next.kind, Kind::Sign('/' | ',' | '.')) && next.glued)
}

/// A code with a letter before it is a test of its own, and none that has been found: of no kind.
fn unknown_code(at: usize) -> Option<KindMention> {
    let from = at.checked_sub(2)?;
    Some(KindMention { from, to: at + 1, kinds: Vec::new(), number: Some(0), out_of: None })
}

/// `interro2`, `test1`, `cc1`
fn glued_number(token: &Token, at: usize, lexicon: &Lexicon) -> Option<KindMention> {
    let letters = token.word.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = token.word.strip_prefix(letters).filter(|digits| digits.len() == 1)?.parse().ok()?;
    let kinds = lexicon.kinds_of(letters);
    (!kinds.is_empty()).then(|| KindMention { from: at, to: at + 1, kinds, number: Some(number), out_of: None })
}

/// What assessments are by their own names: their kinds, and their numbers among them. The same names come back in every
/// course: each is read once.
#[derive(Debug, Default)]
pub(super) struct Kinds<'a> {
    read: HashMap<(&'a str, &'a str, &'a [String]), Vec<String>>,
    numbers: HashMap<&'a str, Option<u32>>,
}

impl<'a> Kinds<'a> {
    pub(super) fn of(mut self, all: &'a [AssessmentView], lexicon: &Lexicon) -> Vec<(Vec<String>, Option<u32>)> {
        all.iter().map(|assessment| (self.kinds(assessment, lexicon), self.number(assessment, lexicon))).collect()
    }

    fn kinds(&mut self, of: &'a AssessmentView, lexicon: &Lexicon) -> Vec<String> {
        let key = (of.kind.as_str(), of.label.as_str(), of.aliases.as_slice());
        self.read.entry(key).or_insert_with(|| kinds_of(of, lexicon)).clone()
    }

    fn number(&mut self, of: &'a AssessmentView, lexicon: &Lexicon) -> Option<u32> {
        let mut names = [&of.label, &of.code].into_iter().chain(&of.aliases);
        names.find_map(|name| *self.numbers.entry(name).or_insert_with(|| last_number(name, lexicon)))
    }
}

fn kinds_of(assessment: &AssessmentView, lexicon: &Lexicon) -> Vec<String> {
    let mut kinds = BTreeSet::new();
    for name in [&assessment.kind, &assessment.label].into_iter().chain(&assessment.aliases) {
        for meaning in lexicon.meanings(name) {
            if let Meaning::Kind(kind) = meaning {
                kinds.insert(kind.clone());
            }
        }
        for token in tokens(name) {
            let letters = token.word.trim_end_matches(|letter: char| letter.is_ascii_digit());
            kinds.extend(lexicon.kinds_of(letters));
        }
    }
    kinds.into_iter().collect()
}

fn last_number(name: &str, lexicon: &Lexicon) -> Option<u32> {
    let folded = fold(name);
    let digits: String = folded.chars().rev().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return digits.chars().rev().collect::<String>().parse().ok();
    }
    let last = folded.split(' ').next_back()?;
    lexicon.meanings(last).into_iter().find_map(|meaning| match meaning {
        Meaning::Ordinal(number) => Some(*number),
        _ => None,
    })
}
