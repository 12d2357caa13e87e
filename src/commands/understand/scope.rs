//! What understanding may look at: the names a speaker can mean, and where the dialogue stands.
//!
//! Lives here: plain views, filled by the caller from the database or a file.
//! Invariant: a scope holds nothing its speaker may not know; what is not in it cannot be named in an answer.

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;

use super::Intent;
use crate::domain::{
    AssessmentId, ClassId, CourseId, GuardianId, Locale, Maximum, QuietHours, Role, StudentId, SubjectId, TermId,
};

/// Who writes, with all they may speak about.
#[derive(Debug, Clone)]
pub struct Scope {
    pub speaker: Speaker,
    pub school: SchoolView,
    pub roll: Roll,
}

/// Whom and what the school's staff can name: each sees of it what they may.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roll {
    /// In the order of lists.
    pub students: Vec<StudentView>,
    pub assessments: Vec<AssessmentView>,
}

/// What the whole school shares.
#[derive(Debug, Clone, Default)]
pub struct SchoolView {
    /// The label of the school year, such as `2026-2027`.
    pub year: Option<String>,
    /// In order of time.
    pub terms: Vec<TermView>,
    pub current_term: Option<TermId>,
    pub quiet_hours: Option<QuietHours>,
    /// Subjects of the school: a teacher's own are found by their courses, the others are known to be refused politely.
    pub subjects: Vec<SubjectView>,
    /// Classes of the school, for staff; for others those of their children are enough.
    pub classes: Vec<ClassView>,
    /// Codes of a shape of the school's own, where codes are not of [`crate::domain::LinkCode`]'s shape.
    pub example_codes: Vec<String>,
}

/// The role of the speaker and the people they are concerned with.
#[derive(Debug, Clone)]
pub enum Speaker {
    Staff(StaffScope),
    Guardian(FamilyScope),
    Stranger,
}

/// What a member of staff can name.
#[derive(Debug, Clone)]
pub struct StaffScope {
    pub role: Role,
    pub head_of: Option<ClassId>,
    pub courses: Vec<CourseView>,
    /// Of the school's students.
    pub students: Reach,
    /// Of the school's assessments they could mean; those outside their own courses are refused.
    pub assessments: Reach,
}

/// How much of the school's roll somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The classes they teach or head, and what belongs to their courses.
    Own,
    School,
}

/// What a guardian can name: their own children, nobody else.
#[derive(Debug, Clone, Default)]
pub struct FamilyScope {
    pub id: Option<GuardianId>,
    pub children: Vec<StudentView>,
}

#[derive(Debug, Clone)]
pub struct TermView {
    pub id: TermId,
    /// The school's own code, such as `T1`.
    pub code: String,
}

#[derive(Debug, Clone)]
pub struct ClassView {
    pub id: ClassId,
    pub code: String,
    pub label: String,
    pub aliases: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct SubjectView {
    pub id: SubjectId,
    pub code: String,
    /// In any language, with what people call it.
    pub names: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct CourseView {
    pub id: CourseId,
    pub class: ClassId,
    pub subject: SubjectId,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudentView {
    pub id: StudentId,
    pub class: ClassId,
    /// The school's own code: tells two of one name apart.
    pub code: String,
    pub last: String,
    pub first: String,
    pub arabic: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentView {
    pub id: AssessmentId,
    pub course: Option<CourseId>,
    pub class: ClassId,
    pub subject: SubjectId,
    /// The term it counts in.
    pub term: Option<TermId>,
    pub code: String,
    pub label: String,
    /// The school's word for its kind, such as `devoir`.
    pub kind: String,
    pub aliases: Vec<String>,
    pub maximum: Maximum,
    pub coefficient: Option<Decimal>,
    pub date: Option<Date>,
}

/// Where the dialogue stands. Everything in it has already been checked for expiry.
#[derive(Debug, Clone)]
pub struct Dialogue {
    /// Local time at the school.
    pub now: DateTime,
    /// The language this person is set to.
    pub language: Option<Locale>,
    pub active_assessment: Option<AssessmentId>,
    /// The one picked for this very message, whatever its words leave open.
    pub chosen_assessment: Option<AssessmentId>,
    pub active_class: Option<ClassId>,
    pub active_child: Option<StudentId>,
    /// The question that waits for a yes.
    pub pending: Option<Pending>,
    /// Choices last offered, in order: the third is chosen by typing 3 or its name.
    pub options: Vec<OptionRef>,
    /// The last thing this person wrote that could be undone.
    pub last_write: Option<Intent>,
    pub opted_out: bool,
    /// They are in the middle of a thread with somebody, or were not long ago.
    pub after_thread: bool,
}

impl Dialogue {
    /// A fresh dialogue.
    pub fn at(now: DateTime) -> Self {
        Self {
            now,
            language: None,
            active_assessment: None,
            chosen_assessment: None,
            active_class: None,
            active_child: None,
            pending: None,
            options: Vec::new(),
            last_write: None,
            opted_out: false,
            after_thread: false,
        }
    }
}

/// What a yes would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pending {
    /// Consent to show and send a child's marks.
    Consent,
    /// An announcement being written; `previewed` when its author has seen it as it would go out.
    Broadcast { previewed: bool },
    /// When an announcement is to leave; on this day, if it was said.
    Moment { day: Option<Date> },
    /// Anything else, by the intent that asked.
    Of(Intent),
}

/// Something that was offered as a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionRef {
    Student(StudentId),
    Assessment(AssessmentId),
    Class(ClassId),
    Subject(SubjectId),
    Language(Locale),
    /// Anything else, by the words on it.
    Label(String),
}
