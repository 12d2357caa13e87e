//! Clauses that stand beside a mark and tell something of their own: `Zadi 12 ds1, il était à l'hôpital`.
//!
//! Lives here: which clauses leave the mark as it is. Words that begin one are the lexicon's `tells_apart`.
//! Invariant: a clause that holds a number, a person, a test, an order, a doubt or a question is never passed over.

use super::cue::Cue;
use super::lexicon::{Fit, Hit, Meaning};
use super::place::is_article;
use super::reading::Reading;
use super::token::{Kind, Token};

/// What turns the mark around, or asks for something beside it.
const TURNS: &[Cue] = &[
    Cue::SetMark,
    Cue::Publish,
    Cue::Delete,
    Cue::Correct,
    Cue::Miswritten,
    Cue::Undo,
    Cue::Cancel,
    Cue::Instead,
    Cue::Update,
    Cue::Create,
    Cue::Except,
    Cue::Condition,
    Cue::Question,
    Cue::AsksFirst,
    Cue::NotEntered,
    Cue::Missing,
    Cue::Dispute,
    Cue::Coefficient,
    Cue::Maximum,
    Cue::Average,
    Cue::Rank,
    Cue::Marks,
    Cue::Add,
    Cue::Points,
    Cue::RemovePoints,
    Cue::No,
    Cue::Appreciation,
];

/// What has happened or has not: a no to it is none to the mark.
const HAPPENED: [&str; 19] = [
    "a",
    "ai",
    "jai",
    "g",
    "lai",
    "avait",
    "etait",
    "est",
    "ont",
    "s",
    "n",
    "has",
    "had",
    "was",
    "did",
    "didnt",
    "wasnt",
    "لم",
    "ماكان",
];

/// In the past of somebody, though elsewhere it is of a mark they once had.
const ONCE: [&str; 9] = ["avait", "avaient", "etait", "had", "was", "كان", "كانت", "kan", "kanet"];

/// Beginnings of words that say that the mark may still change, and of what is only thought.
const UNSETTLED: [&str; 36] = [
    "verif",
    "revo",
    "echang",
    "invers",
    "confond",
    "swap",
    "rewrit",
    "verra",
    "refai",
    "recompt",
    "recorrig",
    "recalcul",
    "confirm",
    "attend",
    "provisoir",
    "chang",
    "annul",
    "faut",
    "faud",
    "manque",
    "reste",
    "parai",
    "sembl",
    "reviend",
    "modif",
    "check",
    "recheck",
    "remark",
    "recount",
    "should",
    "would",
    "wait",
    "راجع",
    "اراجع",
    "تاكد",
    "اتاكد",
];

impl Reading<'_> {
    /// The clauses that tell something of their own, before the mark and behind it.
    pub(super) fn told_apart(&self) -> Vec<(usize, usize)> {
        let Some((from, to)) = self.core() else { return Vec::new() };
        let mut clauses = Vec::new();
        let mut begin = 0;
        for at in 0..from {
            if self.parts_clauses(at) || self.turns_to_it(at) {
                clauses.push((begin, at));
                begin = at + 1;
            }
        }
        let mut begin = None;
        for at in to..self.tokens.len() {
            if self.parts_clauses(at) {
                clauses.extend(begin.map(|begin| (begin, at)));
                begin = Some(if self.tokens.get(at).is_some_and(Token::is_text) { at } else { at + 1 });
            }
        }
        clauses.extend(begin.map(|begin| (begin, self.tokens.len())));
        clauses.retain(|(from, to)| self.tells_apart(*from, *to));
        clauses
    }

    /// From the first to the last of what the mark is made of.
    fn core(&self) -> Option<(usize, usize)> {
        let places = [&self.assessments, &self.shared_names, &self.classes, &self.subjects].into_iter().flatten();
        let spans = places.map(|place| (place.from, place.to));
        let spans = spans.chain(self.kinds.iter().map(|kind| (kind.from, kind.to)));
        let spans = spans.chain(self.people.iter().map(|mention| (mention.from, mention.to)));
        let spans = spans.chain(self.values.iter().map(|value| (value.from, value.to)));
        let spans = spans.chain(self.statuses.iter().map(|status| (status.from, status.to)));
        spans.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }

    /// A sign or a line's end between two clauses, or a word that begins a reason.
    fn parts_clauses(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        if let Kind::Sign(sign) = token.kind {
            return matches!(sign, ',' | ';' | '.' | '!' | '…' | '-' | '–' | '—' | '(' | ')' | '،' | '؛' | ':');
        }
        matches!(token.word.as_str(), "car" | "parce" | "because" | "لان" | "لانه" | "لانها" | "hit" | "7it" | "7itach")
    }

    /// `je n'ai pas fini, mais déjà pour Awa 12`
    fn turns_to_it(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| matches!(token.word.as_str(), "mais" | "but" | "لكن" | "ولكن" | "walakin"))
    }

    fn tells_apart(&self, from: usize, to: usize) -> bool {
        let of_clause = |hit: &&Hit<'_>| hit.from < to && from < hit.to && hit.fit != Fit::Slip;
        let lead = (from..to).find(|at| {
            let joins = self.is_filler(*at) && !self.begins_apart(*at);
            self.tokens.get(*at).is_some_and(Token::is_text) && !joins
        });
        let Some(lead) = lead.filter(|lead| self.begins_apart(*lead)) else { return false };
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let happened = |at: usize| HAPPENED.contains(&word(at)) || at > from && HAPPENED.contains(&word(at - 1));
        let past = |hit: &Hit<'_>| (hit.from..hit.to).any(|at| happened(at) || HAPPENED.contains(&word(at + 1)));
        let once = |hit: &Hit<'_>| hit.to == hit.from + 1 && ONCE.contains(&word(hit.from)) && hit.from <= lead + 1;
        // `je vais appeler`: what leads into the clause is read as a whole.
        let begins = self.hits.iter().filter(|hit| hit.from == lead && *hit.meaning == Meaning::Apart);
        let head = begins.map(|hit| hit.to).max().unwrap_or(lead);
        let leads = |hit: &Hit<'_>| hit.from >= lead && hit.to <= head && head - lead > 2;
        let turns = |hit: &Hit<'_>| match hit.meaning {
            Meaning::Cue(Cue::Negation) => !past(hit),
            Meaning::Cue(Cue::Except) => word(hit.from) != "but" || hit.to > hit.from + 1,
            Meaning::Cue(Cue::Condition) => hit.fit == Fit::Plain,
            Meaning::Cue(Cue::NotEntered) => word(hit.from) != "late",
            Meaning::Cue(Cue::Add) => !(word(hit.from) == "plus" && word(hit.from + 1) == "tard"),
            Meaning::Cue(cue) => TURNS.contains(cue),
            Meaning::Doubt => !once(hit) && !leads(hit),
            Meaning::Number(_) | Meaning::Fraction(_) | Meaning::Ordinal(_) => !is_article(word(hit.from)),
            _ => false,
        };
        let unsettled = |at: usize| {
            let of_somebody = word(at).starts_with("faut") && word(at + 1).starts_with("qu");
            UNSETTLED.iter().any(|stem| word(at).starts_with(stem)) && !of_somebody
        };
        let tells = |token: &Token| match token.kind {
            Kind::Sign(sign) => matches!(sign, '?' | '؟' | '%' | '+' | '=' | '<' | '>' | '/' | '→' | '~'),
            _ => token.has_digit(),
        };
        !self.tokens.get(from..to).unwrap_or_default().iter().any(tells)
            && !self.hits.iter().filter(of_clause).any(turns)
            && !(from..to).any(unsettled)
    }

    fn begins_apart(&self, at: usize) -> bool {
        self.hits.iter().any(|hit| hit.from == at && *hit.meaning == Meaning::Apart && hit.fit != Fit::Slip)
    }
}
