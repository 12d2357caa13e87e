//! A message that wrote marks was edited or taken back by its author.

use super::teacher::{assessment, example};
use crate::domain::Mark;
use crate::phrase::{AssessmentLabel, StudentLabel};
use crate::render::voice::Voice;

pub(super) fn confirm_take_back(
    v: &Voice<'_>,
    class: &str,
    label: &AssessmentLabel,
    edited: bool,
    one: Option<(&StudentLabel, Mark)>,
    count: u32,
) -> String {
    let what = v.plain(if edited { "why-edited" } else { "message-taken-back" });
    let saying = match one {
        Some((student, mark)) => {
            v.with("confirm-take-back-student").student("student", student).mark("old", mark, label.maximum)
        }
        None => v.with("confirm-take-back").count("count", count),
    };
    let shown: Vec<Mark> = one.into_iter().map(|(_, mark)| mark).collect();
    let saying = saying.name("class", class).text("assessment", assessment(v, label, &shown));
    format!("{what}\n{}", saying.say())
}

pub(super) fn already_published(
    v: &Voice<'_>,
    class: &str,
    label: &AssessmentLabel,
    student: Option<&StudentLabel>,
    count: u32,
) -> String {
    let saying = match student {
        Some(student) => v.with("already-published-student").student("student", student),
        None => v.with("already-published").count("count", count),
    };
    saying
        .name("class", class)
        .text("assessment", assessment(v, label, &[]))
        .text("example", example(v, student, Some(label)))
        .say()
}
