//! `retire l'accès de M. KONAN à Yao`: a guardian reads no more of a student, from the administrator's yes on; the same words
//! give it back.

use serde::{Deserialize, Serialize};

use super::dialogue::{Ask, Begun, Picked};
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick};
use super::{CommandError, refusal};
use crate::actions::{guardian_accesses, set_guardian_access};
use crate::domain::{Action, GuardianId, StudentId, can};
use crate::phrase::{AccessPhrase, Label, Phrase};
use crate::store::GuardianAccess;

/// Whether a guardian may read of a student from now on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct AccessWish {
    guardian: GuardianId,
    name: Option<String>,
    student: StudentId,
    open: bool,
}

pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if !can(turn.cause.actor, Action::Administer) {
        let phrase = refusal::not_allowed(turn, meaning);
        return turn.say(phrase);
    }
    let Some(student) = meaning.slots.student.as_ref().and_then(Pick::single) else {
        let phrase = refusal::explain(turn, meaning, text, None);
        return turn.say(phrase);
    };
    let found = guardian_accesses(turn.tx, &turn.cause, student).await?;
    let label = turn.student_name(student);
    match found.as_slice() {
        [] => turn.say(AccessPhrase::Nobody { student: label }.phrase()),
        [only] => propose(turn, student, only),
        several => {
            let option = |one: &GuardianAccess| (Picked::Guardian(one.guardian), Label::guardian(one.name.clone()));
            let options = several.iter().map(option).collect();
            let intent = Intent::GuardianRevoke.code().to_owned();
            let begun = Begun { intent, student: Some(student), ..Begun::default() };
            turn.ask_which(AccessPhrase::Whose { student: label }.phrase(), options, begun)
        }
    }
}

/// One of several was picked.
pub(super) async fn chosen(turn: &mut Turn<'_>, guardian: GuardianId, begun: Begun) -> Result<(), CommandError> {
    let Some(student) = begun.student else { return turn.say(Phrase::AskAgain) };
    let found = guardian_accesses(turn.tx, &turn.cause, student).await?;
    match found.iter().find(|one| one.guardian == guardian) {
        Some(one) => propose(turn, student, one),
        None => turn.say(Phrase::AskAgain),
    }
}

fn propose(turn: &mut Turn<'_>, student: StudentId, of: &GuardianAccess) -> Result<(), CommandError> {
    let phrase =
        AccessPhrase::Confirm { student: turn.student_name(student), guardian: of.name.clone(), open: of.is_open };
    let ask = AccessWish { guardian: of.guardian, name: of.name.clone(), student, open: !of.is_open };
    turn.ask_yes_no(phrase.phrase(), Ask::SetAccess(ask), Label::Yes)
}

/// A yes to it.
pub(super) async fn confirmed(turn: &mut Turn<'_>, wish: AccessWish) -> Result<(), CommandError> {
    let AccessWish { guardian, name, student, open } = wish;
    let phrase = if set_guardian_access(turn.tx, &turn.cause, (guardian, student), open).await? {
        AccessPhrase::Done { student: turn.student_name(student), guardian: name, open }
    } else {
        AccessPhrase::Unchanged {}
    };
    turn.say(phrase.phrase())
}
