//! `annonce 4eA : …`: shown first with whom it reaches and what it costs, then sent; held, stopped, looked at, said again.

use jiff::civil::DateTime;
use std::collections::BTreeMap;

use super::dialogue::{Ask, Question};
use super::press::{BroadcastStep, Press};
use super::turn::{Turn, choice};
use super::understand::{Intent, Interpretation, Outcome, Pick, Reason};
use super::{CommandError, refusal};
use crate::actions::{
    ActionError, Confirmed, NewBroadcast, announcement_of, answer_broadcast, away_today, broadcast_report,
    confirm_broadcast, decide_broadcast, draft_broadcast, latest_broadcast, may_broadcast, pause_broadcast,
    plan_broadcast, post_to_groups, remind_silent, report_phrase, reshape_draft, retry_failed, stop_broadcast,
};
use crate::domain::{
    Action, BroadcastAnswer, BroadcastAsk, BroadcastId, BroadcastState, ClassId, Locale, MessageClass, Timestamp, can,
    fold_words,
};
use crate::phrase::{AbsencePhrase, BroadcastPhrase, Choice, Label, Phrase, Say, Wordings};
use crate::store::{NewMessage, StoredBroadcast};

/// Longer words are a letter, not a message.
const LONGEST: usize = 3_000;

/// Acts on what was said about broadcasts.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if turn.staff().is_none() {
        let phrase = refusal::forbidden(turn);
        return turn.say(phrase);
    }
    match meaning.intent {
        Intent::BroadcastCreate => create(turn, meaning).await,
        Intent::BroadcastConfirm => confirmed(turn, Some(text)).await,
        Intent::BroadcastSchedule => schedule(turn, meaning.slots.at).await,
        Intent::BroadcastCost => match asked(turn) {
            Some((broadcast, ..)) => show(turn, broadcast).await,
            None => none_yet(turn),
        },
        Intent::BroadcastCancel => match asked(turn) {
            Some((broadcast, ..)) => {
                turn.memory.forget_question(turn.cause.now);
                stop(turn, broadcast).await
            }
            None => with_latest(turn, BroadcastStep::Stop).await,
        },
        Intent::BroadcastPause => with_latest(turn, BroadcastStep::Pause).await,
        Intent::BroadcastResume => with_latest(turn, BroadcastStep::Resume).await,
        Intent::BroadcastResend => with_latest(turn, BroadcastStep::Retry).await,
        Intent::BroadcastRemind => with_latest(turn, BroadcastStep::Remind).await,
        _ => with_latest(turn, BroadcastStep::Report).await,
    }
}

/// A new one: whom it is for and what it says are known, or asked for.
async fn create(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let classes: Vec<ClassId> = match &meaning.slots.class {
        Some(Pick::All(classes)) => classes.clone(),
        Some(other) => other.single().into_iter().collect(),
        None => Vec::new(),
    };
    if meaning.reason == Some(Reason::NotAllowed) || !may_broadcast(turn.cause.actor, &classes) {
        let phrase = refusal::not_allowed(turn, meaning);
        return turn.say(phrase);
    }
    let addressed = !classes.is_empty() || meaning.slots.words.iter().any(|(slot, _)| *slot == "audience");
    let Some(text) = meaning.slots.text.as_deref().filter(|_| addressed && meaning.outcome != Outcome::Reject) else {
        return how(turn, classes.first().copied());
    };
    if text.chars().count() > LONGEST {
        let most = u32::try_from(LONGEST).unwrap_or(u32::MAX);
        return turn.say(Phrase::Broadcast(BroadcastPhrase::TooLong { most }));
    }
    let Some(words) = wordings(text) else {
        return how(turn, classes.first().copied());
    };
    let mut students = Vec::new();
    if meaning.slots.words.iter().any(|(slot, whom)| *slot == "audience" && whom == "absent") {
        let Some(class) = classes.first() else { return how(turn, None) };
        let class = turn.class_label(*class);
        students = away_today(turn.tx, &turn.cause, &classes).await?;
        if students.is_empty() {
            return turn.say(Phrase::Absence(AbsencePhrase::NobodyAway { class }));
        }
    }
    let new = NewBroadcast { by: turn.name.clone().unwrap_or_default(), words, classes, students };
    let broadcast = draft_broadcast(turn.tx, &turn.cause, turn.account, &new).await?;
    show(turn, broadcast).await
}

/// How one is written, with the class they named or one of theirs.
fn how(turn: &mut Turn<'_>, named: Option<ClassId>) -> Result<(), CommandError> {
    let class = named.or_else(|| turn.staff().and_then(|staff| staff.head_of));
    let class = class.or_else(|| turn.index.school().classes.first().map(|class| class.id));
    let class = class.map(|class| turn.class_label(class));
    turn.say(Phrase::Broadcast(BroadcastPhrase::How { class }))
}

/// Somebody's words by language, where lines begin with `fr:`, `en:` or `ar:`. `None`: nothing is said.
fn wordings(text: &str) -> Option<Wordings> {
    let (mut original, mut by_language): (Vec<&str>, BTreeMap<Locale, Vec<&str>>) = (Vec::new(), BTreeMap::new());
    let mut language = None;
    for line in text.lines() {
        let labelled = line.split_once([':', '：']).and_then(|(label, rest)| {
            let locale: Locale = label.trim().to_lowercase().parse().ok()?;
            Some((locale, rest.trim()))
        });
        let line = match labelled {
            Some((locale, rest)) => {
                language = Some(locale);
                rest
            }
            None => line,
        };
        match language {
            Some(locale) => by_language.entry(locale).or_default().push(line),
            None => original.push(line),
        }
    }
    let whole = |lines: &[&str]| lines.join("\n").trim().to_owned();
    let by_language: BTreeMap<Locale, String> = by_language
        .iter()
        .map(|(locale, lines)| (*locale, whole(lines)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let original = Some(whole(&original)).filter(|words| !words.is_empty());
    let original = original.or_else(|| by_language.values().next().cloned())?;
    Some(Wordings { original, by_language })
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
    choices.extend(
        offered(plan.announcement.ask, groups).into_iter().map(|(step, label)| step_choice(broadcast, step, label)),
    );
    choices.push(choice(&Press::No(id), Label::Cancel));
    let phrase = Phrase::Broadcast(BroadcastPhrase::Preview { plan: Box::new(plan), by: None });
    turn.say(Say { phrase, choices })
}

/// What can be done with a draft beside sending it; `posted`: whether it goes to groups of parents, where there are any.
fn offered(ask: BroadcastAsk, posted: Option<bool>) -> Vec<(BroadcastStep, Label)> {
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
    let ask = match turn.tx.broadcast(turn.cause.school.id, broadcast).await? {
        Some(found) => found.ask,
        None => return Ok(false),
    };
    let groups = turn.tx.broadcast_groups(turn.cause.school.id, broadcast).await?;
    let posted = (!groups.is_empty()).then(|| groups.iter().any(|group| group.chosen));
    let steps = offered(ask, posted);
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
    if typed && !text.is_some_and(|text| names(text, families)) {
        return turn.say(Phrase::Broadcast(BroadcastPhrase::TypeToSend { families }));
    }
    turn.memory.forget_question(turn.cause.now);
    match confirm_broadcast(turn.tx, &turn.cause, broadcast, families).await {
        Ok(Confirmed::Begins { families, at, from }) => {
            let at = at.map(|at| turn.cause.school.local(at));
            turn.memory.forget_write();
            let phrase = Phrase::Broadcast(BroadcastPhrase::Begun { families, at, from });
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

/// Whether somebody wrote this number, in digits of any alphabet.
fn names(text: &str, families: u32) -> bool {
    fold_words(text).contains(&families.to_string())
}

async fn ask_second(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    families: u32,
    approvers: Vec<crate::store::Reached>,
) -> Result<(), CommandError> {
    let (plan, _) = plan_broadcast(turn.tx, &turn.cause, broadcast, turn.carriers).await?;
    let people = u32::try_from(approvers.len()).unwrap_or(u32::MAX);
    let phrase =
        Phrase::Broadcast(BroadcastPhrase::Preview { by: Some(plan.announcement.by.clone()), plan: Box::new(plan) });
    let choices = vec![
        step_choice(broadcast, BroadcastStep::Approve(true), Label::Approve),
        step_choice(broadcast, BroadcastStep::Approve(false), Label::Refuse),
    ];
    let (school, now, class) = (turn.cause.school, turn.cause.now, MessageClass::Notice);
    let due = school.may_write_from(class, now, turn.cause.jitter);
    for to in approvers {
        let say = Say { phrase: phrase.clone(), choices: choices.clone() };
        let message = NewMessage::new(school.id, to.account, to.contact, class, say, now);
        turn.tx.enqueue(message.due_at(due).because(turn.cause.event))?;
    }
    turn.say(Phrase::Broadcast(BroadcastPhrase::Awaiting { families, people }))
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

async fn with_latest(turn: &mut Turn<'_>, step: BroadcastStep) -> Result<(), CommandError> {
    match latest_broadcast(turn.tx, &turn.cause).await? {
        Some(found) => step_taken(turn, found.id, step).await,
        None => none_yet(turn),
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
        BroadcastStep::Test => test(turn, broadcast).await,
        BroadcastStep::Ask(ask) => {
            reshape_draft(turn.tx, &turn.cause, broadcast, (Some(ask), None)).await?;
            show(turn, broadcast).await
        }
        BroadcastStep::Groups(posted) => {
            post_to_groups(turn.tx, &turn.cause, broadcast, posted).await?;
            show(turn, broadcast).await
        }
        BroadcastStep::Pause | BroadcastStep::Resume => hold(turn, broadcast, step == BroadcastStep::Pause).await,
        BroadcastStep::Stop => stop(turn, broadcast).await,
        BroadcastStep::Retry => {
            let families = retry_failed(turn.tx, &turn.cause, broadcast, turn.carriers).await?;
            turn.say(Phrase::Broadcast(BroadcastPhrase::Retried { families }))
        }
        BroadcastStep::Remind => {
            let families = remind_silent(turn.tx, &turn.cause, broadcast, turn.carriers).await?;
            turn.say(Phrase::Broadcast(BroadcastPhrase::Reminded { families }))
        }
        BroadcastStep::Report => report(turn, broadcast).await,
        BroadcastStep::Approve(approved) => match decide_broadcast(turn.tx, &turn.cause, broadcast, approved).await? {
            Some(families) => turn.say(Phrase::Broadcast(BroadcastPhrase::Decided { by: None, approved, families })),
            None => turn.say(Phrase::ApprovalSettledBefore),
        },
        BroadcastStep::Answer(answer) => answered(turn, broadcast, answer).await,
    }
}

/// The author reads what families would.
async fn test(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    let found = turn.tx.broadcast(turn.cause.school.id, broadcast).await?;
    let Some(found) = found.filter(|found| turn.cause.actor.staff_id() == Some(found.author)) else {
        return turn.say(Phrase::QuestionExpired);
    };
    let say = as_read(turn, &found)?;
    turn.say(say)?;
    if found.state == BroadcastState::Draft { show(turn, broadcast).await } else { Ok(()) }
}

/// A broadcast as families read it.
fn as_read(turn: &Turn<'_>, broadcast: &StoredBroadcast) -> Result<Say, CommandError> {
    let announcement = announcement_of(&turn.cause, broadcast, false)?;
    Ok(Phrase::Broadcast(BroadcastPhrase::Announcement { announcement }).into())
}

async fn hold(turn: &mut Turn<'_>, broadcast: BroadcastId, paused: bool) -> Result<(), CommandError> {
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
    turn.say(Say { phrase: Phrase::Broadcast(phrase), choices })
}

pub(super) async fn stop(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    let was_draft = turn.tx.broadcast(turn.cause.school.id, broadcast).await?;
    let was_draft = was_draft.is_some_and(|found| found.state == BroadcastState::Draft);
    let phrase = match stop_broadcast(turn.tx, &turn.cause, broadcast).await? {
        Some(_) if was_draft => Phrase::Cancelled,
        Some(stopped) => Phrase::Broadcast(BroadcastPhrase::Cancelled { unsent: stopped.unsent, gone: stopped.gone }),
        None => Phrase::Broadcast(BroadcastPhrase::OverBefore { cancelled: true }),
    };
    turn.say(phrase)
}

/// How far it is, with what can be done about it.
async fn report(turn: &mut Turn<'_>, broadcast: BroadcastId) -> Result<(), CommandError> {
    let Some(found) = turn.tx.broadcast(turn.cause.school.id, broadcast).await? else { return none_yet(turn) };
    let own = turn.cause.actor.staff_id() == Some(found.author);
    if !own && !can(turn.cause.actor, Action::Administer) {
        return turn.say(Phrase::NotAllowed);
    }
    let numbers = broadcast_report(turn.tx, &turn.cause, &found, turn.carriers).await?;
    let mut steps = Vec::new();
    if found.state.is_under_way() && (numbers.waiting > 0 || found.state != BroadcastState::Spread) {
        steps.push(if found.paused {
            (BroadcastStep::Resume, Label::Continue)
        } else {
            (BroadcastStep::Pause, Label::Pause)
        });
        steps.push((BroadcastStep::Stop, Label::StopSending));
    } else if found.state != BroadcastState::Cancelled {
        if numbers.failures() > 0 {
            steps.push((BroadcastStep::Retry, Label::Retry));
        }
        if numbers.silent() > 0 {
            steps.push((BroadcastStep::Remind, Label::Remind));
        }
    }
    let choices = steps.into_iter().map(|(step, label)| step_choice(broadcast, step, label)).collect();
    let phrase = report_phrase(turn.tx, &turn.cause, &found, turn.carriers).await?;
    turn.say(Say { phrase, choices })
}

/// A family answers, or asks to read the whole.
async fn answered(turn: &mut Turn<'_>, broadcast: BroadcastId, answer: BroadcastAnswer) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(Phrase::QuestionExpired) };
    let found = answer_broadcast(turn.tx, &turn.cause, broadcast, (guardian, answer)).await?;
    let Some(found) = found else { return turn.say(Phrase::QuestionExpired) };
    if answer == BroadcastAnswer::Read && found.ask == BroadcastAsk::Nothing {
        let say = as_read(turn, &found)?;
        return turn.say(say);
    }
    turn.say(Phrase::Broadcast(BroadcastPhrase::AnswerNoted { answer }))
}
