//! Personal data, who may see a child, and how to reach a family: asked here, decided by people.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome};
use super::super::lexicon::{Hit, Meaning};
use super::super::reading::Reading;
use super::family::{Child, child};

pub(super) fn data(r: &Reading<'_>) -> Option<Interpretation> {
    if r.has(Cue::WhoSaw) {
        let of_child = r.has(Cue::MyChild) || !r.people.is_empty();
        let found = of_child.then(|| child(r, Child::Needed).finish(Intent::DataAccessLog));
        let one = found.filter(|found| found.outcome == Outcome::Ok);
        return Some(one.unwrap_or_else(|| Interpretation::ok(Intent::DataAccessLog)));
    }
    if !r.has(Cue::Data) {
        return None;
    }
    if r.has(Cue::Delete) {
        return Some(Interpretation::confirm(Intent::DataErase));
    }
    let asks = r.any(&[Cue::Copy, Cue::Send, Cue::Show, Cue::Want]) || r.only(&[Cue::Data, Cue::Thanks]);
    asks.then(|| Interpretation::new(Intent::DataExport, Outcome::Confirm))
}

/// Heads of words for a number that is not the right one.
const WRONG: [&str; 6] = ["tromp", "wrong", "mauvais", "faux", "mistak", "غلط"];

/// A change of number is the way accounts are stolen: the school looks at it.
pub(super) fn contact(r: &Reading<'_>) -> Option<Interpretation> {
    let phone = r.phones.first().map(|phone| phone.what.clone());
    // `vous vous trompez de numéro`: somebody else reads of a child.
    let wrong = |word: &str| WRONG.iter().any(|head| word.starts_with(head));
    let mistaken = r.has(Cue::PhoneWord)
        && !r.has(Cue::Marks)
        && r.values.is_empty()
        && r.tokens.iter().any(|token| wrong(&token.word));
    let changes = mistaken || r.has(Cue::PhoneWord) && r.any(&[Cue::Changed, Cue::Update]);
    if !(changes || (phone.is_some() && r.has(Cue::PhoneWord))) {
        return None;
    }
    Some(Interpretation::new(Intent::ContactUpdate, Outcome::Handoff).with(|slots| slots.phone = phone))
}

/// `je retire mon accord pour Awa`, `je redonne mon accord`.
pub(super) fn consent(r: &Reading<'_>) -> Option<Interpretation> {
    if r.has(Cue::WithdrawConsent) {
        let named = !r.people.is_empty();
        let found = || Interpretation::confirm(Intent::ConsentWithdraw);
        return Some(if named { child(r, Child::Needed).confirmed(Intent::ConsentWithdraw) } else { found() });
    }
    r.has(Cue::GiveConsent).then(|| Interpretation::confirm(Intent::ConsentGive))
}

pub(super) fn custody(r: &Reading<'_>) -> Option<Interpretation> {
    let kept_from_parent = unwanted(r) && r.has(Cue::ParentOf);
    // `je la garde à la maison`
    let at_home = r.has(Cue::NotComing) && !r.has(Cue::ParentOf);
    (r.has(Cue::Custody) && !at_home || kept_from_parent)
        .then(|| Interpretation::new(Intent::GuardianshipRequest, Outcome::Handoff))
}

/// `je ne veux pas que …`, `لا أريد أن …`: nothing is done for a family that says what it does not want.
pub(super) fn not_wanted(r: &Reading<'_>) -> Option<Interpretation> {
    unwanted(r).then(|| Interpretation::new(Intent::Unknown, Outcome::Clarify))
}

fn unwanted(r: &Reading<'_>) -> bool {
    let wants = |hit: &&Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Want);
    r.hits.iter().filter(wants).any(|want| r.denials_of(want.from).next().is_some())
}
