//! Publishing an assessment, and taking it back.

use jiff::civil::Time;

use super::list::length;
use super::teacher::{assessment, example, families_from};
use crate::phrase::{AssessmentLabel, StudentLabel};
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

/// `about`: class and assessment. `waits`: how long it can be taken back, and when families hear.
pub(super) fn published(
    v: &Voice<'_>,
    about: (&str, &AssessmentLabel),
    (marks, families): (u32, u32),
    (held, from): (u32, Option<Time>),
) -> String {
    let (class, label) = about;
    let id = if held > 0 { "published-held" } else { "published" };
    let saying = v.with(id).count("marks", marks).name("class", class).text("assessment", assessment(v, label, &[]));
    let mut lines = vec![saying.count("families", families).say()];
    lines.extend(from.filter(|_| families > 0).map(|from| families_from(v, from)));
    if held > 0 {
        lines.push(v.with("published-take-back").count("minutes", held.div_ceil(60)).say());
    }
    lines.join("\n")
}

pub(super) fn unpublished(v: &Voice<'_>, class: &str, label: &AssessmentLabel, marks: u32, families: u32) -> String {
    v.with("unpublished")
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
