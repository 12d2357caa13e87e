//! What is new of children: marks, averages against last time, absences, tests to come.

use jiff::ToSpan;
use std::time::Duration;

use crate::actions::term::term_meant;
use crate::actions::view_marks::family_mark;
use crate::actions::{ActionError, AveragesWanted, Cause, Child, view_averages};
use crate::domain::{Action, GuardianId, MarkId, Points, TermId, Timestamp, can, count};
use crate::phrase::{ComingTest, DigestAverage, DigestOfChild, StudentLabel};
use crate::store::{DigestPart, KnownChild, LastDigest, Tx};

/// Marks that are named of one child at most; more are counted.
const MARKS: usize = 20;
/// Absences and tests that are named of one child at most.
const LINES: usize = 5;
/// How far tests to come are looked for.
const AHEAD_DAYS: i64 = 14;
/// What is recent to whoever asks.
const RECENT: Duration = Duration::from_hours(7 * 24);

/// What is new, with what it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DigestNews {
    /// Children of whom something is new.
    pub children: Vec<DigestOfChild>,
    /// The same children.
    pub parts: Vec<DigestPart>,
    /// The versions that are shown, or that an average is made of.
    pub marks: Vec<MarkId>,
}

/// From when on something is new: marks only as far as the guardian has not been told, in a digest of theirs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Since {
    pub(super) at: Timestamp,
    pub(super) digest_of: Option<GuardianId>,
}

/// What there was of late, told or not, for whoever asks: in the last days, or since the digest before the last one.
pub async fn recent_news(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    children: &[KnownChild],
) -> Result<DigestNews, ActionError> {
    let at = match tx.digest(cause.school.id, guardian).await? {
        None => cause.now.minus(RECENT),
        Some(digest) => {
            let before_last = tx.digest_before_last(cause.school.id, guardian).await?;
            before_last.unwrap_or(digest.since).min(cause.now.minus(RECENT))
        }
    };
    news_of(tx, cause, children, Since { at, digest_of: None }).await
}

/// What is new of these children.
pub(super) async fn news_of(
    tx: &mut Tx,
    cause: &Cause<'_>,
    children: &[KnownChild],
    since: Since,
) -> Result<DigestNews, ActionError> {
    let mut news = DigestNews::default();
    let term = term_meant(tx, cause, None).await?.map(|term| term.id);
    for child in children {
        add(tx, cause, child, (since, term), &mut news).await?;
    }
    Ok(news)
}

/// Adds what is new of one child, if anything is.
async fn add(
    tx: &mut Tx,
    cause: &Cause<'_>,
    child: &KnownChild,
    (since, term): (Since, Option<TermId>),
    news: &mut DigestNews,
) -> Result<(), ActionError> {
    let may_read = can(cause.actor, Action::ReadPublishedMarks { student: child.id, class: child.class });
    if !may_read || !can(cause.actor, Action::AttendanceOfChild { student: child.id }) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    let last = match since.digest_of {
        Some(guardian) => tx.last_digest(school, guardian, child.id).await?,
        None => None,
    };
    let mut marks = tx.marks_since(school, child.id, (since.digest_of, since.at)).await?;
    let from = last.map_or(since.at, |last| last.made_at);
    let absences = tx.absences_since(school, child.id, from).await?;
    if marks.is_empty() && absences.is_empty() {
        return Ok(());
    }
    let more = count(marks.len().saturating_sub(MARKS));
    marks.truncate(MARKS);
    news.marks.extend(marks.iter().map(|mark| mark.id));
    let average = match term.filter(|_| !marks.is_empty()) {
        Some(term) => average(tx, cause, child, (term, last), &mut news.marks).await?,
        None => None,
    };
    let kept = average.as_ref().map(|(term, average)| (*term, average.now));
    // What was compared with last time stays so, where nothing new has been averaged.
    let kept = kept.or(last.and_then(|last| last.average));
    news.parts.push(DigestPart { student: child.id, average: kept });
    news.children.push(DigestOfChild {
        child: StudentLabel::discreet(&child.name),
        class: child.class_label.clone(),
        marks: marks.into_iter().map(family_mark).collect(),
        more,
        average: average.map(|(_, average)| average),
        absences: absences.iter().take(LINES).map(|one| (one.span, one.justified)).collect(),
        more_absences: count(absences.len().saturating_sub(LINES)),
        tests: coming(tx, cause, child).await?,
    });
    Ok(())
}

/// The child's general average now, beside what it was in the last digest of the same term; none where the school's rules
/// make none.
async fn average(
    tx: &mut Tx,
    cause: &Cause<'_>,
    child: &KnownChild,
    (term, last): (TermId, Option<LastDigest>),
    rests_on: &mut Vec<MarkId>,
) -> Result<Option<(TermId, DigestAverage)>, ActionError> {
    let shown = Child {
        id: child.id,
        class: child.class,
        name: StudentLabel::discreet(&child.name),
        class_label: child.class_label.clone(),
    };
    let wanted = AveragesWanted { subject: None, term: None, rank: false };
    let (views, marks) = match view_averages(tx, cause, &[shown], wanted).await {
        Err(ActionError::Averages(_)) => return Ok(None),
        seen => seen?,
    };
    let Some(view) = views.into_iter().next() else { return Ok(None) };
    let Some(now) = view.general else { return Ok(None) };
    let known = |mark: &MarkId| rests_on.contains(mark);
    let others: Vec<MarkId> = marks.into_iter().filter(|mark| !known(mark)).collect();
    rests_on.extend(others);
    let before: Option<Points> = last.and_then(|last| last.average).filter(|(of, _)| *of == term).map(|(_, was)| was);
    let average = DigestAverage { now, before, scale: view.scale, provisional: view.provisional };
    Ok(Some((term, average)))
}

/// What the gradebook knows of tests of the child's class in the days to come.
async fn coming(tx: &mut Tx, cause: &Cause<'_>, child: &KnownChild) -> Result<Vec<ComingTest>, ActionError> {
    let today = cause.local_now().date();
    let until = today.checked_add(AHEAD_DAYS.days()).unwrap_or(today);
    let found = tx.coming_tests(cause.school.id, child.class, (today, until)).await?;
    let test = |one: crate::store::ComingTest| ComingTest { subject: one.subject, label: one.label, date: one.date };
    Ok(found.into_iter().take(LINES).map(test).collect())
}
