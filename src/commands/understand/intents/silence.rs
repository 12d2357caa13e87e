//! A stop that says of whom, by what or of what: `stop Awa`, `arrêter sur SMS`, `stop résumé`. Whatever leaves a doubt is
//! none of them, but a stop as such.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick};
use super::super::lexicon::Meaning;
use super::super::reading::Reading;
use super::super::scope::Speaker;
use super::super::token::Token;
use crate::domain::StudentId;

const CHANNELS: [(Cue, &str); 5] = [
    (Cue::ByWhatsapp, "whatsapp"),
    (Cue::ByTelegram, "telegram"),
    (Cue::BySms, "sms"),
    (Cue::ByEmail, "email"),
    (Cue::Here, "here"),
];
/// What may stand around it.
const AROUND: [Cue; 10] = [
    Cue::Stop,
    Cue::NoMore,
    Cue::Resume,
    Cue::Want,
    Cue::Send,
    Cue::Thanks,
    Cue::Greet,
    Cue::Marks,
    Cue::MyChild,
    Cue::Negation,
];

pub(super) fn narrower(r: &Reading<'_>) -> Option<Interpretation> {
    if !matches!(r.index.speaker(), Speaker::Guardian(_)) || !r.values.is_empty() {
        return None;
    }
    // « résumé » reads like `resume`, but for its accents.
    let accents = r.text.contains(['é', 'É']) && r.has(Cue::Digest);
    let starts = r.has(Cue::Resume) && !r.has(Cue::Stop) && !accents;
    if !starts && (!r.has(Cue::Stop) || super::answers::misses_our_messages(r)) {
        return None;
    }
    if r.has(Cue::Digest) && !starts && r.people.is_empty() && r.only(&[&AROUND[..], &[Cue::Digest]].concat()) {
        return Some(Interpretation::new(Intent::DigestOff, Outcome::Ok));
    }
    by_channel(r, starts).or_else(|| of_child(r, starts))
}

fn by_channel(r: &Reading<'_>, starts: bool) -> Option<Interpretation> {
    let cues: Vec<Cue> = CHANNELS.iter().map(|(cue, _)| *cue).collect();
    let named: Vec<&str> = CHANNELS.iter().filter(|(cue, _)| r.has(*cue)).map(|(_, name)| *name).collect();
    let [channel] = named.as_slice() else { return None };
    // `vos sms` are whatever we write.
    let ours = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| r.tokens.get(before)).map(|token| token.word.as_str());
        matches!(before, Some("vos" | "tes" | "ces" | "your" | "these" | "those" | "had" | "hadchi"))
    };
    if r.hits.iter().any(|hit| matches!(hit.meaning, Meaning::Cue(cue) if cues.contains(cue)) && ours(hit.from)) {
        return None;
    }
    if !r.people.is_empty() || !r.only(&[&AROUND[..], &cues].concat()) {
        return None;
    }
    let intent = if starts { Intent::StartChannel } else { Intent::StopChannel };
    let found = Interpretation::new(intent, Outcome::Ok);
    Some(found.with(|slots| slots.words.push(("channel", (*channel).to_owned()))))
}

/// Their own children, each named exactly, and nothing else said.
fn of_child(r: &Reading<'_>, starts: bool) -> Option<Interpretation> {
    let named = |at: usize| r.people.iter().any(|mention| mention.from <= at && at < mention.to);
    let starts_at = |at: usize, token: &Token| r.tokens.get(at).is_some_and(|one| one.start == token.start);
    let is_name = |token: &Token| (0..r.tokens.len()).any(|at| named(at) && starts_at(at, token));
    // Somebody may be called Stop.
    let orders = r.hits.iter().filter(|hit| matches!(hit.meaning, Meaning::Cue(Cue::Stop | Cue::Resume)));
    let ordered = orders.into_iter().any(|hit| !named(hit.from));
    if r.people.is_empty() || !ordered || r.tokens_beyond(&AROUND).any(|token| !is_name(token)) {
        return None;
    }
    let mut children: Vec<StudentId> = Vec::new();
    for mention in &r.people {
        let [person] = mention.people.as_slice() else { return None };
        let child = r.index.person(*person).filter(|_| mention.exact)?.id;
        if !children.contains(&child) {
            children.push(child);
        }
    }
    let pick = match children.as_slice() {
        [one] => Pick::One(*one),
        _ => Pick::All(children),
    };
    let intent = if starts { Intent::StartChild } else { Intent::StopChild };
    Some(Interpretation::new(intent, Outcome::Ok).with(|slots| slots.student = Some(pick)))
}
