//! Groups of families made by hand, as administrators read of them.

use super::length;
use crate::phrase::{FamilyGroupPhrase, MemberProblem, StudentLabel};
use crate::render::voice::{Saying, Voice};

pub(super) fn say(v: &Voice<'_>, phrase: &FamilyGroupPhrase) -> String {
    let of = |id, name| v.with(id).name("name", name);
    match phrase {
        FamilyGroupPhrase::Made { name, students } => {
            of("family-group-made", name).name("group", name).count("students", *students).say()
        }
        FamilyGroupPhrase::Added { name, new, students } => {
            of("family-group-added", name).count("count", *new).count("students", *students).say()
        }
        FamilyGroupPhrase::TakenOut { name, gone, left } => {
            of("family-group-taken-out", name).count("count", *gone).count("students", *left).say()
        }
        FamilyGroupPhrase::EndAsked { name, students } => {
            of("family-group-end-asked", name).count("students", *students).say()
        }
        FamilyGroupPhrase::Ended { name } => of("family-group-ended", name).say(),
        FamilyGroupPhrase::Members { name, students, of: all } => members(v, name, students, *all),
        FamilyGroupPhrase::Listed { groups } => listed(v, groups),
        FamilyGroupPhrase::NoneYet { class } => with_example(v.with("family-group-none-yet"), v, class.as_deref()),
        FamilyGroupPhrase::Unknown { name, known } if known.is_empty() => of("family-group-unknown", name).say(),
        FamilyGroupPhrase::Unknown { name, known } => {
            of("family-group-unknown-of", name).text("known", v.some_names(known)).say()
        }
        FamilyGroupPhrase::Exists { name } => of("family-group-exists", name).say(),
        FamilyGroupPhrase::WhichName { class } => with_example(v.with("family-group-which-name"), v, class.as_deref()),
        FamilyGroupPhrase::NameTooLong { most } => v.with("family-group-name-too-long").count("most", *most).say(),
        FamilyGroupPhrase::WhoIsIn { name, class } => {
            with_example(of("family-group-who-is-in", name), v, class.as_deref())
        }
        FamilyGroupPhrase::Refused { problems } => refused(v, problems),
        FamilyGroupPhrase::WhichOne { heard } => v.with("family-group-which-one").name("heard", heard).say(),
        FamilyGroupPhrase::TooManyGroups { most } => v.with("family-group-too-many").count("most", *most).say(),
        FamilyGroupPhrase::TooManyStudents { most } => v.with("family-group-too-large").count("most", *most).say(),
        FamilyGroupPhrase::Empty { name } => of("family-group-empty", name).say(),
    }
}

/// With a class of the school's in the example.
fn with_example<'v>(saying: Saying<'v>, v: &'v Voice<'v>, class: Option<&'v str>) -> String {
    let class = class.map_or_else(|| v.plain("family-group-some-class"), |class| v.quoted(class).into_owned());
    saying.text("class", class).say()
}

fn members(v: &Voice<'_>, name: &str, students: &[(StudentLabel, String)], all: u32) -> String {
    let mut lines = vec![v.with("family-group-members").name("name", name).count("students", all).say()];
    lines.extend(
        students.iter().map(|(student, class)| {
            v.with("family-group-member").student("student", student).name("class", class).say()
        }),
    );
    let more = all.saturating_sub(length(students));
    if more > 0 {
        lines.push(v.with("family-group-more").count("count", more).say());
    }
    lines.push(v.with("family-group-use").name("name", name).say());
    lines.join("\n")
}

fn listed(v: &Voice<'_>, groups: &[(String, u32)]) -> String {
    let line = |(name, students): &(String, u32)| {
        v.with("family-group-line").name("name", name).count("students", *students).say()
    };
    let mut lines = vec![v.plain("family-group-list")];
    lines.extend(groups.iter().map(line));
    if let Some((name, _)) = groups.first() {
        lines.push(v.with("family-group-use").name("name", name).say());
    }
    lines.join("\n")
}

fn refused(v: &Voice<'_>, problems: &[MemberProblem]) -> String {
    let mut lines = vec![v.plain("family-group-refused")];
    lines.extend(problems.iter().map(|problem| {
        let near = v.students(&problem.nearest);
        if near.is_empty() {
            return v.with("family-group-nobody").name("heard", &problem.heard).say();
        }
        v.with("family-group-nearest").name("heard", &problem.heard).text("students", v.some_names(&near)).say()
    }));
    lines.join("\n")
}
