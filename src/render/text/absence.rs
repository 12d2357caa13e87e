//! Absences: lists for staff, news and sums for families.

use super::absence_notice;
use super::list::length;
use super::teacher::families_from;
use crate::domain::{AbsenceKind, AbsenceSpan, Attendance, count};
use crate::phrase::{
    AbsenceLine, AbsencePhrase, AbsenceProblem, Away, ChildAbsences, ClassAway, StudentAway, StudentLabel,
};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &AbsencePhrase) -> String {
    match phrase {
        AbsencePhrase::How { class: Some(class) } => v.with("absence-how").name("class", class).say(),
        AbsencePhrase::How { class: None } => v.with("absence-how").text("class", v.plain("sample-class")).say(),
        AbsencePhrase::Refused { problems } => refused(v, problems),
        AbsencePhrase::Preview { class, lines, families } => preview(v, class, lines, *families),
        AbsencePhrase::Marked { class, count, families, from } => {
            let said = v.with("absence-marked").count("count", *count).name("class", class);
            let mut lines = vec![said.say(), v.with("absence-families").count("families", *families).say()];
            lines.extend(from.filter(|_| *families > 0).map(|from| families_from(v, from)));
            lines.join("\n")
        }
        AbsencePhrase::MarkedBefore => v.plain("absence-marked-before"),
        AbsencePhrase::TakenBack { count, families } => {
            let said = v.with("absence-taken-back").count("count", *count).say();
            format!("{said}\n{}", v.with("absence-families").count("families", *families).say())
        }
        AbsencePhrase::Told { child, span, school } => {
            let id = match span.kind {
                AbsenceKind::Absent => "absence-told",
                AbsenceKind::Late => "absence-told-late",
            };
            v.with(id).student("child", child).text("when", when(v, span)).name("school", school).say()
        }
        AbsencePhrase::Mistaken { child, span } => {
            v.with("absence-mistaken").student("child", child).text("when", when(v, span)).say()
        }
        AbsencePhrase::ConfirmNotice { .. }
        | AbsencePhrase::Noticed { .. }
        | AbsencePhrase::OneByOne { .. }
        | AbsencePhrase::ConfirmComes { .. }
        | AbsencePhrase::Comes { .. }
        | AbsencePhrase::WhoComes { .. }
        | AbsencePhrase::NothingAnnounced {}
        | AbsencePhrase::ComesOf { .. }
        | AbsencePhrase::ConfirmRefusal { .. }
        | AbsencePhrase::NoReason { .. }
        | AbsencePhrase::ReasonRefused { .. }
        | AbsencePhrase::ReasonNotAccepted { .. } => absence_notice::say(v, phrase),
        AbsencePhrase::NoticeOf { student, class, away, reason } => {
            let reason = reason.as_deref().map_or_else(String::new, |reason| format!(" ({})", v.quoted(reason)));
            let id = if away.late { "absence-notice-late" } else { "absence-notice-of" };
            let said = v.with(id).student("student", student).name("class", class);
            said.text("day", days(v, away)).text("reason", reason).say()
        }
        AbsencePhrase::OfChildren { children } => {
            children.iter().map(|child| of_child(v, child)).collect::<Vec<_>>().join("\n\n")
        }
        AbsencePhrase::OfClass { class, students } => of_class(v, class, students),
        AbsencePhrase::OfDay { date, classes } => of_day(v, *date, classes),
        AbsencePhrase::OfDays { days } => {
            days.iter().map(|(date, classes)| of_day(v, *date, classes)).collect::<Vec<_>>().join("\n\n")
        }
        AbsencePhrase::NobodyAway { class } => v.with("absence-nobody-away").name("class", class).say(),
    }
}

/// What and when, on one line, for a template.
pub(in crate::render) fn told(v: &Voice<'_>, span: &AbsenceSpan) -> String {
    v.with("absence-what").text("kind", kind(v, span.kind)).text("when", when(v, span)).say()
}

/// `jeudi 26 novembre`, `du jeudi 26 novembre au lundi 30 novembre`, `retard, jeudi 26 novembre (09:00)`.
pub(super) fn days(v: &Voice<'_>, away: &Away) -> String {
    let in_a_row = away.days.windows(2).all(|pair| matches!(pair, [one, next] if one.tomorrow().ok() == Some(*next)));
    let days = match (away.days.as_slice(), away.days.first(), away.days.last()) {
        ([_, _, _, ..], Some(from), Some(to)) if in_a_row => {
            v.with("absence-from-to").text("from", v.day(*from)).text("to", v.day(*to)).say()
        }
        _ => v.names(&away.days.iter().map(|day| v.day(*day)).collect::<Vec<_>>()),
    };
    let late = |id| v.with(id).text("day", days.clone());
    match (away.late, away.at) {
        (false, _) => days,
        (true, None) => late("absence-late-on").say(),
        (true, Some(at)) => late("absence-late-at").text("at", at.strftime("%H:%M").to_string()).say(),
    }
}

/// `jeudi 26 novembre, 08:00-09:00`.
fn when(v: &Voice<'_>, span: &AbsenceSpan) -> String {
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    let day = v.day(span.date);
    match (span.kind, span.hours) {
        (_, None) => day,
        (AbsenceKind::Late, Some((from, _))) => v.with("absence-at").text("day", day).text("from", clock(from)).say(),
        (AbsenceKind::Absent, Some((from, until))) => {
            let said = v.with("absence-hours").text("day", day).text("from", clock(from));
            said.text("until", clock(until)).say()
        }
    }
}

fn kind(v: &Voice<'_>, kind: AbsenceKind) -> String {
    v.plain(match kind {
        AbsenceKind::Absent => "absence-kind-absent",
        AbsenceKind::Late => "absence-kind-late",
    })
}

fn refused(v: &Voice<'_>, problems: &[AbsenceProblem]) -> String {
    let line = |problem: &AbsenceProblem| match problem.candidates.as_slice() {
        [] => v.with("absence-unknown").name("heard", &problem.heard).say(),
        several => {
            let names = v.some_names(&v.students(several));
            v.with("absence-which").name("heard", &problem.heard).text("students", names).say()
        }
    };
    let lines = problems.iter().map(line);
    [vec![v.plain("absence-refused")], lines.collect()].concat().join("\n")
}

fn preview(v: &Voice<'_>, class: &str, lines: &[AbsenceLine], families: u32) -> String {
    let line = |line: &AbsenceLine| {
        let id = if line.announced { "absence-line-announced" } else { "absence-line" };
        let said = v.with(id).student("student", &line.student).text("kind", kind(v, line.span.kind));
        said.text("when", when(v, &line.span)).say()
    };
    let head = v.with("absence-preview").count("count", length(lines)).name("class", class).say();
    let mut said = vec![head];
    said.extend(lines.iter().map(line));
    said.push(v.with("absence-would-hear").count("families", families).say());
    said.join("\n")
}

/// `3 h`, `1 h 30`.
pub(in crate::render) fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest:02}"),
    }
}

fn sum(v: &Voice<'_>, sum: &Attendance) -> String {
    let said = v.with("absence-sum").text("unjustified", duration(sum.unjustified_minutes));
    said.text("justified", duration(sum.justified_minutes)).count("lates", sum.lates).say()
}

/// One absence among others.
pub(super) fn item(v: &Voice<'_>, span: &AbsenceSpan, justified: bool) -> String {
    let id = if justified { "absence-item-justified" } else { "absence-item" };
    v.with(id).text("kind", kind(v, span.kind)).text("when", when(v, span)).say()
}

fn of_child(v: &Voice<'_>, of: &ChildAbsences) -> String {
    if of.sum.is_empty() {
        return v.with("absence-none").student("child", &of.child).say();
    }
    let mut lines = vec![v.with("absence-child").student("child", &of.child).say(), sum(v, &of.sum)];
    lines.extend(of.latest.iter().map(|(span, justified)| item(v, span, *justified)));
    lines.push(v.plain("absence-how-to-justify"));
    lines.join("\n")
}

fn of_class(v: &Voice<'_>, class: &str, students: &[(StudentLabel, Attendance)]) -> String {
    if students.is_empty() {
        return v.with("absence-class-none").name("class", class).say();
    }
    let line = |(student, attendance): &(StudentLabel, Attendance)| {
        v.with("absence-class-line").student("student", student).text("sum", sum(v, attendance)).say()
    };
    let mut lines = vec![v.with("absence-class").name("class", class).say()];
    lines.extend(students.iter().map(line));
    lines.join("\n")
}

/// Who is away: so many, then each class with its students.
fn of_day(v: &Voice<'_>, date: jiff::civil::Date, classes: &[ClassAway]) -> String {
    let absent = |one: &&StudentAway| one.span.is_none_or(|span| span.kind == AbsenceKind::Absent);
    let all = || classes.iter().flat_map(|class| &class.students);
    if all().next().is_none() {
        return v.with("absence-day-none").text("day", v.day(date)).say();
    }
    let away = all().filter(absent).count();
    let late = all().count() - away;
    let head = v.with("absence-day").text("day", v.day(date)).count("count", count(away)).count("lates", count(late));
    let mut lines = vec![head.say()];
    for class in classes {
        lines.push(v.with("absence-day-class").name("class", &class.class).say());
        lines.extend(class.students.iter().map(|one| student_away(v, one)));
    }
    lines.join("\n")
}

/// `• KOUASSI Awa : absence 08:00-10:00 (annoncée par la famille)`
fn student_away(v: &Voice<'_>, of: &StudentAway) -> String {
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    let span = of.span;
    let kind = kind(v, span.map_or(AbsenceKind::Absent, |span| span.kind));
    let hours = match span.and_then(|span| span.hours.map(|hours| (span.kind, hours))) {
        None => String::new(),
        Some((AbsenceKind::Late, (from, _))) => format!(" {}", clock(from)),
        Some((AbsenceKind::Absent, (from, until))) => format!(" {}-{}", clock(from), clock(until)),
    };
    let id = if of.announced { "absence-day-announced" } else { "absence-day-line" };
    v.with(id).student("student", &of.student).text("kind", kind).text("hours", hours).say()
}
