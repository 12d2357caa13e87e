//! Digests: what is new of children, and when somebody hears of it.

use super::absence::item;
use super::family::mark_line;
use super::list::length;
use crate::domain::{DigestDay, DigestRhythm};
use crate::phrase::{ComingTest, DigestAverage, DigestOfChild, DigestProblem};
use crate::render::voice::Voice;

/// A block per child.
pub(super) fn of_children(v: &Voice<'_>, children: &[DigestOfChild]) -> String {
    let blocks = children.iter().map(|child| of_child(v, child));
    [vec![v.plain("digest")], blocks.collect()].concat().join("\n\n")
}

/// Of whom something is new, on one line, for a template.
pub(in crate::render) fn children(v: &Voice<'_>, children: &[DigestOfChild]) -> String {
    v.names(&children.iter().map(|one| v.student(&one.child).to_owned()).collect::<Vec<_>>())
}

/// How much is new of all of them, on one line, for a template.
pub(in crate::render) fn counts(v: &Voice<'_>, children: &[DigestOfChild]) -> String {
    let marks: u32 = children.iter().map(|one| length(&one.marks).saturating_add(one.more)).sum();
    let absences: u32 = children.iter().map(|one| length(&one.absences).saturating_add(one.more_absences)).sum();
    let counted = [("digest-count-marks", marks), ("digest-count-absences", absences)];
    let said: Vec<String> = counted
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| v.with(id).count("count", count).say())
        .collect();
    v.names(&said)
}

fn of_child(v: &Voice<'_>, of: &DigestOfChild) -> String {
    let mut lines = vec![v.with("marks-child").student("child", &of.child).name("class", &of.class).say()];
    lines.extend(of.marks.iter().map(|mark| mark_line(v, mark)));
    if of.more > 0 {
        lines.push(v.with("digest-more").count("count", of.more).say());
    }
    lines.extend(of.average.as_ref().map(|average| average_line(v, average)));
    lines.extend(of.absences.iter().map(|(span, justified)| item(v, span, *justified)));
    if of.more_absences > 0 {
        lines.push(v.with("digest-more-absences").count("count", of.more_absences).say());
    }
    if !of.tests.is_empty() {
        lines.push(v.plain("digest-tests"));
        lines.extend(of.tests.iter().map(|test| test_line(v, test)));
    }
    lines.join("\n")
}

fn average_line(v: &Voice<'_>, average: &DigestAverage) -> String {
    let said = match (average.before, average.provisional) {
        (Some(before), true) => v.with("digest-average-before").text("before", v.hundredths(before)),
        (Some(before), false) => v.with("digest-average-final-before").text("before", v.hundredths(before)),
        (None, true) => v.with("digest-average"),
        (None, false) => v.with("digest-average-final"),
    };
    said.text("average", v.hundredths(average.now)).text("scale", v.points(average.scale.points())).say()
}

fn test_line(v: &Voice<'_>, test: &ComingTest) -> String {
    let said = v.with("digest-test").name("subject", v.subject(&test.subject)).name("test", &test.label);
    said.text("day", v.day(test.date)).say()
}

/// `chaque vendredi à 18:00`.
pub(super) fn rhythm(v: &Voice<'_>, rhythm: DigestRhythm) -> String {
    let hour = rhythm.at.strftime("%H:%M").to_string();
    match rhythm.day {
        DigestDay::Week(day) => v.with("digest-weekly").text("day", v.weekday(day)).text("hour", hour).say(),
        DigestDay::Month(1) => v.with("digest-monthly-first").text("hour", hour).say(),
        DigestDay::Month(day) => v.with("digest-monthly").text("day", day.to_string()).text("hour", hour).say(),
    }
}

/// Why it is not set, and how it is asked for.
pub(super) fn not_set(v: &Voice<'_>, why: &DigestProblem) -> String {
    let why = match why {
        DigestProblem::Unread { heard } => v.with("digest-unread").name("heard", heard).say(),
        DigestProblem::Daily {} => v.plain("digest-daily"),
        DigestProblem::Quiet { from, until } => {
            let clock = |time: &jiff::civil::Time| time.strftime("%H:%M").to_string();
            v.with("digest-quiet").text("from", clock(from)).text("until", clock(until)).say()
        }
    };
    format!("{why}\n{}", v.plain("digest-how"))
}
