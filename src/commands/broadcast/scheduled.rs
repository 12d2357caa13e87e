//! Announcements that are to leave later: listed with numbers, moved, by word or by button.

use jiff::civil::{Date, DateTime};

use super::course;
use crate::actions::{move_broadcast, reshape_draft, scheduled_broadcasts, unapproved_broadcasts};
use crate::commands::CommandError;
use crate::commands::dialogue::{Ask, Question};
use crate::commands::press::BroadcastStep;
use crate::commands::turn::Turn;
use crate::commands::understand::Interpretation;
use crate::domain::{BroadcastId, BroadcastState, Timestamp};
use crate::phrase::{BroadcastPhrase, Choice, Label, Say, ScheduledBroadcast, ScheduledPhrase};

/// So many are named at most.
const NAMED: usize = 8;

/// `annonces prévues`
pub(super) async fn list(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let found = scheduled_broadcasts(turn.tx, &turn.cause).await?;
    let awaiting = unapproved_broadcasts(turn.tx, &turn.cause).await?;
    if found.is_empty() && awaiting.is_empty() {
        return turn.say(ScheduledPhrase::Nothing {}.phrase());
    }
    let more = u32::try_from(found.len().saturating_sub(NAMED)).unwrap_or(u32::MAX);
    let choices = match found.as_slice() {
        [(only, _)] => vec![
            super::step_choice(*only, BroadcastStep::Move, Label::Move),
            super::step_choice(*only, BroadcastStep::Stop, Label::StopSending),
        ],
        _ => to_move(&found),
    };
    let broadcasts = found.into_iter().take(NAMED).map(|(_, one)| one).collect();
    turn.say(Say { phrase: ScheduledPhrase::List { broadcasts, more, awaiting }.phrase(), choices })
}

fn to_move(found: &[(BroadcastId, ScheduledBroadcast)]) -> Vec<Choice> {
    let label = |one: &ScheduledBroadcast| Label::NameIn { name: one.start.clone(), place: one.by.clone() };
    let of = |(id, one): &(BroadcastId, ScheduledBroadcast)| super::step_choice(*id, BroadcastStep::Move, label(one));
    found.iter().take(NAMED).map(of).collect()
}

/// The one of a number, or the only one. Where there is none of it, that is said.
async fn meant(
    turn: &mut Turn<'_>,
    (number, to): (Option<usize>, Option<DateTime>),
) -> Result<Option<(BroadcastId, ScheduledBroadcast)>, CommandError> {
    let found = scheduled_broadcasts(turn.tx, &turn.cause).await?;
    let one = match (number, found.as_slice()) {
        (Some(number), found) => number.checked_sub(1).and_then(|at| found.get(at)).cloned(),
        (None, [only]) => Some(only.clone()),
        (None, _) => None,
    };
    if one.is_some() {
        return Ok(one);
    }
    let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
    match (number, count) {
        (_, 0) => turn.say(ScheduledPhrase::Nothing {}.phrase())?,
        (Some(_), count) => turn.say(ScheduledPhrase::NoSuch { count }.phrase())?,
        (None, _) => {
            // The moment that was written stays meant for the one that is picked.
            if let Some(to) = to {
                turn.memory.ask(Ask::MoveWhich { to }, turn.source.clone(), turn.cause.now);
            }
            let choices = to_move(&found);
            let broadcasts = found.into_iter().take(NAMED).map(|(_, one)| one).collect();
            turn.say(Say { phrase: ScheduledPhrase::WhichToMove { broadcasts }.phrase(), choices })?;
        }
    }
    Ok(None)
}

/// `déplace l'annonce 2 à demain 8h`
pub(super) async fn move_one(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let Some((id, broadcast)) = meant(turn, (meaning.slots.option, meaning.slots.at)).await? else { return Ok(()) };
    let Some(at) = meaning.slots.at else { return when(turn, (id, None), false) };
    // Numbers change with every announcement that leaves or moves, and another's is not moved by a slip.
    if meaning.slots.option.is_none() && turn.name.as_ref() == Some(&broadcast.by) {
        return move_to(turn, id, Some(at)).await;
    }
    let ask = Ask::ChangeScheduled { broadcast: id, to: Some(at) };
    turn.ask_yes_no(ScheduledPhrase::ConfirmMove { broadcast, to: at }.phrase(), ask, Label::Yes)
}

/// `annule l'annonce 2`
pub(super) async fn cancel(turn: &mut Turn<'_>, number: usize) -> Result<(), CommandError> {
    match meant(turn, (Some(number), None)).await? {
        Some((id, broadcast)) => {
            let ask = Ask::ChangeScheduled { broadcast: id, to: None };
            turn.ask_yes_no(ScheduledPhrase::ConfirmStop { broadcast }.phrase(), ask, Label::Yes)
        }
        None => Ok(()),
    }
}

/// `suspends l'annonce 2`, `reprends l'annonce 2`
pub(super) async fn hold(turn: &mut Turn<'_>, number: usize, paused: bool) -> Result<(), CommandError> {
    let Some((id, broadcast)) = meant(turn, (Some(number), None)).await? else { return Ok(()) };
    let ask = Ask::HoldScheduled { broadcast: id, paused };
    turn.ask_yes_no(ScheduledPhrase::ConfirmHold { broadcast, paused }.phrase(), ask, Label::Yes)
}

/// The one that was picked leaves at the moment that was written, or at one that is asked for.
pub(super) async fn move_picked(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    match turn.memory.question(turn.cause.now) {
        Some(Question { ask: Ask::MoveWhich { to }, .. }) => {
            let to = *to;
            move_to(turn, broadcast, Some(to)).await
        }
        _ => when(turn, (broadcast, None), false),
    }
}

/// A yes to moving it there, or to cancelling it.
pub(in crate::commands) async fn change_scheduled(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    to: Option<DateTime>,
) -> Result<(), CommandError> {
    match to {
        Some(at) => move_to(turn, broadcast, Some(at)).await,
        None => course::stop(turn, broadcast).await,
    }
}

/// Asks once more, where a yes says no moment.
pub(in crate::commands) fn ask_when(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    day: Option<Date>,
) -> Result<(), CommandError> {
    when(turn, (broadcast, day), false)
}

/// Asks for another moment, or for the hour of a day.
pub(super) fn when(
    turn: &mut Turn<'_>,
    (broadcast, day): (BroadcastId, Option<Date>),
    past: bool,
) -> Result<(), CommandError> {
    turn.memory.ask(Ask::MoveBroadcast { broadcast, day }, turn.source.clone(), turn.cause.now);
    turn.say(ScheduledPhrase::When { past, day }.phrase())
}

/// `maintenant`, where it was asked when: a draft is shown as it leaves at once.
pub(super) async fn at_once(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    if !is_draft(turn, broadcast).await? {
        return when(turn, (broadcast, None), false);
    }
    turn.memory.forget_question(turn.cause.now);
    super::show(turn, broadcast).await
}

/// The one whose new moment is waited for, and its day, if that was said.
pub(super) fn asked(turn: &Turn<'_>) -> Option<(BroadcastId, Option<Date>)> {
    match turn.memory.question(turn.cause.now) {
        Some(Question { ask: Ask::MoveBroadcast { broadcast, day }, .. }) => Some((*broadcast, *day)),
        _ => None,
    }
}

/// Nobody has confirmed it yet.
async fn is_draft(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<bool, CommandError> {
    let found = turn.tx.broadcast(turn.cause.school.id, broadcast).await?;
    Ok(found.is_some_and(|found| found.state == BroadcastState::Draft))
}

/// Moves it there, or asks again where that is no moment to come.
pub(super) async fn move_to(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    at: Option<DateTime>,
) -> Result<(), CommandError> {
    move_on(turn, (broadcast, None), at).await
}

/// The same; where the hour has to be asked, it is one of that day.
pub(super) async fn move_on(
    turn: &mut Turn<'_>,
    (broadcast, day): (BroadcastId, Option<Date>),
    at: Option<DateTime>,
) -> Result<(), CommandError> {
    let due = at.and_then(|at| at.to_zoned(turn.cause.school.zone.clone()).ok());
    let due = due.map(|due| Timestamp(due.timestamp().as_millisecond()));
    let Some(due) = due.filter(|due| *due > turn.cause.now) else {
        return when(turn, (broadcast, day), at.is_some());
    };
    turn.memory.forget_question(turn.cause.now);
    if is_draft(turn, broadcast).await? {
        reshape_draft(turn.tx, &turn.cause, broadcast, (None, Some(due))).await?;
        return super::show(turn, broadcast).await;
    }
    let Some((at, from)) = move_broadcast(turn.tx, &turn.cause, broadcast, due).await? else {
        return turn.say(ScheduledPhrase::TooLate {}.phrase());
    };
    let phrase = ScheduledPhrase::Moved { at: turn.cause.school.local(at), from };
    let phrase = course::of(turn, broadcast, BroadcastPhrase::Scheduled { phrase }).await?;
    turn.say(phrase)
}
