//! What somebody did last, as far as it can be taken back or gone on with.

use serde::{Deserialize, Serialize};

use super::{Memory, QUESTION_LIVES, fresh};
use crate::domain::{AssessmentFacts, AssessmentId, BroadcastId, ChangeSetId, Mark, MarkId, StudentId, Timestamp};
use crate::phrase::Away;

/// What somebody did last, if an undo takes it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::commands) struct LastWrite {
    /// Its button carries it.
    pub(in crate::commands) id: ChangeSetId,
    pub(in crate::commands) what: TakesBack,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::commands) enum TakesBack {
    /// Marks that were written as this set of changes.
    Marks,
    /// A mark that was deleted.
    Deletion { assessment: AssessmentId, student: StudentId, mark: Mark },
    /// Absences that were marked together.
    Absences,
    /// An assessment that was made.
    Creation(AssessmentId),
    /// An assessment that was changed: what it was, and what it is.
    Change { assessment: AssessmentId, before: AssessmentFacts, now: AssessmentFacts },
    /// An assessment that was deleted.
    Removal(AssessmentId),
    /// An announcement that was sent on its way.
    Announcement(BroadcastId),
}

/// Versions that were published together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::commands) struct Publication {
    pub(in crate::commands) assessment: AssessmentId,
    pub(in crate::commands) marks: Vec<MarkId>,
}

/// What a family has said of a child's absence: `Awa aussi` says the same of another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::commands) struct SaidAway {
    pub(in crate::commands) away: Away,
    pub(in crate::commands) reason: Option<String>,
}

impl Memory {
    /// The family has said that a child is away.
    pub(in crate::commands) fn said_away(&mut self, said: SaidAway, now: Timestamp) {
        self.away = Some((said, now));
    }

    pub(in crate::commands) fn last_away(&self, now: Timestamp) -> Option<SaidAway> {
        fresh(self.away.clone(), now, QUESTION_LIVES)
    }
}
