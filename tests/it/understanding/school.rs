//! A small school in memory: two classes, one teacher of both, a mother of two.

use carnet::commands::understand::{
    AssessmentView, ClassView, CourseView, Dialogue, FamilyScope, Index, Reach, Roll, SchoolView, Scope, Speaker,
    StaffScope, StudentView, SubjectView,
};
use carnet::domain::{AssessmentId, ClassId, CourseId, Maximum, Role, StudentId, SubjectId};
use jiff::civil::date;
use rust_decimal::Decimal;
use uuid::Uuid;

const SUBJECT: SubjectId = SubjectId(Uuid::from_u128(1));
const STUDENTS: [(u128, &str, &str); 7] = [
    (10, "ADJOVI", "Grâce"),
    (10, "SORO", "Fanta"),
    (10, "N'DRI", "Koffi Paul"),
    (10, "YEO", "Nabintou"),
    (20, "SORO", "Fatim"),
    (20, "DOSSO", "Hawa"),
    (20, "MANSOURI", "Zid"),
];

fn student(number: usize) -> StudentView {
    let (class, last, first) = STUDENTS[number];
    let id = StudentId(Uuid::from_u128(100 + number as u128));
    let class = ClassId(Uuid::from_u128(class));
    StudentView { id, class, code: format!("E{number}"), last: last.into(), first: first.into(), arabic: None }
}

fn class(id: u128, label: &str) -> ClassView {
    ClassView {
        id: ClassId(Uuid::from_u128(id)),
        code: label.replace(' ', ""),
        label: label.into(),
        aliases: Vec::new(),
    }
}

fn assessment(id: u128, class: u128, label: &str) -> AssessmentView {
    AssessmentView {
        id: AssessmentId(Uuid::from_u128(id)),
        course: None,
        term: None,
        class: ClassId(Uuid::from_u128(class)),
        subject: SUBJECT,
        code: format!("{class}-{label}"),
        label: label.into(),
        kind: "devoir".into(),
        aliases: Vec::new(),
        maximum: Maximum::new(Decimal::from(20)).unwrap(),
        coefficient: None,
        date: None,
    }
}

fn index(speaker: Speaker) -> Index {
    let names = ["maths", "الرياضيات"].map(str::to_owned).to_vec();
    let school = SchoolView {
        subjects: vec![SubjectView { id: SUBJECT, code: "MATH".into(), names }],
        classes: vec![class(10, "5e B"), class(20, "2nde C")],
        ..SchoolView::default()
    };
    let roll = Roll {
        students: (0..STUDENTS.len()).map(student).collect(),
        assessments: vec![assessment(1, 10, "Devoir 1"), assessment(2, 10, "Devoir 2"), assessment(3, 20, "Devoir 1")],
    };
    Index::new(Scope { speaker, school, roll })
}

pub(super) fn teacher() -> Index {
    let course = |class: u128| CourseView {
        id: CourseId(Uuid::from_u128(class + 1)),
        class: ClassId(Uuid::from_u128(class)),
        subject: SUBJECT,
    };
    index(Speaker::Staff(StaffScope {
        role: Role::Teacher,
        head_of: None,
        courses: vec![course(10), course(20)],
        students: Reach::Own,
        assessments: Reach::Own,
    }))
}

/// Teaches the second class only.
pub(super) fn colleague() -> Index {
    let class = ClassId(Uuid::from_u128(20));
    let course = CourseView { id: CourseId(Uuid::from_u128(21)), class, subject: SUBJECT };
    let (students, assessments) = (Reach::Own, Reach::Own);
    index(Speaker::Staff(StaffScope {
        role: Role::Teacher,
        head_of: None,
        courses: vec![course],
        students,
        assessments,
    }))
}

pub(super) fn headmistress() -> Index {
    let (students, assessments) = (Reach::School, Reach::School);
    index(Speaker::Staff(StaffScope { role: Role::Admin, head_of: None, courses: Vec::new(), students, assessments }))
}

pub(crate) fn mother() -> Index {
    index(Speaker::Guardian(FamilyScope { id: None, children: vec![student(1), student(5)] }))
}

pub(super) fn stranger() -> Index {
    index(Speaker::Stranger)
}

pub(crate) fn dialogue() -> Dialogue {
    Dialogue::at(date(2027, 2, 10).at(9, 0, 0, 0))
}
