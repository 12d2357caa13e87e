//! `absents 4eA : Awa, Yao retard 8h` by the school; `Awa sera absente demain, malade` by a family; `absences` by both.

use jiff::civil::{Date, DateTime, Time};

use super::dialogue::{Ask, PlannedAbsence, TakesBack};
use super::press::Press;
use super::turn::{Turn, choice};
use super::understand::{AbsentLine, Aside, Interpretation, Outcome, Pick};
use super::{CommandError, refusal};
use crate::actions::{
    MarkedAbsences, OwnClass, absences_of_day, child_absences, class_absences, mark_absences, notice_absence,
    plan_absences, unmark_absences,
};
use crate::domain::{AbsenceKind, AbsenceSpan, Action, ChangeSetId, ClassId, StudentId, can};
use crate::phrase::{
    AbsenceLine, AbsencePhrase, AbsenceProblem, Away, ClassAway, Label, Phrase, Say, StudentAway, StudentLabel,
};
use crate::store::KnownChild;

/// The hours in which a lesson may be running: outside of them a list without an hour is of the whole day.
const LESSONS: (i8, i8) = (7, 18);

/// Staff mark who is away.
pub(super) async fn mark(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
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

/// A family says that a child is or was away.
pub(super) fn notice(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    let student = meaning.slots.student.as_ref().and_then(Pick::single);
    let child = student.and_then(|student| child(turn, student)).or_else(|| only_child(turn, meaning));
    let Some(child) = child else {
        let phrase = refusal::explain(turn, meaning, text, None);
        return turn.say(phrase);
    };
    let today = turn.cause.local_now().date();
    let mut days = meaning.slots.days.clone();
    if days.is_empty() {
        days.push(meaning.slots.date.unwrap_or(today));
    }
    let past = days.iter().all(|day| *day < today);
    let late = meaning.slots.aside == Some(Aside::Late);
    let away = Away { days, late, at: meaning.slots.at.map(DateTime::time) };
    let reason = meaning.slots.words.iter().find(|(slot, _)| *slot == "reason").map(|(_, reason)| reason.clone());
    let label = StudentLabel::discreet(&child.name);
    let phrase = AbsencePhrase::ConfirmNotice { child: label, away: away.clone(), reason: reason.clone(), past };
    turn.ask_yes_no(Phrase::Absence(phrase), Ask::NoticeAbsence { student: child.id, away, reason }, Label::Send)
}

fn child(turn: &Turn<'_>, student: StudentId) -> Option<KnownChild> {
    turn.links.iter().find(|link| link.id == student).cloned()
}

fn only_child(turn: &Turn<'_>, meaning: &Interpretation) -> Option<KnownChild> {
    match turn.links {
        [only] if meaning.outcome != Outcome::Reject => Some(only.clone()),
        _ => None,
    }
}

/// A yes to what the family said.
pub(super) async fn noticed(
    turn: &mut Turn<'_>,
    student: StudentId,
    (away, reason): (Away, Option<String>),
) -> Result<(), CommandError> {
    let (Some(guardian), Some(child)) = (turn.guardian, child(turn, student)) else {
        return turn.say(Phrase::AskAgain);
    };
    let noticed = notice_absence(turn.tx, &turn.cause, (guardian, &child), (&away, reason)).await?;
    let child = StudentLabel::discreet(&child.name);
    let phrase = AbsencePhrase::Noticed { child, away, justified: noticed.justified, people: noticed.people };
    turn.say(Phrase::Absence(phrase))
}

/// `absences`: of their children, or of a class.
pub(super) async fn view(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
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

/// `qui est absent aujourd'hui`: of a class, or of each that they may ask about.
async fn of_day(turn: &mut Turn<'_>, meaning: &Interpretation, date: Date) -> Result<(), CommandError> {
    let named = match &meaning.slots.class {
        Some(Pick::One(class) | Pick::Near { id: class, .. }) => vec![*class],
        Some(Pick::Several(classes) | Pick::All(classes)) => classes.clone(),
        Some(Pick::Unknown { .. }) | None => Vec::new(),
    };
    let asked = if named.is_empty() { may_ask_about(turn) } else { named };
    let mut classes = Vec::new();
    for class in asked {
        let mut found = absences_of_day(turn.tx, &turn.cause, own_class(turn, class), date).await?;
        found.sort_by_cached_key(|(student, ..)| turn.student_name(*student).name);
        let away = |(student, span, announced): &(StudentId, Option<AbsenceSpan>, bool)| StudentAway {
            student: turn.student_name(*student),
            span: *span,
            announced: *announced,
        };
        let students: Vec<StudentAway> = found.iter().map(away).collect();
        if !students.is_empty() {
            classes.push(ClassAway { class: turn.class_label(class), students });
        }
    }
    turn.say(Phrase::Absence(AbsencePhrase::OfDay { date, classes }))
}

/// All classes, for the office; a teacher's own ones.
fn may_ask_about(turn: &Turn<'_>) -> Vec<ClassId> {
    if can(turn.cause.actor, Action::Administer) {
        return turn.index.school().classes.iter().map(|class| class.id).collect();
    }
    let Some(staff) = turn.staff() else { return Vec::new() };
    let mut classes: Vec<ClassId> = staff.head_of.into_iter().collect();
    for course in &staff.courses {
        if !classes.contains(&course.class) {
            classes.push(course.class);
        }
    }
    classes
}
