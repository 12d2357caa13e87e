//! What helps somebody on.

use super::general::line_to_copy;
use super::teacher::assessment;
use crate::phrase::{
    ClassSize, CourseMark, Guide, OfficeWish, StudentLabel, SubjectLabel, SubjectTeacher, TaughtClass, TeachersWish,
    WalkRole,
};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, guide: &Guide) -> String {
    match guide {
        Guide::StudentAndAssessment { heard, example } => {
            v.with("student-and-assessment").name("heard", heard).text("example", line_to_copy(v, example)).say()
        }
        Guide::LeftUndone { example } => v.with("left-undone").text("example", line_to_copy(v, example)).say(),
        Guide::WaysOut { example, undoes } => {
            let key = if *undoes { "ways-out-undo" } else { "ways-out" };
            v.with(key).text("example", line_to_copy(v, example)).say()
        }
        Guide::NotLater { assessment: Some(assessment), class: Some(class) } => {
            v.with("not-later-publish").name("assessment", assessment).name("class", class).say()
        }
        Guide::NotLater { .. } => v.plain("not-later"),
        Guide::NoTestYet { class, subject: Some(subject) } => {
            v.with("no-test-yet-subject").name("class", class).name("subject", v.subject(subject)).say()
        }
        Guide::NoTestYet { class, subject: None } => v.with("no-test-yet").name("class", class).say(),
        Guide::SendSheet {} => v.plain("send-sheet"),
        Guide::TooBroadToDelete {} => super::teacher::too_broad_to_delete(v),
        Guide::SheetHasMore { more } => v.with("sheet-has-more").count("count", *more).say(),
        Guide::Walk { of, step, name, assessment, class } => walk(v, (*of, *step), name.as_ref(), [assessment, class]),
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
        Guide::Teachers { classes, of } => {
            let shown: Vec<String> = classes.iter().map(|class| teachers(v, class, of.as_ref())).collect();
            shown.join("\n\n")
        }
        Guide::TeachersOnly { wish } => {
            let understood = v.plain(match wish {
                TeachersWish::Mark => "teachers-only-mark",
                TeachersWish::Delete => "teachers-only-delete",
                TeachersWish::Publish => "teachers-only-publish",
                TeachersWish::Assessment => "teachers-only-assessment",
            });
            v.with("teachers-only").text("understood", understood).say()
        }
        Guide::CameLate { school } => v.with("came-late").name("school", school).say(),
        Guide::ElsewhereDone { wish } => v.plain(match wish {
            OfficeWish::Codes => "elsewhere-codes",
            OfficeWish::Roll => "elsewhere-roll",
            OfficeWish::Journal => "elsewhere-journal",
        }),
        Guide::TaughtBy { subject, teachers } => taught_by(v, subject, teachers),
        Guide::ClassSizes { classes } => {
            let shown: Vec<String> = classes.iter().map(|one| class_size(v, one)).collect();
            if shown.is_empty() { v.plain("class-size-none") } else { shown.join("\n") }
        }
    }
}

/// Head, who is head of the class, and a line for each course.
fn teachers(v: &Voice<'_>, class: &TaughtClass, of: Option<&SubjectLabel>) -> String {
    let head = match &class.child {
        Some(child) => v.with("teachers-child").student("child", child).name("class", &class.class).say(),
        None => v.with("teachers-class").name("class", &class.class).say(),
    };
    let mut shown = vec![head];
    if !class.heads.is_empty() {
        shown.push(v.with("teachers-head").text("names", v.names(&class.heads)).say());
    }
    shown.extend(class.courses.iter().map(|course| {
        v.with("teachers-line").name("subject", v.subject(&course.subject)).name("name", &course.teacher).say()
    }));
    if class.courses.is_empty() {
        shown.push(match of {
            Some(subject) => v.with("teachers-none-subject").name("subject", v.subject(subject)).say(),
            None => v.plain("teachers-none"),
        });
    }
    shown.join("\n")
}

fn taught_by(v: &Voice<'_>, subject: &SubjectLabel, teachers: &[SubjectTeacher]) -> String {
    if teachers.is_empty() {
        return v.with("teachers-none-subject").name("subject", v.subject(subject)).say();
    }
    let mut shown = vec![v.with("teachers-subject").name("subject", v.subject(subject)).say()];
    shown.extend(teachers.iter().map(|teacher| {
        v.with("teachers-subject-line").name("name", &teacher.name).text("classes", v.names(&teacher.classes)).say()
    }));
    shown.join("\n")
}

fn class_size(v: &Voice<'_>, of: &ClassSize) -> String {
    match &of.child {
        Some(child) => {
            let said = v.with("class-size-child").student("child", child).name("class", &of.class);
            said.count("count", of.students).say()
        }
        None => v.with("class-size").name("class", &of.class).count("count", of.students).say(),
    }
}

/// The third message is the last, whatever number a button brings.
fn walk(
    v: &Voice<'_>,
    (of, step): (WalkRole, u8),
    name: Option<&StudentLabel>,
    [assessment, class]: [&Option<String>; 2],
) -> String {
    let id = match (of, step) {
        (WalkRole::Teacher, 1) => "walk-teacher-1",
        (WalkRole::Teacher, 2) => "walk-teacher-2",
        (WalkRole::Teacher, _) => "walk-teacher-3",
        (WalkRole::Guardian, 1) => "walk-guardian-1",
        (WalkRole::Guardian, 2) => "walk-guardian-2",
        (WalkRole::Guardian, _) => "walk-guardian-3",
        (WalkRole::Admin, 1) => "walk-admin-1",
        (WalkRole::Admin, 2) => "walk-admin-2",
        (WalkRole::Admin, _) => "walk-admin-3",
        (WalkRole::Secretary, 1) => "walk-secretary-1",
        (WalkRole::Secretary, 2) => "walk-secretary-2",
        (WalkRole::Secretary, _) => "walk-secretary-3",
    };
    let examples = [
        ("name", "sample-student", name.map(|name| v.student(name))),
        ("assessment", "sample-assessment", assessment.as_deref()),
        ("class", "sample-class", class.as_deref()),
    ];
    let saying = examples.into_iter().fold(v.with(id), |saying, (key, sample, own)| match own {
        Some(own) => saying.name(key, own),
        None => saying.text(key, v.plain(sample)),
    });
    saying.say()
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
