//! `supprime la note de Konan ds1`: always asks; the history stays.

use super::dialogue::{Ask, TakesBack};
use super::mark_set;
use super::refusal::explain;
use super::turn::{Turn, undo_choice};
use super::understand::{Interpretation, Outcome, Pick};
use super::{CommandError, approve};
use crate::actions::{Correction, Request, assessment_label, delete_mark};
use crate::domain::{AssessmentId, Mark, StudentId};
use crate::phrase::{Label, Phrase, Say};
use crate::store::Entry;

/// Acts on a wish to delete one student's mark.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if meaning.outcome == Outcome::Reject {
        let phrase = explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    let student = meaning.slots.student.as_ref().and_then(Pick::single);
    let assessment = meaning.slots.assessment.as_ref().and_then(Pick::single);
    match (student, assessment) {
        (Some(student), Some(assessment)) => propose(turn, assessment, student).await,
        _ => mark_set::ask_what_is_missing(turn, meaning, text).await,
    }
}

/// Shows what would be deleted and asks.
pub(super) async fn propose(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    student: StudentId,
) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    let label = assessment_label(&assessment);
    let name = turn.student_name(student);
    let entry = entry(turn, assessment.id, student).await?;
    match current(&entry) {
        Some(seen) => {
            let published = entry.published.is_some();
            let phrase = Phrase::ConfirmDelete { student: name, assessment: label, old: seen, published };
            turn.ask_yes_no(phrase, Ask::Delete { assessment: assessment.id, student, seen }, Label::Yes)
        }
        None => turn.say(Phrase::NoSuchMark { student: name, assessment: label }),
    }
}

/// Deletes after a yes, unless the mark has changed since it was shown.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    student: StudentId,
    seen: Mark,
) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    let entry = entry(turn, assessment.id, student).await?;
    if current(&entry) != Some(seen) {
        return turn.say(Phrase::AskAgain);
    }
    if let Some(known) = entry.published.filter(|_| turn.cause.school.caution.approval.correct_published) {
        let changes = vec![Correction { student, seen: known.id, new: None }];
        return approve::ask(turn, &assessment, Request::Correct { changes }).await;
    }
    let deleted = delete_mark(turn.tx, &turn.cause, &assessment, student).await?;
    turn.memory.forget_write();
    let back = deleted.map(|one| TakesBack::Deletion { assessment: assessment.id, student, mark: one.old });
    let undo = back.map(|back| undo_choice(turn.did(back)));
    let (name, label) = (turn.student_name(student), assessment_label(&assessment));
    let phrase = match deleted {
        Some(deleted) => Phrase::MarkDeleted {
            student: name,
            assessment: label,
            old: deleted.old,
            families: deleted.families_told,
            later: deleted.families_later,
            from: turn.families_from(),
        },
        None => Phrase::NoSuchMark { student: name, assessment: label },
    };
    turn.say(Say { phrase, choices: undo.into_iter().collect() })
}

async fn entry(turn: &mut Turn<'_>, assessment: AssessmentId, student: StudentId) -> Result<Entry, CommandError> {
    let entries = turn.tx.entries(turn.cause.school.id, assessment).await?;
    Ok(entries.get(&student).copied().unwrap_or_default())
}

fn current(entry: &Entry) -> Option<Mark> {
    entry.current().map(|version| version.mark)
}
