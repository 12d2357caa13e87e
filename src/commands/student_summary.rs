//! `comment va Zadi`, `est-ce que Awa a eu 14 ?`: what a student has in the courses the speaker may read.

use super::dialogue::Begun;
use super::refusal::explain;
use super::turn::Turn;
use super::understand::{Interpretation, Outcome, Pick};
use super::{CommandError, offer};
use crate::actions::assessment_label;
use crate::domain::{Action, StudentId, can, count};
use crate::phrase::{CourseMark, Guide, Phrase, Which};
use crate::store::Entry;

/// Marks shown in one answer, the newest first.
const SHOWN: usize = 8;

/// Acts on a question about a student.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    match &meaning.slots.student {
        Some(Pick::Several(ids)) => {
            let options = offer::students(turn, ids);
            let begun = Begun { intent: meaning.intent.code().to_owned(), ..Begun::default() };
            turn.ask_which(Phrase::Which { what: Which::Student, heard: None }, options, begun)
        }
        Some(pick) if meaning.outcome != Outcome::Reject => match pick.single() {
            Some(student) => show(turn, student).await,
            None => turn.say(Phrase::AskAgain),
        },
        _ => {
            let phrase = explain(turn, meaning, text, None);
            turn.say(phrase)
        }
    }
}

/// Shows a student's marks.
pub(super) async fn show(turn: &mut Turn<'_>, id: StudentId) -> Result<(), CommandError> {
    let Some(student) = turn.student(id) else { return turn.say(Phrase::AskAgain) };
    let class = student.class;
    let mut readable: Vec<_> = turn
        .index
        .assessments()
        .filter(|one| one.class == class)
        .filter(|one| one.course.is_some_and(|course| can(turn.cause.actor, Action::ReadCourseMarks { course, class })))
        .map(|one| (one.date, one.id))
        .collect();
    readable.sort_by(|one, other| other.cmp(one));
    let more = count(readable.len().saturating_sub(SHOWN));
    let mut lines = Vec::new();
    for (_, assessment) in readable.into_iter().take(SHOWN) {
        let Some(assessment) = turn.assessment(assessment).await? else { continue };
        let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
        let entry = entries.get(&id).copied().unwrap_or_default();
        let mark = entry.current().map(|version| version.mark);
        lines.push(CourseMark { assessment: assessment_label(&assessment), mark, draft: is_draft(&entry) });
    }
    let (student, class) = (turn.student_name(id), turn.class_label(class));
    turn.say(Phrase::Guide(Guide::StudentMarks { student, class, lines, more }))
}

fn is_draft(entry: &Entry) -> bool {
    entry.draft.is_some()
}
