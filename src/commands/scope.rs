//! What a speaker may name, read from the directory and kept as long as the directory does not change.
//!
//! What the school's staff share (its roll) is read and prepared once, ahead of messages where it can be; what one of them
//! sees of it is told without another look at the database.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::CommandError;
use super::understand::{
    AssessmentView, ClassView, CourseView, FamilyScope, Index, Lexicon, Reach, Roll, SchoolIndex, SchoolView, Speaker,
    StaffScope, StudentView, SubjectView, TermView,
};
use crate::actions::Identified;
use crate::domain::{Actor, ClassId, Role, SchoolId, StaffActor, StaffId, Timestamp};
use crate::store::{Class, Course, ListedAssessment, Revision, School, Student, Subject, Tx};

/// How long a school's settings are believed without asking: a change of its file is seen after this at the latest.
const FRAME_LIVES: Duration = Duration::from_secs(5);
/// Staff whose scopes are kept at once; beyond, all are made anew.
const KEPT: usize = 4096;
/// Schools whose rolls are kept at once: some megabytes each; beyond, all are read anew.
pub const ROLLS_KEPT: usize = 64;

/// A school at a revision, with what everybody in it may name.
#[derive(Debug)]
pub struct Frame {
    pub school: School,
    index: Arc<SchoolIndex>,
}

/// A school's students, courses and assessments at a revision.
#[derive(Debug)]
struct Rolled {
    revision: Revision,
    index: Arc<SchoolIndex>,
    courses: Vec<Course>,
}

/// What a member of staff may name, prepared at a revision of the school.
type Prepared = (Revision, Arc<Index>);

/// Prepared frames and scopes: reading 2,000 names again for every mark would cost more than the mark.
pub(super) struct Scopes {
    lexicon: Arc<Lexicon>,
    /// Strangers may name nothing of the school.
    nothing: Arc<Index>,
    /// With the time when it was last known to be of today.
    frames: Mutex<HashMap<SchoolId, (Timestamp, Arc<Frame>)>>,
    rolls: Mutex<HashMap<SchoolId, Arc<Rolled>>>,
    staff: Mutex<HashMap<(SchoolId, StaffId), Prepared>>,
}

impl Scopes {
    pub(super) fn new(lexicon: Arc<Lexicon>) -> Self {
        let nothing = Arc::new(SchoolIndex::new(SchoolView::default(), &lexicon));
        let nothing = Arc::new(Index::of(Speaker::Stranger, &nothing));
        Self { lexicon, nothing, frames: Mutex::default(), rolls: Mutex::default(), staff: Mutex::default() }
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
            _ => Ok(self.current_frame(tx, school, now).await?.0),
        }
    }

    /// The school as it is in this very moment.
    async fn current_frame(
        &self,
        tx: &mut Tx,
        school: SchoolId,
        now: Timestamp,
    ) -> Result<(Arc<Frame>, Revision), CommandError> {
        let revision = tx.school_revision(school).await?.ok_or(CommandError::UnknownSchool)?;
        let kept = lock(&self.frames).get(&school).map(|(_, frame)| Arc::clone(frame));
        let frame = if let Some(frame) = kept.filter(|frame| frame.school.revision == revision.file) {
            frame
        } else {
            let settings = tx.school(school).await?.ok_or(CommandError::UnknownSchool)?;
            let view = school_view(tx, &settings).await?;
            let index = Arc::new(SchoolIndex::new(view, &self.lexicon));
            Arc::new(Frame { school: settings, index })
        };
        lock(&self.frames).insert(school, (now, Arc::clone(&frame)));
        Ok((frame, revision))
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

    /// Reads and prepares what the staff of a school share, where it is not at hand as it is now.
    pub(super) async fn prepare(&self, tx: &mut Tx, school: SchoolId, now: Timestamp) -> Result<(), CommandError> {
        self.roll(tx, school, now).await?;
        Ok(())
    }

    /// Staff work on what they have just imported: their school is always that of this moment.
    async fn staff_index(
        &self,
        tx: &mut Tx,
        school: SchoolId,
        staff: &StaffActor,
        now: Timestamp,
    ) -> Result<Arc<Index>, CommandError> {
        let roll = self.roll(tx, school, now).await?;
        if let Some((at, index)) = lock(&self.staff).get(&(school, staff.id))
            && *at == roll.revision
        {
            return Ok(Arc::clone(index));
        }
        let is_now = |class: &ClassId| roll.index.has_class(*class);
        // A class of a year that has ended is nobody's to choose from; its head of then still hands its cards out.
        let head_of = staff.head_of.filter(is_now);
        let speaker = Speaker::Staff(StaffScope { head_of, ..staff_scope(&roll.courses, staff) });
        let index = Arc::new(Index::of(speaker, &roll.index));
        keep(&mut lock(&self.staff), (school, staff.id), (roll.revision, Arc::clone(&index)), KEPT);
        Ok(index)
    }

    /// What the staff of a school share, as it is in this very moment.
    async fn roll(&self, tx: &mut Tx, school: SchoolId, now: Timestamp) -> Result<Arc<Rolled>, CommandError> {
        let (frame, revision) = self.current_frame(tx, school, now).await?;
        let kept = lock(&self.rolls).get(&school).cloned();
        if let Some(roll) = kept.as_ref().filter(|roll| roll.revision == revision) {
            return Ok(Arc::clone(roll));
        }
        let tests = tx.listed_assessments(school, None).await?;
        let same_file = kept.as_ref().filter(|roll| roll.revision.file == revision.file);
        let roll = if let Some(roll) = same_file {
            let courses = roll.courses.clone();
            let index = roll.index.with_assessments(assessments(&courses, tests));
            Rolled { revision, index: Arc::new(index), courses }
        } else {
            let courses = tx.courses(school, None).await?;
            let students = tx.students(school, None).await?.into_iter().map(student_view).collect();
            let roll = Roll { students, assessments: assessments(&courses, tests) };
            let index = frame.index.with_roll(roll, kept.as_ref().map(|kept| &*kept.index));
            Rolled { revision, index: Arc::new(index), courses }
        };
        let roll = Arc::new(roll);
        keep(&mut lock(&self.rolls), school, Arc::clone(&roll), ROLLS_KEPT);
        Ok(roll)
    }
}

/// Keeps at most so many: the cheapest way to forget what nobody asks for any more.
fn keep<K: std::hash::Hash + Eq, V>(kept: &mut HashMap<K, V>, key: K, value: V, most: usize) {
    if kept.len() >= most && !kept.contains_key(&key) {
        kept.clear();
    }
    kept.insert(key, value);
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

fn staff_scope(courses: &[Course], staff: &StaffActor) -> StaffScope {
    let reach = if staff.role == Role::Teacher { Reach::Own } else { Reach::School };
    let theirs = courses.iter().filter(|course| reach == Reach::School || course.teacher == staff.id);
    let course = |course: &Course| CourseView { id: course.id, class: course.class, subject: course.subject };
    let courses = theirs.map(course).collect();
    StaffScope { role: staff.role, head_of: staff.head_of, courses, students: reach, assessments: reach }
}

pub(super) fn student_view(student: Student) -> StudentView {
    StudentView {
        id: student.id,
        class: student.class,
        code: student.code,
        last: student.name.last,
        first: student.name.first,
        arabic: student.name.arabic,
    }
}

fn assessments(courses: &[Course], tests: Vec<ListedAssessment>) -> Vec<AssessmentView> {
    let courses: HashMap<_, &Course> = courses.iter().map(|course| (course.id, course)).collect();
    let view = |test: ListedAssessment| {
        let course = courses.get(&test.course)?;
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
    };
    tests.into_iter().filter_map(view).collect()
}
