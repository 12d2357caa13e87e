//! Whether everything in a message about one mark is accounted for: by the student, the value, the assessment with its
//! class and subject, or by words that say nothing.
//!
//! Invariant: where a mark would be written at once, nothing that may mean something is passed over.

use super::cue::Cue;
use super::lexicon::{Fit, Hit, Meaning};
use super::place::{Place, is_article, looks_like_class};
use super::reading::{Reading, mark};
use super::scope::AssessmentView;
use super::token::{Kind, Token};
use crate::domain::fold;

/// What a message holds that belongs to nothing in it.
#[derive(Debug, Default)]
pub(super) struct Strays {
    /// Written like a class, but none that we know: `9eZ`.
    pub class: Option<String>,
    /// A subject, but none of the school: `chimie`.
    pub subject: Option<String>,
    /// Anything at all.
    pub any: bool,
}

/// Wishes and courtesy around a mark that change nothing about it.
const HARMLESS: &[Cue] = &[
    Cue::SetMark,
    Cue::Marks,
    Cue::Got,
    Cue::Points,
    Cue::Add,
    Cue::Want,
    Cue::Greet,
    Cue::Thanks,
    Cue::StudentWord,
    Cue::ClassWord,
    Cue::Holds,
];

/// Signs that say what a number is, or that it is none exactly.
const TELLING: [char; 11] = ['€', '$', '£', '¥', '#', '°', '~', '≈', '±', '<', '≠'];

/// What means something even where the same word may say nothing: `tous`.
const SPEAKING: &[Cue] =
    &[Cue::Everyone, Cue::Except, Cue::Everything, Cue::Coefficient, Cue::Maximum, Cue::Term, Cue::Rank, Cue::Average];

impl Reading<'_> {
    /// What nothing accounts for when the mark is one of `assessment`; before it is known, any place may be its own.
    pub(super) fn strays(&self, assessment: Option<&AssessmentView>) -> Strays {
        self.strays_beside(assessment, &[])
    }

    /// The same, of what stands outside of clauses that are known to change nothing.
    pub(super) fn strays_beside(&self, assessment: Option<&AssessmentView>, apart: &[(usize, usize)]) -> Strays {
        let mut accounted = self.accounted(assessment);
        for (from, to) in apart {
            mark(&mut accounted, *from, *to);
        }
        let mut strays = Strays::default();
        for (at, token) in self.tokens.iter().enumerate() {
            if accounted.get(at) == Some(&true) || !self.may_mean(at, token) {
                continue;
            }
            strays.any = true;
            if strays.class.is_none() && token.kind == Kind::Word && looks_like_class(&token.word) {
                strays.class = Some(self.slice(at, self.section_end(at)).to_owned());
            }
            if strays.subject.is_none() {
                let subject = self.covering(at).find(|hit| is_subject(hit));
                strays.subject = subject.map(|hit| self.slice(hit.from, hit.to).to_owned());
            }
        }
        strays
    }

    fn accounted(&self, assessment: Option<&AssessmentView>) -> Vec<bool> {
        let place = assessment.and_then(|view| self.index.place_of(view.id));
        let is_it = |things: &[u32]| assessment.is_none() || place.is_some_and(|place| things.contains(&place));
        let of_class = |place: &&Place| {
            let is_its = |thing: &u32| assessment.is_none_or(|view| self.index.class_at(*thing) == Some(view.class));
            place.things.iter().any(is_its)
        };
        let of_subject = |place: &&Place| {
            let is_its =
                |thing: &u32| assessment.is_none_or(|view| self.index.subject_at(*thing) == Some(view.subject));
            place.things.iter().any(is_its)
        };
        let mut mask = vec![false; self.tokens.len()];
        let places = self.assessments.iter().chain(&self.shared_names).filter(|place| is_it(&place.things));
        let places = places.chain(self.classes.iter().filter(of_class)).chain(self.subjects.iter().filter(of_subject));
        let mut spans: Vec<(usize, usize)> = places.map(|place| (place.from, place.to)).collect();
        let kinds = self.kinds.iter().filter(|kind| is_it(&self.of_kind(kind)));
        spans.extend(kinds.map(|kind| (kind.from, kind.to)));
        let dates = self.dates.iter().filter(|date| assessment.is_none_or(|view| view.date == Some(date.what)));
        spans.extend(dates.map(|date| (date.from, date.to)));
        spans.extend(self.people.iter().map(|mention| (mention.from, mention.to)));
        spans.extend(self.values.iter().map(|value| (value.from, value.to)));
        spans.extend(self.statuses.iter().map(|status| (status.from, status.to)));
        spans.extend(self.bot_name());
        spans.extend(self.term_of(assessment));
        for (from, to) in spans {
            mark(&mut mask, from, to);
        }
        mask
    }

    /// The `T1` of `Awa 14 ds1 T1`, where the assessment counts in it.
    fn term_of(&self, assessment: Option<&AssessmentView>) -> Option<(usize, usize)> {
        let term = self.term_meant().filter(|term| assessment.is_some_and(|view| view.term == Some(*term)))?;
        let terms = &self.index.school().terms;
        let code = fold(&terms.iter().find(|one| one.id == term)?.code);
        let at = self.tokens.iter().position(|token| token.word == code)?;
        Some((at, at + 1))
    }

    /// Whether a token that belongs to nothing may mean something: it is in a day, a time or a telephone number, or the
    /// longest phrases around it are no mere words.
    fn may_mean(&self, at: usize, token: &Token) -> bool {
        if let Kind::Sign(sign) = token.kind {
            return matches!(sign, '½' | '¼' | '¾' | '%') || TELLING.contains(&sign);
        }
        let days = self.dates.iter().map(|found| (found.from, found.to));
        let times = self.times.iter().map(|found| (found.from, found.to));
        let phones = self.phones.iter().map(|found| (found.from, found.to));
        if days.chain(times).chain(phones).any(|(from, to)| from <= at && at < to) {
            return true;
        }
        let longest = self.covering(at).map(|hit| hit.to - hit.from).max().unwrap_or_default();
        let says_something = |hit: &Hit<'_>| match hit.meaning {
            // `حصلت على 15` has no scale in it: the longer phrase decides.
            Meaning::Cue(_) if hit.to - hit.from < longest => false,
            Meaning::Subject(_) => true,
            Meaning::Ordinal(_) => !is_article(&token.word),
            Meaning::Cue(cue) => SPEAKING.contains(cue),
            _ => false,
        };
        let dotted = self.tokens.get(at + 1).is_some_and(|next| next.glued && next.is_sign('.'));
        let initial = token.word.chars().count() == 1 && (dotted || self.is_capital(at));
        let harmless = |hit: &Hit<'_>| match hit.meaning {
            Meaning::Beside | Meaning::Header | Meaning::Particle => !initial && hit.fit != Fit::Slip,
            Meaning::OfAMark => self.has_alone(Cue::Marks),
            Meaning::OfAStatus => !self.statuses.is_empty(),
            Meaning::Cue(cue) => HARMLESS.contains(cue) && (hit.fit != Fit::Slip || !self.is_capital(at)),
            _ => false,
        };
        let mut phrases = self.covering(at).filter(|hit| hit.to - hit.from == longest);
        self.covering(at).any(says_something) || !phrases.any(harmless)
    }

    fn covering(&self, at: usize) -> impl Iterator<Item = &Hit<'_>> {
        self.hits.iter().filter(move |hit| hit.from <= at && at < hit.to && *hit.meaning != Meaning::Apart)
    }

    /// A capital inside a message that is not all in capitals: a name or an initial rather than a word.
    fn is_capital(&self, at: usize) -> bool {
        let shouted = !self.text.chars().any(char::is_lowercase);
        at > 0 && !shouted && self.slice(at, at + 1).chars().next().is_some_and(char::is_uppercase)
    }

    /// After the `9e` of `9e Z`, its section belongs to it.
    fn section_end(&self, at: usize) -> usize {
        let section = self.tokens.get(at + 1).filter(|next| {
            next.kind == Kind::Word && next.word.chars().count() == 1 && self.taken.get(at + 1) == Some(&false)
        });
        at + 1 + usize::from(section.is_some())
    }
}

fn is_subject(hit: &Hit<'_>) -> bool {
    matches!(hit.meaning, Meaning::Subject(_)) && hit.fit != Fit::Slip
}
