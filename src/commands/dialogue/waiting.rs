//! What of a thread is remembered: lines that wait for an answer, of which none is lost without a word, and where somebody was.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::{Ask, Memory, Question, fresh};
use crate::domain::{ConversationId, Timestamp};

/// How long after a thread a word may be about it.
const AFTER: Duration = Duration::from_hours(24);

/// A thread that may be reported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::commands) struct ReportedThread {
    pub(in crate::commands) conversation: ConversationId,
    /// The line it is about.
    pub(in crate::commands) quoted: Option<String>,
    /// A report card may have been meant.
    pub(in crate::commands) card: bool,
}

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

    pub(in crate::commands) fn was_in_thread(&mut self, thread: ConversationId, now: Timestamp) {
        self.thread = Some((thread, now));
    }

    /// The thread they were in last, not long ago.
    pub(in crate::commands) fn last_thread(&self, now: Timestamp) -> Option<ConversationId> {
        fresh(self.thread, now, AFTER)
    }

    /// Lines that will not be passed on, once.
    pub(in crate::commands) fn take_left(&mut self) -> Vec<String> {
        std::mem::take(&mut self.left)
    }
}
