//! `crée le groupe délégués : KOUASSI Awa, 4eA`: groups of families made by hand, shown, changed and taken apart.

use super::CommandError;
use super::dialogue::{Ask, Begun, WantedGroup};
use super::offer;
use super::refusal;
use super::turn::Turn;
use super::understand::{Intent, Interpretation, MemberLine, Pick};
use crate::actions::{
    Grouped, LONGEST_NAME, MOST_GROUPS, MOST_MEMBERS, add_to_group, end_group, family_groups, group_members,
    group_named, make_group, take_out_of_group,
};
use crate::domain::{Action, FamilyGroupId, StudentId, can, count};
use crate::phrase::{FamilyGroupPhrase, Label, MemberProblem, Phrase, StudentLabel};
use crate::store::{FamilyGroup, GroupMember};

/// Members that are named; of more the number.
const SHOWN: usize = 60;

/// Acts on what was said about groups.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let needed = if meaning.intent == Intent::GroupShow { Action::BroadcastToAll } else { Action::Administer };
    if !can(turn.cause.actor, needed) {
        let phrase = refusal::forbidden(turn);
        return turn.say(phrase);
    }
    let groups = family_groups(turn.tx, &turn.cause).await?;
    let name = meaning.slots.words.iter().find(|(slot, _)| *slot == "name").map(|(_, name)| name.clone());
    let Some(name) = name else { return unnamed(turn, meaning.intent, groups) };
    if meaning.intent == Intent::GroupCreate {
        return create(turn, &groups, name, &meaning.slots.members).await;
    }
    let Some(group) = found(turn, groups, &name)? else { return Ok(()) };
    match meaning.intent {
        Intent::GroupAdd | Intent::GroupTakeOut if meaning.slots.members.is_empty() => {
            let class = example(turn);
            turn.say(FamilyGroupPhrase::WhoIsIn { name: group.name, class }.phrase())
        }
        Intent::GroupAdd | Intent::GroupTakeOut => {
            let wanted = WantedGroup { name: group.name, ..WantedGroup::default() };
            gather(turn, meaning.intent, wanted, &meaning.slots.members).await
        }
        Intent::GroupEnd => {
            let ask = Ask::EndGroup { group: group.id, name: group.name.clone() };
            let phrase = FamilyGroupPhrase::EndAsked { name: group.name, students: group.students };
            turn.ask_yes_no(phrase.phrase(), ask, Label::Yes)
        }
        _ => show(turn, &group).await,
    }
}

/// No name was said: what there is, or how it is said.
fn unnamed(turn: &mut Turn<'_>, intent: Intent, groups: Vec<FamilyGroup>) -> Result<(), CommandError> {
    let class = example(turn);
    let phrase = match intent {
        Intent::GroupShow if groups.is_empty() => FamilyGroupPhrase::NoneYet { class },
        Intent::GroupShow => {
            FamilyGroupPhrase::Listed { groups: groups.into_iter().map(|group| (group.name, group.students)).collect() }
        }
        _ => FamilyGroupPhrase::WhichName { class },
    };
    turn.say(phrase.phrase())
}

fn example(turn: &Turn<'_>) -> Option<String> {
    turn.index.school().classes.first().map(|class| class.label.clone())
}

/// The group of this name; where there is none, that is said.
pub(super) fn found(
    turn: &mut Turn<'_>,
    groups: Vec<FamilyGroup>,
    name: &str,
) -> Result<Option<FamilyGroup>, CommandError> {
    if let Some(group) = group_named(&groups, name) {
        return Ok(Some(group.clone()));
    }
    let known = groups.into_iter().map(|group| group.name).collect();
    turn.say(FamilyGroupPhrase::Unknown { name: refusal::heard(name), known }.phrase())?;
    Ok(None)
}

async fn create(
    turn: &mut Turn<'_>,
    groups: &[FamilyGroup],
    name: String,
    members: &[MemberLine],
) -> Result<(), CommandError> {
    let phrase = if name.chars().count() > LONGEST_NAME {
        FamilyGroupPhrase::NameTooLong { most: count(LONGEST_NAME) }
    } else if group_named(groups, &name).is_some() {
        FamilyGroupPhrase::Exists { name }
    } else if members.is_empty() {
        FamilyGroupPhrase::WhoIsIn { name, class: example(turn) }
    } else {
        let wanted = WantedGroup { name, ..WantedGroup::default() };
        return gather(turn, Intent::GroupCreate, wanted, members).await;
    };
    turn.say(phrase.phrase())
}

/// Finds out who is meant. Where somebody is nobody, nothing is done; where several are called so, one is asked for.
async fn gather(
    turn: &mut Turn<'_>,
    intent: Intent,
    mut wanted: WantedGroup,
    members: &[MemberLine],
) -> Result<(), CommandError> {
    let mut problems = Vec::new();
    for member in members {
        match &member.student {
            _ if !member.classes.is_empty() => wanted.students.extend(of_classes(turn, member)),
            Some(Pick::One(id)) => wanted.students.push(*id),
            Some(Pick::Near { id, .. }) => wanted.open.push((member.heard.clone(), vec![*id])),
            Some(Pick::Several(ids) | Pick::All(ids)) if ids.len() <= offer::CHOICES => {
                wanted.open.push((member.heard.clone(), ids.clone()));
            }
            Some(Pick::Unknown { nearest, .. } | Pick::Several(nearest) | Pick::All(nearest)) => {
                problems.push(problem(turn, member, nearest));
            }
            None => problems.push(problem(turn, member, &[])),
        }
    }
    if !problems.is_empty() {
        return turn.say(FamilyGroupPhrase::Refused { problems }.phrase());
    }
    ask_or_do(turn, intent, wanted).await
}

fn of_classes(turn: &Turn<'_>, member: &MemberLine) -> Vec<StudentId> {
    turn.index.people().filter(|student| member.classes.contains(&student.class)).map(|student| student.id).collect()
}

fn problem(turn: &Turn<'_>, member: &MemberLine, nearest: &[StudentId]) -> MemberProblem {
    let nearest = nearest.iter().take(offer::CHOICES).map(|id| turn.student_name(*id)).collect();
    MemberProblem { heard: refusal::heard(&member.heard), nearest }
}

/// One of several was picked: goes on with what is still open.
pub(super) async fn go_on(turn: &mut Turn<'_>, begun: Begun) -> Result<(), CommandError> {
    let (Some(picked), Some(mut wanted), Some(intent)) =
        (begun.student, begun.group.map(|group| *group), Intent::from_code(&begun.intent))
    else {
        return turn.say(Phrase::AskAgain);
    };
    wanted.students.push(picked);
    ask_or_do(turn, intent, wanted).await
}

async fn ask_or_do(turn: &mut Turn<'_>, intent: Intent, mut wanted: WantedGroup) -> Result<(), CommandError> {
    if !wanted.open.is_empty() {
        let (heard, candidates) = wanted.open.remove(0);
        let options = offer::students(turn, &candidates);
        let begun = Begun { intent: intent.code().to_owned(), group: Some(Box::new(wanted)), ..Begun::default() };
        return turn.ask_which(FamilyGroupPhrase::WhichOne { heard }.phrase(), options, begun);
    }
    let mut students = wanted.students;
    students.sort();
    students.dedup();
    let name = wanted.name;
    if intent == Intent::GroupCreate {
        let made = make_group(turn.tx, &turn.cause, &name, &students).await?;
        return told(turn, made, name, |name, _, students| FamilyGroupPhrase::Made { name, students });
    }
    let groups = family_groups(turn.tx, &turn.cause).await?;
    let Some(group) = found(turn, groups, &name)? else { return Ok(()) };
    if intent == Intent::GroupTakeOut {
        let (gone, left) = take_out_of_group(turn.tx, &turn.cause, group.id, &students).await?;
        return turn.say(FamilyGroupPhrase::TakenOut { name, gone, left }.phrase());
    }
    let added = add_to_group(turn.tx, &turn.cause, group.id, &students).await?;
    told(turn, added, name, |name, new, students| FamilyGroupPhrase::Added { name, new, students })
}

fn told(
    turn: &mut Turn<'_>,
    grouped: Grouped,
    name: String,
    done: impl Fn(String, u32, u32) -> FamilyGroupPhrase,
) -> Result<(), CommandError> {
    let phrase = match grouped {
        Grouped::Done { new, students } => {
            turn.memory.forget_write();
            done(name, new, students)
        }
        Grouped::Exists => FamilyGroupPhrase::Exists { name },
        Grouped::TooManyGroups => FamilyGroupPhrase::TooManyGroups { most: count(MOST_GROUPS) },
        Grouped::TooManyStudents => FamilyGroupPhrase::TooManyStudents { most: count(MOST_MEMBERS) },
    };
    turn.say(phrase.phrase())
}

async fn show(turn: &mut Turn<'_>, group: &FamilyGroup) -> Result<(), CommandError> {
    let members = group_members(turn.tx, &turn.cause, group.id).await?;
    let of = count(members.len());
    let line = |member: GroupMember| (StudentLabel::full(&member.name), member.class_label);
    let students = members.into_iter().take(SHOWN).map(line).collect();
    turn.say(FamilyGroupPhrase::Members { name: group.name.clone(), students, of }.phrase())
}

/// A yes: it is taken apart.
pub(super) async fn ended(turn: &mut Turn<'_>, group: FamilyGroupId, name: String) -> Result<(), CommandError> {
    let ended = end_group(turn.tx, &turn.cause, group).await?;
    turn.say(if ended { FamilyGroupPhrase::Ended { name }.phrase() } else { Phrase::QuestionExpired })
}
