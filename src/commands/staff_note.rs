//! `écris aux profs : …`, `dis à M. Koné : …`: whoever runs the school writes to its staff; shown first.
//!
//! Invariant: of recipients what is not understood is refused by name, and after a wish to change the words the old ones are
//! never sent.

use super::CommandError;
use super::dialogue::{Ask, Question};
use super::turn::Turn;
use super::understand::{
    Intent, Interpretation, Outcome, StaffMeant, StaffPart, ToStaff, puts_off, reworded, to_staff,
};
use crate::actions::{colleagues, other_staff, teaching_staff, write_to_staff};
use crate::domain::{Action, Role, StaffId, can, fold_words};
use crate::phrase::{Label, NoteWay, StaffNotePhrase};
use crate::store::StaffMember;

/// All of it stands in a template.
const LONGEST: usize = 700;
/// Shorter words are initials and titles.
const NAME: usize = 3;
/// So few are named in what they read.
const FEW: usize = 3;

/// Shows what some of the staff would read, where that is what was written. Says whether it was.
pub(super) async fn takes(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<bool, CommandError> {
    if turn.staff().is_none() || turn.quotes.is_some() {
        return Ok(false);
    }
    let dialogue = turn.dialogue(turn.chosen, false);
    if !can(turn.cause.actor, Action::Administer) {
        let found = to_staff(text, &turn.index, &dialogue);
        return match found {
            Some(found) => refused(turn, &found).await,
            None => Ok(false),
        };
    }
    if changes_words(turn, meaning, text).await? {
        return Ok(true);
    }
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
    match chosen(turn, &found).await? {
        Chosen::NotStaff => Ok(false),
        Chosen::Problem(phrase) => {
            turn.say(phrase.phrase())?;
            Ok(true)
        }
        Chosen::These(members) => {
            let few = members.len() <= FEW && !found.whom.parts.iter().any(|part| is_many(*part));
            offer(turn, members, few, (found.words, found.quoted))?;
            Ok(true)
        }
    }
}

fn is_many(part: StaffPart) -> bool {
    matches!(part, StaffPart::Everybody | StaffPart::Teachers | StaffPart::Office)
}

/// `modifie : …` under what is shown, or the words that were asked for after that. Says whether it was.
async fn changes_words(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<bool, CommandError> {
    let Some(Question { ask, .. }) = turn.memory.question(turn.cause.now).cloned() else { return Ok(false) };
    let (staff, way, words) = match ask {
        Ask::WriteToStaff { staff, way, .. } => {
            let Some(words) = reworded(text, &turn.index, &turn.dialogue(turn.chosen, false)) else {
                return Ok(false);
            };
            (staff, way, words)
        }
        Ask::RewordNote { staff, way } => {
            // A yes is no text, and nothing is sent by it.
            if meaning.intent == Intent::Yes {
                turn.say(StaffNotePhrase::NewWords {}.phrase())?;
                return Ok(true);
            }
            let is_command = text.trim_start().starts_with('/') || is_no_text(meaning);
            if is_command {
                return Ok(false);
            }
            (staff, way, Some(text.trim().to_owned()))
        }
        _ => return Ok(false),
    };
    let Some(words) = words else {
        turn.memory.ask(Ask::RewordNote { staff, way }, turn.source.clone(), turn.cause.now);
        turn.say(StaffNotePhrase::NewWords {}.phrase())?;
        return Ok(true);
    };
    let mut members = other_staff(turn.tx, &turn.cause).await?;
    members.retain(|one| staff.contains(&one.actor.id));
    let staff = members.into_iter().map(|one| (one.actor.id, one.name)).collect();
    // What they write now is theirs, and no longer what they said to us.
    show(turn, (staff, NoteWay { quoted: false, ..way }), words, Vec::new())?;
    Ok(true)
}

/// What answers a question for words and is none: a no, a yes, an undo, a word for help.
fn is_no_text(meaning: &Interpretation) -> bool {
    let command = matches!(
        meaning.intent,
        Intent::Yes | Intent::No | Intent::Undo | Intent::Help | Intent::BroadcastCancel | Intent::Greet
    );
    command && meaning.outcome != Outcome::Reject
}

/// Whom a message is for.
enum Chosen {
    /// It is no message to the staff.
    NotStaff,
    Problem(StaffNotePhrase),
    These(Vec<StaffMember>),
}

async fn chosen(turn: &mut Turn<'_>, found: &ToStaff) -> Result<Chosen, CommandError> {
    let members = other_staff(turn.tx, &turn.cause).await?;
    let whom = &found.whom;
    let candidates = teach(turn, members.clone(), whom).await?;
    let these = match named(&candidates, &whom.names) {
        Named::Several(names) => return Ok(Chosen::Problem(StaffNotePhrase::Who { names })),
        Named::These { these, unknown } => {
            if let Some(heard) = unknown {
                // A student of that name has a family.
                let nobody = these.is_empty() && whom.parts.is_empty() && !whom.not_kept;
                let family = !found.quoted && !whom.titled && !whom.not_kept && whom.parts.is_empty();
                return Ok(match (nobody || family, whom.titled) {
                    (true, false) => Chosen::NotStaff,
                    (true, true) => Chosen::Problem(StaffNotePhrase::Who { names: Vec::new() }),
                    (false, _) => Chosen::Problem(StaffNotePhrase::Unclear { heard }),
                });
            }
            these
        }
    };
    let mut ids = these;
    for part in &whom.parts {
        ids.extend(of_part(turn, &members, *part, whom).await?);
    }
    if let Some((typed, without)) = &found.without {
        match left_out(turn, &members, without).await? {
            Some(gone) => ids.retain(|id| !gone.contains(id)),
            None => return Ok(Chosen::Problem(StaffNotePhrase::Unclear { heard: typed.clone() })),
        }
    }
    let chosen: Vec<StaffMember> = members.into_iter().filter(|one| ids.contains(&one.actor.id)).collect();
    // `annonce à tous les 4e`: neither a part of the staff nor anybody's name.
    if chosen.is_empty() && whom.parts.is_empty() && !whom.titled && !whom.not_kept {
        return Ok(Chosen::NotStaff);
    }
    Ok(if chosen.is_empty() { Chosen::Problem(StaffNotePhrase::NobodyLeft {}) } else { Chosen::These(chosen) })
}

/// Of these, who teaches what is named; all, where nothing is.
async fn teach(
    turn: &mut Turn<'_>,
    mut members: Vec<StaffMember>,
    whom: &StaffMeant,
) -> Result<Vec<StaffMember>, CommandError> {
    if !whom.classes.is_empty() || !whom.subjects.is_empty() {
        let teaching = teaching_staff(turn.tx, &turn.cause, &whom.classes, &whom.subjects).await?;
        members.retain(|one| teaching.contains(&one.actor.id));
    }
    Ok(members)
}

async fn of_part(
    turn: &mut Turn<'_>,
    members: &[StaffMember],
    part: StaffPart,
    whom: &StaffMeant,
) -> Result<Vec<StaffId>, CommandError> {
    let of = |is: &dyn Fn(&StaffMember) -> bool| -> Vec<StaffId> {
        members.iter().filter(|one| is(one)).map(|one| one.actor.id).collect()
    };
    let has_role = |role: Role| move |one: &StaffMember| one.actor.role == role;
    Ok(match part {
        StaffPart::Everybody => of(&|_| true),
        StaffPart::Office => of(&|one| one.actor.role != Role::Teacher),
        StaffPart::Secretaries => of(&has_role(Role::Secretary)),
        StaffPart::Leaders => of(&has_role(Role::Admin)),
        StaffPart::Heads => {
            of(&|one| one.actor.head_of.is_some_and(|class| whom.classes.is_empty() || whom.classes.contains(&class)))
        }
        StaffPart::Teachers => {
            let teachers = members.iter().filter(|one| has_role(Role::Teacher)(one)).cloned().collect();
            teach(turn, teachers, whom).await?.into_iter().map(|one| one.actor.id).collect()
        }
    })
}

/// Who is left out; `None`: not all of it was understood, or it is nobody.
async fn left_out(
    turn: &mut Turn<'_>,
    members: &[StaffMember],
    without: &StaffMeant,
) -> Result<Option<Vec<StaffId>>, CommandError> {
    let Named::These { these: mut gone, unknown: None } = named(members, &without.names) else { return Ok(None) };
    let placed = !without.classes.is_empty() || !without.subjects.is_empty();
    for part in without.parts.iter().filter(|part| !(placed && **part == StaffPart::Teachers)) {
        gone.extend(of_part(turn, members, *part, without).await?);
    }
    // `sauf maths`, `sauf les profs de 4eB`, `sauf maths et 4eB`
    let heads = without.parts.contains(&StaffPart::Heads);
    if placed && !heads {
        let (classes, subjects) = (without.classes.as_slice(), without.subjects.as_slice());
        if without.either && !classes.is_empty() && !subjects.is_empty() {
            gone.extend(teaching_staff(turn.tx, &turn.cause, classes, &[]).await?);
            gone.extend(teaching_staff(turn.tx, &turn.cause, &[], subjects).await?);
        } else {
            gone.extend(teaching_staff(turn.tx, &turn.cause, classes, subjects).await?);
        }
    }
    Ok((!gone.is_empty()).then_some(gone))
}

/// Shows it to whoever can be reached, or says why nobody can.
fn offer(
    turn: &mut Turn<'_>,
    members: Vec<StaffMember>,
    few: bool,
    (words, quoted): (String, bool),
) -> Result<(), CommandError> {
    let (reached, unreached): (Vec<_>, Vec<_>) = members.into_iter().partition(|one| one.reached.is_some());
    let unreached: Vec<String> = unreached.into_iter().map(|one| one.name).collect();
    if reached.is_empty() {
        return turn.say(StaffNotePhrase::Nobody { unreached }.phrase());
    }
    let staff: Vec<(StaffId, String)> = reached.into_iter().map(|one| (one.actor.id, one.name)).collect();
    let to = if few { staff.iter().map(|(_, name)| name.clone()).collect() } else { Vec::new() };
    show(turn, (staff, NoteWay { to, quoted }), words, unreached)
}

fn show(
    turn: &mut Turn<'_>,
    (staff, way): (Vec<(StaffId, String)>, NoteWay),
    words: String,
    unreached: Vec<String>,
) -> Result<(), CommandError> {
    if words.chars().count() > LONGEST {
        let most = u32::try_from(LONGEST).unwrap_or(u32::MAX);
        // Nothing that was shown before is sent by a yes to this.
        turn.memory.forget_question(turn.cause.now);
        return turn.say(StaffNotePhrase::TooLong { most }.phrase());
    }
    let people: Vec<String> = staff.iter().map(|(_, name)| name.clone()).collect();
    let (by, from) = (turn.name.clone().unwrap_or_default(), turn.families_from());
    let staff = staff.into_iter().map(|(id, _)| id).collect();
    let phrase = StaffNotePhrase::Preview { by, text: words.clone(), people, unreached, from, way: way.clone() };
    turn.ask_yes_no(phrase.phrase(), Ask::WriteToStaff { staff, text: words, way }, Label::Send)
}

/// Only whoever runs the school writes to its staff: others are told so, where it was one of the staff they wrote to.
async fn refused(turn: &mut Turn<'_>, found: &ToStaff) -> Result<bool, CommandError> {
    let members = colleagues(turn.tx, &turn.cause).await?;
    let whole = match named(&members, &found.whom.names) {
        Named::These { these, unknown: None } => !these.is_empty() || !found.whom.parts.is_empty(),
        Named::These { .. } => false,
        Named::Several(_) => true,
    };
    if !whole || found.quoted && found.whom.names.is_empty() {
        return Ok(false);
    }
    turn.say(StaffNotePhrase::NotYours {}.phrase())?;
    Ok(true)
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
    /// `unknown`: words that nobody of them bears.
    These { these: Vec<StaffId>, unknown: Option<String> },
    /// A name is borne by these, and nothing tells them apart.
    Several(Vec<String>),
}

pub(super) fn named(members: &[StaffMember], names: &[(String, Vec<String>)]) -> Named {
    let bears =
        |member: &StaffMember, word: &String| word.chars().count() >= NAME && fold_words(&member.name).contains(word);
    let (mut these, mut unknown): (Vec<StaffId>, Vec<String>) = (Vec::new(), Vec::new());
    let words = || names.iter().flat_map(|(_, words)| words);
    for word in words().filter(|word| word.chars().count() >= NAME) {
        let holders: Vec<&StaffMember> = members.iter().filter(|member| bears(member, word)).collect();
        let also = |member: &&&StaffMember| words().any(|other| other != word && bears(member, other));
        let told_apart: Vec<&StaffMember> = holders.iter().filter(also).copied().collect();
        match (holders.as_slice(), told_apart.as_slice()) {
            ([], _) => {
                let typed = names.iter().find(|(_, words)| words.contains(word)).map(|(typed, _)| typed.clone());
                unknown.extend(typed.filter(|typed| !unknown.contains(typed)));
            }
            ([one], _) | (_, [one]) => these.push(one.actor.id),
            (several, _) => return Named::Several(several.iter().map(|one| one.name.clone()).collect()),
        }
    }
    let unknown = (!unknown.is_empty()).then(|| unknown.join(", "));
    Named::These { these, unknown }
}
