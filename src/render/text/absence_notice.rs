//! What families say of a day, and what the school and they hear of it.

use jiff::civil::Date;

use super::absence::days;
use crate::phrase::{AbsencePhrase, Away, StudentLabel};
use crate::render::voice::{Saying, Voice};

pub(super) fn say(v: &Voice<'_>, phrase: &AbsencePhrase) -> String {
    match phrase {
        AbsencePhrase::ConfirmNotice { child, others, away, reason, past } => {
            let id = match (away.late, *past, others.is_empty()) {
                (true, ..) => "absence-confirm-late",
                (false, true, true) => "absence-confirm-past",
                (false, false, true) => "absence-confirm",
                (false, true, false) => "absence-confirm-past-several",
                (false, false, false) => "absence-confirm-several",
            };
            let reason = reason.as_deref().map_or_else(String::new, |reason| format!(" ({})", v.quoted(reason)));
            let said = v.with(id).text("day", days(v, away)).text("reason", reason);
            if others.is_empty() { said.student("child", child) } else { said.text("child", all(v, child, others)) }
                .say()
        }
        AbsencePhrase::Noticed { child, others, away, justified, people } => {
            let said = v.with("absence-noticed").text("day", days(v, away));
            let said = if others.is_empty() {
                said.student("child", child)
            } else {
                said.text("child", all(v, child, others))
            };
            let mut lines = vec![said.say()];
            if *justified > 0 {
                lines.push(v.with("absence-justified").count("count", *justified).say());
            }
            lines.push(told(v, *people));
            lines.join("\n")
        }
        AbsencePhrase::OneByOne { child: Some(child) } => v.with("absence-one-by-one").student("child", child).say(),
        AbsencePhrase::OneByOne { child: None } => {
            v.with("absence-one-by-one").text("child", v.plain("sample-student")).say()
        }
        AbsencePhrase::ConfirmComes { child, days } => {
            dated(v, "absence-confirm-comes", days).student("child", child).say()
        }
        AbsencePhrase::Comes { child, days, people } => {
            let said = dated(v, "absence-comes", days).student("child", child).say();
            format!("{said}\n{}", told(v, *people))
        }
        AbsencePhrase::WhoComes { children } => {
            v.with("absence-who-comes").text("children", v.names(&v.students(children))).say()
        }
        AbsencePhrase::NothingAnnounced {} => v.plain("absence-nothing-announced"),
        AbsencePhrase::ComesOf { student, class, days } => {
            dated(v, "absence-comes-of", days).student("student", student).name("class", class).say()
        }
        AbsencePhrase::ConfirmRefusal { student, days, reason } => {
            let reason = reason.as_deref().map_or_else(String::new, |reason| format!(" ({})", v.quoted(reason)));
            dated(v, "absence-confirm-refusal", days).student("student", student).text("reason", reason).say()
        }
        AbsencePhrase::NoReason { student, day: Some(day) } => {
            v.with("absence-no-reason-that-day").student("student", student).text("day", v.day(*day)).say()
        }
        AbsencePhrase::NoReason { student, day: None } => v.with("absence-no-reason").student("student", student).say(),
        AbsencePhrase::ReasonRefused { student, days, absences, families } => {
            let said = dated(v, "absence-reason-refused", days).student("student", student).say();
            let counts = v.with("absence-no-longer-justified").count("count", *absences).say();
            let heard = v.with("absence-families").count("families", *families).say();
            [said, counts, heard].join("\n")
        }
        AbsencePhrase::ReasonNotAccepted { child, days, school } => {
            dated(v, "absence-reason-not-accepted", days).student("child", child).name("school", school).say()
        }
        other => super::absence::say(v, other),
    }
}

fn all(v: &Voice<'_>, child: &StudentLabel, others: &[StudentLabel]) -> String {
    let children: Vec<StudentLabel> = std::iter::once(child).chain(others).cloned().collect();
    v.names(&v.students(&children))
}

fn dated<'v>(v: &'v Voice<'_>, id: &'static str, of: &[Date]) -> Saying<'v> {
    v.with(id).text("day", days(v, &Away { days: of.to_vec(), late: false, at: None }))
}

fn told(v: &Voice<'_>, people: u32) -> String {
    v.plain(if people > 0 { "absence-school-told" } else { "absence-school-not-told" })
}
