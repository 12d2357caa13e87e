//! Closing a class's term.

use super::list::length;
use super::missing;
use crate::phrase::{ClosingPlan, StudentLabel, TermClosed};
use crate::render::voice::Voice;

/// What would be frozen, what speaks against it, and the question.
pub(super) fn confirm(v: &Voice<'_>, plan: &ClosingPlan) -> String {
    let head = v.with("closing-confirm").name("class", &plan.class).name("term", &plan.term);
    let mut lines = vec![head.count("students", plan.students).say()];
    if let Some(day) = plan.begins {
        lines.push(v.with("closing-ahead").name("term", &plan.term).text("day", v.day(day)).say());
    }
    if let Some(day) = plan.ends {
        lines.push(v.with("closing-early").name("term", &plan.term).text("day", v.day(day)).say());
    }
    if plan.other_rules {
        lines.push(v.plain("closing-other-rules"));
    }
    if !plan.year_waits_for.is_empty() {
        lines.push(v.with("closing-year-waits").text("terms", v.names(&plan.year_waits_for)).say());
    }
    if !plan.missing.is_empty() {
        lines.push(missing::marks(v, &plan.missing));
    }
    if !plan.without_marks.is_empty() {
        let subjects: Vec<String> = plan.without_marks.iter().map(|subject| v.subject(subject).to_owned()).collect();
        lines.push(v.with("closing-without-marks").text("subjects", v.names(&subjects)).say());
    }
    if !plan.not_classed.is_empty() {
        let names = v.some_names(&v.students(&plan.not_classed));
        lines.push(
            v.with("closing-not-classed").count("count", length(&plan.not_classed)).text("students", names).say(),
        );
    }
    if !plan.brought.is_empty() {
        let of = |(student, marks): &(StudentLabel, u32)| format!("{} ({marks})", v.student(student));
        let names = v.some_names(&plan.brought.iter().map(of).collect::<Vec<_>>());
        lines.push(v.with("closing-brought").text("students", names).say());
    }
    if plan.drafts > 0 {
        lines.push(v.with("closing-drafts").count("count", plan.drafts).say());
    }
    if lines.len() == 1 {
        lines.push(v.plain("nothing-missing"));
    }
    format!("{}\n\n{}", lines.join("\n"), v.plain("closing-question"))
}

pub(super) fn closed(v: &Voice<'_>, closed: &TermClosed) -> String {
    let head = v.with("term-is-closed").name("class", &closed.class).name("term", &closed.term);
    let mut lines = vec![head.count("cards", closed.cards).say()];
    if closed.revised > 0 {
        lines.push(v.with("term-revised").count("count", closed.revised).say());
    }
    if closed.renewed > 0 {
        lines.push(v.with("term-renewed").count("count", closed.renewed).say());
    }
    if closed.revised + closed.renewed > 0 {
        lines.push(v.with("card-families-told").count("families", closed.families).say());
    }
    lines.join("\n")
}

/// A sentence about a class's term.
pub(super) fn of_class(v: &Voice<'_>, id: &'static str, class: &str, term: &str) -> String {
    v.with(id).name("class", class).name("term", term).say()
}
