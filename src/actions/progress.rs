//! A child's averages over time against their class: of marks in force only, and nothing of a small group.

use std::collections::HashMap;

use super::{ActionError, Cause, Child};
use crate::domain::grading::{Figures, Policy, class_result};
use crate::domain::{Action, AssessmentId, Mark, MarkId, Maximum, Points, StudentId, SubjectId, can};
use crate::phrase::{ClassBand, ProgressAt, ProgressChart, ProgressPoint};
use crate::store::{ClassTerm, TermMark, Tx};

/// Points of a chart for a phone at most.
const POINTS: usize = 8;

/// The chart of a child, general or of a subject, with the child's mark versions that it rests on.
pub async fn view_progress(
    tx: &mut Tx,
    cause: &Cause<'_>,
    child: &Child,
    subject: Option<SubjectId>,
) -> Result<(ProgressChart, Vec<MarkId>), ActionError> {
    if !can(cause.actor, Action::ReadPublishedMarks { student: child.id, class: child.class }) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    let policy = tx.grading_policy(school).await?;
    let today = cause.local_now().date();
    let terms = tx.current_year(school).await?.map(|year| year.terms).unwrap_or_default();
    let (mut points, mut rests_on, mut label, mut last) = (Vec::new(), Vec::new(), None, None);
    for term in terms.into_iter().filter(|term| term.starts <= today) {
        let known = tx.class_term(school, child.class, term.id).await?;
        label = label
            .or_else(|| known.courses.iter().find(|one| Some(one.subject) == subject).map(|one| one.label.clone()));
        rests_on.extend(own_marks(&known, child.id, subject).map(|mark| mark.version.id));
        points.extend(of_term(&policy, &known, child.id, subject, &term.code)?);
        last = Some(known).filter(|known| own_marks(known, child.id, subject).next().is_some()).or(last);
    }
    // One term is no way: its assessments are.
    if let (true, Some(known)) = (points.len() < 2, last) {
        points = of_assessments(tx, cause, &policy, &known, (child.id, subject)).await?;
    }
    let skipped = points.len().saturating_sub(POINTS);
    let points = points.into_iter().skip(skipped).collect();
    Ok((ProgressChart { child: child.name.clone(), subject: label, scale: policy.scale, points }, rests_on))
}

fn own_marks(known: &ClassTerm, child: StudentId, subject: Option<SubjectId>) -> impl Iterator<Item = &TermMark> {
    published(known, subject).filter(move |mark| mark.version.student == child)
}

fn published(known: &ClassTerm, subject: Option<SubjectId>) -> impl Iterator<Item = &TermMark> {
    let is_asked = move |mark: &&TermMark| {
        subject.is_none_or(|subject| known.courses.iter().any(|one| one.id == mark.course && one.subject == subject))
    };
    known.marks.iter().filter(|mark| mark.version.published).filter(is_asked)
}

/// The child's average of a term; none where there is none yet.
fn of_term(
    policy: &Policy,
    known: &ClassTerm,
    child: StudentId,
    subject: Option<SubjectId>,
    code: &str,
) -> Result<Option<ProgressPoint>, ActionError> {
    let result = class_result(policy, &known.published()?)?;
    let place = known.students.iter().position(|student| *student == child);
    let Some(own) = place.and_then(|place| result.students.get(place)) else { return Ok(None) };
    let (own, figures) = match subject {
        None => (own.term.general().map(|general| general.shown), Some(&result.figures)),
        Some(subject) => {
            let place = known.courses.iter().position(|course| course.subject == subject);
            let own = place.and_then(|place| own.term.subjects.get(place)?.as_ref());
            let figures = place.and_then(|place| result.subjects.get(place)).map(|subject| &subject.figures);
            (own.map(|subject| subject.average.shown), figures)
        }
    };
    let class = figures.and_then(|figures| band(figures, policy));
    Ok(own.map(|own| ProgressPoint { at: ProgressAt::Term(code.to_owned()), own, class }))
}

/// The child's marks of a term, brought to the school's scale.
async fn of_assessments(
    tx: &mut Tx,
    cause: &Cause<'_>,
    policy: &Policy,
    known: &ClassTerm,
    (child, subject): (StudentId, Option<SubjectId>),
) -> Result<Vec<ProgressPoint>, ActionError> {
    let mut marks: HashMap<AssessmentId, Vec<(StudentId, Points)>> = HashMap::new();
    for mark in published(known, subject) {
        if let Mark::Points(points) = mark.version.mark {
            marks.entry(mark.assessment).or_default().push((mark.version.student, points));
        }
    }
    let mut points = Vec::new();
    for (id, marks) in marks {
        let Some((_, own)) = marks.iter().find(|(student, _)| *student == child) else { continue };
        let Some(assessment) = tx.assessment(cause.school.id, id).await? else { continue };
        let brought = |points: Points| to_scale(points, assessment.maximum, policy.scale);
        let all = marks.iter().filter_map(|(_, points)| brought(*points)).collect();
        let class = band(&Figures::of(all, policy.scale), policy);
        let at = ProgressAt::Assessment { day: assessment.date, label: assessment.label.clone() };
        points.extend(brought(*own).map(|own| (assessment.date, id, ProgressPoint { at, own, class })));
    }
    points.sort_by_key(|(day, id, _)| (*day, *id));
    Ok(points.into_iter().map(|(.., point)| point).collect())
}

fn band(figures: &Figures, policy: &Policy) -> Option<ClassBand> {
    let spread = figures.spread_unless_small(policy.small_group)?;
    Some(ClassBand { lowest: spread.min, mean: spread.mean, highest: spread.max })
}

/// To the nearest hundredth.
fn to_scale(points: Points, maximum: Maximum, scale: Maximum) -> Option<Points> {
    let (from, to) = (maximum.points().hundredths(), scale.points().hundredths());
    Points::from_hundredths((points.hundredths() * to + from / 2).checked_div(from)?).ok()
}
