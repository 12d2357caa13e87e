//! How far a broadcast is, in numbers.

use std::collections::BTreeMap;

use super::Content;
use super::draft::opening;
use crate::actions::{ActionError, Cause};
use crate::domain::{
    Action, Actor, BroadcastAnswer, BroadcastId, BroadcastState, Carriers, Locale, ReportStep, can, report_payload,
};
use crate::phrase::{
    BroadcastFailure, BroadcastPhrase, BroadcastReport, BroadcastWait, Choice, CoursePhrase, Label, Phrase, Say,
};
use crate::store::{
    BROADCAST_CANCELLED, NEEDS_TEMPLATE, NEW_RECIPIENTS, OVER_BUDGET, StoredBroadcast, TEMPLATE_WAITS, Tally, Tx,
};

/// Of the words, enough to know which broadcast is spoken of.
const START: usize = 60;

/// How a broadcast begins.
pub async fn broadcast_start(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    reader: Option<Locale>,
) -> Result<String, ActionError> {
    let found = tx.broadcast(cause.school.id, broadcast).await?.ok_or(ActionError::NotFound)?;
    Ok(start_of(&Content::of(&found)?, reader))
}

/// What a report says, with which broadcast it is about and what its reader can do about it.
pub async fn report_say(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: &StoredBroadcast,
    (reader, carriers): (&Actor, &Carriers),
) -> Result<Say, ActionError> {
    let report = broadcast_report(tx, cause, broadcast, carriers).await?;
    let not_begun = broadcast.state == BroadcastState::Due && broadcast.queued == 0;
    let later = broadcast.due_at.filter(|at| not_begun && *at > cause.now);
    let choice = |(step, label)| Choice { payload: report_payload(broadcast.id, step), label };
    let choices = offered(broadcast, &report, reader).into_iter().map(choice).collect();
    let start = start_of(&Content::of(broadcast)?, None);
    if let Some(at) = later {
        let phrase = CoursePhrase::NotBegun { at: cause.school.local(at), paused: broadcast.paused };
        let done = Box::new(BroadcastPhrase::Course { phrase });
        return Ok(Say { phrase: Phrase::Broadcast(BroadcastPhrase::Of { start, done }), choices });
    }
    let began = broadcast.due_at.or(broadcast.confirmed_at).unwrap_or(cause.now);
    let ended = broadcast.state.is_over();
    let phrase = BroadcastPhrase::Report { report, began: cause.school.local(began), start, ended };
    Ok(Say { phrase: Phrase::Broadcast(phrase), choices })
}

/// What can be done about it.
fn offered(broadcast: &StoredBroadcast, numbers: &BroadcastReport, reader: &Actor) -> Vec<(ReportStep, Label)> {
    let mut steps = Vec::new();
    let state = broadcast.state;
    if state.is_under_way() && (numbers.waiting > 0 || state != BroadcastState::Spread) {
        steps.push(if broadcast.paused {
            (ReportStep::Resume, Label::Continue)
        } else {
            (ReportStep::Pause, Label::Pause)
        });
        steps.push((ReportStep::Stop, Label::StopSending));
    } else if !matches!(state, BroadcastState::Cancelled | BroadcastState::Refused) {
        if numbers.failures() > 0 {
            steps.push((ReportStep::Retry, Label::Retry));
        }
        if numbers.silent() > 0 {
            steps.push((ReportStep::Remind, Label::Remind));
        }
    }
    if numbers.families > 0 && can(reader, Action::Administer) {
        steps.push((ReportStep::Names, Label::WhoAnswered));
    }
    steps
}

/// Enough of the words to know which broadcast is spoken of.
pub(super) fn start_of(content: &Content, reader: Option<Locale>) -> String {
    let words = reader.map_or(content.words.original.as_str(), |locale| content.words.in_language(locale));
    words.chars().take(START).collect()
}

/// How many families each fate has met.
pub async fn broadcast_report(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: &StoredBroadcast,
    carriers: &Carriers,
) -> Result<BroadcastReport, ActionError> {
    let (school, id) = (cause.school.id, broadcast.id);
    let mut report = BroadcastReport { ask: broadcast.ask, paused: broadcast.paused, ..BroadcastReport::default() };
    report.refused = broadcast.state == BroadcastState::Refused;
    report.cancelled = broadcast.state == BroadcastState::Cancelled;
    let mut failed: BTreeMap<BroadcastFailure, u32> = BTreeMap::new();
    let mut waits: BTreeMap<BroadcastWait, u32> = BTreeMap::new();
    let by_night = opening(cause, cause.now).is_some() && !Content::of(broadcast)?.urgent;
    for tally in tx.broadcast_tallies(school, id).await? {
        let count = u32::try_from(tally.count).unwrap_or(u32::MAX);
        report.families += count;
        match fate(&tally) {
            Fate::Waiting => {
                report.waiting += count;
                if let Some(wait) = wait(&tally.reason, by_night) {
                    *waits.entry(wait).or_default() += count;
                }
            }
            Fate::Doubtful => report.doubtful += count,
            Fate::Sent => report.sent += count,
            Fate::Delivered => report.delivered += count,
            Fate::Read => report.read += count,
            Fate::Failed(why) => *failed.entry(why).or_default() += count,
        }
    }
    report.failed = failed.into_iter().collect();
    report.waits = waits.into_iter().collect();
    for (answer, count) in tx.broadcast_answers(school, id).await? {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        match answer {
            BroadcastAnswer::Read => report.acknowledged += count,
            BroadcastAnswer::Coming => report.coming += count,
            BroadcastAnswer::NotComing => report.not_coming += count,
        }
    }
    for (state, count) in tx.broadcast_posts(school, id).await? {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        match state.as_str() {
            "accepted" => report.posts += count,
            "held" | "queued" | "retry_wait" | "sending" => report.waiting += count,
            _ => report.not_posted += count,
        }
    }
    let micros = tx.broadcast_cost(school, id).await?;
    report.cost = (micros > 0).then(|| carriers.money(micros));
    Ok(report)
}

enum Fate {
    Waiting,
    Doubtful,
    Sent,
    Delivered,
    Read,
    Failed(BroadcastFailure),
}

fn fate(tally: &Tally) -> Fate {
    match tally.state.as_str() {
        "accepted" => match tally.rank {
            4.. => Fate::Read,
            3 => Fate::Delivered,
            _ => Fate::Sent,
        },
        "ambiguous" | "dead" => Fate::Doubtful,
        "held" | "queued" | "retry_wait" | "sending" => Fate::Waiting,
        state => Fate::Failed(why(state, &tally.reason)),
    }
}

/// Why something has not left yet, where more is to be said than that its turn will come.
fn wait(reason: &str, by_night: bool) -> Option<BroadcastWait> {
    match reason {
        OVER_BUDGET => Some(BroadcastWait::Budget),
        NEW_RECIPIENTS => Some(BroadcastWait::Places),
        NEEDS_TEMPLATE | TEMPLATE_WAITS => Some(BroadcastWait::Template),
        _ => by_night.then_some(BroadcastWait::Night),
    }
}

fn why(state: &str, reason: &str) -> BroadcastFailure {
    match (state, reason) {
        (_, BROADCAST_CANCELLED) => BroadcastFailure::Cancelled,
        (_, OVER_BUDGET) => BroadcastFailure::Budget,
        ("expired", _) => BroadcastFailure::TooLate,
        ("cancelled" | "superseded", _) => BroadcastFailure::Unwanted,
        // What the provider said of our template, or somebody on the way of us, says nothing of the number.
        ("failed", reason) if reason.starts_with("no_") || reason.starts_with("http_") || reason == "failed" => {
            BroadcastFailure::Other
        }
        ("failed" | "failed_after_accept", _) => BroadcastFailure::Address,
        _ => BroadcastFailure::Other,
    }
}
