//! A message with everything in it that means something, before any intent is chosen.
//!
//! The order of taking matters: numbers that are not marks first (telephones, times, dates), then what has digits in
//! its name (assessments, classes), then people, and only what is left can be a value.

use jiff::civil::{Date, Time};
use std::cell::OnceCell;

use super::courtesy::{Courtesy, Manner, leave_out};
use super::cue::{Cue, CueSet};
use super::index::Index;
use super::lexicon::{Ear, Fit, Hit, Meaning};
use super::names::{Mention, NameSearch};
use super::place::{KindMention, Named, Place, kinds};
use super::resolve::Assessments;
use super::scope::Dialogue;
use super::sight::Sight;
use super::token::{Kind, Token, tokens};
use super::value::{Search, Value};
use super::when::{Found, colon, dates, phones, times, years};
use crate::domain::{ClassId, MarkStatus, SubjectId};

/// A message, read.
pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub index: &'a Index,
    pub dialogue: &'a Dialogue,
    pub tokens: Vec<Token>,
    pub hits: Vec<Hit<'a>>,
    /// What was said around it out of politeness.
    pub(super) courtesy: Courtesy,
    cues: CueSet,
    /// Tokens that some phrase covers, were it by a slip.
    covered: Vec<bool>,
    /// What the words say of the assessment, once it has been asked.
    pub(super) meant: OnceCell<Assessments>,
    pub assessments: Vec<Place>,
    /// Words that name an assessment and a subject alike: `dictée`.
    pub shared_names: Vec<Place>,
    pub kinds: Vec<KindMention>,
    pub classes: Vec<Place>,
    pub subjects: Vec<Place>,
    pub people: Vec<Mention>,
    pub values: Vec<Value>,
    pub statuses: Vec<Found<MarkStatus>>,
    pub dates: Vec<Found<Date>>,
    pub times: Vec<Found<Time>>,
    pub phones: Vec<Found<String>>,
    /// A number may be a mark or the number of an assessment.
    pub doubtful: bool,
    /// Tokens that belong to something found that is no person.
    pub placed: Vec<bool>,
    /// Tokens that belong to something found.
    pub taken: Vec<bool>,
    /// Tokens that are words of a language.
    pub known: Vec<bool>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str, index: &'a Index, dialogue: &'a Dialogue) -> Self {
        Self::heard_by(Ear::Close, text, index, dialogue)
    }

    pub(super) fn heard_by(ear: Ear, text: &'a str, index: &'a Index, dialogue: &'a Dialogue) -> Self {
        let lexicon = &index.shared.lexicon;
        let mut tokens = tokens(text);
        let mut heard = lexicon.heard(&tokens, ear, |token| index.names().knows(token));
        let mut hits = lexicon.phrases(&tokens, &heard);
        let courtesy = leave_out(&mut tokens, &mut heard, &hits, |token| index.names().bears(token));
        if courtesy.locale.is_some() {
            hits = lexicon.phrases(&tokens, &heard);
        }
        let (mut known, mut covered, mut cues) =
            (vec![false; tokens.len()], vec![false; tokens.len()], CueSet::default());
        for hit in &hits {
            mark(&mut covered, hit.from, hit.to);
            if let Meaning::Cue(cue) = hit.meaning {
                cues.insert(*cue);
            }
        }
        for hit in hits.iter().filter(|hit| hit.fit != Fit::Slip) {
            mark(&mut known, hit.from, hit.to);
        }
        for (said, cue) in [(courtesy.greets, Cue::Greet), (courtesy.thanks, Cue::Thanks)] {
            if said {
                cues.insert(cue);
            }
        }
        let mut reading = Self {
            text,
            index,
            dialogue,
            assessments: Vec::new(),
            shared_names: Vec::new(),
            kinds: Vec::new(),
            classes: Vec::new(),
            subjects: Vec::new(),
            people: Vec::new(),
            values: Vec::new(),
            statuses: Vec::new(),
            dates: Vec::new(),
            times: Vec::new(),
            phones: Vec::new(),
            doubtful: false,
            placed: Vec::new(),
            taken: vec![false; tokens.len()],
            known,
            tokens,
            hits,
            courtesy,
            cues,
            covered,
            meant: OnceCell::new(),
        };
        if let Some((from, to)) = reading.bot_name() {
            mark(&mut reading.taken, from, to);
        }
        reading.take_numbers_that_are_no_marks();
        reading.take_places();
        reading.placed = reading.taken.clone();
        reading.people = index.names().mentions(&reading.name_search(0, reading.tokens.len()));
        for mention in reading.people.clone() {
            mark(&mut reading.taken, mention.from, mention.to);
        }
        reading.leave_out_initials();
        reading.subjects = reading.all_of((&index.shared.subjects, &Sight::All));
        if reading.subjects.is_empty() {
            let free = |place: &Place| reading.taken.get(place.from) == Some(&false);
            let slips = reading.hits.iter().filter_map(|hit| index.shared.subjects.slip(hit));
            reading.subjects = slips.filter(free).take(1).collect();
        }
        for subject in reading.subjects.clone() {
            mark(&mut reading.known, subject.from, subject.to);
        }
        reading.take_statuses();
        reading.values = reading.search().values();
        reading.settle_numbers_of_kinds();
        reading.take_name_that_is_a_command();
        reading
    }

    /// `Affoué N. 12`: an initial means nothing else.
    fn leave_out_initials(&mut self) {
        let initial = |at: usize| {
            let within = self.people.iter().any(|mention| mention.from < at && at < mention.to);
            let dotted = self.tokens.get(at + 1).is_some_and(|next| next.glued && next.is_sign('.'));
            within && dotted && self.tokens.get(at).is_some_and(|token| token.word.chars().count() == 1)
        };
        let (kept, left): (Vec<_>, Vec<_>) =
            self.hits.drain(..).partition(|hit| !(hit.to == hit.from + 1 && initial(hit.from)));
        self.hits = kept;
        for hit in left {
            if let Meaning::Cue(cue) = hit.meaning
                && !self.hits.iter().any(|other| other.meaning == hit.meaning)
            {
                self.cues.remove(*cue);
            }
        }
    }

    /// `زيد 14 الفرض 1`: a mark, and nobody it would be of but the one who is called like the command. Never for sure.
    fn take_name_that_is_a_command(&mut self) {
        let of_many = self.any(&[Cue::Everyone, Cue::ClassWord, Cue::Points]) || !self.classes.is_empty();
        let said = self.values.len() + self.statuses.len() == 1;
        if !self.people.is_empty() || of_many || !said || !self.index.is_staff() {
            return;
        }
        let Some(mention) = self.index.names().double_meant(&self.name_search(0, self.tokens.len())) else { return };
        let mut meanings = self.hits.iter().filter(|hit| hit.from == mention.from && hit.to == mention.to);
        if meanings.all(|hit| matches!(hit.meaning, Meaning::Cue(_))) && self.strangers().next().is_none() {
            mark(&mut self.taken, mention.from, mention.to);
            self.people.push(mention);
        }
    }

    /// `interro 9` where there is no ninth: with another value it is an assessment we do not know, alone it may be a mark.
    fn settle_numbers_of_kinds(&mut self) {
        for at in 0..self.kinds.len() {
            let Some(kind) = self.kinds.get(at).filter(|kind| kind.number.is_some()).cloned() else { continue };
            if self.kind_exists(&kind) {
                continue;
            }
            let inside = |value: &Value| kind.from <= value.from && value.from < kind.to;
            if self.values.iter().any(|value| !inside(value)) || !self.statuses.is_empty() {
                let out_of = self.values.iter().filter(|value| inside(value)).find_map(Value::out_of);
                self.values.retain(|value| !inside(value));
                self.kinds.iter_mut().skip(at).take(1).for_each(|kind| kind.out_of = out_of);
            } else if self.values.iter().any(inside) {
                self.doubtful = true;
                if let Some(kind) = self.kinds.get_mut(at) {
                    kind.number = None;
                }
            }
        }
    }

    /// `/note@carnet_bot`: the name of the bot says nothing.
    pub(super) fn bot_name(&self) -> Option<(usize, usize)> {
        let glued = |token: &&Token| token.glued;
        let command = self.tokens.first().is_some_and(|token| token.is_sign('/'));
        let head = 1 + self.tokens.iter().skip(1).take_while(|token| token.glued && !token.is_sign('@')).count();
        let at = Some(head)
            .filter(|at| command && self.tokens.get(*at).is_some_and(|token| token.is_sign('@') && token.glued))?;
        let glued = self.tokens.get(at + 1..).unwrap_or_default().iter().take_while(glued).count();
        Some((at, at + 1 + glued))
    }

    fn take_numbers_that_are_no_marks(&mut self) {
        self.phones = phones(self.text, &self.tokens);
        self.times = times(&self.tokens, &self.hits);
        self.dates = dates(&self.tokens, &self.hits, self.dialogue.now.date());
        let spans = self.phones.iter().map(|found| (found.from, found.to));
        let spans = spans.chain(self.times.iter().map(|found| (found.from, found.to)));
        let spans = spans.chain(self.dates.iter().map(|found| (found.from, found.to)));
        let spans = spans.chain(self.hits.iter().filter_map(|hit| self.term_number(hit))).chain(years(&self.tokens));
        for (from, to) in spans.collect::<Vec<_>>() {
            mark(&mut self.taken, from, to);
        }
    }

    /// The `1` of `trimestre 1`.
    fn term_number(&self, hit: &Hit<'_>) -> Option<(usize, usize)> {
        let number = self.tokens.get(hit.to).filter(|token| token.kind == Kind::Digits && token.word.len() == 1)?;
        let more = self.tokens.get(hit.to + 1).is_some_and(|next| next.glued && !next.is_text());
        let term = *hit.meaning == Meaning::Cue(Cue::Term) && number.word != "0";
        (term && !more).then_some((hit.to, hit.to + 1))
    }

    fn take_places(&mut self) {
        let index = self.index;
        let named = self.all_of(index.named_assessments());
        (self.shared_names, self.assessments) = named.into_iter().partition(|place| self.is_mere_word(place));
        for place in self.assessments.clone() {
            mark(&mut self.taken, place.from, place.to);
        }
        self.classes = self.all_of((&index.shared.classes, &Sight::All));
        for place in self.classes.clone() {
            mark(&mut self.taken, place.from, place.to);
        }
        self.kinds = kinds(&self.tokens, &self.taken, &self.hits, &index.shared.lexicon);
        for kind in self.kinds.clone() {
            let numbered = kind.number.is_some();
            if numbered && self.kind_exists(&kind) {
                mark(&mut self.taken, kind.from, kind.to);
            }
        }
    }

    /// A one-word name of an assessment that is also the name of a subject: `dictée`.
    fn is_mere_word(&self, place: &Place) -> bool {
        let index = self.index;
        place.to == place.from + 1
            && index.shared.subjects.at(self.text, &self.tokens, &self.taken, place.from, &Sight::All).is_some()
            && !self.tokens.get(place.from).is_some_and(Token::has_digit)
    }

    fn all_of(&self, (named, sight): (&Named, &Sight)) -> Vec<Place> {
        let mut places = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            match named.at(self.text, &self.tokens, &self.taken, at, sight) {
                Some(place) => {
                    at = place.to;
                    places.push(place);
                }
                None => at += 1,
            }
        }
        places
    }

    fn take_statuses(&mut self) {
        let mut found: Vec<Found<MarkStatus>> = Vec::new();
        for hit in &self.hits {
            // `pas la deuxième` is not `pas là`.
            if let (Meaning::Status(status), false) = (hit.meaning, super::value::leads_to_ordinal(self, hit)) {
                found.push(Found { from: hit.from, to: hit.to, what: *status });
            }
        }
        found.sort_by_key(|status| (std::cmp::Reverse(status.to - status.from), status.from));
        let mut covered = vec![false; self.tokens.len()];
        found.retain(|status| {
            let span = status.from..status.to;
            let free = span.clone().all(|at| covered.get(at) == Some(&false) && self.taken.get(at) == Some(&false));
            if free {
                mark(&mut covered, span.start, span.end);
            }
            free
        });
        found.sort_by_key(|status| status.from);
        self.statuses = found;
    }

    pub(super) fn name_search(&self, from: usize, to: usize) -> NameSearch<'_> {
        NameSearch { text: self.text, tokens: &self.tokens, taken: &self.taken, known: &self.known, from, to }
    }

    pub(super) fn search(&self) -> Search<'_> {
        Search { text: self.text, tokens: &self.tokens, taken: &self.taken, hits: &self.hits }
    }

    /// The places of the assessments a kind mention can mean.
    pub(super) fn of_kind(&self, mention: &KindMention) -> Vec<u32> {
        let fits = |(kinds, number): &(Vec<String>, Option<u32>)| {
            kinds.iter().any(|kind| mention.kinds.contains(kind))
                && (mention.number.is_none() || *number == mention.number)
        };
        self.index.kinds().filter(|(_, kind)| fits(kind)).map(|(place, _)| place).collect()
    }

    fn kind_exists(&self, mention: &KindMention) -> bool {
        !self.of_kind(mention).is_empty()
    }

    // What the message holds.

    pub(super) fn has(&self, cue: Cue) -> bool {
        self.cues.contains(cue)
    }

    pub(super) fn any(&self, cues: &[Cue]) -> bool {
        cues.iter().any(|cue| self.has(*cue))
    }

    /// The first and longest place of a cue.
    pub(super) fn find(&self, cue: Cue) -> Option<&Hit<'a>> {
        let hits = self.hits.iter().filter(|hit| *hit.meaning == Meaning::Cue(cue));
        hits.min_by_key(|hit| (hit.from, std::cmp::Reverse(hit.to)))
    }

    /// A cue that is no part of a longer phrase with another meaning.
    pub(super) fn has_alone(&self, cue: Cue) -> bool {
        let hits = self.hits.iter().filter(|hit| *hit.meaning == Meaning::Cue(cue));
        hits.into_iter().any(|hit| {
            !self.hits.iter().any(|other| {
                other.from <= hit.from
                    && hit.to <= other.to
                    && other.to - other.from > hit.to - hit.from
                    && other.fit <= hit.fit
                    && matches!(other.meaning, Meaning::Cue(meaning) if *meaning != cue)
            })
        })
    }

    /// Whether the words are nothing but these cues and filler words.
    pub(super) fn only(&self, cues: &[Cue]) -> bool {
        self.tokens_beyond(cues).next().is_none()
    }

    /// Whether words stand beside its courtesy that may mean something.
    pub(super) fn says_more_than_courtesy(&self) -> bool {
        !self.only(&[Cue::Greet, Cue::Thanks])
    }

    /// The same, with words among them that say nothing to us.
    pub(super) fn only_plain(&self, cues: &[Cue]) -> bool {
        let plain =
            |at: usize| self.hits.iter().any(|hit| hit.from <= at && at < hit.to && *hit.meaning == Meaning::Word);
        let places = |token: &Token| self.tokens.iter().position(|other| other.start == token.start);
        self.tokens_beyond(cues).all(|token| places(token).is_some_and(plain))
    }

    /// The words and numbers that are neither these cues nor filler words.
    pub(super) fn tokens_beyond(&self, cues: &[Cue]) -> impl Iterator<Item = &Token> {
        let mut covered = vec![false; self.tokens.len()];
        for hit in &self.hits {
            let counts = match hit.meaning {
                Meaning::Cue(cue) => cues.contains(cue),
                Meaning::Filler | Meaning::Courtesy | Meaning::WantsToKnow => true,
                _ => false,
            };
            if counts {
                mark(&mut covered, hit.from, hit.to);
            }
        }
        self.tokens.iter().zip(covered).filter(|(token, covered)| !covered && token.is_text()).map(|(token, _)| token)
    }

    /// Whether what stands before `at` says nothing by itself.
    pub(super) fn leads_up(&self, at: usize) -> bool {
        (0..at).all(|at| self.is_filler(at) || !self.tokens.get(at).is_some_and(Token::is_text))
    }

    /// Whether a word says nothing by itself.
    pub(super) fn is_filler(&self, at: usize) -> bool {
        self.hits.iter().any(|hit| hit.from <= at && at < hit.to && *hit.meaning == Meaning::Filler)
    }

    /// Whether nothing is said but a wish to change something, and which assessment.
    pub(super) fn only_names_assessment(&self) -> bool {
        let words = self.tokens_beyond(&[Cue::Update, Cue::Want, Cue::Greet, Cue::Thanks]);
        let places = [&self.assessments, &self.shared_names, &self.classes, &self.subjects].into_iter().flatten();
        let spans =
            places.map(|place| (place.from, place.to)).chain(self.kinds.iter().map(|kind| (kind.from, kind.to)));
        let spans: Vec<_> = spans.filter_map(|(from, to)| self.tokens.get(from).zip(self.tokens.get(to - 1))).collect();
        let named =
            |token: &Token| spans.iter().any(|(first, last)| first.start <= token.start && token.end <= last.end);
        words.into_iter().all(named)
    }

    /// Whether something is politely asked for.
    pub(super) fn requests(&self) -> bool {
        self.courtesy.manner == Manner::Request || self.has(Cue::Want)
    }

    /// Whether it is said with politeness that something is asked.
    pub(super) fn wants_to_know(&self) -> bool {
        self.courtesy.manner == Manner::Question
    }

    /// Whether a question mark stands in it, one behind a greeting apart.
    pub(super) fn has_question_mark(&self) -> bool {
        self.tokens.iter().any(|token| token.is_sign('?'))
    }

    /// How many words and numbers there are.
    pub(super) fn words(&self) -> usize {
        self.tokens.iter().filter(|token| token.is_text()).count()
    }

    /// How many words are understood as nothing, be they words of a language or not.
    pub(super) fn unread(&self) -> usize {
        let read = |at: usize| {
            self.taken.get(at) == Some(&true)
                || self.subjects.iter().any(|subject| subject.from <= at && at < subject.to)
                || self.hits.iter().any(|hit| hit.from <= at && at < hit.to && !hit.meaning.is_mere())
        };
        let is_word = |token: &Token| token.kind == Kind::Word && !token.has_digit();
        self.tokens.iter().enumerate().filter(|(at, token)| is_word(token) && !read(*at)).count()
    }

    /// Where what is said ends, and its text begins.
    pub(super) fn colon(&self) -> Option<usize> {
        colon(&self.tokens, &self.times)
    }

    /// The negations right in front of a word, or with one word between.
    pub(super) fn denials_of(&self, word: usize) -> impl Iterator<Item = &Hit<'a>> {
        let denies =
            move |hit: &&Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Negation) && hit.to <= word && word - hit.to <= 1;
        self.hits.iter().filter(denies)
    }

    /// Words that belong to nothing and to no language: perhaps a name we must not ignore.
    pub(super) fn strangers(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.tokens.iter().enumerate().filter(|(at, _)| self.is_stranger(*at))
    }

    /// Whether a word belongs to nothing and to no language.
    pub(super) fn is_stranger(&self, at: usize) -> bool {
        let is_word = |token: &Token| token.kind == Kind::Word && token.word.chars().count() >= 3 && !token.has_digit();
        self.tokens.get(at).is_some_and(is_word)
            && self.taken.get(at) == Some(&false)
            && self.known.get(at) == Some(&false)
            && self.covered.get(at) == Some(&false)
    }

    /// The text of tokens `from..to`, as typed.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        let (Some(first), Some(last)) = (self.tokens.get(from), to.checked_sub(1).and_then(|at| self.tokens.get(at)))
        else {
            return "";
        };
        self.text.get(first.start..last.end).unwrap_or_default()
    }

    /// The text from token `from` on, trimmed; the courtesy in front of it is part of it.
    pub(super) fn rest(&self, from: usize) -> &'a str {
        let Some(token) = self.tokens.get(from) else { return "" };
        let before = from.checked_sub(1).and_then(|before| self.tokens.get(before));
        let start = before.map_or(token.start, |before| before.end);
        self.text.get(start..).unwrap_or_default().trim()
    }

    pub(super) fn class_ids(&self) -> Vec<ClassId> {
        let mut ids: Vec<ClassId> = self
            .classes
            .iter()
            .flat_map(|place| place.things.iter().filter_map(|thing| self.index.class_at(*thing)))
            .collect();
        ids.dedup();
        ids
    }

    pub(super) fn subject_ids(&self) -> Vec<SubjectId> {
        let mut ids: Vec<SubjectId> = self
            .subjects
            .iter()
            .flat_map(|place| place.things.iter().filter_map(|thing| self.index.subject_at(*thing)))
            .collect();
        ids.dedup();
        ids
    }
}

pub(super) fn mark(mask: &mut [bool], from: usize, to: usize) {
    for place in mask.get_mut(from..to).into_iter().flatten() {
        *place = true;
    }
}
