//! Marks that are missing: by assessment, by teacher.

use super::list::length;
use super::teacher::assessment;
use crate::phrase::{MissingGroup, MissingTeacher, ReminderAsked};
use crate::render::voice::Voice;

pub(super) fn marks(v: &Voice<'_>, groups: &[MissingGroup]) -> String {
    if groups.is_empty() {
        return v.plain("nothing-missing");
    }
    let mut lines = vec![v.plain("missing-marks")];
    lines.extend(groups.iter().map(|one| group(v, one, v.names(&v.students(&one.students)))));
    lines.join("\n")
}

/// To the teacher who has them to give: a few names say which students are meant.
pub(super) fn reminder(v: &Voice<'_>, name: &str, groups: &[MissingGroup], more: u32) -> String {
    let mut lines = vec![v.with("missing-reminder").name("name", name).say()];
    lines.extend(groups.iter().map(|one| group(v, one, v.some_names(&v.students(&one.students)))));
    if more > 0 {
        lines.push(v.with("missing-more").count("count", more).say());
    }
    lines.push(v.plain("missing-reminder-end"));
    lines.join("\n")
}

fn group(v: &Voice<'_>, group: &MissingGroup, names: String) -> String {
    v.with("missing-group")
        .count("count", length(&group.students))
        .name("class", &group.class)
        .text("assessment", assessment(v, &group.assessment, &[]))
        .text("students", names)
        .say()
}

pub(super) fn summary(v: &Voice<'_>, teachers: &[MissingTeacher]) -> String {
    if teachers.is_empty() {
        return v.plain("nothing-missing");
    }
    let mut lines = vec![v.plain("missing-summary")];
    lines.extend(teachers.iter().map(|teacher| {
        let id = if teacher.reached { "missing-teacher" } else { "missing-teacher-unreached" };
        v.with(id).name("name", &teacher.name).count("marks", teacher.marks).count("tests", teacher.tests).say()
    }));
    lines.join("\n")
}

pub(super) fn confirm(v: &Voice<'_>, asked: &ReminderAsked) -> String {
    let ReminderAsked { teachers, unreached, names } = asked;
    let mut lines = vec![if names.is_empty() {
        v.with("confirm-remind").count("count", *teachers).say()
    } else {
        v.with("confirm-remind-these").text("people", v.some_names(names)).say()
    }];
    lines.extend(unreached_line(v, *unreached));
    lines.push(v.plain("confirm-remind-question"));
    lines.join("\n")
}

pub(super) fn reminded(v: &Voice<'_>, teachers: u32, unreached: u32) -> String {
    let mut lines = vec![v.with("reminded").count("count", teachers).say()];
    lines.extend(unreached_line(v, unreached));
    lines.join("\n")
}

fn unreached_line(v: &Voice<'_>, unreached: u32) -> Option<String> {
    (unreached > 0).then(|| v.with("remind-unreached").count("count", unreached).say())
}
