//! What a family says after it has told of an absence: that a child comes after all, or that another one is away as well.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Aside, Interpretation};
use super::super::reading::Reading;
use super::super::token::Token;
use super::days::{is_denied, several};
use super::family::{Child, child};
use crate::domain::StudentId;

/// `annule l'absence d'Awa`, `finalement Awa vient demain`, `she is coming after all`: what was announced is taken back.
pub(super) fn taken_back(r: &Reading<'_>) -> Option<Interpretation> {
    let of_absence = r.any(&[Cue::NotComing, Cue::AbsenceView]) && r.any(&[Cue::Cancel, Cue::Undo, Cue::Delete]);
    if !of_absence && !comes_after_all(r) {
        return None;
    }
    let days = several(r);
    let date = days.first().copied().or_else(|| r.dates.iter().min_by_key(|date| date.from).map(|date| date.what));
    let found = child(r, Child::Optional).confirmed(Intent::AbsenceReport);
    Some(found.with(|slots| {
        slots.date = date;
        slots.days = days;
        slots.aside = Some(Aside::ComesAfterAll);
    }))
}

fn comes_after_all(r: &Reading<'_>) -> bool {
    let said = |words: &[&str]| r.tokens.iter().any(|token| words.contains(&token.word.as_str()));
    let pair = |one: &str, two: &str| {
        r.tokens.array_windows::<2>().any(|[first, second]| first.word == one && second.word == two)
    };
    let after_all = said(&AFTER_ALL) || pair("after", "all") || pair("في", "النهايه") || pair("en", "fait");
    let comes = said(&COMES) || pair("sera", "la") || pair("est", "la") || pair("be", "there");
    let denied = r.any(&[Cue::NotComing, Cue::Negation, Cue::Late, Cue::Sick]) || is_denied(r);
    after_all && comes && !denied && !super::turned::asks(r) && !r.any(&[Cue::Marks, Cue::Average, Cue::Report])
}

const AFTER_ALL: [&str; 9] =
    ["finalement", "finalment", "finallement", "anyway", "اخيرا", "بالاخير", "فالاخير", "lakhr", "flakher"];
const COMES: [&str; 24] = [
    "vient",
    "viendra",
    "viens",
    "venir",
    "viennent",
    "viendront",
    "present",
    "presente",
    "coming",
    "comes",
    "come",
    "attend",
    "ياتي",
    "تاتي",
    "سياتي",
    "ستاتي",
    "يحضر",
    "تحضر",
    "سيحضر",
    "ستحضر",
    "جايه",
    "جاي",
    "jaya",
    "jay",
];

/// `Estelle aussi`: children of theirs, and a word that says the same of them. Nobody, where more is said.
pub(in crate::commands::understand) fn another_child(r: &Reading<'_>) -> Vec<StudentId> {
    let also = |token: &Token| ALSO.contains(&token.word.as_str());
    let named = |at: usize| r.people.iter().any(|mention| mention.from <= at && at < mention.to);
    let said = |at: usize, token: &Token| {
        !token.is_text() || also(token) || named(at) || r.is_filler(at) || AND.contains(&token.word.as_str())
    };
    let plain = (0..).zip(&r.tokens).all(|(at, token)| said(at, token));
    if !plain || !r.tokens.iter().any(also) || super::turned::asks(r) {
        return Vec::new();
    }
    let mut children = Vec::new();
    for mention in &r.people {
        let [(one, _)] = r.students_of(mention)[..] else { return Vec::new() };
        children.push(one);
    }
    children
}

const ALSO: [&str; 14] = [
    "aussi",
    "egalement",
    "pareil",
    "idem",
    "too",
    "also",
    "well",
    "likewise",
    "ايضا",
    "كذلك",
    "كمان",
    "tani",
    "7ta",
    "hta",
];
const AND: [&str; 10] = ["et", "and", "as", "pour", "for", "the", "same", "و", "w", "le"];
