//! A child's averages over time against their class: of marks in force only, and nothing of a small group.

use super::{ActionError, Cause, Child};
use crate::domain::grading::{ClassMarks, Figures, Policy, class_result};
use crate::domain::{Action, MarkId, Maximum, StudentId, SubjectId, can};
use crate::phrase::{ClassBand, ProgressAt, ProgressChart, ProgressPoint};
use crate::store::{ClassTerm, TermMark, Tx};

/// Points of a chart for a phone at most.
const POINTS: usize = 8;

/// A child's average: general, or of a subject.
type Whose = (StudentId, Option<SubjectId>);

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
    progress_of(tx, cause, child, subject).await
}

/// The same for whoever was asked for their right to it before.
pub(super) async fn progress_of(
    tx: &mut Tx,
    cause: &Cause<'_>,
    child: &Child,
    subject: Option<SubjectId>,
) -> Result<(ProgressChart, Vec<MarkId>), ActionError> {
    let school = cause.school.id;
    let today = cause.local_now().date();
    let terms = tx.current_year(school).await?.map(|year| year.terms).unwrap_or_default();
    let (mut points, mut rests_on, mut label, mut last) = (Vec::new(), Vec::new(), None, None);
    let mut scale = None;
    for term in terms.into_iter().filter(|term| term.starts <= today) {
        let class = tx.class_in_term(school, (child.id, child.class), term.id).await?;
        let policy = tx.grading_rules(school, class, term.id).await?.policy;
        let known = tx.class_term(school, class, term.id).await?;
        label = label
            .or_else(|| known.courses.iter().find(|one| Some(one.subject) == subject).map(|one| one.label.clone()));
        rests_on.extend(own_marks(&known, child.id, subject).map(|mark| mark.version.id));
        let of_term = of_term(&policy, &known, (child.id, subject), &term.code)?;
        points.extend(of_term.map(|point| (policy.scale, point)));
        scale = Some(policy.scale);
        let has_own = own_marks(&known, child.id, subject).next().is_some();
        last = has_own.then_some((policy, known)).or(last);
    }
    // One term is no way: its days are.
    if let (true, Some((policy, known))) = (points.len() < 2, last) {
        let days = by_days(&policy, &known, (child.id, subject))?;
        let days: Vec<_> = days.into_iter().map(|point| (policy.scale, point)).collect();
        points = if days.is_empty() { points } else { days };
    }
    let skipped = points.len().saturating_sub(POINTS);
    let scale = scale.unwrap_or(Maximum::TWENTY);
    let points = points.into_iter().skip(skipped).map(|(own, point)| brought(point, own, scale)).collect();
    Ok((ProgressChart { child: child.name.clone(), subject: label, scale, points }, rests_on))
}

/// A point out of the scale that the line has: a school's may have changed from one term to the next.
fn brought(point: ProgressPoint, from: Maximum, to: Maximum) -> ProgressPoint {
    if from == to {
        return point;
    }
    let class = point.class.map(|class| ClassBand {
        lowest: class.lowest.brought(from, to),
        mean: class.mean.brought(from, to),
        highest: class.highest.brought(from, to),
    });
    ProgressPoint { own: point.own.brought(from, to), class, brought_from: Some(from), ..point }
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
fn of_term(policy: &Policy, known: &ClassTerm, whose: Whose, code: &str) -> Result<Option<ProgressPoint>, ActionError> {
    point(policy, known, whose, &known.published()?, ProgressAt::Term(code.to_owned()))
}

/// The child's average as it stood after each day that brought them a mark. What has no day counts from the beginning.
fn by_days(policy: &Policy, known: &ClassTerm, whose: Whose) -> Result<Vec<ProgressPoint>, ActionError> {
    let (child, subject) = whose;
    let days = known.days_of(&own_marks(known, child, subject).map(|mark| mark.assessment).collect());
    let days = days.iter().skip(days.len().saturating_sub(POINTS));
    let mut points = Vec::new();
    for day in days {
        let so_far = known.published_until(*day)?;
        points.extend(point(policy, known, whose, &so_far, ProgressAt::Day(*day))?);
    }
    Ok(points)
}

/// The child's average by these marks of their class.
fn point(
    policy: &Policy,
    known: &ClassTerm,
    (child, subject): Whose,
    marks: &ClassMarks,
    at: ProgressAt,
) -> Result<Option<ProgressPoint>, ActionError> {
    let result = class_result(policy, marks)?;
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
    Ok(own.map(|own| ProgressPoint { at, own, class, brought_from: None }))
}

fn band(figures: &Figures, policy: &Policy) -> Option<ClassBand> {
    let spread = figures.spread_unless_small(policy.small_group)?;
    Some(ClassBand { lowest: spread.min, mean: spread.mean, highest: spread.max })
}
