//! Assessments themselves: a new one, one that changes or goes, points for everybody.

use jiff::civil::Date;

use super::list::length;
use super::teacher::{Families, assessment, told};
use crate::domain::{AssessmentFacts, Points};
use crate::phrase::{AdjustedMark, AssessmentLabel, AssessmentPhrase};
use crate::render::voice::{Saying, Voice};

pub(super) fn say(v: &Voice<'_>, phrase: &AssessmentPhrase) -> String {
    match phrase {
        AssessmentPhrase::ConfirmNew { class, assessment: label, coefficient, date, term, unknown } => {
            let mut lines = Vec::new();
            if let Some(heard) = unknown {
                lines.push(v.with("new-test-unknown").name("heard", heard).name("class", class).say());
            }
            lines.push(placed(v, "new-test", class, label).say());
            let counts = v.with("new-test-counts").text("coefficient", v.points(*coefficient));
            lines.push(counts.name("term", term).say());
            lines.extend(date.map(|date| v.with("new-test-date").text("date", v.day(date)).say()));
            lines.push(v.plain("new-test-question"));
            lines.join("\n")
        }
        AssessmentPhrase::Created { class, assessment: label, student: Some(student) } => {
            let example = v.with("example-mark").student("student", student).name("assessment", &label.label).say();
            placed(v, "test-created-example", class, label).text("example", example).say()
        }
        AssessmentPhrase::Created { class, assessment: label, student: None } => {
            placed(v, "test-created", class, label).say()
        }
        AssessmentPhrase::Exists { class, assessment: label } => placed(v, "test-exists", class, label).say(),
        AssessmentPhrase::UnknownKind { known } => v.with("test-unknown-kind").text("known", v.names(known)).say(),
        AssessmentPhrase::NoTerm { date: Some(date) } => v.with("test-no-term-date").text("date", v.day(*date)).say(),
        AssessmentPhrase::NoTerm { date: None } => v.plain("test-no-term"),
        AssessmentPhrase::ConfirmAdjust { class, assessment: label, delta, lowers, lines, untouched, known } => {
            let id = if *lowers { "adjust-lower" } else { "adjust-raise" };
            let mut shown = vec![placed(v, id, class, label).text("points", v.points(*delta)).say()];
            shown.extend(lines.iter().map(|line| adjusted(v, line)));
            let mut blocks = vec![shown.join("\n")];
            if *untouched > 0 {
                blocks.push(v.with("adjust-untouched").count("count", *untouched).say());
            }
            if *known > 0 {
                blocks.push(v.with("list-corrections").count("count", *known).say());
            }
            blocks.push(v.with("adjust-question").count("count", length(lines)).say());
            blocks.join("\n\n")
        }
        AssessmentPhrase::NothingToAdjust { class, assessment: label } => {
            placed(v, "adjust-nothing", class, label).say()
        }
        AssessmentPhrase::ConfirmChange { class, assessment: label, old, new, marks, published, means } => {
            let mut lines = vec![placed(v, "test-change", class, label).say()];
            lines.extend(differences(v, old, new));
            lines.extend(effect(v, (old, new), (*marks, *published), *means));
            lines.push(v.plain("test-change-question"));
            lines.join("\n")
        }
        AssessmentPhrase::Changed { class, assessment: label, back, families, later, from } => {
            let id = if *back { "test-changed-back" } else { "test-changed" };
            with_families(v, placed(v, id, class, label).say(), (*families, *later, *from))
        }
        AssessmentPhrase::WhatToChange { class, assessment: label } => {
            placed(v, "test-change-what", class, label).name("name", &label.label).say()
        }
        AssessmentPhrase::AlreadySo { class, assessment: label } => placed(v, "test-already-so", class, label).say(),
        AssessmentPhrase::MarksAbove { class, assessment: label, maximum, lines } => {
            let head = placed(v, "test-marks-above", class, label).text("maximum", v.points(maximum.points())).say();
            let marks = lines.iter().map(|line| {
                v.with("list-line").student("student", &line.student).text("mark", v.points(line.points)).say()
            });
            let shown = std::iter::once(head).chain(marks).collect::<Vec<_>>().join("\n");
            format!("{shown}\n{}", v.plain("test-marks-above-remedy"))
        }
        AssessmentPhrase::OutsideTerm { date, term, starts, ends } => v
            .with("test-outside-term")
            .text("date", v.day(*date))
            .name("term", term)
            .text("starts", v.day(*starts))
            .text("ends", v.day(*ends))
            .say(),
        AssessmentPhrase::TwoPeople { class, assessment: label } => placed(v, "test-two-people", class, label).say(),
        AssessmentPhrase::ConfirmRemoval { class, assessment: label, marks, published, means } => {
            let mut lines = vec![placed(v, "test-removal", class, label).say()];
            lines.push(v.with("test-removal-marks").count("count", *marks).say());
            if *published > 0 {
                lines.push(v.with("test-removal-published").count("count", *published).say());
            }
            lines.extend(means.map(|means| mean_line(v, means)));
            lines.push(v.plain("test-removal-question"));
            lines.join("\n")
        }
        AssessmentPhrase::Removed { class, assessment: label, marks, families, later, from } => {
            let said = placed(v, "test-removed", class, label).count("marks", *marks).say();
            with_families(v, said, (*families, *later, *from))
        }
        AssessmentPhrase::Restored { class, assessment: label, marks, published } => {
            let said = placed(v, "test-restored", class, label).count("marks", *marks).say();
            let again = (*published > 0).then(|| v.with("test-restored-published").count("count", *published).say());
            std::iter::once(said).chain(again).collect::<Vec<_>>().join("\n")
        }
        AssessmentPhrase::Unmade { class, assessment: label } => placed(v, "test-unmade", class, label).say(),
        AssessmentPhrase::HoldsMarks { class, assessment: label, marks } => {
            placed(v, "test-holds-marks", class, label).count("marks", *marks).name("name", &label.label).say()
        }
    }
}

/// A line for each thing that would be other.
fn differences(v: &Voice<'_>, old: &AssessmentFacts, new: &AssessmentFacts) -> Vec<String> {
    let line = |id, before: String, after: String| {
        let change = v.with("change").text("old", before).text("new", after).say();
        v.with(id).text("change", change).say()
    };
    let day = |date: Option<Date>| date.map_or_else(|| v.plain("test-no-date"), |date| v.day(date));
    let name = |label: &str| v.quoted(label).into_owned();
    let mut lines = Vec::new();
    if old.label != new.label {
        lines.push(line("test-change-name", name(&old.label), name(&new.label)));
    }
    if old.date != new.date {
        lines.push(line("test-change-date", day(old.date), day(new.date)));
    }
    if old.maximum != new.maximum {
        let (before, after) = (v.points(old.maximum.points()), v.points(new.maximum.points()));
        lines.push(line("test-change-scale", before, after));
    }
    if old.coefficient != new.coefficient {
        lines.push(line("test-change-weight", v.points(old.coefficient), v.points(new.coefficient)));
    }
    lines
}

/// What it does to marks, to averages and to what families see.
fn effect(
    v: &Voice<'_>,
    (old, new): (&AssessmentFacts, &AssessmentFacts),
    (marks, published): (u32, u32),
    means: Option<(Points, Points)>,
) -> Vec<String> {
    let mut lines = Vec::new();
    let rescaled = old.maximum != new.maximum;
    if rescaled && marks > 0 {
        let (before, after) = (v.points(old.maximum.points()), v.points(new.maximum.points()));
        lines.push(v.with("test-change-keeps").count("count", marks).text("old", before).text("new", after).say());
    }
    match means {
        Some(means) => lines.push(mean_line(v, means)),
        None if new.counts_otherwise(old) && marks > 0 => {
            lines.push(v.with("test-change-averages").count("count", marks).say());
        }
        None => {}
    }
    if published > 0 {
        let id = if rescaled { "test-change-told" } else { "test-change-seen" };
        lines.push(v.with(id).count("count", published).say());
    }
    lines
}

fn mean_line(v: &Voice<'_>, (before, after): (Points, Points)) -> String {
    let change = v.with("change").text("old", v.points(before)).text("new", v.points(after)).say();
    v.with("test-mean").text("change", change).say()
}

/// With how many families hear of it, now and later, where any do.
fn with_families(v: &Voice<'_>, said: String, families: Families) -> String {
    if families.0 + families.1 == 0 { said } else { format!("{said}\n{}", told(v, families)) }
}

fn placed<'v>(v: &'v Voice<'_>, id: &'static str, class: &'v str, label: &AssessmentLabel) -> Saying<'v> {
    v.with(id).name("class", class).text("assessment", assessment(v, label, &[]))
}

fn adjusted(v: &Voice<'_>, line: &AdjustedMark) -> String {
    let change = v.with("change").text("old", v.points(line.old)).text("new", v.points(line.new)).say();
    let shown = v.with("list-line").student("student", &line.student).text("mark", change).say();
    if line.capped { v.with("adjust-capped").text("line", shown).say() } else { shown }
}
