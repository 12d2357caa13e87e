//! Changing what is in the gradebook: correcting, deleting, adding points. Always previewed.

use rust_decimal::Decimal;

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason, Slots};
use super::super::judge::{given, judge};
use super::super::lexicon::{Hit, Meaning};
use super::super::reading::Reading;
use super::super::resolve::{Target, pick_assessment};
use super::super::token::{Kind, Token};
use super::super::value::Value;
use super::mark::{Said, is_coefficient, said, speaks_of_foreign_subject};
use crate::domain::{Mark, fold};

/// `erreur, Yapo a 6,5 au lieu de 4,5 ds1`
pub(super) fn correct(r: &Reading<'_>) -> Option<Interpretation> {
    let several_lines = r.tokens.last().is_some_and(|token| token.line > 0) && r.people.len() > 1;
    let values: Vec<&Value> = r.values.iter().filter(|value| !is_coefficient(r, value)).collect();
    let (new, old) = new_and_old(r, &values);
    let corrects = r.has(Cue::Correct) || old.is_some() || is_moved_to(r);
    let about_mark = !r.people.is_empty() || r.strangers().next().is_some() || !values.is_empty();
    let assessment_only = r.any(&[Cue::Coefficient, Cue::Maximum]) && r.people.is_empty();
    if said_again(r, &values).is_some() {
        return None;
    }
    // `j'ai mis combien à Bamba ?`
    if values.is_empty() && r.statuses.is_empty() && super::turned::asks(r) && !r.requests() {
        return None;
    }
    // `mis par erreur, supprime`: what is wrong goes.
    if r.has_alone(Cue::Delete) && values.is_empty() {
        return None;
    }
    if !corrects || !about_mark || several_lines || assessment_only || (r.people.is_empty() && values.is_empty()) {
        return None;
    }
    let target = r.target();
    let view = target.assessment.as_ref().and_then(Pick::single).and_then(|id| r.index.assessment(id));
    let mut slots = Slots { old: old.map(|value| given(r, value)), ..Slots::default() };
    let mut verdict = open_question(r, &target);
    match (new, said(r)) {
        (Some(value), _) => {
            slots.given = Some(given(r, value));
            match judge(value, view) {
                Ok(mark) => slots.mark = mark,
                Err((objection, mark)) => {
                    slots.mark = mark;
                    let found = objection.verdict();
                    let stronger = found.0 == Outcome::Reject || verdict.0 == Outcome::Confirm;
                    verdict = if stronger { (found.0, Some(found.1)) } else { verdict };
                }
            }
        }
        (None, Said::Status(status)) => slots.mark = Some(Mark::Status(status)),
        (None, _) if verdict.0 == Outcome::Confirm => {
            let reason = if values.is_empty() { Reason::Value } else { Reason::SeveralValues };
            verdict = (Outcome::Clarify, Some(reason));
        }
        (None, _) => {}
    }
    slots.class = target.elsewhere.map(Pick::One);
    slots.student = target.student;
    slots.assessment = target.assessment;
    Some(Interpretation { intent: Intent::MarkCorrect, outcome: verdict.0, reason: verdict.1, slots, language: None })
}

/// `corrige les notes du ds1`: no mark is said yet; the lines of the test are asked for, and first which test it is.
pub(super) fn correct_test(r: &Reading<'_>) -> Option<Interpretation> {
    let begins = r.find(Cue::Correct).is_some_and(|hit| hit.from == 0);
    let nothing_said = r.values.is_empty() && r.statuses.is_empty() && r.people.is_empty() && r.dates.is_empty();
    let meant = r.assessments_meant();
    let other = [Cue::Coefficient, Cue::Maximum, Cue::Scale, Cue::Delete, Cue::Rename];
    if !begins || !nothing_said || !meant.said || meant.foreign || r.any(&other) || r.strangers().next().is_some() {
        return None;
    }
    let assessment = pick_assessment(meant.candidates, true)?;
    let asked = Interpretation::because(Intent::MarkList, Outcome::Clarify, Reason::Assessment);
    Some(asked.with(|slots| slots.assessment = Some(assessment)))
}

/// `monte Yapo à 14`, `lower her to 9`: up or down to a mark, not by so many points.
fn is_moved_to(r: &Reading<'_>) -> bool {
    let leads = |value: &Value| {
        r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::NewValue) && hit.to == value.from) && !value.signed()
    };
    is_moved(r) && r.values.iter().all(leads) && !r.any(&[Cue::Points, Cue::Everyone])
}

/// Whether one student's mark is to go up or down, to a value or by one.
pub(super) fn is_moved(r: &Reading<'_>) -> bool {
    let [value] = r.values.as_slice() else { return false };
    let moves = |token: &Token| MOVES.contains(&token.word.as_str());
    r.people.len() == 1 && r.tokens.get(..value.from).unwrap_or_default().iter().any(moves)
}

/// Up and down.
const MOVES: [&str; 16] = [
    "monte", "montez", "monter", "remonte", "remontez", "remonter", "baisse", "baissez", "baisser", "descends",
    "raise", "lower", "bump", "ارفع", "انزل", "اخفض",
];

/// So many words and signs stand between what was said and what is said again.
const SAID_AGAIN: usize = 8;

/// `14 euh non 15`: of two values in a row, the second takes the first one's place before it was ever written.
pub(super) fn said_again<'v>(r: &Reading<'_>, values: &[&'v Value]) -> Option<&'v Value> {
    let [one, other] = values else { return None };
    let takes_back = |hit: &&Hit<'_>| {
        matches!(hit.meaning, Meaning::Cue(Cue::No))
            || matches!(hit.meaning, Meaning::Cue(Cue::Correct)) && hit.to == hit.from + 1
    };
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let wavers = |at: usize| HESITATIONS.contains(&word(at)) || is_no(word(at)) && is_no(word(at + 1));
    let places = r.assessments.iter().map(|place| place.from).chain(r.kinds.iter().map(|kind| kind.from));
    let later = places.into_iter().any(|from| from >= other.to);
    let between = |at: usize| {
        let said = r.hits.iter().filter(takes_back).any(|hit| hit.from <= at && at < hit.to);
        // `14 ds1, ah non 15`
        let test = !later && r.placed.get(at) == Some(&true);
        let named = r.people.iter().any(|mention| mention.from <= at && at < mention.to) && r.people.len() == 1;
        said || test
            || named
            || r.is_filler(at)
            || is_no(word(at))
            || wavers(at)
            || AGAIN.contains(&word(at))
            || MEANT.contains(&word(at))
            || !r.tokens.get(at).is_some_and(Token::is_text)
    };
    let span = one.to..other.from;
    if span.clone().any(|at| word(at) == EITHER) {
        return None;
    }
    let hesitated = span.clone().any(wavers) && span.clone().any(|at| is_no(word(at)));
    let corrects = r.hits.iter().filter(takes_back).any(|hit| one.to <= hit.from && hit.to <= other.from);
    let begins_again = begins_again(r, one, other);
    // `14 لا 13` alone may say which of them it is not.
    let contrasted = replaced(r, one) || replaced(r, other) && !hesitated && !begins_again;
    let near = other.from.saturating_sub(one.to) <= SAID_AGAIN;
    let replaces = corrects || hesitated || begins_again;
    (replaces && near && span.clone().all(between) && !contrasted).then_some(*other)
}

/// `14 ولا 15` is `14 or 15` to some and `14, not 15` to others.
const EITHER: &str = "ولا";

/// What is taken back at once, and left no doubt: the first value, and all up to the second.
pub(super) fn taken_back(r: &Reading<'_>) -> Option<(usize, usize)> {
    let values: Vec<&Value> = r.values.iter().filter(|value| !is_coefficient(r, value)).collect();
    let [one, other] = values.as_slice() else { return None };
    said_again(r, &values)?;
    // Courtesy left out of the words is heard here: `14 euh non 15`.
    let typed = r.slice(one.from, other.to);
    let hesitated = fold(typed).split(|letter: char| !letter.is_alphanumeric()).any(|word| HESITATIONS.contains(&word));
    // `12... non, 13`
    let breaks_off = typed.contains("..") || typed.contains('…');
    (hesitated || breaks_off || begins_again(r, one, other)).then_some((one.from, other.to))
}

/// `12 pardon 13`, `12, je voulais dire 13`: said right in front of the second value.
fn begins_again(r: &Reading<'_>, one: &Value, other: &Value) -> bool {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    (one.to..other.from).any(|at| AGAIN.contains(&word(at)))
}

/// What somebody says who begins again.
const HESITATIONS: &[&str] = &["euh", "heu", "eu", "uh", "um", "hmm", "اه", "اوه", "ah", "eh", "oups", "oops"];

/// By these the second value stands, with a no or without one.
const AGAIN: &[&str] = &[
    "pardon",
    "attends",
    "attend",
    "attendez",
    "oups",
    "oops",
    "ouf",
    "plutot",
    "sorry",
    "wait",
    "desole",
    "desolee",
    "enfin",
    "voulais",
    "excuse",
    "excusez",
    "mean",
    "meant",
    "rather",
    "scratch",
    "عفوا",
    "اقصد",
    "قصدي",
    "عذرا",
    "سامحني",
    "سمحلي",
    "sma7li",
    "smahli",
    "smeh",
    "sme7",
    "9sadt",
    "9esdi",
    "ana9sed",
];

/// What stands with them.
const MEANT: &[&str] = &["je", "dire", "moi", "i", "that", "make", "it", "c", "est", "cest"];

fn is_no(word: &str) -> bool {
    matches!(word, "non" | "no" | "nan" | "nn" | "la" | "لا")
}

/// The value to write and the one said to stand there now.
pub(super) fn new_and_old<'v>(r: &Reading<'_>, values: &[&'v Value]) -> (Option<&'v Value>, Option<&'v Value>) {
    match values {
        [one] if replaced(r, one) => (None, Some(one)),
        [one] => (Some(one), None),
        [one, other] if replaced(r, other) && !replaced(r, one) => (Some(one), Some(other)),
        [one, other] if replaced(r, one) && !replaced(r, other) => (Some(other), Some(one)),
        [one, other] if arrow(r, one, other) || from_to(r, one, other) => (Some(other), Some(one)),
        [one, other] if becomes(r, one, other) || contradicted(r, one, other) => (Some(other), Some(one)),
        [one, other] if set_anew(r, one, other) => (Some(other), Some(one)),
        [one, other] if was_set(r, one, other) => (Some(one), Some(other)),
        _ => (None, None),
    }
}

/// `au lieu de 4,5`, `pas 10`, `instead of a 10`.
fn replaced(r: &Reading<'_>, value: &Value) -> bool {
    let filler = |at: usize| r.hits.iter().any(|hit| hit.from <= at && at < hit.to && *hit.meaning == Meaning::Filler);
    let either = |at: usize| r.tokens.get(at).is_some_and(|token| token.word == EITHER);
    let instead = r
        .hits
        .iter()
        .filter(|hit| *hit.meaning == Meaning::Cue(Cue::Instead) && hit.to <= value.from && !either(hit.from));
    instead.into_iter().any(|hit| value.from - hit.to <= 2 && (hit.to..value.from).all(filler))
}

fn arrow(r: &Reading<'_>, one: &Value, other: &Value) -> bool {
    let between = r.tokens.get(one.to..other.from).unwrap_or_default();
    let sign = |sign: char| between.iter().any(|token| token.is_sign(sign));
    !between.iter().any(|token| token.kind == Kind::Word) && (sign('→') || sign('>') || sign('➡'))
}

/// `de 10 à 12`, `from 10 to 12`, `من 10 إلى 12`.
fn from_to(r: &Reading<'_>, one: &Value, other: &Value) -> bool {
    let ends_at = |cue, at| r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(cue) && hit.to == at);
    ends_at(Cue::OldToNew, one.from) && ends_at(Cue::NewValue, other.from)
}

/// `remplace le 12 de Tanoh par 14`: the second value takes the place of the first.
fn becomes(r: &Reading<'_>, one: &Value, other: &Value) -> bool {
    let leads =
        |value: &Value| r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::NewValue) && hit.to == value.from);
    r.any(&[Cue::Correct, Cue::Update]) && leads(other) && !leads(one) && one.to < other.from
}

/// `t'as mis 12 mais c'est 15`: what stands there, and what it is.
fn contradicted(r: &Reading<'_>, one: &Value, other: &Value) -> bool {
    let but = |at: usize| {
        let word = r.tokens.get(at).map_or("", |token| token.word.as_str());
        matches!(word, "mais" | "but" | "لكن" | "ولكن" | "walakin" | "walakine" | "mé")
    };
    let leads = r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::NewValue) && hit.to == other.from);
    one.to < other.from && leads && (one.to..other.from).any(but)
}

/// `j'ai mis 8, il faut mettre 18`, `j'ai mis 8 et elle a 10, corrige`: what was written, and what is to be.
fn set_anew(r: &Reading<'_>, one: &Value, other: &Value) -> bool {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let was = (one.from.saturating_sub(3)..one.from).any(|at| WAS_SET.contains(&word(at)));
    let must = (one.to..other.from).any(|at| MUST_BE.contains(&word(at)));
    one.to < other.from && was && (must || r.has(Cue::Correct))
}

/// `change it to 16, I typed 6 by mistake`: what is to be, and what was written.
fn was_set(r: &Reading<'_>, one: &Value, other: &Value) -> bool {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let leads = r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::NewValue) && hit.to == one.from);
    let was = (one.to.max(other.from.saturating_sub(3))..other.from).any(|at| WAS_SET.contains(&word(at)));
    leads && was && r.any(&[Cue::Correct, Cue::Update]) && r.has(Cue::Correct)
}

const WAS_SET: [&str; 16] = [
    "mis", "mi", "note", "saisi", "tape", "ecrit", "marque", "put", "typed", "wrote", "entered", "وضعت", "كتبت", "درت",
    "dert", "ktebt",
];

const MUST_BE: [&str; 14] = [
    "faut",
    "fallait",
    "fo",
    "foo",
    "devait",
    "should",
    "must",
    "supposed",
    "خاص",
    "خاصها",
    "خاصو",
    "khass",
    "khas",
    "يجب",
];

/// What has to be known before a change can be previewed.
fn open_question(r: &Reading<'_>, target: &Target) -> (Outcome, Option<Reason>) {
    let (outcome, reason) = match (&target.student, &target.assessment) {
        _ if target.foreign || speaks_of_foreign_subject(r) => (Outcome::Reject, Reason::NotAllowed),
        (Some(Pick::Unknown { .. }), _) => (Outcome::Reject, Reason::UnknownStudent),
        (Some(_), _) if target.elsewhere.is_some() => (Outcome::Reject, Reason::NotInClass),
        _ if target.unknown_assessment.is_some() => (Outcome::Clarify, Reason::UnknownAssessment),
        (Some(Pick::Several(_) | Pick::All(_)), _) => (Outcome::Clarify, Reason::Homonym),
        (None, None) => (Outcome::Clarify, Reason::StudentAndAssessment),
        (None, _) => (Outcome::Clarify, Reason::Student),
        (_, Some(Pick::One(_) | Pick::Near { .. })) => return (Outcome::Confirm, None),
        _ => (Outcome::Clarify, Reason::Assessment),
    };
    (outcome, Some(reason))
}

/// `supprime la note de Konan ds1`
pub(super) fn delete(r: &Reading<'_>) -> Option<Interpretation> {
    // `efface le 8 de Yeo`: the value says which mark.
    let says_which = r.values.len() == 1 && !r.people.is_empty() && r.statuses.is_empty();
    if !r.has(Cue::Delete) || !(r.values.is_empty() || says_which) || r.any(&[Cue::Create, Cue::Data, Cue::Group]) {
        return None;
    }
    if r.people.is_empty() {
        return delete_nobody(r);
    }
    let target = r.target();
    let (outcome, reason) = open_question(r, &target);
    let slots = Slots { student: target.student, assessment: target.assessment, ..Slots::default() };
    Some(Interpretation { intent: Intent::MarkDelete, outcome, reason, slots, language: None })
}

/// Without a student: all of an assessment or of everything is never deleted by a message.
fn delete_nobody(r: &Reading<'_>) -> Option<Interpretation> {
    if let Some(student) = r.unknown_student() {
        let refused = Interpretation::because(Intent::MarkDelete, Outcome::Reject, Reason::UnknownStudent);
        return Some(refused.with(|slots| slots.student = Some(student)));
    }
    let meant = r.assessments_meant();
    if r.has(Cue::Everything) || r.has(Cue::Everyone) || meant.said {
        let refused = Interpretation::because(Intent::MarkDelete, Outcome::Reject, Reason::TooBroad);
        return Some(refused.with(|slots| slots.assessment = pick_assessment(meant.candidates, meant.said)));
    }
    r.has(Cue::Marks)
        .then(|| Interpretation::because(Intent::MarkDelete, Outcome::Clarify, Reason::StudentAndAssessment))
}

/// `ajoute un point à tous`: the words of a new assessment, but points for everybody.
pub(super) fn raises_everybody(r: &Reading<'_>) -> bool {
    let adds = |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::Add | Cue::RemovePoints));
    let next = |value: &Value| r.hits.iter().filter(adds).any(|hit| hit.to == value.from);
    r.has(Cue::Everyone)
        && r.any(&[Cue::Add, Cue::RemovePoints])
        && points(r).is_some_and(|_| r.has(Cue::Points) || r.values.iter().any(next))
}

/// How many points: a value, or `un point`, `نقطة واحدة`, where the number alone would be an article.
fn points(r: &Reading<'_>) -> Option<Decimal> {
    // `+2 à tous, la question 5 était trop dure`
    let sole = r.values.len() == 1;
    let counts = |value: &&Value| sole || value.signed() || !super::turned::counts_something(r, value);
    let values: Vec<&Value> = r.values.iter().filter(counts).collect();
    match values.as_slice() {
        [value] => value.number(),
        [] => {
            let points = |hit: &&Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Points);
            let number = |hit: &Hit<'_>| match hit.meaning {
                Meaning::Number(number) => Some((hit.from, hit.to, Decimal::from(*number))),
                Meaning::Fraction(part) => Some((hit.from, hit.to, *part)),
                _ => None,
            };
            let counted = r.hits.iter().filter(points).find_map(|points| {
                let beside = |(from, to, _): &(usize, usize, Decimal)| *from == points.to || *to == points.from;
                r.hits.iter().filter_map(number).find(beside).map(|(_, _, number)| number)
            });
            // `زيد نقطة`: Arabic needs no number to say one.
            let verb = |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::Add | Cue::RemovePoints));
            let one = || {
                let single = |at: usize| r.tokens.get(at).is_some_and(|token| is_one_point(&token.word));
                r.hits.iter().filter(verb).any(|hit| single(hit.to)).then_some(Decimal::ONE)
            };
            counted.or_else(one)
        }
        _ => None,
    }
}

/// A point in the singular.
fn is_one_point(word: &str) -> bool {
    matches!(word, "point" | "pt" | "no9ta" | "n9ta" | "nokta") || word == "نقطه"
}

/// `ajoute 1 à Awa`, `take 2 off Yapo`, `augmente Yapo de 2`, `Yapo a gagné 2 points`: so few points beside such a word are
/// no mark.
fn is_added(r: &Reading<'_>) -> bool {
    let [value] = r.values.as_slice() else { return false };
    let few = value.number().is_some_and(|number| number.abs() <= Decimal::from(MOST_ADDED));
    let is = |hit: &Hit<'_>, cue| *hit.meaning == Meaning::Cue(cue);
    let verb = |hit: &Hit<'_>| is(hit, Cue::Add) || is(hit, Cue::RemovePoints);
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    // `2 points de plus`
    let end = r.hits.iter().filter(|hit| is(hit, Cue::Points) && hit.from == value.to).map(|hit| hit.to).max();
    let end = end.unwrap_or(value.to);
    let by = value.from.checked_sub(1).is_some_and(|at| matches!(word(at), "de" | "by" | "of" | "ب"));
    let beside = r.hits.iter().filter(|hit| verb(hit));
    let told = beside.clone().any(|hit| hit.to == value.from || hit.from == end || by && hit.to < value.from);
    let won = (value.from.saturating_sub(2)..value.from).any(|at| WON.contains(&word(at)) || LOST.contains(&word(at)));
    few && (told || won) && !r.any(&[Cue::Marks, Cue::Create])
}

/// Points that somebody got beside those they had, or lost of them.
const WON: [&str; 5] = ["gagne", "gagnent", "won", "gained", "ربح"];
const LOST: [&str; 5] = ["perdu", "perd", "perdus", "lost", "خسر"];
const MOST_ADDED: i64 = 4;

/// `+1 pour toute la 4eA en ds1`
pub(super) fn adjust(r: &Reading<'_>) -> Option<Interpretation> {
    let number = points(r)?;
    let signed = r.values.iter().any(Value::signed);
    // `add his mark: 12` adds nothing to it.
    let points = |at: usize| r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::Points) && hit.from == at);
    let counted = r.values.is_empty() || signed || r.values.iter().any(|value| points(value.to));
    let for_somebody = r.has(Cue::Points) && r.has(Cue::Add) && !r.people.is_empty();
    let beside = is_added(r);
    let moved = is_moved(r) && !is_moved_to(r);
    let adds =
        signed || beside || moved || r.any(&[Cue::Add, Cue::RemovePoints]) && r.any(&[Cue::Points, Cue::Everyone]);
    let everybody = r.has(Cue::Everyone) || !r.classes.is_empty() || r.has(Cue::ClassWord);
    let negative_mark = number.is_sign_negative() && !everybody;
    if !adds
        || negative_mark
        || (!everybody && (r.people.is_empty() || !(counted || beside || moved)))
        || (r.any(&[Cue::Create, Cue::Alert]) && !raises_everybody(r) && !for_somebody)
    {
        return None;
    }
    if !everybody && !beside && !moved && !r.tokens.iter().any(|token| token.is_sign('+')) && !r.has(Cue::Points) {
        return None;
    }
    let lost = r.tokens.iter().any(|token| LOST.contains(&token.word.as_str()));
    let lowers = (r.has(Cue::RemovePoints) || lost) && !r.has(Cue::Add) && !signed;
    let delta = if lowers { -number } else { number };
    let mut slots = Slots { delta: Some(delta), ..Slots::default() };
    let (outcome, reason) = if r.people.is_empty() {
        let meant = r.assessments_meant();
        slots.class = super::pick(r.class_ids());
        slots.assessment = pick_assessment(meant.candidates.clone(), meant.said);
        let view = slots.assessment.as_ref().and_then(Pick::single).and_then(|id| r.index.assessment(id));
        if let (None, Some(view)) = (&slots.class, view) {
            slots.class = Some(Pick::One(view.class));
        }
        match (&slots.assessment, meant.unknown) {
            _ if meant.foreign => (Outcome::Reject, Some(Reason::NotAllowed)),
            (_, Some(_)) => (Outcome::Clarify, Some(Reason::UnknownAssessment)),
            (Some(Pick::One(_)), None) => (Outcome::Confirm, None),
            _ => (Outcome::Clarify, Some(Reason::Assessment)),
        }
    } else {
        let target = r.target();
        let verdict = open_question(r, &target);
        slots.class = target.elsewhere.map(Pick::One);
        slots.student = target.student;
        slots.assessment = target.assessment;
        verdict
    };
    Some(Interpretation { intent: Intent::MarkAdjust, outcome, reason, slots, language: None })
}
