//! Which announcement somebody means who names none.
//!
//! Invariant: another author's is never meant without being shown; of several that fit, none is picked by guess.

use std::time::Duration;

use super::Content;
use super::draft::audience;
use super::report::start_of;
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, BroadcastAsk, BroadcastState, Locale, StaffId, Timestamp, can};
use crate::phrase::BroadcastNamed;
use crate::store::{StoredBroadcast, Tx};

/// Which broadcast somebody may mean who names none.
#[derive(Debug)]
pub enum BroadcastMeant {
    /// There is none to speak of.
    None,
    One(Box<StoredBroadcast>),
    /// One of these; `others`: none of them is the actor's own.
    OneOf {
        broadcasts: Vec<BroadcastNamed>,
        others: bool,
    },
}

/// How many are looked through, and how many are named.
const LOOKED_THROUGH: i64 = 60;
const NAMED: usize = 8;

/// What is meant where none is named: the actor's own that is under way; whoever runs the school may pick another
/// author's, but never means one without seeing which.
pub async fn broadcast_meant(tx: &mut Tx, cause: &Cause<'_>) -> Result<BroadcastMeant, ActionError> {
    let Some(author) = cause.actor.staff_id() else { return Err(ActionError::Denied) };
    let own = tx.latest_broadcasts(cause.school.id, Some(author), LOOKED_THROUGH).await?;
    meant_among(tx, cause, author, own).await
}

async fn meant_among(
    tx: &mut Tx,
    cause: &Cause<'_>,
    author: StaffId,
    mut own: Vec<StoredBroadcast>,
) -> Result<BroadcastMeant, ActionError> {
    let school = cause.school.id;
    let under_way = own.iter().filter(|one| one.state.is_under_way()).count();
    // What was sent last may just have ended: then the one that is scheduled need not be meant.
    let ended = own.first().is_some_and(|one| !one.state.is_under_way());
    let later = own.iter().any(|one| one.state.is_under_way() && one.due_at.is_some_and(|due| due > cause.now));
    match under_way {
        1 if ended && later => {
            let newest = own.first().map(|one| one.id);
            own.retain(|one| one.state.is_under_way() || Some(one.id) == newest);
            return one_of(tx, cause, own, false).await;
        }
        1 => own.retain(|one| one.state.is_under_way()),
        0 => {}
        _ => {
            own.retain(|one| one.state.is_under_way());
            return one_of(tx, cause, own, false).await;
        }
    }
    let others = if under_way == 0 && can(cause.actor, Action::Administer) {
        let mut all = tx.latest_broadcasts(school, None, LOOKED_THROUGH).await?;
        all.retain(|one| one.author != author && (one.state.is_under_way() || own.is_empty()));
        all
    } else {
        Vec::new()
    };
    match own.into_iter().next() {
        Some(one) if others.is_empty() => Ok(BroadcastMeant::One(Box::new(one))),
        None if others.is_empty() => Ok(BroadcastMeant::None),
        // One's own that is over may be meant as well.
        own => one_of(tx, cause, own.into_iter().chain(others).collect(), true).await,
    }
}

/// Which may go on, where none is named: the actor's own that is suspended, else the last of them that was stopped for good;
/// whoever runs the school may pick another author's.
pub async fn paused_meant(tx: &mut Tx, cause: &Cause<'_>) -> Result<BroadcastMeant, ActionError> {
    let Some(author) = cause.actor.staff_id() else { return Err(ActionError::Denied) };
    let whose = (!can(cause.actor, Action::Administer)).then_some(author);
    let all = tx.latest_broadcasts(cause.school.id, whose, LOOKED_THROUGH).await?;
    let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.author == author);
    let is_paused = |one: &StoredBroadcast| one.paused && one.state.is_under_way();
    let last_stopped = own.first().filter(|one| one.state == BroadcastState::Cancelled).cloned();
    let mut paused: Vec<StoredBroadcast> = own.into_iter().filter(is_paused).collect();
    if paused.len() > 1 {
        return one_of(tx, cause, paused, false).await;
    }
    if let Some(one) = paused.pop() {
        return Ok(BroadcastMeant::One(Box::new(one)));
    }
    let others: Vec<StoredBroadcast> = others.into_iter().filter(is_paused).collect();
    match last_stopped {
        _ if !others.is_empty() => one_of(tx, cause, others, true).await,
        Some(stopped) => Ok(BroadcastMeant::One(Box::new(stopped))),
        None => Ok(BroadcastMeant::None),
    }
}

/// Whose results are meant where none is named: of those that have left, the one that asked for it (`asked`); of several, the
/// one that was answered, if it was sent last by some days. One that still waits has no results while another has left.
pub async fn results_meant(
    tx: &mut Tx,
    cause: &Cause<'_>,
    asked: Option<BroadcastAsk>,
) -> Result<BroadcastMeant, ActionError> {
    let Some(author) = cause.actor.staff_id() else { return Err(ActionError::Denied) };
    let mut own = tx.latest_broadcasts(cause.school.id, Some(author), LOOKED_THROUGH).await?;
    if own.iter().any(has_left) {
        own.retain(has_left);
    }
    let fits = |one: &StoredBroadcast| has_left(one) && Some(one.ask) == asked;
    let mut fitting: Vec<StoredBroadcast> = own.iter().filter(|one| fits(one)).cloned().collect();
    if !fitting.is_empty() {
        answered_first(tx, cause, &mut fitting).await?;
        return match fitting.len() {
            1 => Ok(fitting.pop().map_or(BroadcastMeant::None, |one| BroadcastMeant::One(Box::new(one)))),
            _ => one_of(tx, cause, fitting, false).await,
        };
    }
    if asked == Some(BroadcastAsk::Coming) && can(cause.actor, Action::Administer) {
        let mut others = tx.latest_broadcasts(cause.school.id, None, LOOKED_THROUGH).await?;
        others.retain(fits);
        answered_first(tx, cause, &mut others).await?;
        if !others.is_empty() {
            return one_of(tx, cause, others, true).await;
        }
    }
    meant_among(tx, cause, author, own).await
}

/// Something of it is on its way, or has come.
fn has_left(one: &StoredBroadcast) -> bool {
    one.queued > 0 && !matches!(one.state, BroadcastState::Cancelled | BroadcastState::Refused)
}

/// When it leaves, or left.
fn began(cause: &Cause<'_>, one: &StoredBroadcast) -> Timestamp {
    one.due_at.or(one.confirmed_at).unwrap_or(cause.now)
}

/// Leaves those that were answered, where any was, and of these what is not older than the last by [`TOGETHER`].
async fn answered_first(tx: &mut Tx, cause: &Cause<'_>, sent: &mut Vec<StoredBroadcast>) -> Result<(), ActionError> {
    let mut answered = Vec::new();
    for one in sent.iter() {
        if !tx.broadcast_answers(cause.school.id, one.id).await?.is_empty() {
            answered.push(one.id);
        }
    }
    if !answered.is_empty() {
        sent.retain(|one| answered.contains(&one.id));
    }
    let Some(last) = sent.iter().map(|one| began(cause, one)).max() else { return Ok(()) };
    sent.retain(|one| last.since(began(cause, one)) < TOGETHER);
    Ok(())
}

/// Of announcements that were sent within so long of each other either may be meant.
const TOGETHER: Duration = Duration::from_hours(72);

async fn one_of(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcasts: Vec<StoredBroadcast>,
    others: bool,
) -> Result<BroadcastMeant, ActionError> {
    Ok(BroadcastMeant::OneOf { broadcasts: named(tx, cause, broadcasts, None).await?, others })
}

/// As people tell them apart; `reader`: a family, in whose language they are, and who is not told for whom else it was.
pub(super) async fn named(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcasts: Vec<StoredBroadcast>,
    reader: Option<Locale>,
) -> Result<Vec<BroadcastNamed>, ActionError> {
    let mut named = Vec::new();
    for one in broadcasts.into_iter().take(NAMED) {
        let content = Content::of(&one)?;
        let at = cause.school.local(began(cause, &one));
        let start = start_of(&content, reader);
        let audience = if reader.is_none() { Some(audience(tx, cause, &one).await?) } else { None };
        named.push(BroadcastNamed { id: one.id, start, by: content.by, at, audience });
    }
    Ok(named)
}

/// Whether a broadcast of theirs, or of anybody's to whoever runs the school, is under way.
pub async fn any_under_way(tx: &mut Tx, cause: &Cause<'_>) -> Result<bool, ActionError> {
    let author = (!can(cause.actor, Action::Administer)).then_some(cause.actor.staff_id()).flatten();
    let latest = tx.latest_broadcasts(cause.school.id, author, LOOKED_THROUGH).await?;
    Ok(latest.iter().any(|one| one.state.is_under_way()))
}
