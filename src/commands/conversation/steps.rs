//! Buttons of a thread.

use super::super::CommandError;
use super::super::press::TalkStep;
use super::super::turn::Turn;
use super::{pass, step_choice};
use crate::actions::{family_reads, family_side, hand_over_thread, read_thread, unanswered, unlock_thread};
use crate::domain::{ConversationId, ConversationState};
use crate::phrase::{ConversationPhrase, Label, NotPassed, Phrase, Say};

/// Does what a button says.
pub(in crate::commands) async fn pressed(
    turn: &mut Turn<'_>,
    conversation: ConversationId,
    step: TalkStep,
) -> Result<(), CommandError> {
    let Some(thread) = read_thread(turn.tx, &turn.cause, turn.guardian, conversation).await? else {
        return turn.say(Phrase::QuestionExpired);
    };
    match step {
        TalkStep::Reply | TalkStep::Read if thread.state == ConversationState::Locked => {
            turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why: NotPassed::Locked }))
        }
        TalkStep::Reply
            if turn.guardian != Some(thread.guardian) && !family_reads(turn.tx, &turn.cause, &thread).await? =>
        {
            turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why: NotPassed::FamilyNotReached }))
        }
        TalkStep::Reply => {
            // What they write next is for the other side, not an answer to something older.
            turn.memory.forget_question(turn.cause.now);
            pass::talk(turn, &thread).await
        }
        TalkStep::Read => {
            for phrase in unanswered(turn.tx, &turn.cause, &thread, turn.guardian != Some(thread.guardian)).await? {
                let choices = vec![step_choice(thread.id, TalkStep::Reply, Label::Reply)];
                turn.say(Say { phrase, choices })?;
            }
            pass::talk(turn, &thread).await
        }
        TalkStep::End => pass::end(turn, &thread).await,
        TalkStep::ToOffice | TalkStep::ToTeacher => {
            let office = step == TalkStep::ToOffice;
            let handed = hand_over_thread(turn.tx, &turn.cause, (&thread, office), pass::buttons).await?;
            turn.say(Phrase::Conversation(match handed {
                Some(handed) => {
                    ConversationPhrase::HandedTo { family: family_side(&handed), by: None, lines: Vec::new() }
                }
                None => ConversationPhrase::NotPassed { why: NotPassed::NotReached },
            }))
        }
        TalkStep::Unlock => {
            unlock_thread(turn.tx, &turn.cause, &thread).await?;
            turn.say(Phrase::Conversation(ConversationPhrase::Unlocked { family: family_side(&thread) }))
        }
    }
}
