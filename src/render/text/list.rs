//! Lists of marks: the preview with its problems, and what became of it.

use super::teacher::{Families, assessment, sample_value, told, usual};
use crate::phrase::{AssessmentLabel, Figures, LineProblem, ListOddity, ListProblem, MarkLine, StudentLabel};
use crate::render::voice::Voice;

/// How many, as far as anyone counts.
pub(super) fn length<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// Head and lines, what was not understood, who is not there, the figures, and the question last.
pub(super) fn preview(
    v: &Voice<'_>,
    (class, label): (&str, &AssessmentLabel),
    lines: &[MarkLine],
    (problems, oddities): (&[ListProblem], &[ListOddity]),
    figures: &Figures,
    absent: &[StudentLabel],
) -> String {
    let count = length(lines);
    let mut head = vec![
        v.with("list-preview")
            .count("count", count)
            .name("class", class)
            .text("assessment", assessment(v, label, &[]))
            .say(),
    ];
    head.extend(lines.iter().map(|line| mark_line(v, line)));
    let mut blocks = vec![head.join("\n")];
    if !problems.is_empty() {
        let title = v.with("list-problems").count("count", length(problems)).say();
        blocks.push(format!("{title}\n{}", problem_lines(v, problems)));
    }
    if !absent.is_empty() {
        let names = v.some_names(&v.students(absent));
        blocks.push(v.with("list-absent").count("count", length(absent)).text("students", names).say());
    }
    blocks.extend(figures_line(v, figures));
    blocks.extend(oddities.iter().map(|oddity| odd(v, oddity, label)));
    let corrected = corrections(lines);
    if corrected > 0 {
        blocks.push(v.with("list-corrections").count("count", corrected).say());
    }
    if count > 0 && corrected > 0 {
        blocks.push(v.plain("list-question-corrections"));
    } else if count > 0 {
        blocks.push(v.with("list-question").count("count", count).say());
    }
    blocks.join("\n\n")
}

fn corrections(lines: &[MarkLine]) -> u32 {
    u32::try_from(lines.iter().filter(|line| line.corrects).count()).unwrap_or(u32::MAX)
}

fn mark_line(v: &Voice<'_>, line: &MarkLine) -> String {
    let mut shown = plain_line(v, line);
    if line.corrects {
        shown = v.with("list-line-known").text("line", shown).say();
    }
    match (&line.usual, &line.others) {
        (Some(range), _) => v.with("list-line-far").text("line", shown).text("usual", usual(v, range)).say(),
        (None, Some(range)) => v.with("list-line-apart").text("line", shown).text("others", usual(v, range)).say(),
        (None, None) => shown,
    }
}

fn odd(v: &Voice<'_>, oddity: &ListOddity, label: &AssessmentLabel) -> String {
    match oddity {
        ListOddity::Shifted { from } => v.with("list-shifted").student("student", from).say(),
        ListOddity::Repeats { assessment: other, differing } => {
            let other = assessment(v, other, &[]);
            v.with("list-repeats").count("differing", *differing).text("assessment", other).say()
        }
        ListOddity::AllAlike { points } => v.with("list-all-alike").text("points", v.points(*points)).say(),
        ListOddity::Halved => v.with("list-halved").text("maximum", v.points(label.maximum.points())).say(),
    }
}

fn plain_line(v: &Voice<'_>, line: &MarkLine) -> String {
    let new = v.bare_mark(line.new);
    let mark = match line.old {
        Some(old) if old != line.new => v.with("change").text("old", v.bare_mark(old)).text("new", new).say(),
        _ => new,
    };
    match &line.heard {
        Some(heard) => {
            v.with("list-line-heard").student("student", &line.student).text("mark", mark).name("heard", heard).say()
        }
        None => v.with("list-line").student("student", &line.student).text("mark", mark).say(),
    }
}

fn problem_lines(v: &Voice<'_>, problems: &[ListProblem]) -> String {
    let line = |problem: &ListProblem| {
        v.with("list-problem")
            .count("line", problem.line)
            .name("heard", &problem.heard)
            .text("why", why(v, &problem.why))
            .say()
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn why(v: &Voice<'_>, problem: &LineProblem) -> String {
    match problem {
        LineProblem::UnknownName { nearest } if nearest.is_empty() => v.plain("problem-unknown-name"),
        LineProblem::UnknownName { nearest } => {
            v.with("problem-unknown-name-near").text("names", v.names(&v.students(nearest))).say()
        }
        LineProblem::Ambiguous { candidates } => {
            v.with("problem-ambiguous").text("names", v.names(&v.students(candidates))).say()
        }
        LineProblem::Twice { student } => v.with("problem-twice").student("student", student).say(),
        LineProblem::HasLeft { student, on } => {
            v.with("problem-has-left").student("student", student).text("day", v.short_day(*on)).say()
        }
        LineProblem::NoValue => v.plain("problem-no-value"),
        LineProblem::UnreadableValue => v.plain("problem-unreadable-value"),
        LineProblem::Doubted => v.plain("problem-doubted"),
        LineProblem::AboveMaximum => v.plain("problem-above-maximum"),
        LineProblem::BelowZero => v.plain("problem-below-zero"),
        LineProblem::OtherScale => v.plain("problem-other-scale"),
        LineProblem::Computed => v.plain("problem-computed"),
    }
}

fn figures_line(v: &Voice<'_>, figures: &Figures) -> Option<String> {
    let (mean, lowest, highest) = (figures.mean?, figures.lowest?, figures.highest?);
    Some(
        v.with("list-figures")
            .text("mean", v.points(mean))
            .text("lowest", v.points(lowest))
            .text("highest", v.points(highest))
            .say(),
    )
}

/// Asks for the lines of a list, with one for each of these students to copy.
pub(super) fn send_lines(v: &Voice<'_>, class: &str, label: &AssessmentLabel, students: &[StudentLabel]) -> String {
    let mut lines = vec![v.with("send-lines").name("class", class).text("assessment", assessment(v, label, &[])).say()];
    let value = || sample_value(v, Some(label.maximum));
    lines.extend(
        students
            .iter()
            .map(|student| v.with("send-lines-example").student("student", student).text("value", value()).say()),
    );
    lines.join("\n")
}

/// Drafts first, then what families are told at once.
pub(super) fn saved(
    v: &Voice<'_>,
    class: &str,
    label: &AssessmentLabel,
    (drafts, corrected): (u32, u32),
    families: Families,
) -> String {
    let about =
        |id, count| v.with(id).count("count", count).name("class", class).text("assessment", assessment(v, label, &[]));
    let corrections = || about("list-corrected", corrected).text("families", told(v, families)).say();
    match (drafts, corrected) {
        (_, 0) => about("list-saved", drafts).say(),
        (0, _) => corrections(),
        _ => format!("{}\n\n{}", about("list-saved-beside", drafts).say(), corrections()),
    }
}

pub(super) fn refused(v: &Voice<'_>, problems: &[ListProblem]) -> String {
    let example = v.with("list-refused-example").text("student", v.plain("sample-student")).say();
    format!("{}\n{}\n\n{example}", v.plain("list-refused"), problem_lines(v, problems))
}

pub(super) fn count_mismatch(v: &Voice<'_>, marks: u32, students: u32) -> String {
    v.with("count-mismatch")
        .count("marks", marks)
        .count("students", students)
        .text("student", v.plain("sample-student"))
        .say()
}
