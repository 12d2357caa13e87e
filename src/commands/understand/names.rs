//! Finding people by their names: any order, any accents, one of several names, an initial, a slip of the finger.
//!
//! Invariant: a slip never passes for certainty, and a name that fits several people never picks one.

use std::collections::BTreeSet;

use super::fuzzy::farthest;
use super::name_table::NameTable;
use super::sight::Sight;
use super::token::{Kind, Token};
use crate::domain::fold_words;

/// The names of those in sight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'i> {
    pub table: &'i NameTable,
    pub sight: &'i Sight,
}

/// A person mentioned in tokens `from..to`.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub from: usize,
    pub to: usize,
    /// Whom it can be.
    pub people: Vec<u32>,
    /// All its words are exactly words of their names.
    pub exact: bool,
}

impl Names<'_> {
    /// Those in sight whose names hold this word; `None` where there is nobody.
    fn people(&self, word: &str) -> Option<Vec<u32>> {
        let people = self.sight.among(self.table.people(self.table.place(word)?));
        (!people.is_empty()).then_some(people)
    }

    /// Whether a token is, as it stands, part of somebody's name.
    pub(super) fn knows(&self, token: &Token) -> bool {
        self.bears(token) && !self.table.is_weak(&token.word)
    }

    /// Whether a token is part of somebody's name, whatever else it means.
    pub(super) fn bears(&self, token: &Token) -> bool {
        let people = self.table.place(&token.word).map(|place| self.table.people(place));
        people.is_some_and(|people| self.sight.sees_any(people))
    }

    /// The names in those tokens of `within` that are not `taken`. `known` tokens are words of the language.
    pub(super) fn mentions(&self, search: &NameSearch<'_>) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut at = search.from;
        while at < search.to {
            match self.run(search, at) {
                Some(mention) => {
                    at = mention.to;
                    mentions.push(mention);
                }
                None => at += 1,
            }
        }
        if mentions.is_empty() { self.slips(search) } else { mentions }
    }

    /// A run of name words that begins at `at`.
    fn run(&self, search: &NameSearch<'_>, at: usize) -> Option<Mention> {
        let (mut people, mut to) = self.word_at(search, at)?;
        let mut from = at;
        let mut exact = true;
        let mut strong = !search.is_weak(self, at);
        loop {
            let next = search.after(to);
            if !search.same_line(at, next) || self.is_joined(search, next) {
                break;
            }
            if let Some((more, end)) = self.word_at(search, next) {
                let both: Vec<u32> = people.iter().copied().filter(|person| more.contains(person)).collect();
                let next_strong = !search.is_weak(self, next);
                if !both.is_empty() {
                    people = both;
                } else if next_strong && strong {
                    // Two names that belong to nobody together: it can be either.
                    people.extend(more.iter().filter(|person| !people.contains(person)).copied().collect::<Vec<_>>());
                    exact = false;
                } else if next_strong {
                    // The weak word in front is nobody's here: it is left to be accounted for as a word.
                    people = more;
                    from = next;
                } else {
                    break;
                }
                strong |= next_strong;
                to = end;
            } else if let Some((fitting, plain)) = self.initial(search, next, &people) {
                people = fitting;
                exact &= plain;
                to = search.over_dot(next + 1);
            } else if people.len() > 1
                && let Some(fitting) = self.slip_among(search, next, &people)
            {
                people = fitting;
                exact = false;
                to = next + 1;
            } else if search.is_stranger_word(next) {
                exact = false;
                to = next + 1;
            } else {
                break;
            }
        }
        if !strong {
            return None;
        }
        // A slip or an unknown word in front belongs to the name, too: `kouasi Awa`.
        if let Some(before) = search.before(from)
            && search.same_line(before, at)
            && search.is_stranger_word(before)
            && self.word_at(search, before).is_none()
        {
            exact = false;
            from = before;
            if let Some(fitting) = self.slip_among(search, before, &people) {
                people = fitting;
            }
        }
        Some(Mention { from, to, people, exact })
    }

    /// `سلمى ومحمد`: another name, joined by the `و` that is written onto it.
    fn is_joined(&self, search: &NameSearch<'_>, at: usize) -> bool {
        let bare = |token: &Token| token.word.strip_prefix('و').is_some_and(|bare| self.people(bare).is_some());
        search.free(at).is_some_and(|token| bare(token) && self.people(&token.word).is_none())
    }

    /// People with the name at `at`, and where it ends: one word, or two written apart (`n guessan`).
    fn word_at(&self, search: &NameSearch<'_>, at: usize) -> Option<(Vec<u32>, usize)> {
        let token = search.free(at).filter(|token| token.kind == Kind::Word)?;
        if let Some(people) = self.people(&token.word) {
            return Some((people, at + 1));
        }
        let strong = |form: &&String| !self.table.is_weak(form);
        let stripped = || token.stripped.iter().filter(strong).find_map(|form| self.people(form));
        if let Some(people) = stripped().or_else(|| self.elided(token, search, at)) {
            return Some((people, at + 1));
        }
        let next = search.after(at + 1);
        // `est-elle` is two words, though together they would be a name.
        if search.known(at) && search.known(next) {
            return None;
        }
        let joined = format!("{}{}", token.word, search.free(next).filter(|next| next.kind == Kind::Word)?.word);
        self.people(&joined).map(|people| (people, next + 1))
    }

    /// `dibrahim` for `d'Ibrahim`.
    fn elided(&self, token: &Token, search: &NameSearch<'_>, at: usize) -> Option<Vec<u32>> {
        let bare = token.word.strip_prefix(['d', 'l']).filter(|bare| bare.chars().count() >= 3)?;
        let starts_with_vowel = bare.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h']);
        (starts_with_vowel && !search.known(at)).then(|| self.people(bare)).flatten()
    }

    /// `Traore F.`: those who have a name that begins so, and whether the letter is written like an initial. One that is not
    /// (`traore f`) only tells apart, and never for sure.
    fn initial(&self, search: &NameSearch<'_>, at: usize, people: &[u32]) -> Option<(Vec<u32>, bool)> {
        let token = search.free(at).filter(|token| token.kind == Kind::Word && token.word.chars().count() == 1)?;
        let dotted = search.tokens.get(at + 1).is_some_and(|next| next.glued && next.is_sign('.'));
        let capital = search.text.get(token.start..token.end).is_some_and(|raw| raw.chars().all(char::is_uppercase));
        let plain = dotted || capital;
        // `Kouassi a 14`: a word; and a letter that tells nobody apart may be one.
        if !plain && (token.word == "a" || people.len() < 2) {
            return None;
        }
        let has = |person: &u32| self.table.words_of(*person).any(|word| word.starts_with(&token.word));
        let all = people.iter().filter(|person| has(person)).copied().collect::<Vec<_>>();
        let tells = plain || all.len() < people.len();
        (!all.is_empty() && tells).then_some((all, plain))
    }

    /// Those of `people` who have a name like the one at `at`.
    fn slip_among(&self, search: &NameSearch<'_>, at: usize, people: &[u32]) -> Option<Vec<u32>> {
        if !search.is_stranger_word(at) {
            return None;
        }
        let word = &search.free(at)?.word;
        let like = |person: &&u32| self.table.words_of(**person).any(|known| resembles(word, known));
        let fitting: Vec<u32> = people.iter().filter(like).copied().collect();
        (!fitting.is_empty()).then_some(fitting)
    }

    /// The only word there that is a name and means something else, too: `زيد` is Zayd, and `add`.
    pub(super) fn double_meant(&self, search: &NameSearch<'_>) -> Option<Mention> {
        let long = |token: &Token| token.kind == Kind::Word && token.word.chars().count() >= 3;
        let bears = |at: usize| Some((at, self.people(&search.free(at).filter(|token| long(token))?.word)?));
        let mut found = (search.from..search.to).filter_map(bears);
        let (at, people) = found.next()?;
        found.next().is_none().then_some(Mention { from: at, to: at + 1, people, exact: false })
    }

    /// Names that only resemble what stands there.
    fn slips(&self, search: &NameSearch<'_>) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        for at in search.from..search.to {
            if !search.is_stranger_word(at) {
                continue;
            }
            let Some(token) = search.free(at) else { continue };
            let people = self.resembling_people(token);
            if people.is_empty() {
                continue;
            }
            match mentions.last_mut() {
                Some(last) if search.after(last.to) == at || last.to == at => {
                    let both: Vec<u32> = last.people.iter().copied().filter(|person| people.contains(person)).collect();
                    if both.is_empty() {
                        last.people.extend(people);
                    } else {
                        last.people = both;
                    }
                    last.to = at + 1;
                }
                _ => mentions.push(Mention { from: at, to: at + 1, people, exact: false }),
            }
        }
        mentions
    }

    fn resembling_people(&self, token: &Token) -> Vec<u32> {
        let forms = std::iter::once(&token.word).chain(&token.stripped);
        let mut people = BTreeSet::new();
        for form in forms {
            for found in self.table.resembling(form).chain(self.table.cut_short(form)) {
                people.extend(self.sight.among(self.table.people(found)));
            }
        }
        people.into_iter().collect()
    }

    /// Whether `word` is, or resembles, a word of this person's names.
    pub(super) fn could_be(&self, person: u32, word: &str) -> bool {
        self.table.words_of(person).any(|name| name == word || resembles(word, name))
    }

    /// The people whose names are most like `heard`, however far.
    pub(super) fn nearest(&self, heard: &str, count: usize) -> Vec<u32> {
        let mut found = Vec::new();
        for word in fold_words(heard) {
            for near in self.table.nearest(&word, count, |people| self.sight.sees_any(people)) {
                for person in self.sight.among(self.table.people(near)) {
                    if !found.contains(&person) && found.len() < count {
                        found.push(person);
                    }
                }
            }
        }
        found
    }
}

/// A slip of the finger, or a name cut short: `fatou` for Fatoumata.
fn resembles(typed: &str, name: &str) -> bool {
    strsim::osa_distance(typed, name) <= farthest(typed) || (typed.chars().count() >= 3 && name.starts_with(typed))
}

/// Where to look for names.
pub(super) struct NameSearch<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// Tokens that belong to something else.
    pub taken: &'a [bool],
    /// Tokens that are words of a language.
    pub known: &'a [bool],
    pub from: usize,
    pub to: usize,
}

impl NameSearch<'_> {
    fn free(&self, at: usize) -> Option<&Token> {
        let inside = (self.from..self.to).contains(&at) && self.taken.get(at) == Some(&false);
        self.tokens.get(at).filter(|_| inside)
    }

    fn same_line(&self, one: usize, other: usize) -> bool {
        let line = |at: usize| self.tokens.get(at).map(|token| token.line);
        line(one) == line(other)
    }

    fn known(&self, at: usize) -> bool {
        self.known.get(at) == Some(&true)
    }

    /// The next place after a hyphen.
    fn after(&self, at: usize) -> usize {
        if self.free(at).is_some_and(|token| token.is_sign('-') && token.glued) { at + 1 } else { at }
    }

    fn before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|before| *before >= self.from)?;
        if self.free(before).is_some_and(|token| token.is_sign('-') && token.glued) {
            return before.checked_sub(1);
        }
        Some(before)
    }

    fn over_dot(&self, at: usize) -> usize {
        if self.free(at).is_some_and(|token| token.glued && token.is_sign('.')) { at + 1 } else { at }
    }

    /// A word of no language we know: perhaps a name.
    fn is_stranger_word(&self, at: usize) -> bool {
        let word = |token: &Token| token.kind == Kind::Word && token.word.chars().count() >= 3 && !token.has_digit();
        self.free(at).is_some_and(word) && !self.known(at)
    }

    fn is_weak(&self, names: &Names<'_>, at: usize) -> bool {
        let Some(token) = self.free(at) else { return true };
        if !names.table.is_weak(&token.word) {
            return false;
        }
        // A capital in the middle of a message makes a name of it.
        let raw = self.text.get(token.start..token.end).unwrap_or_default();
        let capital = raw.chars().next().is_some_and(char::is_uppercase);
        let shouted = raw.chars().all(|letter| !letter.is_lowercase());
        !(capital && !shouted && at > self.from && token.word.chars().count() >= 3)
    }
}
