//! The demo's school as a school file, dated around today.
//!
//! Invariant: the same day makes the same file, and it is imported like any other.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::cast::{FATHER, MOTHER, Parent};

const FRAME: &str = include_str!("school.json");
const STUDENTS: &str = include_str!("students.txt");

/// Subject, teacher, coefficient: the same in every class.
const COURSES: [(&str, &str, &str); 5] =
    [("MATH", "T1", "4"), ("FR", "T2", "4"), ("ANG", "T3", "2"), ("PC", "T4", "3"), ("HG", "T5", "2")];

/// The class whose test waits for its marks.
const WAITING: &str = "4A";

/// A line of the list of students.
struct Student {
    code: String,
    class: &'static str,
    last: &'static str,
    first: &'static str,
    language: &'static str,
    arabic: Option<&'static str>,
}

/// The school file for a demo that begins on `today`.
pub fn school_file(today: Date) -> anyhow::Result<String> {
    let students = students();
    let mut file: Value = serde_json::from_str(FRAME)?;
    file["year"] = year(today)?;
    file["courses"] = classes(&file)
        .iter()
        .flat_map(|class| COURSES.map(|(subject, teacher, coefficient)| json!({ "class": class, "subject": subject, "teacher": teacher, "coefficient": coefficient })))
        .collect();
    file["students"] = students.iter().map(Student::line).collect();
    file["guardians"] = guardians(&students, &before(today, 60)?);
    let (assessments, marks) = gradebook(&classes(&file), &students, today)?;
    file["assessments"] = assessments;
    file["marks"] = marks;
    Ok(serde_json::to_string_pretty(&file)?)
}

/// Three terms, the first of which is well under way.
fn year(today: Date) -> anyhow::Result<Value> {
    let starts = today.checked_sub(72.days())?;
    let term = |number: i64| -> anyhow::Result<Value> {
        let from = starts.checked_add((97 * (number - 1)).days())?;
        let until = from.checked_add(96.days())?;
        Ok(json!({ "code": format!("T{number}"), "starts": from.to_string(), "ends": until.to_string() }))
    };
    let label = format!("{}-{}", starts.year(), starts.year() + 1);
    Ok(json!({ "label": label, "terms": [term(1)?, term(2)?, term(3)?] }))
}

fn before(today: Date, days: i64) -> anyhow::Result<String> {
    Ok(today.checked_sub(days.days())?.to_string())
}

fn classes(file: &Value) -> Vec<String> {
    let classes = file["classes"].as_array().map(Vec::as_slice).unwrap_or_default();
    classes.iter().filter_map(|class| class["code"].as_str().map(str::to_owned)).collect()
}

fn students() -> Vec<Student> {
    let lines = STUDENTS.lines().filter(|line| !line.starts_with('#'));
    let read = lines.zip(1..).filter_map(|(line, number)| {
        let mut parts = line.split('|').map(str::trim);
        let (class, last, first, language) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let code = format!("{class}-{number:03}");
        Some(Student { code, class, last, first, language, arabic: parts.next() })
    });
    read.collect()
}

impl Student {
    fn line(&self) -> Value {
        json!({
            "code": self.code, "class": self.class,
            "last_name": self.last, "first_name": self.first, "name_ar": self.arabic,
        })
    }

    fn is_child_of(&self, parent: &Parent) -> bool {
        parent.children.contains(&format!("{} {}", self.last, self.first).as_str())
    }
}

/// A guardian for each student; the two whose phones are on the page, with all their children.
fn guardians(students: &[Student], consent: &str) -> Value {
    let child = |student: &Student, relation: &str| json!({ "student": student.code, "relation": relation, "consent": consent });
    let on_the_page = [("G-MOTHER", &MOTHER, "fr", "mother"), ("G-FATHER", &FATHER, "ar", "father")];
    let cast = on_the_page.iter().map(|(code, parent, language, relation)| {
        let children = students.iter().filter(|student| student.is_child_of(parent));
        let children: Value = children.map(|student| child(student, relation)).collect();
        json!({ "code": code, "name": parent.name, "phone": parent.phone, "language": language, "children": children })
    });
    let is_cast = |student: &&Student| on_the_page.iter().any(|(_, parent, ..)| student.is_child_of(parent));
    let others = students.iter().zip(1_u32..).filter(|(student, _)| !is_cast(student)).map(|(student, number)| {
        let (title, relation) = if number % 2 == 0 { ("Mme", "mother") } else { ("M.", "father") };
        json!({
            "code": format!("G-{number:03}"), "name": format!("{title} {}", student.last),
            "phone": format!("+22507{:08}", 20_000_000 + number * 79_193), "language": student.language,
            "children": [child(student, relation)],
        })
    });
    cast.chain(others).collect()
}

/// What the term has brought so far: a test and a composition per course, published; and one test that waits.
fn gradebook(classes: &[String], students: &[Student], today: Date) -> anyhow::Result<(Value, Value)> {
    let (mut assessments, mut marks) = (Vec::new(), Vec::new());
    let done = [("I1", "interrogation", "Interrogation 1", 40), ("I2", "interrogation", "Interrogation 2", 19)];
    for class in classes {
        for (subject, ..) in COURSES {
            for (kind, word, label, days) in done {
                let code = format!("{subject}-{class}-{kind}");
                for student in students.iter().filter(|student| student.class == class) {
                    let mark = mark(&code, &student.code);
                    marks.push(json!({ "assessment": code, "student": student.code, "mark": mark, "published": true }));
                }
                assessments.push(assessment(&code, class, subject, (word, label), &before(today, days)?, "1"));
            }
        }
    }
    let code = format!("MATH-{WAITING}-DS1");
    assessments.push(assessment(&code, WAITING, "MATH", ("devoir", "Devoir surveillé 1"), &before(today, 2)?, "2"));
    Ok((assessments.into(), marks.into()))
}

fn assessment(
    code: &str,
    class: &str,
    subject: &str,
    (kind, label): (&str, &str),
    date: &str,
    coefficient: &str,
) -> Value {
    json!({
        "code": code, "class": class, "subject": subject, "term": "T1", "kind": kind, "label": label,
        "date": date, "max": "20", "coefficient": coefficient,
    })
}

/// A mark in halves around what the student mostly gets, or an absence: always the same for the same assessment and
/// student.
fn mark(assessment: &str, student: &str) -> String {
    let [level, ..] = drawn(student);
    let [absent, luck, ..] = drawn(&format!("{assessment} {student}"));
    if absent < 6 {
        return "ABS".into();
    }
    // 4 to 16 by the student, up to 3 more by the day.
    let halves = 8 + level * 24 / 255 + luck * 7 / 256;
    format!("{}.{}", halves / 2, if halves % 2 == 1 { 5 } else { 0 })
}

/// Numbers from 0 to 255 that look like chance, and are not.
fn drawn(of: &str) -> [u32; 32] {
    <[u8; 32]>::from(Sha256::digest(of)).map(u32::from)
}
