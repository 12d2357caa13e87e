//! What helps somebody on: what was not done and how it is said, what they may look at.

use serde::{Deserialize, Serialize};

use super::{AssessmentLabel, Example, StudentLabel, SubjectLabel};
use crate::domain::Mark;

/// A sentence that shows the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guide {
    /// A mark without a student and a test: what was read, and a line to copy from their own classes.
    StudentAndAssessment { heard: String, example: Example },
    /// They wrote that something is not to be done: it is not.
    LeftUndone { example: Example },
    /// They made a mistake: how it is taken back, where something can be, and how a mark is put right.
    WaysOut { example: Example, undoes: bool },
    /// Nothing is kept to be done later; what to write then, where it is known.
    NotLater { assessment: Option<String>, class: Option<String> },
    /// A class has no assessment of theirs yet; how one is made.
    NoTestYet { class: String, subject: Option<SubjectLabel> },
    /// A file of marks is announced: it may come.
    SendSheet {},
    /// All marks at once are never deleted by a message.
    TooBroadToDelete {},
    /// A sheet has marks of so many more assessments: they come after this one.
    SheetHasMore { more: u32 },
    /// A message of the first walk, with examples of the reader's own: a student or child, an assessment, a class.
    Walk { of: WalkRole, step: u8, name: Option<StudentLabel>, assessment: Option<String>, class: Option<String> },
    /// What a student has in the courses the reader may see, the newest first; so many more are not shown.
    StudentMarks { student: StudentLabel, class: String, lines: Vec<CourseMark>, more: u32 },
    /// Who teaches in these classes; where a subject was asked for, only in that one.
    Teachers { classes: Vec<TaughtClass>, of: Option<SubjectLabel> },
    /// Who teaches a subject, and in which classes.
    TaughtBy { subject: SubjectLabel, teachers: Vec<SubjectTeacher> },
    /// A family asked for something that is the teachers': what was understood, and that it was not done.
    TeachersOnly { wish: TeachersWish },
    /// How many students classes have.
    ClassSizes { classes: Vec<ClassSize> },
    /// What they wrote came a day too late: nothing was done.
    CameLate { school: String },
    /// Whoever runs the school wants something that is not done by a message: where it is done.
    ElsewhereDone { wish: OfficeWish },
}

/// What a school's office does without the chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeWish {
    /// Give out codes that link a family or a member of staff.
    Codes,
    /// Who belongs to the school: staff, students, families.
    Roll,
    /// See who changed what.
    Journal,
}

/// What only teachers do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeachersWish {
    /// Write or change a mark.
    Mark,
    Delete,
    Publish,
    /// Make or change a test.
    Assessment,
}

/// Who teaches in a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaughtClass {
    /// Whose class it is, to a family.
    pub child: Option<StudentLabel>,
    pub class: String,
    /// Who is head of it, as the school writes them.
    pub heads: Vec<String>,
    pub courses: Vec<Teaching>,
}

/// A subject of a class and who teaches it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Teaching {
    pub subject: SubjectLabel,
    /// As the school writes them.
    pub teacher: String,
}

/// Who teaches a subject in some classes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectTeacher {
    /// As the school writes them.
    pub name: String,
    pub classes: Vec<String>,
}

/// How many students a class has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassSize {
    /// Whose class it is, to a family.
    pub child: Option<StudentLabel>,
    pub class: String,
    pub students: u32,
}

/// Who is walked around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WalkRole {
    Teacher,
    Guardian,
    Admin,
    Secretary,
}

/// What a student has in an assessment, as staff read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseMark {
    pub assessment: AssessmentLabel,
    pub mark: Option<Mark>,
    /// Families do not know it yet.
    pub draft: bool,
}
