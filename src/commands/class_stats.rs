//! `stats ds1 4eA`, `moyenne de la classe`: figures for those who may read the marks, drafts included.

use super::dialogue::{Begun, Picked};
use super::ordered::order;
use super::turn::Turn;
use super::understand::{Interpretation, Outcome, Pick, Reason};
use super::{CommandError, offer, refusal};
use crate::actions::{assessment_statistics, class_summary, order_histogram};
use crate::domain::{AssessmentId, ClassId, PRINTS, Printing};
use crate::phrase::{ClassSummary, Label, Phrase, Which};

/// Fewer marks are read faster than a picture of them.
const DRAWN: u32 = 4;

/// Acts on a wish to see figures.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if meaning.outcome == Outcome::Reject || meaning.reason == Some(Reason::UnknownClass) {
        let phrase = refusal::explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    let begun = Begun {
        intent: meaning.intent.code().to_owned(),
        class: meaning.slots.class.as_ref().and_then(Pick::single),
        subject: meaning.slots.subject.as_ref().and_then(Pick::single),
        term: meaning.slots.term.clone(),
        year: meaning.slots.year.clone(),
        ..Begun::default()
    };
    match (&meaning.slots.assessment, begun.class) {
        (Some(Pick::One(id) | Pick::Near { id, .. }), _) => of_assessment(turn, *id).await,
        (Some(Pick::Several(ids) | Pick::All(ids)), class) => which_assessment(turn, ids, class, begun).await,
        (Some(Pick::Unknown { heard, .. }), _) => {
            let known = refusal::known_assessments(turn);
            turn.say(Phrase::UnknownAssessment { heard: Some(heard.clone()), known })
        }
        (None, Some(_)) => of_class(turn, &begun).await,
        (None, None) => which_class(turn, meaning, begun).await,
    }
}

/// The figures of an assessment.
pub(super) async fn of_assessment(turn: &mut Turn<'_>, id: AssessmentId) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(id).await? else { return turn.say(Phrase::AskAgain) };
    let figures = assessment_statistics(turn.tx, &turn.cause, &assessment).await?;
    let draws = PRINTS && turn.channel.carries_files() && figures.statistics.count >= DRAWN;
    turn.say(Phrase::AssessmentFigures { figures })?;
    if draws {
        let order = order(turn, Printing::Histogram { assessment: id }, None, None);
        order_histogram(turn.tx, &turn.cause, &assessment, &order).await?;
    }
    Ok(())
}

/// The figures of a class in a term.
pub(super) async fn of_class(turn: &mut Turn<'_>, begun: &Begun) -> Result<(), CommandError> {
    let Some(class) = begun.class else { return turn.say(Phrase::AskAgain) };
    let named = (class, turn.label_of(class).await?);
    let term = begun.term.as_deref();
    let figures = class_summary(turn.tx, &turn.cause, named, begun.subject, term).await?;
    let Some(figures) = figures else { return turn.say(Phrase::AskAgain) };
    let term = begun.year.as_ref().map_or_else(|| figures.term.clone(), |year| format!("{} {year}", figures.term));
    turn.say(Phrase::ClassFigures { figures: ClassSummary { term, ..figures } })
}

async fn which_assessment(
    turn: &mut Turn<'_>,
    ids: &[AssessmentId],
    class: Option<ClassId>,
    begun: Begun,
) -> Result<(), CommandError> {
    let options = offer::assessments(turn, ids, class);
    match options.as_slice() {
        [(Picked::Assessment(only), _)] => {
            let only = *only;
            of_assessment(turn, only).await
        }
        [] => turn.say(Phrase::NotAllowed),
        _ => turn.ask_which(Phrase::Which { what: Which::Assessment, heard: None }, options, begun),
    }
}

async fn which_class(turn: &mut Turn<'_>, meaning: &Interpretation, begun: Begun) -> Result<(), CommandError> {
    let meant = match &meaning.slots.class {
        Some(Pick::Several(ids) | Pick::All(ids)) => ids.clone(),
        _ => turn.index.own_classes(),
    };
    match meant.as_slice() {
        [only] => of_class(turn, &Begun { class: Some(*only), ..begun }).await,
        [] => turn.say(Phrase::NotAllowed),
        _ => {
            let options = meant.iter().take(offer::CHOICES);
            let options = options.map(|id| (Picked::Class(*id), Label::Name(turn.class_label(*id)))).collect();
            turn.ask_which(Phrase::Which { what: Which::Class, heard: None }, options, begun)
        }
    }
}
