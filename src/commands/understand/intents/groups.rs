//! The Telegram group of a class's parents: `groupe 4eA`, `lie le groupe de la 4eA`, `délie le groupe 4eA`.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason, Slots};
use super::super::reading::Reading;

/// What a message is about when it only mentions a group.
const ABOUT_ELSE: [Cue; 11] = [
    Cue::Announce,
    Cue::Create,
    Cue::Add,
    Cue::Marks,
    Cue::Average,
    Cue::Report,
    Cue::Missing,
    Cue::Attendance,
    Cue::Publish,
    Cue::Tell,
    Cue::Stats,
];

pub(super) fn of_class(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.has_alone(Cue::Group) || r.any(&ABOUT_ELSE) || r.strangers().next().is_some() || !r.people.is_empty() {
        return None;
    }
    let class = super::pick(r.class_ids());
    let ends = r.any(&[Cue::Revoke, Cue::Delete, Cue::Cancel]);
    // A group alone may be one made by hand.
    if class.is_none() && !ends && !r.any(&[Cue::Link, Cue::Code]) {
        return None;
    }
    let intent = if ends { Intent::GroupUnlink } else { Intent::GroupLink };
    if !r.index.is_office() {
        return Some(Interpretation::because(intent, Outcome::Reject, Reason::NotAllowed));
    }
    let (outcome, reason) = match &class {
        Some(Pick::One(_)) => (Outcome::Ok, None),
        _ => (Outcome::Clarify, Some(Reason::Class)),
    };
    let slots = Slots { class, ..Slots::default() };
    Some(Interpretation { intent, outcome, reason, slots, language: None })
}
