//! A second person of the school: asked where the school wants it, and answering by button, number or word.

use uuid::Uuid;

use super::CommandError;
use super::broadcast;
use super::dialogue::Ask;
use super::press::Press;
use super::turn::{Turn, choice};
use super::understand::{Intent, asks_for_time};
use crate::actions::{
    Asked, PendingApproval, Request, ask_approval, assessment_label, decide_approval, settled_phrase, waiting_approval,
    waiting_approvals,
};
use crate::domain::{ApprovalId, MessageClass, first_id_of};
use crate::phrase::{ApprovalLine, ApprovalStanding, Label, Phrase, Say};
use crate::store::{Assessment, NewMessage};

/// Asks those who may approve; the speaker hears how many are asked.
pub(super) async fn ask(turn: &mut Turn<'_>, assessment: &Assessment, request: Request) -> Result<(), CommandError> {
    let Asked { id, request, approvers } =
        ask_approval(turn.tx, &turn.cause, turn.account, assessment, request).await?;
    let asked = Phrase::ApprovalRequested {
        class: assessment.class_label.clone(),
        assessment: assessment_label(assessment),
        correction: request.is_correction(),
        people: u32::try_from(approvers.len()).unwrap_or(u32::MAX),
    };
    let by = turn.name.clone().unwrap_or_default();
    let phrase = preview(turn, &PendingApproval { id, assessment: assessment.clone(), by, request }).await?;
    let choices =
        vec![choice(&Press::Approve(id, true), Label::Approve), choice(&Press::Approve(id, false), Label::Refuse)];
    let (school, now, class) = (turn.cause.school, turn.cause.now, MessageClass::Notice);
    let due = school.may_write_from(class, now, turn.cause.jitter);
    for to in approvers {
        let say = Say { phrase: phrase.clone(), choices: choices.clone() };
        let message = NewMessage::new(school.id, to.account, to.contact, class, say, now);
        turn.tx.enqueue(message.due_at(due).because(turn.cause.event))?;
    }
    turn.memory.forget_write();
    turn.say(asked)
}

/// Somebody answers although nothing was asked in this conversation: what waits for them is shown again, and asked about.
/// Says whether anything does.
pub(super) async fn offer(turn: &mut Turn<'_>) -> Result<bool, CommandError> {
    if turn.staff().is_none() {
        return Ok(false);
    }
    let Some(waiting) = waiting_approval(turn.tx, &turn.cause).await? else {
        return broadcast::offer_approval(turn).await;
    };
    let phrase = preview(turn, &waiting).await?;
    turn.ask_yes_no(phrase, Ask::Approve { id: waiting.id }, Label::Approve)?;
    Ok(true)
}

/// A request that came after the question that is open: a bare yes or no answers neither. The request is shown again, and
/// asked about. Says whether one came.
pub(super) async fn came_between(turn: &mut Turn<'_>) -> Result<bool, CommandError> {
    let Some(question) = turn.memory.question(turn.cause.now) else { return Ok(false) };
    let shown = match question.ask {
        Ask::Approve { id } => Some(id),
        Ask::ApproveBroadcast { .. } => return Ok(false),
        _ => None,
    };
    let asked_at = question.asked_at;
    if turn.staff().is_none() {
        return Ok(false);
    }
    let newer = |id: &ApprovalId| Uuid::from(*id) >= first_id_of(asked_at) && shown != Some(*id);
    if waiting_approvals(turn.tx, &turn.cause).await?.iter().any(newer) { offer(turn).await } else { Ok(false) }
}

/// Somebody asks for time to look: that is no refusal, and their question stays open. Says whether it was that.
pub(super) async fn waits(turn: &mut Turn<'_>, intent: Intent, text: &str) -> Result<bool, CommandError> {
    let shown = turn.memory.question(turn.cause.now).map(|question| is_of_a_request(&question.ask));
    // What writes or asks to see marks needs no second reading.
    if turn.staff().is_none()
        || intent.writes_marks()
        || intent.only_reads()
        || shown == Some(false)
        || !asks_for_time(text, &turn.index, &turn.dialogue(turn.chosen, false))
    {
        return Ok(false);
    }
    let stands = shown.is_some() || waiting_approval(turn.tx, &turn.cause).await?.is_some();
    if stands {
        turn.say(Phrase::ApprovalStands(ApprovalStanding::Open))?;
    }
    Ok(stands)
}

/// What is no answer leaves the request that was shown: a yes to something else, later, is none to it.
pub(super) fn leaves(turn: &mut Turn<'_>, intent: Intent) {
    let answers = [Intent::Yes, Intent::No, Intent::Choose, Intent::BroadcastConfirm, Intent::BroadcastCancel];
    let shown = turn.memory.question(turn.cause.now).is_some_and(|question| is_of_a_request(&question.ask));
    if shown && !answers.contains(&intent) {
        turn.memory.forget_question(turn.cause.now);
    }
}

fn is_of_a_request(ask: &Ask) -> bool {
    matches!(ask, Ask::Approve { .. } | Ask::ApproveBroadcast { .. })
}

/// Approves or refuses.
pub(super) async fn decide(turn: &mut Turn<'_>, id: ApprovalId, approved: bool) -> Result<(), CommandError> {
    turn.memory.forget_question(turn.cause.now);
    match decide_approval(turn.tx, &turn.cause, id, approved).await? {
        None => turn.say(Phrase::ApprovalStands(ApprovalStanding::SettledBefore)),
        Some(settled) => turn.say(settled_phrase(&settled, None)),
    }
}

/// Exactly what would be done, name by name.
async fn preview(turn: &mut Turn<'_>, waiting: &PendingApproval) -> Result<Phrase, CommandError> {
    let PendingApproval { assessment, by, request, .. } = waiting;
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    turn.look_up(&entries.keys().copied().collect::<Vec<_>>()).await?;
    let mut lines: Vec<ApprovalLine> = match request {
        Request::Publish { marks } => entries
            .values()
            .filter_map(|entry| Some((entry.draft.filter(|draft| marks.contains(&draft.id))?, entry.published)))
            .map(|(draft, known)| ApprovalLine {
                student: turn.student_name(draft.student),
                old: known.map(|known| known.mark),
                new: Some(draft.mark),
            })
            .collect(),
        Request::Correct { changes } => changes
            .iter()
            .map(|change| ApprovalLine {
                student: turn.student_name(change.student),
                old: entries.get(&change.student).and_then(|entry| Some(entry.published?.mark)),
                new: change.new,
            })
            .collect(),
    };
    lines.sort_by(|one, other| one.student.name.cmp(&other.student.name));
    let mut missing = Vec::new();
    if !request.is_correction() {
        let class = turn.tx.class_students(turn.cause.school.id, assessment.class).await?;
        let without = |student: &_| entries.get(student).is_none_or(|entry| entry.current().is_none());
        missing = turn.student_names(&class.into_iter().filter(without).collect::<Vec<_>>());
        missing.sort_by(|one, other| one.name.cmp(&other.name));
    }
    Ok(Phrase::ApprovalAsked {
        by: by.clone(),
        class: assessment.class_label.clone(),
        assessment: assessment_label(assessment),
        correction: request.is_correction(),
        lines,
        missing,
        changed: request.changed(&entries),
    })
}
