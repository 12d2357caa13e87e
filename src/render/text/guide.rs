//! What helps somebody on.

use super::general::line_to_copy;
use super::teacher::assessment;
use crate::phrase::{CourseMark, Guide};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, guide: &Guide) -> String {
    match guide {
        Guide::StudentAndAssessment { heard, example } => {
            v.with("student-and-assessment").name("heard", heard).text("example", line_to_copy(v, example)).say()
        }
        Guide::LeftUndone { example } => v.with("left-undone").text("example", line_to_copy(v, example)).say(),
        Guide::NotLater { assessment: Some(assessment), class: Some(class) } => {
            v.with("not-later-publish").name("assessment", assessment).name("class", class).say()
        }
        Guide::NotLater { .. } => v.plain("not-later"),
        Guide::NoTestYet { class, subject: Some(subject) } => {
            v.with("no-test-yet-subject").name("class", class).name("subject", v.subject(subject)).say()
        }
        Guide::NoTestYet { class, subject: None } => v.with("no-test-yet").name("class", class).say(),
        Guide::SheetHasMore { more } => v.with("sheet-has-more").count("count", *more).say(),
        Guide::StudentMarks { student, class, lines, more } => {
            let head = v.with("student-marks").student("student", student).name("class", class).say();
            let mut shown = vec![head];
            shown.extend(lines.iter().map(|line| course_mark(v, line)));
            if lines.is_empty() {
                shown.push(v.plain("student-marks-none"));
            }
            if *more > 0 {
                shown.push(v.with("more-marks").count("count", *more).say());
            }
            shown.join("\n")
        }
    }
}

fn course_mark(v: &Voice<'_>, line: &CourseMark) -> String {
    let label = assessment(v, &line.assessment, &[]);
    match line.mark {
        None => v.with("student-mark-missing").text("assessment", label).say(),
        Some(mark) => {
            let id = if line.draft { "student-mark-draft" } else { "student-mark" };
            v.with(id).text("assessment", label).text("mark", v.bare_mark(mark)).say()
        }
    }
}
