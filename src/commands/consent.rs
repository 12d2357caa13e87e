//! `je retire mon accord`, `je redonne mon accord`, and the question about words that have changed.

use super::CommandError;
use super::dialogue::{Ask, Begun};
use super::link::CONSENT_VERSION;
use super::marks_view::children_meant;
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use crate::actions::{consent_open, note_consent_asked, renew_consent, withdraw_consent};
use crate::domain::{StudentId, StudentName, fold};
use crate::phrase::{Label, Phrase, PreferencePhrase, StudentLabel};
use crate::store::ConsentLink;

/// Acts on the wish to agree no more: asked once, for it cannot be taken for anything less.
pub(super) async fn withdraw(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let students = match meaning.slots.student {
        None => turn.links.iter().map(|link| link.id).collect(),
        Some(Pick::One(student)) => vec![student],
        Some(_) => {
            let begun = Begun { intent: meaning.intent.code().to_owned(), ..Begun::default() };
            let Some(students) = children_meant(turn, meaning, &begun).await? else { return Ok(()) };
            students
        }
    };
    propose(turn, students)
}

/// Asks whether they are sure.
pub(super) fn propose(turn: &mut Turn<'_>, students: Vec<StudentId>) -> Result<(), CommandError> {
    if turn.guardian.is_none() || students.is_empty() {
        return turn.say(turn.no_child());
    }
    let phrase = PreferencePhrase::ConfirmWithdrawal { children: labels(turn, &students) };
    turn.ask_yes_no(Phrase::Preference(phrase), Ask::WithdrawConsent { students }, Label::Yes)
}

/// A yes to it.
pub(super) async fn withdrawn(turn: &mut Turn<'_>, students: &[StudentId]) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(Phrase::AskAgain) };
    let withdrawn = withdraw_consent(turn.tx, &turn.cause, guardian, students).await?;
    turn.tx.set_talking(turn.cause.school.id, turn.contact, None, turn.cause.now).await?;
    let children = labels(turn, &withdrawn);
    turn.say(Phrase::Preference(PreferencePhrase::ConsentWithdrawn { children }))
}

/// Whether there is no child to speak of because they agree no more.
pub(super) async fn has_disagreed(turn: &mut Turn<'_>) -> Result<bool, CommandError> {
    let Some(guardian) = turn.guardian.filter(|_| turn.links.is_empty()) else { return Ok(false) };
    let open = consent_open(turn.tx, &turn.cause, guardian, CONSENT_VERSION).await?;
    Ok(open.iter().any(|link| link.withdrawn))
}

/// Whether there is no child to speak of because they have left the school.
pub(super) async fn departed(turn: &mut Turn<'_>) -> Result<Vec<StudentLabel>, CommandError> {
    let Some(guardian) = turn.guardian.filter(|_| turn.links.is_empty()) else { return Ok(Vec::new()) };
    let names = turn.tx.children_who_left(turn.cause.school.id, guardian).await?;
    Ok(names.iter().map(StudentLabel::discreet).collect())
}

/// Says that a child of theirs of this name has left the school; no other name is told apart from one that nobody has.
pub(super) async fn says_left(turn: &mut Turn<'_>, heard: &str) -> Result<bool, CommandError> {
    let Some(guardian) = turn.guardian else { return Ok(false) };
    let names = turn.tx.children_who_left(turn.cause.school.id, guardian).await?;
    let heard = fold(heard);
    let is_meant = |name: &&StudentName| {
        let own = fold(&format!("{} {} {}", name.first, name.last, name.arabic.as_deref().unwrap_or_default()));
        !heard.is_empty() && heard.split_whitespace().all(|word| own.split_whitespace().any(|part| part == word))
    };
    let children: Vec<StudentLabel> = names.iter().filter(is_meant).map(StudentLabel::discreet).collect();
    if children.is_empty() {
        return Ok(false);
    }
    turn.say(Phrase::Preference(PreferencePhrase::ChildrenLeft { children }))?;
    Ok(true)
}

/// Acts on the wish to agree: to what they had withdrawn, or to words that are newer than those they agreed to.
pub(super) async fn give(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(turn.no_child()) };
    let open = consent_open(turn.tx, &turn.cause, guardian, CONSENT_VERSION).await?;
    if open.is_empty() {
        let phrase = if turn.links.is_empty() {
            turn.no_child()
        } else {
            Phrase::Preference(PreferencePhrase::ConsentStands {})
        };
        return turn.say(phrase);
    }
    ask(turn, open, false)
}

/// Whoever agreed to older words is asked about the new ones, once, when they have been answered and nothing else is asked.
pub(super) async fn ask_about_new_words(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let older = turn.links.iter().any(|link| link.agreed.as_deref().is_some_and(|version| version != CONSENT_VERSION));
    let busy = turn.stopped || turn.talking.is_some() || turn.memory.question(turn.cause.now).is_some();
    let (Some(guardian), true, false) = (turn.guardian, older, busy) else { return Ok(()) };
    let mut open = consent_open(turn.tx, &turn.cause, guardian, CONSENT_VERSION).await?;
    // What they have withdrawn is not asked for again.
    open.retain(|link| !link.withdrawn);
    if open.is_empty() {
        return Ok(());
    }
    note_consent_asked(turn.tx, &turn.cause, guardian, CONSENT_VERSION).await?;
    ask(turn, open, true)
}

fn ask(turn: &mut Turn<'_>, open: Vec<ConsentLink>, changed: bool) -> Result<(), CommandError> {
    let children = open.iter().map(|link| StudentLabel::discreet(&link.name)).collect();
    let students = open.into_iter().map(|link| link.student).collect();
    let (school, version) = (turn.cause.school.name.clone(), CONSENT_VERSION.to_owned());
    let phrase = PreferencePhrase::AskConsentAgain { children, school, version, changed };
    turn.ask_yes_no(Phrase::Preference(phrase), Ask::RenewConsent { students, changed }, Label::Agree)
}

/// They agree.
pub(super) async fn renewed(turn: &mut Turn<'_>, students: &[StudentId]) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(Phrase::AskAgain) };
    let given = renew_consent(turn.tx, &turn.cause, guardian, students, CONSENT_VERSION).await?;
    if given.is_empty() {
        return turn.say(Phrase::AskAgain);
    }
    turn.say(Phrase::Preference(PreferencePhrase::ConsentRenewed {}))
}

/// They do not: to new words it is the end of the old ones; to what they had withdrawn nothing changes.
pub(super) async fn refused(turn: &mut Turn<'_>, students: &[StudentId], changed: bool) -> Result<(), CommandError> {
    if changed { withdrawn(turn, students).await } else { turn.say(Phrase::Cancelled) }
}

fn labels(turn: &Turn<'_>, students: &[StudentId]) -> Vec<StudentLabel> {
    let named = turn.links.iter().filter(|link| students.contains(&link.id));
    named.map(|link| StudentLabel::discreet(&link.name)).collect()
}
