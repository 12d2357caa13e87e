//! What averages are made of: a class's subjects, their assessments, and what each student has.
//!
//! Invariant: every mark belongs to an assessment of the class and is not above its maximum.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

use crate::domain::{Mark, Maximum, Points};

/// A subject of the class.
#[derive(Debug, Clone)]
pub struct Subject {
    pub code: String,
    pub coefficient: Points,
    pub assessments: Vec<Assessment>,
}

/// An assessment of a subject.
#[derive(Debug, Clone)]
pub struct Assessment {
    pub code: String,
    /// The component it belongs to, where the formula has components.
    pub group: String,
    pub maximum: Maximum,
    pub coefficient: Points,
    pub role: AssessmentRole,
}

/// How an assessment takes part in the average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentRole {
    Ordinary,
    /// Only its points above half are added, and it weighs nothing.
    Bonus,
    /// Takes part like an ordinary one when that raises the average.
    IfBetter,
}

impl AssessmentRole {
    const ALL: [Self; 3] = [Self::Ordinary, Self::Bonus, Self::IfBetter];

    /// As stored, and as written in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Bonus => "bonus",
            Self::IfBetter => "if_better",
        }
    }

    /// The role written as `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A student's marks in the order of subjects and assessments; none where none is entered.
#[derive(Debug, Clone)]
pub struct StudentMarks {
    pub code: String,
    pub unjustified_hours: u32,
    pub(super) marks: Vec<Vec<Option<Mark>>>,
}

/// A class whose averages can be made.
#[derive(Debug, Clone)]
pub struct ClassMarks {
    pub(super) subjects: Vec<Subject>,
    pub(super) students: Vec<StudentMarks>,
}

/// Why a class's marks cannot be averaged. Never carries a mark or a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MarksError {
    #[error("the subject \"{0}\" stands here twice")]
    SubjectTwice(String),
    #[error("the assessment \"{assessment}\" of \"{subject}\" stands here twice")]
    AssessmentTwice { subject: String, assessment: String },
    #[error("the student \"{0}\" stands here twice")]
    StudentTwice(String),
    #[error("there is no subject \"{0}\"")]
    UnknownSubject(String),
    #[error("the subject \"{subject}\" has no assessment \"{assessment}\"")]
    UnknownAssessment { subject: String, assessment: String },
    #[error("the mark in \"{assessment}\" of \"{subject}\" is above the maximum of {maximum}")]
    AboveMaximum { subject: String, assessment: String, maximum: Maximum },
    #[error("the group \"{group}\" of \"{assessment}\" in \"{subject}\" is none of the policy's components: {known}")]
    NoComponent { subject: String, assessment: String, group: String, known: String },
}

impl ClassMarks {
    /// A class without students.
    pub fn new(subjects: Vec<Subject>) -> Result<Self, MarksError> {
        for (position, subject) in subjects.iter().enumerate() {
            if subjects.iter().take(position).any(|known| known.code == subject.code) {
                return Err(MarksError::SubjectTwice(subject.code.clone()));
            }
            for (position, assessment) in subject.assessments.iter().enumerate() {
                if subject.assessments.iter().take(position).any(|known| known.code == assessment.code) {
                    let (subject, assessment) = (subject.code.clone(), assessment.code.clone());
                    return Err(MarksError::AssessmentTwice { subject, assessment });
                }
            }
        }
        Ok(Self { subjects, students: Vec::new() })
    }

    /// Adds a student with marks as (subject, assessment, mark); no mark is one that is not entered.
    pub fn add_student<'a>(
        &mut self,
        code: &str,
        unjustified_hours: u32,
        marks: impl IntoIterator<Item = (&'a str, &'a str, Option<Mark>)>,
    ) -> Result<(), MarksError> {
        if self.students.iter().any(|known| known.code == code) {
            return Err(MarksError::StudentTwice(code.to_owned()));
        }
        let mut entered: Vec<Vec<Option<Mark>>> =
            self.subjects.iter().map(|subject| vec![None; subject.assessments.len()]).collect();
        for (subject, assessment, mark) in marks {
            let cell = self.cell(&mut entered, subject, assessment, mark)?;
            *cell = mark;
        }
        self.students.push(StudentMarks { code: code.to_owned(), unjustified_hours, marks: entered });
        Ok(())
    }

    /// How many hours students were away without a reason, by their codes; who is not named was not.
    pub fn note_absences(&mut self, hours: &HashMap<String, u32>) {
        for student in &mut self.students {
            student.unjustified_hours = hours.get(&student.code).copied().unwrap_or(0);
        }
    }

    /// Where a mark that may stand there is to stand.
    fn cell<'e>(
        &self,
        entered: &'e mut [Vec<Option<Mark>>],
        subject: &str,
        assessment: &str,
        mark: Option<Mark>,
    ) -> Result<&'e mut Option<Mark>, MarksError> {
        let mut subjects = self.subjects.iter().zip(entered);
        let Some((known, row)) = subjects.find(|(known, _)| known.code == subject) else {
            return Err(MarksError::UnknownSubject(subject.to_owned()));
        };
        let (subject, assessment) = (subject.to_owned(), assessment.to_owned());
        let mut cells = known.assessments.iter().zip(row);
        let Some((known, cell)) = cells.find(|(known, _)| known.code == assessment) else {
            return Err(MarksError::UnknownAssessment { subject, assessment });
        };
        match mark {
            Some(Mark::Points(points)) if points > known.maximum.points() => {
                Err(MarksError::AboveMaximum { subject, assessment, maximum: known.maximum })
            }
            _ => Ok(cell),
        }
    }

    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    pub fn students(&self) -> &[StudentMarks] {
        &self.students
    }

    /// The class as a family may know it: assessments that are not published, and every mark in them, are gone.
    #[must_use]
    pub fn published(&self, is_published: impl Fn(&Subject, &Assessment) -> bool) -> Self {
        let kept: Vec<Vec<bool>> = self
            .subjects
            .iter()
            .map(|subject| subject.assessments.iter().map(|assessment| is_published(subject, assessment)).collect())
            .collect();
        let mut visible = self.clone();
        for (subject, kept) in visible.subjects.iter_mut().zip(&kept) {
            retain(&mut subject.assessments, kept);
        }
        for student in &mut visible.students {
            for (marks, kept) in student.marks.iter_mut().zip(&kept) {
                retain(marks, kept);
            }
        }
        visible
    }
}

fn retain<T>(items: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    items.retain(|_| kept.next().copied().unwrap_or(false));
}
