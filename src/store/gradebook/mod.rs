//! Assessments and marks. A mark row is one version: versions end, they are never overwritten.

mod change;
mod class_term;
mod earlier;
mod frame;
mod left_out;
mod missed;
mod missing;
mod read;
mod rows;
mod write;

pub use class_term::{ClassTerm, TermCourse, TermMark};
pub use earlier::EarlierMark;
pub use missed::MissedChange;
pub use missing::MissingMark;
pub(super) use rows::{PublishedRow, coefficient_of, date_of, mark_of, maximum_of, role_of};

use jiff::civil::Date;

use crate::domain::{
    AssessmentFacts, AssessmentId, ChangeSetId, ClassId, ContactId, CourseId, GuardianId, Mark, MarkId, Maximum,
    Points, StaffId, StudentId, TermId,
};

/// An assessment with what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    pub id: AssessmentId,
    pub course: CourseId,
    pub class: ClassId,
    pub class_label: String,
    pub label: String,
    pub subject_fr: String,
    pub subject_en: String,
    pub subject_ar: String,
    pub date: Option<Date>,
    pub maximum: Maximum,
    pub coefficient: Points,
    pub term: TermId,
    pub term_code: String,
    pub term_closed: bool,
}

impl Assessment {
    /// What of it can be changed.
    pub fn facts(&self) -> AssessmentFacts {
        AssessmentFacts {
            label: self.label.clone(),
            date: self.date,
            maximum: self.maximum,
            coefficient: self.coefficient,
        }
    }

    /// The same assessment with other facts.
    #[must_use]
    pub fn with(&self, facts: &AssessmentFacts) -> Self {
        let AssessmentFacts { label, date, maximum, coefficient } = facts.clone();
        Self { label, date, maximum, coefficient, ..self.clone() }
    }
}

/// A version of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkVersion {
    pub id: MarkId,
    pub student: StudentId,
    pub version: i64,
    pub mark: Mark,
    /// In force, not a draft, when it was read.
    pub published: bool,
}

impl MarkVersion {
    /// Its state as stored, when it was read.
    pub(in crate::store) fn state(&self) -> &'static str {
        if self.published { "published" } else { "draft" }
    }
}

/// What the gradebook holds for one student in one assessment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    /// Seen by staff only.
    pub draft: Option<MarkVersion>,
    /// Seen by the family.
    pub published: Option<MarkVersion>,
    /// The highest version there ever was.
    pub last_version: i64,
}

impl Entry {
    /// The versions that another one would replace.
    pub fn standing(&self) -> Vec<MarkVersion> {
        self.draft.into_iter().chain(self.published).collect()
    }

    /// What the teacher sees: the draft, else what is published.
    pub fn current(&self) -> Option<MarkVersion> {
        self.draft.or(self.published)
    }
}

/// A version to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewMark {
    pub id: MarkId,
    pub assessment: AssessmentId,
    pub student: StudentId,
    pub version: i64,
    pub mark: Mark,
    pub author: Option<StaffId>,
    pub change_set: ChangeSetId,
    /// Published at once: a correction of a mark that families know.
    pub published: bool,
}

/// How a version ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Another version took its place.
    Superseded,
    /// Taken back without a successor.
    Withdrawn,
}

impl Ending {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A version that a guardian was, or is about to be, shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    pub guardian: GuardianId,
    /// Where.
    pub contact: ContactId,
    pub version: MarkId,
    pub mark: Mark,
    /// It, or a version after it that families knew, has been taken back since, and they heard.
    pub withdrawn: bool,
    /// It may have reached them.
    pub reached: bool,
}

/// A mark in force, as a family sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedMark {
    pub id: MarkId,
    pub mark: Mark,
    pub assessment: String,
    pub subject_fr: String,
    pub subject_en: String,
    pub subject_ar: String,
    pub date: Option<Date>,
    pub maximum: Maximum,
    pub coefficient: Points,
}
