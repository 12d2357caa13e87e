//! Groups of families made by hand: `crée le groupe délégués : KOUASSI Awa, 4eA`, `ajoute Yao au groupe délégués`,
//! `retire Awa du groupe délégués`, `groupe délégués`, `groupes`, `supprime le groupe délégués`.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, MemberLine, Outcome, Reason};
use super::super::lexicon::{Hit, Meaning};
use super::super::reading::Reading;
use super::super::token::Token;
use crate::domain::Locale;

/// What a message is about when it only mentions a group.
const ABOUT_ELSE: [Cue; 9] = [
    Cue::Announce,
    Cue::Marks,
    Cue::Average,
    Cue::Missing,
    Cue::Publish,
    Cue::Stats,
    Cue::Link,
    Cue::Code,
    Cue::Points,
];
/// What stands between a name and what is said of it.
const ARTICLES: [&str; 28] = [
    "le", "la", "les", "l", "un", "une", "called", "named", "appele", "nomme", "du", "de", "des", "d", "au", "aux",
    "a", "dans", "the", "to", "from", "of", "in", "into", "pour", "for", "الي", "من",
];

pub(super) fn by_hand(r: &Reading<'_>) -> Option<Interpretation> {
    let group = r.find(Cue::Group)?;
    if !r.index.is_office() || r.any(&ABOUT_ELSE) {
        return None;
    }
    let colon = r.colon().filter(|at| *at >= group.to);
    let end = colon.unwrap_or(r.tokens.len());
    let name = title(r, group.to, end).or_else(|| named_before(r, group));
    // `groupe 4eA` is the Telegram group of a class.
    let of_class = r.classes.iter().any(|place| place.from >= group.to && place.to <= end);
    if of_class && colon.is_none() {
        return None;
    }
    let before = |cues: &[Cue]| first_before(r, cues, group);
    let listed = colon.map(|colon| members(r, r.rest(colon + 1))).unwrap_or_default();
    let found = if before(&[Cue::Create]).is_some() || begins_one(r, group) {
        Interpretation::confirm(Intent::GroupCreate).with(|slots| slots.members = listed)
    } else if let Some(add) = before(&[Cue::Add]) {
        let members = if colon.is_some() { listed } else { members(r, between(r, add.to, group.from)) };
        Interpretation::confirm(Intent::GroupAdd).with(|slots| slots.members = members)
    } else if let Some(delete) = before(&[Cue::Delete, Cue::Revoke]) {
        let members = if colon.is_some() { listed } else { members(r, between(r, delete.to, group.from)) };
        let intent = if members.is_empty() { Intent::GroupEnd } else { Intent::GroupTakeOut };
        Interpretation::confirm(intent).with(|slots| slots.members = members)
    } else if r.leads_up(group.from) && listed.iter().any(|member| member.student.is_some()) {
        // `groupe foot : Zadi, Yapo`
        Interpretation::confirm(Intent::GroupCreate).with(|slots| slots.members = listed)
    } else if colon.is_none() && r.words() <= 8 && shows(r, group) {
        Interpretation::ok(Intent::GroupShow)
    } else {
        return None;
    };
    if name.is_none() && found.intent == Intent::GroupEnd {
        return None;
    }
    Some(match name {
        Some(name) => found.with(|slots| slots.words.push(("name", name))),
        None if found.intent == Intent::GroupShow => found,
        None => Interpretation { outcome: Outcome::Clarify, reason: Some(Reason::Text), ..found },
    })
}

/// Whom `annonce au groupe délégués : …` is for: the name that stands before `end`.
pub(super) fn audience(r: &Reading<'_>, announce_to: usize, end: usize) -> Option<String> {
    let group = r.find(Cue::Group).filter(|hit| hit.from >= announce_to && hit.to <= end)?;
    let leads_up = |at: usize| {
        let said = r.hits.iter().any(|hit| {
            hit.from <= at && at < hit.to && matches!(hit.meaning, Meaning::Cue(Cue::Urgent | Cue::ParentOf))
        });
        said || r.tokens.get(at).is_some_and(|token| ARTICLES.contains(&token.word.as_str()))
    };
    (announce_to..group.from).all(leads_up).then(|| title(r, group.to, end)).flatten()
}

/// `monte un groupe`: the phrase holds the group, too.
fn begins_one(r: &Reading<'_>, group: &Hit<'_>) -> bool {
    let begins =
        |hit: &Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Create) && hit.from < group.from && hit.to >= group.to;
    r.hits.iter().any(begins)
}

/// Only what asks to see stands in front.
fn shows(r: &Reading<'_>, group: &Hit<'_>) -> bool {
    let head = r.tokens.get(..group.from).unwrap_or_default();
    let asked = r.hits.iter().filter(|hit| hit.to <= group.from);
    let asks = asked.clone().any(|hit| matches!(hit.meaning, Meaning::Cue(Cue::Show | Cue::Question)));
    let plain = |at: usize| asked.clone().any(|hit| hit.from <= at && at < hit.to);
    // In English the name stands there, too.
    let named = group.locale == Locale::En;
    let said = |at: usize, token: &Token| {
        named || !token.is_text() || plain(at) || r.is_filler(at) || ARTICLES.contains(&token.word.as_str())
    };
    asks && (0..).zip(head).all(|(at, token)| said(at, token))
        || head.iter().all(|token| ARTICLES.contains(&token.word.as_str()) || !token.is_text())
}

fn first_before<'h>(r: &'h Reading<'_>, cues: &[Cue], group: &Hit<'_>) -> Option<&'h Hit<'h>> {
    let is_one =
        |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::Cue(cue) if cues.contains(cue)) && hit.from < group.from;
    // `retire l'accès` is longer than `retire`: the longest place tells where it ends.
    let first = r.hits.iter().filter(is_one).map(|hit| hit.from).min()?;
    r.hits.iter().filter(is_one).filter(|hit| hit.from == first && hit.to <= group.from).max_by_key(|hit| hit.to)
}

/// The name between these tokens, as typed, without what leads up to it.
fn title(r: &Reading<'_>, mut from: usize, to: usize) -> Option<String> {
    while from < to && r.tokens.get(from).is_some_and(|token| ARTICLES.contains(&token.word.as_str())) {
        from += 1;
    }
    let quotes = |letter: char| letter.is_whitespace() || "«»\"“”'’.".contains(letter);
    let name = r.slice(from, to).trim_matches(quotes).trim_end_matches(super::is_decoration);
    (!name.is_empty()).then(|| name.to_owned())
}

/// `the class delegates group`: in English the name stands in front.
fn named_before(r: &Reading<'_>, group: &Hit<'_>) -> Option<String> {
    let word = |at: usize| r.tokens.get(at).map(|token| token.word.as_str());
    let english = group.locale == Locale::En || word(group.from) == Some("group");
    let article = (0..group.from).rev().find(|at| word(*at) == Some("the")).filter(|_| english)?;
    title(r, article + 1, group.from)
}

/// What stands between two tokens, without the articles at its end: `Yao au` → `Yao`.
fn between<'t>(r: &Reading<'t>, from: usize, mut to: usize) -> &'t str {
    while to > from
        && r.tokens.get(to - 1).is_some_and(|token| ARTICLES.contains(&token.word.as_str()) || !token.is_text())
    {
        to -= 1;
    }
    r.slice(from, to)
}

/// A name or a class each: set apart by commas, lines, or `et`.
fn members(r: &Reading<'_>, text: &str) -> Vec<MemberLine> {
    let text = [" et ", " and ", " و "].iter().fold(text.to_owned(), |text, word| text.replace(word, ","));
    let parts = text.split([',', ';', '\n', '،', '؛']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| member(r, part)).collect()
}

fn member(r: &Reading<'_>, part: &str) -> MemberLine {
    let own = Reading::new(part, r.index, r.dialogue);
    let student = own.person_meant().map(|mention| {
        let students = own.students_of(&mention).into_iter().map(|(id, _)| id).collect();
        own.pick_student(&mention, students)
    });
    let classes = if student.is_none() { own.class_ids() } else { Vec::new() };
    let student = student.or_else(|| own.unknown_student().filter(|_| classes.is_empty()));
    MemberLine { heard: part.to_owned(), classes, student }
}
