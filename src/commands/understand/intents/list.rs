//! Many marks at once: pasted lines, a row of names and marks. What needs no names is in `together`.
//!
//! Invariant: every line that holds a name or a value becomes a [`ListLine`], with a mark or with a problem; nothing is
//! saved before a yes.

use rust_decimal::Decimal;
use std::collections::HashMap;

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, LineProblem, ListLine, Outcome, Pick, Reason, Slots};
use super::super::judge::{given, judge};
use super::super::lexicon::{Hit, Meaning};
use super::super::names::Mention;
use super::super::reading::Reading;
use super::super::resolve::{distinct, pick_assessment};
use super::super::scope::AssessmentView;
use super::super::token::{Kind, Token};
use super::super::value::Value;
use super::columns::Heads;
use super::together;
use crate::domain::{AssessmentId, ClassId, Mark, MarkStatus, StudentId};

/// A stretch of the message that may be an entry.
pub(in super::super) struct Segment<'r> {
    pub(in super::super) from: usize,
    pub(in super::super) to: usize,
    pub(in super::super) line: usize,
    pub(in super::super) mentions: Vec<Mention>,
    pub(in super::super) values: Vec<&'r Value>,
    pub(in super::super) statuses: Vec<MarkStatus>,
    /// Somebody is named, known or not.
    pub(in super::super) named: bool,
}

pub(super) fn list(r: &Reading<'_>) -> Option<Interpretation> {
    if let Some(found) = together::in_order(r) {
        return Some(found);
    }
    let segments = segments(r);
    let entries: Vec<&Segment<'_>> = segments.iter().filter(|segment| segment.is_entry()).collect();
    let lines = segments.iter().filter(|segment| segment.named).count();
    if entries.len() < 2 && !(entries.len() == 1 && lines > 1 && segments.len() > 2) {
        return None;
    }
    let first = segments.iter().position(Segment::is_entry).unwrap_or_default();
    let rows: Vec<&Segment<'_>> = segments
        .iter()
        .enumerate()
        .filter(|(at, segment)| is_row(r, segment, *at < first))
        .map(|(_, segment)| segment)
        .collect();
    let assessment = assessment_of(r, &rows).filter(|_| !is_of_another(r, &rows));
    let view = assessment.as_ref().and_then(Pick::single).and_then(|id| r.index.assessment(id));
    let mut rows: Vec<ListLine> = rows.into_iter().map(|row| entry(r, row, view)).collect();
    let above = r.people.iter().map(|mention| mention.from).min().unwrap_or_default();
    let scale = scale_above(r, above);
    hold_to_scale(&mut rows, scale, view);
    mark_twice(&mut rows);
    let found = concluded(r, assessment, rows);
    // `interro 2 sur 10`, which there is not yet: what it would be out of.
    let unknown = matches!(found.slots.assessment, Some(Pick::Unknown { .. }));
    Some(found.with(|slots| slots.maximum = scale.filter(|_| unknown)))
}

/// `Nom;Note/10`, `notes sur 10`: the one scale that is said above the token `end`.
pub(in super::super) fn scale_above(r: &Reading<'_>, end: usize) -> Option<Decimal> {
    let scale = |value: &Value| value.number().filter(|_| super::assessments::is_scale(r, value));
    let of_kinds = r.kinds.iter().filter(|kind| kind.to <= end).filter_map(|kind| kind.out_of);
    let mut scales = r.values.iter().filter(|value| value.to <= end).filter_map(scale).chain(of_kinds);
    let first = scales.next()?;
    scales.all(|other| other == first).then_some(first)
}

/// Marks out of something else than their test is out of are not taken for its marks.
pub(in super::super) fn hold_to_scale(lines: &mut [ListLine], scale: Option<Decimal>, view: Option<&AssessmentView>) {
    let (Some(scale), Some(view)) = (scale, view) else { return };
    if scale == view.maximum.points().decimal() {
        return;
    }
    for line in lines.iter_mut().filter(|line| line.mark.is_some()) {
        let Some(given) = line.given.as_mut().filter(|given| given.out_of.is_none()) else { continue };
        given.out_of = Some(scale);
        line.mark = None;
        line.problem = Some(LineProblem::OtherScale);
    }
}

/// `notes 4eA maths ds1` with nothing after it: the lines follow.
pub(super) fn begun(r: &Reading<'_>) -> Option<Interpretation> {
    let meant = r.assessments_meant();
    let leads = r.find(Cue::Marks).is_some_and(|hit| hit.from <= 1);
    let empty = r.values.is_empty() && r.statuses.is_empty() && r.people.is_empty() && r.strangers().next().is_none();
    let placed = meant.said || !r.classes.is_empty();
    let asks = r.has_question_mark();
    if !(leads && empty && placed) || asks {
        return None;
    }
    let class = super::pick(r.class_ids());
    let found = concluded(r, pick_assessment(meant.candidates, meant.said), Vec::new());
    // No line is not a list of bad lines.
    let (outcome, reason) = match (found.outcome, found.reason) {
        (Outcome::Reject, Some(Reason::LineProblems)) => (Outcome::Clarify, Some(Reason::Value)),
        judged => judged,
    };
    let slots = Slots { class, ..found.slots };
    Some(Interpretation { outcome, reason, slots, ..Interpretation::new(Intent::MarkList, outcome) })
}

/// Rows are entries, names without a value, and values without a name; headings and totals are not.
fn is_row(r: &Reading<'_>, segment: &Segment<'_>, before_entries: bool) -> bool {
    if segment.is_entry() || !segment.mentions.is_empty() {
        return !segment.is_total(r) || !segment.mentions.is_empty();
    }
    !before_entries && !segment.is_total(r) && (segment.named || !segment.values.is_empty()) && !segment.is_heading(r)
}

impl Segment<'_> {
    fn is_entry(&self) -> bool {
        self.named && (!self.values.is_empty() || !self.statuses.is_empty())
    }

    fn is_total(&self, r: &Reading<'_>) -> bool {
        self.mentions.is_empty() && self.begins_with(r, &Meaning::Total)
    }

    fn is_heading(&self, r: &Reading<'_>) -> bool {
        self.mentions.is_empty() && (self.begins_with(r, &Meaning::Header) || r.placed.get(self.from) == Some(&true))
    }

    fn begins_with(&self, r: &Reading<'_>, meaning: &Meaning) -> bool {
        r.hits.iter().any(|hit| hit.from == self.from && hit.meaning == meaning)
    }
}

/// Lines, and within a line what commas, semicolons or the order of names and marks set apart.
fn segments<'r>(r: &'r Reading<'_>) -> Vec<Segment<'r>> {
    let mut found = Vec::new();
    let (mut from, mut last, counted) = (0, None, is_counted(r));
    let heads = Heads::of(r);
    while let Some(first) = r.tokens.get(from) {
        let line = first.line;
        let to = from + r.tokens.get(from..).unwrap_or_default().iter().take_while(|token| token.line == line).count();
        let row = heads.as_ref().filter(|heads| heads.is_parted());
        let parts = if row.is_some() { vec![(from, to)] } else { split(r, from, to) };
        for (place, (from, to)) in parts.into_iter().enumerate() {
            let mut segment = segment(r, from, to, line);
            if let Some(heads) = row {
                let mut strangers = r.strangers().map(|(at, _)| at).filter(|at| from <= *at && *at < to);
                segment.named = !segment.mentions.is_empty() || strangers.any(|at| !heads.is_beside(r, at));
            }
            if place == 0 {
                last = take_row_number(r, &mut segment, (last, counted)).or(last);
            }
            if let Some(heads) = &heads {
                heads.keep_marks(r, &mut segment.values);
            }
            found.push(segment);
        }
        from = to;
    }
    found
}

fn split(r: &Reading<'_>, from: usize, to: usize) -> Vec<(usize, usize)> {
    let values = r.values.iter().filter(|value| from <= value.from && value.to <= to).count();
    let statuses = r.statuses.iter().filter(|status| from <= status.from && status.to <= to).count();
    if values + statuses < 2 {
        return vec![(from, to)];
    }
    // `1;KOUAME;16`: what counts the rows is no entry with the name behind it.
    let counted = row_number_end(r, from, to).unwrap_or(from);
    let mut parts = Vec::new();
    let mut start = from;
    for at in from..to {
        let inside_value = r.values.iter().any(|value| value.from < at && at < value.to);
        let token = r.tokens.get(at);
        let sign = |token: &Token| matches!(token.kind, Kind::Sign(',' | ';' | '|' | '/' | '•'));
        let separator = token.is_some_and(|token| sign(token) || joins(token));
        let heading_end = token.is_some_and(|token| token.is_sign(':'))
            && start == from
            && !has_entry(r, start, at)
            && r.placed.get(from..at).unwrap_or_default().contains(&true);
        let value_ends = ends_value(r, at) && is_name_like(r, at);
        let entry = has_entry(r, start.max(counted), at);
        // `KOUAME;3;16`: a second number of the same person sets nothing apart.
        let another = || (at + 1..to).any(|at| is_name_like(r, at));
        if (separator && !inside_value && entry && another()) || heading_end {
            parts.push((start, at));
            start = at + 1;
        } else if value_ends && entry {
            parts.push((start, at));
            start = at;
        }
    }
    parts.push((start, to));
    parts.retain(|(from, to)| from < to);
    parts
}

/// Where a row begins behind a whole number and its separator, with a value or status of its own still to come.
fn row_number_end(r: &Reading<'_>, from: usize, to: usize) -> Option<usize> {
    let whole = |value: &&Value| value.number().is_some_and(|number| number.fract().is_zero());
    let first = r.values.iter().find(|value| value.from == from && value.to == from + 1).filter(whole)?;
    let parted = |sign: char| r.tokens.get(first.to).is_some_and(|token| token.is_sign(sign));
    let more = r.values.iter().filter(|value| first.to <= value.from && value.to <= to).count();
    let more = more + r.statuses.iter().filter(|status| first.to <= status.from && status.to <= to).count();
    (parted(';') || parted('|') || parted(',') && more == 1).then_some(first.to + 1)
}

/// A heading that begins with what counts rows or people: `Rang;Nom;Note`.
fn is_counted(r: &Reading<'_>) -> bool {
    let begins_line = |at: usize| {
        let line = |at: usize| r.tokens.get(at).map(|token| token.line);
        at.checked_sub(1).is_none_or(|before| line(before) != line(at))
    };
    let valueless = |at: usize| {
        let line = r.tokens.get(at).map(|token| token.line);
        !r.values.iter().any(|value| r.tokens.get(value.from).map(|token| token.line) == line)
    };
    let aside = r.hits.iter().filter(|hit| *hit.meaning == Meaning::Aside);
    aside.into_iter().any(|hit| begins_line(hit.from) && valueless(hit.from))
}

/// Whether a name and a value stand in `from..to`.
fn has_entry(r: &Reading<'_>, from: usize, to: usize) -> bool {
    let value = r.values.iter().any(|value| from <= value.from && value.to <= to);
    let status = r.statuses.iter().any(|status| from <= status.from && status.to <= to);
    let word = (from..to).any(|at| is_name_like(r, at));
    (value || status) && word
}

fn is_name_like(r: &Reading<'_>, at: usize) -> bool {
    let person = r.people.iter().any(|mention| mention.from <= at && at < mention.to);
    person || r.is_stranger(at)
}

fn ends_value(r: &Reading<'_>, at: usize) -> bool {
    r.values.iter().any(|value| value.to == at) || r.statuses.iter().any(|status| status.to == at)
}

pub(in super::super) fn segment<'r>(r: &'r Reading<'_>, from: usize, to: usize, line: usize) -> Segment<'r> {
    let mut search = r.name_search(from, to);
    search.taken = &r.placed;
    let mentions = r.index.names().mentions(&search);
    let values: Vec<&Value> = r.values.iter().filter(|value| from <= value.from && value.to <= to).collect();
    let statuses = r.statuses.iter().filter(|status| from <= status.from && status.to <= to).map(|status| status.what);
    let statuses = distinct(statuses);
    let named = !mentions.is_empty() || r.strangers().any(|(at, _)| from <= at && at < to);
    Segment { from, to, line, mentions, values, statuses, named }
}

/// `1. Awa 14`, `2) Aya 9`, `4 Konan 12`: the number of the row is no mark. Returns it.
fn take_row_number(
    r: &Reading<'_>,
    segment: &mut Segment<'_>,
    (last, counted): (Option<Decimal>, bool),
) -> Option<Decimal> {
    let first = segment.values.first().filter(|value| value.from == segment.from && value.to == segment.from + 1)?;
    let number = first.number().filter(|number| number.fract().is_zero())?;
    let sign =
        |wanted: &[char]| r.tokens.get(first.to).is_some_and(|token| wanted.iter().any(|sign| token.is_sign(*sign)));
    let another = segment.values.len() > 1 || !segment.statuses.is_empty();
    let follows = last.map_or(number == Decimal::ONE, |last| number == last + Decimal::ONE);
    let numbers_row = sign(&['.', ')', '°']) || (another && (follows || counted || sign(&['-'])));
    if !segment.named || !numbers_row {
        return None;
    }
    segment.values.remove(0);
    Some(number)
}

/// The assessment of the list: the one said, in the class most rows fit.
fn assessment_of(r: &Reading<'_>, rows: &[&Segment<'_>]) -> Option<Pick<AssessmentId>> {
    let meant = r.assessments_meant();
    if meant.foreign || meant.candidates.len() < 2 {
        return pick_assessment(meant.candidates, true);
    }
    let views: Vec<&AssessmentView> = meant.candidates.iter().filter_map(|id| r.index.assessment(*id)).collect();
    let fitting = |class: ClassId| {
        let inside = |mention: &Mention| {
            mention.people.iter().any(|person| r.index.person(*person).is_some_and(|s| s.class == class))
        };
        rows.iter().filter(|row| row.mentions.iter().any(inside)).count()
    };
    let best = views.iter().map(|view| fitting(view.class)).max()?;
    let kept: Vec<AssessmentId> = views.iter().filter(|view| fitting(view.class) == best).map(|view| view.id).collect();
    pick_assessment(kept, meant.said)
}

/// `contrôle de géométrie`, `rattrapage` above the rows: a title that names no test of ours is not the active one's.
fn is_of_another(r: &Reading<'_>, rows: &[&Segment<'_>]) -> bool {
    let first = rows.iter().map(|row| row.line).min().unwrap_or_default();
    let title = |token: &Token| token.line < first;
    let named = |at: usize, token: &Token| TESTS.contains(&token.word.as_str()) || r.is_stranger(at);
    let titled = r.tokens.iter().enumerate().any(|(at, token)| title(token) && named(at, token));
    titled && !r.assessments_meant().said
}

/// What a test may be called.
const TESTS: [&str; 17] = [
    "controle",
    "composition",
    "compo",
    "examen",
    "exam",
    "rattrapage",
    "test",
    "quiz",
    "conduite",
    "oral",
    "tp",
    "projet",
    "expose",
    "امتحان",
    "اختبار",
    "الاختبار",
    "مراقبه",
];

pub(super) fn entry(r: &Reading<'_>, row: &Segment<'_>, assessment: Option<&AssessmentView>) -> ListLine {
    let student = student_of(r, row, assessment);
    let mut line = ListLine {
        number: row.line + 1,
        heard: r.slice(row.from, row.to).trim().to_owned(),
        student,
        given: None,
        mark: None,
        problem: None,
    };
    take_value(&mut line, r, (&row.values, &row.statuses), assessment);
    if is_doubted(r, row) {
        line.problem = Some(LineProblem::Doubted);
    }
    object_to_name(&mut line);
    line
}

/// `Yao 13 ?`, `Yao pas sûr 13`: whoever is not sure of a line has it shown apart.
fn is_doubted(r: &Reading<'_>, row: &Segment<'_>) -> bool {
    let tokens = r.tokens.get(row.from..row.to).unwrap_or_default();
    let named = |hit: &Hit<'_>| row.mentions.iter().any(|mention| mention.from < hit.to && hit.from < mention.to);
    let stated = |hit: &Hit<'_>| r.statuses.iter().any(|status| status.from < hit.to && hit.from < status.to);
    let guessed = |hit: &&Hit<'_>| *hit.meaning == Meaning::Doubt && row.from <= hit.from && hit.to <= row.to;
    tokens.iter().any(|token| token.is_sign('?') || token.is_sign('؟'))
        || r.hits.iter().filter(guessed).any(|hit| !named(hit) && !stated(hit))
}

/// The mark of a line, or what speaks against it.
pub(in super::super) fn take_value(
    line: &mut ListLine,
    r: &Reading<'_>,
    found: (&[&Value], &[MarkStatus]),
    assessment: Option<&AssessmentView>,
) {
    match found {
        ([value], []) => {
            line.given = Some(given(r, value));
            match judge(value, assessment) {
                Ok(mark) => line.mark = mark,
                Err((objection, _)) => line.problem = Some(objection.problem()),
            }
        }
        ([], [status]) => line.mark = Some(Mark::Status(*status)),
        ([], []) => line.problem = Some(LineProblem::NoValue),
        _ => line.problem = Some(LineProblem::Unreadable),
    }
}

/// Whom a line is about comes before what it says of them.
pub(in super::super) fn object_to_name(line: &mut ListLine) {
    let name_problem = match &line.student {
        None => Some(LineProblem::NoName),
        Some(Pick::Unknown { .. }) => Some(LineProblem::UnknownStudent),
        Some(Pick::Several(_) | Pick::All(_)) => Some(LineProblem::AmbiguousStudent),
        Some(Pick::One(_) | Pick::Near { .. }) => None,
    };
    line.problem = name_problem.or(line.problem);
    if line.problem.is_some() {
        line.mark = None;
    }
}

pub(in super::super) fn student_of(
    r: &Reading<'_>,
    row: &Segment<'_>,
    assessment: Option<&AssessmentView>,
) -> Option<Pick<StudentId>> {
    let Some(first) = row.mentions.first() else { return unknown_in(r, row) };
    let mut people = first.people.clone();
    let mut exact = first.exact && row.mentions.len() == 1;
    for mention in row.mentions.iter().skip(1) {
        let both: Vec<u32> = people.iter().copied().filter(|person| mention.people.contains(person)).collect();
        exact &= mention.exact;
        if both.is_empty() { people.extend(&mention.people) } else { people = both }
    }
    let mention = Mention { people, exact, ..first.clone() };
    let students = r.students_of(&mention);
    let of_class = |class| students.iter().filter(|(_, of)| *of == class).map(|(id, _)| *id).collect::<Vec<_>>();
    let students = match assessment {
        Some(view) => of_class(view.class),
        None => students.iter().map(|(id, _)| *id).collect(),
    };
    if students.is_empty() {
        return Some(Pick::Unknown { heard: r.slice(mention.from, mention.to).to_owned(), nearest: Vec::new() });
    }
    Some(r.pick_student(&mention, students))
}

fn unknown_in(r: &Reading<'_>, row: &Segment<'_>) -> Option<Pick<StudentId>> {
    let mut strangers = r.strangers().map(|(at, _)| at).filter(|at| row.from <= *at && *at < row.to);
    let first = strangers.next()?;
    let last = strangers.last().unwrap_or(first);
    let heard = r.slice(first, last + 1).to_owned();
    let nearest = r.index.names().nearest(&heard, 3).into_iter().filter_map(|person| r.index.person(person));
    Some(Pick::Unknown { nearest: nearest.map(|student| student.id).collect(), heard })
}

pub(in super::super) fn mark_twice(rows: &mut [ListLine]) {
    let mut first: HashMap<StudentId, usize> = HashMap::new();
    for row in rows {
        let Some(student) = row.student.as_ref().and_then(Pick::single) else { continue };
        match first.get(&student) {
            Some(line) => {
                row.problem = Some(LineProblem::Twice { first: *line });
                row.mark = None;
            }
            None => {
                first.insert(student, row.number);
            }
        }
    }
}

pub(super) fn concluded(
    r: &Reading<'_>,
    assessment: Option<Pick<AssessmentId>>,
    lines: Vec<ListLine>,
) -> Interpretation {
    let is = |wanted: fn(&LineProblem) -> bool| lines.iter().any(|line| line.problem.as_ref().is_some_and(wanted));
    let usable = lines.iter().any(|line| line.problem.is_none());
    let (outcome, reason) = if r.assessments_meant().foreign {
        (Outcome::Reject, Some(Reason::NotAllowed))
    } else if assessment.as_ref().and_then(Pick::single).is_none() {
        let known = r.assessments_meant().unknown.is_none();
        (Outcome::Clarify, Some(if known { Reason::Assessment } else { Reason::UnknownAssessment }))
    } else if is(|problem| matches!(problem, LineProblem::Twice { .. })) {
        (Outcome::Clarify, Some(Reason::DuplicateLine))
    } else if is(|problem| *problem == LineProblem::AmbiguousStudent) {
        (Outcome::Clarify, Some(Reason::Homonym))
    } else if usable {
        (Outcome::Confirm, is(|_| true).then_some(Reason::LineProblems))
    } else {
        (Outcome::Reject, Some(Reason::LineProblems))
    };
    let none_there = assessment.is_none() && r.assessments_meant().candidates.is_empty();
    let class = super::pick(r.class_ids()).filter(|_| none_there);
    let unknown = r.assessments_meant().unknown.filter(|_| assessment.is_none());
    let kinds = if unknown.is_some() { super::assessments::kinds_named(r) } else { Vec::new() };
    let assessment = assessment.or(unknown.map(|heard| Pick::Unknown { heard, nearest: Vec::new() }));
    let slots = Slots { assessment, class, lines, kinds, ..Slots::default() };
    Interpretation { intent: Intent::MarkList, outcome, reason, slots, language: None }
}

/// A word between two entries or two names.
pub(super) fn joins(token: &Token) -> bool {
    matches!(token.word.as_str(), "et" | "and" | "puis" | "w" | "و")
}
