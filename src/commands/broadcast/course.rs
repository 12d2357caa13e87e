//! A broadcast on its way: tried on its author, held, stopped, looked at, answered.

use super::{none_yet, show, step_choice};
use crate::actions::{
    BroadcastMeant, announcement_of, answers_by_name, broadcast_start, pause_broadcast, paused_meant, report_say,
    stop_broadcast,
};
use crate::commands::CommandError;
use crate::commands::press::BroadcastStep;
use crate::commands::turn::Turn;
use crate::domain::{Action, BroadcastId, BroadcastState, can};
use crate::phrase::{BroadcastPhrase, CoursePhrase, Label, Phrase, Say};
use crate::store::StoredBroadcast;

/// The author reads what families would.
pub(super) async fn test(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    let found = turn.tx.broadcast(turn.cause.school.id, broadcast).await?;
    let Some(found) = found.filter(|found| turn.cause.actor.staff_id() == Some(found.author)) else {
        return turn.say(Phrase::QuestionExpired);
    };
    let say = as_read(turn, &found)?;
    turn.say(say)?;
    if found.state == BroadcastState::Draft { show(turn, broadcast).await } else { Ok(()) }
}

/// A broadcast as families read it.
pub(super) fn as_read(turn: &Turn<'_>, broadcast: &StoredBroadcast) -> Result<Say, CommandError> {
    let announcement = announcement_of(&turn.cause, broadcast, false)?;
    Ok(announcement.phrase().into())
}

pub(super) async fn hold(turn: &mut Turn<'_>, broadcast: BroadcastId, paused: bool) -> Result<(), CommandError> {
    let Some(waiting) = pause_broadcast(turn.tx, &turn.cause, broadcast, paused).await? else {
        return report(turn, broadcast).await;
    };
    let (phrase, next) = if paused {
        (BroadcastPhrase::Paused { waiting }, (BroadcastStep::Resume, Label::Continue))
    } else {
        (BroadcastPhrase::Resumed { waiting }, (BroadcastStep::Pause, Label::Pause))
    };
    let choices = [next, (BroadcastStep::Stop, Label::StopSending)];
    let choices = choices.map(|(step, label)| step_choice(broadcast, step, label)).to_vec();
    let phrase = of(turn, broadcast, phrase).await?;
    turn.say(Say { phrase, choices })
}

/// `reprends`, by staff whose messages were never stopped: an announcement, or nothing.
pub(in crate::commands) async fn resume(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    match paused_meant(turn.tx, &turn.cause).await? {
        BroadcastMeant::None => turn.say(CoursePhrase::NothingStopped {}.phrase()),
        _ => super::with_meant(turn, BroadcastStep::Resume).await,
    }
}

/// Says with which broadcast it was done.
pub(super) async fn of(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    done: BroadcastPhrase,
) -> Result<Phrase, CommandError> {
    let start = broadcast_start(turn.tx, &turn.cause, broadcast, None).await?;
    Ok(Phrase::Broadcast(BroadcastPhrase::Of { start, done: Box::new(done) }))
}

pub(in crate::commands) async fn stop(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    let was_draft = turn.tx.broadcast(turn.cause.school.id, broadcast).await?;
    let was_draft = was_draft.is_some_and(|found| found.state == BroadcastState::Draft);
    let phrase = match stop_broadcast(turn.tx, &turn.cause, broadcast, turn.carriers).await? {
        Some(_) if was_draft => Phrase::Cancelled,
        Some(stopped) => {
            let (unsent, gone) = (stopped.unsent, stopped.gone);
            of(turn, broadcast, BroadcastPhrase::Cancelled { unsent, gone }).await?
        }
        None => of(turn, broadcast, BroadcastPhrase::OverBefore { cancelled: true }).await?,
    };
    turn.say(phrase)
}

/// How far it is, with what can be done about it.
pub(super) async fn report(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    let Some(found) = turn.tx.broadcast(turn.cause.school.id, broadcast).await? else { return none_yet(turn) };
    let own = turn.cause.actor.staff_id() == Some(found.author);
    if !own && !can(turn.cause.actor, Action::Administer) {
        return turn.say(Phrase::NotAllowed);
    }
    let say = report_say(turn.tx, &turn.cause, &found, (turn.cause.actor, turn.carriers)).await?;
    turn.say(say)
}

/// Who answered what.
pub(super) async fn names(turn: &mut Turn<'_>, broadcast: BroadcastId, page: u8) -> Result<(), CommandError> {
    let (phrase, more) = answers_by_name(turn.tx, &turn.cause, broadcast, page).await?;
    let next = more.then(|| step_choice(broadcast, BroadcastStep::Names(page.saturating_add(1)), Label::Next));
    turn.say(Say { phrase, choices: next.into_iter().collect() })
}
