//! Who teaches what, and how many students a class has.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Pick};
use super::super::reading::Reading;
use super::family;
use crate::domain::StudentId;

/// Words that make another question of it: who has not given in marks, how many pass, to whom one may speak.
const OF_SOMETHING_ELSE: &[Cue] = &[
    Cue::Marks,
    Cue::Average,
    Cue::Missing,
    Cue::NotEntered,
    Cue::Remind,
    Cue::Invite,
    Cue::Revoke,
    Cue::Talk,
    Cue::Hours,
    Cue::Dispute,
    Cue::Late,
    Cue::Sick,
    Cue::NotComing,
    Cue::AbsenceView,
    Cue::Below,
    Cue::SuccessRate,
    Cue::MovesUp,
    Cue::RepeatsYear,
    Cue::Failed,
    Cue::ReadStats,
    Cue::Report,
    Cue::Audit,
    Cue::Changed,
    Cue::WhoSaw,
    Cue::Announce,
    Cue::PhoneWord,
];

/// So many words may say nothing to us in a question.
const UNREAD: usize = 2;

fn is_of_something_else(r: &Reading<'_>) -> bool {
    let marks = !r.values.is_empty() || !r.statuses.is_empty() || r.assessments_meant().said;
    marks || r.any(OF_SOMETHING_ELSE)
}

/// `qui enseigne les maths en 4eA`, `comment s'appelle le prof d'Awa`
pub(super) fn teachers(r: &Reading<'_>) -> Option<Interpretation> {
    // `ses profs sont gentils` asks nothing.
    let most = if super::turned::asks(r) || r.requests() { UNREAD } else { 0 };
    if !r.has(Cue::WhoTeaches) || is_of_something_else(r) || r.unread() > most {
        return None;
    }
    Some(about(r, Intent::TeachersView).with(|slots| slots.subject = super::pick(r.subject_ids())))
}

/// `combien d'élèves en 3eB`, `effectif de la 4eA`; staff ask of their own, too: `mes classes`.
pub(super) fn size(r: &Reading<'_>) -> Option<Interpretation> {
    let own = r.has(Cue::OwnClasses)
        && r.index.is_staff()
        && r.only(&[
            Cue::OwnClasses,
            Cue::ClassWord,
            Cue::Show,
            Cue::Want,
            Cue::Send,
            Cue::Question,
            Cue::Greet,
            Cue::Thanks,
        ]);
    if !(r.has(Cue::ClassSize) || own) || is_of_something_else(r) {
        return None;
    }
    let found = about(r, Intent::ClassSize);
    if !own || found.slots.class.is_some() {
        return Some(found);
    }
    let classes = r.index.own_classes();
    Some(found.with(|slots| slots.class = Some(classes).filter(|own| !own.is_empty()).and_then(super::pick)))
}

/// Of a family the child, of staff the classes; a teacher who names none asks for their own.
fn about(r: &Reading<'_>, intent: Intent) -> Interpretation {
    if !r.index.is_staff() {
        return family::child(r, family::Child::Optional).finish(intent);
    }
    let mut named = r.class_ids();
    if let (true, [mention]) = (named.is_empty(), r.people.as_slice()) {
        named.extend(r.students_of(mention).into_iter().map(|(_, class)| class));
        named.dedup();
    }
    if named.is_empty() && !r.index.is_office() && r.subjects.is_empty() {
        named = r.index.own_classes();
    }
    let strange = r.strays(None).class;
    Interpretation::ok(intent).with(|slots| {
        slots.class = match strange {
            Some(heard) => Some(Pick::Unknown { heard, nearest: Vec::new() }),
            None => super::pick(named),
        };
    })
}

/// `celle qui est en 4eA`: the only child of theirs in the class that is named.
pub(super) fn child_in_class(r: &Reading<'_>) -> Option<StudentId> {
    let [class] = r.class_ids()[..] else { return None };
    let mut there = r.index.people().filter(|child| child.class == class);
    there.next().filter(|_| there.next().is_none()).map(|child| child.id)
}
