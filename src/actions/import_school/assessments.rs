//! Assessments of a file.

use std::collections::{HashMap, HashSet};

use super::file::{AssessmentLine, Line, List};
use super::frame::{given, kept};
use super::known::{Known, Stop, differing};
use super::report::{ImportReport, Note, Reason};
use crate::domain::grading::AssessmentRole;
use crate::domain::{AssessmentId, ClassId, CourseId, Mark, Maximum, Points, StudentId, SubjectId, TermId};
use crate::store::{
    AssessmentRecord, ClassRecord, CountedElsewhere, CourseRecord, Entry, MarkKey, StudentRecord, SubjectRecord,
    TermRecord,
};

/// The lists that assessments and marks refer to.
pub(super) struct GradebookParts<'a> {
    pub(super) classes: &'a Known<String, ClassRecord>,
    pub(super) subjects: &'a Known<String, SubjectRecord>,
    pub(super) courses: &'a Known<(ClassId, SubjectId), CourseRecord>,
    pub(super) terms: &'a Known<String, TermRecord>,
    pub(super) students: &'a Known<String, StudentRecord>,
    pub(super) entries: &'a HashMap<MarkKey, Entry>,
}

pub(super) fn plan_assessments(
    lines: &[Line<AssessmentLine>],
    stored: HashMap<String, AssessmentRecord>,
    parts: &GradebookParts<'_>,
    closed: &Closed,
    report: &mut ImportReport,
) -> Known<String, AssessmentRecord> {
    let mut known = Known::new(List::Assessments, stored);
    let compare = differing!(AssessmentRecord; term, kind, label, aliases, date, maximum, coefficient, role);
    for line in lines {
        let assessment = &line.value;
        let plan = |old: Option<&AssessmentRecord>| {
            let record = assessment_of(assessment, old, parts)?;
            match old {
                Some(old) if old.deleted => Err(Reason::Deleted.into()),
                Some(old) if old.course != record.course => Err(Reason::OtherCourse.into()),
                Some(old) if *old == record => Ok(record),
                Some(old) if closed.holds(old.course, old.term) => Err(closed.reason(old.term)),
                _ if closed.holds(record.course, record.term) => Err(closed.reason(record.term)),
                Some(old) if !fits(old.id, record.maximum, parts.entries) => Err(Reason::MarksAboveMaximum.into()),
                _ => Ok(record),
            }
        };
        known.meet(line, (assessment.code.clone(), &assessment.code), report, plan, compare);
        note_date(line, &known, parts, report);
    }
    known
}

/// A date outside the term is imported, and said: it may be meant, or a slip.
fn note_date(
    line: &Line<AssessmentLine>,
    known: &Known<String, AssessmentRecord>,
    parts: &GradebookParts<'_>,
    report: &mut ImportReport,
) {
    let code = &line.value.code;
    let Some(record) = known.get(code).filter(|_| !known.is_broken(code)) else { return };
    let term = parts.terms.all().find(|term| term.id == record.term);
    if let (Some(date), Some(term)) = (line.value.date, term)
        && !(term.starts..=term.ends).contains(&date)
    {
        let note = Note::OutsideTerm { date, term: term.code.clone(), starts: term.starts, ends: term.ends };
        report.caution(&line.value.date_place, List::Assessments, note);
    }
}

fn assessment_of(
    line: &AssessmentLine,
    old: Option<&AssessmentRecord>,
    parts: &GradebookParts<'_>,
) -> Result<AssessmentRecord, Stop> {
    let term = line.term.as_ref().map(|term| parts.terms.refer("term", term)).transpose()?;
    let course = match (&line.class, &line.subject) {
        (Some(class), Some(subject)) => Some(course_of(class, subject, parts)?),
        _ => None,
    };
    let missing = if line.class.is_none() { "class" } else { "subject" };
    Ok(AssessmentRecord {
        id: old.map_or_else(AssessmentId::fresh, |old| old.id),
        course: given(course.as_ref(), old.map(|old| &old.course), missing)?,
        term: given(term.map(|term| &term.id), old.map(|old| &old.term), "term")?,
        code: line.code.clone(),
        kind: kept(line.kind.as_ref(), old.map(|old| &old.kind)),
        label: given(line.label.as_ref(), old.map(|old| &old.label), "label")?,
        aliases: kept(line.aliases.as_ref(), old.map(|old| &old.aliases)),
        date: line.date.or(old.and_then(|old| old.date)),
        maximum: given(line.maximum.as_ref(), old.map(|old| &old.maximum), "max")?,
        coefficient: line.coefficient.or(old.map(|old| old.coefficient)).unwrap_or(Points::ONE),
        role: line.role.or(old.map(|old| old.role)).unwrap_or(AssessmentRole::Ordinary),
        deleted: old.is_some_and(|old| old.deleted),
    })
}

fn course_of(class: &str, subject: &str, parts: &GradebookParts<'_>) -> Result<CourseId, Stop> {
    let key = (parts.classes.refer("class", class)?.id, parts.subjects.refer("subject", subject)?.id);
    if parts.courses.is_broken(&key) {
        return Err(Stop::Skipped);
    }
    let missing = || Reason::NoCourse { class: class.to_owned(), subject: subject.to_owned() };
    Ok(parts.courses.get(&key).ok_or_else(missing)?.id)
}

/// Whether all marks of an assessment stay within a new maximum.
fn fits(assessment: AssessmentId, maximum: Maximum, entries: &HashMap<MarkKey, Entry>) -> bool {
    entries.iter().filter(|((of, _), _)| *of == assessment).all(|(_, entry)| {
        let versions = entry.draft.iter().chain(&entry.published);
        versions.map(|version| version.mark).all(|mark| match mark {
            Mark::Points(points) => maximum.admit(points).is_ok(),
            Mark::Status(_) => true,
        })
    })
}

/// The courses' terms whose report cards are frozen.
pub(super) struct Closed {
    courses: HashSet<(CourseId, TermId)>,
    /// Whoever has left the class of a course since: their marks are on the card of the class they went to.
    counted_elsewhere: HashSet<(CourseId, TermId, StudentId)>,
    terms: HashMap<TermId, String>,
}

impl Closed {
    pub(super) fn of(
        (classes, counted_elsewhere): (&HashSet<(ClassId, TermId)>, &CountedElsewhere),
        courses: &Known<(ClassId, SubjectId), CourseRecord>,
        terms: &Known<String, TermRecord>,
    ) -> Self {
        let closed = |course: &CourseRecord| {
            let of_class = classes.iter().filter(move |(class, _)| *class == course.class);
            of_class.map(move |(_, term)| (course.id, *term)).collect::<Vec<_>>()
        };
        let left = |course: &CourseRecord| {
            let of_class = counted_elsewhere.iter().filter(move |(class, ..)| *class == course.class);
            of_class.map(move |(_, term, student)| (course.id, *term, *student)).collect::<Vec<_>>()
        };
        Self {
            counted_elsewhere: courses.all().flat_map(left).collect(),
            courses: courses.all().flat_map(closed).collect(),
            terms: terms.all().map(|term| (term.id, term.code.clone())).collect(),
        }
    }

    pub(super) fn holds(&self, course: CourseId, term: TermId) -> bool {
        self.courses.contains(&(course, term))
    }

    /// Whether a student's mark in it is on a card.
    pub(super) fn holds_mark(&self, course: CourseId, term: TermId, student: StudentId) -> bool {
        self.holds(course, term) || self.counted_elsewhere.contains(&(course, term, student))
    }

    pub(super) fn reason(&self, term: TermId) -> Stop {
        Reason::TermClosed(self.terms.get(&term).cloned().unwrap_or_default()).into()
    }
}
