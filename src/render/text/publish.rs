//! Publishing an assessment, and what is still missing.

use super::list::length;
use super::teacher::{assessment, example};
use crate::phrase::{AssessmentLabel, MissingGroup, StudentLabel};
use crate::render::voice::Voice;

/// What publishing would touch.
pub(super) struct Numbers {
    pub(super) marks: u32,
    pub(super) without_points: u32,
    pub(super) families: u32,
    pub(super) reachable: u32,
}

/// What would be published and who would be told; the question stands last, on its own.
pub(super) fn confirm(
    v: &Voice<'_>,
    class: &str,
    label: &AssessmentLabel,
    numbers: &Numbers,
    missing: &[StudentLabel],
) -> String {
    let mut lines = vec![
        v.with("confirm-publish")
            .count("marks", numbers.marks)
            .name("class", class)
            .text("assessment", assessment(v, label, &[]))
            .say(),
    ];
    if numbers.without_points > 0 {
        lines.push(v.with("publish-without-points").count("count", numbers.without_points).say());
    }
    if !missing.is_empty() {
        let names = v.some_names(&v.students(missing));
        lines.push(v.with("publish-missing").count("count", length(missing)).text("students", names).say());
    }
    let families = v.with("publish-families").count("families", numbers.families);
    lines.push(families.count("reachable", numbers.reachable).say());
    format!("{}\n\n{}", lines.join("\n"), v.plain("publish-question"))
}

pub(super) fn published(v: &Voice<'_>, class: &str, label: &AssessmentLabel, marks: u32, families: u32) -> String {
    v.with("published")
        .count("marks", marks)
        .name("class", class)
        .text("assessment", assessment(v, label, &[]))
        .count("families", families)
        .say()
}

pub(super) fn nothing(v: &Voice<'_>, class: &str, label: &AssessmentLabel) -> String {
    v.with("nothing-to-publish")
        .name("class", class)
        .text("assessment", assessment(v, label, &[]))
        .text("example", example(v, None, Some(label)))
        .say()
}

pub(super) fn missing(v: &Voice<'_>, groups: &[MissingGroup]) -> String {
    if groups.is_empty() {
        return v.plain("nothing-missing");
    }
    let mut lines = vec![v.plain("missing-marks")];
    lines.extend(groups.iter().map(|group| {
        v.with("missing-group")
            .count("count", length(&group.students))
            .name("class", &group.class)
            .text("assessment", assessment(v, &group.assessment, &[]))
            .text("students", v.names(&v.students(&group.students)))
            .say()
    }));
    lines.join("\n")
}
