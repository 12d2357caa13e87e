//! Closing a class's term.

use super::list::length;
use super::missing;
use super::teacher::assessment;
use super::year;
use crate::domain::Points;
use crate::phrase::{ChangedWeights, ClosingPlan, DecidedOtherwise, StudentLabel, SubjectWeight, TermClosed};
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
    lines.extend(weights(v, &plan.other_weights));
    if !plan.year_waits_for.is_empty() {
        lines.push(v.with("closing-year-waits").text("terms", v.names(&plan.year_waits_for)).say());
    }
    if !plan.decided_otherwise.is_empty() {
        let of = |one: &DecidedOtherwise| {
            let said = year::against(v, one.decision, one.proposed);
            format!("{} ({said})", v.student(&one.student))
        };
        let students = v.some_names(&plan.decided_otherwise.iter().map(of).collect::<Vec<_>>());
        lines.push(v.with("closing-decided-otherwise").text("students", students).say());
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
    for (id, students) in [("closing-brought", &plan.brought), ("closing-left-out", &plan.left_out)] {
        let of = |(student, marks): &(StudentLabel, u32)| format!("{} ({marks})", v.student(student));
        if !students.is_empty() {
            let names = v.some_names(&students.iter().map(of).collect::<Vec<_>>());
            lines.push(v.with(id).text("students", names).say());
        }
    }
    if plan.drafts > 0 {
        lines.push(v.with("closing-drafts").count("count", plan.drafts).say());
    }
    if plan.held > 0 {
        lines.push(v.with("closing-held").count("count", plan.held).say());
    }
    if lines.len() == 1 {
        lines.push(v.plain("nothing-missing"));
    }
    if plan.revised > 0 {
        lines.push(v.with("closing-revised").count("count", plan.revised).say());
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

pub(super) fn reopened(v: &Voice<'_>, class: &str, term: &str, other: &ChangedWeights) -> String {
    let mut lines = vec![of_class(v, "term-reopened", class, term)];
    lines.extend(weights(v, other));
    lines.join("\n")
}

/// What counts otherwise than when the term was last closed.
fn weights(v: &Voice<'_>, other: &ChangedWeights) -> Vec<String> {
    let of = |weight: &SubjectWeight| {
        let subject = v.subject(&weight.subject);
        let said = |id, points: Option<Points>| {
            let saying = v.with(id).text("subject", v.clean(subject));
            saying.text("weight", v.points(points.unwrap_or(Points::ZERO))).say()
        };
        match (weight.before, weight.after) {
            (Some(before), Some(after)) => v
                .with("weight-changed")
                .text("subject", v.clean(subject))
                .text("before", v.points(before))
                .text("after", v.points(after))
                .say(),
            (None, after) => said("weight-new", after),
            (before, None) => said("weight-gone", before),
        }
    };
    let mut lines = Vec::new();
    if !other.subjects.is_empty() {
        let subjects = v.names(&other.subjects.iter().map(of).collect::<Vec<_>>());
        lines.push(v.with("closing-other-weights").text("subjects", subjects).say());
    }
    if !other.tests.is_empty() {
        let tests: Vec<String> = other.tests.iter().map(|test| assessment(v, test, &[])).collect();
        lines.push(v.with("closing-other-tests").text("tests", v.names(&tests)).say());
    }
    lines
}

/// A sentence about a class's term.
pub(super) fn of_class(v: &Voice<'_>, id: &'static str, class: &str, term: &str) -> String {
    v.with(id).name("class", class).name("term", term).say()
}
