//! A school year: its average (`moyenne annuelle`), and what the class council decides (`conseil 4eA`) or takes back
//! (`conseil Awa sans décision`).

use rust_decimal::prelude::ToPrimitive as _;

use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason};
use super::super::lexicon::Meaning;
use super::super::reading::Reading;
use super::super::token::Kind;
use super::super::{Intent, intents::family};
use crate::domain::StudentId;
use crate::domain::grading::CouncilDecision;

/// `moyenne annuelle Awa`, by the family. Of another year the report cards speak.
pub(super) fn of_child(r: &Reading<'_>) -> Option<Interpretation> {
    let asks = r.has(Cue::YearAverage) && other_year(r).is_none();
    asks.then(|| family::child(r, family::Child::Needed).finish(Intent::YearView))
}

/// `moyenne annuelle 4eA`, `moyenne annuelle Awa`, `stats annuelles 4eA`, by the school.
pub(super) fn of_class(r: &Reading<'_>) -> Option<Interpretation> {
    // `annual report cards` are no figures.
    let of_cards = r.tokens.iter().any(|token| token.word == "card" || token.word == "cards");
    let figures = r.has(Cue::YearStats) && r.people.is_empty() && !of_cards;
    if !(r.has(Cue::YearAverage) || figures) || r.any(&[Cue::Export, Cue::File]) {
        return None;
    }
    if let Some(student) = student_meant(r) {
        let (outcome, reason) = certain(&student);
        let found = Interpretation { reason, ..Interpretation::new(Intent::YearView, outcome) };
        return Some(found.with(|slots| slots.student = Some(student)));
    }
    let class = super::pick(r.class_ids());
    let class = class.or_else(|| r.strays(None).class.map(|heard| Pick::Unknown { heard, nearest: Vec::new() }));
    Some(Interpretation::new(Intent::YearView, Outcome::Ok).with(|slots| {
        slots.class = class;
        slots.words.extend(figures.then(|| ("figures", "year".to_owned())));
    }))
}

const DECISIONS: [(Cue, CouncilDecision); 3] = [
    (Cue::MovesUp, CouncilDecision::Promoted),
    (Cue::RepeatsYear, CouncilDecision::Repeats),
    (Cue::Excluded, CouncilDecision::Excluded),
];

/// `conseil 4eA`, `conseil Awa redouble : bon travail`: at the head of a message.
pub(super) fn council(r: &Reading<'_>) -> Option<Interpretation> {
    let head = r.find(Cue::Council).filter(|hit| hit.from <= 1 || r.any(&[Cue::Undecided, Cue::Unsaid]))?;
    let colon = r.colon().filter(|at| *at > head.from).map(|colon| behind_the_name(r, colon));
    let end = colon.unwrap_or(r.tokens.len());
    let decision = DECISIONS;
    let said = |cue| r.find(cue).is_some_and(|hit| hit.to <= end);
    // `n'est pas admise` says what it is not: that is asked about.
    let mut decisions = decision.into_iter().filter(|_| !said(Cue::Negation));
    let decision = decisions.find(|(cue, _)| said(*cue));
    // `admise sous réserve` is more than a decision: it is not cut to one.
    let decision = decision.filter(|(cue, _)| r.find(*cue).is_none_or(|hit| !says_more(r, (hit.to, end))));
    let decision = decision.map(|(_, decision)| decision);
    let taken_back = [(Cue::Undecided, "decision"), (Cue::Unsaid, "words")];
    let taken_back = taken_back.into_iter().find(|(cue, _)| decision.is_none() && said(*cue)).map(|(_, what)| what);
    let student = student_meant(r);
    let class = super::pick(r.class_ids());
    // `conseil 4eA 2025-2026`, of a class that there is no more.
    if student.is_none() && class.is_none() && r.words() > 3 && other_year(r).is_none() {
        return None;
    }
    if !r.index.is_office() {
        return Some(Interpretation::because(Intent::Council, Outcome::Reject, Reason::NotAllowed));
    }
    let distinction = r.tokens.get(..end).unwrap_or_default().iter().any(|token| is_distinction(&token.word));
    let after = decision.and_then(|decision| DECISIONS.iter().find(|(_, one)| *one == decision));
    let after = after.and_then(|(cue, _)| r.find(*cue)).filter(|_| distinction);
    let praised = after.map(|hit| r.slice(hit.to, end).trim().to_owned()).filter(|said| !said.is_empty());
    let text = colon.filter(|at| *at < r.tokens.len()).and_then(|colon| super::letters::body(r, colon));
    Some(Interpretation::confirm(Intent::Council).with(|slots| {
        slots.class = class;
        slots.student = student;
        slots.text = text;
        slots.words.extend(decision.map(|decision| ("decision", decision.code().to_owned())));
        slots.words.extend(praised.map(|said| ("distinction", said)));
        slots.words.extend(taken_back.map(|what| ("taken_back", what.to_owned())));
    }))
}

/// `conseil Awa : admise`, `conseil Awa : admise : bon travail`: where a decision alone is behind the first colon, what the
/// council says is behind the next one.
fn behind_the_name(r: &Reading<'_>, colon: usize) -> usize {
    let next = r.tokens.iter().skip(colon + 1).position(|token| token.is_sign(':'));
    let end = next.map_or(r.tokens.len(), |at| colon + 1 + at);
    let alone = DECISIONS.iter().filter_map(|(cue, _)| r.find(*cue)).any(|hit| {
        let inside = colon < hit.from && hit.to <= end;
        inside && !says_more(r, (colon + 1, hit.from)) && !says_more(r, (hit.to, end))
    });
    if alone { end } else { colon }
}

/// Words between two places that name nobody and no class, and are no mere fillers.
fn says_more(r: &Reading<'_>, (from, to): (usize, usize)) -> bool {
    let named = |at: usize| {
        r.people.iter().any(|mention| mention.from <= at && at < mention.to)
            || r.classes.iter().any(|place| place.from <= at && at < place.to)
    };
    let known = |at: usize| {
        r.hits.iter().any(|hit| {
            let covers = hit.from <= at && at < hit.to;
            let mere =
                matches!(hit.meaning, Meaning::Filler | Meaning::Cue(Cue::MovesUp | Cue::ClassWord | Cue::Council));
            covers && mere
        })
    };
    let praises = |at: usize| r.tokens.get(at).is_some_and(|token| is_distinction(&token.word));
    let word = |at: &usize| r.tokens.get(*at).is_some_and(|token| token.kind == Kind::Word);
    (from..to).filter(word).any(|at| !named(at) && !known(at) && !praises(at))
}

/// `félicitations`, `tableau d'honneur`: what rules give, and no decision.
fn is_distinction(word: &str) -> bool {
    DISTINCTIONS.iter().any(|stem| word.contains(stem))
}

const DISTINCTIONS: [&str; 22] = [
    "felicit",
    "encourag",
    "tableau",
    "honneur",
    "avertissement",
    "mention",
    "distinction",
    "blame",
    "honour",
    "honor",
    "congratulat",
    "commendation",
    "merit",
    "warning",
    "roll",
    "تهني",
    "تهاني",
    "تنويه",
    "تشجيع",
    "شرف",
    "انذار",
    "لوحه",
];

fn student_meant(r: &Reading<'_>) -> Option<Pick<StudentId>> {
    let mention = r.person_meant()?;
    let students = r.students_of(&mention).into_iter().map(|(id, _)| id).collect();
    Some(r.pick_student(&mention, students))
}

fn certain(student: &Pick<StudentId>) -> (Outcome, Option<Reason>) {
    match student {
        Pick::One(_) => (Outcome::Ok, None),
        Pick::Near { .. } => (Outcome::Confirm, Some(Reason::FuzzyName)),
        _ => (Outcome::Clarify, Some(Reason::Homonym)),
    }
}

/// `l'année passée`, `2025-2026`, `2025`: the label of a school year that is not this one.
pub(in super::super) fn other_year(r: &Reading<'_>) -> Option<String> {
    let current = r.index.school().year.as_deref()?;
    let (from, to) = current.split_once('-')?;
    if let Some(named) = r.text.split_whitespace().find(|word| is_year(word)) {
        return Some(named.replace('/', "-")).filter(|named| named != current);
    }
    let number = |text: &str| text.trim().parse::<i32>().ok();
    // The year it began in.
    let began = |word: &str| number(word).filter(|year| word.len() == 4 && *year > 1999);
    let earlier = |year: &i32| number(from).is_some_and(|now| *year < now);
    if let Some(year) = r.text.split_whitespace().find_map(began).filter(earlier) {
        return Some(format!("{year}-{}", year + 1));
    }
    if !r.has(Cue::LastYear) {
        return None;
    }
    Some(format!("{}-{}", number(from)? - 1, number(to)? - 1))
}

/// Whether the only number of a message is such a year: `moyenne Awa 2025`.
pub(super) fn is_only_value(r: &Reading<'_>) -> bool {
    let [value] = r.values.as_slice() else { return false };
    let year = value.number().and_then(|number| number.to_i32()).filter(|year| *year > 1999);
    let named = other_year(r);
    year.is_some_and(|year| named.is_some_and(|label| label.starts_with(&format!("{year}-"))))
}

/// `2025-2026`, `2025/2026`
fn is_year(word: &str) -> bool {
    let year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once(['-', '/']).is_some_and(|(from, to)| year(from) && year(to))
}
