//! `dis à la maman de Zadi de venir me voir jeudi`: somebody of the school writes first.

use std::collections::HashSet;

use super::super::CommandError;
use super::super::dialogue::{Ask, Begun, Picked};
use super::super::offer::CHOICES;
use super::super::press::TalkStep;
use super::super::refusal;
use super::super::turn::Turn;
use super::super::understand::{Interpretation, Outcome, Pick};
use super::{pass, step_choice};
use crate::actions::{FamilyOf, FamilyReader, SaidToFamily, ToWhom, awaits_budget, plan_to_family, write_to_family};
use crate::domain::{GuardianId, StudentId};
use crate::phrase::{ConversationPhrase, FamilySide, Label, NotPassed, Phrase};

/// Shows what the family would read.
pub(in crate::commands) async fn begin(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<(), CommandError> {
    if let (Some(Pick::All(students)), Some(words), Outcome::Confirm) =
        (&meaning.slots.student, &meaning.slots.text, meaning.outcome)
    {
        return begin_with_several(turn, students, words.clone()).await;
    }
    let student = meaning.slots.student.as_ref().and_then(Pick::single);
    let found = student.and_then(|student| family_of(turn, student));
    let (Some((of, family)), Some(words)) = (found, meaning.slots.text.clone()) else {
        let phrase = refusal::explain(turn, meaning, text, None);
        return turn.say(phrase);
    };
    if meaning.outcome == Outcome::Reject {
        let phrase = refusal::not_allowed(turn, meaning);
        return turn.say(phrase);
    }
    let readers = plan_to_family(turn.tx, &turn.cause, of).await?;
    if readers.is_empty() {
        let why = NotPassed::FamilyNotReached;
        return turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why }));
    }
    let Some(parent) = meaning.slots.parent else {
        return confirm(turn, (of.student, family, None), readers.len(), words);
    };
    // Of separated parents one may not read what is for the other.
    let meant: Vec<FamilyReader> = readers.iter().filter(|reader| reader.parent == Some(parent)).cloned().collect();
    match (meant.as_slice(), readers.as_slice()) {
        // The file says of the only one nothing at all.
        ([one], _) | ([], [one @ FamilyReader { parent: None, .. }]) => {
            let family = FamilySide { name: one.name.clone(), ..family };
            confirm(turn, (of.student, family, Some(one.guardian)), 1, words)
        }
        _ => {
            let options = readers.iter().map(|one| (Picked::Guardian(one.guardian), Label::guardian(one.name.clone())));
            let options = options.take(CHOICES).collect();
            let begun = Begun { student: Some(of.student), list: Some(words), ..Begun::about(meaning) };
            turn.ask_which(Phrase::Conversation(ConversationPhrase::WhichGuardian { family }), options, begun)
        }
    }
}

/// `dis aux parents d'Awa et Yao : …`: each guardian reads it once.
async fn begin_with_several(turn: &mut Turn<'_>, students: &[StudentId], words: String) -> Result<(), CommandError> {
    let families: Vec<_> = students.iter().filter_map(|student| family_of(turn, *student)).collect();
    let mut guardians: HashSet<GuardianId> = HashSet::new();
    for (of, _) in &families {
        let readers = plan_to_family(turn.tx, &turn.cause, *of).await?;
        guardians.extend(readers.into_iter().map(|reader| reader.guardian));
    }
    if guardians.is_empty() {
        let why = NotPassed::FamilyNotReached;
        return turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why }));
    }
    let guardians = u32::try_from(guardians.len()).unwrap_or(u32::MAX);
    let families: Vec<FamilySide> = families.into_iter().map(|(_, family)| family).collect();
    let phrase = ConversationPhrase::ConfirmToFamilies { families, guardians, words: words.clone() };
    let ask = Ask::WriteToFamilies { students: students.to_vec(), text: words };
    turn.ask_yes_no(Phrase::Conversation(phrase), ask, Label::Send)
}

/// A yes to what was shown for several.
pub(in crate::commands) async fn begun_with_several(
    turn: &mut Turn<'_>,
    students: &[StudentId],
    text: String,
) -> Result<(), CommandError> {
    let Some(said) = pass::said(turn, pass::Wording::plain(text)) else { return turn.say(Phrase::AskAgain) };
    let mut told: HashSet<GuardianId> = HashSet::new();
    let (mut later, mut waits) = (None, false);
    for student in students {
        let Some((of, _)) = family_of(turn, *student) else { continue };
        for reader in plan_to_family(turn.tx, &turn.cause, of).await? {
            if told.contains(&reader.guardian) {
                continue;
            }
            let reply = |id| vec![step_choice(id, TalkStep::Reply, Label::Reply)];
            let only = Some(reader.guardian);
            let reached = write_to_family(turn.tx, &turn.cause, (of, only), &said, reply).await?;
            if reached.guardians > 0 {
                told.insert(reader.guardian);
            }
            later = later.max(reached.later);
        }
        let whom = ToWhom { student: *student, guardian: None, course: of.course };
        waits |= awaits_budget(turn.tx, &turn.cause, whom, &said.text, turn.carriers).await?;
    }
    let guardians = u32::try_from(told.len()).unwrap_or(u32::MAX);
    turn.say(Phrase::Conversation(match (guardians, later) {
        (0, _) => ConversationPhrase::NotPassed { why: NotPassed::FamilyNotReached },
        _ if waits => ConversationPhrase::AwaitsBudget {},
        (_, Some(from)) => ConversationPhrase::LaterFamily { from: turn.cause.school.local(from) },
        (guardians, None) => ConversationPhrase::BegunWithSeveral { guardians },
    }))
}

fn confirm(
    turn: &mut Turn<'_>,
    (student, family, only): (StudentId, FamilySide, Option<GuardianId>),
    guardians: usize,
    words: String,
) -> Result<(), CommandError> {
    let guardians = u32::try_from(guardians).unwrap_or(u32::MAX);
    let phrase = ConversationPhrase::ConfirmToFamily { family, guardians, words: words.clone() };
    let ask = Ask::WriteToFamily { student, text: words, only };
    turn.ask_yes_no(Phrase::Conversation(phrase), ask, Label::Send)
}

/// One of a student's guardians was picked.
pub(in crate::commands) async fn to_guardian(
    turn: &mut Turn<'_>,
    guardian: GuardianId,
    begun: Begun,
) -> Result<(), CommandError> {
    let found = begun.student.and_then(|student| family_of(turn, student));
    let (Some((of, family)), Some(words)) = (found, begun.list) else { return turn.say(Phrase::AskAgain) };
    let readers = plan_to_family(turn.tx, &turn.cause, of).await?;
    let Some(one) = readers.into_iter().find(|one| one.guardian == guardian) else { return turn.say(Phrase::AskAgain) };
    confirm(turn, (of.student, FamilySide { name: one.name, ..family }, Some(guardian)), 1, words)
}

/// The family of a student that they may name, with a course of theirs in that class.
fn family_of(turn: &Turn<'_>, student: StudentId) -> Option<(FamilyOf, FamilySide)> {
    let class = turn.student(student)?.class;
    let course = turn.staff()?.courses.iter().find(|course| course.class == class).map(|course| course.id);
    // Whoever gives marks writes as a teacher, the office as such.
    let course = course.filter(|_| turn.writes_marks());
    let family = FamilySide { name: None, child: turn.student_name(student), class: turn.class_label(class) };
    Some((FamilyOf { student, class, course }, family))
}

/// A yes to what was shown.
pub(in crate::commands) async fn begun(
    turn: &mut Turn<'_>,
    (student, only): (StudentId, Option<GuardianId>),
    text: String,
) -> Result<(), CommandError> {
    let (Some((of, family)), Some(said)) = (family_of(turn, student), pass::said(turn, pass::Wording::plain(text)))
    else {
        return turn.say(Phrase::AskAgain);
    };
    let reply = |id| vec![step_choice(id, TalkStep::Reply, Label::Reply)];
    let SaidToFamily { guardians, later } = write_to_family(turn.tx, &turn.cause, (of, only), &said, reply).await?;
    let whom = ToWhom { student, guardian: only, course: of.course };
    let waits = guardians > 0 && awaits_budget(turn.tx, &turn.cause, whom, &said.text, turn.carriers).await?;
    turn.say(Phrase::Conversation(match guardians {
        0 => ConversationPhrase::NotPassed { why: NotPassed::FamilyNotReached },
        _ if waits => ConversationPhrase::AwaitsBudget {},
        guardians => match later {
            Some(from) => ConversationPhrase::LaterFamily { from: turn.cause.school.local(from) },
            None => ConversationPhrase::Begun { family, guardians },
        },
    }))
}
