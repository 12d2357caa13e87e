//! A school's file becomes the directory and the gradebook.
//!
//! 1. Everything that is stored of the file's lists is read once.
//! 2. Every line is compared in memory: new, changed, unchanged, or refused with its place and a reason.
//! 3. Only when nothing is refused is anything written, in few statements.
//!
//! Invariants: what the file does not mention stays; a blank leaves what is stored; nothing is ever removed; an import
//! tells families nothing but corrections of what they were shown.

mod assessments;
mod file;
mod frame;
mod known;
mod marks;
mod people;
mod policy;
mod report;
mod write;

pub use file::{
    AssessmentLine, ChildLine, ClassLine, CourseLine, GuardianLine, Line, List, MarkLine, Place, PolicyLine,
    SchoolFile, SchoolLine, StaffLine, StudentLine, SubjectLine, TermLine, YearLine,
};
pub use report::{Caution, Changed, Counts, ImportReport, LeftOpen, Note, Reason, Refusal, RulesChange};

use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};

use self::assessments::{Closed, GradebookParts};
use self::frame::CourseParts;
use self::marks::MarkParts;
use self::people::LinkParts;
use self::policy::RulesPlan;
use self::write::{Plan, write};
use super::ActionError;
use crate::domain::{ClassId, Locale, SchoolId, TermId, Timestamp};
use crate::store::{Tx, YearRecord};

/// An import under way.
struct Import<'a> {
    school: SchoolId,
    code: &'a str,
    /// Whether the school is new.
    is_new: bool,
    report: ImportReport,
    now: Timestamp,
}

/// Imports a file. The caller commits when nothing is refused, and rolls back otherwise or for a rehearsal.
pub async fn import_school(tx: &mut Tx, mut file: SchoolFile, now: Timestamp) -> Result<ImportReport, ActionError> {
    let mut report = ImportReport { refused: std::mem::take(&mut file.refused), ..ImportReport::default() };
    let Some(line) = &file.school else {
        if report.refused.is_empty() {
            report.refuse(&Place::File, List::School, Reason::Missing("school"));
        }
        return Ok(report);
    };
    tx.compute_at_leisure().await?;
    let stored = tx.school_by_code(&line.value.code).await?.map(|school| school.id);
    let school = stored.unwrap_or_else(SchoolId::fresh);
    report.school = Some(school);
    let mut import = Import { school, code: &line.value.code, is_new: stored.is_none(), report, now };
    if let Some(plan) = Box::pin(plan(tx, &mut import, &file)).await?
        && import.report.refused.is_empty()
        && import.report.has_changes()
    {
        write(tx, &import, &file, plan).await?;
    }
    Ok(import.report)
}

/// Compares the whole file. `None` when the school itself or its year is refused: the rest would mean nothing.
async fn plan(tx: &mut Tx, import: &mut Import<'_>, file: &SchoolFile) -> Result<Option<Plan>, ActionError> {
    let school = import.school;
    let Some(line) = &file.school else { return Ok(None) };
    let stored = tx.school_record(school).await?;
    let settings = if line.broken { None } else { frame::plan_school(line, stored.as_ref(), &mut import.report) };
    let (Some(settings), Some(year)) = (settings, frame::plan_year(tx, import, file).await?) else { return Ok(None) };
    let locale = settings.languages.split(',').next().and_then(|code| code.parse().ok()).unwrap_or(Locale::Fr);
    let zone = TimeZone::get(&settings.timezone).unwrap_or(TimeZone::UTC);
    let report = &mut import.report;
    if !year.current && stored.as_ref() != Some(&settings) {
        report.refuse(&line.place, List::School, Reason::EarlierSettings(year.label));
        return Ok(None);
    }

    let terms = frame::plan_terms(file, tx.term_records(school, year.id).await?, report);
    let classes_before = tx.class_records(school, year.id).await?;
    let classes = frame::plan_classes(&file.classes, classes_before.clone(), report);
    let rules_before = tx.school_rules(school).await?;
    let policies = policy::plan_policies(&file.policies, &rules_before, &classes, report);
    let subjects = frame::plan_subjects(&file.subjects, tx.subject_records(school).await?, report);
    let stored = tx.staff_records(school).await?;
    let staff = people::plan_staff(tx, &file.staff, stored, &classes, (locale, report));
    let parts = CourseParts { classes: &classes, subjects: &subjects, staff: &staff };
    let stored = tx.course_records(school, year.id).await?;
    let courses = frame::plan_courses(&file.courses, stored.clone(), &parts, report);
    let closed_terms = tx.closed_terms(school).await?;
    frame::note_closed(&file.courses, (&stored, &courses), &parts, (&closed_terms, &terms), report);
    let mut stored = tx.student_records(school).await?;
    // Where they were then.
    let then = if year.current { HashMap::new() } else { tx.last_classes(school, year.id).await? };
    for student in stored.values_mut() {
        student.class = then.get(&student.id).copied().unwrap_or(student.class);
    }
    report.left_out = people::left_out(&file.students, &stored, &classes);
    let students = people::plan_students(&file.students, stored, (&classes, year.id), report);
    let stored = tx.guardian_records(school).await?;
    let guardians = people::plan_guardians(tx, &file.guardians, stored, (locale, report));
    let parts = LinkParts { guardians: &guardians, students: &students, zone: &zone };
    let links = people::plan_links(&file.children, tx.guardianship_records(school).await?, &parts, report);

    let entries = if file.marks.is_empty() && file.assessments.is_empty() {
        HashMap::new()
    } else {
        tx.year_entries(school, year.id).await?
    };
    let parts = GradebookParts {
        classes: &classes,
        subjects: &subjects,
        courses: &courses,
        terms: &terms,
        students: &students,
        entries: &entries,
    };
    let in_chat =
        if file.over_chat || entries.is_empty() { HashSet::new() } else { tx.marks_by_staff(school, year.id).await? };
    let ended_terms = ended_terms(tx, school, (&year, &closed_terms), report).await?;
    let counted_elsewhere = tx.counted_elsewhere(school).await?;
    let closed = Closed::of((&closed_terms, &counted_elsewhere), &courses, &terms);
    let stored = tx.assessment_records(school, year.id).await?;
    let assessments = assessments::plan_assessments(&file.assessments, stored, &parts, &closed, report);
    let rules = RulesPlan {
        main: (&line.place, &settings.policy),
        policies: &policies,
        lines: &file.policies,
        before: (&rules_before, &classes_before),
        classes: &classes,
        terms: &terms,
        closed: &closed_terms,
    };
    rules.check(report);
    rules.caution(&subjects, &assessments, report);
    rules.note_changes(report);
    let parts = MarkParts { gradebook: &parts, assessments: &assessments, closed: &closed, in_chat: &in_chat };
    let marks = marks::plan_marks(&file.marks, &parts, report);
    Ok(Some(Plan {
        settings,
        year,
        ended_terms,
        terms,
        classes,
        policies,
        subjects,
        staff,
        courses,
        students,
        guardians,
        links,
        assessments,
        marks,
    }))
}

/// The terms of the year that ends with this file, if one does; those that are not closed in some classes are told.
async fn ended_terms(
    tx: &mut Tx,
    school: SchoolId,
    (year, closed): (&YearRecord, &HashSet<(ClassId, TermId)>),
    report: &mut ImportReport,
) -> Result<Vec<(ClassId, TermId)>, ActionError> {
    let Some(ends) = tx.current_year(school).await?.filter(|current| year.current && current.id != year.id) else {
        return Ok(Vec::new());
    };
    let (classes, mut ended) = (tx.classes(school).await?, Vec::new());
    for term in ends.terms {
        ended.extend(classes.iter().map(|class| (class.id, term.id)));
        let mut open = Vec::new();
        for class in classes.iter().filter(|class| !closed.contains(&(class.id, term.id))) {
            // Of nobody there is nothing to close.
            if !tx.term_roll(school, class.id, term.id).await?.is_empty() {
                open.push(class.code.clone());
            }
        }
        if !open.is_empty() {
            let classes = open;
            report.left_open.push(LeftOpen { year: ends.label.clone(), term: term.code, classes });
        }
    }
    Ok(ended)
}
