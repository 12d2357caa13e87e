//! A scope made ready for many messages.

use std::sync::Arc;

use super::lexicon::{BUILT_IN, Lexicon};
use super::names::Names;
use super::place::{Named, kind_of};
use super::scope::{AssessmentView, Scope, Speaker, StudentView};
use crate::domain::{AssessmentId, ClassId, Role, SubjectId};

/// A scope prepared for reading: make it once, read many messages with it.
#[derive(Debug)]
pub struct Index {
    pub(super) scope: Scope,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) names: Names,
    pub(super) classes: Named,
    pub(super) subjects: Named,
    pub(super) assessments: Named,
    /// The kinds of each assessment, and its number among them.
    pub(super) kinds: Vec<(Vec<String>, Option<u32>)>,
}

impl Index {
    /// Prepares a scope with the words that ship with Carnet.
    pub fn new(scope: Scope) -> Self {
        Self::with(scope, &BUILT_IN)
    }

    /// Prepares a scope with a school's words.
    pub fn with(scope: Scope, lexicon: &Arc<Lexicon>) -> Self {
        let school = &scope.school;
        Self {
            names: Names::new(people(&scope).iter(), lexicon),
            classes: Named::classes(&school.classes, lexicon),
            subjects: Named::subjects(&school.subjects, lexicon),
            assessments: Named::assessments(assessments(&scope), lexicon),
            kinds: assessments(&scope).iter().map(|assessment| kind_of(assessment, lexicon)).collect(),
            lexicon: Arc::clone(lexicon),
            scope,
        }
    }

    /// What it was made from.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The students that can be named: a teacher's, or a guardian's children.
    pub(super) fn people(&self) -> &[StudentView] {
        people(&self.scope)
    }

    pub(super) fn person(&self, place: u32) -> Option<&StudentView> {
        self.people().get(usize::try_from(place).ok()?)
    }

    pub(super) fn assessments(&self) -> &[AssessmentView] {
        assessments(&self.scope)
    }

    pub(super) fn assessment(&self, id: AssessmentId) -> Option<&AssessmentView> {
        self.assessments().iter().find(|assessment| assessment.id == id)
    }

    pub(super) fn class_at(&self, place: u32) -> Option<ClassId> {
        self.scope.school.classes.get(usize::try_from(place).ok()?).map(|class| class.id)
    }

    pub(super) fn subject_at(&self, place: u32) -> Option<SubjectId> {
        self.scope.school.subjects.get(usize::try_from(place).ok()?).map(|subject| subject.id)
    }

    /// Whether an assessment belongs to one of the speaker's own courses.
    pub(super) fn owns(&self, assessment: &AssessmentView) -> bool {
        self.teaches(assessment.class, assessment.subject)
    }

    /// Whether the speaker teaches this subject to this class.
    pub(super) fn teaches(&self, class: ClassId, subject: SubjectId) -> bool {
        let Speaker::Staff(staff) = &self.scope.speaker else { return false };
        staff.courses.iter().any(|course| course.class == class && course.subject == subject)
    }

    /// The classes of the speaker's courses and the one they head, each once.
    pub(in crate::commands) fn own_classes(&self) -> Vec<ClassId> {
        let Speaker::Staff(staff) = &self.scope.speaker else { return Vec::new() };
        let mut classes: Vec<ClassId> = staff.courses.iter().map(|course| course.class).chain(staff.head_of).collect();
        classes.sort();
        classes.dedup();
        classes
    }

    /// The subjects the speaker teaches, each once.
    pub(super) fn own_subjects(&self) -> Vec<SubjectId> {
        let Speaker::Staff(staff) = &self.scope.speaker else { return Vec::new() };
        let mut subjects: Vec<SubjectId> = staff.courses.iter().map(|course| course.subject).collect();
        subjects.sort();
        subjects.dedup();
        subjects
    }

    /// Whether the speaker is head of this class.
    pub(super) fn heads(&self, class: ClassId) -> bool {
        matches!(&self.scope.speaker, Speaker::Staff(staff) if staff.head_of == Some(class))
    }

    /// Whether the speaker leads or administers the school.
    pub(super) fn is_office(&self) -> bool {
        matches!(&self.scope.speaker, Speaker::Staff(staff) if staff.role != Role::Teacher)
    }
}

fn people(scope: &Scope) -> &[StudentView] {
    match &scope.speaker {
        Speaker::Staff(staff) => &staff.students,
        Speaker::Guardian(family) => &family.children,
        Speaker::Stranger => &[],
    }
}

fn assessments(scope: &Scope) -> &[AssessmentView] {
    match &scope.speaker {
        Speaker::Staff(staff) => &staff.assessments,
        _ => &[],
    }
}
