//! A scope made ready for many messages: what the school shares once for everybody, what is a speaker's own beside it.

use std::collections::HashMap;
use std::sync::Arc;

use super::lexicon::{BUILT_IN, Lexicon, Meaning};
use super::names::Names;
use super::place::{Kinds, Named};
use super::scope::{AssessmentView, SchoolView, Scope, Speaker, StudentView};
use crate::domain::{AssessmentId, ClassId, Role, SubjectId};

/// What a school shares, prepared for reading: it serves all its speakers.
#[derive(Debug)]
pub struct SchoolIndex {
    view: SchoolView,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) classes: Named,
    pub(super) subjects: Named,
}

impl SchoolIndex {
    /// Prepares a school with its words.
    pub fn new(view: SchoolView, lexicon: &Arc<Lexicon>) -> Self {
        Self {
            classes: Named::classes(&view.classes, lexicon),
            subjects: Named::subjects(&view.subjects, lexicon),
            lexicon: Arc::clone(lexicon),
            view,
        }
    }
}

/// A speaker's scope, prepared for reading: make it once, read many messages with it.
#[derive(Debug)]
pub struct Index {
    speaker: Speaker,
    pub(super) shared: Arc<SchoolIndex>,
    pub(super) names: Names,
    pub(super) assessments: Named,
    /// The kinds of each assessment, and its number among them.
    pub(super) kinds: Vec<(Vec<String>, Option<u32>)>,
    /// Whether each assessment is of a course of the speaker's own.
    own: Vec<bool>,
    places: HashMap<AssessmentId, usize>,
}

impl Index {
    /// Prepares a scope with the words that ship with Carnet.
    pub fn new(scope: Scope) -> Self {
        Self::of(scope.speaker, &Arc::new(SchoolIndex::new(scope.school, &BUILT_IN)))
    }

    /// Prepares what is a speaker's own in a school.
    pub fn of(speaker: Speaker, school: &Arc<SchoolIndex>) -> Self {
        let lexicon = &*school.lexicon;
        Self {
            names: Names::new(people(&speaker).iter(), lexicon),
            assessments: Named::assessments(assessments(&speaker), lexicon),
            kinds: Kinds::default().of(assessments(&speaker), lexicon),
            own: assessments(&speaker).iter().map(|one| teaches(&speaker, one.class, one.subject)).collect(),
            places: assessments(&speaker).iter().enumerate().map(|(place, one)| (one.id, place)).collect(),
            shared: Arc::clone(school),
            speaker,
        }
    }

    /// The same with one more assessment, which has just been made.
    pub(in crate::commands) fn with_assessment(&self, view: AssessmentView) -> Self {
        let mut speaker = self.speaker.clone();
        if let Speaker::Staff(staff) = &mut speaker {
            staff.assessments.push(view);
        }
        Self::of(speaker, &self.shared)
    }

    /// The speaker's assessments of one of these kinds.
    pub(in crate::commands) fn of_kinds(&self, kinds: &[String]) -> impl Iterator<Item = &AssessmentView> {
        let fits = move |(own, _): &(Vec<String>, Option<u32>)| own.iter().any(|kind| kinds.contains(kind));
        self.assessments().iter().zip(&self.kinds).filter(move |(_, own)| fits(own)).map(|(view, _)| view)
    }

    /// Whether a word of the school's stands for one of these kinds.
    pub(in crate::commands) fn is_of_kinds(&self, word: &str, kinds: &[String]) -> bool {
        let meanings = self.shared.lexicon.meanings(word);
        meanings.into_iter().any(|meaning| matches!(meaning, Meaning::Kind(kind) if kinds.contains(kind)))
    }

    /// Who writes, with all they may speak about.
    pub fn speaker(&self) -> &Speaker {
        &self.speaker
    }

    /// What the whole school shares.
    pub fn school(&self) -> &SchoolView {
        &self.shared.view
    }

    /// The students that can be named: a teacher's, or a guardian's children.
    pub(super) fn people(&self) -> &[StudentView] {
        people(&self.speaker)
    }

    pub(super) fn person(&self, place: u32) -> Option<&StudentView> {
        self.people().get(usize::try_from(place).ok()?)
    }

    pub(super) fn assessments(&self) -> &[AssessmentView] {
        assessments(&self.speaker)
    }

    pub(super) fn assessment(&self, id: AssessmentId) -> Option<&AssessmentView> {
        self.assessments().get(*self.places.get(&id)?)
    }

    pub(super) fn class_at(&self, place: u32) -> Option<ClassId> {
        self.shared.view.classes.get(usize::try_from(place).ok()?).map(|class| class.id)
    }

    pub(super) fn subject_at(&self, place: u32) -> Option<SubjectId> {
        self.shared.view.subjects.get(usize::try_from(place).ok()?).map(|subject| subject.id)
    }

    /// Whether the assessment at this place belongs to one of the speaker's own courses.
    pub(super) fn owns(&self, place: u32) -> bool {
        usize::try_from(place).is_ok_and(|place| self.own.get(place) == Some(&true))
    }

    /// The place of an assessment in the speaker's list.
    pub(super) fn place_of(&self, id: AssessmentId) -> Option<u32> {
        u32::try_from(*self.places.get(&id)?).ok()
    }

    /// Whether the speaker teaches this subject to this class.
    pub(super) fn teaches(&self, class: ClassId, subject: SubjectId) -> bool {
        teaches(&self.speaker, class, subject)
    }

    /// The classes of the speaker's courses and the one they head, each once.
    pub(in crate::commands) fn own_classes(&self) -> Vec<ClassId> {
        let Speaker::Staff(staff) = &self.speaker else { return Vec::new() };
        let mut classes: Vec<ClassId> = staff.courses.iter().map(|course| course.class).chain(staff.head_of).collect();
        classes.sort();
        classes.dedup();
        classes
    }

    /// The subjects the speaker teaches, each once.
    pub(super) fn own_subjects(&self) -> Vec<SubjectId> {
        let Speaker::Staff(staff) = &self.speaker else { return Vec::new() };
        let mut subjects: Vec<SubjectId> = staff.courses.iter().map(|course| course.subject).collect();
        subjects.sort();
        subjects.dedup();
        subjects
    }

    /// Whether the speaker is head of this class.
    pub(super) fn heads(&self, class: ClassId) -> bool {
        matches!(&self.speaker, Speaker::Staff(staff) if staff.head_of == Some(class))
    }

    /// Whether the speaker leads or administers the school.
    pub(super) fn is_office(&self) -> bool {
        matches!(&self.speaker, Speaker::Staff(staff) if staff.role != Role::Teacher)
    }
}

fn teaches(speaker: &Speaker, class: ClassId, subject: SubjectId) -> bool {
    let Speaker::Staff(staff) = speaker else { return false };
    staff.courses.iter().any(|course| course.class == class && course.subject == subject)
}

fn people(speaker: &Speaker) -> &[StudentView] {
    match speaker {
        Speaker::Staff(staff) => &staff.students,
        Speaker::Guardian(family) => &family.children,
        Speaker::Stranger => &[],
    }
}

fn assessments(speaker: &Speaker) -> &[AssessmentView] {
    match speaker {
        Speaker::Staff(staff) => &staff.assessments,
        _ => &[],
    }
}
