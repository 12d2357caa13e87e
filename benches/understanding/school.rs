//! A school of 2,000 students in 40 classes, and what people write to it.

use carnet::commands::understand::{
    AssessmentView, ClassView, CourseView, FamilyScope, Reach, Roll, SchoolView, Speaker, StaffScope, StudentView,
    SubjectView,
};
use carnet::domain::{AssessmentId, ClassId, CourseId, Maximum, Role, StudentId, SubjectId};
use rust_decimal::Decimal;
use uuid::Uuid;

const STUDENTS: usize = 2_000;
const CLASSES: usize = 40;
const COURSES: usize = 60;
/// Of each course.
const ASSESSMENTS: usize = 6;

const LAST: &[&str] =
    &["KOUASSI", "TRAORÉ", "N'GUESSAN", "COULIBALY", "DJÉDJÉ", "OUATTARA", "BAMBA", "YAO", "SORO", "KONÉ"];
const FIRST: &[&str] =
    &["Awa", "Moussa", "Fatou", "Jean-Marc", "Grâce", "Ibrahim", "Marie", "Koffi", "Aminata", "Désiré"];

/// What a teacher writes: a mark, a slip, a correction, a question, Arabic, nothing of ours.
pub(crate) const TEACHER: &[&str] = &[
    "Awaba Kouassiba 14 devoir 2 C3",
    "mets 12,5 à Moussaca Traoréca pour l'interro 1",
    "kouasiba awaba 15 devoir 2",
    "erreur, Fatouda a 6,5 au lieu de 4,5 devoir 1 C3",
    "qui n'a pas de note en C3 au devoir 1",
    "سجل 15 لعمر في الفرض الأول",
    "publie le devoir 2 de la C3 stp merci",
    "je crois qu'il va pleuvoir demain sur la cour du lycée, non ?",
];

pub(crate) const OFFICE: &[&str] = &[
    "annonce aux parents de C3 : réunion samedi à 9h",
    "donne un code parent pour Awaba Kouassiba",
    "qui a modifié les notes cette semaine",
    "bulletin de Moussaca Traoréca",
    "من لم يدخل النقط من الأساتذة",
];

/// In which nothing is understood: they are read twice.
pub(crate) const STRANGE: &[&str] = &[
    "je me demande vraiment ce que devient notre ancien voisin du quartier",
    "qsdfgh poiuytr mlkjhgf wxcvbnm azertyuiop",
];
pub(crate) const FAMILY: &[&str] = &[
    "bonjour svp ma fille Awaba elle a eu combien en maths",
    "chhal jabet Awaba f math",
    "أريد علامات ابنتي في الرياضيات",
    "Awaba est malade elle ne viendra pas demain",
    "STOP svp",
];

fn id(number: usize) -> Uuid {
    Uuid::from_u128(number as u128 + 1)
}

fn letters(number: usize) -> String {
    let letter = |number: usize| char::from(b'a' + u8::try_from(number % 20).unwrap());
    format!("{}{}", letter(number), letter(number / 20))
}

fn student(number: usize) -> StudentView {
    let (last, first) = (LAST[number % LAST.len()], FIRST[number / 10 % FIRST.len()]);
    StudentView {
        id: StudentId(id(number)),
        class: ClassId(id(number / (STUDENTS / CLASSES))),
        code: format!("E{number}"),
        last: format!("{last}{}", letters(number)),
        first: format!("{first}{}", letters(number / 7)),
        arabic: None,
    }
}

pub(crate) fn school() -> SchoolView {
    let class = |number: usize| ClassView {
        id: ClassId(id(number)),
        code: format!("C{number}"),
        label: format!("Classe {number}"),
        aliases: vec![format!("{}e {}", 6 - number / 10, char::from(b'A' + u8::try_from(number % 10).unwrap()))],
    };
    let subject = |(number, name): (usize, &str)| SubjectView {
        id: SubjectId(id(number)),
        code: name.to_uppercase(),
        names: vec![name.to_owned()],
    };
    let subjects =
        ["maths", "français", "anglais", "svt", "physique", "histoire", "arabe", "sport", "philosophie", "edhc"];
    SchoolView {
        classes: (0..CLASSES).map(class).collect(),
        subjects: subjects.into_iter().enumerate().map(subject).collect(),
        ..SchoolView::default()
    }
}

fn assessment(course: usize, number: usize) -> AssessmentView {
    let (kind, label) = [("devoir", "Devoir"), ("interrogation", "Interro")][number % 2];
    AssessmentView {
        id: AssessmentId(id(course * ASSESSMENTS + number)),
        course: None,
        term: None,
        class: ClassId(id(course % CLASSES)),
        subject: SubjectId(id(course / CLASSES)),
        code: format!("{course}-{number}"),
        label: format!("{label} {}", number / 2 + 1),
        kind: kind.to_owned(),
        aliases: Vec::new(),
        maximum: Maximum::new(Decimal::from(20)).unwrap(),
        coefficient: None,
        date: None,
    }
}

/// Everybody and every assessment.
pub(crate) fn roll() -> Roll {
    let of_course = |course: usize| (0..ASSESSMENTS).map(move |number| assessment(course, number));
    Roll { students: (0..STUDENTS).map(student).collect(), assessments: (0..COURSES).flat_map(of_course).collect() }
}

fn staff(role: Role, courses: usize, students: Reach) -> Speaker {
    let course = |number: usize| CourseView {
        id: CourseId(id(number)),
        class: ClassId(id(number % CLASSES)),
        subject: SubjectId(id(number / CLASSES)),
    };
    Speaker::Staff(StaffScope {
        role,
        head_of: None,
        courses: (0..courses).map(course).collect(),
        students,
        assessments: Reach::School,
    })
}

pub(crate) fn teacher(courses: usize) -> Speaker {
    staff(Role::Teacher, courses, Reach::Own)
}

pub(crate) fn office() -> Speaker {
    staff(Role::Admin, 0, Reach::School)
}

pub(crate) fn family() -> Speaker {
    Speaker::Guardian(FamilyScope { id: None, children: vec![student(0), student(60)] })
}

/// A pasted list with names in full.
pub(crate) fn class_list(lines: usize) -> String {
    let line = |number: usize| {
        let student = student(number);
        format!("{}. {} {} : {},{}\n", number + 1, student.last, student.first, number % 20, 5 * (number % 2))
    };
    format!("devoir 1 maths\n{}", (0..lines).map(line).collect::<String>())
}
