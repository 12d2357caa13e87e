//! Averages for families, figures for staff.

use crate::domain::{Maximum, Points};
use crate::phrase::{
    AssessmentStatistics, AverageLine, ChildAverages, ClassOverview, ClassSummary, SchoolSummary, Statistics,
    SubjectStatistics, YearBefore,
};
use crate::render::voice::Voice;

use super::teacher::assessment;
use crate::render::split::length;

/// Two messages of the channels that carry the least, e-mail's letter apart; the file comes along anyway.
const LONGEST_SUMMARY: usize = 7_600;

/// A block per child.
pub(super) fn of_children(v: &Voice<'_>, children: &[ChildAverages]) -> String {
    if children.is_empty() {
        return v.plain("averages-no-term");
    }
    children.iter().map(|child| of_child(v, child)).collect::<Vec<_>>().join("\n\n")
}

fn of_child(v: &Voice<'_>, child: &ChildAverages) -> String {
    let head = v.with(if child.provisional { "averages-child-provisional" } else { "averages-child" });
    let mut lines =
        vec![head.student("child", &child.child).name("class", &child.class).name("term", &child.term).say()];
    lines.extend(child.lines.iter().map(|line| subject_line(v, child, line)));
    match (&child.subject, child.general) {
        (Some(subject), _) if child.lines.is_empty() => {
            lines.push(v.with("averages-none-subject").name("subject", v.subject(subject)).say());
        }
        (None, _) if child.lines.is_empty() => lines.push(v.plain("averages-none")),
        (Some(_), _) => lines.push(v.with("averages-marks").count("marks", child.marks).say()),
        (None, general) => {
            lines.push(match general {
                Some(average) => v.with("averages-general").text("average", out_of(v, child, average)).say(),
                None => v.plain("averages-general-none"),
            });
            lines.push(coverage(v, child));
        }
    }
    if child.rank_asked {
        lines.push(v.plain("averages-no-rank"));
    }
    lines.join("\n")
}

/// `12,50/20`: averages beside each other have as many decimals.
fn out_of(v: &Voice<'_>, child: &ChildAverages, average: Points) -> String {
    format!("{}/{}", v.hundredths(average), v.points(child.scale.points()))
}

fn subject_line(v: &Voice<'_>, child: &ChildAverages, line: &AverageLine) -> String {
    let average = out_of(v, child, line.average);
    let average = if line.coefficient == Points::ONE {
        average
    } else {
        v.with("with-coefficient").text("mark", average).text("coefficient", v.points(line.coefficient)).say()
    };
    v.with("averages-line").name("subject", v.subject(&line.subject)).text("average", average).say()
}

fn coverage(v: &Voice<'_>, child: &ChildAverages) -> String {
    let counted = u32::try_from(child.lines.len()).unwrap_or(u32::MAX);
    v.with("averages-coverage")
        .count("subjects", counted)
        .count("of", child.subjects_of_class)
        .text("marks", v.with("averages-mark-count").count("marks", child.marks).say())
        .say()
}

/// An assessment's figures.
pub(super) fn of_assessment(v: &Voice<'_>, figures: &AssessmentStatistics) -> String {
    let label = assessment(v, &figures.assessment, &[]);
    let head = v.with("figures-assessment").name("class", &figures.class).text("assessment", label).say();
    let mut lines = vec![head, v.with("figures-marks").count("count", figures.statistics.count).say()];
    let others = [
        ("figures-absent", figures.absent),
        ("figures-without-points", figures.without_points),
        ("figures-missing", figures.missing),
    ];
    let counted = others.into_iter().filter(|(_, count)| *count > 0);
    lines.extend(counted.map(|(id, count)| v.with(id).count("count", count).say()));
    lines.extend(spread(v, &figures.statistics, Voice::points));
    lines.extend(drafts(v, figures.drafts));
    lines.join("\n")
}

/// A class's figures by subject.
pub(super) fn of_class(v: &Voice<'_>, figures: &ClassSummary) -> String {
    let head = v.with(if figures.provisional { "figures-class-provisional" } else { "figures-class" });
    let mut lines = vec![head.name("class", &figures.class).name("term", &figures.term).say()];
    lines.extend(figures.subjects.iter().map(|subject| subject_figures(v, subject)));
    if let Some(general) = &figures.general {
        lines.push(v.with("figures-classed").count("count", general.count).count("students", figures.students).say());
        lines.extend(spread(v, general, Voice::hundredths).into_iter().filter(|_| general.count > 0));
    }
    lines.extend(drafts(v, figures.drafts));
    lines.join("\n")
}

fn subject_figures(v: &Voice<'_>, line: &SubjectStatistics) -> String {
    let what = match &line.statistics.spread {
        Some(spread) => v
            .with("figures-subject-spread")
            .text("mean", v.hundredths(spread.mean))
            .text("lowest", v.hundredths(spread.lowest))
            .text("highest", v.hundredths(spread.highest))
            .text("rate", v.points(spread.pass_rate))
            .text("half", v.points(line.statistics.half))
            .say(),
        None => v.with("figures-subject-small").count("count", line.statistics.count).say(),
    };
    v.with("figures-subject").name("subject", v.subject(&line.subject)).text("figures", what).say()
}

/// `written`: averages have both decimals, marks those they were given with.
fn spread<'v>(v: &Voice<'v>, statistics: &Statistics, written: fn(&Voice<'v>, Points) -> String) -> Vec<String> {
    let Some(spread) = &statistics.spread else { return vec![v.plain("figures-small")] };
    let share = v
        .with("figures-share")
        .text("half", v.points(statistics.half))
        .text("passed", statistics.passed.to_string())
        .text("count", statistics.count.to_string())
        .text("rate", v.points(spread.pass_rate));
    vec![
        v.with("figures-spread")
            .text("mean", v.hundredths(spread.mean))
            .text("median", written(v, spread.median))
            .text("lowest", written(v, spread.lowest))
            .text("highest", written(v, spread.highest))
            .text("scale", v.points(statistics.scale.points()))
            .say(),
        share.say(),
    ]
}

/// Families' averages may differ: this says why.
fn drafts(v: &Voice<'_>, drafts: u32) -> Option<String> {
    (drafts > 0).then(|| v.with("figures-drafts").count("count", drafts).say())
}

/// The school, a block per class.
pub(super) fn of_school(v: &Voice<'_>, summary: &SchoolSummary) -> String {
    let head = v.with("summary-head").name("term", &summary.term).say();
    let scale = summary.classes.first().map(|class| class.general.scale);
    let differ = summary.classes.iter().any(|class| Some(class.general.scale) != scale);
    let blocks = summary.classes.iter().map(|class| overview(v, class, differ));
    let whole = std::iter::once(head.clone()).chain(blocks).collect::<Vec<_>>().join("\n\n");
    if length(&whole) <= LONGEST_SUMMARY {
        return whole;
    }
    let lines = summary.classes.iter().map(|class| overview_line(v, class, differ)).collect::<Vec<_>>().join("\n");
    let in_file = v.plain("summary-in-file");
    let brief = format!("{head}\n\n{lines}\n\n{in_file}");
    if length(&brief) <= LONGEST_SUMMARY { brief } else { format!("{head}\n\n{in_file}") }
}

/// A class without its subjects.
fn overview_line(v: &Voice<'_>, class: &ClassOverview, with_scale: bool) -> String {
    let figures = match &class.general.spread {
        Some(spread) => {
            let scale = with_scale.then(|| format!("/{}", v.points(class.general.scale.points())));
            let mean = v.hundredths(spread.mean) + &scale.unwrap_or_default();
            v.with("summary-subject").text("mean", mean).text("rate", v.points(spread.pass_rate)).say()
        }
        None => v.with("figures-subject-small").count("count", class.general.count).say(),
    };
    v.with("figures-subject").name("subject", &class.class).text("figures", figures).say()
}

/// Beside classes of another scale, each says its own.
fn overview(v: &Voice<'_>, class: &ClassOverview, with_scale: bool) -> String {
    let out_of = |mean: Points| {
        let scale = with_scale.then(|| format!("/{}", v.points(class.general.scale.points())));
        v.hundredths(mean) + &scale.unwrap_or_default()
    };
    let head = v.with(if class.provisional { "summary-class-provisional" } else { "summary-class" });
    let mut lines = vec![head.name("class", &class.class).count("students", class.students).say()];
    lines.push(match &class.general.spread {
        Some(spread) => v
            .with("summary-general")
            .text("mean", out_of(spread.mean))
            .text("rate", v.points(spread.pass_rate))
            .text("half", v.points(class.general.half))
            .say(),
        None => v.with("figures-classed").count("count", class.general.count).count("students", class.students).say(),
    });
    if let Some(before) = &class.before {
        lines.push(year_before(v, before, class.general.scale));
    }
    lines.extend(class.subjects.iter().map(|subject| subject_overview(v, subject)));
    if class.missing > 0 {
        lines.push(v.with("summary-missing").count("missing", class.missing).say());
    }
    lines.join("\n")
}

/// How the class stood then; out of what, where that has changed.
pub(in crate::render) fn year_before(v: &Voice<'_>, before: &YearBefore, scale: Maximum) -> String {
    let saying = v.with("summary-before").name("year", &before.year);
    let mean = v.hundredths(before.mean);
    let is_same = before.scale == scale;
    let mean = if is_same { mean } else { format!("{mean}/{}", v.points(before.scale.points())) };
    saying.text("mean", mean).text("rate", v.points(before.pass_rate)).say()
}

fn subject_overview(v: &Voice<'_>, line: &SubjectStatistics) -> String {
    let what = match &line.statistics.spread {
        Some(spread) => v
            .with("summary-subject")
            .text("mean", v.hundredths(spread.mean))
            .text("rate", v.points(spread.pass_rate))
            .say(),
        None => v.with("figures-subject-small").count("count", line.statistics.count).say(),
    };
    v.with("figures-subject").name("subject", v.subject(&line.subject)).text("figures", what).say()
}
