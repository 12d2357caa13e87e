//! Personal data, who may see a child, and how to reach a family: asked here, decided by people.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome};
use super::super::reading::Reading;

pub(super) fn data(r: &Reading<'_>) -> Option<Interpretation> {
    if r.has(Cue::WhoSaw) {
        return Some(Interpretation::ok(Intent::DataAccessLog));
    }
    if !r.has(Cue::Data) {
        return None;
    }
    if r.has(Cue::Delete) {
        return Some(Interpretation::confirm(Intent::DataErase));
    }
    r.any(&[Cue::Copy, Cue::Send, Cue::Show, Cue::Want])
        .then(|| Interpretation::new(Intent::DataExport, Outcome::Confirm))
}

/// A change of number is the way accounts are stolen: the school looks at it.
pub(super) fn contact(r: &Reading<'_>) -> Option<Interpretation> {
    let phone = r.phones.first().map(|phone| phone.what.clone());
    let changes = r.has(Cue::PhoneWord) && r.any(&[Cue::Changed, Cue::Update]);
    if !(changes || (phone.is_some() && r.has(Cue::PhoneWord))) {
        return None;
    }
    Some(Interpretation::new(Intent::ContactUpdate, Outcome::Handoff).with(|slots| slots.phone = phone))
}

pub(super) fn custody(r: &Reading<'_>) -> Option<Interpretation> {
    r.has(Cue::Custody).then(|| Interpretation::new(Intent::GuardianshipRequest, Outcome::Handoff))
}
