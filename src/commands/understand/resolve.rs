//! Which student and which assessment are meant, decided together: a name may fit only in the class of the assessment,
//! an assessment only in the class of the student.
//!
//! Invariant: what is left open stays open; nothing is picked because it comes first.

use super::cue::Cue;
use super::interpretation::Pick;
use super::names::Mention;
use super::place::KindMention;
use super::reading::Reading;
use super::scope::AssessmentView;
use crate::domain::{AssessmentId, ClassId, StudentId, TermId};

/// The assessments a message can be about.
#[derive(Debug, Clone, Default)]
pub(super) struct Assessments {
    pub candidates: Vec<AssessmentId>,
    /// The message names it; otherwise it comes from the dialogue or is the only one there is.
    pub said: bool,
    /// It is named, but it belongs to somebody else's course.
    pub foreign: bool,
    /// A name of an assessment that does not exist.
    pub unknown: Option<String>,
}

/// A student and an assessment that go together.
#[derive(Debug, Clone, Default)]
pub(super) struct Target {
    pub student: Option<Pick<StudentId>>,
    pub assessment: Option<Pick<AssessmentId>>,
    pub foreign: bool,
    pub unknown_assessment: Option<String>,
    /// The one who is meant is not in the class that is named.
    pub elsewhere: Option<ClassId>,
}

impl Reading<'_> {
    /// The assessments meant, by name, kind, subject, class and dialogue.
    pub(super) fn assessments_meant(&self) -> Assessments {
        self.meant.get_or_init(|| self.look_for_assessments()).clone()
    }

    fn look_for_assessments(&self) -> Assessments {
        if let Some(chosen) = self.dialogue.chosen_assessment {
            return Assessments { candidates: vec![chosen], said: true, ..Assessments::default() };
        }
        let mut unknown = None;
        let mut sets: Vec<Vec<u32>> = self.assessments.iter().map(|place| place.things.clone()).collect();
        if sets.is_empty() {
            for kind in self.kinds.iter().filter(|kind| !self.is_part_of_status(kind)) {
                let places = self.of_kind(kind);
                if !places.is_empty() {
                    sets.push(places);
                } else if kind.number.is_some() {
                    unknown = Some(self.slice(kind.from, kind.to).to_owned());
                }
            }
        }
        if sets.is_empty() && unknown.is_none() {
            let own = |place: &&u32| self.index.owns(**place);
            let shared = self.shared_names.iter().map(|place| place.things.iter().filter(own).copied().collect());
            sets.extend(shared.filter(|things: &Vec<u32>| !things.is_empty()));
        }
        if let Some(heard) = unknown {
            return Assessments { said: true, unknown: Some(heard), ..Assessments::default() };
        }
        let said = !sets.is_empty();
        let view = |place: u32| Some((place, self.index.assessment_at(place)?));
        let mut found: Vec<(u32, &AssessmentView)> = match common(sets) {
            Some(places) => places.into_iter().filter_map(view).collect(),
            None => self.index.assessments_placed().collect(),
        };
        self.narrow_by_places(&mut found);
        self.narrow_by_term(&mut found, said);
        let foreign = said && !found.is_empty() && !found.iter().any(|(place, _)| self.index.owns(*place));
        if !foreign {
            found.retain(|(place, _)| self.index.owns(*place));
        }
        self.narrow_by_dialogue(&mut found, said);
        Assessments {
            candidates: found.into_iter().map(|(_, assessment)| assessment.id).collect(),
            said,
            foreign,
            unknown: None,
        }
    }

    /// `interro 9`, which there is not: where no mark can be meant, the number behind a kind is its own.
    pub(super) fn numbered_in_vain(&self) -> Option<String> {
        let [value] = self.values.as_slice() else { return None };
        let whole = value.number().is_some_and(|number| number.fract().is_zero());
        let kind = self.kinds.iter().find(|kind| kind.from < value.from && value.from <= kind.to)?;
        (whole && kind.number.is_none()).then(|| self.slice(kind.from, value.to).to_owned())
    }

    fn is_part_of_status(&self, kind: &KindMention) -> bool {
        self.statuses.iter().any(|status| status.from <= kind.from && kind.to <= status.to)
    }

    fn narrow_by_places(&self, found: &mut Vec<(u32, &AssessmentView)>) {
        let (classes, subjects) = (self.class_ids(), self.subject_ids());
        if !classes.is_empty() {
            found.retain(|(_, assessment)| classes.contains(&assessment.class));
        }
        if !subjects.is_empty() {
            found.retain(|(_, assessment)| subjects.contains(&assessment.subject));
        }
    }

    /// `devoir 1 T1`: teachers call tests the same in each term.
    fn narrow_by_term(&self, found: &mut Vec<(u32, &AssessmentView)>, said: bool) {
        let Some(term) = self.term_meant().filter(|_| said && found.len() > 1) else { return };
        if found.iter().any(|(_, assessment)| assessment.term == Some(term)) {
            found.retain(|(_, assessment)| assessment.term == Some(term));
        }
    }

    /// The term that is named.
    pub(super) fn term_meant(&self) -> Option<TermId> {
        let code = super::intents::terms::named(self)?;
        self.index.school().terms.iter().find(|term| term.code == code).map(|term| term.id)
    }

    /// The active assessment stands for what is not said, and for `the test` without its number.
    fn narrow_by_dialogue(&self, found: &mut Vec<(u32, &AssessmentView)>, said: bool) {
        let Some(active) = self.dialogue.active_assessment else { return };
        let numbered = !self.assessments.is_empty() || self.kinds.iter().any(|kind| kind.number.is_some());
        let named_elsewhere = said && numbered;
        if !named_elsewhere && found.iter().any(|(_, assessment)| assessment.id == active) {
            found.retain(|(_, assessment)| assessment.id == active);
        }
    }

    /// The one person a message is about, with all its mentions together.
    pub(super) fn person_meant(&self) -> Option<Mention> {
        let mut mentions = self.people.iter();
        let mut meant = mentions.next()?.clone();
        for mention in mentions {
            let both: Vec<u32> =
                meant.people.iter().copied().filter(|person| mention.people.contains(person)).collect();
            meant.exact &= mention.exact;
            if both.is_empty() {
                meant.exact = false;
                meant.people.extend(mention.people.iter().copied());
            } else {
                meant.people = both;
            }
            meant.to = meant.to.max(mention.to);
        }
        Some(meant)
    }

    /// The same for a question about somebody: a word beside the name that nothing is known of may make it somebody else's.
    pub(super) fn person_asked_about(&self) -> Option<Mention> {
        let mut meant = self.person_meant()?;
        let is_strange = |at: usize| {
            let long = self.tokens.get(at).is_some_and(|token| token.word.chars().count() > 3);
            long && self.strangers().any(|(other, _)| other == at)
        };
        if is_strange(meant.to) {
            (meant.to, meant.exact) = (meant.to + 1, false);
        } else if meant.from.checked_sub(1).is_some_and(is_strange) {
            (meant.from, meant.exact) = (meant.from - 1, false);
        }
        Some(meant)
    }

    /// Student and assessment of a message about one mark.
    pub(super) fn target(&self) -> Target {
        let mut assessments = self.assessments_meant();
        // `supprime la note de Yao dans interro 9`: of the active test nothing was said.
        if let Some(heard) = self.numbered_in_vain().filter(|_| self.has(Cue::Delete)) {
            assessments = Assessments { said: true, unknown: Some(heard), ..Assessments::default() };
        }
        let mention = self.person_meant();
        let students = mention.as_ref().map(|mention| self.students_of(mention)).unwrap_or_default();
        let mut target = Target {
            unknown_assessment: assessments.unknown.clone(),
            foreign: assessments.foreign,
            ..Target::default()
        };
        target.elsewhere = self.class_missed(&students);
        let pairs = self.pairs(&students, &assessments.candidates);
        let (students, candidates) = if pairs.is_empty() {
            (students.iter().map(|(id, _)| *id).collect(), assessments.candidates.clone())
        } else {
            (distinct(pairs.iter().map(|pair| pair.0)), distinct(pairs.iter().map(|pair| pair.1)))
        };
        target.student = match mention {
            Some(mention) => Some(self.pick_student(&mention, students)),
            None => self.unknown_student(),
        };
        let apart = pairs.is_empty() && target.student.as_ref().is_some_and(|student| student.single().is_some());
        if apart && assessments.said && target.unknown_assessment.is_none() && target.elsewhere.is_none() {
            target.unknown_assessment = Some(self.assessment_words());
        } else if !apart {
            target.assessment = pick_assessment(candidates, assessments.said);
        }
        target
    }

    /// The one class that is named, where nobody who can be meant is in it.
    fn class_missed(&self, students: &[(StudentId, ClassId)]) -> Option<ClassId> {
        let [class] = self.class_ids()[..] else { return None };
        let missed = !students.is_empty() && students.iter().all(|(_, of)| *of != class);
        missed.then_some(class)
    }

    /// The students a mention can mean, with their classes; only those of a class that is named.
    pub(super) fn students_of(&self, mention: &Mention) -> Vec<(StudentId, ClassId)> {
        let classes = self.class_ids();
        let views = mention.people.iter().filter_map(|person| self.index.person(*person));
        let all: Vec<_> = views.map(|student| (student.id, student.class)).collect();
        let inside: Vec<_> = all.iter().copied().filter(|(_, class)| classes.contains(class)).collect();
        if inside.is_empty() { all } else { inside }
    }

    fn pairs(&self, students: &[(StudentId, ClassId)], candidates: &[AssessmentId]) -> Vec<(StudentId, AssessmentId)> {
        let mut pairs = Vec::new();
        for id in candidates {
            let Some(assessment) = self.index.assessment(*id) else { continue };
            let inside = students.iter().filter(|(_, class)| *class == assessment.class);
            pairs.extend(inside.map(|(student, _)| (*student, *id)));
        }
        pairs
    }

    pub(super) fn pick_student(&self, mention: &Mention, students: Vec<StudentId>) -> Pick<StudentId> {
        match students.as_slice() {
            [id] if mention.exact => Pick::One(*id),
            [id] => Pick::Near { id: *id, heard: self.slice(mention.from, mention.to).to_owned() },
            _ => Pick::Several(students),
        }
    }

    /// A word that can only be a name, but nobody's we know.
    pub(super) fn unknown_student(&self) -> Option<Pick<StudentId>> {
        let mut run: Option<(usize, usize)> = None;
        for (at, _) in self.strangers() {
            match run {
                Some((from, to)) if to == at => run = Some((from, at + 1)),
                Some(_) => break,
                None => run = Some((at, at + 1)),
            }
        }
        let (from, to) = run?;
        let heard = self.slice(from, to).to_owned();
        let nearest = self.index.names().nearest(&heard, 3);
        let nearest =
            nearest.into_iter().filter_map(|person| self.index.person(person)).map(|student| student.id).collect();
        Some(Pick::Unknown { heard, nearest })
    }

    /// How the assessment was called in the message.
    pub(super) fn assessment_words(&self) -> String {
        let named = self.assessments.iter().map(|place| (place.from, place.to));
        let kinds = self.kinds.iter().map(|kind| (kind.from, kind.to));
        named.chain(kinds).next().map(|(from, to)| self.slice(from, to).to_owned()).unwrap_or_default()
    }
}

/// One candidate is it; without a name several are a question without an answer yet.
pub(super) fn pick_assessment(candidates: Vec<AssessmentId>, said: bool) -> Option<Pick<AssessmentId>> {
    match candidates.as_slice() {
        [id] => Some(Pick::One(*id)),
        [] => None,
        _ if said => Some(Pick::Several(candidates)),
        _ => None,
    }
}

/// What all sets share; where they share nothing, the first.
fn common(sets: Vec<Vec<u32>>) -> Option<Vec<u32>> {
    sets.into_iter().reduce(|one, other| {
        let both: Vec<u32> = one.iter().copied().filter(|thing| other.contains(thing)).collect();
        if both.is_empty() { one } else { both }
    })
}

pub(super) fn distinct<T: PartialEq>(things: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for thing in things {
        if !found.contains(&thing) {
            found.push(thing);
        }
    }
    found
}
