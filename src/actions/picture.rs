//! Pictures that somebody waits for: what they show, and the handing over.

use std::time::Duration;

use super::card_file::{PDF, answer, reply};
use super::progress::{progress_of, view_progress};
use super::{ActionError, Cause, Child, assessment_label};
use crate::domain::{
    Action, Actor, AssessmentId, ClassId, DocumentKind, Mark, MarkId, Points, Printing, StudentId, SubjectId,
    Timestamp, can, count,
};
use crate::phrase::{HistogramBar, HistogramChart, Phrase, PrintNews, ProgressChart, SchoolFigures, StudentLabel};
use crate::store::{Assessment, NewDocument, PrintOrder, Tx};

/// What it shows changes with the next mark.
const LIVES: Duration = Duration::from_hours(24);
const PNG: &str = "image/png";
/// Bars of a histogram: each is a tenth of the maximum.
const BARS: i64 = 10;

/// A picture to be drawn.
#[derive(Debug, Clone)]
pub enum Picture {
    /// With the mark versions it rests on.
    Progress(ProgressChart, Vec<MarkId>),
    Histogram(HistogramChart),
}

/// Orders the picture of an assessment's marks, where there are enough to draw.
pub async fn order_histogram(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    order: &PrintOrder,
) -> Result<(), ActionError> {
    if !can(cause.actor, Action::ReadCourseMarks { course: assessment.course, class: assessment.class }) {
        return Err(ActionError::Denied);
    }
    Ok(tx.order_print(order, cause.now).await?)
}

/// Orders the figures of the whole school.
pub async fn order_summary(tx: &mut Tx, cause: &Cause<'_>, order: &PrintOrder) -> Result<(), ActionError> {
    if !can(cause.actor, Action::Administer) {
        return Err(ActionError::Denied);
    }
    Ok(tx.order_print(order, cause.now).await?)
}

/// Ends an order of the school's figures before its first term.
pub async fn answer_no_summary(tx: &mut Tx, order: &PrintOrder, now: Timestamp) -> Result<(), ActionError> {
    answer(tx, order, Phrase::AskAgain, now).await
}

/// Says the figures of the school, and hands them over as a file to be printed.
pub async fn hand_over_summary(
    tx: &mut Tx,
    order: &PrintOrder,
    figures: SchoolFigures,
    (file_name, bytes): (String, &[u8]),
    now: Timestamp,
) -> Result<(), ActionError> {
    if !tx.end_print_order(order.school, order.id).await? {
        return Ok(());
    }
    let caption = Phrase::Print(PrintNews::SummaryFile { term: figures.summary.term.clone() });
    tx.enqueue(reply(order, Phrase::Print(PrintNews::Summary { summary: figures.summary }), now))?;
    let document = NewDocument {
        school: order.school,
        kind: DocumentKind::Statistics,
        file_name: &file_name,
        mime: PDF,
        bytes,
        created_at: now,
        expires_at: now.plus(LIVES),
    };
    let document = tx.keep_document(document).await?;
    Ok(tx.enqueue(reply(order, Phrase::Document { document, file_name, caption: Box::new(caption) }, now))?)
}

/// What an order's picture shows now; none where there is nothing to draw any more. Whoever ordered it was asked for their
/// right to it, and a guardian is asked again when it leaves.
pub async fn picture(tx: &mut Tx, order: &PrintOrder, now: Timestamp) -> Result<Option<Picture>, ActionError> {
    match (order.what, order.guardian) {
        (Printing::Progress { class, student, subject }, Some((guardian, _))) => {
            let actor = Actor::Guardian { id: guardian, children: vec![student] };
            progress(tx, order, Some(&actor), (class, student, subject), now).await
        }
        // Staff were asked for their right to it when they ordered it; no draft is in it.
        (Printing::Progress { class, student, subject }, None) => {
            progress(tx, order, None, (class, student, subject), now).await
        }
        (Printing::Histogram { assessment }, None) => histogram(tx, order, assessment).await,
        _ => Ok(None),
    }
}

async fn progress(
    tx: &mut Tx,
    order: &PrintOrder,
    asked: Option<&Actor>,
    (class, student, subject): (ClassId, StudentId, Option<SubjectId>),
    now: Timestamp,
) -> Result<Option<Picture>, ActionError> {
    let Some(school) = tx.school(order.school).await? else { return Ok(None) };
    let Some(name) = tx.student_name(order.school, student).await? else { return Ok(None) };
    let child = Child { id: student, class, name: StudentLabel::discreet(&name), class_label: String::new() };
    let itself = Cause::of_itself(&school, now);
    let (chart, rests_on) = match asked {
        Some(actor) => view_progress(tx, &Cause { actor, ..itself }, &child, subject).await?,
        None => progress_of(tx, &itself, &child, subject).await?,
    };
    Ok((!chart.points.is_empty()).then_some(Picture::Progress(chart, rests_on)))
}

async fn histogram(tx: &mut Tx, order: &PrintOrder, assessment: AssessmentId) -> Result<Option<Picture>, ActionError> {
    let Some(assessment) = tx.assessment(order.school, assessment).await? else { return Ok(None) };
    let entries = tx.entries(order.school, assessment.id).await?;
    let class = tx.class_term(order.school, assessment.class, assessment.term).await?.students;
    let marks = class.iter().filter_map(|student| entries.get(student)?.current()).filter_map(|one| match one.mark {
        Mark::Points(points) => Some(points.hundredths()),
        Mark::Status(_) => None,
    });
    let marks: Vec<i64> = marks.collect();
    let most = assessment.maximum.points().hundredths();
    let bar = |number: i64| {
        let (from, to) = (most * number / BARS, most * (number + 1) / BARS);
        let is_last = number + 1 == BARS;
        let within = |mark: &&i64| **mark >= from && (**mark < to || is_last);
        Some(HistogramBar {
            from: Points::from_hundredths(from).ok()?,
            to: Points::from_hundredths(to).ok()?,
            count: count(marks.iter().filter(within).count()),
            passed: from * 2 >= most,
        })
    };
    let bars: Option<Vec<_>> = (0..BARS).map(bar).collect();
    let chart = bars.map(|bars| HistogramChart {
        class: assessment.class_label.clone(),
        assessment: assessment_label(&assessment),
        bars,
        marks: count(marks.len()),
    });
    Ok(chart.map(Picture::Histogram))
}

/// Hands over a picture that was drawn.
pub async fn hand_over_picture(
    tx: &mut Tx,
    order: &PrintOrder,
    picture: &Picture,
    bytes: &[u8],
    now: Timestamp,
) -> Result<(), ActionError> {
    if !tx.end_print_order(order.school, order.id).await? {
        return Ok(());
    }
    let (name, caption) = match picture {
        Picture::Progress(chart, _) => ("progression", PrintNews::ProgressPicture { child: chart.child.clone() }),
        Picture::Histogram(chart) => {
            let (class, assessment) = (chart.class.clone(), chart.assessment.clone());
            ("notes", PrintNews::HistogramPicture { class, assessment, marks: chart.marks })
        }
    };
    let file_name = format!("{name}.png");
    let document = NewDocument {
        school: order.school,
        kind: DocumentKind::Picture,
        file_name: &file_name,
        mime: PNG,
        bytes,
        created_at: now,
        expires_at: now.plus(LIVES),
    };
    let document = tx.keep_document(document).await?;
    let phrase = Phrase::Document { document, file_name, caption: Box::new(Phrase::Print(caption)) };
    let message = reply(order, phrase, now);
    let message = match (picture, order.guardian) {
        (Picture::Progress(_, marks), Some((guardian, guardianship))) => {
            message.showing(guardian, marks).while_linked(guardianship)
        }
        _ => message,
    };
    Ok(tx.enqueue(message)?)
}
