//! What families read about their child.

use super::teacher::with_maximum;
use crate::domain::{Mark, Maximum};
use crate::phrase::{ChildMarks, FamilyMark, StudentLabel};
use crate::render::voice::{Saying, Voice};

/// A block per child.
pub(super) fn marks(v: &Voice<'_>, children: &[ChildMarks]) -> String {
    if children.is_empty() {
        return v.plain("no-child-linked");
    }
    children.iter().map(|child| child_marks(v, child)).collect::<Vec<_>>().join("\n\n")
}

fn child_marks(v: &Voice<'_>, child: &ChildMarks) -> String {
    let head = match &child.term {
        Some(term) => v.with("marks-child-term").name("term", term),
        None => v.with("marks-child"),
    };
    let mut lines = vec![head.student("child", &child.child).name("class", &child.class).say()];
    lines.extend(child.marks.iter().map(|mark| mark_line(v, mark)));
    if child.marks.is_empty() {
        lines.push(match &child.subject {
            Some(subject) => v.with("no-marks-subject").name("subject", v.subject(subject)).say(),
            None => v.plain("no-marks"),
        });
    }
    if child.more > 0 {
        lines.push(v.with("more-marks").count("count", child.more).say());
    }
    lines.join("\n")
}

/// `• Mathématiques, Devoir surveillé 1 (12 oct.) : 14/20`.
pub(super) fn mark_line(v: &Voice<'_>, mark: &FamilyMark) -> String {
    let saying = match mark.date {
        Some(date) => v.with("mark-line-dated").text("date", v.short_day(date).to_owned()),
        None => v.with("mark-line"),
    };
    about(v, saying, mark).text("mark", coefficient(v, mark)).say()
}

pub(super) fn new_mark(v: &Voice<'_>, child: &StudentLabel, mark: &FamilyMark) -> String {
    let saying = dated(v, mark, "new-mark", "new-mark-dated").student("child", child);
    about(v, saying, mark).text("mark", coefficient(v, mark)).say()
}

pub(super) fn mark_changed(
    v: &Voice<'_>,
    child: &StudentLabel,
    mark: &FamilyMark,
    (old, out_of): (Mark, Option<Maximum>),
) -> String {
    let saying = dated(v, mark, "mark-changed", "mark-changed-dated").student("child", child);
    about(v, saying, mark).text("mark", family_mark(v, mark)).mark("old", old, out_of.unwrap_or(mark.maximum)).say()
}

pub(super) fn mark_withdrawn(v: &Voice<'_>, child: &StudentLabel, mark: &FamilyMark) -> String {
    let saying = dated(v, mark, "mark-withdrawn", "mark-withdrawn-dated").student("child", child);
    about(v, saying, mark).text("mark", family_mark(v, mark)).say()
}

/// `14/20`, or a status in words.
pub(in crate::render) fn family_mark(v: &Voice<'_>, mark: &FamilyMark) -> String {
    v.mark(mark.mark, mark.maximum)
}

/// The mark with its coefficient, where that is not one and there are points to multiply.
fn coefficient(v: &Voice<'_>, mark: &FamilyMark) -> String {
    let text = family_mark(v, mark);
    let counts = mark.coefficient.hundredths() != 100 && matches!(mark.mark, Mark::Points(_));
    if !counts {
        return text;
    }
    v.with("with-coefficient").text("mark", text).text("coefficient", v.points(mark.coefficient)).say()
}

fn dated<'v>(v: &'v Voice<'_>, mark: &FamilyMark, plain: &'static str, with_date: &'static str) -> Saying<'v> {
    match mark.date {
        Some(date) => v.with(with_date).text("date", v.day(date)),
        None => v.with(plain),
    }
}

pub(super) fn about<'v>(v: &'v Voice<'_>, saying: Saying<'v>, mark: &'v FamilyMark) -> Saying<'v> {
    let assessment = with_maximum(v, v.quoted(&mark.assessment).into_owned(), mark.maximum, &[mark.mark]);
    saying.name("subject", v.subject(&mark.subject)).text("assessment", assessment)
}
