//! Children who are not the family's own, and whole classes: never shown to it.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Reason};
use super::super::lexicon::{Fit, Hit, Meaning};
use super::super::names::Mention;
use super::super::reading::Reading;
use super::super::token::Token;

/// `ولد الجيران`, `her friend's marks`, `les notes des autres`: nobody of theirs, with the words up to the name that follows.
/// What is held against others (`par rapport aux autres`) is their own child's.
pub(super) fn others_child(r: &Reading<'_>) -> Option<String> {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let compared = |at: usize| (1..=2).filter_map(|back| at.checked_sub(back)).any(|at| COMPARES.contains(&word(at)));
    let hit = r.find(Cue::OthersChild).filter(|hit| !compared(hit.from) && hit.fit != Fit::Slip)?;
    let own = |one: &Hit<'_>| *one.meaning == Meaning::Cue(Cue::MyChild) && (one.to <= hit.from || hit.to <= one.from);
    if r.has(Cue::Rank) || r.hits.iter().any(own) {
        return None;
    }
    let name = (hit.to..r.tokens.len()).take_while(|at| r.is_stranger(*at)).last();
    Some(r.slice(hit.from, name.map_or(hit.to, |last| last + 1)).to_owned())
}

/// What stands in front of others somebody is held against.
const COMPARES: [&str; 10] = ["aux", "que", "avec", "parmi", "comme", "than", "to", "with", "مع", "من"];

/// A name that is none of their children's: a word of no language where a name would stand.
pub(super) fn other_name(r: &Reading<'_>) -> Option<String> {
    let at = r.strangers().map(|(at, _)| at).find(|at| stands_as_name(r, *at))?;
    let run = r.strangers().map(|(other, _)| other).filter(|other| *other >= at);
    let to = run.zip(at..).take_while(|(other, expected)| other == expected).map(|(other, _)| other + 1).last();
    Some(r.slice(at, to.unwrap_or(at + 1)).to_owned())
}

fn stands_as_name(r: &Reading<'_>, at: usize) -> bool {
    let Some(token) = r.tokens.get(at) else { return false };
    let raw = r.text.get(token.start..token.end).unwrap_or_default();
    let all_capitals = !r.text.chars().any(char::is_lowercase);
    let capital = at > 0 && raw.chars().next().is_some_and(char::is_uppercase) && !all_capitals;
    let elided = raw.starts_with("d'") || raw.starts_with("d’") || token.word.starts_with('ل');
    // Behind `mon` stands what somebody is to me.
    let before = at.checked_sub(1).and_then(|before| r.tokens.get(before)).map(|token| token.word.as_str());
    // Behind a title stands somebody of the school.
    if before.is_some_and(super::staffing::is_title) {
        return false;
    }
    if matches!(before, Some("mon" | "ma" | "mes" | "notre" | "nos" | "my" | "our")) && !capital {
        return false;
    }
    // `Zadi a eu combien`: whoever has got something at the head of a message is somebody.
    let got = |hit: &Hit<'_>| hit.from == at + 1 && *hit.meaning == Meaning::Cue(Cue::Got);
    if capital_at_head(r, at, raw) && r.hits.iter().any(got) {
        return true;
    }
    let introducers = [Cue::Marks, Cue::Average, Cue::Rank, Cue::Report, Cue::MyChild, Cue::Doing, Cue::Got];
    let mut before = at;
    for _ in 0..2 {
        let Some(earlier) = before.checked_sub(1) else { break };
        let word = r.tokens.get(earlier).map(|token| token.word.as_str()).unwrap_or_default();
        if matches!(word, "de" | "pour" | "of" | "for" | "dyal" | "ديال" | "d") {
            return true;
        }
        let leads_in =
            |hit: &Hit<'_>| hit.to == before && matches!(hit.meaning, Meaning::Cue(cue) if introducers.contains(cue));
        if r.hits.iter().any(leads_in) {
            return true;
        }
        let filler = r.hits.iter().any(|hit| hit.to == before && *hit.meaning == Meaning::Filler);
        if !filler || is_verb(word) {
            break;
        }
        before = earlier;
    }
    capital || elided
}

/// A capital that is not of a message all in capitals, at its head.
fn capital_at_head(r: &Reading<'_>, at: usize, raw: &str) -> bool {
    at == 0 && raw.chars().next().is_some_and(char::is_uppercase) && r.text.chars().any(char::is_lowercase)
}

/// What follows it says how somebody is, not who: `le petit est fatigué`.
fn is_verb(word: &str) -> bool {
    matches!(word, "est" | "a" | "va" | "is" | "was" | "has" | "هو" | "هي" | "rah" | "raha")
}

/// `donne moi les notes de toute la classe`: never for a family.
pub(super) fn whole_class(r: &Reading<'_>) -> Option<Interpretation> {
    let asks = r.any(&[Cue::Marks, Cue::Average, Cue::Export, Cue::Report, Cue::Show]);
    let others =
        r.any(&[Cue::Everyone, Cue::StudentWord, Cue::Export]) && (r.has(Cue::ClassWord) || !r.classes.is_empty());
    let list = r.has(Cue::Export) && r.has(Cue::Marks) && r.people.is_empty() && !r.any(&[Cue::MyChild, Cue::Data]);
    let class = r.has(Cue::ClassWord) || !r.classes.is_empty();
    let of_class = r.any(&[Cue::Marks, Cue::Export]) && class && !r.any(&[Cue::Average, Cue::Got]);
    if !asks
        || !(others || list || of_class)
        || r.any(&[Cue::MyChild, Cue::MyChildren, Cue::Rank])
        || !(r.people.is_empty() || is_held_against(r))
    {
        return None;
    }
    let refused = Interpretation::because(Intent::ExportClass, Outcome::Reject, Reason::NotAllowed);
    Some(refused.with(|slots| slots.class = super::pick(r.class_ids())))
}

/// `les notes de toute la 4e A pour comparer avec Awa`: whom the others are held against is not whose marks are wanted.
fn is_held_against(r: &Reading<'_>) -> bool {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let compares = |token: &Token| ["compar", "مقارن", "نقارن", "قارن"].iter().any(|stem| token.word.starts_with(stem));
    let behind = |mention: &Mention| {
        mention.from.checked_sub(1).is_some_and(|at| COMPARES.contains(&word(at)) || word(at) == "a")
    };
    r.tokens.iter().any(compares) && r.people.iter().all(behind)
}
