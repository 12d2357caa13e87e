//! Who is away: lists by the school, and what anybody asks about absences.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{AbsentLine, Aside, Interpretation, Outcome, Reason};
use super::super::reading::Reading;
use super::family::{Child, child};
use super::moments::says_when;

/// `absents 4eA : Awa, Yao retard 8h`, `absent today: …`: the word, then a colon, then a name each.
pub(super) fn list(r: &Reading<'_>) -> Option<Interpretation> {
    let begins = r.find(Cue::Attendance).filter(|hit| hit.from == 0)?;
    let colon = r.colon().filter(|at| *at >= begins.to);
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
    let days = super::days::several(&head);
    // `absents 4eA : Yao lundi, Aya demain`: a day for each is asked for in lists of their own.
    let own_days = !Reading::new(rest, r.index, r.dialogue).dates.is_empty();
    let found = if lines.is_empty() || own_days {
        Interpretation::because(Intent::AbsenceMark, Outcome::Clarify, Reason::Student)
    } else {
        Interpretation::new(Intent::AbsenceMark, Outcome::Confirm)
    };
    Some(found.with(|slots| {
        slots.class = class;
        slots.date = date;
        slots.absent = if own_days { Vec::new() } else { lines };
        slots.days = days;
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

/// `qui est absent aujourd'hui`, `combien d'absents hier en 4eA`: of a day, by the school.
fn of_day(r: &Reading<'_>) -> Option<Interpretation> {
    let today = r.dialogue.now.date();
    let missing = r.any(&[Cue::Missing, Cue::NotEntered]);
    let away = r.any(&[Cue::Attendance, Cue::AbsenceView]) || missing && !r.any(&[Cue::Marks, Cue::TeacherWord]);
    let dated = !r.dates.is_empty() || r.has(Cue::PeriodToday);
    let asks = super::turned::asks(r) || r.any(&[Cue::Question, Cue::Show, Cue::Got, Cue::ClassSize, Cue::Send]);
    let listed = dated && r.words() <= 4 && !missing || !r.classes.is_empty() && names_those_away(r);
    let of_test =
        r.assessments_meant().said || !r.values.is_empty() || r.dialogue.active_assessment.is_some() && !dated;
    let other =
        [Cue::AbsenceView, Cue::Announce, Cue::Tell, Cue::Term, Cue::ThisTerm, Cue::PeriodWeek, Cue::PeriodMonth];
    let named = !r.people.is_empty() || r.tokens.iter().any(|token| token.is_sign(':') || token.is_sign('+'));
    let plain = r.classes.is_empty() && !dated && !names_those_away(r);
    if !away || !(asks || listed) || of_test || named || plain || r.any(&other) || missing && !dated {
        return None;
    }
    let ahead = r.dates.iter().map(|found| found.what).min();
    let date = r.dates.iter().map(|found| found.what).find(|date| *date <= today).or(ahead).unwrap_or(today);
    if r.strangers().next().is_some() {
        return None;
    }
    let class = super::pick(r.class_ids());
    Some(Interpretation::new(Intent::AbsenceView, Outcome::Ok).with(|slots| {
        slots.class = class;
        slots.date = Some(date);
    }))
}

/// `absences demain`, `absences cette semaine 4eA`: what is marked and announced for a day, or day by day.
fn of_days(r: &Reading<'_>) -> Option<Interpretation> {
    let named = |at: usize| r.classes.iter().any(|place| place.from <= at && at < place.to);
    let around = [Cue::AbsenceView, Cue::Attendance, Cue::Show, Cue::Want, Cue::Question, Cue::ClassWord, Cue::Thanks];
    let when = [Cue::PeriodWeek, Cue::PeriodToday, Cue::Got, Cue::Send];
    let known = [&around[..], &when[..]].concat();
    let beyond = r.tokens_beyond(&known);
    let plain = beyond.filter_map(|token| r.tokens.iter().position(|other| other.start == token.start));
    let week = super::days::week_of(r);
    let small = |at: usize| {
        r.tokens.get(at).is_some_and(|token| {
            super::audience::SMALL.contains(&token.word.as_str()) || super::days::is_of_week(&token.word)
        })
    };
    let mut others = plain.filter(|at| !(named(*at) || says_when(r, *at) || week.is_some() && small(*at)));
    let asked = r.has(Cue::AbsenceView) && (week.is_some() || !r.dates.is_empty() || r.has(Cue::PeriodToday));
    let colon = r.tokens.iter().any(|token| token.is_sign(':') || token.is_sign('+'));
    if !asked || others.next().is_some() || !r.people.is_empty() || !r.values.is_empty() || colon {
        return None;
    }
    let several = super::days::several(r);
    let days = if r.dates.is_empty() { week.unwrap_or_default() } else { several };
    let date = r.dates.iter().min_by_key(|date| date.from).map_or(r.dialogue.now.date(), |date| date.what);
    Some(Interpretation::new(Intent::AbsenceView, Outcome::Ok).with(|slots| {
        slots.class = super::pick(r.class_ids());
        slots.date = Some(date).filter(|_| days.is_empty());
        slots.days = days;
    }))
}

/// `refuse le motif d'Awa hier`, `reject the reason for Awa's absence`: by the office.
fn refused_reason(r: &Reading<'_>) -> Option<Interpretation> {
    let word = |words: &[&str]| {
        let said = |word: &str| words.contains(&word);
        r.tokens.iter().any(|token| said(&token.word) || token.stripped.iter().any(|form| said(form)))
    };
    if !word(&REASON) || !word(&REFUSE) || super::turned::asks(r) || r.has(Cue::Negation) {
        return None;
    }
    let date = r.dates.iter().min_by_key(|date| date.from).map(|date| date.what);
    let refuses = |slots: &mut super::super::interpretation::Slots| {
        slots.date = date;
        slots.aside = Some(Aside::RefusesReason);
    };
    let Some(mention) = r.person_meant() else {
        let found = Interpretation::because(Intent::AbsenceMark, Outcome::Clarify, Reason::Student);
        return Some(found.with(refuses));
    };
    let students = r.students_of(&mention).into_iter().map(|(id, _)| id).collect();
    let student = r.pick_student(&mention, students);
    let found = Interpretation::new(Intent::AbsenceMark, Outcome::Confirm).with(refuses);
    Some(found.with(|slots| slots.student = Some(student)))
}

const REASON: [&str; 14] = [
    "motif",
    "motifs",
    "raison",
    "justification",
    "justificatif",
    "excuse",
    "reason",
    "سبب",
    "السبب",
    "عذر",
    "العذر",
    "مبرر",
    "المبرر",
    "التبرير",
];
const REFUSE: [&str; 16] = [
    "refuse",
    "refuser",
    "refusez",
    "refusons",
    "rejette",
    "rejeter",
    "rejetez",
    "reject",
    "decline",
    "ارفض",
    "نرفض",
    "ارفضوا",
    "رفض",
    "مرفوض",
    "refus",
    "refused",
];

/// `les absents`, `the absentees`: those who are away, not one of them.
fn names_those_away(r: &Reading<'_>) -> bool {
    r.tokens.iter().any(|token| AWAY.contains(&token.word.as_str()))
}

const AWAY: [&str; 10] = [
    "absents",
    "absentes",
    "absentees",
    "manquants",
    "الغائبين",
    "الغائبون",
    "غائبين",
    "غايبين",
    "lghaybin",
    "ghaybin",
];

/// `absences`, `absences 4eA`, `combien d'absences`.
pub(super) fn view(r: &Reading<'_>) -> Option<Interpretation> {
    if r.index.is_staff()
        && let Some(found) = refused_reason(r).or_else(|| of_day(r)).or_else(|| of_days(r))
    {
        return Some(found);
    }
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
