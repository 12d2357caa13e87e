//! `absents 4eA : Awa, Yao retard 8h`, and who is away, by the school; `absences` by families, too.

use jiff::civil::{Date, Time};

use super::dialogue::{Ask, PlannedAbsence, TakesBack};
use super::press::Press;
use super::turn::{Turn, choice};
use super::understand::{AbsentLine, Aside, Interpretation, Pick};
use super::{CommandError, refusal};
use crate::actions::{
    MarkedAbsences, OwnClass, RefusedReason, absences_of_day, child_absences, class_absences, mark_absences,
    plan_absences, refuse_said_reason, said_reason, unmark_absences,
};
use crate::domain::{AbsenceKind, AbsenceSpan, Action, ChangeSetId, ClassId, StudentId, can};
use crate::phrase::{AbsenceLine, AbsencePhrase, AbsenceProblem, ClassAway, Label, Phrase, Say, StudentAway};
use crate::store::KnownChild;

/// The hours in which a lesson may be running: outside of them a list without an hour is of the whole day.
const LESSONS: (i8, i8) = (7, 18);

/// Staff mark who is away.
pub(super) async fn mark(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if meaning.slots.aside == Some(Aside::RefusesReason) {
        return refuse_reason(turn, meaning).await;
    }
    let named = meaning.slots.class.as_ref().and_then(Pick::single);
    let lines = &meaning.slots.absent;
    let of_students = lines.iter().find_map(|line| line.student.as_ref().and_then(Pick::single));
    let class = named.or(of_students.and_then(|student| turn.student(student)).map(|student| student.class));
    let (Some(class), false) = (class, lines.is_empty()) else { return how(turn, named) };
    let problems: Vec<AbsenceProblem> = lines.iter().filter_map(|line| problem(turn, line, class)).collect();
    if !problems.is_empty() {
        return turn.say(Phrase::Absence(AbsencePhrase::Refused { problems }));
    }
    let date = meaning.slots.date.unwrap_or_else(|| turn.cause.local_now().date());
    let days = if meaning.slots.days.is_empty() { vec![date] } else { meaning.slots.days.clone() };
    let planned: Vec<PlannedAbsence> = days
        .iter()
        .flat_map(|day| lines.iter().map(move |line| (*day, line)))
        .filter_map(|(day, line)| {
            let student = line.student.as_ref().and_then(Pick::single)?;
            Some(PlannedAbsence { student, span: span(turn, line, day, days.len() > 1) })
        })
        .collect();
    preview(turn, class, planned).await
}

fn how(turn: &mut Turn<'_>, class: Option<ClassId>) -> Result<(), CommandError> {
    let own = turn.staff().and_then(|staff| staff.courses.first().map(|course| course.class).or(staff.head_of));
    let class = class.or(own).map(|class| turn.class_label(class));
    turn.say(Phrase::Absence(AbsencePhrase::How { class }))
}

/// Why a part of the list cannot be used: nobody, or not one alone, of this class.
fn problem(turn: &Turn<'_>, line: &AbsentLine, class: ClassId) -> Option<AbsenceProblem> {
    let of_class = |id: &StudentId| turn.student(*id).is_some_and(|student| student.class == class);
    let candidates = match &line.student {
        Some(Pick::One(id)) if of_class(id) => return None,
        Some(Pick::Near { id, .. }) => vec![*id],
        Some(Pick::Several(ids) | Pick::All(ids)) => ids.clone(),
        Some(Pick::Unknown { nearest, .. }) => nearest.clone(),
        Some(Pick::One(_)) | None => Vec::new(),
    };
    let candidates: Vec<StudentId> = candidates.into_iter().filter(of_class).collect();
    let candidates = turn.student_names(&candidates);
    Some(AbsenceProblem { heard: refusal::heard(&line.heard), candidates })
}

/// When: as written; of today alone, without an hour, the lesson that is running.
fn span(turn: &Turn<'_>, line: &AbsentLine, date: Date, one_of_several: bool) -> AbsenceSpan {
    let kind = if line.late { AbsenceKind::Late } else { AbsenceKind::Absent };
    let now = turn.cause.local_now();
    let running = (!one_of_several && date == now.date() && (LESSONS.0..LESSONS.1).contains(&now.hour())).then(|| {
        let from = Time::new(now.hour(), 0, 0, 0).unwrap_or_default();
        AbsenceSpan::from_hour(kind, date, from, None)
    });
    match line.from {
        Some(from) => AbsenceSpan::from_hour(kind, date, from, line.until),
        None => running.unwrap_or(AbsenceSpan { kind, date, hours: None }),
    }
}

/// A course of theirs in a class, for the decision who may keep its attendance.
fn own_class(turn: &Turn<'_>, class: ClassId) -> OwnClass {
    let courses = turn.staff().map(|staff| staff.courses.as_slice()).unwrap_or_default();
    OwnClass { class, course: courses.iter().find(|course| course.class == class).map(|course| course.id) }
}

async fn preview(turn: &mut Turn<'_>, class: ClassId, planned: Vec<PlannedAbsence>) -> Result<(), CommandError> {
    let pairs: Vec<_> = planned.iter().map(|one| (one.student, one.span)).collect();
    let (announced, families) = plan_absences(turn.tx, &turn.cause, own_class(turn, class), &pairs).await?;
    let lines = planned.iter().map(|one| AbsenceLine {
        student: turn.student_name(one.student),
        span: one.span,
        announced: announced.contains(&one.student),
    });
    let phrase = AbsencePhrase::Preview { class: turn.class_label(class), lines: lines.collect(), families };
    turn.ask_yes_no(Phrase::Absence(phrase), Ask::MarkAbsences { class, planned }, Label::Save)
}

/// A yes to what was shown.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    class: ClassId,
    planned: &[PlannedAbsence],
) -> Result<(), CommandError> {
    let pairs: Vec<_> = planned.iter().map(|one| (one.student, one.span)).collect();
    let marked = mark_absences(turn.tx, &turn.cause, own_class(turn, class), &pairs).await?;
    let MarkedAbsences { batch: Some(batch), count, families, from } = marked else {
        return turn.say(Phrase::Absence(AbsencePhrase::MarkedBefore));
    };
    turn.memory.did(batch, TakesBack::Absences, turn.cause.now);
    let phrase = AbsencePhrase::Marked { class: turn.class_label(class), count, families, from };
    let choices = vec![choice(&Press::Unmark(batch), Label::Undo)];
    turn.say(Say { phrase: Phrase::Absence(phrase), choices })
}

/// Takes back what was marked, by its button or by a word.
pub(super) async fn unmark(turn: &mut Turn<'_>, batch: ChangeSetId) -> Result<(), CommandError> {
    if turn.memory.last_write(turn.cause.now).is_some_and(|write| write.id == batch) {
        turn.memory.forget_write();
    }
    let (count, families) = unmark_absences(turn.tx, &turn.cause, batch).await?;
    turn.say(Phrase::Absence(AbsencePhrase::TakenBack { count, families }))
}

/// `absences`: of their children, or of a class.
pub(super) async fn view(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if let (true, [_, ..]) = (turn.staff().is_some(), meaning.slots.days.as_slice()) {
        return of_days(turn, meaning).await;
    }
    if let (true, Some(date)) = (turn.staff().is_some(), meaning.slots.date) {
        return of_day(turn, meaning, date).await;
    }
    if turn.staff().is_some() {
        let class = meaning.slots.class.as_ref().and_then(Pick::single);
        let class = class.or_else(|| turn.staff().and_then(|staff| staff.head_of));
        let Some(class) = class else { return how(turn, None) };
        let mut found = class_absences(turn.tx, &turn.cause, own_class(turn, class)).await?;
        found.sort_by_key(|(_, sum)| std::cmp::Reverse((sum.unjustified_minutes, sum.justified_minutes, sum.lates)));
        let students = found.into_iter().map(|(student, sum)| (turn.student_name(student), sum)).collect();
        return turn.say(Phrase::Absence(AbsencePhrase::OfClass { class: turn.class_label(class), students }));
    }
    let named = meaning.slots.student.as_ref().and_then(Pick::single);
    let wanted: Vec<KnownChild> =
        turn.links.iter().filter(|child| named.is_none_or(|named| named == child.id)).cloned().collect();
    if wanted.is_empty() {
        let phrase = if turn.guardian.is_some() { turn.no_child() } else { refusal::forbidden(turn) };
        return turn.say(phrase);
    }
    let mut children = Vec::new();
    for child in &wanted {
        children.push(child_absences(turn.tx, &turn.cause, child).await?);
    }
    let ids: Vec<StudentId> = wanted.iter().map(|child| child.id).collect();
    let Some(guardian) = turn.guardian else { return turn.say(Phrase::NotAllowed) };
    turn.say_marks(Phrase::Absence(AbsencePhrase::OfChildren { children }), guardian, &[], &ids)
}

/// `qui est absent aujourd'hui`, `absences demain`: of a class, or of each that they may ask about.
async fn of_day(turn: &mut Turn<'_>, meaning: &Interpretation, date: Date) -> Result<(), CommandError> {
    let classes = away_on(turn, &asked_about(turn, meaning), date).await?;
    turn.say(Phrase::Absence(AbsencePhrase::OfDay { date, classes }))
}

/// `absences cette semaine`: day by day.
async fn of_days(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let asked = asked_about(turn, meaning);
    let mut days = Vec::new();
    for date in meaning.slots.days.clone() {
        days.push((date, away_on(turn, &asked, date).await?));
    }
    turn.say(Phrase::Absence(AbsencePhrase::OfDays { days }))
}

async fn away_on(turn: &mut Turn<'_>, asked: &[ClassId], date: Date) -> Result<Vec<ClassAway>, CommandError> {
    let mut classes = Vec::new();
    for class in asked {
        let mut found = absences_of_day(turn.tx, &turn.cause, own_class(turn, *class), date).await?;
        found.sort_by_cached_key(|(student, ..)| turn.student_name(*student).name);
        let away = |(student, span, announced): &(StudentId, Option<AbsenceSpan>, bool)| StudentAway {
            student: turn.student_name(*student),
            span: *span,
            announced: *announced,
        };
        let students: Vec<StudentAway> = found.iter().map(away).collect();
        if !students.is_empty() {
            classes.push(ClassAway { class: turn.class_label(*class), students });
        }
    }
    Ok(classes)
}

/// The classes that are named, or all that they keep the attendance of.
fn asked_about(turn: &Turn<'_>, meaning: &Interpretation) -> Vec<ClassId> {
    match &meaning.slots.class {
        Some(Pick::One(class) | Pick::Near { id: class, .. }) => vec![*class],
        Some(Pick::Several(classes) | Pick::All(classes)) => classes.clone(),
        Some(Pick::Unknown { .. }) | None => {
            let classes = turn.index.school().classes.iter().map(|class| class.id);
            classes.filter(|class| keeps(turn, *class)).collect()
        }
    }
}

fn keeps(turn: &Turn<'_>, class: ClassId) -> bool {
    let OwnClass { class, course } = own_class(turn, class);
    can(turn.cause.actor, Action::KeepAttendance { class, course })
}

/// `refuse le motif d'Awa`: the office does not take what a family says for a reason; shown first.
pub(super) async fn refuse_reason(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let student = meaning.slots.student.as_ref().and_then(Pick::single);
    let found = student.and_then(|student| turn.student(student)).map(|found| (found.id, found.class));
    let Some((student, class)) = found else { return how(turn, None) };
    let name = turn.student_name(student);
    let (days, reason) = said_reason(turn.tx, &turn.cause, (student, class), meaning.slots.date).await?;
    if days.is_empty() {
        return turn.say(Phrase::Absence(AbsencePhrase::NoReason { student: name, day: meaning.slots.date }));
    }
    let phrase = AbsencePhrase::ConfirmRefusal { student: name, days: days.clone(), reason };
    turn.ask_yes_no(Phrase::Absence(phrase), Ask::RefuseReason { student, class, days }, Label::Refuse)
}

/// A yes to that.
pub(super) async fn reason_refused(
    turn: &mut Turn<'_>,
    (student, class): (StudentId, ClassId),
    days: &[Date],
) -> Result<(), CommandError> {
    let refused = refuse_said_reason(turn.tx, &turn.cause, (student, class), days).await?;
    let (student, days) = (turn.student_name(student), days.to_vec());
    let RefusedReason { absences, families } = refused;
    turn.say(Phrase::Absence(AbsencePhrase::ReasonRefused { student, days, absences, families }))
}
