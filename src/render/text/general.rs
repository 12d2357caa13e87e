//! What is said to anyone, and to people who are being linked.

use crate::domain::Locale;
use crate::phrase::{ChildLine, Example, Feature, StudentLabel, SubjectLabel, Unreadable};
use crate::render::voice::Voice;

/// For the examples, of the teacher's own: a student and a subject; `theirs`, an assessment and a class.
pub(super) fn help_teacher(
    v: &Voice<'_>,
    name: &str,
    student: Option<&StudentLabel>,
    subject: Option<&SubjectLabel>,
    theirs: [&Option<String>; 2],
) -> String {
    let [assessment, class] = theirs;
    let examples = [
        ("student", "sample-student", student.map(|student| v.student(student))),
        ("subject", "sample-subject", subject.map(|subject| v.subject(subject))),
        ("assessment", "sample-assessment", assessment.as_deref()),
        ("class", "sample-class", class.as_deref()),
    ];
    let saying = v.with("help-teacher").name("name", name);
    let saying = examples.into_iter().fold(saying, |saying, (key, sample, own)| match own {
        Some(own) => saying.name(key, own),
        None => saying.text(key, v.plain(sample)),
    });
    saying.say()
}

/// What the head of a class may ask beyond their own subject.
pub(super) fn with_help_of_head(v: &Voice<'_>, help: String, class: Option<&str>) -> String {
    match class {
        Some(class) => format!("{help}\n\n{}", v.with("help-teacher-head").name("class", class).say()),
        None => help,
    }
}

pub(super) fn help_guardian(v: &Voice<'_>, children: &[StudentLabel]) -> String {
    let lines: Vec<String> =
        children.iter().map(|child| v.with("help-guardian-child").student("child", child).say()).collect();
    let lines = if lines.is_empty() { v.plain("help-guardian-no-child") } else { lines.join("\n") };
    v.with("help-guardian").text("children", lines).say()
}

pub(super) fn help_admin(v: &Voice<'_>, name: &str, class: Option<&str>) -> String {
    let saying = v.with("help-admin").name("name", name);
    match class {
        Some(class) => saying.name("class", class).say(),
        None => saying.text("class", v.plain("sample-class")).say(),
    }
}

pub(super) fn not_understood(v: &Voice<'_>, heard: &str, example: &Example) -> String {
    v.with("not-understood").name("heard", heard).text("example", line_to_copy(v, example)).say()
}

/// An example in words.
pub(super) fn line_to_copy(v: &Voice<'_>, example: &Example) -> String {
    match example {
        Example::Mark { student, assessment } => {
            v.with("example-mark").student("student", student).name("assessment", assessment).say()
        }
        Example::Marks { child } => v.with("example-marks").student("child", child).say(),
        Example::ClassAverage { class } => v.with("example-class-average").name("class", class).say(),
        Example::Link => v.plain("example-link"),
        Example::Broadcast { class } => v.with("example-broadcast").name("class", class).say(),
        Example::Help => v.plain("example-help"),
    }
}

pub(super) fn not_switched_on(v: &Voice<'_>, what: Feature) -> String {
    let feature = v.plain(match what {
        Feature::Average => "feature-average",
        Feature::ReportCard => "feature-report-card",
        Feature::Broadcast => "feature-broadcast",
        Feature::Conversation => "feature-conversation",
        Feature::Alerts => "feature-alerts",
        Feature::Absences => "feature-absences",
        Feature::Statistics => "feature-statistics",
        Feature::Files => "feature-files",
        Feature::PersonalData => "feature-personal-data",
        Feature::SchoolAdministration => "feature-school-administration",
        Feature::Assessments => "feature-assessments",
        Feature::Appreciations => "feature-appreciations",
    });
    v.with("not-switched-on").text("feature", feature).say()
}

pub(super) fn cannot_read(v: &Voice<'_>, what: Unreadable) -> String {
    v.plain(match what {
        Unreadable::Voice => "cannot-read-voice",
        Unreadable::Picture => "cannot-read-picture",
        Unreadable::Document => "cannot-read-document",
        Unreadable::Other => "cannot-read-other",
    })
}

pub(super) fn language_set(v: &Voice<'_>, locale: Locale) -> String {
    v.plain(match locale {
        Locale::Fr => "language-set-fr",
        Locale::En => "language-set-en",
        Locale::Ar => "language-set-ar",
    })
}

pub(super) fn child_list(v: &Voice<'_>, children: &[ChildLine]) -> String {
    let mut lines = vec![v.with("child-list").count("count", super::list::length(children)).say()];
    let line = |child: &ChildLine| v.with("child-line").student("name", &child.name).name("class", &child.class).say();
    lines.extend(children.iter().map(line));
    lines.join("\n")
}
