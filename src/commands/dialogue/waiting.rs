//! Questions that end without an answer, and the lines that waited for one: none is lost without a word.

use super::{Ask, Memory, Question};
use crate::domain::{ConversationId, Timestamp};

/// Lines that wait for one answer.
pub(in crate::commands) struct WaitingLines {
    pub(in crate::commands) lines: Vec<String>,
    /// The beginning of what they answer.
    pub(in crate::commands) answers: Option<String>,
}

impl Memory {
    /// The question has been answered: what it was about is dealt with.
    pub(in crate::commands) fn close_question(&mut self) {
        self.question = None;
    }

    /// A question that nobody has answered in time is over.
    pub(in crate::commands) fn expire(&mut self, now: Timestamp) {
        if self.question(now).is_none() {
            self.drop_question();
        }
    }

    pub(super) fn drop_question(&mut self) {
        if let Some(Question { ask: Ask::PassOn { lines, .. }, .. }) = self.question.take() {
            self.left.extend(lines);
        }
    }

    /// The lines that wait for a word whether they are for this thread.
    pub(in crate::commands) fn waiting_lines(&self, thread: ConversationId, now: Timestamp) -> Option<WaitingLines> {
        match &self.question(now)?.ask {
            Ask::PassOn { conversation, lines, answers } if *conversation == thread => {
                Some(WaitingLines { lines: lines.clone(), answers: answers.clone() })
            }
            _ => None,
        }
    }

    /// Lines that will not be passed on, once.
    pub(in crate::commands) fn take_left(&mut self) -> Vec<String> {
        std::mem::take(&mut self.left)
    }
}
