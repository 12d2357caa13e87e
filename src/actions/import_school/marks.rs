//! Marks of a file.
//!
//! Invariant: a mark that families know is never replaced in silence, nor one that was written in chat by an older file. Importing a mark as published sends nothing;
//! correcting one tells everybody who was shown the old one.

use std::collections::{HashMap, HashSet};

use super::assessments::{Closed, GradebookParts};
use super::file::{Line, List, MarkLine, Place};
use super::known::{Known, Stop};
use super::report::{ImportReport, Note, Reason};
use crate::domain::{AssessmentId, ChangeSetId, ClassId, CourseId, Mark, MarkId, StudentId, TermId};
use crate::store::{AssessmentRecord, Entry, MarkKey, MarkVersion, NewMark};

/// What happens to the gradebook.
pub(super) struct MarkPlan {
    pub(super) change_set: ChangeSetId,
    /// Versions that another one replaces.
    pub(super) end: Vec<MarkVersion>,
    /// Drafts that are published as they stand.
    pub(super) publish: Vec<MarkId>,
    pub(super) insert: Vec<NewMark>,
    /// Published versions, each with the index in `insert` of what takes its place.
    pub(super) corrections: Vec<(MarkVersion, usize)>,
}

/// What one line asks for.
enum Step {
    Keep,
    /// Another one was written in chat: it stays.
    KeepTheirs(Mark),
    /// The draft is published as it stands.
    Publish(MarkId),
    /// A new version; these end.
    Write {
        ended: Vec<MarkVersion>,
        corrects: Option<MarkVersion>,
    },
}

/// Whose mark in what, with what bounds it.
struct Target {
    key: MarkKey,
    course: CourseId,
    term: TermId,
}

/// Everything marks are compared with.
pub(super) struct MarkParts<'a> {
    pub(super) gradebook: &'a GradebookParts<'a>,
    pub(super) assessments: &'a Known<String, AssessmentRecord>,
    pub(super) closed: &'a Closed,
    /// Written in chat: they stay, whatever the file says.
    pub(super) in_chat: &'a HashSet<MarkId>,
}

pub(super) fn plan_marks(lines: &[Line<MarkLine>], parts: &MarkParts<'_>, report: &mut ImportReport) -> MarkPlan {
    let mut plan = MarkPlan {
        change_set: ChangeSetId::fresh(),
        end: Vec::new(),
        publish: Vec::new(),
        insert: Vec::with_capacity(lines.len()),
        corrections: Vec::new(),
    };
    let classes: HashMap<CourseId, ClassId> =
        parts.gradebook.courses.all().map(|course| (course.id, course.class)).collect();
    let mut seen: HashMap<MarkKey, &Place> = HashMap::with_capacity(lines.len());
    for line in lines.iter().filter(|line| !line.broken) {
        // A blank leaves what is there.
        let Some(mark) = line.value.mark else { continue };
        let outcome = target_of(&line.value, mark, parts, &classes).and_then(|target| {
            if let Some(first) = seen.insert(target.key, &line.place) {
                return Err(Reason::Twice { key: shown(&line.value), first: first.clone() }.into());
            }
            let entry = parts.gradebook.entries.get(&target.key).copied().unwrap_or_default();
            let is_theirs = || entry.standing().iter().any(|standing| parts.in_chat.contains(&standing.id));
            let step = match entry.current().filter(|current| current.mark != mark && is_theirs()) {
                Some(current) => Step::KeepTheirs(current.mark),
                None => step(&entry, mark, line.value.published)?,
            };
            let is_on_a_card = || parts.closed.holds_mark(target.course, target.term, target.key.1);
            if !matches!(step, Step::Keep | Step::KeepTheirs(_)) && is_on_a_card() {
                return Err(parts.closed.reason(target.term));
            }
            Ok((target, entry, step))
        });
        match outcome {
            Ok((target, entry, step)) => {
                if let (Step::Keep, Some(_), Some(place)) = (&step, entry.published, &line.value.withheld) {
                    report.caution(place, List::Marks, Note::StaysPublished);
                }
                if let Step::KeepTheirs(stays) = &step {
                    let note = Note::ChatMarkStays { key: shown(&line.value), stays: *stays, file: mark };
                    report.caution(&line.place, List::Marks, note);
                }
                let key = match (&step, entry.current()) {
                    (Step::Write { .. }, Some(old)) => format!("{} ({} to {mark})", shown(&line.value), old.mark),
                    _ => shown(&line.value),
                };
                report.count(&line.place, List::Marks, &key, columns_of(&step, &entry));
                plan.add(step, target.key, &entry, (mark, line.value.published));
            }
            Err(Stop::Refused(reason)) => {
                let withheld = line.value.withheld.as_ref().filter(|_| reason == Reason::AlreadyPublished);
                report.refuse(withheld.unwrap_or(&line.place), List::Marks, reason);
            }
            Err(Stop::Skipped) => {}
        }
    }
    plan
}

fn shown(line: &MarkLine) -> String {
    format!("{} {}", line.assessment, line.student)
}

/// Finds what a line speaks of, and whether the mark may stand there.
fn target_of(
    line: &MarkLine,
    mark: Mark,
    parts: &MarkParts<'_>,
    classes: &HashMap<CourseId, ClassId>,
) -> Result<Target, Stop> {
    let assessment = parts.assessments.refer("assessment", &line.assessment)?;
    let student = parts.gradebook.students.refer("student", &line.student)?;
    if assessment.deleted {
        return Err(Reason::Deleted.into());
    }
    if let Mark::Points(points) = mark
        && assessment.maximum.admit(points).is_err()
    {
        return Err(Reason::AboveMaximum(assessment.maximum.to_string()).into());
    }
    let key = (assessment.id, student.id);
    // Somebody who has changed class keeps the marks of the former one.
    let is_known = parts.gradebook.entries.contains_key(&key);
    if !is_known && classes.get(&assessment.course) != Some(&student.class) {
        let class = parts.gradebook.classes.all().find(|class| classes.get(&assessment.course) == Some(&class.id));
        let class = class.map(|class| class.code.clone()).unwrap_or_default();
        return Err(Reason::OtherClass { student: line.student.clone(), class }.into());
    }
    Ok(Target { key, course: assessment.course, term: assessment.term })
}

fn step(entry: &Entry, mark: Mark, published: bool) -> Result<Step, Reason> {
    Ok(match (entry.draft, entry.published) {
        (None, Some(known)) if known.mark == mark => Step::Keep,
        (Some(draft), _) if draft.mark == mark && !published => Step::Keep,
        (Some(draft), None) if draft.mark == mark => Step::Publish(draft.id),
        (_, Some(_)) if !published => return Err(Reason::AlreadyPublished),
        (_, Some(known)) => Step::Write { ended: entry.standing(), corrects: Some(known) },
        (_, None) => Step::Write { ended: entry.standing(), corrects: None },
    })
}

fn columns_of(step: &Step, entry: &Entry) -> Option<Vec<&'static str>> {
    match step {
        Step::Keep | Step::KeepTheirs(_) => Some(Vec::new()),
        Step::Publish(_) => Some(vec!["published"]),
        Step::Write { .. } => entry.current().map(|_| vec!["mark"]),
    }
}

impl MarkPlan {
    fn add(&mut self, step: Step, (assessment, student): MarkKey, entry: &Entry, (mark, published): (Mark, bool)) {
        match step {
            Step::Keep | Step::KeepTheirs(_) => {}
            Step::Publish(draft) => self.publish.push(draft),
            Step::Write { ended, corrects } => {
                self.end.extend(ended);
                self.corrections.extend(corrects.map(|told| (told, self.insert.len())));
                self.insert.push(NewMark {
                    id: MarkId::fresh(),
                    assessment,
                    student,
                    version: entry.last_version + 1,
                    mark,
                    author: None,
                    change_set: self.change_set,
                    published,
                });
            }
        }
    }

    /// What was written, by assessment: for the audit trail.
    pub(super) fn by_assessment(&self) -> HashMap<AssessmentId, Vec<(StudentId, Mark, bool)>> {
        let mut marks: HashMap<AssessmentId, Vec<_>> = HashMap::new();
        for new in &self.insert {
            marks.entry(new.assessment).or_default().push((new.student, new.mark, new.published));
        }
        marks
    }
}
