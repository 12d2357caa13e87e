//! A guardian's view of averages: exact, of marks in force only.

use super::term::term_meant;
use super::{ActionError, Cause, Child};
use crate::domain::grading::{Counts, Policy, class_result};
use crate::domain::{Action, Mark, MarkId, SubjectId, can, count};
use crate::phrase::{AverageLine, CardSubject, ChildAverages, ReportCard};
use crate::store::{ClassTerm, Term, TermMark, Tx};

/// Which averages are asked for.
#[derive(Debug, Clone, Copy)]
pub struct AveragesWanted<'a> {
    /// One subject only.
    pub subject: Option<SubjectId>,
    /// The code of a term.
    pub term: Option<&'a str>,
    pub rank: bool,
}

/// The averages of these children, with the mark versions they rest on. Empty before the first term.
pub async fn view_averages(
    tx: &mut Tx,
    cause: &Cause<'_>,
    children: &[Child],
    wanted: AveragesWanted<'_>,
) -> Result<(Vec<ChildAverages>, Vec<MarkId>), ActionError> {
    let allowed = children
        .iter()
        .all(|child| can(cause.actor, Action::ReadPublishedMarks { student: child.id, class: child.class }));
    if !allowed {
        return Err(ActionError::Denied);
    }
    let Some(term) = term_meant(tx, cause, wanted.term).await? else { return Ok((Vec::new(), Vec::new())) };
    let (mut views, mut rests_on) = (Vec::new(), Vec::new());
    for child in children {
        let school = cause.school.id;
        let class = tx.class_in_term(school, (child.id, child.class), term.id).await?;
        let policy = tx.grading_rules(school, class, term.id).await?.policy;
        let known = tx.student_term(school, class, term.id, child.id).await?;
        let provisional = !tx.is_term_closed(school, class, term.id).await?;
        let view = averages(&policy, &term, &known, child, wanted)?;
        let card = if provisional { None } else { tx.card_in_force(school, child.id, term.id).await? };
        let view = match card {
            Some(result) => as_printed(view, &result.card, &known, wanted),
            None => view,
        };
        views.push(ChildAverages { provisional, ..view });
        rests_on.extend(asked(&known, wanted).map(|mark| mark.version.id));
    }
    Ok((views, rests_on))
}

/// The marks that what is asked for rests on; the general average rests on all.
fn asked<'k>(known: &'k ClassTerm, wanted: AveragesWanted<'_>) -> impl Iterator<Item = &'k TermMark> {
    let is_asked = move |mark: &&TermMark| {
        wanted.subject.is_none_or(|subject| {
            known.courses.iter().any(|course| course.id == mark.course && course.subject == subject)
        })
    };
    known.marks.iter().filter(is_asked)
}

fn averages(
    policy: &Policy,
    term: &Term,
    known: &ClassTerm,
    child: &Child,
    wanted: AveragesWanted<'_>,
) -> Result<ChildAverages, ActionError> {
    let result = class_result(policy, &known.published()?)?;
    let own = result.students.into_iter().next().map(|student| student.term);
    let general = own.as_ref().and_then(|own| own.general()).map(|general| general.shown);
    let averages = own.map(|own| own.subjects).unwrap_or_default();
    let lines = known.courses.iter().zip(averages).filter_map(|(course, average)| {
        let average = average.filter(|_| wanted.subject.is_none_or(|subject| subject == course.subject))?;
        Some(AverageLine {
            subject: course.label.clone(),
            average: average.average.shown,
            coefficient: average.coefficient,
        })
    });
    let subject = known.courses.iter().find(|course| Some(course.subject) == wanted.subject);
    let marks = asked(known, wanted).filter(|mark| counts(policy, mark.version.mark)).count();
    Ok(ChildAverages {
        child: child.name.clone(),
        class: child.class_label.clone(),
        term: term.code.clone(),
        provisional: true,
        scale: policy.scale,
        subject: subject.map(|course| course.label.clone()),
        lines: lines.collect(),
        general: general.filter(|_| wanted.subject.is_none()),
        subjects_of_class: u32::try_from(known.courses.len()).unwrap_or(u32::MAX),
        marks: u32::try_from(marks).unwrap_or(u32::MAX),
        rank_asked: wanted.rank,
    })
}

/// Of a closed term what the card says, whatever has become of weights since.
fn as_printed(view: ChildAverages, card: &ReportCard, known: &ClassTerm, wanted: AveragesWanted<'_>) -> ChildAverages {
    let subject = known.courses.iter().find(|course| Some(course.subject) == wanted.subject);
    let is_asked =
        |line: &&CardSubject| wanted.subject.is_none() || subject.is_some_and(|one| one.label == line.subject);
    let lines = card.subjects.iter().filter(is_asked).filter_map(|line| {
        Some(AverageLine { subject: line.subject.clone(), average: line.average?, coefficient: line.coefficient })
    });
    ChildAverages {
        class: card.class.clone(),
        scale: card.scale,
        lines: lines.collect(),
        general: card.general.filter(|_| wanted.subject.is_none()),
        subjects_of_class: count(card.subjects.len()),
        ..view
    }
}

fn counts(policy: &Policy, mark: Mark) -> bool {
    match mark {
        Mark::Points(_) => true,
        Mark::Status(status) => policy.status.of(status) == Counts::Zero,
    }
}
