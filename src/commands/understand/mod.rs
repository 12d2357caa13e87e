//! From text to meaning, in three languages and their mixtures.
//!
//! Lives here: reading a message against what its speaker may name, deciding what is wanted. Pure and total: any text
//! gives an [`Interpretation`].
//! Never here: a database, a clock, an effect, a sentence of ours; words that people use are data, in `bot-templates/lexicon`.
//! Invariant: a guardian's or a stranger's message is never understood as a write to marks.

mod intent;
mod interpretation;
mod scope;

pub use intent::Intent;
pub use interpretation::{Given, Interpretation, LineProblem, ListLine, Outcome, Pick, Reason, Slots};
pub use scope::{
    AssessmentView, ClassView, CourseView, Dialogue, FamilyScope, OptionRef, Pending, SchoolView, Scope, Speaker,
    StaffScope, StudentView, SubjectView, TermView,
};

/// A scope prepared for reading many messages.
#[derive(Debug)]
pub struct Index {
    scope: Scope,
}

impl Index {
    pub fn new(scope: Scope) -> Self {
        Self { scope }
    }

    /// What it was made from.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }
}

/// What `text` means when this speaker writes it now.
pub fn interpret(_text: &str, _index: &Index, _dialogue: &Dialogue) -> Interpretation {
    Interpretation {
        intent: Intent::Unknown,
        outcome: Outcome::None,
        reason: None,
        slots: Slots::default(),
        language: None,
    }
}
