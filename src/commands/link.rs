//! `lier CODE`: a code makes somebody known; a family agrees first. Every failure gets the same words.

use uuid::Uuid;

use super::dialogue::Ask;
use super::turn::Turn;
use super::understand::Interpretation;
use super::{CommandError, walk};
use crate::actions::{LinkOutcome, accept_consent, decline_consent, redeem_code};
use crate::domain::{LinkCode, StudentId};
use crate::phrase::{Label, Phrase, Say, StudentLabel};

/// The words people agree to; a change of their meaning is a new version.
pub const CONSENT_VERSION: &str = "2026-12";

/// Acts on a code.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let Some(typed) = &meaning.slots.code else { return turn.say(Phrase::CodeMissing) };
    let Some(code) = LinkCode::parse(typed) else { return turn.say(Phrase::CodeRefused) };
    let school = turn.cause.school.name.clone();
    match redeem_code(turn.tx, &turn.cause, turn.contact, &code).await? {
        LinkOutcome::Refused => turn.say(Phrase::CodeRefused),
        LinkOutcome::Staff { name } => {
            turn.memory.forget_walk();
            let phrase = Phrase::StaffLinked { name, school };
            turn.say(Say { phrase, choices: vec![walk::invitation()] })
        }
        LinkOutcome::Student { code, student, child } => ask(turn, code, student, child),
    }
}

/// The same question again, in the language they have chosen meanwhile.
pub(super) async fn ask_consent(turn: &mut Turn<'_>, code: Uuid, student: StudentId) -> Result<(), CommandError> {
    match turn.tx.student_name(turn.cause.school.id, student).await? {
        Some(name) => ask(turn, code, student, StudentLabel::discreet(&name)),
        None => turn.say(Phrase::AskAgain),
    }
}

fn ask(turn: &mut Turn<'_>, code: Uuid, student: StudentId, child: StudentLabel) -> Result<(), CommandError> {
    let school = turn.cause.school.name.clone();
    let phrase = Phrase::AskConsent { child, school, version: CONSENT_VERSION.to_owned() };
    turn.ask_yes_no(phrase, Ask::Consent { code, student }, Label::Agree)
}

/// They agree: the link is active from now on.
pub(super) async fn accepted(turn: &mut Turn<'_>, code: Uuid, student: StudentId) -> Result<(), CommandError> {
    let school = turn.cause.school.name.clone();
    match accept_consent(turn.tx, &turn.cause, turn.contact, code, student, CONSENT_VERSION).await? {
        Some(child) => {
            turn.memory.forget_walk();
            let phrase = Phrase::ConsentThanks { child, school };
            turn.say(Say { phrase, choices: vec![walk::invitation()] })
        }
        // Somebody else has used the code meanwhile, or it has expired.
        None => turn.say(Phrase::CodeRefused),
    }
}

/// They decline: nothing is kept but the fact.
pub(super) async fn declined(turn: &mut Turn<'_>, student: StudentId) -> Result<(), CommandError> {
    decline_consent(turn.tx, &turn.cause, turn.contact, student, CONSENT_VERSION).await?;
    turn.say(Phrase::ConsentDeclined)
}
