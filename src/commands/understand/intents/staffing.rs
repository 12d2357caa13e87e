//! Who belongs to the school: teachers that come and go, families that lose their access, students that leave.
//!
//! Invariant: behind a title stands somebody of the school, whatever its students are called.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason, Slots};
use super::super::lexicon::Fit;
use super::super::reading::Reading;

/// `invite M. Koné`, `coupe l'accès de Mme Blé`, `Awa a quitté l'école`.
pub(super) fn people(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.index.is_office() {
        // `retire l'accès de Mme KOUASSI à Awa` deletes no mark of Awa's.
        let of_a_guardian =
            r.has(Cue::Revoke) && r.values.is_empty() && r.kinds.is_empty() && !r.any(&[Cue::Marks, Cue::Everything]);
        return of_a_guardian
            .then(|| Interpretation::because(Intent::GuardianRevoke, Outcome::Reject, Reason::NotAllowed));
    }
    if r.has(Cue::Invite) && (r.has(Cue::TeacherWord) || !r.phones.is_empty()) {
        let phone = r.phones.first().map(|phone| phone.what.clone());
        let invited = with_name(r, Interpretation::confirm(Intent::TeacherInvite));
        let (class, subject) = (super::pick(r.class_ids()), super::pick(r.subject_ids()));
        return Some(invited.with(|slots| {
            slots.phone = phone;
            slots.class = class;
            slots.subject = subject;
        }));
    }
    // `M. Touré ne travaille plus ici`: behind a title stands somebody of the school, whatever its students are called.
    if r.has(Cue::Revoke) && !r.has(Cue::ParentOf) && titled(r).is_some() && all_are_titled(r) {
        return Some(with_name(r, Interpretation::confirm(Intent::TeacherRevoke)));
    }
    let student = r.person_meant().map(|mention| {
        let students = r.students_of(&mention).into_iter().map(|(id, _)| id).collect();
        r.pick_student(&mention, students)
    });
    if r.has(Cue::Archive)
        && (student.is_some() || r.has(Cue::StudentWord))
        && !r.has_alone(Cue::TeacherWord)
        && !r.has(Cue::ParentOf)
    {
        return Some(about_student(Intent::StudentArchive, student));
    }
    let shut_out = r.has(Cue::Custody) && r.has(Cue::ParentOf) && student.is_some();
    if shut_out || r.has(Cue::Revoke) && (r.has(Cue::ParentOf) || (student.is_some() && !r.has(Cue::TeacherWord))) {
        return Some(about_student(Intent::GuardianRevoke, student));
    }
    (r.has(Cue::Revoke) && (r.has(Cue::TeacherWord) || r.strangers().next().is_some()))
        .then(|| with_name(r, Interpretation::new(Intent::TeacherRevoke, Outcome::Confirm)))
}

fn about_student(intent: Intent, student: Option<Pick<crate::domain::StudentId>>) -> Interpretation {
    let (outcome, reason) = match &student {
        Some(Pick::One(_) | Pick::Near { .. }) => (Outcome::Confirm, None),
        Some(Pick::Several(_) | Pick::All(_)) => (Outcome::Clarify, Some(Reason::Homonym)),
        _ => (Outcome::Clarify, Some(Reason::Student)),
    };
    let slots = Slots { student, ..Slots::default() };
    Interpretation { intent, outcome, reason, slots, language: None }
}

/// What stands in front of the name of somebody of the school.
pub(in super::super) const TITLES: [&str; 15] = [
    "m",
    "mr",
    "monsieur",
    "mme",
    "madame",
    "mlle",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "السيد",
    "السيده",
    "الاستاذ",
    "الاستاذه",
];
/// The same, where it is hardly anything else: who is spoken of, not whom one writes to.
const SPOKEN_OF: [&str; 5] = ["prof", "madam", "استاذ", "استاذه", "سي"];

pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&word) || SPOKEN_OF.contains(&word)
}

/// Where the name behind a title stands.
pub(super) fn titled(r: &Reading<'_>) -> Option<(usize, usize)> {
    let word = |at: usize| r.tokens.get(at).filter(|token| token.is_text());
    let of_name = |at: usize| r.is_stranger(at) || r.people.iter().any(|mention| mention.from <= at && at < mention.to);
    let behind = |title: usize| {
        word(title).filter(|token| is_title(&token.word))?;
        let from = (title + 1..r.tokens.len()).find(|at| word(*at).is_some())?;
        // Whatever a name resembles, behind a title it is one: « Diallo » looks like `dyalo`.
        let plain = r.hits.iter().any(|hit| hit.from <= from && from < hit.to && hit.fit == Fit::Plain);
        let capital =
            word(from).and_then(|token| r.text.get(token.start..)?.chars().next()).is_some_and(char::is_uppercase);
        let first = usize::from(capital || !plain);
        let to = (from + first..r.tokens.len()).find(|at| !of_name(*at)).unwrap_or(r.tokens.len());
        (from < to).then_some((from, to))
    };
    (0..r.tokens.len()).find_map(behind)
}

/// Whether nobody is named but behind the title.
fn all_are_titled(r: &Reading<'_>) -> bool {
    titled(r).is_some_and(|(from, to)| r.people.iter().all(|mention| from <= mention.from && mention.to <= to))
}

/// The name behind a title, or the unknown words, as a name.
fn with_name(r: &Reading<'_>, found: Interpretation) -> Interpretation {
    let strangers: Vec<usize> = r.strangers().map(|(at, _)| at).collect();
    let unknown = strangers.first().zip(strangers.last()).map(|(first, last)| (*first, last + 1));
    let near = || r.people.iter().find(|mention| !mention.exact).map(|mention| (mention.from, mention.to));
    let name = titled(r).or(unknown).or_else(near).map(|(from, to)| r.slice(from, to).to_owned());
    found.with(|slots| slots.words.extend(name.map(|name| ("name", name))))
}
