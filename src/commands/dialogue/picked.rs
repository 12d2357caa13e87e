//! What a choice that was offered stands for.

use serde::{Deserialize, Serialize};

use crate::domain::{AssessmentId, ClassId, CourseId, GuardianId, Locale, StudentId, SubjectId};
use crate::phrase::Wish;

/// A choice that was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::commands) enum Picked {
    Student(StudentId),
    Assessment(AssessmentId),
    Class(ClassId),
    /// All families of the school, or those that were understood.
    Families {
        all: bool,
    },
    Subject(SubjectId),
    Language(Locale),
    Wish(Wish),
    /// The teacher of a course, or the office, about a child.
    Party(StudentId, Option<CourseId>),
    /// Somebody who teaches several of their children this subject.
    Teacher(CourseId),
    /// The office, about a child that is still to be told.
    Office,
    /// A guardian of a student.
    Guardian(GuardianId),
}
