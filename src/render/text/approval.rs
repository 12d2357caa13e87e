//! A second person's approval: asked for, decided.

use super::list::length;
use super::teacher::assessment;
use crate::phrase::{ApprovalLine, ApprovalOutcome, AssessmentLabel, StudentLabel};
use crate::render::voice::Voice;

pub(super) fn requested(v: &Voice<'_>, class: &str, label: &AssessmentLabel, correction: bool, people: u32) -> String {
    let id = match (people, correction) {
        (0, _) => "approval-nobody",
        (_, false) => "approval-requested",
        (_, true) => "approval-requested-correction",
    };
    v.with(id).name("class", class).text("assessment", assessment(v, label, &[])).count("people", people).say()
}

/// Who asks for what, name by name, and the question last.
pub(super) fn asked(
    v: &Voice<'_>,
    by: &str,
    (class, label): (&str, &AssessmentLabel),
    correction: bool,
    lines: &[ApprovalLine],
    (missing, changed): (&[StudentLabel], u32),
) -> String {
    let id = if correction { "approval-asked-correction" } else { "approval-asked" };
    let head = v.with(id).name("by", by).name("class", class).text("assessment", assessment(v, label, &[]));
    let mut head = vec![head.count("count", length(lines)).say()];
    head.extend(lines.iter().map(|line| approval_line(v, line)));
    let mut blocks = vec![head.join("\n")];
    if !missing.is_empty() {
        let names = v.some_names(&v.students(missing));
        blocks.push(v.with("publish-missing").count("count", length(missing)).text("students", names).say());
    }
    if changed > 0 {
        blocks.push(v.with("approval-stale").count("count", changed).say());
    }
    blocks.push(v.plain("approval-question"));
    blocks.join("\n\n")
}

fn approval_line(v: &Voice<'_>, line: &ApprovalLine) -> String {
    let mark = match (line.old, line.new) {
        (Some(old), Some(new)) if old != new => {
            v.with("change").text("old", v.bare_mark(old)).text("new", v.bare_mark(new)).say()
        }
        (_, Some(new)) => v.bare_mark(new),
        (Some(old), None) => v.with("approval-taken-away").text("old", v.bare_mark(old)).say(),
        (None, None) => String::new(),
    };
    v.with("list-line").student("student", &line.student).text("mark", mark).say()
}

pub(super) fn settled(
    v: &Voice<'_>,
    by: Option<&str>,
    (class, label): (&str, &AssessmentLabel),
    correction: bool,
    outcome: ApprovalOutcome,
    (marks, families): (u32, u32),
) -> String {
    let what = if correction { "approval-of-correction" } else { "approval-of-publication" };
    let what = v.with(what).name("class", class).text("assessment", assessment(v, label, &[])).say();
    let id = match (outcome, by) {
        (ApprovalOutcome::Approved, Some(_)) => "approval-approved-by",
        (ApprovalOutcome::Approved, None) => "approval-approved",
        (ApprovalOutcome::Refused, Some(_)) => "approval-refused-by",
        (ApprovalOutcome::Refused, None) => "approval-refused",
        (ApprovalOutcome::Changed, _) => "approval-changed",
        (ApprovalOutcome::Expired, _) => "approval-expired",
    };
    let saying = v.with(id).text("what", what).count("marks", marks).count("families", families);
    match by {
        Some(by) => saying.name("by", by).say(),
        None => saying.say(),
    }
}
