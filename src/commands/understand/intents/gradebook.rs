//! Looking at the gradebook and letting families see it.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason, Slots};
use super::super::lexicon::{Hit, Meaning};
use super::super::reading::Reading;
use super::super::resolve::pick_assessment;
use super::super::value::Value;
use crate::domain::{ClassId, SubjectId};

/// `publie les notes du ds1 4eA`, `tu peux envoyer les notes de l'interro 2 aux parents`
pub(super) fn publish(r: &Reading<'_>) -> Option<Interpretation> {
    let meant = r.assessments_meant();
    let about_marks = r.has(Cue::Marks) || meant.said || !r.classes.is_empty();
    let sends = r.has(Cue::Send) && about_marks && (r.any(&[Cue::WholeSchool, Cue::ParentOf]) || meant.said);
    let publishes = r.has(Cue::Publish) && (about_marks || r.words() <= 3);
    // `est-ce que le ds1 est publié ?` orders nothing.
    let asks = super::turned::begins_with(r, Cue::AsksFirst) && !r.has(Cue::MayI);
    if !(publishes || sends) || asks || r.any(&[Cue::Create, Cue::Delete]) || !r.people.is_empty() {
        return None;
    }
    // A class of theirs without an assessment is named: no other class's will do.
    let none_there = meant.candidates.is_empty();
    let (unknown, strange_class) = (meant.unknown.or_else(|| r.numbered_in_vain()), r.strays(None).class);
    let unknown = unknown.map(|heard| Pick::Unknown { heard, nearest: Vec::new() });
    let mut slots = Slots { assessment: unknown.or(pick_assessment(meant.candidates, meant.said)), ..Slots::default() };
    let (outcome, reason) = match &slots.assessment {
        _ if meant.foreign || r.index.is_office() => (Outcome::Reject, Some(Reason::NotAllowed)),
        _ if strange_class.is_some() => (Outcome::Clarify, Some(Reason::UnknownClass)),
        Some(Pick::Unknown { .. }) => (Outcome::Clarify, Some(Reason::UnknownAssessment)),
        Some(Pick::One(_)) => (Outcome::Confirm, None),
        _ => (Outcome::Clarify, Some(Reason::Assessment)),
    };
    if slots.assessment.is_none() && none_there {
        slots.class = super::pick(r.class_ids());
    }
    if let Some(heard) = strange_class {
        slots.class = Some(Pick::Unknown { heard, nearest: Vec::new() });
    }
    Some(Interpretation { intent: Intent::Publish, outcome, reason, slots, language: None })
}

/// `il me manque qui en 3eB`
pub(super) fn missing(r: &Reading<'_>) -> Option<Interpretation> {
    let none_without_class = r.has(Cue::Missing) && r.values.is_empty() && !r.any(&[Cue::Delete, Cue::Average]);
    if !none_without_class || !r.people.is_empty() {
        return None;
    }
    let meant = r.assessments_meant();
    let mut slots = Slots { class: super::pick(r.class_ids()), ..Slots::default() };
    if meant.said {
        slots.assessment = pick_assessment(meant.candidates, true);
        if matches!(slots.assessment, Some(Pick::One(_))) {
            slots.class = None;
        }
    }
    Some(Interpretation { slots, ..Interpretation::new(Intent::MarksMissing, Outcome::Ok) })
}

/// `moyenne de la classe 3e B`, `stats ds1`
pub(super) fn stats(r: &Reading<'_>) -> Option<Interpretation> {
    let meant = r.assessments_meant();
    let whole_class = r.any(&[Cue::ClassWord, Cue::Everyone, Cue::PerClass]) || !r.classes.is_empty() || meant.said;
    // `combien d'élèves ont moins de 10 au ds1`
    let among = r.any(&[Cue::ClassSize, Cue::Show, Cue::Question, Cue::Everyone, Cue::Those]);
    let counted = among && r.any(&[Cue::Below, Cue::Average]) && whole_class && !r.has(Cue::SetMark);
    // `les trois premiers de la 4eA`
    let first = |value: &Value| {
        let rank = |hit: &Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::Rank | Cue::Stats)) && hit.from == value.to;
        r.hits.iter().any(rank)
    };
    let firsts = !r.values.is_empty() && r.values.iter().all(first);
    let asks = r.has(Cue::Stats)
        || (r.has(Cue::Show) && r.has(Cue::Marks) && meant.said)
        || (r.any(&[Cue::Got, Cue::Doing, Cue::Progress, Cue::Rank]) && whole_class)
        || (r.has(Cue::Average) && whole_class)
        || (r.any(&[Cue::Average, Cue::SuccessRate]) && r.people.is_empty())
        || counted;
    // A child of one's own is nobody's class.
    let of_class = r.people.is_empty() && !r.has(Cue::MyChild);
    if !asks || !of_class || !(r.values.is_empty() || counted || firsts) || r.strangers().count() > 1 {
        return None;
    }
    let named = r.class_ids();
    let mut slots = Slots { class: super::pick(named.clone()), ..Slots::default() };
    if meant.said {
        slots.assessment = pick_assessment(meant.candidates, true);
        if matches!(slots.assessment, Some(Pick::One(_))) {
            slots.class = None;
            return Some(Interpretation { slots, ..Interpretation::new(Intent::ClassStats, Outcome::Ok) });
        }
    }
    if slots.class.is_none() {
        slots.class = super::pick(if r.index.is_office() { Vec::new() } else { r.index.own_classes() });
    }
    let class = slots.class.as_ref().and_then(Pick::single);
    slots.term = super::terms::named(r);
    // Whoever is head of the class asks for all of it, not for their own subject.
    slots.subject = match class {
        Some(class) if r.index.heads(class) => super::pick(r.subject_ids()),
        _ => subject_for(r, class),
    };
    let Some(class) = class else {
        slots.class = super::pick(named);
        return Some(Interpretation {
            slots,
            ..Interpretation::because(Intent::ClassStats, Outcome::Clarify, Reason::Class)
        });
    };
    let allowed = r.index.is_office() || r.index.own_classes().contains(&class);
    let verdict = if allowed {
        Interpretation::new(Intent::ClassStats, Outcome::Ok)
    } else {
        Interpretation::because(Intent::ClassStats, Outcome::Reject, Reason::NotAllowed)
    };
    Some(Interpretation { slots, ..verdict })
}

/// The subject named, or the only one this teacher gives this class.
pub(super) fn subject_for(r: &Reading<'_>, class: Option<ClassId>) -> Option<Pick<SubjectId>> {
    let named = r.subject_ids();
    if !named.is_empty() {
        return super::pick(named);
    }
    let mut own = r.index.own_subjects();
    if let Some(class) = class {
        own.retain(|subject| r.index.teaches(class, *subject));
    }
    match own.as_slice() {
        [subject] => Some(Pick::One(*subject)),
        _ => None,
    }
}

/// `comment va Zadi`
pub(super) fn summary(r: &Reading<'_>) -> Option<Interpretation> {
    let looks =
        [Cue::Doing, Cue::Show, Cue::Got, Cue::Average, Cue::Rank, Cue::Progress, Cue::Report, Cue::AbsenceView];
    let asks = r.any(&looks) || r.has_question_mark();
    // `est-ce que j'ai déjà mis la note de Bamba au ds1`
    let asks = asks || super::turned::asks(r) && r.any(&[Cue::Marks, Cue::SetMark]);
    let marks_of = r.has(Cue::Marks) && !r.assessments_meant().said;
    let names = !r.people.is_empty() || (r.has(Cue::Doing) && r.strangers().next().is_some());
    let no_mark = r.values.is_empty() || super::year::is_only_value(r);
    let only_view = no_mark && r.statuses.is_empty() && !r.any(&[Cue::Delete, Cue::Custody]);
    if !(asks || marks_of) || !names || !only_view {
        return None;
    }
    Some(about_student(r))
}

/// The student a question is about.
pub(super) fn about_student(r: &Reading<'_>) -> Interpretation {
    let student = match r.person_asked_about() {
        Some(mention) => {
            let students = r.students_of(&mention).into_iter().map(|(id, _)| id).collect();
            Some(r.pick_student(&mention, students))
        }
        None => r.unknown_student(),
    };
    let (outcome, reason) = match &student {
        Some(Pick::One(_)) => (Outcome::Ok, None),
        Some(Pick::Near { .. }) => (Outcome::Confirm, Some(Reason::FuzzyName)),
        Some(Pick::Several(_) | Pick::All(_)) => (Outcome::Clarify, Some(Reason::Homonym)),
        _ => (Outcome::Reject, Some(Reason::UnknownStudent)),
    };
    let slots = Slots { student, term: super::terms::named(r), ..Slots::default() };
    Interpretation { intent: Intent::StudentSummary, outcome, reason, slots, language: None }
}

/// `exporte les notes 3eB format pronote`
pub(super) fn export(r: &Reading<'_>) -> Option<Interpretation> {
    let sends_table = r.has(Cue::File) && r.any(&[Cue::Send, Cue::Show]) && r.any(&[Cue::Marks, Cue::ClassWord]);
    let placed = !r.classes.is_empty() || r.assessments_meant().said && r.any(&[Cue::Marks, Cue::Want]);
    // `ملف القسم`
    let placed = placed || r.has(Cue::ClassWord) && r.words() <= 4;
    let class_sheet = r.has(Cue::File) && placed && !r.has(Cue::Import) && r.values.is_empty();
    if !(r.has(Cue::Export) || sends_table || class_sheet) || !r.people.is_empty() {
        return None;
    }
    let named = r.class_ids();
    let of_test = || {
        let meant = r.assessments_meant();
        let one = pick_assessment(meant.candidates, meant.said).as_ref().and_then(Pick::single);
        one.filter(|_| meant.said).and_then(|id| r.index.assessment(id)).map(|view| view.class)
    };
    let named = if named.is_empty() { of_test().into_iter().collect() } else { named };
    let classes = if named.is_empty() && !r.index.is_office() { r.index.own_classes() } else { named.clone() };
    let fillable = class_sheet && !r.has(Cue::Export) && !sends_table;
    let subject = super::pick(r.subject_ids());
    let mut slots =
        Slots { class: super::pick(classes), subject, fillable, term: super::terms::named(r), ..Slots::default() };
    slots.words.extend(format(r).map(|format| ("format", format)));
    let verdict = match slots.class {
        Some(Pick::One(class)) if r.index.is_office() || r.index.own_classes().contains(&class) => {
            Interpretation::new(Intent::ExportClass, Outcome::Ok)
        }
        Some(Pick::One(_)) => Interpretation::because(Intent::ExportClass, Outcome::Reject, Reason::NotAllowed),
        _ => {
            slots.class = super::pick(named);
            Interpretation::because(Intent::ExportClass, Outcome::Clarify, Reason::Class)
        }
    };
    Some(Interpretation { slots, ..verdict })
}

/// The names of formats are the same in every language.
fn format(r: &Reading<'_>) -> Option<String> {
    let known = |word: &str| ["pronote", "excel", "xlsx", "csv", "pdf", "siecle", "massar", "ods"].contains(&word);
    r.tokens
        .iter()
        .flat_map(|token| std::iter::once(&token.word).chain(&token.stripped))
        .find(|word| known(word))
        .cloned()
}

/// `appréciation Awa : bon travail`
pub(super) fn appreciation(r: &Reading<'_>) -> Option<Interpretation> {
    let cue = r.find(Cue::Appreciation)?;
    let mention = r.people.first().filter(|mention| mention.from <= cue.to + 4)?;
    if !r.values.is_empty() {
        return None;
    }
    let students = r.students_of(mention).into_iter().map(|(id, _)| id).collect();
    let student = r.pick_student(mention, students);
    let text = super::letters::body(r, mention.to.max(cue.to));
    let (outcome, reason) = match (&student, &text) {
        (Pick::Several(_) | Pick::All(_), _) => (Outcome::Clarify, Some(Reason::Homonym)),
        (_, None) => (Outcome::Clarify, Some(Reason::Text)),
        (Pick::One(_), Some(_)) => (Outcome::Ok, None),
        _ => (Outcome::Confirm, None),
    };
    let slots = Slots { student: Some(student), text, ..Slots::default() };
    Some(Interpretation { intent: Intent::AppreciationSet, outcome, reason, slots, language: None })
}
