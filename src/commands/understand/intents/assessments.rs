//! New assessments, and what is changed of an assessment, or all of it deleted.

use rust_decimal::Decimal;

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason, Slots};
use super::super::lexicon::{Hit, Meaning};
use super::super::reading::Reading;
use super::super::resolve::pick_assessment;
use super::super::token::Token;
use super::super::value::Value;

/// The longest name a test is given, in letters.
const LONGEST_NAME: usize = 60;

/// `nouveau devoir 4eA maths demain sur 20 coef 2 Thalès`
pub(super) fn create(r: &Reading<'_>) -> Option<Interpretation> {
    let names_test = !r.kinds.is_empty() || !r.assessments.is_empty();
    let other = [Cue::Publish, Cue::Delete, Cue::Correct, Cue::Group, Cue::Code, Cue::Tell, Cue::Announce];
    if super::changes::raises_everybody(r) {
        return None;
    }
    // `devoir demain en 3eB`
    let scaled = r.values.iter().all(|value| is_scale(r, value) || super::mark::is_coefficient(r, value));
    let placed = !r.classes.is_empty() && r.assessments.is_empty() && scaled;
    // `interro surprise 4eA sur 10`, where several tests of the kind exist: none of them is meant.
    let numbered = r.kinds.iter().any(|kind| kind.number.is_some());
    let meant = r.assessments_meant();
    let another = r.has(Cue::Maximum) && !numbered && !(meant.said && meant.candidates.len() == 1);
    let announced = placed && (!r.dates.is_empty() || another && !r.any(&[Cue::Scale, Cue::SetMark, Cue::Coefficient]));
    // With its scale or coefficient nothing else is meant.
    let described = r.any(&[Cue::Coefficient, Cue::Maximum]) && !r.values.is_empty();
    let short = r.words() <= if described { 20 } else { 12 };
    let creates = r.has(Cue::Create)
        || super::slash::is(r, "eval")
        || (announced && short && !r.any(&[Cue::Update, Cue::Missing]));
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

/// `modifie le coef du ds1 à 3`, `ds1 c'est coef 3`, `barème du devoir 2 sur 40`, `change la date du ds1 au 12 mars`
pub(super) fn update(r: &Reading<'_>) -> Option<Interpretation> {
    if let Some(found) = rename(r) {
        return Some(found);
    }
    let (coefficient, maximum) = (new_coefficient(r), new_maximum(r));
    // `de vendredi à lundi`: the last day is the new one.
    // `c'est 3 maintenant`: the day is no news of a test that gets another scale.
    let rescaled = coefficient.is_some() || maximum.is_some();
    let news = |date: &jiff::civil::Date| !rescaled || *date != r.dialogue.now.date();
    let date = r.dates.last().map(|date| date.what).filter(news);
    let meant = r.assessments_meant();
    let about = meant.said || r.dialogue.active_assessment.is_some();
    let other = [Cue::Publish, Cue::Tell, Cue::Create, Cue::Everyone, Cue::Missing, Cue::Average, Cue::Announce];
    let orders = r.has(Cue::Update) || (r.has(Cue::SetMark) && (coefficient.is_some() || maximum.is_some()));
    // `ds1 c'est coef 3`: it says how the test counts, and of nobody what they have.
    let states = meant.said && (coefficient.is_some() || maximum.is_some() && states_scale(r) || only_scale(r));
    let says_what = coefficient.is_some() || maximum.is_some() || date.is_some();
    let asks_what = r.has(Cue::Update) && meant.said && r.values.is_empty() && r.only_names_assessment();
    let changes = (orders && says_what || states) && about || asks_what;
    if !changes
        || !r.people.is_empty()
        || !r.statuses.is_empty()
        || r.any(&other)
        || speaks_of_marks(r)
        || super::turned::asks(r)
    {
        return None;
    }
    let slots = Slots { date, maximum, coefficient, ..Slots::default() };
    Some(about_assessment(r, Intent::AssessmentUpdate, slots))
}

/// `supprime le devoir 2`: the test, where no student and no mark is spoken of.
pub(super) fn delete(r: &Reading<'_>) -> Option<Interpretation> {
    let other = [Cue::Data, Cue::Group, Cue::Points, Cue::Coefficient, Cue::Publish, Cue::Code, Cue::Average];
    // `supprime le ds1, je l'ai créé par erreur`.
    let place = |cue| r.find(cue).map_or(usize::MAX, |hit| hit.from);
    let creates = r.has(Cue::Create) && place(Cue::Create) < place(Cue::Delete);
    // `supprime interro 3`, which there is not.
    let of_its_name = |value: &Value| r.kinds.iter().any(|kind| kind.from < value.from && value.from <= kind.to);
    let bare =
        r.values.iter().all(of_its_name) && r.statuses.is_empty() && r.people.is_empty() && !r.has(Cue::Everyone);
    // `annule le ds2`: a test that is called off.
    let called_off = r.find(Cue::Undo).is_some_and(|hit| hit.from == 0);
    let orders = r.has_alone(Cue::Delete) || called_off;
    let deletes = orders && (r.assessments_meant().said || !r.values.is_empty()) && !speaks_of_marks(r) && bare;
    if !deletes || creates || r.any(&other) || super::turned::asks(r) || super::others::other_name(r).is_some() {
        return None;
    }
    Some(about_assessment(r, Intent::AssessmentDelete, Slots::default()))
}

/// Marks, but not the `noté` of `noté sur 20`, nor a word for tests.
fn speaks_of_marks(r: &Reading<'_>) -> bool {
    let test = |at: usize| r.kinds.iter().any(|kind| kind.from <= at && at < kind.to);
    let participle = |hit: &Hit<'_>| r.slice(hit.from, hit.to).to_lowercase().ends_with('é');
    let marks = |hit: &Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Marks) && !test(hit.from) && !participle(hit);
    r.hits.iter().any(marks)
}

/// `renomme interro 2 en Optique`, `rename ds1 to Waves`: what stands behind the test is its new name, as it was typed.
fn rename(r: &Reading<'_>) -> Option<Interpretation> {
    let renames = r.find(Cue::Rename)?;
    let named = r.assessments.iter().chain(&r.shared_names).map(|place| (place.from, place.to));
    let kinds = r.kinds.iter().map(|kind| (kind.from, kind.to));
    let (_, end) = named.chain(kinds).filter(|(from, _)| *from >= renames.to).min()?;
    if r.people.iter().any(|mention| mention.from < end) {
        return None;
    }
    let class = |at: usize| r.classes.iter().chain(&r.subjects).find(|place| place.from == at).map(|place| place.to);
    let filler = |at: usize| r.hits.iter().any(|hit| hit.from == at && *hit.meaning == Meaning::Filler);
    let leads = |at: usize| {
        let word = r.tokens.get(at).map(|token| token.word.as_str());
        let sign =
            r.tokens.get(at).is_some_and(|token| [':', '=', '>', '→', ','].into_iter().any(|sign| token.is_sign(sign)));
        sign || matches!(word, Some("en" | "to" | "as" | "par" | "au" | "الي" | "ب" | "l" | "b" | "f"))
    };
    let (mut at, mut begins) = (end, None);
    while at < r.tokens.len() && begins.is_none_or(|begins| begins == at) {
        if leads(at) {
            at += 1;
            begins = Some(at);
        } else if let Some(to) = class(at).filter(|_| begins.is_none()) {
            at = to;
        } else if begins.is_none() && filler(at) {
            at += 1;
        } else {
            break;
        }
    }
    let head = r.tokens.get(end - 1).map(|token| r.text.get(..token.end).unwrap_or_default()).unwrap_or_default();
    let place = r.tokens.get(end..begins.unwrap_or(at)).unwrap_or_default();
    let place = place.last().map_or(head, |token| r.text.get(..token.end).unwrap_or_default());
    let quoted =
        |letter: char| letter.is_whitespace() || matches!(letter, '"' | '«' | '»' | '“' | '”' | '\'' | '’' | '.');
    let title = r.slice(begins.unwrap_or(at), r.tokens.len()).trim_matches(quoted);
    let title = title
        .trim_end_matches(super::is_decoration)
        .lines()
        .next()
        .filter(|title| (1..=LONGEST_NAME).contains(&title.chars().count()));
    let slots = Slots { title: title.map(str::to_owned), ..Slots::default() };
    let head = Reading::new(place, r.index, r.dialogue);
    Some(about_assessment(&head, Intent::AssessmentUpdate, slots))
}

/// What is to be done to the assessment that is named, once it is clear which.
fn about_assessment(r: &Reading<'_>, intent: Intent, slots: Slots) -> Interpretation {
    let meant = r.assessments_meant();
    // `supprime interro 9`, where there is an interro 1: not that one.
    let in_vain = || (intent == Intent::AssessmentDelete).then(|| r.numbered_in_vain()).flatten();
    let unknown = meant.unknown.clone().or_else(in_vain);
    let unknown = unknown.map(|heard| Pick::Unknown { heard, nearest: Vec::new() });
    let assessment = unknown.or(pick_assessment(meant.candidates, true));
    let says_what =
        slots.coefficient.is_some() || slots.maximum.is_some() || slots.date.is_some() || slots.title.is_some();
    let (outcome, reason) = match &assessment {
        _ if meant.foreign => (Outcome::Reject, Some(Reason::NotAllowed)),
        Some(Pick::Unknown { .. }) => (Outcome::Clarify, Some(Reason::UnknownAssessment)),
        Some(Pick::One(_)) if intent == Intent::AssessmentDelete || says_what => (Outcome::Confirm, None),
        Some(Pick::One(_)) => (Outcome::Clarify, Some(Reason::Value)),
        _ => (Outcome::Clarify, Some(Reason::Assessment)),
    };
    let class = if matches!(assessment, Some(Pick::One(_))) { None } else { super::pick(r.class_ids()) };
    let slots = Slots { assessment, class, ..slots };
    Interpretation { intent, outcome, reason, slots, language: None }
}

/// The coefficient a test is to have: of two, the one that is not replaced.
fn new_coefficient(r: &Reading<'_>) -> Option<Decimal> {
    let cue = r.find(Cue::Coefficient)?;
    let values: Vec<&Value> = r.values.iter().filter(|value| !is_scale(r, value)).collect();
    let behind: Vec<&Value> = values.iter().copied().filter(|value| value.from >= cue.to).collect();
    // `2 de coef` stands before its word.
    let fitting = if behind.is_empty() { values } else { behind };
    super::changes::new_and_old(r, &fitting).0.and_then(Value::number)
}

/// What a test is to be marked out of: of two, the one that is not replaced.
fn new_maximum(r: &Reading<'_>) -> Option<Decimal> {
    let scales: Vec<&Value> = r.values.iter().filter(|value| is_scale(r, value)).collect();
    let named = r.hits.iter().find(|hit| *hit.meaning == Meaning::Cue(Cue::Scale)).map(|hit| hit.to);
    let behind = |from: usize| r.values.iter().filter(move |value| value.from >= from);
    let free = |value: &&Value| !super::mark::is_coefficient(r, value);
    let scales = match named.filter(|_| scales.is_empty()) {
        Some(from) => behind(from).filter(free).collect(),
        None => scales,
    };
    super::changes::new_and_old(r, &scales).0.and_then(Value::number)
}

/// `sur 20`, `/20`.
pub(super) fn is_scale(r: &Reading<'_>, value: &Value) -> bool {
    let word = |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::OutOf | Meaning::Cue(Cue::Maximum));
    let slash = value.from.checked_sub(1).and_then(|at| r.tokens.get(at)).is_some_and(|token| token.is_sign('/'));
    slash || r.hits.iter().filter(word).any(|hit| hit.to == value.from)
}

/// `ds1 est noté sur 40`, `barème du ds1 : 40`: the scale itself is spoken of, or one that is replaced.
fn states_scale(r: &Reading<'_>) -> bool {
    let replaced = r.values.iter().filter(|value| is_scale(r, value)).count() > 1;
    r.has(Cue::Scale) || replaced
}

/// `le ds1 c'est sur 40`: no value but a scale, and nobody whose mark it would be.
fn only_scale(r: &Reading<'_>) -> bool {
    let scales = !r.values.is_empty() && r.values.iter().all(|value| is_scale(r, value));
    scales && r.people.is_empty() && r.strangers().next().is_none()
}

/// The number after `coef`, with `à` or the assessment in between.
fn coefficient(r: &Reading<'_>) -> Option<Decimal> {
    let cue = r.find(Cue::Coefficient)?;
    r.values.iter().find(|value| value.from >= cue.to).and_then(Value::number)
}

/// `sur 20`, `/10`, `barème 20`.
fn maximum(r: &Reading<'_>) -> Option<Decimal> {
    let out_of = r.values.iter().find_map(Value::out_of);
    let introduced = |value: &&Value| {
        let word = r
            .hits
            .iter()
            .any(|hit| hit.to == value.from && matches!(hit.meaning, Meaning::OutOf | Meaning::Cue(Cue::Maximum)));
        let slash = value.from.checked_sub(1).and_then(|at| r.tokens.get(at)).is_some_and(|token| token.is_sign('/'));
        // `une interro de 10 points`
        let points = r.hits.iter().any(|hit| hit.from == value.to && *hit.meaning == Meaning::Cue(Cue::Points));
        word || slash || points
    };
    out_of.or_else(|| r.values.iter().find(introduced).and_then(Value::number))
}

/// What introduces a name.
const TITLES: [&str; 12] = [
    "titre",
    "intitule",
    "intitulee",
    "nomme",
    "nommee",
    "appele",
    "appelee",
    "titled",
    "called",
    "named",
    "title",
    "بعنوان",
];

/// What is left when everything understood is taken away; else how the assessment is called.
fn title(r: &Reading<'_>) -> Option<String> {
    // `titre : équations`: what stands behind the word, and the word is none of it.
    let introduces = |at: &usize| r.tokens.get(*at).is_some_and(|token| TITLES.contains(&token.word.as_str()));
    if let Some(found) = (0..r.tokens.len()).find(introduces).and_then(|at| introduced_title(r, at + 1)) {
        return Some(found);
    }
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

/// The words from here on, up to what says something else of the test.
fn introduced_title(r: &Reading<'_>, from: usize) -> Option<String> {
    let text = |at: usize| r.tokens.get(at).is_some_and(Token::is_text);
    let first = (from..r.tokens.len()).find(|at| text(*at))?;
    let other = |at: usize| {
        let says =
            |hit: &Hit<'_>| matches!(hit.meaning, Meaning::OutOf | Meaning::Cue(Cue::Coefficient | Cue::Maximum));
        let value = r.values.iter().any(|value| value.from <= at && at < value.to);
        r.placed.get(at) == Some(&true) || value || r.hits.iter().any(|hit| hit.from <= at && at < hit.to && says(hit))
    };
    let ends = |at: &usize| other(*at) || !text(*at);
    let to = (first..r.tokens.len()).find(ends).unwrap_or(r.tokens.len());
    Some(r.slice(first, to).to_owned()).filter(|title| !title.is_empty())
}

/// The kinds of the assessment that is named, known or not.
pub(in super::super) fn kinds_named(r: &Reading<'_>) -> Vec<String> {
    let of_known = |thing: &u32| r.index.kinds_at(*thing);
    let known = || r.assessments.first().and_then(|place| place.things.iter().find_map(of_known));
    let named = r.kinds.iter().find(|kind| kind.number.is_some()).or(r.kinds.first());
    named.map(|kind| kind.kinds.clone()).or_else(|| known().map(|(kinds, _)| kinds.clone())).unwrap_or_default()
}
