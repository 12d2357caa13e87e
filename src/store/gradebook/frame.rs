//! What a class's term is made of besides marks and rules: its courses, its assessments and what they weigh.
//!
//! Invariant: of a closed term it is what it was closed with, whatever the school's file says since.

use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

use super::class_term::{TermAssessment, TermCourse};
use crate::domain::{AssessmentId, ClassId, CourseId, SchoolId, TermId};
use crate::phrase::{AssessmentLabel, ChangedWeights, SubjectWeight};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// The courses and assessments of a class's term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermFrame {
    pub(super) courses: Vec<TermCourse>,
    pub(super) assessments: Vec<TermAssessment>,
    /// Of these, the ones of another class, from which somebody came.
    pub(super) brought: HashSet<AssessmentId>,
}

impl TermFrame {
    /// What weighs otherwise in a later frame: subjects, and tests that are in both.
    pub fn changed_until(&self, now: &Self) -> ChangedWeights {
        let before: HashMap<CourseId, &TermCourse> = self.courses.iter().map(|course| (course.id, course)).collect();
        let after: HashMap<CourseId, &TermCourse> = now.courses.iter().map(|course| (course.id, course)).collect();
        let weighs = |course: &TermCourse| {
            let of = |courses: &HashMap<CourseId, &TermCourse>| courses.get(&course.id).map(|one| one.coefficient);
            let weight = SubjectWeight { subject: course.label.clone(), before: of(&before), after: of(&after) };
            (weight.before != weight.after).then_some(weight)
        };
        let gone = self.courses.iter().filter(|course| !after.contains_key(&course.id));
        let tests: HashMap<AssessmentId, &TermAssessment> = self.assessments.iter().map(|one| (one.id, one)).collect();
        let label = |test: &TermAssessment| {
            let is_other = tests.get(&test.id).is_some_and(|old| {
                (&old.kind, old.maximum, old.coefficient, old.role)
                    != (&test.kind, test.maximum, test.coefficient, test.role)
            });
            let course = after.get(&test.course).filter(|_| is_other)?;
            let (label, subject) = (test.label.clone(), course.label.clone());
            Some(AssessmentLabel { label, subject, maximum: test.maximum })
        };
        ChangedWeights {
            subjects: now.courses.iter().chain(gone).filter_map(weighs).collect(),
            tests: now.assessments.iter().filter_map(label).collect(),
        }
    }
}

impl Tx {
    /// Keeps what a class's term is closed with.
    pub async fn keep_frame(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
        frame: &TermFrame,
    ) -> Result<(), StoreError> {
        let frame = serde_json::to_string(frame).map_err(|_unreadable| corrupt())?;
        self.execute(
            "INSERT INTO closing_frame (school_id, term_id, class_id, frame) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (school_id, term_id, class_id) DO UPDATE SET frame = excluded.frame",
            args![school, term, class, frame],
        )
        .await?;
        Ok(())
    }

    /// What a class's term was last closed with; none where it never was.
    pub async fn last_frame(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Option<TermFrame>, StoreError> {
        let found: Option<(String,)> = self
            .fetch_optional(
                "SELECT frame FROM closing_frame WHERE school_id = $1 AND term_id = $2 AND class_id = $3",
                args![school, term, class],
            )
            .await?;
        found.map(|(frame,)| read(&frame)).transpose()
    }

    /// The same while it is closed.
    pub(super) async fn frame_of_closed(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Option<TermFrame>, StoreError> {
        let found: Option<(String,)> = self
            .fetch_optional(
                "SELECT f.frame FROM closing o JOIN closing_frame f ON f.school_id = o.school_id \
                 AND f.term_id = o.term_id AND f.class_id = o.class_id \
                 WHERE o.school_id = $1 AND o.term_id = $2 AND o.class_id = $3",
                args![school, term, class],
            )
            .await?;
        found.map(|(frame,)| read(&frame)).transpose()
    }
}

fn read(frame: &str) -> Result<TermFrame, StoreError> {
    serde_json::from_str(frame).map_err(|_unreadable| corrupt())
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { table: "closing_frame", column: "frame" }
}
