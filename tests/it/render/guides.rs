//! Samples of what shows the way.

use carnet::phrase::{AdjustedMark, AssessmentPhrase, CourseMark, Example, Guide, Phrase, WalkRole};
use jiff::civil::date;

use super::samples::{COUNTS, ds1, mark, maths, points, student};

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
        Guide::SendSheet {},
        Guide::TooBroadToDelete {},
        Guide::LeftUndone { example: example() },
        Guide::LeftUndone { example: Example::Help },
        Guide::NotLater { assessment: None, class: None },
        Guide::NotLater { assessment: Some("ds1".into()), class: Some("4e A".into()) },
        Guide::NoTestYet { class: "4e A".into(), subject: None },
        Guide::NoTestYet { class: "4e A".into(), subject: Some(maths()) },
        marks(Vec::new(), 0),
    ];
    for of in [WalkRole::Teacher, WalkRole::Guardian, WalkRole::Admin, WalkRole::Secretary] {
        guides.extend([1, 2, 3].map(|step| Guide::Walk {
            of,
            step,
            name: Some(student("Awa Kouassi")),
            assessment: Some("ds1".into()),
            class: Some("4e A".into()),
        }));
        guides.push(Guide::Walk { of, step: 1, name: None, assessment: None, class: None });
    }
    guides.extend(COUNTS.map(|more| marks(all.clone(), more)));
    guides.extend(COUNTS.map(|more| Guide::SheetHasMore { more }));
    guides
}

fn assessments() -> Vec<AssessmentPhrase> {
    let class = || "4e A".to_owned();
    let date = || Some(date(2026, 12, 12));
    let new = |date, unknown| AssessmentPhrase::ConfirmNew {
        class: class(),
        assessment: ds1(),
        coefficient: points("2"),
        date,
        term: "T1".into(),
        unknown,
    };
    let created = |student| AssessmentPhrase::Created { class: class(), assessment: ds1(), student };
    let line = |old: &str, new: &str, capped| AdjustedMark {
        student: student("KOUASSI Awa"),
        old: points(old),
        new: points(new),
        capped,
    };
    let lines = [line("14", "15", false), line("19.5", "20", true), line("12", "13", false)];
    let adjust = |count: usize, lowers, untouched, known| AssessmentPhrase::ConfirmAdjust {
        class: class(),
        assessment: ds1(),
        delta: points("1"),
        lowers,
        lines: lines[..count].to_vec(),
        untouched,
        known,
    };
    let mut all = vec![
        new(None, None),
        new(date(), Some("ds3".into())),
        created(None),
        created(Some(student("Awa Kouassi"))),
        AssessmentPhrase::Exists { class: class(), assessment: ds1() },
        AssessmentPhrase::UnknownKind { known: vec!["IE".into(), "DEV".into()] },
        AssessmentPhrase::NoTerm { date: None },
        AssessmentPhrase::NoTerm { date: date() },
        AssessmentPhrase::NothingToAdjust { class: class(), assessment: ds1() },
    ];
    all.extend([1, 2, 3].map(|count| adjust(count, count == 2, 0, 0)));
    all.extend(COUNTS.map(|untouched| adjust(2, false, untouched, untouched)));
    all
}

pub(super) fn samples() -> Vec<Phrase> {
    let guides = guides().into_iter().map(Phrase::Guide);
    guides.chain(assessments().into_iter().map(Phrase::Assessment)).collect()
}
