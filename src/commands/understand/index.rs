//! A scope made ready for many messages: what the school shares once for everybody, what is a speaker's own beside it.
//!
//! The school's names and assessments are prepared once; a member of staff's own index only says which of them they see,
//! and costs next to nothing.

use std::collections::HashMap;
use std::sync::Arc;

use super::lexicon::{BUILT_IN, Lexicon, Meaning};
use super::name_table::NameTable;
use super::names::Names;
use super::place::{Kinds, Named};
use super::scope::{AssessmentView, Reach, Roll, SchoolView, Scope, Speaker, StaffScope, StudentView};
use super::sight::Sight;
use crate::domain::{AssessmentId, ClassId, CourseId, Role, SubjectId};

/// What a school shares, prepared for reading: it serves all its speakers.
#[derive(Debug)]
pub struct SchoolIndex {
    view: Arc<SchoolView>,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) classes: Arc<Named>,
    pub(super) subjects: Arc<Named>,
    people: Arc<People>,
    tests: Arc<Tests>,
}

/// Students with their names.
#[derive(Debug, Default)]
struct People {
    all: Vec<StudentView>,
    names: NameTable,
    of_class: HashMap<ClassId, Vec<u32>>,
}

/// Assessments with what they are called.
#[derive(Debug, Default)]
struct Tests {
    all: Vec<AssessmentView>,
    named: Named,
    /// The kinds of each, and its number among them.
    kinds: Vec<(Vec<String>, Option<u32>)>,
    places: HashMap<AssessmentId, u32>,
    of_course: HashMap<CourseId, Vec<u32>>,
    /// Of those whose course is not known.
    of_subject: HashMap<(ClassId, SubjectId), Vec<u32>>,
}

impl People {
    fn new(all: Vec<StudentView>, lexicon: &Lexicon) -> Self {
        let mut of_class: HashMap<ClassId, Vec<u32>> = HashMap::new();
        for (place, student) in (0_u32..).zip(&all) {
            of_class.entry(student.class).or_default().push(place);
        }
        Self { names: NameTable::new(all.iter(), lexicon), of_class, all }
    }
}

impl Tests {
    fn new(all: Vec<AssessmentView>, lexicon: &Lexicon) -> Self {
        let mut tests = Self {
            named: Named::assessments(&all, lexicon),
            kinds: Kinds::default().of(&all, lexicon),
            ..Self::default()
        };
        for (place, test) in (0_u32..).zip(&all) {
            tests.places.insert(test.id, place);
            match test.course {
                Some(course) => tests.of_course.entry(course).or_default().push(place),
                None => tests.of_subject.entry((test.class, test.subject)).or_default().push(place),
            }
        }
        Self { all, ..tests }
    }

    /// Those of the courses of a member of staff.
    fn own(&self, staff: &StaffScope) -> Sight {
        let of_course = staff.courses.iter().filter_map(|course| self.of_course.get(&course.id));
        let of_subject = staff.courses.iter().filter_map(|course| self.of_subject.get(&(course.class, course.subject)));
        Sight::of(self.all.len(), of_course.chain(of_subject).flatten().copied())
    }
}

impl SchoolIndex {
    /// Whether a class is one of the current year's.
    pub(in crate::commands) fn has_class(&self, class: ClassId) -> bool {
        self.view.classes.iter().any(|known| known.id == class)
    }

    /// Prepares a school with its words; nobody in it can be named yet.
    pub fn new(view: SchoolView, lexicon: &Arc<Lexicon>) -> Self {
        Self {
            classes: Arc::new(Named::classes(&view.classes, lexicon)),
            subjects: Arc::new(Named::subjects(&view.subjects, lexicon)),
            lexicon: Arc::clone(lexicon),
            view: Arc::new(view),
            people: Arc::default(),
            tests: Arc::default(),
        }
    }

    /// The same with its students and assessments. What `earlier` has prepared of the same students serves again.
    #[must_use]
    pub fn with_roll(&self, roll: Roll, earlier: Option<&Self>) -> Self {
        let same = earlier.filter(|earlier| earlier.people.all == roll.students);
        let people = match same.filter(|earlier| Arc::ptr_eq(&earlier.lexicon, &self.lexicon)) {
            Some(earlier) => Arc::clone(&earlier.people),
            None => Arc::new(People::new(roll.students, &self.lexicon)),
        };
        self.with(people, roll.assessments)
    }

    /// The same school with other assessments.
    #[must_use]
    pub fn with_assessments(&self, assessments: Vec<AssessmentView>) -> Self {
        self.with(Arc::clone(&self.people), assessments)
    }

    /// The same school with other students.
    fn with_students(&self, students: Vec<StudentView>) -> Self {
        Self {
            view: Arc::clone(&self.view),
            lexicon: Arc::clone(&self.lexicon),
            classes: Arc::clone(&self.classes),
            subjects: Arc::clone(&self.subjects),
            people: Arc::new(People::new(students, &self.lexicon)),
            tests: Arc::clone(&self.tests),
        }
    }

    fn with(&self, people: Arc<People>, assessments: Vec<AssessmentView>) -> Self {
        Self {
            view: Arc::clone(&self.view),
            lexicon: Arc::clone(&self.lexicon),
            classes: Arc::clone(&self.classes),
            subjects: Arc::clone(&self.subjects),
            people,
            tests: Arc::new(Tests::new(assessments, &self.lexicon)),
        }
    }
}

/// A speaker's scope, prepared for reading: make it once, read many messages with it.
#[derive(Debug)]
pub struct Index {
    speaker: Speaker,
    pub(super) shared: Arc<SchoolIndex>,
    /// The school's, or a guardian's own children.
    people: Arc<People>,
    people_seen: Sight,
    tests_seen: Sight,
    /// Of a course of the speaker's own.
    tests_owned: Sight,
}

impl Index {
    /// Prepares a scope with the words that ship with Carnet.
    pub fn new(scope: Scope) -> Self {
        Self::of(scope.speaker, &Arc::new(SchoolIndex::new(scope.school, &BUILT_IN).with_roll(scope.roll, None)))
    }

    /// What a speaker sees of a school.
    pub fn of(speaker: Speaker, school: &Arc<SchoolIndex>) -> Self {
        let nothing = || Sight::of(0, std::iter::empty());
        let (people, people_seen, tests_seen, tests_owned) = match &speaker {
            Speaker::Staff(staff) => {
                let people = &school.people;
                let students = match staff.students {
                    Reach::School => Sight::All,
                    Reach::Own => {
                        let classes = classes_of(staff);
                        let places = classes.iter().filter_map(|class| people.of_class.get(class)).flatten();
                        Sight::of(people.all.len(), places.copied())
                    }
                };
                let tests = match staff.assessments {
                    Reach::School => Sight::All,
                    Reach::Own => school.tests.own(staff),
                };
                (Arc::clone(people), students, tests, school.tests.own(staff))
            }
            Speaker::Guardian(family) => {
                let children = Arc::new(People::new(family.children.clone(), &school.lexicon));
                (children, Sight::All, nothing(), nothing())
            }
            Speaker::Stranger => (Arc::default(), Sight::All, nothing(), nothing()),
        };
        Self { speaker, shared: Arc::clone(school), people, people_seen, tests_seen, tests_owned }
    }

    /// The same with one more assessment, which has just been made.
    pub(in crate::commands) fn with_assessment(&self, view: AssessmentView) -> Self {
        let assessments = self.shared.tests.all.iter().cloned().chain([view]).collect();
        Self::of(self.speaker.clone(), &Arc::new(self.shared.with_assessments(assessments)))
    }

    /// What staff see of the school with these students instead of its own.
    pub(in crate::commands) fn among(&self, students: Vec<StudentView>) -> Self {
        Self::of(self.speaker.clone(), &Arc::new(self.shared.with_students(students)))
    }

    /// The same, and all of them can be named.
    pub(in crate::commands) fn only(&self, students: Vec<StudentView>) -> Self {
        Self { people_seen: Sight::All, ..self.among(students) }
    }

    /// The speaker's assessments of one of these kinds.
    pub(in crate::commands) fn of_kinds(&self, kinds: &[String]) -> impl Iterator<Item = &AssessmentView> {
        let fits = move |(own, _): &(Vec<String>, Option<u32>)| own.iter().any(|kind| kinds.contains(kind));
        let kinds = self.kinds().filter(move |(_, own)| fits(own));
        kinds.filter_map(|(place, _)| self.assessment_at(place))
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

    /// The students that can be named: a teacher's, or a guardian's children; in the order of lists.
    pub(in crate::commands) fn people(&self) -> impl Iterator<Item = &StudentView> {
        self.people_seen.of_list(&self.people.all).map(|(_, student)| student)
    }

    /// Their names.
    pub(super) fn names(&self) -> Names<'_> {
        Names { table: &self.people.names, sight: &self.people_seen }
    }

    pub(super) fn person(&self, place: u32) -> Option<&StudentView> {
        self.people.all.get(usize::try_from(place).ok()?)
    }

    /// The assessments that can be named.
    pub(in crate::commands) fn assessments(&self) -> impl Iterator<Item = &AssessmentView> {
        self.assessments_placed().map(|(_, assessment)| assessment)
    }

    /// The same with their places.
    pub(super) fn assessments_placed(&self) -> impl Iterator<Item = (u32, &AssessmentView)> {
        self.tests_seen.of_list(&self.shared.tests.all)
    }

    /// What assessments are called, and which of them count.
    pub(super) fn named_assessments(&self) -> (&Named, &Sight) {
        (&self.shared.tests.named, &self.tests_seen)
    }

    /// The kinds of each assessment that can be named, and its number among them.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (u32, &(Vec<String>, Option<u32>))> {
        self.tests_seen.of_list(&self.shared.tests.kinds)
    }

    /// The kinds of the assessment at this place, and its number among them.
    pub(super) fn kinds_at(&self, place: u32) -> Option<&(Vec<String>, Option<u32>)> {
        self.shared.tests.kinds.get(usize::try_from(place).ok()?)
    }

    pub(super) fn assessment(&self, id: AssessmentId) -> Option<&AssessmentView> {
        self.assessment_at(self.place_of(id)?)
    }

    pub(super) fn assessment_at(&self, place: u32) -> Option<&AssessmentView> {
        self.shared.tests.all.get(usize::try_from(place).ok()?).filter(|_| self.tests_seen.sees(place))
    }

    pub(super) fn class_at(&self, place: u32) -> Option<ClassId> {
        self.shared.view.classes.get(usize::try_from(place).ok()?).map(|class| class.id)
    }

    pub(super) fn subject_at(&self, place: u32) -> Option<SubjectId> {
        self.shared.view.subjects.get(usize::try_from(place).ok()?).map(|subject| subject.id)
    }

    /// Whether the assessment at this place belongs to one of the speaker's own courses.
    pub(super) fn owns(&self, place: u32) -> bool {
        self.tests_owned.sees(place)
    }

    /// The place of an assessment in the speaker's list.
    pub(super) fn place_of(&self, id: AssessmentId) -> Option<u32> {
        self.shared.tests.places.get(&id).copied().filter(|place| self.tests_seen.sees(*place))
    }

    /// Whether the speaker teaches this subject to this class.
    pub(super) fn teaches(&self, class: ClassId, subject: SubjectId) -> bool {
        teaches(&self.speaker, class, subject)
    }

    /// The classes of the speaker's courses and the one they head, each once.
    pub(in crate::commands) fn own_classes(&self) -> Vec<ClassId> {
        if let Speaker::Staff(staff) = &self.speaker { classes_of(staff) } else { Vec::new() }
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

    pub(super) fn is_staff(&self) -> bool {
        matches!(self.speaker, Speaker::Staff(_))
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

fn classes_of(staff: &StaffScope) -> Vec<ClassId> {
    let mut classes: Vec<ClassId> = staff.courses.iter().map(|course| course.class).chain(staff.head_of).collect();
    classes.sort();
    classes.dedup();
    classes
}
