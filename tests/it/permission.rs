//! `can`, against the table of who may do what.

use carnet::domain::{Action, Actor, ClassId, CourseId, GuardianId, Role, StaffActor, StaffId, StudentId, can};
use std::collections::BTreeSet;
use uuid::Uuid;

const OWN: u128 = 1;
const OTHER: u128 = 2;
const THEN: u128 = 3;

fn actor(who: &str) -> Actor {
    let role = match who {
        "teacher" | "parent" => Role::Teacher,
        "admin" => Role::Admin,
        "secretary" => Role::Secretary,
        "guardian" => {
            let children = vec![StudentId(Uuid::from_u128(OWN))];
            return Actor::Guardian { id: GuardianId(Uuid::from_u128(9)), children };
        }
        "stranger" => return Actor::Stranger,
        _ => panic!("who is {who}?"),
    };
    Actor::Staff(StaffActor {
        id: StaffId(Uuid::from_u128(8)),
        role,
        courses: vec![CourseId(Uuid::from_u128(OWN))],
        head_of: (who != "parent").then_some(ClassId(Uuid::from_u128(OWN))),
        headed: vec![ClassId(Uuid::from_u128(THEN))],
        children: if who == "parent" { vec![StudentId(Uuid::from_u128(OWN))] } else { Vec::new() },
    })
}

fn action(name: &str, relation: &str) -> Action {
    let (course, class, student) = match relation {
        "own" => (OWN, OWN, OWN),
        "head" => (OTHER, OWN, OWN),
        "other" => (OTHER, OTHER, OTHER),
        "then" => (OTHER, THEN, OTHER),
        _ => panic!("what relation is {relation}?"),
    };
    let (course, class) = (CourseId(Uuid::from_u128(course)), ClassId(Uuid::from_u128(class)));
    match name {
        "read-published" => Action::ReadPublishedMarks { student: StudentId(Uuid::from_u128(student)), class },
        "read-course" => Action::ReadCourseMarks { course, class },
        "write-marks" => Action::WriteMarks { course },
        "family-codes" => Action::IssueFamilyCodes { class },
        "broadcast" => Action::Broadcast { class },
        "approve" => Action::Approve { class, asked_by: StaffId(Uuid::from_u128(7)) },
        "approve-self" => Action::Approve { class, asked_by: StaffId(Uuid::from_u128(8)) },
        "broadcast-all" => Action::BroadcastToAll,
        "write-teacher" => {
            let own_class = ClassId(Uuid::from_u128(OWN));
            Action::WriteToTeacher { student: StudentId(Uuid::from_u128(student)), class: own_class, taught: class }
        }
        "write-office" => Action::WriteToOffice { student: StudentId(Uuid::from_u128(student)) },
        "answer-course" => Action::AnswerFamily { class, course: Some(course) },
        "attendance" => Action::KeepAttendance { class, course: Some(course) },
        "child-absences" => Action::AttendanceOfChild { student: StudentId(Uuid::from_u128(student)) },
        "answer-office" => Action::AnswerFamily { class, course: None },
        "hand-out" => Action::HandOutReportCards { class },
        "administer" => Action::Administer,
        _ => panic!("what is {name}?"),
    }
}

#[test]
fn the_table_holds() {
    let mut rows = include_str!("permission.txt").lines().filter(|line| !line.starts_with('#'));
    let header: Vec<&str> = rows.next().unwrap().split_whitespace().collect();
    let mut seen = BTreeSet::new();
    for row in rows {
        let cells: Vec<&str> = row.split_whitespace().collect();
        assert_eq!(cells.len(), header.len(), "{row}");
        let (who, relation) = (cells[0], cells[1]);
        for (name, answer) in header.iter().zip(&cells).skip(2) {
            let allowed = can(&actor(who), action(name, relation));
            assert_eq!(allowed, *answer == "x", "{who}, {relation}: {name}");
            seen.insert((who, relation, *name));
        }
    }
    assert_eq!(seen.len(), (6 * 3 + 1) * 16, "every combination stands in the table");
}
