//! `annonce 4eA : …`: shown first with whom it reaches and what it costs, then sent; held, stopped, looked at, said again.

mod answer;
mod compose;
mod course;
mod reword;
mod scheduled;
mod whom;
mod wordings;

pub(super) use answer::takes_answer;
pub(super) use compose::{takes_file, takes_text};
pub(super) use course::{resume, stop};
pub(super) use reword::reworded;
pub(super) use scheduled::{ask_when, change_scheduled};
pub(super) use whom::addressed;

use jiff::civil::DateTime;

use super::dialogue::{Ask, Question, TakesBack};
use super::press::{BroadcastStep, Press};
use super::turn::{Turn, choice};
use super::understand::{Intent, Interpretation};
use super::{CommandError, refusal};
use crate::actions::{
    ActionError, BroadcastMeant, Confirmed, announcement_of, any_under_way, attach_to_draft, awaiting_broadcasts,
    broadcast_meant, confirm_broadcast, decide_broadcast, paused_meant, plan_broadcast, post_to_groups, remind_silent,
    reshape_draft, results_meant, retry_failed,
};
use crate::domain::{BroadcastAsk, BroadcastId, MessageClass, Timestamp, fold_words};
use crate::phrase::{AnnouncedFile, ApprovalStanding, BroadcastPhrase, Choice, CoursePhrase, Label, Phrase, Say};
use crate::store::NewMessage;

/// Acts on what was said about broadcasts.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if turn.staff().is_none() {
        let phrase = refusal::forbidden(turn);
        return turn.say(phrase);
    }
    match meaning.intent {
        Intent::BroadcastCreate => compose::create(turn, meaning, None).await,
        Intent::BroadcastConfirm => confirmed(turn, Some(text)).await,
        Intent::BroadcastSchedule => match scheduled::asked(turn) {
            Some((broadcast, _)) if meaning.slots.words.iter().any(|(slot, _)| *slot == "now") => {
                scheduled::at_once(turn, broadcast).await
            }
            Some((broadcast, day)) => {
                let day = meaning.slots.date.or(day);
                scheduled::move_on(turn, (broadcast, day), meaning.slots.at).await
            }
            None => schedule(turn, meaning.slots.at).await,
        },
        Intent::BroadcastScheduled => scheduled::list(turn).await,
        Intent::BroadcastMove => scheduled::move_one(turn, meaning).await,
        Intent::BroadcastCost => match asked(turn) {
            Some((broadcast, ..)) => show(turn, broadcast).await,
            None => none_yet(turn),
        },
        Intent::BroadcastCancel if scheduled::asked(turn).is_some() && meaning.slots.option.is_none() => {
            turn.memory.forget_question(turn.cause.now);
            turn.say(Phrase::Cancelled)
        }
        Intent::BroadcastCancel if let Some(number) = meaning.slots.option => scheduled::cancel(turn, number).await,
        Intent::BroadcastCancel => match asked(turn) {
            Some((broadcast, ..)) => {
                turn.memory.forget_question(turn.cause.now);
                stop(turn, broadcast).await
            }
            // `annule l'annonce` while the words of another are waited for: which of them?
            None if meaning.slots.aside.is_some() && any_under_way(turn.tx, &turn.cause).await? => {
                compose::forget(turn);
                with_meant(turn, BroadcastStep::Stop).await
            }
            None if compose::forget(turn) => turn.say(Phrase::Cancelled),
            None => with_meant(turn, BroadcastStep::Stop).await,
        },
        Intent::BroadcastReword => match asked(turn) {
            Some((broadcast, ..)) => reword::said(turn, broadcast, meaning).await,
            None => none_yet(turn),
        },
        Intent::BroadcastPause | Intent::BroadcastResume if let Some(number) = meaning.slots.option => {
            scheduled::hold(turn, number, meaning.intent == Intent::BroadcastPause).await
        }
        Intent::BroadcastPause => with_meant(turn, BroadcastStep::Pause).await,
        Intent::BroadcastResume => with_meant(turn, BroadcastStep::Resume).await,
        Intent::BroadcastResend => with_meant(turn, BroadcastStep::Retry).await,
        Intent::BroadcastRemind => with_meant(turn, BroadcastStep::Remind).await,
        _ => {
            let meant = results_meant(turn.tx, &turn.cause, meaning.slots.results_of).await?;
            with(turn, meant, BroadcastStep::Report).await
        }
    }
}

/// The draft stays as it was.
pub(super) async fn shown_again(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    show(turn, broadcast).await
}

/// Shows a draft with what sending it would mean, and asks.
async fn show(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    let (plan, _) = plan_broadcast(turn.tx, &turn.cause, broadcast, turn.carriers).await?;
    if plan.families == 0 {
        let unreached = u32::try_from(plan.unreached.len()).unwrap_or(u32::MAX);
        return turn.say(Phrase::Broadcast(BroadcastPhrase::Nobody { unreached }));
    }
    let ask = Ask::Announce { broadcast, families: plan.families, typed: plan.typed };
    let id = turn.memory.ask(ask, turn.source.clone(), turn.cause.now);
    let mut choices = Vec::new();
    if !plan.typed {
        choices.push(choice(&Press::Yes(id), Label::Send));
    }
    let groups = (!plan.groups.is_empty()).then_some(plan.posted);
    let offered = offered(plan.announcement.ask, groups, plan.file.is_some());
    choices.extend(offered.into_iter().map(|(step, label)| step_choice(broadcast, step, label)));
    choices.push(choice(&Press::No(id), Label::Cancel));
    let phrase = Phrase::Broadcast(BroadcastPhrase::Preview { plan: Box::new(plan), by: None });
    turn.say(Say { phrase, choices })
}

/// What can be done with a draft beside sending it; `posted`: whether it goes to groups of parents, where there are any.
fn offered(ask: BroadcastAsk, posted: Option<bool>, has_file: bool) -> Vec<(BroadcastStep, Label)> {
    let mut offered = vec![(BroadcastStep::Test, Label::TestOnMe)];
    offered.extend(match ask {
        BroadcastAsk::Nothing => vec![
            (BroadcastStep::Ask(BroadcastAsk::Reading), Label::AskReading),
            (BroadcastStep::Ask(BroadcastAsk::Coming), Label::AskComing),
        ],
        BroadcastAsk::Reading | BroadcastAsk::Coming => {
            vec![(BroadcastStep::Ask(BroadcastAsk::Nothing), Label::AskNothing)]
        }
    });
    offered.extend(posted.map(|posted| {
        let label = if posted { Label::NotInGroups } else { Label::InGroups };
        (BroadcastStep::Groups(!posted), label)
    }));
    offered.extend(has_file.then_some((BroadcastStep::WithoutFile, Label::WithoutFile)));
    offered.push((BroadcastStep::Reword, Label::EditText));
    offered
}

fn step_choice(broadcast: BroadcastId, step: BroadcastStep, label: Label) -> Choice {
    choice(&Press::Broadcast(broadcast, step), label)
}

/// The draft that is asked about, with how many families were shown and whether their number has to be typed.
fn asked(turn: &Turn<'_>) -> Option<(BroadcastId, u32, bool)> {
    match turn.memory.question(turn.cause.now).map(|question| &question.ask) {
        Some(Ask::Announce { broadcast, families, typed }) => Some((*broadcast, *families, *typed)),
        _ => None,
    }
}

/// A number picks what stands beside the preview. Says whether it did.
pub(super) async fn choose(turn: &mut Turn<'_>, number: usize) -> Result<bool, CommandError> {
    let Some(Question { ask: Ask::Announce { broadcast, typed, .. }, .. }) =
        turn.memory.question(turn.cause.now).cloned()
    else {
        return Ok(false);
    };
    let Some(found) = turn.tx.broadcast(turn.cause.school.id, broadcast).await? else { return Ok(false) };
    let has_file = announcement_of(&turn.cause, &found, false)?.file.is_some();
    let groups = turn.tx.broadcast_groups(turn.cause.school.id, broadcast).await?;
    let posted = (!groups.is_empty()).then(|| groups.iter().any(|group| group.chosen));
    let steps = offered(found.ask, posted, has_file);
    let at = if typed { number } else { number.saturating_sub(1) };
    match (number, at.checked_sub(1).and_then(|at| steps.get(at))) {
        (1, _) if !typed => confirmed(turn, None).await?,
        (_, Some((step, _))) => Box::pin(step_taken(turn, broadcast, *step)).await?,
        _ if at == steps.len() + 1 => {
            turn.memory.forget_question(turn.cause.now);
            stop(turn, broadcast).await?;
        }
        _ => {
            let most = u32::try_from(steps.len() + 1 + usize::from(!typed)).unwrap_or(u32::MAX);
            turn.say(Phrase::PleaseChoose { most })?;
        }
    }
    Ok(true)
}

/// Sends what was shown, after a yes; where many hear, the yes names their number.
pub(super) async fn confirmed(turn: &mut Turn<'_>, text: Option<&str>) -> Result<(), CommandError> {
    let Some((broadcast, families, typed)) = asked(turn) else { return turn.say(Phrase::NothingToConfirm) };
    let said = text.map(numbers).unwrap_or_default();
    // A wrong number is no yes, however few they are.
    if !said.contains(&families.to_string()) && (typed || !said.is_empty()) {
        return turn.say(Phrase::Broadcast(BroadcastPhrase::TypeToSend { families }));
    }
    turn.memory.forget_question(turn.cause.now);
    match confirm_broadcast(turn.tx, &turn.cause, broadcast, families).await {
        Ok(Confirmed::Begins { families, at, from }) => {
            let at = at.map(|at| turn.cause.school.local(at));
            turn.did(TakesBack::Announcement(broadcast));
            let short_of = match at {
                None => plan_broadcast(turn.tx, &turn.cause, broadcast, turn.carriers).await?.0.short_of,
                Some(_) => None,
            };
            let phrase = match short_of {
                Some(short_of) => CoursePhrase::Short { families, short_of, from }.phrase(),
                None => Phrase::Broadcast(BroadcastPhrase::Begun { families, at, from }),
            };
            let choices = [(BroadcastStep::Report, Label::HowFar), (BroadcastStep::Stop, Label::StopSending)];
            let choices = choices.map(|(step, label)| step_choice(broadcast, step, label)).to_vec();
            turn.say(Say { phrase, choices })
        }
        Ok(Confirmed::Asks { families, approvers }) => ask_second(turn, broadcast, families, approvers).await,
        Ok(Confirmed::Changed) => show(turn, broadcast).await,
        Err(ActionError::NotFound) => turn.say(Phrase::Broadcast(BroadcastPhrase::OverBefore { cancelled: false })),
        Err(error) => Err(error.into()),
    }
}

/// The numbers that somebody wrote, in digits of any alphabet.
fn numbers(text: &str) -> Vec<String> {
    let is_number = |word: &String| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    fold_words(text).into_iter().filter(is_number).collect()
}

async fn ask_second(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    families: u32,
    approvers: Vec<crate::store::Reached>,
) -> Result<(), CommandError> {
    let (plan, _) = plan_broadcast(turn.tx, &turn.cause, broadcast, turn.carriers).await?;
    let people = u32::try_from(approvers.len()).unwrap_or(u32::MAX);
    let (file, urgent) = (plan.announcement.file.clone(), plan.announcement.urgent);
    let preview = BroadcastPhrase::Preview { by: Some(plan.announcement.by.clone()), plan: Box::new(plan) };
    let phrase = AnnouncedFile::with(file.as_ref(), Phrase::Broadcast(preview));
    let choices = vec![
        step_choice(broadcast, BroadcastStep::Approve(true), Label::Approve),
        step_choice(broadcast, BroadcastStep::Approve(false), Label::Refuse),
    ];
    let (school, now, class) = (turn.cause.school, turn.cause.now, MessageClass::Notice);
    // What cannot wait for the morning is not decided in the morning.
    let due = if urgent { now } else { school.may_write_from(class, now, turn.cause.jitter) };
    for to in approvers {
        let say = Say { phrase: phrase.clone(), choices: choices.clone() };
        let message = NewMessage::new(school.id, to.account, to.contact, class, say, now);
        turn.tx.enqueue(message.due_at(due).at_any_hour(urgent).because(turn.cause.event))?;
    }
    turn.say(Phrase::Broadcast(BroadcastPhrase::Awaiting { families, people }))
}

/// A yes or a no to nothing: the broadcast of somebody else that waits for a second administrator, where it is the only one,
/// is shown again and asked about. Says whether it was.
pub(super) async fn offer_approval(turn: &mut Turn<'_>) -> Result<bool, CommandError> {
    let [broadcast] = awaiting_broadcasts(turn.tx, &turn.cause).await?[..] else { return Ok(false) };
    let (plan, _) = plan_broadcast(turn.tx, &turn.cause, broadcast, turn.carriers).await?;
    let file = plan.announcement.file.clone();
    let preview = BroadcastPhrase::Preview { by: Some(plan.announcement.by.clone()), plan: Box::new(plan) };
    let phrase = AnnouncedFile::with(file.as_ref(), Phrase::Broadcast(preview));
    let id = turn.memory.ask(Ask::ApproveBroadcast { id: broadcast }, turn.source.clone(), turn.cause.now);
    let choices = vec![choice(&Press::Yes(id), Label::Approve), choice(&Press::No(id), Label::Refuse)];
    turn.say(Say { phrase, choices })?;
    Ok(true)
}

/// `programme jeudi 8h`: the draft is shown again with its moment.
async fn schedule(turn: &mut Turn<'_>, at: Option<DateTime>) -> Result<(), CommandError> {
    let Some((broadcast, ..)) = asked(turn) else { return none_yet(turn) };
    let due = at.and_then(|at| at.to_zoned(turn.cause.school.zone.clone()).ok());
    let due = due.map(|due| Timestamp(due.timestamp().as_millisecond()));
    let Some(due) = due.filter(|due| *due > turn.cause.now) else {
        return turn.say(Phrase::Broadcast(BroadcastPhrase::When { past: at.is_some() }));
    };
    match reshape_draft(turn.tx, &turn.cause, broadcast, (None, Some(due))).await {
        Ok(()) => show(turn, broadcast).await,
        Err(ActionError::NotFound) => turn.say(Phrase::QuestionExpired),
        Err(error) => Err(error.into()),
    }
}

/// With the one that is meant, or with the one they pick: another author's never without being named.
async fn with_meant(turn: &mut Turn<'_>, step: BroadcastStep) -> Result<(), CommandError> {
    let meant = match step {
        BroadcastStep::Resume => paused_meant(turn.tx, &turn.cause).await?,
        BroadcastStep::Retry | BroadcastStep::Remind => results_meant(turn.tx, &turn.cause, None).await?,
        _ => broadcast_meant(turn.tx, &turn.cause).await?,
    };
    with(turn, meant, step).await
}

async fn with(turn: &mut Turn<'_>, meant: BroadcastMeant, step: BroadcastStep) -> Result<(), CommandError> {
    match meant {
        BroadcastMeant::None if step == BroadcastStep::Resume => turn.say(CoursePhrase::NonePaused {}.phrase()),
        BroadcastMeant::None => none_yet(turn),
        BroadcastMeant::One(found) => step_taken(turn, found.id, step).await,
        BroadcastMeant::OneOf { broadcasts, others } => {
            let choices = broadcasts.iter().map(|of| step_choice(of.id, step, of.label())).collect();
            let phrase = Phrase::Broadcast(BroadcastPhrase::Which { broadcasts, others });
            turn.say(Say { phrase, choices })
        }
    }
}

fn none_yet(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let class = turn.index.school().classes.first().map(|class| class.label.clone());
    turn.say(Phrase::Broadcast(BroadcastPhrase::NoneYet { class }))
}

/// Does what a button says.
pub(super) async fn pressed(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    step: BroadcastStep,
) -> Result<(), CommandError> {
    match step_taken(turn, broadcast, step).await {
        Err(CommandError::Action(ActionError::NotFound)) => turn.say(Phrase::QuestionExpired),
        done => done,
    }
}

async fn step_taken(turn: &mut Turn<'_>, broadcast: BroadcastId, step: BroadcastStep) -> Result<(), CommandError> {
    match step {
        BroadcastStep::Test => course::test(turn, broadcast).await,
        BroadcastStep::Ask(ask) => {
            reshape_draft(turn.tx, &turn.cause, broadcast, (Some(ask), None)).await?;
            show(turn, broadcast).await
        }
        BroadcastStep::Groups(posted) => {
            post_to_groups(turn.tx, &turn.cause, broadcast, posted).await?;
            show(turn, broadcast).await
        }
        BroadcastStep::WithoutFile => {
            attach_to_draft(turn.tx, &turn.cause, broadcast, None).await?;
            show(turn, broadcast).await
        }
        BroadcastStep::Reword => reword::ask(turn, broadcast),
        BroadcastStep::Pause | BroadcastStep::Resume => {
            course::hold(turn, broadcast, step == BroadcastStep::Pause).await
        }
        BroadcastStep::Stop => stop(turn, broadcast).await,
        BroadcastStep::Move => scheduled::move_picked(turn, broadcast).await,
        BroadcastStep::Retry => {
            let families = retry_failed(turn.tx, &turn.cause, broadcast, turn.carriers).await?;
            let phrase = course::of(turn, broadcast, BroadcastPhrase::Retried { families }).await?;
            turn.say(phrase)
        }
        BroadcastStep::Remind => {
            let families = remind_silent(turn.tx, &turn.cause, broadcast, turn.carriers).await?;
            let phrase = course::of(turn, broadcast, BroadcastPhrase::Reminded { families }).await?;
            turn.say(phrase)
        }
        BroadcastStep::Report => course::report(turn, broadcast).await,
        BroadcastStep::Names(page) => course::names(turn, broadcast, page).await,
        BroadcastStep::Approve(approved) => match decide_broadcast(turn.tx, &turn.cause, broadcast, approved).await? {
            Some(families) => turn.say(Phrase::Broadcast(BroadcastPhrase::Decided { by: None, approved, families })),
            None => turn.say(Phrase::ApprovalStands(ApprovalStanding::SettledBefore)),
        },
        BroadcastStep::Answer(given) => answer::answered(turn, broadcast, given).await,
    }
}
