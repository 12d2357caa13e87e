//! Messages that their author edited or took back after they wrote marks: a correction, and corrections ask.

use std::collections::HashSet;

use super::CommandError;
use super::dialogue::Ask;
use super::reach;
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick, interpret};
use crate::actions::assessment_label;
use crate::domain::{AssessmentId, ChangeSetId, StudentId};
use crate::phrase::{Label, Phrase};
use crate::store::{Assessment, MarkVersion};

type Standing = Vec<(AssessmentId, MarkVersion)>;

/// A message reads otherwise now. Says whether that was answered; if not, the new wording is acted on like a message of
/// its own, except that it replaces no mark without a yes.
pub(super) async fn edited(turn: &mut Turn<'_>, body: &str) -> Result<bool, CommandError> {
    let message = turn.source.message.clone();
    let (change_sets, standing) = standing(turn, &message).await?;
    let Some(assessment) = assessment_of(turn, &standing).await? else { return Ok(false) };
    if turn.refuses(&assessment)? {
        return Ok(true);
    }
    // It is read as it was at first: no question was open, and this assessment was spoken of.
    turn.memory.forget_question(turn.cause.now);
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    let index = std::sync::Arc::clone(&turn.index);
    let meaning = interpret(body, &index, &turn.dialogue(turn.chosen, false));
    reach::follow_language(turn, meaning.language).await?;
    if covers(&meaning, assessment.id, &standing) {
        return Ok(false);
    }
    let writes = matches!(meaning.intent, Intent::MarkSet | Intent::MarkList | Intent::MarkCorrect);
    let then = writes.then(|| body.to_owned());
    propose(turn, &assessment, change_sets, &standing, then)?;
    Ok(true)
}

/// A message was taken back: so are the question it raised and, after a yes, the drafts it wrote.
pub(super) async fn revoked(turn: &mut Turn<'_>, original: &str) -> Result<(), CommandError> {
    let (change_sets, standing) = standing(turn, original).await?;
    if let Some(assessment) = assessment_of(turn, &standing).await? {
        if turn.refuses(&assessment)? {
            return Ok(());
        }
        return propose(turn, &assessment, change_sets, &standing, None);
    }
    if turn.memory.question(turn.cause.now).is_some_and(|question| question.source.message == original) {
        turn.memory.forget_question(turn.cause.now);
        return turn.say(Phrase::Cancelled);
    }
    Ok(())
}

/// What a message wrote that still stands, and the sets of changes that wrote it.
async fn standing(turn: &mut Turn<'_>, message: &str) -> Result<(Vec<ChangeSetId>, Standing), CommandError> {
    let (mut change_sets, mut standing) = (Vec::new(), Standing::new());
    for change_set in turn.memory.written_by(message, turn.cause.now) {
        let found = turn.tx.standing_of(turn.cause.school.id, change_set).await?;
        standing.extend(found);
        change_sets.push(change_set);
    }
    // A wording that moved to another assessment took the marks of the earlier one back first.
    let assessment = standing.first().map(|(assessment, _)| *assessment);
    standing.retain(|(of, _)| Some(*of) == assessment);
    Ok((change_sets, standing))
}

/// The assessment of what stands.
async fn assessment_of(
    turn: &mut Turn<'_>,
    standing: &[(AssessmentId, MarkVersion)],
) -> Result<Option<Assessment>, CommandError> {
    match standing.first() {
        Some((assessment, _)) => turn.assessment(*assessment).await,
        None => Ok(None),
    }
}

/// Whether a wording speaks of every mark that the earlier one wrote: then old and new are shown side by side.
fn covers(meaning: &Interpretation, assessment: AssessmentId, standing: &[(AssessmentId, MarkVersion)]) -> bool {
    if meaning.slots.assessment.as_ref().and_then(Pick::single) != Some(assessment) {
        return false;
    }
    let students: HashSet<StudentId> = match meaning.intent {
        Intent::MarkSet | Intent::MarkCorrect => {
            meaning.slots.student.as_ref().and_then(Pick::single).into_iter().collect()
        }
        Intent::MarkList => {
            meaning.slots.lines.iter().filter_map(|line| line.student.as_ref().and_then(Pick::single)).collect()
        }
        _ => return false,
    };
    standing.iter().all(|(_, version)| students.contains(&version.student))
}

/// Says which marks families know and asks about the drafts.
fn propose(
    turn: &mut Turn<'_>,
    assessment: &Assessment,
    change_sets: Vec<ChangeSetId>,
    standing: &[(AssessmentId, MarkVersion)],
    then: Option<String>,
) -> Result<(), CommandError> {
    let (published, drafts): (Vec<&MarkVersion>, Vec<&MarkVersion>) =
        standing.iter().map(|(_, version)| version).partition(|version| version.published);
    let count = |versions: &[&MarkVersion]| u32::try_from(versions.len()).unwrap_or(u32::MAX);
    if let Some(first) = published.first() {
        turn.say(Phrase::AlreadyPublished {
            class: assessment.class_label.clone(),
            assessment: assessment_label(assessment),
            student: (published.len() == 1).then(|| turn.student_name(first.student)),
            count: count(&published),
        })?;
    }
    let Some(first) = drafts.first() else { return Ok(()) };
    let phrase = Phrase::ConfirmTakeBack {
        class: assessment.class_label.clone(),
        assessment: assessment_label(assessment),
        edited: turn.source.edited,
        one: (drafts.len() == 1).then(|| (turn.student_name(first.student), first.mark)),
        count: count(&drafts),
    };
    turn.ask_yes_no(phrase, Ask::TakeBack { change_sets, then }, Label::Yes)
}
