//! New assessments, and changes to what an assessment counts for.

use rust_decimal::Decimal;

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason, Slots};
use super::super::lexicon::Meaning;
use super::super::reading::Reading;
use super::super::resolve::pick_assessment;
use super::super::value::{Form, Value};

/// `nouveau devoir 4eA maths demain sur 20 coef 2 Thalès`
pub(super) fn create(r: &Reading<'_>) -> Option<Interpretation> {
    let names_test = !r.kinds.is_empty() || !r.assessments.is_empty();
    let other = [Cue::Publish, Cue::Delete, Cue::Correct, Cue::Group, Cue::Code, Cue::Tell, Cue::Announce];
    if super::changes::raises_everybody(r) {
        return None;
    }
    // `devoir demain en 3eB`
    let announced = !r.dates.is_empty() && !r.classes.is_empty() && r.assessments.is_empty() && r.values.is_empty();
    let creates = r.has(Cue::Create) || (announced && r.words() <= 6 && !r.any(&[Cue::Update, Cue::Missing]));
    if !creates || !names_test || !r.people.is_empty() || !r.statuses.is_empty() || r.any(&other) {
        return None;
    }
    let (classes, class_reason) = class_meant(r);
    let mut slots = Slots { class: classes, date: r.dates.first().map(|date| date.what), ..Slots::default() };
    let class = slots.class.as_ref().and_then(Pick::single);
    slots.subject = super::gradebook::subject_for(r, class);
    slots.maximum = maximum(r);
    slots.coefficient = coefficient(r);
    slots.title = title(r);
    slots.kinds = kinds_named(r);
    let foreign = class
        .zip(slots.subject.as_ref().and_then(Pick::single))
        .is_some_and(|(class, subject)| !r.index.teaches(class, subject));
    let (outcome, reason) = match class_reason {
        _ if foreign => (Outcome::Reject, Some(Reason::NotAllowed)),
        Some(reason) => (Outcome::Clarify, Some(reason)),
        None => (Outcome::Confirm, None),
    };
    Some(Interpretation { intent: Intent::AssessmentCreate, outcome, reason, slots, language: None })
}

/// The class named, or the only one there is.
fn class_meant(r: &Reading<'_>) -> (Option<Pick<crate::domain::ClassId>>, Option<Reason>) {
    let named = r.class_ids();
    let classes = if named.is_empty() { r.index.own_classes() } else { named.clone() };
    match classes.as_slice() {
        [class] => (Some(Pick::One(*class)), None),
        _ => (super::pick(named), Some(Reason::Class)),
    }
}

/// `modifie le coef du ds1 à 3`
pub(super) fn update(r: &Reading<'_>) -> Option<Interpretation> {
    let (coefficient, maximum) = (coefficient(r), maximum(r));
    let date = r.dates.first().map(|date| date.what);
    let says_what = coefficient.is_some() || (maximum.is_some() && r.has(Cue::Maximum)) || date.is_some();
    let meant = r.assessments_meant();
    let about = meant.said || r.dialogue.active_assessment.is_some();
    let changes = r.has(Cue::Update) || (r.has(Cue::SetMark) && coefficient.is_some());
    if !changes || !says_what || !about || !r.people.is_empty() || r.any(&[Cue::Publish, Cue::Tell]) {
        return None;
    }
    let assessment = pick_assessment(meant.candidates, true);
    let (outcome, reason) = match (&assessment, meant.unknown) {
        _ if meant.foreign => (Outcome::Reject, Some(Reason::NotAllowed)),
        (_, Some(_)) => (Outcome::Clarify, Some(Reason::UnknownAssessment)),
        (Some(Pick::One(_)), _) => (Outcome::Confirm, None),
        _ => (Outcome::Clarify, Some(Reason::Assessment)),
    };
    let slots = Slots { assessment, date, maximum, coefficient, ..Slots::default() };
    Some(Interpretation { intent: Intent::AssessmentUpdate, outcome, reason, slots, language: None })
}

/// The number after `coef`, with `à` or the assessment in between.
fn coefficient(r: &Reading<'_>) -> Option<Decimal> {
    let cue = r.find(Cue::Coefficient)?;
    r.values.iter().find(|value| value.from >= cue.to).and_then(Value::number)
}

/// `sur 20`, `/10`, `barème 20`.
fn maximum(r: &Reading<'_>) -> Option<Decimal> {
    let out_of = r.values.iter().find_map(|value| match value.form {
        Form::Number { out_of, .. } => out_of,
        _ => None,
    });
    let introduced = |value: &&Value| {
        let word = r
            .hits
            .iter()
            .any(|hit| hit.to == value.from && matches!(hit.meaning, Meaning::OutOf | Meaning::Cue(Cue::Maximum)));
        let slash = value.from.checked_sub(1).and_then(|at| r.tokens.get(at)).is_some_and(|token| token.is_sign('/'));
        word || slash
    };
    out_of.or_else(|| r.values.iter().find(introduced).and_then(Value::number))
}

/// What is left when everything understood is taken away; else how the assessment is called.
fn title(r: &Reading<'_>) -> Option<String> {
    let strangers: Vec<usize> = r.strangers().map(|(at, _)| at).collect();
    if let (Some(first), Some(last)) = (strangers.first(), strangers.last()) {
        return Some(r.slice(*first, last + 1).to_owned());
    }
    let numbered = r.kinds.iter().find(|kind| kind.number.is_some());
    let kind = numbered.or(r.kinds.first().filter(|_| r.doubtful));
    // One of that name may exist in another class.
    let (from, to) = kind.map(|kind| (kind.from, kind.to)).or(r.assessments.first().map(|one| (one.from, one.to)))?;
    Some(r.slice(from, to).to_owned())
}

/// The kinds of the assessment that is named, known or not.
pub(in super::super) fn kinds_named(r: &Reading<'_>) -> Vec<String> {
    let of_known = |thing: &u32| usize::try_from(*thing).ok().and_then(|at| r.index.kinds.get(at));
    let known = || r.assessments.first().and_then(|place| place.things.iter().find_map(of_known));
    let named = r.kinds.iter().find(|kind| kind.number.is_some()).or(r.kinds.first());
    named.map(|kind| kind.kinds.clone()).or_else(|| known().map(|(kinds, _)| kinds.clone())).unwrap_or_default()
}
