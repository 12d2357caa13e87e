//! A table from a file: where names and marks stand in it, and its rows as the lines of a list.
//!
//! Invariant: a row becomes a line exactly as if it had been pasted, and every row with a mark becomes one, if only to say
//! what is wrong with it.

mod layout;
mod row;

pub use layout::{Column, Layout};
pub use row::{line, lines};

use super::interpretation::Pick;
use super::reading::Reading;
use super::resolve::pick_assessment;
use super::scope::Dialogue;
use super::{Index, LONGEST};
use crate::domain::{AssessmentId, ClassId, SubjectId};

/// The assessment some words name, or leave open.
#[derive(Debug, Clone)]
pub struct Meant {
    pub assessment: Option<Pick<AssessmentId>>,
    /// The words name it; otherwise it comes from the dialogue or is the only one there is.
    pub said: bool,
    /// It is somebody else's course.
    pub foreign: bool,
    /// The name of one that does not exist.
    pub unknown: Option<String>,
    pub class: Option<ClassId>,
    /// The subjects the words name.
    pub subjects: Vec<SubjectId>,
    /// What the one that does not exist would be.
    pub kinds: Vec<String>,
}

/// The assessment meant by the words around a table: what was written with it, its headings.
pub fn assessment_meant(words: &str, index: &Index, dialogue: &Dialogue) -> Meant {
    let end = words.char_indices().nth(LONGEST).map_or(words.len(), |(place, _)| place);
    let reading = Reading::new(words.get(..end).unwrap_or_default(), index, dialogue);
    let meant = reading.assessments_meant();
    let class = match reading.class_ids().as_slice() {
        [class] => Some(*class),
        _ => None,
    };
    let kinds = super::intents::assessments::kinds_named(&reading);
    let (said, subjects) = (meant.said, reading.subject_ids());
    Meant {
        assessment: pick_assessment(meant.candidates, said),
        said,
        foreign: meant.foreign,
        unknown: meant.unknown,
        class,
        subjects,
        kinds,
    }
}
