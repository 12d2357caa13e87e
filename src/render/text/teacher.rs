//! A teacher's single marks.

use jiff::civil::Time;

use super::print::in_subject;
use crate::domain::{Mark, Maximum, Points};
use crate::phrase::{AssessmentLabel, ConfirmWhy, StudentLabel, UsualPoints};
use crate::render::voice::Voice;

/// Subject and label. With the maximum, unless a mark that is shown beside it says it.
pub(super) fn assessment(v: &Voice<'_>, assessment: &AssessmentLabel, shown: &[Mark]) -> String {
    with_maximum(v, in_subject(v, assessment), assessment.maximum, shown)
}

/// `label`, with the maximum unless a mark that is shown beside it says it.
pub(super) fn with_maximum(v: &Voice<'_>, label: String, maximum: Maximum, shown: &[Mark]) -> String {
    if shown.iter().any(|mark| matches!(mark, Mark::Points(_))) {
        return label;
    }
    v.with("with-maximum").text("label", label).text("maximum", v.points(maximum.points())).say()
}

/// A mark, or what became of it.
pub(super) fn change(v: &Voice<'_>, old: Option<Mark>, new: Mark, maximum: Maximum) -> String {
    match old {
        Some(old) if old != new => v.with("change").mark("old", old, maximum).mark("new", new, maximum).say(),
        _ => v.mark(new, maximum),
    }
}

/// A line to copy that gives a student a mark that fits: `Awa Kouassi 14 ds1`.
pub(super) fn example(v: &Voice<'_>, student: Option<&StudentLabel>, assessment: Option<&AssessmentLabel>) -> String {
    let maximum = assessment.map(|assessment| assessment.maximum);
    let saying = v.with("example-mark-of").text("value", sample_value(v, maximum));
    let saying = match student {
        Some(student) => saying.student("student", student),
        None => saying.text("student", v.plain("sample-student")),
    };
    match assessment {
        Some(assessment) => saying.name("assessment", &assessment.label).say(),
        None => saying.text("assessment", v.plain("sample-assessment")).say(),
    }
}

/// Seven tenths of the maximum, in whole points: 14 out of 20.
pub(super) fn sample_value(v: &Voice<'_>, maximum: Option<Maximum>) -> String {
    let hundredths = maximum.map_or(2_000, |maximum| maximum.points().hundredths());
    let whole = hundredths * 7 / 1_000;
    Points::from_hundredths(whole * 100).map_or_else(|_| String::new(), |points| v.points(points))
}

pub(super) fn mark_saved(
    v: &Voice<'_>,
    student: &StudentLabel,
    class: &str,
    label: &AssessmentLabel,
    old: Option<Mark>,
    new: Mark,
) -> String {
    v.with("mark-saved")
        .student("student", student)
        .name("class", class)
        .text("assessment", assessment(v, label, &shown(old, new)))
        .text("change", change(v, old, new, label.maximum))
        .say()
}

/// `whose`: the student and the class.
pub(super) fn confirm_mark(
    v: &Voice<'_>,
    whose: (&StudentLabel, &str),
    label: &AssessmentLabel,
    old: Option<Mark>,
    new: Mark,
    why: &[ConfirmWhy],
) -> String {
    let (student, class) = whose;
    let why: Vec<String> = why.iter().map(|why| reason(v, why, student, new, label.maximum)).collect();
    v.with("confirm-mark")
        .student("student", student)
        .name("class", class)
        .text("assessment", assessment(v, label, &shown(old, new)))
        .text("change", change(v, old, new, label.maximum))
        .text("why", why.join("\n"))
        .say()
}

fn reason(v: &Voice<'_>, why: &ConfirmWhy, student: &StudentLabel, new: Mark, maximum: Maximum) -> String {
    match why {
        ConfirmWhy::NearName { heard } => v.with("why-near-name").name("heard", heard).say(),
        ConfirmWhy::Converted { heard } => v.with("why-converted").name("heard", heard).mark("new", new, maximum).say(),
        ConfirmWhy::Edited => v.plain("why-edited"),
        ConfirmWhy::Published => v.plain("why-published"),
        ConfirmWhy::Replaces => v.plain("why-replaces"),
        ConfirmWhy::Unsure => v.plain("why-unsure"),
        ConfirmWhy::Left { on } => v.with("why-left").text("day", v.day(*on)).say(),
        ConfirmWhy::Far { usual: range } => v
            .with("why-far")
            .text("new", v.bare_mark(new))
            .student("student", student)
            .text("usual", usual(v, range))
            .say(),
        ConfirmWhy::Apart { others } => {
            v.with("why-apart").text("new", v.bare_mark(new)).text("others", usual(v, others)).say()
        }
        ConfirmWhy::Leap => v.plain("why-leap"),
    }
}

/// Between what and what somebody's marks lie.
pub(super) fn usual(v: &Voice<'_>, usual: &UsualPoints) -> String {
    if usual.low == usual.high {
        return v.points(usual.low);
    }
    v.with("usual-range").text("low", v.points(usual.low)).text("high", v.points(usual.high)).say()
}

pub(super) fn mark_corrected(
    v: &Voice<'_>,
    student: &StudentLabel,
    label: &AssessmentLabel,
    (old, new): (Mark, Mark),
    families: Families,
) -> String {
    v.with("mark-corrected")
        .student("student", student)
        .text("assessment", assessment(v, label, &[old, new]))
        .text("change", change(v, Some(old), new, label.maximum))
        .text("families", told(v, families))
        .say()
}

/// How many families hear now, how many only later, and from when on where the night lies between.
pub(super) type Families = (u32, u32, Option<Time>);

/// How many families hear of a correction, and when.
pub(super) fn told(v: &Voice<'_>, (now, later, from): Families) -> String {
    let mut lines = Vec::new();
    if now > 0 || later == 0 {
        lines.push(v.with("families-told").count("count", now).say());
    }
    lines.extend(from.filter(|_| now > 0).map(|from| families_from(v, from)));
    lines.extend((later > 0).then(|| v.with("families-later").count("count", later).say()));
    lines.join("\n")
}

/// From when on families are written to.
pub(super) fn families_from(v: &Voice<'_>, from: Time) -> String {
    v.with("families-from").text("hour", from.strftime("%H:%M").to_string()).say()
}

/// What is taken back, what stays, and what one student's mark is now.
pub(super) fn undone(
    v: &Voice<'_>,
    (class, label): (&str, &AssessmentLabel),
    (count, kept): (u32, u32),
    student: Option<&StudentLabel>,
    now: Option<Mark>,
) -> String {
    let saying = match student {
        Some(student) => v.with("undone-student").student("student", student),
        None => v.with("undone").count("count", count),
    };
    let mut lines = vec![saying.name("class", class).text("assessment", assessment(v, label, &[])).say()];
    lines.push(match (student, now) {
        (Some(_), Some(now)) => v.with("undone-now").mark("now", now, label.maximum).say(),
        (Some(_), None) => v.plain("undone-nothing"),
        (None, _) if kept == 0 => v.plain("undone-as-before"),
        (None, _) => String::new(),
    });
    lines.extend((kept > 0).then(|| v.with("undone-kept").count("kept", kept).say()));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

pub(super) fn mark_deleted(
    v: &Voice<'_>,
    student: &StudentLabel,
    label: &AssessmentLabel,
    old: Mark,
    families: Families,
) -> String {
    v.with("mark-deleted")
        .student("student", student)
        .text("assessment", assessment(v, label, &[old]))
        .mark("old", old, label.maximum)
        .text("families", told(v, families))
        .say()
}

pub(super) fn confirm_delete(
    v: &Voice<'_>,
    student: &StudentLabel,
    label: &AssessmentLabel,
    old: Mark,
    published: bool,
) -> String {
    let question = if published { "confirm-delete-published" } else { "confirm-delete" };
    v.with(question)
        .student("student", student)
        .text("assessment", assessment(v, label, &[old]))
        .mark("old", old, label.maximum)
        .say()
}

pub(super) fn no_such_mark(v: &Voice<'_>, student: &StudentLabel, label: &AssessmentLabel) -> String {
    v.with("no-such-mark")
        .student("student", student)
        .text("assessment", assessment(v, label, &[]))
        .text("example", example(v, Some(student), Some(label)))
        .say()
}

pub(super) fn too_broad_to_delete(v: &Voice<'_>) -> String {
    let example = v.with("example-delete").text("student", v.plain("sample-student"));
    let example = example.text("assessment", v.plain("sample-assessment")).say();
    v.with("too-broad-to-delete").text("example", example).say()
}

pub(super) fn old_value_differs(
    v: &Voice<'_>,
    student: &StudentLabel,
    label: &AssessmentLabel,
    stated: Mark,
    found: Mark,
) -> String {
    v.with("old-value-differs")
        .student("student", student)
        .text("assessment", assessment(v, label, &[stated, found]))
        .mark("stated", stated, label.maximum)
        .mark("found", found, label.maximum)
        .text("example", example(v, Some(student), Some(label)))
        .say()
}

fn shown(old: Option<Mark>, new: Mark) -> Vec<Mark> {
    old.into_iter().chain([new]).collect()
}
