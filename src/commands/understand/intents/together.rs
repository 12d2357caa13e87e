//! Marks for several students without a line for each: one value for those named or for everybody, marks in the order of
//! the class list.
//!
//! Invariant: as many marks as students, or nothing; nothing is saved before a yes.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, LineProblem, ListLine, Outcome, Pick, Reason, Slots};
use super::super::judge::{given, judge};
use super::super::lexicon::{Hit, Meaning};
use super::super::names::Mention;
use super::super::reading::Reading;
use super::super::resolve::pick_assessment;
use super::super::scope::{AssessmentView, StudentView};
use super::super::value::Value;
use super::list::{Segment, concluded, entry, joins, mark_twice};
use crate::domain::{AssessmentId, ClassId, Mark, MarkStatus, StudentId, fold};
use rust_decimal::Decimal;

/// What is said of a mark, and where.
type SaidAt<'r> = (usize, Result<&'r Value, MarkStatus>);

/// What makes some of all: it is not known which.
const SOME: [&str; 27] = [
    "reste",
    "autre",
    "autres",
    "presque",
    "garcons",
    "filles",
    "minimum",
    "maximum",
    "moins",
    "mini",
    "maxi",
    "others",
    "other",
    "rest",
    "almost",
    "nearly",
    "boys",
    "girls",
    "least",
    "most",
    "half",
    "moitie",
    "الباقي",
    "البنات",
    "الاولاد",
    "بنات",
    "اولاد",
];

/// `12 pour le reste`, `12 à tous les garçons`, `+1 à tous sauf Serge`, a list of `+1`: nothing of it is done by guess.
pub(super) fn narrowed(r: &Reading<'_>) -> Option<Interpretation> {
    let adds =
        r.values.iter().any(|value| value.signed() && value.number().is_some_and(|number| number.is_sign_positive()));
    let some = |at: usize| r.tokens.get(at).is_some_and(|token| SOME.contains(&token.word.as_str()));
    let everybody = |hit: &&Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Everyone);
    let near = |hit: &Hit<'_>| (hit.from.saturating_sub(2)..hit.to + 4).any(some);
    // `Bamba 18, Konan 16, le reste plus tard`: nothing is said of the rest.
    let said = r.values.len() + r.statuses.len();
    let part = said > r.people.len() && !r.values.is_empty() && r.hits.iter().filter(everybody).any(near);
    let percent = adds && r.text.contains(['%', '٪']);
    let but = adds && r.has(Cue::Except);
    let each = adds && r.people.len() > 1 && r.values.len() > 1;
    (part || percent || but || each).then(|| Interpretation::new(Intent::Unknown, Outcome::Clarify))
}

/// `Rokia et Eunice ont 15 au ds1`: one value for each of those named.
pub(super) fn named(r: &Reading<'_>) -> Option<Interpretation> {
    let joined =
        |at: usize| r.tokens.get(at).is_some_and(|token| token.is_sign(',') || token.is_sign('&') || joins(token));
    let attached = |at: usize| r.tokens.get(at).is_some_and(|token| token.word.starts_with('و'));
    let neighbours = r.people.windows(2).all(|pair| match pair {
        [one, other] => one.to == other.from && attached(other.from) || other.from == one.to + 1 && joined(one.to),
        _ => false,
    });
    if r.people.len() < 2 || !neighbours || r.values.len() + r.statuses.len() != 1 {
        return None;
    }
    let meant = r.assessments_meant();
    let of_all = |id: &AssessmentId| {
        let class = r.index.assessment(*id).map(|view| view.class);
        r.people.iter().all(|mention| r.students_of(mention).iter().any(|(_, of)| Some(*of) == class))
    };
    let fitting: Vec<AssessmentId> = meant.candidates.iter().copied().filter(of_all).collect();
    let candidates = if fitting.is_empty() { meant.candidates } else { fitting };
    let assessment = pick_assessment(candidates, meant.said);
    let view = assessment.as_ref().and_then(Pick::single).and_then(|id| r.index.assessment(id));
    let line = |mention: &Mention| {
        let row = Segment {
            from: mention.from,
            to: mention.to,
            line: 0,
            mentions: vec![mention.clone()],
            values: r.values.iter().collect(),
            statuses: r.statuses.iter().map(|status| status.what).collect(),
            named: true,
        };
        entry(r, &row, view)
    };
    let mut lines: Vec<ListLine> = r.people.iter().map(line).collect();
    mark_twice(&mut lines);
    Some(concluded(r, assessment, lines))
}

/// The students of a class as its list shows them.
fn class_list<'i>(r: &'i Reading<'_>, class: ClassId) -> Vec<&'i StudentView> {
    let mut students: Vec<&StudentView> = r.index.people().filter(|student| student.class == class).collect();
    students.sort_by_cached_key(|student| (fold(&student.last), fold(&student.first)));
    students
}

/// `dans l'ordre : 12 8 15 …`: as many marks as students, or nothing.
pub(super) fn in_order(r: &Reading<'_>) -> Option<Interpretation> {
    let bare_row = r.values.len() >= 4 && r.people.is_empty() && r.strangers().next().is_none();
    if !(r.has(Cue::InOrder) && r.values.len() + r.statuses.len() >= 2 || bare_row) || !r.people.is_empty() {
        return None;
    }
    let meant = r.assessments_meant();
    let Some(Pick::One(id)) = pick_assessment(meant.candidates.clone(), true) else {
        let slots = Slots { assessment: pick_assessment(meant.candidates, meant.said), ..Slots::default() };
        let refused = Interpretation::because(Intent::MarkList, Outcome::Clarify, Reason::Assessment);
        return Some(Interpretation { slots, ..refused });
    };
    let view = r.index.assessment(id)?;
    let students = class_list(r, view.class);
    let mut places: Vec<SaidAt<'_>> = r.values.iter().map(|value| (value.from, Ok(value))).collect();
    places.extend(r.statuses.iter().map(|status| (status.from, Err(status.what))));
    places.sort_by_key(|place| place.0);
    leave_out_numbers(r, &mut places);
    let assessment = Some(Pick::One(id));
    if places.len() != students.len() {
        let slots = Slots { assessment, counted: Some(places.len()), ..Slots::default() };
        let refused = Interpretation::because(Intent::MarkList, Outcome::Reject, Reason::CountMismatch);
        return Some(Interpretation { slots, ..refused });
    }
    let line = |((at, said), student): (SaidAt<'_>, &&StudentView)| {
        let number = r.tokens.get(at).map_or(0, |token| token.line) + 1;
        plain_line(r, number, student.id, said, view)
    };
    let lines = places.into_iter().zip(&students).map(line).collect();
    Some(concluded(r, assessment, lines))
}

/// `1. 12`, `2. 13`, …: what counts the lines from one on is no mark, where each holds one thing more.
fn leave_out_numbers(r: &Reading<'_>, places: &mut Vec<SaidAt<'_>>) {
    let line = |place: &SaidAt<'_>| r.tokens.get(place.0).map(|token| token.line);
    let counts = |(at, pair): (usize, &[SaidAt<'_>])| match pair {
        [number, said] => {
            let counted = number.1.ok().and_then(Value::number) == Some(Decimal::from(at + 1));
            let alone = at == 0 || places.get(at * 2 - 1).is_some_and(|before| line(before) != line(number));
            counted && alone && line(number) == line(said)
        }
        _ => false,
    };
    if places.len() > 2 && places.chunks(2).enumerate().all(counts) {
        *places = places.iter().skip(1).step_by(2).copied().collect();
    }
}

fn plain_line(
    r: &Reading<'_>,
    number: usize,
    student: StudentId,
    said: Result<&Value, MarkStatus>,
    view: &AssessmentView,
) -> ListLine {
    let (given, judged) = match said {
        Ok(value) => (Some(given(r, value)), judge(value, Some(view)).map_err(|(objection, _)| objection.problem())),
        Err(status) => (None, Ok(Some(Mark::Status(status)))),
    };
    let heard = given.as_ref().map(|given| given.heard.clone()).unwrap_or_default();
    let (mark, problem) = match judged {
        Ok(mark) => (mark, None),
        Err(problem) => (None, Some(problem)),
    };
    ListLine { number, heard, student: Some(Pick::One(student)), given, mark, problem }
}

/// `12 pour tout le monde sauf Zadi abs et Yapo 15`, `tous absents`.
pub(super) fn everyone(r: &Reading<'_>) -> Option<Interpretation> {
    let entry_words =
        !r.any(&[Cue::Create, Cue::Delete, Cue::Correct, Cue::Publish, Cue::Missing, Cue::Stats, Cue::Average]);
    let several_lines = r.tokens.last().is_some_and(|token| token.line > 1);
    if !r.has(Cue::Everyone) || !entry_words || several_lines || !r.people.is_empty() && !r.has(Cue::Except) {
        return None;
    }
    let mut said = said(r);
    let before = r.find(Cue::Except).map_or(usize::MAX, |hit| hit.from);
    // `sauf Zadi abs, 12 pour tous`: the one value there is, wherever it stands.
    let only = || said.iter().find(|(_, said)| said.is_ok()).filter(|_| r.values.len() == 1);
    let (at, of_all) = said.first().filter(|(at, _)| *at < before).or_else(only).copied()?;
    let acceptable = match of_all {
        Ok(value) => !value.signed(),
        Err(_) => is_said_of_all(r, at),
    };
    said.retain(|(place, _)| *place != at);
    // `12 pour tous, abs` says two things.
    if !acceptable || said.len() > r.people.len() {
        return None;
    }
    let meant = r.assessments_meant();
    let assessment = pick_assessment(meant.candidates.clone(), meant.said);
    let Some(view) = assessment.as_ref().and_then(Pick::single).and_then(|id| r.index.assessment(id)) else {
        let reason = if meant.unknown.is_some() { Reason::UnknownAssessment } else { Reason::Assessment };
        let asked = Interpretation::because(Intent::MarkList, Outcome::Clarify, reason);
        let class = super::pick(r.class_ids()).filter(|_| meant.candidates.is_empty());
        return Some(Interpretation { slots: Slots { assessment, class, ..Slots::default() }, ..asked });
    };
    let mut exceptions = Vec::new();
    for (place, mention) in r.people.iter().enumerate() {
        let of_class: Vec<StudentId> =
            r.students_of(mention).into_iter().filter(|(_, class)| *class == view.class).map(|(id, _)| id).collect();
        let [student] = of_class.as_slice() else {
            return Some(Interpretation::because(Intent::MarkList, Outcome::Clarify, Reason::Homonym));
        };
        exceptions.push((*student, exception(r, place, &said)));
    }
    let line = |student: &&StudentView| match exceptions.iter().find(|(id, _)| *id == student.id) {
        None => Some(plain_line(r, 1, student.id, of_all, view)),
        Some((_, Exception::Said(said))) => Some(plain_line(r, 1, student.id, *said, view)),
        Some((_, Exception::Unclear)) => {
            let line = plain_line(r, 1, student.id, Err(MarkStatus::NotGraded), view);
            Some(ListLine { mark: None, problem: Some(LineProblem::NoValue), ..line })
        }
        Some((_, Exception::LeftOut)) => None,
    };
    let lines = class_list(r, view.class).iter().filter_map(line).collect();
    Some(concluded(r, Some(Pick::One(view.id)), lines))
}

/// `tous absents` says it of everybody, `tous les absents` speaks of those who were.
fn is_said_of_all(r: &Reading<'_>, status: usize) -> bool {
    let before = status.checked_sub(1).and_then(|at| r.tokens.get(at)).map(|token| token.word.as_str());
    !super::turned::asks(r) && !matches!(before, Some("les" | "des" | "the"))
}

/// What is said of marks, in order: values, and in words why there is none.
fn said<'r>(r: &'r Reading<'_>) -> Vec<SaidAt<'r>> {
    let values = r.values.iter().map(|value| (value.from, Ok(value)));
    let statuses = r.statuses.iter().map(|status| (status.from, Err(status.what)));
    let mut said: Vec<_> = values.chain(statuses).collect();
    said.sort_by_key(|(at, _)| *at);
    said
}

/// What holds for somebody who is named behind `sauf`.
enum Exception<'r> {
    Said(Result<&'r Value, MarkStatus>),
    /// Nothing is said of anybody: they get no mark.
    LeftOut,
    /// Something is said of others only.
    Unclear,
}

/// `sauf Zadi et Awa abs` says one thing of both, `sauf Zadi abs et Yapo 15` one of each.
fn exception<'r>(r: &Reading<'_>, place: usize, said: &[SaidAt<'r>]) -> Exception<'r> {
    let Some(mention) = r.people.get(place) else { return Exception::Unclear };
    let end = r.people.get(place + 1).map_or(r.tokens.len(), |next| next.from);
    let mut own = said.iter().filter(|(at, _)| (mention.to..end).contains(at));
    match (said, own.next(), own.next()) {
        ([], ..) => Exception::LeftOut,
        ([(_, shared)], ..) => Exception::Said(*shared),
        (_, Some((_, own)), None) => Exception::Said(*own),
        _ => Exception::Unclear,
    }
}
