//! Samples of what shows the way.

use carnet::phrase::{CourseMark, Example, Guide, Phrase};

use super::samples::{COUNTS, ds1, mark, maths, student};

fn guides() -> Vec<Guide> {
    let example = || Example::Mark { student: student("Awa Kouassi"), assessment: "ds1".into() };
    let line = |points: Option<&str>, draft| CourseMark { assessment: ds1(), mark: points.map(mark), draft };
    let marks = |lines: Vec<CourseMark>, more| Guide::StudentMarks {
        student: student("KOUASSI Awa"),
        class: "4e A".into(),
        lines,
        more,
    };
    let all = vec![line(Some("14"), true), line(Some("12.5"), false), line(None, false)];
    let mut guides = vec![
        Guide::StudentAndAssessment { heard: "14".into(), example: example() },
        Guide::LeftUndone { example: example() },
        Guide::LeftUndone { example: Example::Help },
        Guide::NotLater { assessment: None, class: None },
        Guide::NotLater { assessment: Some("ds1".into()), class: Some("4e A".into()) },
        Guide::NoTestYet { class: "4e A".into(), subject: None },
        Guide::NoTestYet { class: "4e A".into(), subject: Some(maths()) },
        marks(Vec::new(), 0),
    ];
    guides.extend(COUNTS.map(|more| marks(all.clone(), more)));
    guides.extend(COUNTS.map(|more| Guide::SheetHasMore { more }));
    guides
}

pub(super) fn samples() -> Vec<Phrase> {
    guides().into_iter().map(Phrase::Guide).collect()
}
