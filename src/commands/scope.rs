//! What a speaker may name, read from the directory and kept as long as the directory does not change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::CommandError;
use super::understand::{
    AssessmentView, ClassView, CourseView, FamilyScope, Index, Lexicon, SchoolIndex, SchoolView, Speaker, StaffScope,
    StudentView, SubjectView, TermView,
};
use crate::actions::Identified;
use crate::domain::{Actor, Role, SchoolId, StaffActor, StaffId, Timestamp};
use crate::store::{Breadth, Class, School, Subject, Tx};

/// How long a school's settings are believed without asking: a change of its file is seen after this at the latest.
const FRAME_LIVES: Duration = Duration::from_secs(5);
/// Staff whose scopes are kept at once; beyond, all are read anew.
const KEPT: usize = 512;

/// A school at a revision, with what everybody in it may name.
#[derive(Debug)]
pub struct Frame {
    pub school: School,
    index: Arc<SchoolIndex>,
}

/// What a member of staff may name, prepared at a revision of the school.
type Prepared = (i64, Arc<Index>);

/// Prepared frames and scopes: reading 2,000 names again for every mark would cost more than the mark.
pub(super) struct Scopes {
    lexicon: Arc<Lexicon>,
    /// Strangers may name nothing of the school.
    nothing: Arc<Index>,
    /// With the time when it was last known to be of today.
    frames: Mutex<HashMap<SchoolId, (Timestamp, Arc<Frame>)>>,
    staff: Mutex<HashMap<(SchoolId, StaffId), Prepared>>,
}

impl Scopes {
    pub(super) fn new(lexicon: Arc<Lexicon>) -> Self {
        let nothing = Arc::new(SchoolIndex::new(SchoolView::default(), &lexicon));
        let nothing = Arc::new(Index::of(Speaker::Stranger, &nothing));
        Self { lexicon, nothing, frames: Mutex::default(), staff: Mutex::default() }
    }

    pub(super) fn nothing(&self) -> &Index {
        &self.nothing
    }

    /// The school's settings and common names.
    pub(super) async fn frame(
        &self,
        tx: &mut Tx,
        school: SchoolId,
        now: Timestamp,
    ) -> Result<Arc<Frame>, CommandError> {
        let kept = lock(&self.frames).get(&school).cloned();
        match kept {
            Some((seen, frame)) if now.since(seen) < FRAME_LIVES => Ok(frame),
            _ => self.current_frame(tx, school, now).await,
        }
    }

    /// The school as it is in this very moment.
    async fn current_frame(&self, tx: &mut Tx, school: SchoolId, now: Timestamp) -> Result<Arc<Frame>, CommandError> {
        let revision = tx.school_revision(school).await?.ok_or(CommandError::UnknownSchool)?;
        let kept = lock(&self.frames).get(&school).map(|(_, frame)| Arc::clone(frame));
        let frame = if let Some(frame) = kept.filter(|frame| frame.school.revision == revision) {
            frame
        } else {
            let settings = tx.school(school).await?.ok_or(CommandError::UnknownSchool)?;
            let view = school_view(tx, &settings).await?;
            let index = Arc::new(SchoolIndex::new(view, &self.lexicon));
            Arc::new(Frame { school: settings, index })
        };
        lock(&self.frames).insert(school, (now, Arc::clone(&frame)));
        Ok(frame)
    }

    /// What a person may name.
    pub(super) async fn index(
        &self,
        tx: &mut Tx,
        frame: &Frame,
        person: &Identified,
        now: Timestamp,
    ) -> Result<Arc<Index>, CommandError> {
        match &person.actor {
            Actor::Staff(staff) => self.staff_index(tx, frame.school.id, staff, now).await,
            Actor::Guardian { .. } => Ok(Arc::new(Index::of(Speaker::Guardian(family(person)), &frame.index))),
            Actor::Stranger => Ok(Arc::clone(&self.nothing)),
        }
    }

    /// What a member of staff may name as the guardian they are, too.
    pub(super) fn as_family(frame: &Frame, person: &Identified) -> Option<Arc<Index>> {
        if !matches!(person.actor, Actor::Staff(_)) || person.children.is_empty() {
            return None;
        }
        Some(Arc::new(Index::of(Speaker::Guardian(family(person)), &frame.index)))
    }

    /// Staff work on what they have just imported: their school is always that of this moment.
    async fn staff_index(
        &self,
        tx: &mut Tx,
        school: SchoolId,
        staff: &StaffActor,
        now: Timestamp,
    ) -> Result<Arc<Index>, CommandError> {
        let frame = self.current_frame(tx, school, now).await?;
        if let Some((at, index)) = lock(&self.staff).get(&(school, staff.id))
            && *at == frame.school.revision
        {
            return Ok(Arc::clone(index));
        }
        let speaker = Speaker::Staff(staff_scope(tx, school, staff).await?);
        let index = Arc::new(Index::of(speaker, &frame.index));
        let mut kept = lock(&self.staff);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert((school, staff.id), (frame.school.revision, Arc::clone(&index)));
        Ok(index)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn school_view(tx: &mut Tx, school: &School) -> Result<SchoolView, CommandError> {
    let year = tx.current_year(school.id).await?;
    let terms = year.iter().flat_map(|year| &year.terms);
    Ok(SchoolView {
        current_term: terms.clone().find(|term| !term.closed).map(|term| term.id),
        terms: terms.map(|term| TermView { id: term.id, code: term.code.clone() }).collect(),
        year: year.as_ref().map(|year| year.label.clone()),
        quiet_hours: school.quiet,
        subjects: tx.subjects(school.id).await?.into_iter().map(subject_view).collect(),
        classes: tx.classes(school.id).await?.into_iter().map(class_view).collect(),
        example_codes: Vec::new(),
    })
}

/// French, English and Arabic first, in this order; then what the school calls it.
fn subject_view(subject: Subject) -> SubjectView {
    let names = [subject.label_fr, subject.label_en, subject.label_ar].into_iter().chain(subject.aliases).collect();
    SubjectView { id: subject.id, code: subject.code, names }
}

fn class_view(class: Class) -> ClassView {
    ClassView { id: class.id, code: class.code, label: class.label, aliases: class.aliases }
}

fn family(person: &Identified) -> FamilyScope {
    let children = person.children.iter().map(|child| StudentView {
        id: child.id,
        class: child.class,
        code: String::new(),
        last: child.name.last.clone(),
        first: child.name.first.clone(),
        arabic: child.name.arabic.clone(),
    });
    FamilyScope { id: person.guardian, children: children.collect() }
}

async fn staff_scope(tx: &mut Tx, school: SchoolId, staff: &StaffActor) -> Result<StaffScope, CommandError> {
    let breadth = if staff.role == Role::Teacher { Breadth::Own(staff.id) } else { Breadth::School };
    let own = tx.staff_scope(school, breadth).await?;
    let courses: Vec<CourseView> = own
        .courses
        .iter()
        .map(|course| CourseView { id: course.id, class: course.class, subject: course.subject })
        .collect();
    let assessments = own.assessments.into_iter().filter_map(|test| {
        let course = courses.iter().find(|course| course.id == test.course)?;
        Some(AssessmentView {
            id: test.id,
            course: Some(test.course),
            class: course.class,
            subject: course.subject,
            term: Some(test.term),
            code: test.code,
            label: test.label,
            kind: test.kind,
            aliases: test.aliases,
            maximum: test.maximum,
            coefficient: Some(test.coefficient.decimal()),
            date: test.date,
        })
    });
    let students = own.students.into_iter().map(|student| StudentView {
        id: student.id,
        class: student.class,
        code: student.code,
        last: student.name.last,
        first: student.name.first,
        arabic: student.name.arabic,
    });
    Ok(StaffScope {
        role: staff.role,
        head_of: staff.head_of,
        students: students.collect(),
        assessments: assessments.collect(),
        courses,
    })
}
