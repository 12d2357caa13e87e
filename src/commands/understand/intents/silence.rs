//! A stop that says of whom, by what or of what: `stop Awa`, `arrêter sur SMS`, `stop résumé`. Whatever leaves a doubt is
//! none of them, but a stop as such.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick};
use super::super::reading::Reading;
use super::super::scope::Speaker;
use super::super::token::Kind;
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
    if !starts && !r.has(Cue::Stop) {
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
    if !r.people.is_empty() || !r.only(&[&AROUND[..], &cues].concat()) {
        return None;
    }
    let intent = if starts { Intent::StartChannel } else { Intent::StopChannel };
    let found = Interpretation::new(intent, Outcome::Ok);
    Some(found.with(|slots| slots.words.push(("channel", (*channel).to_owned()))))
}

/// Their own children, each named exactly, and nothing else said.
fn of_child(r: &Reading<'_>, starts: bool) -> Option<Interpretation> {
    let named: usize = r.people.iter().map(|mention| mention.to - mention.from).sum();
    if named == 0 || r.tokens_beyond(&AROUND).filter(|token| token.kind != Kind::Sign('\'')).count() > named {
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
