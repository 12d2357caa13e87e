//! Who is away: lists by the school, and what anybody asks about absences.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{AbsentLine, Interpretation, Outcome, Reason};
use super::super::reading::Reading;
use super::family::{Child, child};

/// `absents 4eA : Awa, Yao retard 8h`, `absent today: …`: the word, then a colon, then a name each.
pub(super) fn list(r: &Reading<'_>) -> Option<Interpretation> {
    let begins = r.find(Cue::Attendance).filter(|hit| hit.from == 0)?;
    let colon = r.tokens.iter().position(|token| token.is_sign(':')).filter(|at| *at >= begins.to);
    let Some(colon) = colon else { return nobody_named(r) };
    let start = r.tokens.get(colon)?.end;
    let head = Reading::new(r.text.get(..start)?, r.index, r.dialogue);
    if head.assessments_meant().said || !head.values.is_empty() {
        return None;
    }
    let rest = r.text.get(start..).unwrap_or_default();
    let late = head.has(Cue::Late);
    let parts = rest.split([',', ';', '\n', '،', '؛']).map(str::trim).filter(|part| !part.is_empty());
    let lines: Vec<AbsentLine> = parts.map(|part| line(r, part, late)).collect();
    let class = super::pick(head.class_ids());
    let date = head.dates.first().map(|date| date.what);
    let found = if lines.is_empty() {
        Interpretation::because(Intent::AbsenceMark, Outcome::Clarify, Reason::Student)
    } else {
        Interpretation::new(Intent::AbsenceMark, Outcome::Confirm)
    };
    Some(found.with(|slots| {
        slots.class = class;
        slots.date = date;
        slots.absent = lines;
    }))
}

/// `absents 4eA`: a list is begun, and nobody stands in it.
fn nobody_named(r: &Reading<'_>) -> Option<Interpretation> {
    let bare = !r.classes.is_empty() && r.people.is_empty() && r.words() <= 3 && !r.has(Cue::AbsenceView);
    let asked = || Interpretation::because(Intent::AbsenceMark, Outcome::Clarify, Reason::Student);
    bare.then(|| asked().with(|slots| slots.class = super::pick(r.class_ids())))
}

/// A name, with what it says beside it: late, from when, until when.
fn line(r: &Reading<'_>, part: &str, late: bool) -> AbsentLine {
    let own = Reading::new(part, r.index, r.dialogue);
    let student = own.person_meant().map(|mention| {
        let students = own.students_of(&mention).into_iter().map(|(id, _)| id).collect();
        own.pick_student(&mention, students)
    });
    let mut times = own.times.iter().map(|time| time.what);
    AbsentLine {
        heard: part.to_owned(),
        student,
        late: late || own.has(Cue::Late),
        from: times.next(),
        until: times.next(),
    }
}

/// `absences`, `absences 4eA`, `combien d'absences`.
pub(super) fn view(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.has(Cue::AbsenceView) || r.tokens.iter().any(|token| token.is_sign(':')) {
        return None;
    }
    let rest = [Cue::AbsenceView, Cue::Attendance, Cue::NotComing, Cue::Show, Cue::Want, Cue::Question, Cue::MyChild];
    let more = [Cue::MyChildren, Cue::ClassWord, Cue::Term, Cue::ThisTerm, Cue::Thanks, Cue::Got, Cue::Send];
    let when = [Cue::PeriodToday, Cue::PeriodWeek, Cue::PeriodMonth, Cue::PeriodYear];
    let others = r.tokens_beyond(&[&rest[..], &more[..], &when[..]].concat()).count();
    let named = r.people.iter().map(|mention| mention.to - mention.from).sum::<usize>();
    let classes = r.classes.iter().map(|place| place.to - place.from).sum::<usize>();
    if others > named + classes || !r.values.is_empty() || !r.dates.is_empty() {
        return None;
    }
    let class = super::pick(r.class_ids());
    if matches!(r.index.speaker(), super::Speaker::Guardian(_)) {
        return Some(child(r, Child::Optional).finish(Intent::AbsenceView));
    }
    Some(Interpretation::new(Intent::AbsenceView, Outcome::Ok).with(|slots| slots.class = class))
}
