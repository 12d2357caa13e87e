//! One mark of one student: `Awa Kouassi 14 ds1`.
//!
//! Invariant: at once only when student, assessment and value are each certain and nothing in the message speaks against it.

use rust_decimal::Decimal;

use super::super::Intent;
use super::super::account::Strays;
use super::super::cue::Cue;
use super::super::interpretation::{AbsentLine, Interpretation, Outcome, Pick, Reason, Slots};
use super::super::judge::{Objection, given, judge};
use super::super::lexicon::{Hit, Meaning};
use super::super::names::Mention;
use super::super::reading::Reading;
use super::super::resolve::Target;
use super::super::scope::AssessmentView;
use super::super::token::{Kind, Token};
use super::super::value::{Form, Value};
use super::super::when::Found;
use crate::domain::{Mark, MarkStatus};

/// What was said about the mark.
pub(super) enum Said<'v> {
    Nothing,
    Value(&'v Value),
    Status(MarkStatus),
    /// More than one, and no telling which.
    Several,
}

pub(super) fn set(r: &Reading<'_>) -> Option<Interpretation> {
    // `moyenne Awa 2025` asks about a year.
    let looks = r.any(&[Cue::Average, Cue::YearAverage, Cue::Report, Cue::Progress]);
    if looks && super::year::is_only_value(r) {
        return None;
    }
    let said = said(r);
    let concerns_somebody = !r.people.is_empty() || r.strangers().next().is_some();
    let concerns_test = r.assessments_meant().said || r.dialogue.active_assessment.is_some();
    let short = r.words() <= 4 + usize::from(r.any(&[Cue::SetMark, Cue::Marks])) * 4;
    match said {
        Said::Nothing if !(concerns_somebody && (r.has(Cue::SetMark) || r.assessments_meant().said)) => return None,
        _ if !(concerns_somebody || concerns_test || short) => return None,
        _ => {}
    }
    let target = r.target();
    let mut slots = Slots::default();
    let verdict = decide(r, &said, &target, &mut slots);
    if let Some(student) = target.student {
        slots.student = Some(student);
    }
    let unknown = target.unknown_assessment.map(|heard| Pick::Unknown { heard, nearest: Vec::new() });
    if unknown.is_some() {
        slots.kinds = super::assessments::kinds_named(r);
    }
    slots.assessment = target.assessment.or(unknown);
    let (outcome, reason) = match verdict {
        Some((outcome, reason)) => (outcome, Some(reason)),
        None => (Outcome::Ok, None),
    };
    Some(Interpretation { intent: Intent::MarkSet, outcome, reason, slots, language: None })
}

/// The value or status; a coefficient, a maximum or a number of points to add is neither.
pub(super) fn said<'v>(r: &'v Reading<'_>) -> Said<'v> {
    let mut values: Vec<&Value> = r.values.iter().filter(|value| !is_coefficient(r, value)).collect();
    // `13... non 14, oui c'est 14`
    if let [one, other, last] = values.as_slice()
        && other.form == last.form
        && one.form != other.form
    {
        values.pop();
    }
    let again = super::changes::said_again(r, &values);
    // `11, he was not absent`
    let denied = |status: &Found<MarkStatus>| !values.is_empty() && super::turned::is_denied(r, status.from);
    let statuses: Vec<_> = r.statuses.iter().filter(|status| !denied(status)).collect();
    match (values.as_slice(), statuses.as_slice()) {
        ([], []) => Said::Nothing,
        ([value], []) => Said::Value(value),
        ([_, _], []) if again.is_some() => again.map_or(Said::Several, Said::Value),
        ([], [status]) => Said::Status(status.what),
        // `absente, non justifié`
        ([], [absent, why]) if absent.what == MarkStatus::Absent && is_beside(r, absent, why) => Said::Status(why.what),
        ([], [first, rest @ ..]) if rest.iter().all(|status| status.what == first.what) => Said::Status(first.what),
        _ => Said::Several,
    }
}

/// Whether the second status says more of the first: nothing but signs and small words stands between them.
fn is_beside(r: &Reading<'_>, absent: &Found<MarkStatus>, why: &Found<MarkStatus>) -> bool {
    let small = |at: usize| r.is_filler(at) || !r.tokens.get(at).is_some_and(Token::is_text);
    why.what == MarkStatus::AbsentUnjustified && absent.to <= why.from && (absent.to..why.from).all(small)
}

pub(super) fn is_coefficient(r: &Reading<'_>, value: &Value) -> bool {
    r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::Coefficient) && hit.to == value.from)
}

fn decide(r: &Reading<'_>, said: &Said<'_>, target: &Target, slots: &mut Slots) -> Option<(Outcome, Reason)> {
    let assessment = target.assessment.as_ref().and_then(Pick::single).and_then(|id| r.index.assessment(id));
    let mut objection = None;
    match said {
        Said::Value(value) => {
            slots.given = Some(given(r, value));
            match judge(value, assessment) {
                Ok(mark) => slots.mark = mark,
                Err((found, mark)) => {
                    objection = Some(found);
                    slots.mark = mark;
                }
            }
            // `+2` for one student is not the mark 2.
            if value.signed() && objection.is_none() {
                objection = Some(Objection::LooksLike);
            }
        }
        Said::Status(status) => slots.mark = Some(Mark::Status(*status)),
        Said::Nothing | Said::Several => {}
    }
    if target.foreign || speaks_of_foreign_subject(r) {
        slots.refused = super::pick(r.subject_ids());
        return Some((Outcome::Reject, Reason::NotAllowed));
    }
    let mut apart = r.told_apart();
    let taken_back = super::changes::taken_back(r);
    apart.extend(taken_back);
    let strays = r.strays_beside(assessment, &apart);
    if let Some(refused) = elsewhere(&strays, slots) {
        return Some(refused);
    }
    let again = r.values.len() > 1 && taken_back.is_none();
    let doubtful = strays.any || again || doubts(r, said, assessment, &apart);
    slots.unsure = doubtful || matches!(target.student, Some(Pick::Near { .. }));
    if let Some(found) = objection.filter(|found| found.verdict().0 == Outcome::Reject) {
        return Some(found.verdict());
    }
    if let Some(class) = target.elsewhere {
        slots.class = Some(Pick::One(class));
    }
    if let Some(open) = open_question(target) {
        return Some(open);
    }
    match said {
        Said::Nothing => return Some((Outcome::Clarify, Reason::Value)),
        Said::Several => return Some((Outcome::Clarify, Reason::SeveralValues)),
        Said::Value(_) | Said::Status(_) => {}
    }
    if let Some(found) = objection {
        return Some(found.verdict());
    }
    if matches!(target.student, Some(Pick::Near { .. })) {
        return Some((Outcome::Confirm, Reason::FuzzyName));
    }
    doubtful.then_some((Outcome::Confirm, Reason::Assessment))
}

/// A class or a subject that nobody here has: the mark is not meant for the course we would take.
fn elsewhere(strays: &Strays, slots: &mut Slots) -> Option<(Outcome, Reason)> {
    if let Some(heard) = strays.class.clone() {
        slots.class = Some(Pick::Unknown { heard, nearest: Vec::new() });
        return Some((Outcome::Reject, Reason::UnknownClass));
    }
    let heard = strays.subject.clone()?;
    slots.subject = Some(Pick::Unknown { heard, nearest: Vec::new() });
    Some((Outcome::Reject, Reason::NotAllowed))
}

/// What has to be known first.
fn open_question(target: &Target) -> Option<(Outcome, Reason)> {
    match (&target.student, &target.assessment) {
        (Some(Pick::Unknown { .. }), _) => Some((Outcome::Reject, Reason::UnknownStudent)),
        (Some(_), _) if target.elsewhere.is_some() => Some((Outcome::Reject, Reason::NotInClass)),
        _ if target.unknown_assessment.is_some() => Some((Outcome::Clarify, Reason::UnknownAssessment)),
        (Some(Pick::Several(_) | Pick::All(_)), _) => Some((Outcome::Clarify, Reason::Homonym)),
        (None, None) => Some((Outcome::Clarify, Reason::StudentAndAssessment)),
        (None, Some(_)) => Some((Outcome::Clarify, Reason::Student)),
        (Some(_), None | Some(Pick::Several(_) | Pick::All(_) | Pick::Unknown { .. })) => {
            Some((Outcome::Clarify, Reason::Assessment))
        }
        (Some(Pick::One(_) | Pick::Near { .. }), Some(Pick::One(_) | Pick::Near { .. })) => None,
    }
}

/// A subject of the school that the speaker teaches to nobody.
pub(super) fn speaks_of_foreign_subject(r: &Reading<'_>) -> bool {
    let subjects = r.subject_ids();
    !subjects.is_empty() && !r.index.own_subjects().iter().any(|own| subjects.contains(own))
}

/// Anything that makes acting at once too bold: a question, a negation, a guess, an assessment nobody spoke of.
fn doubts(r: &Reading<'_>, said: &Said<'_>, assessment: Option<&AssessmentView>, apart: &[(usize, usize)]) -> bool {
    let status_words = |at: usize| r.statuses.iter().any(|status| status.from <= at && at < status.to);
    let beside = |hit: &Hit<'_>| apart.iter().any(|(from, to)| *from <= hit.from && hit.to <= *to);
    let negated =
        |hit: &Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Negation) && !status_words(hit.from) && !beside(hit);
    let turned = super::turned::asks(r) || r.hits.iter().any(negated);
    let guesses = guesses(r, beside);
    let counts = matches!(said, Said::Value(value) if super::turned::counts_something(r, value));
    let active = r.dialogue.active_assessment;
    let implied = !r.assessments_meant().said && (active.is_none() || active != assessment.map(|view| view.id));
    let comma =
        matches!(said, Said::Value(value) if matches!(value.form, Form::Number { .. }) && followed_by_digits(r, value));
    // Two wishes in one message: the first is shown, the second is never done by guess.
    let more = [Cue::Publish, Cue::Delete, Cue::Undo].into_iter().any(|cue| r.has_alone(cue));
    let added = matches!(said, Said::Value(value) if may_be_added(r, value, assessment) || may_number(r, value));
    turned || guesses || counts || implied || comma || more || added || r.doubtful
}

/// Words of a guess, of a report, of another time; but `était absent` is a status, whatever `était` is beside a value.
fn guesses(r: &Reading<'_>, beside: impl Fn(&Hit<'_>) -> bool) -> bool {
    let of_status = |doubt: &Hit<'_>| {
        let same = |hit: &&Hit<'_>| hit.from == doubt.from && *hit.meaning == Meaning::OfAStatus;
        let inside = r.statuses.iter().any(|status| status.from <= doubt.from && doubt.to <= status.to);
        inside || !r.statuses.is_empty() && r.hits.iter().any(|hit| same(&hit))
    };
    // `can you put` asks, `you put` tells.
    let asked = |doubt: &Hit<'_>| {
        let around = |hit: &Hit<'_>| hit.from <= doubt.from && doubt.to <= hit.to;
        let longer = |hit: &Hit<'_>| around(hit) && hit.to - hit.from > doubt.to - doubt.from;
        r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::SetMark) && longer(hit))
    };
    r.hits.iter().any(|hit| *hit.meaning == Meaning::Doubt && !of_status(hit) && !asked(hit) && !beside(hit))
}

/// `Awa rédaction 2` where there is only a first one: the mark, or the second.
fn may_number(r: &Reading<'_>, value: &Value) -> bool {
    let Some(number) = value.number().filter(|_| value.to == value.from + 1) else { return false };
    let named = |at: usize| r.tokens.get(at).is_some_and(|token| token.is_text() && !token.has_digit());
    let places = r.assessments.iter().chain(&r.shared_names);
    let behind = places.filter(|place| place.to == value.from && place.to.checked_sub(1).is_some_and(named));
    let last = behind.flat_map(|place| &place.things).filter_map(|thing| r.index.kinds_at(*thing)?.1).max();
    last.is_some_and(|last| number <= Decimal::from(last) + Decimal::ONE)
}

/// `ajoute 2 à Awa`: so few points may be meant to come on top of a mark.
fn may_be_added(r: &Reading<'_>, value: &Value, assessment: Option<&AssessmentView>) -> bool {
    let few = assessment.map_or(Decimal::from(5), |view| view.maximum.points().decimal() / Decimal::from(4));
    r.has_alone(Cue::Add) && !r.has(Cue::Marks) && value.number().is_some_and(|number| number <= few)
}

fn followed_by_digits(r: &Reading<'_>, value: &Value) -> bool {
    let next = r.tokens.get(value.to).is_some_and(|token| token.is_sign(',') || token.is_sign('.'));
    next && r.tokens.get(value.to + 1).is_some_and(|token| token.kind == Kind::Digits)
        && r.taken.get(value.to + 1) == Some(&false)
}

/// Students who are not at school today: `Bamba et Yapo sont absents ce matin`.
pub(super) fn absences(r: &Reading<'_>) -> Option<Interpretation> {
    let one_line = r.tokens.last().is_none_or(|token| token.line == 0);
    let away = r.has(Cue::Attendance) && !r.dates.is_empty() && r.people.len() > 1 && one_line;
    let of_test = r.assessments_meant().said || !r.values.is_empty() || r.dialogue.active_assessment.is_some();
    let same = r.statuses.iter().all(|status| status.what == MarkStatus::Absent);
    let exempt = super::turned::asks(r) || r.tokens.iter().any(|token| token.is_sign(':')) || r.has(Cue::Except);
    if !away || of_test || !same || exempt {
        return None;
    }
    let part = super::days::part_of_day(r).filter(|_| !r.has(Cue::Late));
    let line = |mention: &Mention| {
        let students = r.students_of(mention).into_iter().map(|(id, _)| id).collect();
        AbsentLine {
            heard: r.slice(mention.from, mention.to).to_owned(),
            student: Some(r.pick_student(mention, students)),
            late: r.has(Cue::Late),
            from: part.map(|(from, _)| from),
            until: part.map(|(_, until)| until),
        }
    };
    let date = r.dates.first().map(|date| date.what);
    let (absent, days) = (r.people.iter().map(line).collect(), super::days::several(r));
    let slots = Slots { absent, date, days, ..Slots::default() };
    Some(Interpretation { slots, ..Interpretation::new(Intent::AbsenceMark, Outcome::Confirm) })
}

/// A student who is not at school today: `Zadi absent ce matin`, `Konan est arrivé en retard à 8h20`.
pub(super) fn absence(r: &Reading<'_>) -> Option<Interpretation> {
    // `retard Awa 20 min`: minutes, and no mark.
    let minutes = r.has(Cue::Late) && r.values.len() == 1 && !r.any(&[Cue::SetMark, Cue::Marks]);
    let late = r.has(Cue::Late) && (!r.times.is_empty() || minutes) && r.people.len() == 1;
    let days = super::days::several(r);
    let dated = !r.dates.is_empty() || late || !days.is_empty() || !r.times.is_empty();
    if !r.has(Cue::Attendance) || !dated || r.assessments_meant().said || !(r.values.is_empty() || minutes) {
        return None;
    }
    let mention = r.person_meant()?;
    let students = r.students_of(&mention).into_iter().map(|(id, _)| id).collect();
    let student = r.pick_student(&mention, students);
    let (outcome, reason) = match student {
        Pick::Several(_) => (Outcome::Clarify, Some(Reason::Homonym)),
        _ => (Outcome::Confirm, None),
    };
    let date = r.dates.first().map(|date| date.what).or(late.then(|| r.dialogue.now.date()));
    let mut times = r.times.iter().map(|time| time.what);
    let part = super::days::part_of_day(r).filter(|_| r.times.is_empty() && !r.has(Cue::Late));
    let absent = vec![AbsentLine {
        heard: r.slice(mention.from, mention.to).to_owned(),
        student: Some(student.clone()),
        late: r.has(Cue::Late),
        from: times.next().or(part.map(|(from, _)| from)),
        until: times.next().or(part.map(|(_, until)| until)),
    }];
    let slots = Slots { student: Some(student), date, absent, days, ..Slots::default() };
    Some(Interpretation { intent: Intent::AbsenceMark, outcome, reason, slots, language: None })
}
