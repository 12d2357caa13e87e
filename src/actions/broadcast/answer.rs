//! What families answer: by a button, by its words, by the link in a letter.

use std::time::Duration;

use super::Content;
use super::meant::named;
use crate::actions::{ActionError, Cause};
use crate::domain::{
    Actor, BroadcastAnswer, BroadcastAsk, BroadcastId, ContactId, GuardianId, Locale, SchoolId, Timestamp,
};
use crate::phrase::BroadcastNamed;
use crate::store::{AskedOf, School, StoredBroadcast, Tx};

/// Words without a button are for announcements of so long at most.
const ASKED_WITHIN: Duration = Duration::from_hours(24 * 30);
/// A letter can be answered for so long.
const LETTER_LIVES: Duration = Duration::from_hours(24 * 90);
/// Who has answered so lately may have thought better of it.
const ANSWERED_LATELY: Duration = Duration::from_mins(10);

/// An answer that was noted.
#[derive(Debug)]
pub struct Answered {
    pub broadcast: StoredBroadcast,
    /// What they had answered before.
    pub before: Option<BroadcastAnswer>,
}

/// Which announcement somebody answers who names none.
#[derive(Debug)]
pub enum AnnouncementMeant {
    None,
    One(BroadcastId),
    OneOf(Vec<BroadcastNamed>),
}

/// Notes what a family answers. `None`: it was not for them, or asks something else.
pub async fn answer_broadcast(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    (guardian, answer): (GuardianId, BroadcastAnswer),
) -> Result<Option<Answered>, ActionError> {
    let is_theirs = match cause.actor {
        Actor::Guardian { id, .. } => *id == guardian,
        // Staff may be guardians, too: who they are at home is the caller's to know.
        Actor::Staff(_) => true,
        Actor::Stranger => false,
    };
    let Some(found) = tx.broadcast(cause.school.id, broadcast).await?.filter(|_| is_theirs) else { return Ok(None) };
    if !found.ask.takes(answer) {
        return Ok(None);
    }
    let noted = tx.answer_broadcast(cause.school.id, broadcast, (guardian, answer), cause.now).await?;
    Ok(noted.map(|before| Answered { broadcast: found, before }))
}

/// Which announcement an answer is for: the one that waits for theirs; where none does, the one they answered last.
pub async fn announcement_meant(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (guardian, answer): (GuardianId, BroadcastAnswer),
    reader: Locale,
) -> Result<AnnouncementMeant, ActionError> {
    let school = cause.school.id;
    let mut asked = tx.asked_of(school, guardian, cause.now.minus(ASKED_WITHIN)).await?;
    asked.retain(|one| one.ask.takes(answer));
    let (waiting, mut answered): (Vec<_>, Vec<_>) = asked.into_iter().partition(|one| one.answer.is_none());
    answered.sort_by_key(|one| std::cmp::Reverse(one.answered_at));
    let rethought = |one: &AskedOf| {
        let lately = one.answered_at.is_some_and(|at| cause.now.since(at) < ANSWERED_LATELY);
        lately && one.answer != Some(answer)
    };
    let meant: Vec<BroadcastId> = match (waiting.as_slice(), answered.first()) {
        ([], last) => last.into_iter().map(|one| one.broadcast).collect(),
        (waiting, last) => waiting.iter().chain(last.filter(|one| rethought(one))).map(|one| one.broadcast).collect(),
    };
    if let [one] = meant[..] {
        return Ok(AnnouncementMeant::One(one));
    }
    let mut broadcasts = Vec::with_capacity(meant.len());
    for one in meant {
        broadcasts.extend(tx.broadcast(school, one).await?);
    }
    Ok(if broadcasts.is_empty() {
        AnnouncementMeant::None
    } else {
        AnnouncementMeant::OneOf(named(tx, cause, broadcasts, Some(reader)).await?)
    })
}

/// Whether an announcement of this school waits for that answer of a guardian's.
pub async fn awaits_answer(
    tx: &mut Tx,
    school: SchoolId,
    (guardian, answer): (GuardianId, BroadcastAnswer),
    now: Timestamp,
) -> Result<bool, ActionError> {
    let asked = tx.asked_of(school, guardian, now.minus(ASKED_WITHIN)).await?;
    Ok(asked.iter().any(|one| one.answer.is_none() && one.ask.takes(answer)))
}

/// What somebody is asked by a letter.
#[derive(Debug)]
pub struct LetterRead {
    /// As it calls itself.
    pub school: String,
    /// In its reader's language, where there is a version in it.
    pub words: String,
    pub ask: BroadcastAsk,
    pub locale: Locale,
}

/// Whose letter it is, and which broadcast it was.
type Whose = (SchoolId, ContactId, BroadcastId);

/// What a letter asked. `None`: nothing, or not of whoever reads letters at that address now.
pub async fn read_letter(tx: &mut Tx, whose: Whose, now: Timestamp) -> Result<Option<LetterRead>, ActionError> {
    Ok(letter_asked(tx, whose, now).await?.map(|(.., read)| read))
}

/// The same, with whose part an answer is on.
async fn letter_asked(
    tx: &mut Tx,
    (school, contact, broadcast): Whose,
    now: Timestamp,
) -> Result<Option<(School, GuardianId, LetterRead)>, ActionError> {
    let (Some(school), Some(found)) = (tx.school(school).await?, tx.broadcast(school, broadcast).await?) else {
        return Ok(None);
    };
    let Some((guardian, locale)) = tx.letter_reader(school.id, contact).await? else { return Ok(None) };
    let asked = tx.asked_of(school.id, guardian, now.minus(LETTER_LIVES)).await?;
    if !asked.iter().any(|one| one.broadcast == broadcast) {
        return Ok(None);
    }
    let words = Content::of(&found)?.words.in_language(locale).to_owned();
    let read = LetterRead { school: school.name.clone(), words, ask: found.ask, locale };
    Ok(Some((school, guardian, read)))
}

/// Notes what is answered to a letter. `None`: it asked nothing of the kind of them.
pub async fn answer_letter(
    tx: &mut Tx,
    whose: Whose,
    answer: BroadcastAnswer,
    now: Timestamp,
) -> Result<Option<LetterRead>, ActionError> {
    let Some((school, guardian, read)) = letter_asked(tx, whose, now).await? else { return Ok(None) };
    let (_, contact, broadcast) = whose;
    let actor = Actor::Guardian { id: guardian, children: Vec::new() };
    let cause = Cause { actor: &actor, contact: Some(contact), ..Cause::of_itself(&school, now) };
    let noted = answer_broadcast(tx, &cause, broadcast, (guardian, answer)).await?;
    Ok(noted.map(|_| read))
}
