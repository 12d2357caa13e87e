//! Reading a year: a family that of its child, staff that of a class.

use super::{StudentYear, YearFrame, class_of_year, class_year, said_of};
use crate::actions::statistics::statistics;
use crate::actions::{ActionError, Cause, Child};
use crate::domain::grading::Figures;
use crate::domain::{Action, ClassId, GuardianId, ResultId, StudentId, can, count};
use crate::phrase::{ChildYear, StudentLabel, YearFigures, YearLine, YearPhrase};
use crate::store::{Term, Topic, Tx};

/// A child's year as its family reads it.
#[derive(Debug, Clone)]
pub struct ViewedYear {
    pub phrase: YearPhrase,
    /// The versions of report cards that it rests on; none before the first term is closed.
    pub rests_on: Vec<ResultId>,
    pub topic: Option<Topic>,
}

/// The year of a guardian's child: of closed terms, and what is final only once all are. What an average proposes is not in it.
pub async fn view_year(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    child: &Child,
) -> Result<ViewedYear, ActionError> {
    if !can(cause.actor, Action::ReadPublishedMarks { student: child.id, class: child.class }) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    let class = class_of_year(tx, school, (child.id, child.class)).await?;
    let Some(frame) = YearFrame::of(tx, school, class).await? else {
        let phrase = YearPhrase::NoRules { child: child.name.clone() };
        return Ok(ViewedYear { phrase, rests_on: Vec::new(), topic: None });
    };
    let closed = tx.closed_terms(school).await?;
    let results = tx.student_results(school, child.id, None).await?;
    let result_of = |term: &Term| results.iter().find(|result| result.term == term.id);
    let left_open = tx.open_where_left(school, frame.year.id).await?;
    let said =
        |term: &Term| said_of((&closed, &left_open), (child.id, class), term, result_of(term), frame.policy.scale);
    let terms = frame.terms(said);
    let average = frame.average(&terms).map(|average| average.shown);
    // Final is what stands on the card.
    let is_whole = frame.is_final(&terms);
    let card = frame.last().filter(|_| is_whole).and_then(result_of);
    let card = card.and_then(|result| result.card.year_result.clone());
    let mut closed_ones = results.iter().filter(|result| closed.contains(&(result.class, result.term)));
    let rests_on: Vec<ResultId> = closed_ones.clone().map(|result| result.id).collect();
    let topic = closed_ones.next_back().map(|result| Topic::report_card(result.term, result.student));
    tx.note_cards_shown(school, guardian, (&rests_on, None), cause.now).await?;
    let year = ChildYear {
        label: frame.year.label.clone(),
        terms,
        // The card is out of what it was closed by.
        scale: card.as_ref().map_or(frame.policy.scale, |card| card.scale),
        average: card.as_ref().map_or(average, |card| card.average),
        is_final: is_whole,
        rank: card.as_ref().and_then(|card| card.rank),
        ranked: card.as_ref().map_or(0, |card| card.ranked),
        decision: card.as_ref().and_then(|card| card.decision),
        words: card.and_then(|card| card.words),
    };
    // Where the year was made, not where they are.
    let class = class_label(tx, cause, (class, child.class), child.class_label.clone()).await?;
    let phrase = YearPhrase::OfChild { child: child.name.clone(), class, year };
    Ok(ViewedYear { phrase, rests_on, topic })
}

/// The year of a class, or of one of its students, with what is proposed to the council.
pub async fn view_class_year(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (class, label): (ClassId, String),
    only: Option<StudentId>,
) -> Result<YearPhrase, ActionError> {
    if !can(cause.actor, Action::HandOutReportCards { class }) {
        return Err(ActionError::Denied);
    }
    let now = class;
    let class = match only {
        Some(student) => class_of_year(tx, cause.school.id, (student, class)).await?,
        None => class,
    };
    let label = class_label(tx, cause, (class, now), label).await?;
    let Some(frame) = YearFrame::of(tx, cause.school.id, class).await? else {
        return Ok(YearPhrase::NoRulesOfClass { class: label });
    };
    let year = class_year(tx, cause.school.id, (class, frame), None).await?;
    let students = year.students.iter().filter(|student| only.is_none_or(|only| only == student.id));
    Ok(YearPhrase::OfClass {
        class: label,
        year: year.frame.year.label.clone(),
        open: year.open.clone(),
        scale: year.frame.policy.scale,
        students: students.map(line).collect(),
    })
}

/// The figures of these classes' annual averages: only of a year whose terms are all closed.
pub async fn view_year_figures(
    tx: &mut Tx,
    cause: &Cause<'_>,
    classes: Vec<(ClassId, String)>,
) -> Result<YearPhrase, ActionError> {
    let mut found = Vec::new();
    let mut without = None;
    for (class, label) in classes {
        if !can(cause.actor, Action::HandOutReportCards { class }) {
            return Err(ActionError::Denied);
        }
        let Some(frame) = YearFrame::of(tx, cause.school.id, class).await? else {
            without.get_or_insert(label);
            continue;
        };
        let year = class_year(tx, cause.school.id, (class, frame), None).await?;
        let is_whole = year.open.is_empty() && year.frame.last().is_some();
        let averages = year.students.iter().filter_map(|one| Some(one.average.as_ref()?.shown)).collect();
        let policy = &year.frame.policy;
        let figures = || statistics(&Figures::of(averages, policy.scale), policy.small_group, policy.scale);
        found.push(YearFigures {
            class: label,
            year: year.frame.year.label.clone(),
            students: count(year.students.len()),
            statistics: is_whole.then(figures),
            open: year.open,
        });
    }
    // Of several, a class of nobody says nothing.
    if found.iter().any(|class| class.students > 0) {
        found.retain(|class| class.students > 0);
    }
    match (without, found.is_empty()) {
        (Some(class), true) => Ok(YearPhrase::NoRulesOfClass { class }),
        _ => Ok(YearPhrase::Figures { classes: found }),
    }
}

/// What a class is called, where it is another one than that of a label at hand.
async fn class_label(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (class, known): (ClassId, ClassId),
    label: String,
) -> Result<String, ActionError> {
    if class == known {
        return Ok(label);
    }
    Ok(tx.class(cause.school.id, class).await?.map_or(label, |class| class.label))
}

fn line(student: &StudentYear) -> YearLine {
    YearLine {
        student: StudentLabel::full(&student.name),
        average: student.average.as_ref().map(|average| average.shown),
        rank: student.rank.map(Into::into),
        is_repeater: student.is_repeater,
        proposed: student.proposed,
        decision: student.decision.as_ref().map(|stored| stored.decision),
    }
}
