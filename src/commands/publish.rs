//! `publier ds1 4eA`: a preview with what is missing and whom it reaches, then a yes.

use super::CommandError;
use super::approve;
use super::dialogue::{Ask, Begun, Publication};
use super::offer;
use super::press::Press;
use super::refusal::explain;
use super::turn::{Turn, choice};
use super::understand::{Interpretation, Outcome, Pick, Reason};
use crate::actions::{Request, assessment_label, days_to_tell, plan_publication, publish_assessment};
use crate::domain::{AssessmentId, MarkId};
use crate::phrase::{Label, OperatorNews, Phrase, PreferencePhrase, Say, Which};

/// Acts on a wish to publish.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if meaning.outcome == Outcome::Reject {
        let phrase = explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    if matches!(meaning.reason, Some(Reason::UnknownAssessment | Reason::UnknownClass)) {
        let phrase = explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    match meaning.slots.assessment.as_ref().and_then(Pick::single) {
        Some(assessment) => propose(turn, assessment).await,
        None => which(turn, meaning),
    }
}

/// Shows what publishing an assessment would do and asks.
pub(super) async fn propose(turn: &mut Turn<'_>, assessment: AssessmentId) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    let class = assessment.class_label.clone();
    let label = assessment_label(&assessment);
    let plan = plan_publication(turn.tx, &turn.cause, &assessment).await?;
    if plan.marks.is_empty() {
        return turn.say(Phrase::NothingToPublish { class, assessment: label });
    }
    let days = days_to_tell(turn.tx, &turn.cause, &plan.students, turn.carriers).await?;
    if days > 1 {
        turn.say(Phrase::Operator(OperatorNews::FamiliesOverDays { days }))?;
    }
    let phrase = Phrase::ConfirmPublish {
        class,
        assessment: label,
        marks: u32::try_from(plan.marks.len()).unwrap_or(u32::MAX),
        without_points: plan.without_points,
        missing: turn.student_names(&plan.missing),
        families: plan.families,
        reachable: plan.reachable,
    };
    turn.ask_yes_no(phrase, Ask::Publish { assessment: assessment.id, marks: plan.marks }, Label::Publish)
}

/// Publishes what was shown, after a yes.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    marks: &[MarkId],
) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    let drafts: Vec<MarkId> = entries.values().filter_map(|entry| entry.draft.map(|draft| draft.id)).collect();
    if drafts.len() != marks.len() || !marks.iter().all(|mark| drafts.contains(mark)) {
        return turn.say(Phrase::AskAgain);
    }
    if turn.cause.school.caution.approval.publish {
        return approve::ask(turn, &assessment, Request::Publish { marks: marks.to_vec() }).await;
    }
    // A conflict rolls everything back, and the message is read again: by then the drafts differ.
    let published = publish_assessment(turn.tx, &turn.cause, &assessment, marks).await?;
    turn.memory.forget_write();
    let (held, mut choices) = (turn.cause.school.caution.undo, Vec::new());
    if !held.is_zero() {
        turn.memory.published(Publication { assessment: assessment.id, marks: marks.to_vec() }, turn.cause.now);
        choices.push(choice(&Press::Unpublish(assessment.id), Label::Undo));
    }
    let phrase = Phrase::Published {
        class: assessment.class_label.clone(),
        assessment: assessment_label(&assessment),
        marks: published.marks,
        families: published.families,
        held: u32::try_from(held.as_secs()).unwrap_or(u32::MAX),
        from: turn.families_from(),
    };
    turn.say(Say { phrase, choices })?;
    match published.in_digest {
        0 => Ok(()),
        families => turn.say(Phrase::Preference(PreferencePhrase::ReadInDigest { families })),
    }
}

fn which(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let ids = meaning.slots.assessment.as_ref().map_or(&[][..], Pick::several);
    let class = meaning.slots.class.as_ref().and_then(Pick::single);
    let options = offer::assessments(turn, ids, class);
    if options.is_empty() {
        let phrase = offer::no_assessment(turn, class);
        return turn.say(phrase);
    }
    let begun = Begun { intent: meaning.intent.code().to_owned(), ..Begun::default() };
    turn.ask_which(Phrase::Which { what: Which::Assessment, heard: None }, options, begun)
}
