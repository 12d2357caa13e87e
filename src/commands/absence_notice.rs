//! What a family says: `Awa et Aya sont malades demain`, `Estelle aussi`, `finalement Awa vient`. Shown, then told to the school.

use jiff::civil::{Date, DateTime};

use super::dialogue::{Ask, SaidAway};
use super::turn::Turn;
use super::understand::{Aside, Interpretation, Outcome, Pick, Reason, another_child};
use super::{CommandError, refusal};
use crate::actions::{announced_days, notice_absence, withdraw_notices};
use crate::domain::StudentId;
use crate::phrase::{AbsencePhrase, Away, Label, Phrase, StudentLabel};
use crate::store::KnownChild;

/// A family says that a child is or was away, or comes after all.
pub(super) async fn notice(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if meaning.slots.aside == Some(Aside::ComesAfterAll) {
        return after_all(turn, meaning, text).await;
    }
    let children = meant(turn, meaning);
    if children.is_empty() {
        let phrase = refusal::explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    // Of two kinds in one message neither is told for both.
    if meaning.reason == Some(Reason::SeveralValues) {
        let child = children.first().map(|child| StudentLabel::discreet(&child.name));
        return turn.say(Phrase::Absence(AbsencePhrase::OneByOne { child }));
    }
    let today = turn.cause.local_now().date();
    let mut days = meaning.slots.days.clone();
    if days.is_empty() {
        days.push(meaning.slots.date.unwrap_or(today));
    }
    let late = meaning.slots.aside == Some(Aside::Late);
    let away = Away { days, late, at: meaning.slots.at.map(DateTime::time) };
    let reason = meaning.slots.words.iter().find(|(slot, _)| *slot == "reason").map(|(_, reason)| reason.clone());
    offer(turn, &children, SaidAway { away, reason })
}

/// Shows what the school would be told.
fn offer(turn: &mut Turn<'_>, children: &[KnownChild], said: SaidAway) -> Result<(), CommandError> {
    let today = turn.cause.local_now().date();
    let SaidAway { away, reason } = said;
    let past = away.days.iter().all(|day| *day < today);
    let mut labels = children.iter().map(|child| StudentLabel::discreet(&child.name));
    let mut ids = children.iter().map(|child| child.id);
    let (Some(child), Some(student)) = (labels.next(), ids.next()) else { return turn.say(Phrase::AskAgain) };
    let (others, more) = (labels.collect(), ids.collect());
    let phrase = AbsencePhrase::ConfirmNotice { child, others, away: away.clone(), reason: reason.clone(), past };
    let ask = Ask::NoticeAbsence { student, others: more, away, reason };
    turn.ask_yes_no(Phrase::Absence(phrase), ask, Label::Send)
}

/// The children a message is about: one, several by name, all of them, or the only one.
fn meant(turn: &Turn<'_>, meaning: &Interpretation) -> Vec<KnownChild> {
    let named: Vec<StudentId> = match &meaning.slots.student {
        Some(Pick::All(all)) => all.clone(),
        Some(pick) => pick.single().into_iter().collect(),
        None => Vec::new(),
    };
    let found: Vec<KnownChild> = named.iter().filter_map(|student| child(turn, *student)).collect();
    match turn.links {
        [only] if found.is_empty() && meaning.outcome != Outcome::Reject => vec![only.clone()],
        // Of several who are named each is one of theirs.
        _ if found.len() == named.len() => found,
        _ => Vec::new(),
    }
}

fn child(turn: &Turn<'_>, student: StudentId) -> Option<KnownChild> {
    turn.links.iter().find(|link| link.id == student).cloned()
}

/// `Estelle aussi`, straight after another child's absence. Says whether it was.
pub(super) fn takes_another(turn: &mut Turn<'_>, text: &str) -> Result<bool, CommandError> {
    if turn.guardian.is_none() || turn.quotes.is_some() {
        return Ok(false);
    }
    let now = turn.cause.now;
    let (before, said) = match turn.memory.question(now).map(|question| &question.ask) {
        Some(Ask::NoticeAbsence { student, others, away, reason }) => {
            let said = SaidAway { away: away.clone(), reason: reason.clone() };
            ([vec![*student], others.clone()].concat(), said)
        }
        Some(_) => return Ok(false),
        // In a thread it is said to whoever is there.
        None => match turn.memory.last_away(now).filter(|_| turn.talking.is_none()) {
            Some(said) => (Vec::new(), said),
            None => return Ok(false),
        },
    };
    let index = turn.family.as_ref().unwrap_or(&turn.index);
    let also = another_child(text, index, &turn.dialogue(turn.chosen, false));
    if also.is_empty() {
        return Ok(false);
    }
    let added = also.into_iter().filter(|one| !before.contains(one));
    let ids: Vec<StudentId> = before.iter().copied().chain(added).collect();
    let children: Vec<KnownChild> = ids.iter().filter_map(|student| child(turn, *student)).collect();
    offer(turn, &children, said)?;
    Ok(true)
}

/// A yes to what the family said.
pub(super) async fn noticed(
    turn: &mut Turn<'_>,
    students: &[StudentId],
    (away, reason): (Away, Option<String>),
) -> Result<(), CommandError> {
    let children: Vec<KnownChild> = students.iter().filter_map(|student| child(turn, *student)).collect();
    let Some(guardian) = turn.guardian.filter(|_| !children.is_empty()) else { return turn.say(Phrase::AskAgain) };
    let (mut justified, mut people) = (0, 0);
    for child in &children {
        let noticed = notice_absence(turn.tx, &turn.cause, (guardian, child), (&away, reason.clone())).await?;
        justified += noticed.justified;
        people = noticed.people.max(people);
    }
    turn.memory.said_away(SaidAway { away: away.clone(), reason }, turn.cause.now);
    let mut labels = children.iter().map(|child| StudentLabel::discreet(&child.name));
    let Some(child) = labels.next() else { return turn.say(Phrase::AskAgain) };
    let phrase = AbsencePhrase::Noticed { child, others: labels.collect(), away, justified, people };
    turn.say(Phrase::Absence(phrase))
}

/// `finalement Awa vient demain`: of which child and which days, then asked.
async fn after_all(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    let named = meant(turn, meaning);
    let candidates = if named.is_empty() && meaning.outcome != Outcome::Reject { turn.links.to_vec() } else { named };
    if candidates.is_empty() {
        let phrase = refusal::explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    let wanted: Vec<Date> = meaning
        .slots
        .days
        .iter()
        .copied()
        .chain(meaning.slots.date.filter(|_| meaning.slots.days.is_empty()))
        .collect();
    let mut found: Vec<(KnownChild, Vec<Date>)> = Vec::new();
    for child in candidates {
        let mut days = announced_days(turn.tx, &turn.cause, &child).await?;
        days.retain(|day| wanted.is_empty() || wanted.contains(day));
        if !days.is_empty() {
            found.push((child, days));
        }
    }
    match found.as_slice() {
        [(child, days)] => {
            let label = StudentLabel::discreet(&child.name);
            let phrase = AbsencePhrase::ConfirmComes { child: label, days: days.clone() };
            let ask = Ask::ComesAfterAll { student: child.id, days: days.clone() };
            turn.ask_yes_no(Phrase::Absence(phrase), ask, Label::Send)
        }
        [] => turn.say(Phrase::Absence(AbsencePhrase::NothingAnnounced {})),
        several => {
            let children = several.iter().map(|(child, _)| StudentLabel::discreet(&child.name)).collect();
            turn.say(Phrase::Absence(AbsencePhrase::WhoComes { children }))
        }
    }
}

/// A yes to that.
pub(super) async fn comes_after_all(
    turn: &mut Turn<'_>,
    student: StudentId,
    days: &[Date],
) -> Result<(), CommandError> {
    let Some(child) = child(turn, student) else { return turn.say(Phrase::AskAgain) };
    let people = withdraw_notices(turn.tx, &turn.cause, &child, days).await?;
    let Some(people) = people else { return turn.say(Phrase::Absence(AbsencePhrase::NothingAnnounced {})) };
    let (child, days) = (StudentLabel::discreet(&child.name), days.to_vec());
    turn.say(Phrase::Absence(AbsencePhrase::Comes { child, days, people }))
}
