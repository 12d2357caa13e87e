//! The one decision about who may do what.
//!
//! Invariant: every read of a child's data and every change asks [`can`]; a SQL filter may narrow further, never widen.

use super::{ClassId, CourseId, GuardianId, Role, StaffId, StudentId};

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    Staff(StaffActor),
    /// A guardian with the children whose data they may see now (active link, consent given, not suspended).
    Guardian {
        id: GuardianId,
        children: Vec<StudentId>,
    },
    /// Somebody we do not know, or whose link is suspended.
    Stranger,
}

impl Actor {
    /// Who they are at work.
    pub fn staff_id(&self) -> Option<StaffId> {
        match self {
            Self::Staff(staff) => Some(staff.id),
            Self::Guardian { .. } | Self::Stranger => None,
        }
    }
}

/// A member of staff with what they are in charge of this school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffActor {
    pub id: StaffId,
    pub role: Role,
    pub courses: Vec<CourseId>,
    pub head_of: Option<ClassId>,
    /// Classes of years that have ended whose head they were then.
    pub headed: Vec<ClassId>,
    /// Their own children at this school, whose data they may see now: staff may be guardians, too.
    pub children: Vec<StudentId>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read marks in force of a student.
    ReadPublishedMarks { student: StudentId, class: ClassId },
    /// Read all marks of a course, drafts too.
    ReadCourseMarks { course: CourseId, class: ClassId },
    /// Write drafts, correct, publish in a course.
    WriteMarks { course: CourseId },
    /// Approve what somebody else asked to publish or to correct in a class.
    Approve { class: ClassId, asked_by: StaffId },
    /// Issue linking codes for a class's families.
    IssueFamilyCodes { class: ClassId },
    /// Write to the families of a class.
    Broadcast { class: ClassId },
    /// Write to the families of the whole school.
    BroadcastToAll,
    /// Have all report cards of a class, and have its families sent theirs.
    HandOutReportCards { class: ClassId },
    /// Write, as a family, to the teacher of a course about a child.
    WriteToTeacher { student: StudentId, class: ClassId, taught: ClassId },
    /// Write, as a family, to the office about a child.
    WriteToOffice { student: StudentId },
    /// Answer a family about a child of a class: as the teacher of a course, or, without one, as the office.
    AnswerFamily { class: ClassId, course: Option<CourseId> },
    /// Keep and read the attendance of a class; `course`: one of the actor's there.
    KeepAttendance { class: ClassId, course: Option<CourseId> },
    /// Read a child's absences, and say why it is away.
    AttendanceOfChild { student: StudentId },
    /// Manage the school: staff codes, queue, audit.
    Administer,
}

/// Whether `actor` may do `action`. There is no other place that decides this.
pub fn can(actor: &Actor, action: Action) -> bool {
    match actor {
        Actor::Staff(staff) => staff_can(staff, action) || guardian_can(&staff.children, action),
        Actor::Guardian { children, .. } => guardian_can(children, action),
        Actor::Stranger => false,
    }
}

fn guardian_can(children: &[StudentId], action: Action) -> bool {
    match action {
        Action::ReadPublishedMarks { student, .. }
        | Action::WriteToOffice { student }
        | Action::AttendanceOfChild { student } => children.contains(&student),
        Action::WriteToTeacher { student, class, taught } => children.contains(&student) && class == taught,
        _ => false,
    }
}

fn staff_can(staff: &StaffActor, action: Action) -> bool {
    let heads = |class| staff.head_of == Some(class);
    match (staff.role, action) {
        (Role::Teacher, Action::WriteMarks { course }) => staff.courses.contains(&course),
        (Role::Teacher, Action::ReadCourseMarks { course, class }) => staff.courses.contains(&course) || heads(class),
        (Role::Teacher, Action::AnswerFamily { class, course: Some(course) }) => {
            staff.courses.contains(&course) || heads(class)
        }
        (Role::Teacher, Action::KeepAttendance { class, course }) => {
            course.is_some_and(|course| staff.courses.contains(&course)) || heads(class)
        }
        (Role::Secretary, Action::AnswerFamily { course, .. }) => course.is_none(),
        // Two people, never one.
        (Role::Teacher | Role::Admin, Action::Approve { asked_by, .. }) if asked_by == staff.id => false,
        (
            Role::Teacher,
            Action::Approve { class, .. }
            | Action::ReadPublishedMarks { class, .. }
            | Action::IssueFamilyCodes { class }
            | Action::Broadcast { class },
        ) => heads(class),
        (Role::Teacher, Action::HandOutReportCards { class }) => heads(class) || staff.headed.contains(&class),
        (
            Role::Secretary,
            Action::IssueFamilyCodes { .. }
            | Action::Broadcast { .. }
            | Action::BroadcastToAll
            | Action::KeepAttendance { .. },
        )
        | (
            Role::Admin,
            Action::ReadPublishedMarks { .. }
            | Action::ReadCourseMarks { .. }
            | Action::Approve { .. }
            | Action::IssueFamilyCodes { .. }
            | Action::Broadcast { .. }
            | Action::BroadcastToAll
            | Action::HandOutReportCards { .. }
            | Action::AnswerFamily { .. }
            | Action::KeepAttendance { .. }
            | Action::Administer,
        ) => true,
        // What families do about their own children.
        (_, Action::WriteToTeacher { .. } | Action::WriteToOffice { .. } | Action::AttendanceOfChild { .. })
        | (Role::Teacher, Action::AnswerFamily { course: None, .. } | Action::BroadcastToAll | Action::Administer)
        | (Role::Admin, Action::WriteMarks { .. })
        | (
            Role::Secretary,
            Action::ReadPublishedMarks { .. }
            | Action::ReadCourseMarks { .. }
            | Action::WriteMarks { .. }
            | Action::Approve { .. }
            | Action::HandOutReportCards { .. }
            | Action::Administer,
        ) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn course(n: u128) -> CourseId {
        CourseId(Uuid::from_u128(n))
    }

    fn class(n: u128) -> ClassId {
        ClassId(Uuid::from_u128(n))
    }

    fn student(n: u128) -> StudentId {
        StudentId(Uuid::from_u128(n))
    }

    fn staff(role: Role) -> Actor {
        Actor::Staff(StaffActor {
            id: StaffId(Uuid::from_u128(1)),
            role,
            courses: vec![course(1)],
            head_of: Some(class(1)),
            headed: Vec::new(),
            children: Vec::new(),
        })
    }

    /// Own means: own course 1, own class 1, own child 1. Other means number 2.
    fn actions(n: u128) -> [Action; 5] {
        [
            Action::ReadPublishedMarks { student: student(n), class: class(n) },
            Action::ReadCourseMarks { course: course(n), class: class(n) },
            Action::WriteMarks { course: course(n) },
            Action::IssueFamilyCodes { class: class(n) },
            Action::Broadcast { class: class(n) },
        ]
    }

    #[test]
    fn the_matrix_holds() {
        let guardian = Actor::Guardian { id: GuardianId(Uuid::from_u128(9)), children: vec![student(1)] };
        let table: [(Actor, [bool; 5], [bool; 5], bool); 5] = [
            (guardian, [true, false, false, false, false], [false; 5], false),
            (staff(Role::Teacher), [true; 5], [false; 5], false),
            (staff(Role::Admin), [true, true, false, true, true], [true, true, false, true, true], true),
            (staff(Role::Secretary), [false, false, false, true, true], [false, false, false, true, true], false),
            (Actor::Stranger, [false; 5], [false; 5], false),
        ];
        for (actor, own, other, administer) in table {
            assert_eq!(actions(1).map(|action| can(&actor, action)), own, "{actor:?} own");
            assert_eq!(actions(2).map(|action| can(&actor, action)), other, "{actor:?} other");
            assert_eq!(can(&actor, Action::Administer), administer, "{actor:?} administer");
        }
    }
}
