//! `clôture T1 4eA`, `rouvre T1 4eA : motif`: an administrator freezes a class's report cards, or lets marks change again.

use super::dialogue::{Ask, Begun, Picked};
use super::other_year::term_said;
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick, Reason};
use super::{CommandError, letters, offer, refusal};
use crate::actions::{ActionError, ClassInTerm, close_term, plan_closing, reopen_term};
use crate::domain::{Action, ClassId, can};
use crate::phrase::{ClosingPlan, Label, Phrase, PrintNews, TermClosed, Which};

/// Acts on a wish to close a term, or to open it again.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if !can(turn.cause.actor, Action::Administer) {
        return turn.say(Phrase::NotAllowed);
    }
    if meaning.reason == Some(Reason::Period) {
        let phrase = refusal::no_such_term(turn, meaning.slots.term.as_deref().unwrap_or_default());
        return turn.say(phrase);
    }
    let begun = Begun {
        intent: meaning.intent.code().to_owned(),
        class: meaning.slots.class.as_ref().and_then(Pick::single),
        term: meaning.slots.term.clone(),
        heard: meaning.slots.words.iter().find(|(slot, _)| *slot == "reason").map(|(_, reason)| reason.clone()),
        ..Begun::default()
    };
    if begun.class.is_some() {
        return go_on(turn, &begun).await;
    }
    let classes = turn.index.school().classes.iter().take(offer::CHOICES);
    let options = classes.map(|class| (Picked::Class(class.id), Label::Name(class.label.clone()))).collect();
    turn.ask_which(Phrase::Which { what: Which::Class, heard: None }, options, begun)
}

/// The class is known.
pub(super) async fn go_on(turn: &mut Turn<'_>, begun: &Begun) -> Result<(), CommandError> {
    let (Some(class), Some(term)) = (begun.class, &begun.term) else { return turn.say(Phrase::AskAgain) };
    let Some(of) = class_in_term(turn, class, term).await? else { return turn.say(Phrase::AskAgain) };
    if Intent::from_code(&begun.intent) == Some(Intent::TermReopen) {
        return propose_reopening(turn, of, (class, term), begun.heard.clone()).await;
    }
    let Some(plan) = plan_closing(turn.tx, &turn.cause, &of).await? else {
        return already_closed(turn, of);
    };
    if plan.students == 0 {
        return turn.say(Phrase::Print(PrintNews::NoStudents { class: of.class_label }));
    }
    letters::warn_of_roll(turn, &of).await?;
    let ask = Ask::CloseTerm { class, term: term.clone(), seen: plan.fingerprint.clone() };
    let plan = ClosingPlan { term: term_said(turn, &of), ..plan };
    turn.ask_yes_no(Phrase::ConfirmClosing { plan }, ask, Label::CloseTerm)
}

/// Closes what was shown, after a yes.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    class: ClassId,
    term: &str,
    shown: &str,
) -> Result<(), CommandError> {
    let Some(of) = class_in_term(turn, class, term).await? else { return turn.say(Phrase::AskAgain) };
    match plan_closing(turn.tx, &turn.cause, &of).await? {
        None => return already_closed(turn, of),
        Some(plan) if plan.fingerprint != shown => return turn.say(Phrase::AskAgain),
        Some(_) => {}
    }
    let closed = close_term(turn.tx, &turn.cause, &of).await?;
    turn.say(Phrase::TermIsClosed(TermClosed {
        term: term_said(turn, &of),
        class: of.class_label,
        cards: closed.cards,
        revised: closed.revised,
        renewed: closed.renewed,
        families: closed.families_told,
    }))
}

fn already_closed(turn: &mut Turn<'_>, of: ClassInTerm) -> Result<(), CommandError> {
    let term = term_said(turn, &of);
    turn.say(Phrase::Print(PrintNews::AlreadyClosed { class: of.class_label, term }))
}

async fn propose_reopening(
    turn: &mut Turn<'_>,
    of: ClassInTerm,
    (id, code): (ClassId, &str),
    reason: Option<String>,
) -> Result<(), CommandError> {
    let (class, term) = (of.class_label.clone(), term_said(turn, &of));
    let Some(reason) = reason else { return turn.say(Phrase::ReasonMissing { class, term }) };
    if !turn.tx.is_term_closed(turn.cause.school.id, of.class, of.term.id).await? {
        return turn.say(Phrase::TermNotClosed { class, term });
    }
    let ask = Ask::ReopenTerm { class: id, term: code.to_owned(), reason: reason.clone() };
    turn.ask_yes_no(Phrase::Print(PrintNews::ConfirmReopening { class, term, reason }), ask, Label::Yes)
}

/// Opens it again, after a yes.
pub(super) async fn reopen(turn: &mut Turn<'_>, class: ClassId, term: &str, reason: &str) -> Result<(), CommandError> {
    let Some(of) = class_in_term(turn, class, term).await? else { return turn.say(Phrase::AskAgain) };
    let (class, term) = (of.class_label.clone(), term_said(turn, &of));
    match reopen_term(turn.tx, &turn.cause, &of, reason).await {
        Ok(other_weights) => turn.say(Phrase::TermReopened { class, term, other_weights }),
        Err(ActionError::NotFound) => turn.say(Phrase::TermNotClosed { class, term }),
        Err(error) => Err(error.into()),
    }
}

async fn class_in_term(turn: &mut Turn<'_>, class: ClassId, term: &str) -> Result<Option<ClassInTerm>, CommandError> {
    let label = turn.label_of(class).await?;
    match ClassInTerm::of(turn.tx, &turn.cause, (class, label), term).await {
        Ok(of) => Ok(Some(of)),
        Err(ActionError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
