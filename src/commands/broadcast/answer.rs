//! What families answer to an announcement: by its button, by its number, or by what stands on it.

use super::course::as_read;
use super::step_choice;
use crate::actions::{
    AnnouncementMeant, Answered, announcement_meant, announcement_of, answer_broadcast, broadcast_start,
};
use crate::commands::CommandError;
use crate::commands::dialogue::Ask;
use crate::commands::press::BroadcastStep;
use crate::commands::turn::Turn;
use crate::commands::understand::answer_to_announcement;
use crate::domain::{BroadcastAnswer, BroadcastAsk, BroadcastId, Channel};
use crate::phrase::{BroadcastPhrase, Phrase, Say};

/// The words of a button are its press, where an announcement waits for them. Says whether one did.
pub(in crate::commands) async fn takes_answer(turn: &mut Turn<'_>, text: &str) -> Result<bool, CommandError> {
    let Some(guardian) = turn.guardian else { return Ok(false) };
    let Some(answer) = answer_to_announcement(text, &turn.index) else { return Ok(false) };
    let composes = turn.memory.question(turn.cause.now).is_some_and(|open| matches!(open.ask, Ask::Compose(_)));
    // In the middle of a thread it is said to whoever is there.
    if composes || (turn.talking.is_some() && turn.quotes.is_none()) {
        return Ok(false);
    }
    if let Some(quotes) = turn.quotes.clone() {
        let (school, at) = (turn.cause.school.id, (turn.account, turn.contact));
        let Some(quoted) = turn.tx.broadcast_quoted(school, at, &quotes).await? else { return Ok(false) };
        let found = turn.tx.broadcast(school, quoted).await?;
        if !found.is_some_and(|found| found.ask != BroadcastAsk::Nothing && found.ask.takes(answer)) {
            return Ok(false);
        }
        noted(turn, quoted, answer, false).await?;
        return Ok(true);
    }
    match announcement_meant(turn.tx, &turn.cause, (guardian, answer), turn.locale()).await? {
        AnnouncementMeant::None => return Ok(false),
        AnnouncementMeant::One(broadcast) => noted(turn, broadcast, answer, true).await?,
        AnnouncementMeant::OneOf(broadcasts) => {
            let step = BroadcastStep::Answer(answer);
            let choices = broadcasts.iter().map(|one| step_choice(one.id, step, one.label())).collect();
            turn.say(Say { phrase: Phrase::Broadcast(BroadcastPhrase::WhichAnswered { broadcasts }), choices })?;
        }
    }
    Ok(true)
}

/// A family answers, or asks to read the whole.
pub(super) async fn answered(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    answer: BroadcastAnswer,
) -> Result<(), CommandError> {
    noted(turn, broadcast, answer, false).await
}

/// `by_words`: nothing but we says which announcement it was for.
async fn noted(
    turn: &mut Turn<'_>,
    broadcast: BroadcastId,
    answer: BroadcastAnswer,
    by_words: bool,
) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(Phrase::QuestionExpired) };
    let noted = answer_broadcast(turn.tx, &turn.cause, broadcast, (guardian, answer)).await?;
    let Some(Answered { broadcast: found, before }) = noted else { return turn.say(Phrase::QuestionExpired) };
    if answer == BroadcastAnswer::Read && found.ask == BroadcastAsk::Nothing {
        let say = as_read(turn, &found)?;
        return turn.say(say);
    }
    let by_template = turn.channel == Channel::WhatsApp
        && !turn.tx.broadcast_came_in_parts(turn.cause.school.id, broadcast, guardian).await?;
    let changed = before.is_some_and(|before| before != answer);
    let phrase = BroadcastPhrase::AnswerNoted { answer, changed };
    let phrase = if by_words {
        let start = broadcast_start(turn.tx, &turn.cause, broadcast, Some(turn.locale())).await?;
        BroadcastPhrase::Of { start, done: Box::new(phrase) }
    } else {
        phrase
    };
    let phrase = Phrase::Broadcast(phrase);
    turn.say(phrase)?;
    // The template that was answered brought no file.
    if by_template && announcement_of(&turn.cause, &found, false)?.file.is_some() {
        let say = as_read(turn, &found)?;
        return turn.say(say);
    }
    Ok(())
}
