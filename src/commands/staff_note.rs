//! `écris aux profs : …`, `dis à M. Koné : …`: whoever runs the school writes to its staff; shown first.

use super::CommandError;
use super::dialogue::{Ask, Question};
use super::turn::Turn;
use super::understand::{StaffMeant, ToStaff, puts_off, to_staff};
use crate::actions::{other_staff, teaching_staff, write_to_staff};
use crate::domain::{Action, Role, StaffId, can, fold_words};
use crate::phrase::{Label, NoteWay, StaffNotePhrase};
use crate::store::StaffMember;

/// All of it stands in a template.
const LONGEST: usize = 700;
/// Shorter words are initials and titles.
const NAME: usize = 3;

/// Shows what some of the staff would read, where that is what was written. Says whether it was.
pub(super) async fn takes(turn: &mut Turn<'_>, text: &str) -> Result<bool, CommandError> {
    if turn.staff().is_none() || !can(turn.cause.actor, Action::Administer) || turn.quotes.is_some() {
        return Ok(false);
    }
    let dialogue = turn.dialogue(turn.chosen, false);
    let waits = matches!(turn.memory.question(turn.cause.now), Some(Question { ask: Ask::WriteToStaff { .. }, .. }));
    if waits && puts_off(text, &turn.index, &dialogue) {
        turn.memory.forget_question(turn.cause.now);
        turn.say(StaffNotePhrase::NotLater {}.phrase())?;
        return Ok(true);
    }
    let Some(found) = to_staff(text, &turn.index, &dialogue) else { return Ok(false) };
    if found.timed {
        turn.say(StaffNotePhrase::NotLater {}.phrase())?;
        return Ok(true);
    }
    let members = taught(turn, &found).await?;
    let ToStaff { whom, head, without, without_subjects, words, quoted, .. } = found;
    let chosen: Vec<StaffMember> = match whom {
        StaffMeant::Everybody => members,
        StaffMeant::Teachers => members.into_iter().filter(|one| one.actor.role == Role::Teacher).collect(),
        StaffMeant::Office => members.into_iter().filter(|one| one.actor.role != Role::Teacher).collect(),
        StaffMeant::Named { titled } => match named(&members, &head) {
            Named::These(these) => members.into_iter().filter(|one| these.contains(&one.actor.id)).collect(),
            // A student of that name has a family.
            _ if !titled => return Ok(false),
            Named::Nobody => Vec::new(),
            Named::Several(names) => {
                turn.say(StaffNotePhrase::Who { names }.phrase())?;
                return Ok(true);
            }
        },
    };
    let left_out = match named(&chosen, &without) {
        _ if without.is_empty() || !without_subjects.is_empty() => Vec::new(),
        Named::These(these) => these,
        Named::Nobody => {
            turn.say(StaffNotePhrase::Who { names: Vec::new() }.phrase())?;
            return Ok(true);
        }
        Named::Several(names) => {
            turn.say(StaffNotePhrase::Who { names }.phrase())?;
            return Ok(true);
        }
    };
    let chosen: Vec<StaffMember> = chosen.into_iter().filter(|one| !left_out.contains(&one.actor.id)).collect();
    if words.chars().count() > LONGEST {
        let most = u32::try_from(LONGEST).unwrap_or(u32::MAX);
        turn.say(StaffNotePhrase::TooLong { most }.phrase())?;
        return Ok(true);
    }
    let (reached, unreached): (Vec<_>, Vec<_>) = chosen.into_iter().partition(|one| one.reached.is_some());
    let unreached: Vec<String> = unreached.into_iter().map(|one| one.name).collect();
    if reached.is_empty() {
        let phrase = if unreached.is_empty() {
            StaffNotePhrase::Who { names: Vec::new() }
        } else {
            StaffNotePhrase::Nobody { unreached }
        };
        turn.say(phrase.phrase())?;
        return Ok(true);
    }
    let staff: Vec<StaffId> = reached.iter().map(|one| one.actor.id).collect();
    let people: Vec<String> = reached.into_iter().map(|one| one.name).collect();
    let to = if matches!(whom, StaffMeant::Named { .. }) { people.clone() } else { Vec::new() };
    let way = NoteWay { to, quoted };
    let (by, from) = (turn.name.clone().unwrap_or_default(), turn.families_from());
    let phrase = StaffNotePhrase::Preview { by, text: words.clone(), people, unreached, from, way: way.clone() };
    turn.ask_yes_no(phrase.phrase(), Ask::WriteToStaff { staff, text: words, way }, Label::Send)?;
    Ok(true)
}

/// The others of the staff; where classes or subjects are named, those who teach them.
async fn taught(turn: &mut Turn<'_>, meant: &ToStaff) -> Result<Vec<StaffMember>, CommandError> {
    let mut members = other_staff(turn.tx, &turn.cause).await?;
    if !meant.classes.is_empty() || !meant.subjects.is_empty() {
        let teaching = teaching_staff(turn.tx, &turn.cause, &meant.classes, &meant.subjects).await?;
        members.retain(|one| teaching.contains(&one.actor.id));
    }
    if !meant.without_subjects.is_empty() {
        let left_out = teaching_staff(turn.tx, &turn.cause, &[], &meant.without_subjects).await?;
        members.retain(|one| !left_out.contains(&one.actor.id));
    }
    Ok(members)
}

/// A yes to what was shown.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    staff: &[StaffId],
    text: &str,
    way: &NoteWay,
) -> Result<(), CommandError> {
    let by = turn.name.clone().unwrap_or_default();
    let people = write_to_staff(turn.tx, &turn.cause, staff, (&by, text), way).await?;
    let from = turn.families_from();
    turn.say(StaffNotePhrase::Sent { people, from }.phrase())
}

/// Who of the staff is named.
pub(super) enum Named {
    Nobody,
    These(Vec<StaffId>),
    /// A name is borne by these, and nothing tells them apart.
    Several(Vec<String>),
}

pub(super) fn named(members: &[StaffMember], head: &[String]) -> Named {
    let bears =
        |member: &StaffMember, word: &String| word.chars().count() >= NAME && fold_words(&member.name).contains(word);
    let mut these: Vec<StaffId> = Vec::new();
    for word in head {
        let holders: Vec<&StaffMember> = members.iter().filter(|member| bears(member, word)).collect();
        let also = |member: &&&StaffMember| head.iter().any(|other| other != word && bears(member, other));
        let told_apart: Vec<&StaffMember> = holders.iter().filter(also).copied().collect();
        match (holders.as_slice(), told_apart.as_slice()) {
            ([], _) => {}
            ([one], _) | (_, [one]) => these.push(one.actor.id),
            (several, _) => return Named::Several(several.iter().map(|one| one.name.clone()).collect()),
        }
    }
    if these.is_empty() { Named::Nobody } else { Named::These(these) }
}
