//! Values and names that cannot be taken: what was understood, what is wrong, one example to copy.

use super::teacher::{example, sample_value};
use crate::domain::Maximum;
use crate::phrase::{AssessmentLabel, ChildLine, StudentLabel, SubjectLabel};
use crate::render::voice::Voice;

/// A value refused for what it is.
pub(super) fn value(v: &Voice<'_>, id: &'static str, heard: &str) -> String {
    v.with(id).name("heard", heard).text("example", example(v, None, None)).say()
}

pub(super) fn above_maximum(v: &Voice<'_>, heard: &str, maximum: Maximum) -> String {
    let example = v
        .with("example-mark-of")
        .text("student", v.plain("sample-student"))
        .text("value", sample_value(v, Some(maximum)))
        .text("assessment", v.plain("sample-assessment"))
        .say();
    let saying = v.with("above-maximum").name("heard", heard);
    saying.text("maximum", v.points(maximum.points())).text("example", example).say()
}

pub(super) fn scale(v: &Voice<'_>, heard: &str, label: &AssessmentLabel) -> String {
    let subject = v.with("in-subject").name("subject", v.subject(&label.subject)).name("label", &label.label).say();
    v.with("scale-mismatch")
        .name("heard", heard)
        .text("maximum", v.points(label.maximum.points()))
        .text("assessment", subject)
        .text("example", example(v, None, Some(label)))
        .say()
}

pub(super) fn student(v: &Voice<'_>, heard: &str, nearest: &[StudentLabel]) -> String {
    let example = example(v, nearest.first(), None);
    let saying = if nearest.is_empty() {
        v.with("unknown-student")
    } else {
        v.with("unknown-student-near").text("names", v.names(&v.students(nearest)))
    };
    saying.name("heard", heard).text("example", example).say()
}

/// Where they are instead of the class that was named.
pub(super) fn not_in_class(v: &Voice<'_>, class: &str, students: &[ChildLine]) -> String {
    let line = |one: &ChildLine| v.with("child-line").student("name", &one.name).name("class", &one.class).say();
    let mut lines = vec![v.with("not-in-class").name("class", class).say()];
    lines.extend(students.iter().map(line));
    lines.join("\n")
}

pub(super) fn assessment(v: &Voice<'_>, heard: Option<&str>, known: &[String]) -> String {
    let what = match heard {
        Some(heard) => v.with("unknown-assessment-heard").name("heard", heard).say(),
        None => v.plain("unknown-assessment"),
    };
    let example = v.with("example-mark").text("student", v.plain("sample-student"));
    let example = match known.first() {
        Some(label) => example.name("assessment", label).say(),
        None => example.text("assessment", v.plain("sample-assessment")).say(),
    };
    explain(v, what, ("known-assessments", known), example)
}

pub(super) fn class(v: &Voice<'_>, heard: &str, known: &[String]) -> String {
    let what = v.with("unknown-class").name("heard", heard).say();
    let example = v.with("example-list");
    let example = match known.first() {
        Some(class) => example.name("class", class),
        None => example.text("class", v.plain("sample-class")),
    };
    let subject = v.plain("sample-subject");
    let example = example.text("subject", subject).text("assessment", v.plain("sample-assessment")).say();
    explain(v, what, ("known-classes", known), example)
}

pub(super) fn course(v: &Voice<'_>, subject: Option<&SubjectLabel>, class: Option<&str>) -> String {
    let subject = subject.map(|subject| v.subject(subject));
    let parts: Vec<String> = [subject, class].into_iter().flatten().map(str::to_owned).collect();
    if parts.is_empty() {
        return v.plain("not-your-course");
    }
    v.with("not-your-course-named").text("course", v.names(&parts)).say()
}

/// What is wrong, what there is to choose from, and a line to copy.
fn explain(v: &Voice<'_>, what: String, (id, known): (&'static str, &[String]), example: String) -> String {
    let mut lines = vec![what];
    if !known.is_empty() {
        lines.push(v.with(id).text("names", v.names(known)).say());
    }
    lines.push(v.with("for-example").text("example", example).say());
    lines.join("\n")
}
