//! Figures for staff, drafts included: of an assessment, of a class in a term.

use std::collections::HashMap;

use super::term::term_of_class;
use super::{ActionError, Cause, assessment_label};
use crate::domain::grading::{Figures, class_result};
use crate::domain::{Action, ClassId, CourseId, Mark, MarkStatus, Maximum, Points, SubjectId, can, count};
use crate::phrase::{AssessmentStatistics, ClassSummary, Statistics, StatisticsSpread, SubjectStatistics};
use crate::store::{Assessment, ClassTerm, Tx};

/// The figures of an assessment's marks.
pub async fn assessment_statistics(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
) -> Result<AssessmentStatistics, ActionError> {
    if !can(cause.actor, Action::ReadCourseMarks { course: assessment.course, class: assessment.class }) {
        return Err(ActionError::Denied);
    }
    let rules = tx.grading_rules(cause.school.id, assessment.class, assessment.term).await?;
    let small_group = rules.policy.small_group;
    let entries = tx.entries(cause.school.id, assessment.id).await?;
    let class = tx.class_term(cause.school.id, assessment.class, assessment.term).await?.students;
    let marks: Vec<_> = class.iter().filter_map(|student| entries.get(student)?.current()).collect();
    let points = |mark| match mark {
        Mark::Points(points) => Some(points),
        Mark::Status(_) => None,
    };
    let absent = |mark| matches!(mark, Mark::Status(MarkStatus::Absent | MarkStatus::AbsentUnjustified));
    let figures = Figures::of(marks.iter().filter_map(|one| points(one.mark)).collect(), assessment.maximum);
    let absent = marks.iter().filter(|one| absent(one.mark)).count();
    Ok(AssessmentStatistics {
        class: assessment.class_label.clone(),
        assessment: assessment_label(assessment),
        absent: count(absent),
        without_points: count(marks.len() - figures.count - absent),
        missing: count(class.len() - marks.len()),
        drafts: count(marks.iter().filter(|one| !one.published).count()),
        statistics: statistics(&figures, small_group, assessment.maximum),
    })
}

/// The averages of a class by subject: of the courses whose marks the actor may read. None before the first term.
pub async fn class_summary(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: (ClassId, String),
    subject: Option<SubjectId>,
    term: Option<&str>,
) -> Result<Option<ClassSummary>, ActionError> {
    let (class, class_label) = class;
    let Some(term) = term_of_class(tx, cause, class, term).await? else { return Ok(None) };
    let known = tx.class_term(cause.school.id, class, term.id).await?;
    let readable = |course| can(cause.actor, Action::ReadCourseMarks { course, class });
    if !known.courses.iter().any(|course| readable(course.id)) {
        return Err(ActionError::Denied);
    }
    let policy = tx.grading_rules(cause.school.id, class, term.id).await?.policy;
    let is_closed = tx.is_term_closed(cause.school.id, class, term.id).await?;
    let result = class_result(&policy, &known.for_staff(is_closed)?)?;
    let said = |figures: &Figures| statistics(figures, policy.small_group, policy.scale);
    let figures: HashMap<CourseId, &Figures> =
        known.courses.iter().zip(&result.subjects).map(|(course, result)| (course.id, &result.figures)).collect();
    let shown: Vec<_> = known
        .courses
        .iter()
        .filter(|course| readable(course.id) && subject.is_none_or(|subject| subject == course.subject))
        .collect();
    let lines = shown.iter().filter_map(|course| {
        Some(SubjectStatistics { subject: course.label.clone(), statistics: said(figures.get(&course.id)?) })
    });
    let whole = shown.len() == known.courses.len() && subject.is_none();
    Ok(Some(ClassSummary {
        class: class_label,
        term: term.code,
        provisional: !is_closed,
        subjects: lines.collect(),
        general: whole.then(|| said(&result.figures)),
        students: count(known.students.len()),
        // Of a closed term nothing counts that was not published.
        drafts: if is_closed { 0 } else { count(drafts(&known, |course| shown.iter().any(|one| one.id == course))) },
    }))
}

fn drafts(known: &ClassTerm, counted: impl Fn(CourseId) -> bool) -> usize {
    known.marks.iter().filter(|mark| !mark.version.published && counted(mark.course)).count()
}

pub(super) fn statistics(figures: &Figures, small_group: usize, scale: Maximum) -> Statistics {
    let spread = figures.spread_unless_small(small_group).map(|spread| StatisticsSpread {
        mean: spread.mean,
        median: spread.median,
        lowest: spread.min,
        highest: spread.max,
        pass_rate: spread.pass_rate,
    });
    let half = Points::from_hundredths(scale.points().hundredths() / 2).unwrap_or(Points::ZERO);
    Statistics { count: count(figures.count), passed: count(figures.passed), half, scale, spread }
}
