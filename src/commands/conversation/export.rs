//! `exporte la conversation de Zadi`: what was said about a student, as a file.

use super::super::CommandError;
use super::super::refusal;
use super::super::turn::Turn;
use super::super::understand::{Interpretation, Pick, Reason};
use crate::actions::export_threads;
use crate::phrase::{ConversationPhrase, Phrase};

/// Answers with the file.
pub(in crate::commands) async fn export(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<(), CommandError> {
    if meaning.reason == Some(Reason::NotAllowed) {
        let phrase = refusal::not_allowed(turn, meaning);
        return turn.say(phrase);
    }
    let Some(student) = meaning.slots.student.as_ref().and_then(Pick::single) else {
        let phrase = refusal::explain(turn, meaning, text, None);
        return turn.say(phrase);
    };
    if let Some(file) = export_threads(turn.tx, &turn.cause, student).await? {
        return turn.say(file);
    }
    let child = turn.student_name(student);
    turn.say(Phrase::Conversation(ConversationPhrase::Exported { child, threads: 0 }))
}
