//! Which language a message is written in, as far as it says.
//!
//! Invariant: what the school or politeness has in several languages speaks for none of them.

use super::cue::Cue;
use super::lexicon::{Fit, Hit, Meaning};
use super::reading::Reading;
use super::token::Token;
use crate::domain::Locale;

impl<'a> Reading<'a> {
    /// The language of the message: the one most of its words are of.
    pub(super) fn language(&self) -> Option<Locale> {
        let mut votes = [0_usize; 3];
        for at in 0..self.tokens.len() {
            // What tests and subjects are called is the school's, not the writer's: `Awa 14 test 1` is no English.
            let speaks = |hit: &&Hit<'a>| !matches!(hit.meaning, Meaning::Kind(_) | Meaning::Subject(_));
            let here = self.hits.iter().filter(|hit| hit.from <= at && at < hit.to && hit.fit != Fit::Slip);
            let named = here.clone().any(|hit| !speaks(&hit));
            // A single letter is part of a code, or of anything.
            let long = self.tokens.get(at).is_some_and(|token| token.word.chars().count() > 1);
            let here = here.filter(|hit| speaks(hit) && !(named && *hit.meaning == Meaning::Word) && long);
            let mut locales: Vec<Locale> = here.map(|hit| hit.locale).collect();
            locales.sort();
            locales.dedup();
            // A word of several languages says nothing about which one it is.
            if let [locale] = locales.as_slice() {
                match locale {
                    Locale::Fr => votes[0] += 1,
                    Locale::En => votes[1] += 1,
                    Locale::Ar => votes[2] += 1,
                }
            }
        }
        let best = Locale::ALL.into_iter().zip(votes).max_by_key(|(_, votes)| *votes)?;
        let unique = votes.iter().filter(|votes| **votes == best.1).count() == 1;
        let arabic_letters = self.text.chars().any(|letter| ('\u{0620}'..='\u{064a}').contains(&letter));
        // `salam notes`: who greets so may write any language.
        if best.0 == Locale::Ar && !arabic_letters && self.only_greets_in(Locale::Ar) {
            return None;
        }
        match (best.1, unique) {
            (0, _) | (_, false) => arabic_letters.then_some(Locale::Ar).or(self.courtesy.locale),
            _ => Some(best.0),
        }
    }

    /// Whether nothing but a greeting or thanks of this language stands beside words of another or of none.
    fn only_greets_in(&self, locale: Locale) -> bool {
        let polite = |hit: &&Hit<'_>| {
            matches!(hit.meaning, Meaning::Cue(Cue::Greet | Cue::Thanks) | Meaning::Courtesy | Meaning::Word)
        };
        let covered = |at: usize| {
            self.hits.iter().any(|hit| hit.locale == locale && hit.from <= at && at < hit.to && polite(&hit))
        };
        let spoken = |hit: &&Hit<'_>| hit.locale == locale && hit.fit != Fit::Slip;
        let mut own = self.hits.iter().filter(spoken).filter(|hit| !(hit.from..hit.to).all(covered));
        let says_more =
            (0..self.tokens.len()).any(|at| !covered(at) && self.tokens.get(at).is_some_and(Token::is_text));
        let shared = |hit: &Hit<'_>| {
            self.hits.iter().any(|other| other.locale != locale && other.from <= hit.from && hit.to <= other.to)
        };
        says_more && own.all(shared)
    }
}
