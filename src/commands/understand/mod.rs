//! From text to meaning, in three languages and their mixtures.
//!
//! Lives here: reading a message against what its speaker may name, deciding what is wanted. Pure and total: any text
//! gives an [`Interpretation`].
//! Never here: a database, a clock, an effect, a sentence of ours; words that people use are data, in `bot-templates/lexicon`.
//! Invariant: a guardian's or a stranger's message is never understood as a write to marks.

mod account;
mod apart;
mod code;
mod courtesy;
mod cue;
mod delay;
mod fuzzy;
mod index;
mod intent;
mod intents;
mod interpretation;
mod judge;
mod language;
mod lexicon;
mod name_table;
mod names;
mod nearest;
mod place;
mod reading;
mod replied;
mod report;
mod resolve;
mod scope;
mod sight;
mod table;
mod to_staff;
mod token;
mod value;
mod when;

pub use index::{Index, SchoolIndex};
pub use intent::Intent;
pub use interpretation::{
    AbsentLine, Aside, ForPerson, Given, Haste, Interpretation, LineProblem, ListLine, MemberLine, Outcome, Pick,
    Reason, Slots,
};
pub use lexicon::{Lexicon, LexiconError, LexiconProblem};
pub use nearest::nearest;
pub use replied::answer_to_announcement;
pub use report::Called;
pub use scope::{
    AssessmentView, ClassView, CourseView, Dialogue, FamilyScope, OptionRef, Pending, Reach, Roll, SchoolView, Scope,
    Speaker, StaffScope, StudentView, SubjectView, TermView,
};

pub use table::{Column, Layout, Meant, assessment_meant, line, lines};
pub use to_staff::{StaffMeant, StaffPart, ToStaff, asks_for_time, puts_off, reworded, to_staff};

use lexicon::Ear;

/// The longest message that is read; what is beyond is not a message to a gradebook.
const LONGEST: usize = 8_000;

fn bounded(text: &str) -> &str {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(place, _)| place);
    text.get(..end).unwrap_or_default()
}

/// The children of whom `text` says the same as of another one before: `Estelle aussi`.
pub fn another_child(text: &str, index: &Index, dialogue: &Dialogue) -> Vec<crate::domain::StudentId> {
    intents::said_again::another_child(&reading::Reading::new(bounded(text), index, dialogue))
}

/// The earlier school year that `text` names, by its label.
pub fn earlier_year(text: &str, index: &Index, dialogue: &Dialogue) -> Option<String> {
    intents::year::other_year(&reading::Reading::new(bounded(text), index, dialogue))
}

/// What `text` means when this speaker writes it now.
pub fn interpret(text: &str, index: &Index, dialogue: &Dialogue) -> Interpretation {
    let text = bounded(text);
    let reading = reading::Reading::new(text, index, dialogue);
    let mut found = intents::decide(&reading);
    if found.says_nothing() || found.is_courtesy() && reading.says_more_than_courtesy() {
        // Words far from any we know may still be told by the rest of the message: to look, or to ask.
        let wide = reading::Reading::heard_by(Ear::Wide, text, index, dialogue);
        found = intents::guessed(&wide).unwrap_or(found);
    }
    if found.says_nothing() && dialogue.active_child.is_none() {
        // Nothing is asked back: there is nothing to choose from.
        found.outcome = Outcome::None;
    }
    found = intents::idle::beside_the_point(&reading, found);
    let by_year =
        found.intent.is_of_this_year() || matches!(found.intent, Intent::StudentSummary | Intent::ProgressView);
    if by_year && found.slots.year.is_none() {
        found.slots.year = intents::year::other_year(&reading);
    }
    if found.intent.is_of_a_term() && found.slots.term.is_none() {
        found.slots.term = intents::terms::unknown(&reading);
    }
    match index.speaker() {
        Speaker::Staff(_) => found,
        Speaker::Guardian(_) | Speaker::Stranger => {
            let mut found = without_writes(found);
            found.slots.for_person.unread = reading.unread();
            found.slots.for_person.talks = reading.has(cue::Cue::Talk);
            found.slots.for_person.missed = reading.has(cue::Cue::NotArriving);
            found
        }
    }
}

/// Whatever was understood, nobody but staff writes marks.
fn without_writes(found: Interpretation) -> Interpretation {
    if !found.intent.writes_marks() {
        return found;
    }
    Interpretation { outcome: Outcome::Reject, reason: Some(Reason::NotAllowed), slots: Slots::default(), ..found }
}
