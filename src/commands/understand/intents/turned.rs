//! What turns a message around: a question about a mark is no mark, what is not to be done or not now is not done.
//!
//! Invariant: nothing here ends in a question whose yes would do it.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason, Slots};
use super::super::lexicon::{Fit, Hit, Meaning};
use super::super::reading::Reading;
use super::super::resolve::pick_assessment;
use super::super::token::Token;
use super::super::value::Value;

/// Verbs that ask for an act.
const ORDERS: &[Cue] = &[
    Cue::Publish,
    Cue::SetMark,
    Cue::Delete,
    Cue::Send,
    Cue::Update,
    Cue::Create,
    Cue::Close,
    Cue::Reopen,
    Cue::Remind,
    Cue::Archive,
    Cue::Import,
];

/// Acts that can be wanted later, in place of now.
const POSTPONED: &[(Cue, Intent)] = &[
    (Cue::Publish, Intent::Publish),
    (Cue::Close, Intent::TermClose),
    (Cue::Reopen, Intent::TermReopen),
    (Cue::Remind, Intent::MissingRemind),
];

/// Phrases whose negation belongs to them: `qui n'a pas de note`, `12 et pas 10`.
fn keeps_negation(meaning: &Meaning) -> bool {
    let Meaning::Cue(cue) = meaning else { return false };
    matches!(
        cue,
        Cue::Missing
            | Cue::NotEntered
            | Cue::Instead
            | Cue::Correct
            | Cue::Help
            | Cue::Revoke
            | Cue::Archive
            | Cue::ReadStats
            | Cue::Failed
    )
}

/// `ne publie pas`, `publie pas encore ds1`, `don't publish`, `لا تعط ياسمين 15`, `ma tnchorch`.
pub(super) fn denied(r: &Reading<'_>) -> Option<Interpretation> {
    let contrasted = r.has(Cue::Correct) && r.values.len() > 1;
    let about_missing = r.any(&[Cue::NotEntered, Cue::Remind]) && !r.has(Cue::Publish);
    // `annule la publication`: it is not to be published.
    let place = |cue| r.find(cue).map_or(usize::MAX, |hit| hit.from);
    let calls_off = r.has(Cue::Publish) && place(Cue::Undo).min(place(Cue::Cancel)) < place(Cue::Publish);
    // `dépublie ds1`: what has been published is taken back by its button only.
    let hides = |word: &str| word.starts_with("depubli") || word.starts_with("unpublish");
    if r.tokens.iter().any(|token| hides(&token.word)) {
        let refused = Interpretation::because(Intent::MarkDelete, Outcome::Reject, Reason::TooBroad);
        let meant = r.assessments_meant();
        return Some(refused.with(|slots| slots.assessment = pick_assessment(meant.candidates, meant.said)));
    }
    let denies = calls_off || r.hits.iter().any(|hit| is_denial(r, hit)) || has_denied_verb(r) || denies_status(r);
    (denies && !contrasted && !about_missing)
        .then(|| Interpretation::because(Intent::Unknown, Outcome::None, Reason::Declined))
}

/// What makes the contrary of the status behind it.
const NOT: [&str; 17] = [
    "pas", "plus", "longer", "not", "wont", "لن", "لم", "wasnt", "isnt", "wasn", "isn", "ليس", "ليست", "تعد", "يعد",
    "ماشي", "machi",
];

/// `Awa n'était pas absente`: no status by a word for its contrary.
fn denies_status(r: &Reading<'_>) -> bool {
    r.values.is_empty() && !r.statuses.is_empty() && r.statuses.iter().all(|status| is_denied(r, status.from))
}

/// Whether a word for the contrary stands in front of a status.
pub(super) fn is_denied(r: &Reading<'_>, from: usize) -> bool {
    let word = |at: usize| r.tokens.get(at).is_some_and(|token| NOT.contains(&token.word.as_str()));
    r.denials_of(from).any(|hit| hit.fit != Fit::Slip) || (from.saturating_sub(2)..from).any(word)
}

/// A negation beside an order; anywhere in a message that would publish.
fn is_denial(r: &Reading<'_>, negation: &Hit<'_>) -> bool {
    if *negation.meaning != Meaning::Cue(Cue::Negation) || negation.fit == Fit::Slip || is_condition(r, negation) {
        return false;
    }
    let around = |other: &&Hit<'_>| {
        let longer = other.to - other.from > negation.to - negation.from;
        other.from <= negation.from && negation.to <= other.to && longer
    };
    let status = r.hits.iter().filter(around).any(|hit| matches!(hit.meaning, Meaning::Status(_)));
    let part_of_more = r.hits.iter().filter(around).any(|hit| keeps_negation(hit.meaning));
    let publishes = r.has(Cue::Publish) && !r.any(&[Cue::Missing, Cue::NotEntered]);
    let line = |at: usize| r.tokens.get(at).map(|token| token.line);
    let beside = |order: &Hit<'_>| {
        let before = negation.to <= order.from && order.from - negation.to <= 1;
        let behind = order.to == negation.from;
        // `mets pas rendu` gives a status, `supprime pas la note` holds none, though `pas là` alone would be one.
        let gives = status && *order.meaning == Meaning::Cue(Cue::SetMark);
        (before || behind) && !gives && line(order.from) == line(negation.from)
    };
    !part_of_more && (publishes || !is_told(r, negation) && r.hits.iter().filter(|hit| is_order(hit)).any(beside))
}

/// `n'a pas passé l'interro`: what has not happened is no order.
fn is_told(r: &Reading<'_>, negation: &Hit<'_>) -> bool {
    let before = negation.from.checked_sub(1).and_then(|before| r.tokens.get(before));
    before.is_some_and(|token| {
        matches!(token.word.as_str(), "a" | "na" | "ont" | "nont" | "ai" | "nai" | "navons" | "navez")
    })
}

fn is_order(hit: &Hit<'_>) -> bool {
    matches!(hit.meaning, Meaning::Cue(cue) if ORDERS.contains(cue))
}

/// `si`, `sans`: not a no, only a condition.
fn is_condition(r: &Reading<'_>, negation: &Hit<'_>) -> bool {
    let same = |hit: &&Hit<'_>| hit.from == negation.from && hit.to == negation.to;
    r.hits.iter().filter(same).any(|hit| *hit.meaning == Meaning::Cue(Cue::Condition))
}

/// Arabic puts the negation in front of a verb that carries its person, and Maghrebi closes it with a `ش`: the order is
/// what is left.
fn has_denied_verb(r: &Reading<'_>) -> bool {
    r.tokens.iter().enumerate().any(|(at, token)| {
        let after_negation = at.checked_sub(1).is_some_and(|before| {
            r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::BeforeVerb) && hit.to == before + 1)
        });
        verbs(token, after_negation)
            .iter()
            .any(|verb| r.index.shared.lexicon.cues_of(verb).any(|cue| ORDERS.contains(&cue)))
    })
}

/// What a negated verb may be without its person and its ending: `تنشرش` is `انشر`, `matpublich` is `publi`.
fn verbs(token: &Token, after_negation: bool) -> Vec<String> {
    let word = token.word.as_str();
    let closed = ["ش", "ch", "sh"].iter().find_map(|ending| word.strip_suffix(ending));
    let glued = ["ما", "ma"].iter().find_map(|head| closed.and_then(|word| word.strip_prefix(head)));
    let Some(verb) = glued.or(after_negation.then_some(closed.unwrap_or(word))) else { return Vec::new() };
    let person = ["ت", "ن", "ي", "t", "n", "y", "i"].iter().find_map(|person| verb.strip_prefix(person));
    let Some(stem) = person.filter(|stem| stem.chars().count() >= 2) else { return Vec::new() };
    let plural = ["وا", "ي", "و", "iw", "ou", "u", "i"].iter().find_map(|ending| stem.strip_suffix(ending));
    let stems = std::iter::once(stem).chain(plural.filter(|stem| stem.chars().count() >= 2));
    stems.flat_map(|stem| [stem.to_owned(), format!("ا{stem}")]).collect()
}

/// `publie ds1 demain`: nothing is kept to be done later.
pub(super) fn postponed(r: &Reading<'_>) -> Option<Interpretation> {
    let (_, intent) = POSTPONED.iter().find(|(cue, _)| r.has(*cue))?;
    if r.any(&[Cue::Announce, Cue::Tell]) {
        return None;
    }
    let meant = r.assessments_meant();
    let assessment = pick_assessment(meant.candidates, meant.said);
    let its_own = assessment.as_ref().and_then(Pick::single).and_then(|id| r.index.assessment(id)?.date);
    let coming = |date: jiff::civil::Date| date > r.dialogue.now.date() && Some(date) != its_own;
    let date = r.dates.iter().map(|found| found.what).find(|date| coming(*date));
    if date.is_none() && r.times.is_empty() && !r.has(Cue::Later) {
        return None;
    }
    let slots = Slots { assessment, date, ..Slots::default() };
    Some(Interpretation { slots, ..Interpretation::because(*intent, Outcome::Clarify, Reason::Later) })
}

/// `est-ce que Awa a eu 14 ?`: what stands in the gradebook is asked for.
pub(super) fn asked(r: &Reading<'_>) -> Option<Interpretation> {
    let orders = [Cue::SetMark, Cue::Correct, Cue::Delete, Cue::Create, Cue::Publish, Cue::Want, Cue::Add, Cue::Tell];
    let about_one = r.values.len() + r.statuses.len() == 1 && !r.people.is_empty();
    let one_line = r.tokens.last().is_none_or(|token| token.line == 0);
    let fact = begins_with(r, Cue::AsksFirst);
    let has = r.has(Cue::Got) || holds(r);
    if !about_one || !one_line || r.any(&orders) || begins_with(r, Cue::MayI) || !(fact || asks(r) && has) {
        return None;
    }
    Some(super::gradebook::about_student(r))
}

/// `Awa a 14`: the verb, not the preposition.
fn holds(r: &Reading<'_>) -> bool {
    let verb = |hit: &&Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Holds) && r.slice(hit.from, hit.to) != "à";
    r.hits.iter().any(|hit| verb(&hit))
}

/// Whether a message asks something, in signs or in words.
pub(super) fn asks(r: &Reading<'_>) -> bool {
    let status_words = |at: usize| r.statuses.iter().any(|status| status.from <= at && at < status.to);
    let question = |hit: &Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Question) && !status_words(hit.from);
    r.has_question_mark()
        || r.wants_to_know()
        || begins_with(r, Cue::AsksFirst)
        || begins_with(r, Cue::MayI) && !begins_with(r, Cue::Want)
        || r.hits.iter().any(question)
}

fn is_cue(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Cue(_))
}

/// Whether the first word, greetings apart, carries this meaning.
pub(super) fn begins_with(r: &Reading<'_>, cue: Cue) -> bool {
    let greets = |at: usize| {
        let greeting = |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::Greet | Cue::Thanks));
        r.hits.iter().filter(greeting).any(|hit| hit.from <= at && at < hit.to)
    };
    let first = r.tokens.iter().enumerate().find(|(at, token)| token.is_text() && !greets(*at));
    first.is_some_and(|(at, _)| {
        // What is a word by itself is none with something attached.
        let plain = r.hits.iter().any(|hit| hit.from == at && hit.fit == Fit::Plain && !is_cue(hit.meaning));
        let fits = |hit: &Hit<'_>| hit.fit == Fit::Plain || hit.fit == Fit::Stripped && !plain;
        r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(cue) && hit.from == at && fits(hit))
    })
}

/// What the office does at once is not done because somebody says it was, might be, or is to be done under a condition.
pub(super) fn at_once(r: &Reading<'_>, found: Interpretation) -> Interpretation {
    let acts = matches!(
        found.intent,
        Intent::BroadcastCancel
            | Intent::BroadcastPause
            | Intent::BroadcastResume
            | Intent::BroadcastRemind
            | Intent::GroupLink
            | Intent::GroupUnlink
            | Intent::TalkExport
            | Intent::Start
            | Intent::StartChild
            | Intent::StartChannel
    );
    // `relance ceux qui n'ont pas répondu`: the negation says whom.
    let belongs = |negation: &Hit<'_>| {
        let longer = |hit: &&Hit<'_>| hit.to - hit.from > negation.to - negation.from;
        let around = |hit: &&Hit<'_>| hit.from <= negation.from && negation.to <= hit.to;
        r.hits.iter().filter(around).filter(longer).any(|hit| keeps_negation(hit.meaning))
    };
    let unclear = |hit: &Hit<'_>| {
        let turns = matches!(hit.meaning, Meaning::Doubt | Meaning::Cue(Cue::Negation | Cue::Condition | Cue::Later));
        turns && hit.fit != Fit::Slip && !belongs(hit)
    };
    // `tu peux annuler l'annonce ?` asks for it to be done.
    // Nor does `qui` ask anything in the middle of it.
    let asked =
        r.has_question_mark() || r.wants_to_know() || begins_with(r, Cue::AsksFirst) || begins_with(r, Cue::MayI);
    let turned = asked && !r.requests() || r.hits.iter().any(unclear);
    let stops = found.intent == Intent::BroadcastCancel && super::office::stops_sending(r);
    // Of a draft nothing has left: not sending it is calling it off.
    if !acts || stops || found.outcome != Outcome::Ok || !turned || r.dialogue.pending.is_some() {
        return found;
    }
    Interpretation::because(Intent::Unknown, Outcome::None, Reason::Declined)
}

/// `n'annule pas`: calling off, denied.
pub(super) fn keeps_on(r: &Reading<'_>) -> bool {
    let denies = |other: &Hit<'_>| *other.meaning == Meaning::Cue(Cue::Negation);
    let cancels = |hit: &&Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Cancel) && hit.to == hit.from + 1;
    r.hits.iter().filter(cancels).any(|hit| {
        r.denials_of(hit.from).next().is_some() || r.hits.iter().any(|other| denies(other) && other.from == hit.to)
    })
}

/// `le 13`: a day of the month as well as a mark.
fn may_be_a_day(r: &Reading<'_>, value: &Value) -> bool {
    let word = |at: usize| r.tokens.get(at).map(|token| token.word.as_str());
    let article = value.from.checked_sub(1).and_then(word);
    let whole = value.number().is_some_and(|number| number.fract().is_zero()) && value.to == value.from + 1;
    whole && matches!(article, Some("le" | "du"))
}

/// `14 élèves`, `14 ans`, `n° 14`, `rang 14`, `le 14`: so many of something, or one of them; hardly a mark.
pub(super) fn counts_something(r: &Reading<'_>, value: &Value) -> bool {
    let counted = |hit: &Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::Unit | Cue::StudentWord));
    let signs = |from: usize| (from..value.from).all(|at| r.tokens.get(at).is_some_and(|token| !token.is_text()));
    let numbered = |hit: &Hit<'_>| {
        let number = matches!(hit.meaning, Meaning::Aside | Meaning::Cue(Cue::Rank));
        number && hit.to <= value.from && signs(hit.to)
    };
    r.hits.iter().any(|hit| counted(hit) && hit.from == value.to || numbered(hit)) || may_be_a_day(r, value)
}
