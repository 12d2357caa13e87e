//! Samples of what shows the way.

use carnet::domain::{AssessmentFacts, Maximum};
use carnet::phrase::{
    AdjustedMark, AssessmentPhrase, ClassSize, CourseMark, Example, Guide, HeldMark, OfficeWish, Phrase,
    SubjectTeacher, TaughtClass, TeachersWish, Teaching, WalkRole,
};
use jiff::civil::{date, time};

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
        Guide::WaysOut { example: example(), undoes: true },
        Guide::WaysOut { example: example(), undoes: false },
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
    let wishes = [TeachersWish::Mark, TeachersWish::Delete, TeachersWish::Publish, TeachersWish::Assessment];
    guides.extend(wishes.map(|wish| Guide::TeachersOnly { wish }));
    guides.extend(who_teaches());
    let wishes = [OfficeWish::Codes, OfficeWish::Roll, OfficeWish::Journal];
    guides.extend(wishes.map(|wish| Guide::ElsewhereDone { wish }));
    guides.push(Guide::CameLate { school: "Collège Moderne d'Adjamé".to_owned() });
    guides
}

fn who_teaches() -> Vec<Guide> {
    let class = |child: Option<&str>, heads: &[&str], taught: bool| TaughtClass {
        child: child.map(student),
        class: "4e A".into(),
        heads: heads.iter().map(|name| (*name).to_owned()).collect(),
        courses: taught.then(|| Teaching { subject: maths(), teacher: "M. KOFFI".into() }).into_iter().collect(),
    };
    let teacher = |name: &str, classes: &[&str]| SubjectTeacher {
        name: name.into(),
        classes: classes.iter().map(|class| (*class).to_owned()).collect(),
    };
    let size = |child: Option<&str>, students| ClassSize { child: child.map(student), class: "4e A".into(), students };
    let mut said = vec![
        Guide::Teachers { classes: vec![class(None, &["Mme BLÉ", "M. KOFFI"], true)], of: None },
        Guide::Teachers {
            classes: vec![class(Some("Awa K."), &["Mme BLÉ"], true), class(Some("Estelle G."), &[], false)],
            of: None,
        },
        Guide::Teachers { classes: vec![class(None, &[], false)], of: Some(maths()) },
        Guide::TaughtBy {
            subject: maths(),
            teachers: vec![teacher("M. KOFFI", &["4e A", "3e B"]), teacher("Mme BLÉ", &["Tle D"])],
        },
        Guide::TaughtBy { subject: maths(), teachers: Vec::new() },
        Guide::ClassSizes { classes: Vec::new() },
        Guide::ClassSizes { classes: vec![size(None, 0), size(None, 32)] },
    ];
    said.extend(COUNTS.map(|students| Guide::ClassSizes { classes: vec![size(None, students)] }));
    said.extend(COUNTS.map(|students| Guide::ClassSizes { classes: vec![size(Some("Awa K."), students)] }));
    said
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
    all.extend(changed());
    all
}

/// What is said of assessments that change or go.
fn changed() -> Vec<AssessmentPhrase> {
    let (class, day) = (|| "4e A".to_owned(), date(2026, 12, 12));
    let facts = |label: &str, date, maximum: i64, coefficient| AssessmentFacts {
        label: label.into(),
        date,
        maximum: Maximum::new(maximum.into()).unwrap(),
        coefficient: points(coefficient),
    };
    let change = |new: AssessmentFacts, marks, published, means| AssessmentPhrase::ConfirmChange {
        class: class(),
        assessment: ds1(),
        old: facts("Devoir surveillé 1", None, 20, "1"),
        new,
        marks,
        published,
        means,
    };
    let from = time(7, 0, 0, 0);
    let means = Some((points("11.2"), points("11.65")));
    let changed = |back, families, later, from| AssessmentPhrase::Changed {
        class: class(),
        assessment: ds1(),
        back,
        families,
        later,
        from,
    };
    let mut all = vec![
        change(facts("Optique", Some(day), 40, "2"), 11, 3, means),
        changed(true, 0, 0, None),
        changed(false, 2, 1, Some(from)),
        AssessmentPhrase::WhatToChange { class: class(), assessment: ds1() },
        AssessmentPhrase::AlreadySo { class: class(), assessment: ds1() },
        AssessmentPhrase::MarksAbove {
            class: class(),
            assessment: ds1(),
            maximum: Maximum::new(10.into()).unwrap(),
            lines: vec![HeldMark { student: student("KOUASSI Awa"), points: points("14") }],
        },
        AssessmentPhrase::OutsideTerm {
            date: date(2027, 3, 12),
            term: "T1".into(),
            starts: date(2026, 9, 14),
            ends: day,
        },
        AssessmentPhrase::TwoPeople { class: class(), assessment: ds1() },
        AssessmentPhrase::Unmade { class: class(), assessment: ds1() },
    ];
    for count in COUNTS {
        all.push(change(facts("Devoir surveillé 1", None, 40, "1"), count, count, None));
        all.push(change(facts("Devoir surveillé 1", None, 20, "2"), count, count, None));
        let removal = |means| AssessmentPhrase::ConfirmRemoval {
            class: class(),
            assessment: ds1(),
            marks: count,
            published: count,
            means,
        };
        all.extend([removal(None), removal(means)]);
        let (class, assessment) = (class(), ds1());
        all.push(AssessmentPhrase::Removed {
            class: class.clone(),
            assessment: assessment.clone(),
            marks: count,
            families: count,
            later: count,
            from: None,
        });
        let (marks, published) = (count, count);
        all.push(AssessmentPhrase::Restored { class: class.clone(), assessment: assessment.clone(), marks, published });
        all.push(AssessmentPhrase::HoldsMarks { class, assessment, marks: count.max(1) });
    }
    all
}

pub(super) fn samples() -> Vec<Phrase> {
    let guides = guides().into_iter().map(Phrase::Guide);
    guides.chain(assessments().into_iter().map(Phrase::Assessment)).collect()
}
