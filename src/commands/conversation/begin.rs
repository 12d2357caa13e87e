//! `dis à la maman de Zadi de venir me voir jeudi`: somebody of the school writes first.

use super::super::CommandError;
use super::super::dialogue::Ask;
use super::super::press::TalkStep;
use super::super::refusal;
use super::super::turn::Turn;
use super::super::understand::{Interpretation, Outcome, Pick};
use super::{pass, step_choice};
use crate::actions::{FamilyOf, awaits_budget, plan_to_family, write_to_family};
use crate::domain::StudentId;
use crate::phrase::{ConversationPhrase, FamilySide, Label, NotPassed, Phrase};

/// Shows what the family would read.
pub(in crate::commands) async fn begin(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<(), CommandError> {
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
    let families = plan_to_family(turn.tx, &turn.cause, of).await?;
    if families == 0 {
        let why = NotPassed::FamilyNotReached;
        return turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why }));
    }
    let phrase = ConversationPhrase::ConfirmToFamily { family, guardians: families, words: words.clone() };
    let ask = Ask::WriteToFamily { student: of.student, text: words };
    turn.ask_yes_no(Phrase::Conversation(phrase), ask, Label::Send)
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
    student: StudentId,
    text: String,
) -> Result<(), CommandError> {
    let (Some((of, family)), Some(said)) = (family_of(turn, student), pass::said(turn, pass::Wording::plain(text)))
    else {
        return turn.say(Phrase::AskAgain);
    };
    let reply = |id| vec![step_choice(id, TalkStep::Reply, Label::Reply)];
    let guardians = write_to_family(turn.tx, &turn.cause, of, &said, reply).await?;
    let waits = guardians > 0 && awaits_budget(turn.tx, &turn.cause, (student, None), turn.carriers).await?;
    turn.say(Phrase::Conversation(match guardians {
        0 => ConversationPhrase::NotPassed { why: NotPassed::FamilyNotReached },
        _ if waits => ConversationPhrase::AwaitsBudget {},
        guardians => ConversationPhrase::Begun { family, guardians },
    }))
}
